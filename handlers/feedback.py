"""Feedback on evidence: a finding that is beside the point."""

from slack_bolt import App

from bot.coach import feedback
from bot.coach.coach import Caller, Coach
from bot.views import feedback as views
from bot.views import ids
from handlers.answer import Answer, Body, value_of


def register(app: App) -> None:
    app.action(ids.FEEDBACK_MISSED)(take_back)


def take_back(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    evidence_id, version, code = value_of(body).split(":")
    muted = feedback.withdraw(coach, caller, int(evidence_id), int(version), code)
    answer.replace(views.taken_back(body["message"]["blocks"], code, muted=muted))
