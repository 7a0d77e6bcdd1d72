"""Joining: the form, what it says, and the first assignment for who didn't want it at once."""

from slack_bolt import App

from bot.coach import join, leave
from bot.coach.coach import Caller, Coach, NotJoined
from bot.coach.join import Joining
from bot.domain import slots
from bot.domain.progress import Channel
from bot.domain.slots import WeeklySchedule
from bot.slack.directory import Directory, Person
from bot.views import dashboard, errors, ids
from bot.views import join as views
from handlers import fields
from handlers.answer import Answer, Body
from handlers.commands import on_subcommand
from handlers.wins import channel_fault

PRESET = WeeklySchedule(weekday=0, hour=9, zone="UTC")


def register(app: App) -> None:
    on_subcommand(app, "join", ask)
    app.action(ids.JOIN_OPEN)(ask)
    app.view(ids.JOIN_FORM)(joined)
    app.action(ids.JOIN_AGAIN)(come_back)
    app.action(ids.WEEK_START)(start_now)


def ask(answer: Answer, coach: Coach, caller: Caller, directory: Directory) -> None:
    try:
        progress = coach.progress(caller)
    except NotJoined as stranger:
        if stranger.left:
            answer.show(dashboard.left(stranger.left))
        else:
            _ask_stranger(answer, coach, caller, directory)
    else:
        answer.show(dashboard.dashboard(progress, errors.already_in(progress)))


def _ask_stranger(answer: Answer, coach: Coach, caller: Caller, directory: Directory) -> None:
    person = directory.look_up(caller.team, caller.user)
    if person and person.outsider:
        answer.show(dashboard.outsider())
    else:
        answer.open(_form(coach, caller, directory, person))


def _form(coach: Coach, caller: Caller, directory: Directory, person: Person | None) -> Body:
    zone = person.zone if person and person.zone and slots.zone_exists(person.zone) else None
    schedule = WeeklySchedule(PRESET.weekday, PRESET.hour, zone or PRESET.zone)
    preset = coach.workspaces.get(caller.team).wins_channel
    shown = preset and directory.presets(caller.team, caller.user, preset)
    channel = Channel(preset, "") if preset and shown else None
    playbook = coach.playbook
    return views.join_form(
        schedule,
        playbook.months,
        playbook.tracks,
        channel,
        zone is not None,
        spread=coach.spreads(caller.team),
    )


def joined(answer: Answer, coach: Coach, caller: Caller, view: Body, directory: Directory) -> None:
    form = fields.Form(view)
    typed, channel = form.ids.get("zone") or form.text(ids.JOIN_ZONE), form.text(ids.JOIN_CHANNEL)
    zone = slots.zone_named(typed)
    refused = {} if zone else {ids.JOIN_ZONE: errors.zone_unknown(typed)}
    # Where Slack didn't say who they are as the form opened, it has two seconds for all that is asked now.
    person = None if "zone" in form.ids else directory.look_up(caller.team, caller.user)
    if person and person.outsider:
        refused[ids.JOIN_ZONE] = dashboard.outsider().text.splitlines()[0]
    elif zone and not person and "zone" not in form.ids:
        refused[ids.JOIN_ZONE] = errors.who_unsaid()
    if channel and ("zone" in form.ids or person) and (fault := channel_fault(directory, caller, channel)):
        if channel == coach.workspaces.get(caller.team).wins_channel:
            channel = ""  # a preset that doesn't work keeps nobody out; operators are told of it
        else:
            refused[ids.JOIN_CHANNEL] = fault
    if refused or not zone:
        answer.refuse(refused)
        return
    track = form.text(ids.JOIN_TRACK)
    join.join(
        coach,
        caller,
        Joining(
            zone=zone,
            weekday=int(form.text(ids.JOIN_DAY)),
            hour=fields.hour(form.text(ids.JOIN_HOUR)),
            month=int(form.text(ids.JOIN_START) or 1),
            track=None if track in ("", ids.JOIN_UNDECIDED) else track,
            wins_channel=channel or None,
            first_now=form.text(ids.JOIN_FIRST) == ids.JOIN_SEND,
        ),
    )
    answer.done()


def come_back(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.changed(dashboard.dashboard(leave.come_back(coach, caller)))


def start_now(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.changed(dashboard.dashboard(join.start_now(coach, caller)))
