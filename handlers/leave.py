"""Leaving the programme: asked once, without arguing."""

from slack_bolt import App

from bot.coach import leave
from bot.coach.coach import Caller, Coach
from bot.views import leave as views
from bot.views.help import LEAVE_WORD
from handlers.answer import Answer
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "leave", ask)
    app.action(LEAVE_WORD)(ask)
    app.action(views.LEAVE)(go)
    app.action(views.STAY)(stay)


def ask(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.ask(coach.progress(caller)))


def go(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.gone(leave.leave(coach, caller)))


def stay(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.stayed(coach.progress(caller)))
