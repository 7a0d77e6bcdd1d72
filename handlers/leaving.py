"""Leaving the programme: asked once, without arguing."""

from slack_bolt import App

from bot.coach import joining
from bot.coach.coach import Coach, Who
from bot.views import leave
from bot.views.help import LEAVE_WORD
from handlers.answering import Answer
from handlers.wording import on_word


def register(app: App) -> None:
    on_word(app, "leave", ask)
    app.action(LEAVE_WORD)(ask)
    app.action(leave.LEAVE)(go)
    app.action(leave.STAY)(stay)


def ask(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(leave.ask(coach.progress(who)))


def go(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(leave.gone(joining.leave(coach, who)))


def stay(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(leave.stayed(coach.progress(who)))
