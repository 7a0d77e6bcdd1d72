"""Taking another assignment this week."""

from slack_bolt import App

from bot.coach import swap
from bot.coach.coach import Caller, Coach
from bot.domain.progress import CHANGEABLE
from bot.views import errors, ids
from bot.views import swap as views
from handlers.answer import Answer, Body, id_of, value_of
from handlers.commands import on_subcommand


def register(app: App) -> None:
    on_subcommand(app, "swap", ask_this_week)
    app.action(ids.ASSIGNMENT_SWAP)(ask)
    app.action(ids.ASSIGNMENT_TAKE)(take)
    app.action(ids.ASSIGNMENT_PRIVATE)(ask_private)


def ask_this_week(answer: Answer, coach: Coach, caller: Caller) -> None:
    _offer(answer, swap.alternatives(coach, caller))


def ask(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _offer(answer, swap.alternatives(coach, caller, id_of(body)))


def _offer(answer: Answer, offer: swap.Offer) -> None:
    if offer.week.state in CHANGEABLE:
        answer.open(views.swap_form(offer.week, offer.others))
    else:
        answer.show(errors.settled(offer.week, offer.reader))


def ask_private(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    week, assignment, reader = swap.private(coach, caller, id_of(body))
    if assignment:
        answer.open(views.private_form(week, assignment))
    else:
        answer.show(errors.settled(week, reader))


def take(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    week_id, _, assignment = value_of(body).partition(":")
    week, progress, drafts = swap.swap(coach, caller, int(week_id), assignment)
    if week.assignment.id == assignment:
        answer.update(views.taken(week, drafts))
    else:
        answer.update(errors.as_view(errors.settled(week, progress.reader)))
