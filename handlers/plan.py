"""The week's plan: its form, and what its reminder offers."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt import App

from bot.coach import absence, plan, skip
from bot.coach.coach import Caller, Coach
from bot.coach.drafts import SentForm
from bot.coach.drafts import start_empty as start
from bot.domain import wishes
from bot.domain.commands import MOVE
from bot.domain.days_in_words import order_of
from bot.domain.plan import Planned
from bot.domain.progress import CHANGEABLE
from bot.domain.records import DraftKey
from bot.views import dashboard, direct_messages, errors, ids
from bot.views import plan as views
from bot.views.obstacle import as_if
from bot.views.text import inline
from handlers import drafts, later
from handlers.answer import Answer, Body, id_of, value_of
from handlers.commands import on_subcommand
from handlers.fields import Form
from handlers.typed_text import parsed

_LINES = re.compile(r"^plan\.(after|act|if|then)$")


def register(app: App) -> None:
    on_subcommand(app, "plan", ask_this_week)
    on_subcommand(app, MOVE, put_on)
    app.action(ids.PLAN_OPEN)(ask)
    app.view(ids.PLAN_FORM)(save)
    drafts.register_form(app, ids.PLAN_FORM, _LINES, _draft_key)
    app.action(ids.PLAN_EMPTY)(start_empty)
    app.action(ids.PLAN_MOVE)(move)
    app.action(ids.PLAN_SKIP)(not_this_week)


def ask_this_week(answer: Answer, coach: Coach, caller: Caller) -> None:
    _open(answer, plan.form_for_week(coach, caller))


def put_on(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Put the week on the day that was written; what names no day is said not to be understood."""
    if "actions" in body:
        ask_this_week(answer, coach, caller)
        return
    if way := later.way_back(coach, caller):
        answer.show(way)
        return
    reader = absence.plan_anew(coach, caller)
    wanted = wishes.read(parsed(body.get("event") or body).rest, reader.today, order_of(None, reader.country))
    if wanted is None:
        answer.show(direct_messages.short(["plan", "away"]))
        return
    put = plan.put_on(coach, caller, wanted)
    week, progress = put.changed
    if put.moved:
        answer.show(views.moved(week, put.at, progress.reader))
    elif week.state in CHANGEABLE:
        answer.show(views.not_moved(week, put.at, put.refused, progress.reader))
    else:
        answer.show(errors.settled(week, progress.reader))


def ask(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Open the form; the value of a button may name the day that it begins with, "2027-01-14:7"."""
    day = value_of(body).rpartition(":")[0]
    _open(answer, plan.form_for_week(coach, caller, id_of(body), date.fromisoformat(day) if day else None))


def _open(answer: Answer, form: plan.PlanForm) -> None:
    if form.week.state in CHANGEABLE:
        answer.open(_form(form))
    else:
        answer.show(errors.settled(form.week, form.reader))


def _form(form: plan.PlanForm, *, emptied: bool = False) -> dict[str, Any]:
    return views.plan_form(
        form.week, form.reader, _in_words(form), form.seen, draft=form.draft, emptied=emptied
    )


def start_empty(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    form = Form(body["view"])
    start(coach, caller, _draft_key(form))
    answer.update(_form(plan.form_for_week(coach, caller, form.ids["week"]), emptied=True))


def _draft_key(form: Form) -> DraftKey:
    return plan.draft_key(form.ids["week"])


def _in_words(form: plan.PlanForm) -> Planned:
    """Return the preset as it stands in the form: a step as part of a sentence, an obstacle in words."""
    preset = form.preset
    if form.week.plan is None:
        preset = replace(preset, act=inline(preset.act))
    if form.obstacle:
        preset = replace(preset, obstacle=as_if(form.obstacle))
    return preset


def save(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    form = Form(view)
    planned = _planned(form)
    if not planned.act:
        answer.refuse({form.block(ids.PLAN_ACT): views.no_act()})
        return
    result = plan.save(
        coach, caller, form.ids["week"], planned, form.ids["seen"], SentForm(_draft_key(form), form.view_id)
    )
    week, progress = result.changed
    if result.refused:
        answer.refuse({form.block(ids.PLAN_HOUR): views.cant_be(result.refused, week, progress.reader)})
    elif result.stale:
        seen, changed_at = plan.seen(result.stale), result.stale.updated_at
        answer.finish(views.plan_form(week, progress.reader, planned, seen, changed_at))
    elif week.plan is None:
        answer.finish(errors.as_view(errors.settled(week, progress.reader)))
    else:
        answer.finish(views.saved(week.plan, progress.reader))


def _planned(form: Form) -> Planned:
    return Planned(
        day=date.fromisoformat(form.text(ids.PLAN_DAY)),
        clock=form.text(ids.PLAN_HOUR),
        after=form.text(ids.PLAN_AFTER),
        act=form.text(ids.PLAN_ACT),
        obstacle=form.text(ids.PLAN_IF),
        response=form.text(ids.PLAN_THEN),
        remind=ids.REMIND in form.chosen(ids.PLAN_REMIND),
    )


def move(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Put the plan off; a moment that can't be any more, or a plan that is gone, leads to the form."""
    moment = value_of(body).partition(":")[0]
    changed = None if moment == ids.MOVE_PICK else plan.move(coach, caller, id_of(body), moment)
    if changed is None or (changed.week.state in CHANGEABLE and changed.week.plan is None):
        _open(answer, plan.form_for_week(coach, caller, id_of(body)))
    elif changed.week.state not in CHANGEABLE:
        answer.show(errors.settled(changed.week, changed.progress.reader))
    else:
        answer.changed(dashboard.dashboard(changed.progress))


def not_this_week(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    later.say(answer, skip.skip(coach, caller, id_of(body)))
