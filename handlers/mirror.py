"""The mirror: its question, its form, and what becomes of the thing to try."""

from slack_bolt import App

from bot.coach import mirror
from bot.coach.coach import Caller, Coach
from bot.views import ids
from bot.views import mirror as views
from handlers import frequency
from handlers.answer import Answer, Body, id_of, value_of
from handlers.commands import on_subcommand
from handlers.fields import Form


def register(app: App) -> None:
    on_subcommand(app, "mirror", ask_now)
    app.action(ids.MIRROR_OPEN)(ask)
    app.action(ids.MIRROR_SKIP)(decline)
    app.action(ids.MIRROR_LATER)(postpone)
    app.action(ids.MIRROR_PLAN)(decide)
    app.action(ids.MIRROR_ENOUGH)(decide)
    app.view(ids.MIRROR_FORM)(take_in)


def ask_now(answer: Answer, coach: Coach, caller: Caller) -> None:
    _open(answer, mirror.form(coach, caller))


def ask(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _open(answer, mirror.form(coach, caller, id_of(body)))


def _open(answer: Answer, form: mirror.MirrorForm) -> None:
    if form.habits:
        known = (form.week_id, form.habits, form.ticked, form.when)
        answer.open(views.form(*known, moved=form.moved, new=form.new))
    else:
        answer.show(views.none())


def take_in(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    form = Form(view)
    ticked = form.chosen(ids.MIRROR_STOP) | form.chosen(ids.MIRROR_START)
    when = form.text(ids.MIRROR_WHEN)
    found, _ = mirror.answer(coach, caller, form.ids["week"], ticked, when, views.found)
    answer.finish(views.found_view(found))


def decide(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    planned = body["actions"][0]["action_id"] == ids.MIRROR_PLAN
    found, reader = mirror.decide(coach, caller, id_of(body), views.found, planned=planned)
    answer.changed(views.found(found, reader))


def decline(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    answer.changed(views.declined(*mirror.decline(coach, caller, id_of(body), views.declined)))


def postpone(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    moment = value_of(body).partition(":")[0]
    if moment.partition("/")[0] == ids.LATER_FEWER:
        frequency.fewer(answer, coach, caller, body)
        return
    week, reader = mirror.later(coach, caller, id_of(body), moment, views.moved)
    if week.moved_to:
        answer.changed(views.moved(week, reader))
    else:
        answer.show(views.not_moved(week, reader))
