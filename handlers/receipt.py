"""The receipt: how the week went, in one press, and what got in the way."""

from slack_bolt import App

from bot.coach import receipt
from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Changed
from bot.domain.progress import WeekState
from bot.domain.weeks import Answer as Said
from bot.views import errors, ids
from bot.views import receipt as views
from handlers import hand_in
from handlers.answer import Answer, Body, id_of, value_of
from handlers.fields import Form


def register(app: App) -> None:
    app.action(ids.RECEIPT_DONE)(done)
    app.action(ids.RECEIPT_PARTLY)(partly)
    app.action(ids.RECEIPT_NOT_YET)(not_yet)
    app.action(ids.RECEIPT_OBSTACLE)(name_obstacle)
    app.view(ids.RECEIPT_FORM)(take_in)


def done(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Open the form first, since a trigger lives for three seconds, and keep the answer then."""
    hand_in.ask(answer, coach, caller, body)
    receipt.answer(coach, caller, id_of(body), Said.DONE)


def partly(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _say(answer, receipt.answer(coach, caller, id_of(body), Said.PARTLY))


def not_yet(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _say(answer, receipt.answer(coach, caller, id_of(body), Said.NOT_YET))


def name_obstacle(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    week_id, chosen = id_of(body), value_of(body).partition(":")[0]
    if chosen == views.OWN_WORDS:
        answer.open(views.obstacle_form(week_id))
    else:
        _say(answer, receipt.name_obstacle(coach, caller, week_id, chosen))


def take_in(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    form = Form(view)
    receipt.name_obstacle(coach, caller, form.ids["week"], form.text(ids.RECEIPT_OBSTACLE))
    answer.done()


def _say(answer: Answer, changed: Changed) -> None:
    """The message itself shows the answer; what is settled already is said on the spot."""
    week, progress = changed
    if week.state is WeekState.HANDED_IN:
        answer.show(errors.settled(week, progress.reader))
    elif week.state is WeekState.SKIPPED and week.answer is not Said.PARTLY:
        answer.show(views.receipt(week, progress.reader))
    else:
        answer.changed(views.receipt(week, progress.reader))
