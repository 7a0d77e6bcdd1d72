"""Show me how: what stands behind an assignment."""

from slack_bolt import App

from bot.coach.coach import Coach
from bot.views import ids
from bot.views import show_how as views
from handlers.answer import Answer, Body, value_of


def register(app: App) -> None:
    app.action(ids.ASSIGNMENT_HOW)(show)


def show(answer: Answer, coach: Coach, body: Body) -> None:
    answer.open(views.show_me(coach.playbook.assignment[value_of(body)]))
