"""A month's goals and the track."""

from slack_bolt import App

from bot.coach import goals
from bot.coach.coach import Caller, Coach
from bot.domain.progress import Progress
from bot.views import dashboard, ids
from bot.views.home import more
from handlers.answer import Answer, Body, id_of, value_of


def register(app: App) -> None:
    app.action(ids.GOAL_CHOOSE)(choose)
    app.action(ids.GOAL_CLEAR)(clear)
    app.action(ids.TRACK_CHOOSE)(choose_track)


def choose(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    month, _, goal = value_of(body).partition(":")
    _show(answer, goals.choose(coach, caller, int(month), goal))


def clear(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _show(answer, goals.clear(coach, caller, id_of(body)))


def choose_track(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _show(answer, goals.choose_track(coach, caller, value_of(body)))


def _show(answer: Answer, progress: Progress) -> None:
    """Bring what was chosen in up to date: Home's view More, or what shows a dashboard."""
    if answer.in_modal:
        answer.update(more.more(progress))
    else:
        answer.changed(dashboard.dashboard(progress))
