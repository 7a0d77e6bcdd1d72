"""A line that a member can send to a person of their choice."""

from slack_bolt import App

from bot.coach.coach import Caller, Coach
from bot.views import errors, ids
from bot.views import line_to_send as views
from handlers.answer import Answer, Body
from handlers.fields import Form


def register(app: App) -> None:
    app.action(ids.LINE_OPEN)(ask)
    app.view(ids.LINE_FORM)(show)


def ask(answer: Answer, coach: Coach, caller: Caller) -> None:
    """Open the line for the week that is open now, whichever the button was about."""
    progress = coach.progress(caller, brief=True)
    if progress.week.evidence is not None:
        answer.show(errors.settled(progress.week, progress.reader))
    else:
        answer.open(views.form(progress))


def show(answer: Answer, view: Body) -> None:
    answer.finish(views.ready(Form(view).text(ids.LINE_TEXT)))
