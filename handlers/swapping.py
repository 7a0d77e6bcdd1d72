"""Taking another assignment this week."""

from collections.abc import Sequence

from slack_bolt import App

from bot.coach import postponing
from bot.coach.coach import Coach, Who
from bot.domain.choice import Choice
from bot.domain.progress import Week
from bot.views import nudge, swap, trouble
from handlers.answering import Answer, Body, id_of, value_of
from handlers.wording import on_word


def register(app: App) -> None:
    on_word(app, "swap", ask_this_week)
    app.action(nudge.SWAP)(ask)
    app.action(swap.TAKE)(take)


def ask_this_week(answer: Answer, coach: Coach, who: Who) -> None:
    _offer(answer, coach, who, *postponing.alternatives(coach, who))


def ask(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    _offer(answer, coach, who, *postponing.alternatives(coach, who, id_of(body)))


def _offer(answer: Answer, coach: Coach, who: Who, week: Week, others: Sequence[Choice]) -> None:
    if week.state in postponing.CHANGEABLE:
        answer.open(swap.swap_form(week, others))
    else:
        answer.show(trouble.settled(week, coach.progress(who).reader))


def take(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    week_id, _, assignment = value_of(body).partition(":")
    week = postponing.swap(coach, who, int(week_id), assignment)
    if week.assignment.id == assignment:
        answer.update(swap.taken(week))
    else:
        answer.update(trouble.as_view(trouble.settled(week, coach.progress(who).reader)))
