"""Help: the words, and the ways to stop."""

from slack_bolt import App

from bot.coach.coach import Caller, Coach, NotJoined
from bot.views import help as views
from bot.views import ids
from handlers.answer import Answer
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "help", show)
    on_subcommand(app, "stop", stop)
    app.action(ids.HELP_OPEN)(show)
    app.action(ids.HELP_STOP)(stop)


def show(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.help(_joined(coach, caller)))


def _joined(coach: Coach, caller: Caller) -> bool:
    try:
        coach.progress(caller, brief=True)
    except NotJoined:
        return False
    return True


def stop(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.show(views.stop(coach.progress(caller)))
