"""Settings: the form, what it says, and the next messages."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from slack_bolt import App

from bot.coach import settings
from bot.coach.coach import Caller, Coach
from bot.coach.settings import Preferences
from bot.domain import calendar, slots
from bot.domain.closing import Level
from bot.domain.days_off import answered
from bot.domain.progress import Progress, What
from bot.domain.slots import QuietHours
from bot.slack.directory import Directory
from bot.views import dashboard, errors, ids
from bot.views import next as next_views
from bot.views import settings as views
from handlers import fields, frequency
from handlers.answer import Answer, Body, value_of
from handlers.commands import on_subcommand
from handlers.wins import channel_fault


def register(app: App) -> None:
    on_subcommand(app, "settings", ask)
    on_subcommand(app, "pace", frequency.pace)
    on_subcommand(app, "next", next_messages)
    app.action(ids.SETTINGS_OPEN)(ask)
    app.view(ids.SETTINGS_FORM)(save)
    app.action(ids.ZONE_SWITCH)(answer_zone)
    app.action(ids.ZONE_STAY)(answer_zone)


def ask(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.open(views.settings_form(coach.progress(caller)))


def next_messages(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(next_views.next_messages(coach.progress(caller)))


def answer_zone(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Do what the button says, and not what Slack says of the zone by now; or say that it is out of date."""
    here, _, there = value_of(body).rpartition(":")[0].rpartition("~")
    try:
        if body["actions"][0]["action_id"] == ids.ZONE_SWITCH:
            progress = settings.switch_zone(coach, caller, there)
        else:
            progress = settings.stay_on_zone(coach, caller, here, there)
    except settings.ChangedMeanwhile:
        answer.show(views.old_zone_button(coach.progress(caller).reader))
    else:
        answer.changed(dashboard.dashboard(progress))


def save(answer: Answer, coach: Coach, caller: Caller, view: Body, directory: Directory) -> None:
    form = fields.Form(view)
    progress = coach.progress(caller)
    typed, start = form.text(ids.SETTINGS_ZONE), date.fromisoformat(form.text(ids.SETTINGS_START))
    refused, zone = dict[str, str](), slots.zone_named(typed)
    if not zone:
        refused[ids.SETTINGS_ZONE] = errors.zone_unknown(typed)
    channel = form.text(ids.SETTINGS_CHANNEL)
    if channel and (said := channel_fault(directory, caller, channel)):
        refused[ids.SETTINGS_CHANNEL] = said
    today = progress.reader.now.date()
    if fault := calendar.start_fault(start, today, coach.playbook.months):
        refused[ids.SETTINGS_START] = fault
    quiet = QuietHours(
        int(form.text(ids.SETTINGS_QUIET_FROM) or progress.schedule.quiet.begins),
        int(form.text(ids.SETTINGS_QUIET_UNTIL) or progress.schedule.quiet.ends),
    )
    reminder = next((each.at for each in progress.coming if each.what is What.REMINDER), None)
    if reminder and quiet != progress.schedule.quiet and quiet.holds(_clock(reminder, progress)):
        refused[ids.SETTINGS_QUIET_FROM] = views.reminder_is_quiet(reminder, progress.reader)
    off = progress.days_off
    try:
        off = answered(
            off,
            form.text(ids.SETTINGS_COUNTRY),
            form.chosen(ids.SETTINGS_WEEKEND),
            form.text(ids.SETTINGS_REGION),
        )
    except ValueError:
        refused[ids.SETTINGS_WEEKEND] = views.one_working_day()
    if refused or not zone:
        answer.refuse(refused)
        return
    new = Preferences(
        weekday=int(form.text(ids.SETTINGS_DAY)),
        hour=fields.hour(form.text(ids.SETTINGS_HOUR)),
        zone=zone,
        start=start,
        wins_channel=channel or None,
        pace=slots.Pace(form.text(ids.SETTINGS_PACE) or progress.schedule.pace),
        level=Level(form.text(ids.SETTINGS_LEVEL) or progress.level),
        quiet=quiet,
        country=off.answer,
        weekend=off.weekend,
    )
    try:
        progress = settings.change(coach, caller, new, form.ids.get("shown"))
    except settings.ChangedMeanwhile:
        answer.refuse({ids.SETTINGS_DAY: errors.settings_changed()})
    else:
        answer.finish(views.saved(progress))


def _clock(at: datetime, progress: Progress) -> time:
    return at.astimezone(ZoneInfo(progress.schedule.zone)).time()
