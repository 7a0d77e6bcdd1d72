"""Help: the words, and the ways to stop."""

from slack_bolt import App

from bot.coach.coach import Coach, NotJoined, Who
from bot.views import help as views
from handlers.answer import Answer
from handlers.commands import on_word


def register(app: App) -> None:
    on_word(app, "help", show)
    on_word(app, "stop", stop)
    app.action(views.OPEN)(show)
    app.action(views.STOP)(stop)


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
