"""Leaving the programme: asked once, without arguing."""

from slack_bolt import App

from bot.coach import leave
from bot.coach.coach import Caller, Coach
from bot.views import ids
from bot.views import leave as views
from handlers.answer import Answer
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "leave", ask)
    app.action(ids.WORD_LEAVE)(ask)
    app.action(ids.LEAVE_CONFIRM)(go)
    app.action(ids.LEAVE_CANCEL)(stay)


def ask(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.ask(coach.progress(caller)))


def go(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.gone(leave.leave(coach, caller)))


def stay(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.stayed(coach.progress(caller)))
