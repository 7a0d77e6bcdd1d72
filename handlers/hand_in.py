"""Handing in evidence, and further versions of it."""

import re
from dataclasses import replace
from typing import Any

from slack_bolt import App

from bot.coach import hand_in
from bot.coach.coach import Caller, Coach
from bot.coach.drafts import SentForm
from bot.coach.drafts import start_empty as start
from bot.coach.hand_in import HandedIn
from bot.domain.playbook import Kind
from bot.domain.records import DraftKey
from bot.views import errors, ids
from bot.views import help as help_views
from bot.views.hand_in import form as views
from handlers import drafts
from handlers.answer import Answer, Body, id_of, value_of
from handlers.commands import on_subcommand
from handlers.fields import Form
from handlers.typed_text import parsed

_FIELDS = re.compile(f"^{re.escape(ids.FIELD)}")


def register(app: App) -> None:
    on_subcommand(app, "done", ask_this_week)
    app.action(ids.ASSIGNMENT_DONE)(ask)
    app.action(ids.ASSIGNMENT_OWN)(ask_own)
    app.action(ids.ASSIGNMENT_SHORT)(ask_short)
    app.action(ids.EVIDENCE_REVISE)(revise)
    app.view(ids.HAND_IN_FORM)(take_in)
    drafts.register_form(app, ids.HAND_IN_FORM, _FIELDS, _draft_key)
    app.action(ids.HAND_IN_EMPTY)(start_empty)
    app.action(ids.HAND_IN_OTHER)(open_other)


def ask_this_week(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Open the form for this week; a line that was typed after the word stands in it."""
    line = parsed(body).rest
    if len(line) > views.FIELD_LIMIT:
        answer.show(help_views.too_long(line, views.FIELD_LIMIT))
    elif line:
        _open(answer, _with_line(hand_in.form_for_text(coach, caller), line))
    else:
        _open(answer, hand_in.form_for_week(coach, caller))


def ask(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _open(answer, hand_in.form_for_week(coach, caller, id_of(body)))


def ask_own(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _open(answer, hand_in.form_for_week(coach, caller, id_of(body), own=True))


def ask_short(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _open(answer, hand_in.form_for_week(coach, caller, id_of(body)), short=True)


def revise(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    _open(answer, hand_in.form_for_piece(coach, caller, id_of(body)))


def _with_line(form: hand_in.HandInForm, line: str) -> hand_in.HandInForm:
    """Return the form with a line that was typed, behind what stands in its draft."""
    compulsory = form.kind.compulsory
    if form.draft is None:
        return replace(form, written={compulsory.id: line})
    name = views.field_id(compulsory)
    both = "\n".join(filter(None, [form.draft.values.get(name), line]))
    return replace(form, draft=form.draft._replace(values={**form.draft.values, name: both}))


def _open(answer: Answer, form: hand_in.HandInForm, *, short: bool = False) -> None:
    answer.open(_form(form, short=short))


def _form(form: hand_in.HandInForm, *, short: bool = False, emptied: bool = False) -> dict[str, Any]:
    piece = form.evidence
    return views.form(
        form.kind,
        form.assignment,
        form.week.id,
        form.week.number,
        piece.fields if piece else form.written,
        piece.version + 1 if piece else 1,
        piece.short if piece else short,
        piece.id if piece else None,
        closed=form.closed,
        draft=form.draft,
        reader=form.reader,
        emptied=emptied,
        others=form.others,
    )


def start_empty(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    form = Form(body["view"])
    start(coach, caller, _draft_key(form))
    evidence, week = form.ids["evidence"], form.ids["week"]
    if evidence is not None:
        fresh = hand_in.form_for_piece(coach, caller, evidence)
    else:
        fresh = hand_in.form_for_draft(coach, caller, week, form.ids["assignment"] or "")
    answer.update(_form(fresh, emptied=True))


def open_other(answer: Answer, coach: Coach, caller: Caller, body: Body) -> None:
    """Show the draft for something else in place of the view that names it."""
    week_id, _, assignment_id = value_of(body).partition(":")
    answer.update(_form(hand_in.form_for_draft(coach, caller, int(week_id), assignment_id)))


def _draft_key(form: Form) -> DraftKey:
    ids_ = form.ids
    return hand_in.draft_key(ids_["week"], ids_["kind"], ids_["assignment"], ids_["evidence"])


def take_in(answer: Answer, coach: Coach, caller: Caller, view: Body) -> None:
    form = Form(view)
    kind = coach.playbook.kind[form.ids["kind"]]
    written = _written(form, kind)
    if written.get(kind.compulsory.id) == "":
        answer.refuse({form.block(views.field_id(kind.compulsory)): errors.compulsory(kind.compulsory.label)})
        return
    handed_in = _keep(coach, caller, form, written)
    answer.finish(views.handed_in(handed_in.evidence, handed_in.week))


def _written(form: Form, kind: Kind) -> dict[str, str]:
    """Return what stands in the fields, without those whose old text was too long to be shown and stays."""
    fields = {field.id: form.text(views.field_id(field)) for field in kind.fields}
    return {name: text for name, text in fields.items() if text or name not in form.ids.get("unshown", ())}


def _keep(coach: Coach, caller: Caller, form: Form, written: dict[str, str]) -> HandedIn:
    chosen = form.chosen(ids.HAND_IN_OPTIONS)
    short = ids.HAND_IN_SHORT in chosen
    sent = SentForm(_draft_key(form), form.view_id)
    if form.ids["evidence"] is not None:
        return hand_in.revise(coach, caller, form.ids["evidence"], written, short, sent)
    for_open_week = form.offers(ids.HAND_IN_OPTIONS, ids.HAND_IN_COUNTS) and ids.HAND_IN_COUNTS not in chosen
    return hand_in.hand_in(
        coach,
        caller,
        week_id=None if for_open_week else form.ids["week"],
        kind=form.ids["kind"],
        fields=written,
        assignment_id=form.ids["assignment"],
        short=short,
        sent=sent,
    )
