"""Help: the words, the ways to stop, and an answer to a word that isn't one."""

import re

from slack_bolt import App

from bot.coach.coach import Coach, NotJoined, Who
from bot.domain.words import understand
from bot.views import help as views
from bot.views import trouble
from handlers.answering import Answer, Body
from handlers.wording import COMMAND, as_typed, on_word


def register(app: App) -> None:
    on_word(app, "help", show)
    on_word(app, "stop", stop)
    app.action(views.OPEN)(show)
    app.action(views.STOP)(stop)
    app.command(COMMAND)(unknown)  # what no other listener took
    app.action(re.compile("."))(gone)  # a button of an older coach


def show(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(views.help(_joined(coach, who)))


def _joined(coach: Coach, who: Who) -> bool:
    try:
        coach.progress(who)
    except NotJoined:
        return False
    return True


def stop(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(views.stop(coach.progress(who)))


def gone(answer: Answer) -> None:
    answer.show(trouble.nothing_behind())


def unknown(answer: Answer, command: Body) -> None:
    understood = understand(as_typed(command.get("text") or ""))
    answer.show(views.unknown(understood.unknown or "", understood.nearest))
