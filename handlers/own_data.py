"""What is kept of somebody, and how they get it or have it erased."""

from slack_bolt import App

from bot.coach.coach import Caller, Coach, NotJoined
from bot.views import own_data as views
from handlers.answer import Answer
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "export", export)
    on_subcommand(app, "erase", erase)


def export(answer: Answer, caller: Caller) -> None:
    answer.show(views.export(caller.user))


def erase(answer: Answer, coach: Coach, caller: Caller) -> None:
    try:
        wins = coach.progress(caller, even_left=True).wins
    except NotJoined:
        wins = ()
    answer.show(views.erase(caller.user, wins))
