"""Settings: the form, what it says, and the next messages."""

from datetime import date

from slack_bolt import App

from bot.coach import preferences
from bot.coach.coach import Coach, Who
from bot.coach.preferences import Preferences
from bot.directory import Directory
from bot.domain import calendar, slots
from bot.views import dashboard, nudge, settings, trouble
from bot.views import next as next_views
from handlers import fields
from handlers.answering import Answer, Body
from handlers.wording import on_word


def register(app: App) -> None:
    on_word(app, "settings", ask)
    on_word(app, "next", next_messages)
    app.action(settings.OPEN)(ask)
    app.view(settings.CALLBACK)(save)
    app.action(nudge.SWITCH_ZONE)(switch_zone)
    app.action(nudge.STAY_ON_ZONE)(stay_on_zone)


def ask(answer: Answer, coach: Coach, who: Who) -> None:
    answer.open(settings.settings_form(coach.progress(who)))


def next_messages(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(next_views.next_messages(coach.progress(who)))


def switch_zone(answer: Answer, coach: Coach, who: Who) -> None:
    answer.changed(dashboard.dashboard(preferences.switch_zone(coach, who)))


def stay_on_zone(answer: Answer, coach: Coach, who: Who) -> None:
    answer.changed(dashboard.dashboard(preferences.stay_on_zone(coach, who)))


def save(answer: Answer, coach: Coach, who: Who, view: Body, directory: Directory) -> None:
    form = fields.Form(view)
    progress = coach.progress(who)
    typed, start = form.text(settings.ZONE), date.fromisoformat(form.text(settings.START))
    errors, zone = {}, slots.zone_named(typed)
    if not zone:
        errors[settings.ZONE] = trouble.zone_unknown(typed)
    channel = form.text(settings.CHANNEL)
    if channel and not directory.sees_channel(who.team, channel):
        errors[settings.CHANNEL] = trouble.channel_unseen()
    today = progress.reader.now.date()
    if fault := calendar.start_fault(start, today, coach.programme.months):
        errors[settings.START] = fault
    if errors or not zone:
        answer.refuse(errors)
        return
    new = Preferences(
        weekday=int(form.text(settings.DAY)), hour=fields.hour(form.text(settings.HOUR)), zone=zone,
        start=start, wins_channel=channel or None,
    )  # fmt: skip
    answer.finish(settings.settings_form(preferences.change(coach, who, new), saved=True))
