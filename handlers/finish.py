"""The finish: going on after the last month, at a quieter pace."""

from slack_bolt import App

from bot.coach import finish
from bot.coach.coach import Caller, Coach
from bot.views import dashboard, ids
from bot.views import finish as views
from handlers.answer import Answer


def register(app: App) -> None:
    app.action(ids.FINISH_QUIETER)(go_on_quieter)


def go_on_quieter(answer: Answer, coach: Coach, caller: Caller) -> None:
    changed, progress = finish.go_on_quieter(coach, caller)
    if changed:
        answer.changed(dashboard.dashboard(progress))
    else:
        answer.show(views.stays(progress))
