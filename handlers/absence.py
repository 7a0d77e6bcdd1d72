"""The ways back: from an absence, and from the coach's own silence."""

from slack_bolt import App

from bot.coach import absence
from bot.coach.coach import Caller, Coach
from bot.views import dashboard, ids
from bot.views.nudge import away as views
from handlers.answer import Answer


def register(app: App) -> None:
    app.action(ids.AWAY_END)(come_back)
    app.action(ids.AWAY_STAY)(stay_away)
    app.action(ids.WEEK_PICK_UP)(pick_up)


def come_back(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.changed(dashboard.dashboard(absence.come_back(coach, caller).progress))


def stay_away(answer: Answer, coach: Coach, caller: Caller) -> None:
    progress = coach.progress(caller, brief=True)
    answer.show(views.away(progress.week, progress.reader))


def pick_up(answer: Answer, coach: Coach, caller: Caller) -> None:
    answer.changed(dashboard.dashboard(absence.pick_up(coach, caller).progress))
