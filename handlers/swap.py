"""Taking another assignment this week."""

from collections.abc import Sequence

from slack_bolt import App

from bot.coach import swap
from bot.coach.coach import Caller, Coach
from bot.domain.choice import Choice
from bot.domain.progress import CHANGEABLE, Week
from bot.views import errors, ids
from bot.views import swap as views
from handlers.answer import Answer, Body, id_of, value_of
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "swap", ask_this_week)
    app.action(ids.ASSIGNMENT_SWAP)(ask)
    app.action(ids.ASSIGNMENT_TAKE)(take)


def ask_this_week(answer: Answer, coach: Coach, caller: Caller) -> None:
    _offer(answer, coach, caller, *swap.alternatives(coach, caller))


def ask(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _offer(answer, coach, caller, *swap.alternatives(coach, caller, id_of(body)))


def _offer(answer: Answer, coach: Coach, caller: Caller, week: Week, others: Sequence[Choice]) -> None:
    if week.state in CHANGEABLE:
        answer.open(views.swap_form(week, others))
    else:
        answer.show(errors.settled(week, coach.progress(caller).reader))


def take(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    week_id, _, assignment = value_of(body).partition(":")
    week = swap.swap(coach, caller, int(week_id), assignment)
    if week.assignment.id == assignment:
        answer.update(views.taken(week))
    else:
        answer.update(errors.as_view(errors.settled(week, coach.progress(caller).reader)))
