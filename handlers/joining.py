"""Joining: the form, what it says, and the first assignment for who didn't want it at once."""

from slack_bolt import App

from bot.coach import joining
from bot.coach.coach import Coach, NotJoined, Who
from bot.coach.joining import Joining
from bot.directory import Directory
from bot.domain import slots
from bot.domain.progress import Channel
from bot.domain.slots import Opening
from bot.views import dashboard, join, trouble, welcome
from handlers import fields
from handlers.answering import Answer, Body
from handlers.wording import on_word

PRESET = Opening(weekday=0, hour=9, zone="UTC")


def register(app: App) -> None:
    on_word(app, "join", ask)
    app.action(dashboard.JOIN)(ask)
    app.view(join.CALLBACK)(joined)
    app.action(dashboard.REJOIN)(come_back)
    app.action(welcome.START)(start_now)


def ask(answer: Answer, coach: Coach, who: Who, directory: Directory) -> None:
    try:
        progress = coach.progress(who)
    except NotJoined as stranger:
        if stranger.left:
            answer.show(dashboard.left(stranger.left))
        else:
            answer.open(_form(coach, who, directory))
    else:
        answer.show(dashboard.dashboard(progress, trouble.already_in(progress)))


def _form(coach: Coach, who: Who, directory: Directory) -> Body:
    person = directory.look_up(who.team, who.user)
    zone = person.zone if person and person.zone and slots.zone_exists(person.zone) else None
    opening = Opening(PRESET.weekday, PRESET.hour, zone or PRESET.zone)
    channel = Channel(coach.wins_channel, "") if coach.wins_channel else None
    programme = coach.programme
    return join.join_form(
        opening, programme.months, programme.tracks, channel, zone is not None,
        spread=coach.spreads(who.team),
    )  # fmt: skip


def joined(answer: Answer, coach: Coach, who: Who, view: Body, directory: Directory) -> None:
    form = fields.Form(view)
    typed, channel = form.ids.get("zone") or form.text(join.ZONE), form.text(join.CHANNEL)
    errors, zone = dict[str, str](), slots.zone_named(typed)
    if not zone:
        errors[join.ZONE] = trouble.zone_unknown(typed)
    if channel and not directory.sees_channel(who.team, channel):
        errors[join.CHANNEL] = trouble.channel_unseen()
    if errors or not zone:
        answer.refuse(errors)
        return
    track = form.text(join.TRACK)
    joining.join(
        coach,
        who,
        Joining(
            zone=zone,
            weekday=int(form.text(join.DAY)),
            hour=fields.hour(form.text(join.HOUR)),
            month=int(form.text(join.START) or 1),
            track=None if track in ("", join.UNDECIDED) else track,
            wins_channel=channel or None,
            first_now=form.text(join.FIRST) == join.SEND,
        ),
    )
    answer.done()


def come_back(answer: Answer, coach: Coach, who: Who) -> None:
    answer.changed(dashboard.dashboard(joining.come_back(coach, who)))


def start_now(answer: Answer, coach: Coach, who: Who) -> None:
    answer.changed(dashboard.dashboard(joining.start_now(coach, who)))
