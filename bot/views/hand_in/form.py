"""Handing in: one form per kind of evidence, built from the kind's fields, and the view that ends it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from slackblocks import Block, CheckboxGroup, DatePicker, Element, InputBlock, PlainTextInput

from bot.domain.playbook import Assignment, EvidenceField, Input, Kind
from bot.domain.progress import Evidence, Reader, Week
from bot.domain.records import DraftRecord, OtherDraft
from bot.views import drafts, ids, kit
from bot.views.text import sentence
from bot.views.vocabulary import week_said

FIELD_LIMIT = 3000


def field_id(field: EvidenceField) -> str:
    """Return the block_id and the action_id of a field's input."""
    return f"{ids.FIELD}{field.id}"


def form(
    kind: Kind,
    assignment: Assignment | None,
    week_id: int,
    week_number: int,
    fields: Mapping[str, str],
    version: int,
    short: bool,
    evidence_id: int | None,
    errors: Mapping[str, str] | None = None,
    closed: bool = False,
    draft: DraftRecord | None = None,
    reader: Reader | None = None,
    emptied: bool = False,
    others: Sequence[OtherDraft] = (),
) -> dict[str, Any]:
    """Return the form for a kind, filled in with `fields`; `version` is the one that this would become.

    A text longer than a field holds isn't put into it: its input stays empty and optional, and the
    handler keeps the old text unless a new one is written; `unshown` in the ids names such fields. `errors`
    are shown at the top. A new piece for a `closed` week may count for the open one instead: its checkboxes
    then offer HAND_IN_COUNTS too.

    What stands in the `draft` goes before `fields`; the `reader` is for its time. `emptied` is the form after
    Start empty. `others` are drafts for what the week has asked for before.
    """
    if draft:
        written = {field.id: draft.values.get(field_id(field), "") for field in kind.fields}
        fields = {**fields, **written}
        short = short or ids.HAND_IN_SHORT in draft.values.get(ids.HAND_IN_OPTIONS, "").split()
    carried: dict[str, Any] = {
        "week": week_id,
        "kind": kind.id,
        "assignment": assignment.id if assignment else None,
        "evidence": evidence_id,
    }
    if unshown := [field.id for field in kind.fields if len(fields.get(field.id, "")) > FIELD_LIMIT]:
        carried["unshown"] = unshown
    return kit.modal(
        "Add evidence",
        [
            *(kit.plain(error) for error in (errors or {}).values()),
            *_about(assignment, version),
            *drafts.note(draft, reader, ids.HAND_IN_EMPTY),
            *drafts.others(others, week_id),
            *(_input(field, fields.get(field.id, ""), emptied=emptied) for field in kind.fields),
            _options(week_number if closed and evidence_id is None else None, short),
            kit.context(
                f"{_needed(kind)}Each field takes up to {FIELD_LIMIT:,} characters. "
                "If your text is longer, send it to me as a message."
            ),
        ],
        submit="Save evidence",
        callback=ids.HAND_IN_FORM,
        ids=carried,
        tells_when_closed=True,
    )


def handed_in(evidence: Evidence, week: Week) -> dict[str, Any]:
    """Return the last view of handing in."""
    first = f"It is saved as version {evidence.version}. {week_said(week.number, week.outcome)}"
    view = kit.modal("Saved", [kit.plain(first), kit.context("My answer is in our DM.")])
    # What lies underneath shows the piece as it was.
    return {**view, "clear_on_close": True}


def _about(assignment: Assignment | None, version: int) -> Iterator[Block]:
    if assignment:
        yield kit.section(
            f"*{assignment.title}* ({assignment.minutes} min). Done when {sentence(assignment.done_when)}"
        )
    if version > 1:
        yield kit.context(f"This becomes version {version}. Version {version - 1} stays.")


def _needed(kind: Kind) -> str:
    """Return which field is enough, where one is."""
    needed = [field.label for field in kind.fields if field.compulsory]
    return f'Only "{needed[0]}" is needed. ' if len(needed) == 1 < len(kind.fields) else ""


def _input(field: EvidenceField, value: str, *, emptied: bool) -> Block:
    too_long = len(value) > FIELD_LIMIT
    hint = (
        f"Your {len(value):,} characters stay as they are unless you write here." if too_long else field.hint
    )
    details: dict[str, Any] = {"hint": hint or None, "optional": not field.compulsory or too_long}
    shown = "" if too_long else value
    if choice := _choice(field, shown):
        name = drafts.block_id(field_id(field), emptied=emptied)
        return InputBlock(field.label, choice, block_id=name, **details)
    return drafts.field(field.label, _line(field, shown), emptied=emptied, **details)


def _choice(field: EvidenceField, value: str) -> Element | None:
    """Return the element of a field in which nothing is typed."""
    name = field_id(field)
    match field.input:
        case Input.DATE:
            return DatePicker(name, initial_date=value if _is_date(value) else None, placeholder="A day")
        case Input.CHOICE:
            return kit.select("Choose one", name, [(o, o) for o in field.options], value)
    return None


def _line(field: EvidenceField, value: str) -> PlainTextInput:
    return PlainTextInput(
        field_id(field),
        value or None,
        multiline=field.input is Input.LONG,
        max_length=FIELD_LIMIT,
        placeholder="https://" if field.input is Input.LINK else None,
    )


def _options(closed_week: int | None, short: bool) -> Block:
    counts = (
        [] if closed_week is None else [kit.option(f"It counts for week {closed_week}", ids.HAND_IN_COUNTS)]
    )
    quick = kit.option("This is the 15-minute option", ids.HAND_IN_SHORT)
    chosen = [*counts, quick] if short else counts
    boxes = CheckboxGroup(ids.HAND_IN_OPTIONS, [*counts, quick], chosen or None)
    return InputBlock("This piece", boxes, block_id=ids.HAND_IN_OPTIONS, optional=True)


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
