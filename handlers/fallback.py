"""Answers to what no other listener took: no word of ours, a text, a button of an older coach."""

import re

from slack_bolt import Ack, App

from bot.coach.coach import Caller, Coach, NotJoined
from bot.domain.commands import near
from bot.screen import Screen
from bot.views import dashboard, errors
from bot.views import direct_messages as views
from bot.views import help as help_views
from handlers.answer import Answer, Body
from handlers.commands import COMMAND
from handlers.direct_messages import Reply
from handlers.typed_text import attached, from_a_person, is_work, only_attached, parsed, text_of


def register(app: App) -> None:
    app.command(COMMAND)(unknown)
    app.event("message", matchers=[from_a_person])(reply)
    app.event("message")(ignore)
    app.action(re.compile("."))(gone)
    app.view_closed(re.compile("."))(closed)


def unknown(answer: Answer, command: Body) -> None:
    understood = parsed(command)
    answer.show(help_views.unknown(understood.unknown or "", understood.nearest))


def gone(answer: Answer) -> None:
    answer.show(errors.nothing_behind())


def ignore() -> None:
    """Edits and deletions need no answer."""


def closed(ack: Ack) -> None:
    """A form that keeps no draft; unlike an event, Bolt doesn't acknowledge it by itself."""
    ack()


def reply(answer: Reply, coach: Coach, caller: Caller, event: Body) -> None:
    work = is_work(event)
    try:
        week = coach.progress(caller, brief=True).week
    except NotJoined as stranger:
        screen = dashboard.left(stranger.left) if stranger.left else views.stranger()
    else:
        if only_attached(event):
            screen = views.attached(week.id)
        else:
            screen = (
                views.long(event["ts"], week.id, week.number, len(text_of(event))) if work else _short(event)
            )
    answer.show(screen, asked=work or attached(event))


def _short(event: Body) -> Screen:
    """Return the answer to neither a word nor work: the word it begins with, or those that come near."""
    nearest = parsed(event).nearest
    return views.short([nearest] if nearest is not None else near(text_of(event)))
