"""Handing in evidence, and further versions of it."""

from collections.abc import Mapping

from slack_bolt import App

from bot.coach import evidence
from bot.coach.coach import Coach, Who
from bot.coach.evidence import HandedIn
from bot.domain.programme import Kind
from bot.views import hand_in, nudge, swap, trouble
from bot.views import help as help_views
from handlers.answering import Answer, Body, id_of
from handlers.fields import Form
from handlers.wording import on_word
from handlers.written import meant


def register(app: App) -> None:
    on_word(app, "done", ask_this_week)
    app.action(nudge.DONE)(ask)
    app.action(swap.OWN)(ask_own)
    app.action(nudge.REVISE)(revise)
    app.view(hand_in.CALLBACK)(take_in)


def ask_this_week(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    """A line that was typed after the word stands in the form."""
    line = meant(body).rest
    if len(line) > hand_in.FIELD_LIMIT:
        answer.show(help_views.too_long(line, hand_in.FIELD_LIMIT))
    elif line:
        form = evidence.form_for_text(coach, who)
        _open(answer, form, {form.kind.compulsory.id: line})
    else:
        _open(answer, evidence.form_for_week(coach, who))


def ask(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    _open(answer, evidence.form_for_week(coach, who, id_of(body)))


def ask_own(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    _open(answer, evidence.form_for_week(coach, who, id_of(body), own=True))


def revise(answer: Answer, coach: Coach, who: Who, body: Body) -> None:
    _open(answer, evidence.form_for_piece(coach, who, id_of(body)))


def _open(answer: Answer, form: evidence.Form, written: Mapping[str, str] | None = None) -> None:
    piece = form.evidence
    answer.open(
        hand_in.form(
            form.kind,
            form.assignment,
            form.week.id,
            form.week.number,
            piece.fields if piece else written or {},
            piece.version + 1 if piece else 1,
            piece.short if piece else False,
            piece.id if piece else None,
            closed=form.closed,
        )
    )


def take_in(answer: Answer, coach: Coach, who: Who, view: Body) -> None:
    form = Form(view)
    kind = coach.programme.kind[form.ids["kind"]]
    written = _written(form, kind)
    if written.get(kind.compulsory.id) == "":
        answer.refuse({hand_in.field_id(kind.compulsory): trouble.compulsory(kind.compulsory.label)})
        return
    handed_in = _keep(coach, who, form, written)
    answer.finish(hand_in.handed_in(handed_in.evidence, handed_in.week))


def _written(form: Form, kind: Kind) -> dict[str, str]:
    """What stands in the fields, without those whose old text was too long to be shown and stays."""
    fields = {field.id: form.text(hand_in.field_id(field)) for field in kind.fields}
    return {name: text for name, text in fields.items() if text or name not in form.ids.get("unshown", ())}


def _keep(coach: Coach, who: Who, form: Form, written: dict[str, str]) -> HandedIn:
    chosen = form.chosen(hand_in.OPTIONS)
    short = hand_in.SHORT in chosen
    if form.ids["evidence"] is not None:
        return evidence.revise(coach, who, form.ids["evidence"], written, short)
    for_open_week = form.offers(hand_in.OPTIONS, hand_in.COUNTS) and hand_in.COUNTS not in chosen
    return evidence.hand_in(
        coach, who, week_id=None if for_open_week else form.ids["week"], kind=form.ids["kind"],
        fields=written, assignment_id=form.ids["assignment"], short=short,
    )  # fmt: skip
