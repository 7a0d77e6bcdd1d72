"""Leaving the programme: asked once, without arguing."""

from slack_bolt import App

from bot.coach import leave
from bot.coach.coach import Coach, Who
from bot.views import leave as views
from bot.views.help import LEAVE_WORD
from handlers.answer import Answer
from handlers.commands import on_word


def register(app: App) -> None:
    on_word(app, "leave", ask)
    app.action(LEAVE_WORD)(ask)
    app.action(views.LEAVE)(go)
    app.action(views.STAY)(stay)


def ask(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(views.ask(coach.progress(who)))


def go(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(views.gone(leave.leave(coach, who)))


def stay(answer: Answer, coach: Coach, who: Who) -> None:
    answer.show(views.stayed(coach.progress(who)))
