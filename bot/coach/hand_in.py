"""Handing in: evidence in versions, what it counts for, and what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from bot.coach import feedback, mirror, wins
from bot.coach.coach import Caller, Coach
from bot.coach.drafts import SentForm, erase
from bot.coach.member_session import MemberSession
from bot.domain import milestones
from bot.domain.joined_to import JoinedTo, joined_to, tells_origin
from bot.domain.member import MemberState, evidence_in_full
from bot.domain.member_progress import evidence_of, reader_of, week_of
from bot.domain.messages import Kind as MessageKind
from bot.domain.milestones import Early, early_fields
from bot.domain.playbook import Assignment, Input, Kind
from bot.domain.progress import Evidence, Reader, Week, Win
from bot.domain.records import DraftKey, DraftRecord, EvidenceRecord, NotYours, OtherDraft, WeekRecord
from bot.domain.weeks import given_back
from bot.domain.worth import worth
from bot.store import drafts, member_records
from bot.store.member_changes import filled_in

_FORM = "hand_in"


@dataclass(frozen=True)
class HandInForm:
    """What the form for handing in is filled with; `evidence` is None for a new piece."""

    kind: Kind
    assignment: Assignment | None
    week: Week
    evidence: Evidence | None = None
    closed: bool = False
    """The week has ended, so that a new piece may count for the open one instead."""
    written: Mapping[str, str] = field(default_factory=dict)
    """What it begins with, by field id, where it is a new piece."""
    draft: DraftRecord | None = None
    """What was typed into this very form and not sent."""
    others: Sequence[OtherDraft] = ()
    """What else was typed for a new piece of that week, the newest last."""
    reader: Reader | None = None


@dataclass(frozen=True)
class HandedIn:
    evidence: Evidence
    week: Week


def form_for_week(coach: Coach, caller: Caller, week_id: int | None = None, own: bool = False) -> HandInForm:
    """The form for a week's assignment (the open week if none is named), or for something of their own."""
    with coach.reading(caller) as (line, member):
        return _with_draft(line, member, _form(member, member.own_week(week_id), own))


def form_for_draft(coach: Coach, caller: Caller, week_id: int, assignment_id: str) -> HandInForm:
    """The form for what a week has asked for before it was swapped, or with "" for something of their own.

    Raises NotYours for anything else.
    """
    with coach.reading(caller) as (line, member):
        week = member.own_week(week_id)
        if assignment_id not in ("", week.assignment_id, *(week.passed_over or ())):
            raise NotYours(f"week {week_id} has never asked for {assignment_id}")
        asked = week._replace(assignment_id=assignment_id or week.assignment_id)
        return _with_draft(line, member, _form(member, asked, own=not assignment_id))


def form_for_text(coach: Coach, caller: Caller, week_id: int | None = None) -> HandInForm:
    """The form that a text fits in: what the week asks for if that is written in words, else their own."""
    with coach.reading(caller) as (line, member):
        week = member.own_week(week_id)
        form = _form(member, week)
        if form.kind.compulsory.input is not Input.LONG:
            form = _form(member, week, own=True)
        return _with_draft(line, member, form)


def _form(member: MemberState, week: WeekRecord, own: bool = False) -> HandInForm:
    playbook, assignment = member.playbook, member.assignment(week)
    kind = (playbook.own_kind if own else None) or playbook.kind[assignment.kind]
    shown = week_of(member, member.own_week(week.id))
    return HandInForm(kind, None if own else assignment, shown, closed=member.is_over(week))


def draft_key(week_id: int, kind: str, assignment_id: str | None, evidence_id: int | None) -> DraftKey:
    """Return which form it is, by the ids that it carries."""
    if evidence_id:
        return DraftKey(_FORM, f"evidence:{evidence_id}")
    return DraftKey(_FORM, f"{_about(week_id)}{kind}:{assignment_id or ''}")


def _about(week_id: int) -> str:
    """Return with what each draft of a new piece for a week begins."""
    return f"week:{week_id}:"


def other_drafts(line: Connection, member: MemberState, week_id: int, but: str) -> list[OtherDraft]:
    """Return what was typed for new pieces of a week, newest last, without that for one assignment.

    `but` is its id, "" for something of the member's own.
    """
    return _others(member, drafts.find_all(line, member.member.id, _FORM, _about(week_id)), but)


def _others(member: MemberState, found: Iterable[str], but: str) -> list[OtherDraft]:
    others = list[OtherDraft]()
    for about in found:
        kind, id_ = about.split(":")[2:]
        assignment = member.playbook.assignment.get(id_)
        opens = not id_ or (assignment and assignment.kind == kind)
        if opens and id_ != but:
            others.append(OtherDraft(id_, assignment.title if assignment else ""))
    return others


def _with_draft(line: Connection, member: MemberState, form: HandInForm) -> HandInForm:
    assignment, evidence = form.assignment, form.evidence
    key = draft_key(
        form.week.id, form.kind.id, assignment.id if assignment else None, evidence.id if evidence else None
    )
    reader = reader_of(member)
    if evidence:
        return replace(form, draft=drafts.find(line, member.member.id, key), reader=reader)
    found = drafts.find_all(line, member.member.id, _FORM, _about(form.week.id))
    others = _others(member, found, assignment.id if assignment else "")
    return replace(form, draft=found.get(key.about), others=others, reader=reader)


def form_for_piece(coach: Coach, caller: Caller, evidence_id: int) -> HandInForm:
    """The form filled with a piece's newest version. Raises NotYours unless it is the member's own."""
    with coach.reading(caller) as (line, member):
        piece = member.own_evidence(evidence_id)
        assignment = member.playbook.assignment.get(piece.assignment_id or "")
        evidence = evidence_of(member, piece, member_records.fields(line, piece))
        week = week_of(member, member.own_week(piece.week_id))
        return _with_draft(line, member, HandInForm(evidence.kind, assignment, week, evidence))


def versions(coach: Coach, caller: Caller, evidence_id: int) -> tuple[Evidence, list[Evidence], Reader]:
    """A piece, and all its versions, oldest first. Raises NotYours unless it is the member's own."""
    with coach.reading(caller, even_left=True) as (line, member):
        piece = evidence_of(member, member.own_evidence(evidence_id))
        all_of_it = [
            replace(piece, version=number, handed_in_at=at, fields=fields)
            for number, at, fields in member_records.versions(line, caller.team, evidence_id)
        ]
        newest = next(each for each in all_of_it if each.version == piece.version)
        return replace(piece, fields=newest.fields), all_of_it, reader_of(member)


def hand_in(
    coach: Coach,
    caller: Caller,
    *,
    week_id: int | None,
    kind: str,
    fields: Mapping[str, str],
    assignment_id: str | None = None,
    short: bool = False,
    sent: SentForm | None = None,
) -> HandedIn:
    """Keep a new piece for a week of the member's, the open one if none is named.

    The same words twice for one week are one piece; the draft of the form that was `sent` goes. Raises
    NotYours unless the week is the member's own.
    """
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        erase(member, sent)
        if known := _same(member.line, member.state, week, kind, fields):
            return HandedIn(evidence_of(member.state, known, fields), member.week(week))
        asked_before, before = wins.outdated_win(member), member.state.record
        early = member.state.early(kind, assignment_id, week, member.now, _written(fields))
        piece = member.add_evidence(
            fields,
            early_fields(early),
            week_id=week.id,
            kind=kind,
            assignment_id=assignment_id,
            short=short,
            handed_in_at=member.now,
        )
        again = given_back(before, member.state.record, member.state.today)
        return _answer(
            member, piece, fields, asked_before, early, asks_model=coach.model is not None, again=again
        )


def _same(
    line: Connection, member: MemberState, week: WeekRecord, kind: str, fields: Mapping[str, str]
) -> EvidenceRecord | None:
    """A piece with the same words that was handed in for the same week."""
    for piece in member.records.evidence:
        if piece.week_id == week.id and piece.kind == kind:
            piece = member.own_evidence(piece.id)
            if member_records.fields(line, piece) == dict(fields):
                return piece
    return None


def keep_text(coach: Coach, caller: Caller, week_id: int, text: str) -> HandedIn:
    """Keep a text that was written to the coach as evidence for a week."""
    form = form_for_text(coach, caller, week_id)
    return hand_in(
        coach,
        caller,
        week_id=week_id,
        kind=form.kind.id,
        fields={form.kind.compulsory.id: text},
        assignment_id=form.assignment.id if form.assignment else None,
    )


def week_with_text(coach: Coach, caller: Caller, week_id: int, text: str) -> int | None:
    """Return the number of a week for which this text is kept as `keep_text` keeps it; None if it isn't."""
    form = form_for_text(coach, caller, week_id)
    with coach.reading(caller) as (line, member):
        week = member.own_week(week_id)
        known = _same(line, member, week, form.kind.id, {form.kind.compulsory.id: text})
        return member.calendar_number(week.number) if known else None


def revise(
    coach: Coach,
    caller: Caller,
    evidence_id: int,
    fields: Mapping[str, str],
    short: bool,
    sent: SentForm | None = None,
) -> HandedIn:
    """Keep a further version of a piece, unless nothing is different; older ones stay.

    Something is different too where a field counts now that was filled in too early before. A field that
    isn't named stays as it is. Raises NotYours unless the piece is the member's own.
    """
    with coach.acting(caller) as member:
        piece = member.state.own_evidence(evidence_id)
        erase(member, sent)
        known = member_records.fields(member.line, piece)
        new = {**known, **fields}
        week = member.state.own_week(piece.week_id)
        early = member.state.early(piece.kind, piece.assignment_id, week, piece.handed_in_at, _written(new))
        counts = piece.filled_ids == filled_in(new, early_fields(early))
        if _written(new) == _written(known) and short == piece.short and counts:
            return HandedIn(evidence_of(member.state, piece, known), member.week(week))
        asked_before = wins.outdated_win(member)
        piece = member.add_version(piece, new, short, early_fields(early))
        return _answer(member, piece, new, asked_before, early, known, asks_model=coach.model is not None)


def _answer(
    member: MemberSession,
    piece: EvidenceRecord,
    fields: Mapping[str, str],
    asked_before: Win | None,
    early: Sequence[Early],
    fields_before: Mapping[str, str] | None = None,
    *,
    asks_model: bool,
    again: int = 0,
) -> HandedIn:
    """Show everywhere what a piece has changed, say that it is kept, and offer what it reaches.

    `fields_before` are what the version before held, if there is one. `again` is how many freezes are left
    where the piece gave one back.
    """
    week = member.state.own_week(piece.week_id)
    mirror.settle_closing(member)
    back = member.state.ended_silence or member.state.comes_back_with(week)
    comes_back = piece.version == 1 and back
    pieces = [evidence_in_full(each) for each in member.state.records.evidence]
    what_for = worth(member.state.playbook, pieces, piece, member.record.track)
    if what_for.missing and any(what_for.missing.milestone.id == each.milestone.id for each in early):
        what_for = what_for._replace(missing=None)  # it isn't missing: it is there too early
    evidence = replace(
        evidence_of(member.state, piece, fields),
        comes_back=comes_back,
        freezes_again=again,
        worth=what_for,
        early=tuple(early),
        joined_to=_joined_to(member.state, pieces, piece, week),
        feedback=feedback.give(member, piece, fields, fields_before),
        tells_origin=tells_origin(pieces, piece),
        asks_model=asks_model,
    )
    handed_in = HandedIn(evidence, member.week(week))
    for each in member.state.stretch(week):
        member.show_week(member.state.own_week(each.id))
    member.show_what_follows(week)
    outdated = wins.outdated_win(member)
    asking = outdated if outdated != asked_before else None
    kept = member.renderers.kept(handed_in.evidence, handed_in.week, member.reader, asking)
    member.reply(MessageKind.SAVED, f"{piece.id}:{piece.version}", kept)
    wins.offer(member, milestones.reached(member.playbook, member.state.records.evidence))
    member.show_home()
    return handed_in


def _joined_to(
    state: MemberState, pieces: Sequence[EvidenceRecord], piece: EvidenceRecord, week: WeekRecord
) -> JoinedTo | None:
    plan, assignment = state.plan_of(week), state.playbook.assignment.get(piece.assignment_id or "")
    return joined_to(
        pieces,
        piece,
        lambda each: state.calendar_number(state.week_number(each.week_id)),
        planned_at=plan.at if plan else None,
        title=assignment.title if assignment else "",
    )


def _written(fields: Mapping[str, str]) -> dict[str, str]:
    """A field that is left empty says the same as one that isn't there."""
    return {name: text for name, text in fields.items() if text}
