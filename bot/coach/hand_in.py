"""Handing in: evidence in versions, what it counts for, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.coach import wins
from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Acting
from bot.coach.member_state import History
from bot.domain import milestones
from bot.domain.messages import Kind as MessageKind
from bot.domain.playbook import Assignment, Input, Kind
from bot.domain.progress import Evidence, Reader, Week
from bot.store import member_records, tables


@dataclass(frozen=True)
class Form:
    """What the form for handing in is filled with; `evidence` is None for a new piece."""

    kind: Kind
    assignment: Assignment | None
    week: Week
    evidence: Evidence | None = None
    closed: bool = False
    """The week has ended, so that a new piece may count for the open one instead."""


@dataclass(frozen=True)
class HandedIn:
    evidence: Evidence
    week: Week


def form_for_week(coach: Coach, caller: Caller, week_id: int | None = None, own: bool = False) -> Form:
    """The form for a week's assignment (the open week if none is named), or for something of their own."""
    with coach.reading(caller) as mine:
        row, playbook = mine.row_or_open(week_id), mine.playbook
        assignment = mine.assignment(row)
        kind = (playbook.own_kind if own else None) or playbook.kind[assignment.kind]
        closed = row.ends_at <= mine.now
        return Form(kind, None if own else assignment, mine.week(row), closed=closed)


def form_for_piece(coach: Coach, caller: Caller, evidence_id: int) -> Form:
    """The form filled with a piece's newest version. LookupError unless it is the member's own."""
    with coach.reading(caller) as mine:
        row, fields = _own(mine, evidence_id)
        assignment = mine.playbook.assignment.get(row.assignment_id or "")
        week = mine.week(mine.row_of(row.week_id))
        return Form(mine.playbook.kind[row.kind], assignment, week, mine.evidence(row, fields))


def versions(coach: Coach, caller: Caller, evidence_id: int) -> tuple[Evidence, list[Evidence], Reader]:
    """A piece, and all its versions, oldest first. LookupError unless it is the member's own."""
    with coach.reading(caller, even_left=True) as mine:
        row, fields = _own(mine, evidence_id)
        piece = mine.evidence(row, fields)
        kept = [
            replace(piece, version=v.number, handed_in_at=v.handed_in_at, fields=v.fields)
            for v in member_records.versions(mine.session, row)
        ]
        return piece, kept, mine.reader


def hand_in(
    coach: Coach,
    caller: Caller,
    *,
    week_id: int | None,
    kind: str,
    fields: Mapping[str, str],
    assignment_id: str | None = None,
    short: bool = False,
) -> HandedIn:
    """Keep a new piece for a week of the member's, the open one if none is named.

    The same words twice for one week are one piece. LookupError unless the week is the member's own.
    """
    with coach.acting(caller) as mine:
        week = mine.row_or_open(week_id)
        for row, known in mine.kept.evidence:
            if row.week_id == week.id and row.kind == kind and known == dict(fields):
                return HandedIn(mine.evidence(row, known), mine.week(week))
        row = tables.Evidence(
            team_id=mine.member.team_id, member_id=mine.member.id, week_id=week.id, kind=kind,
            assignment_id=assignment_id, short=short, handed_in_at=mine.now,
        )  # fmt: skip
        mine.session.add(row)
        mine.session.flush()
        return _keep(mine, row, dict(fields))


def form_for_text(coach: Coach, caller: Caller, week_id: int | None = None) -> Form:
    """The form that a text fits in: what the week asks for if that is written in words, else their own."""
    form = form_for_week(coach, caller, week_id)
    return (
        form if form.kind.compulsory.input is Input.LONG else form_for_week(coach, caller, week_id, own=True)
    )


def keep_text(coach: Coach, caller: Caller, week_id: int, text: str) -> HandedIn:
    """Keep a text that was written to the coach as evidence for a week."""
    form = form_for_text(coach, caller, week_id)
    return hand_in(
        coach, caller, week_id=week_id, kind=form.kind.id, fields={form.kind.compulsory.id: text},
        assignment_id=form.assignment.id if form.assignment else None,
    )  # fmt: skip


def revise(
    coach: Coach, caller: Caller, evidence_id: int, fields: Mapping[str, str], short: bool
) -> HandedIn:
    """Keep a further version of a piece, unless nothing is different; older ones stay.

    A field that isn't named stays as it is. LookupError unless the piece is the member's own.
    """
    with coach.acting(caller) as mine:
        row, known = _own(mine, evidence_id)
        new = {**known, **fields}
        if _written(new) == _written(known) and short == row.short:
            return HandedIn(mine.evidence(row, known), mine.week(mine.row_of(row.week_id)))
        row.version, row.short = row.version + 1, short
        return _keep(mine, row, new, instead_of=known)


def _keep(
    mine: Acting, row: tables.Evidence, fields: dict[str, str], instead_of: dict[str, str] | None = None
) -> HandedIn:
    mine.session.add(
        tables.EvidenceVersion(
            team_id=row.team_id,
            member_id=row.member_id,
            evidence_id=row.id,
            number=row.version,
            fields=fields,
            handed_in_at=mine.now,
        )
    )
    asked_before = wins.outdated_win(mine)
    if instead_of is not None:
        mine.kept.evidence.remove((row, instead_of))
    mine.kept.evidence.append((row, fields))
    week = mine.row_of(row.week_id)
    handed_in = HandedIn(mine.evidence(row, fields), mine.week(week))
    for each in mine.stretch(week):
        mine.show_week(each)
    outdated = wins.outdated_win(mine)
    asking = outdated if outdated != asked_before else None
    kept = mine.coach.screens.kept(handed_in.evidence, handed_in.week, mine.reader, asking)
    mine.reply(MessageKind.SAVED, f"{row.id}:{row.version}", kept)
    wins.offer(mine, milestones.reached(mine.playbook, mine.pieces()))
    mine.show_home()
    return handed_in


def _written(fields: Mapping[str, str]) -> dict[str, str]:
    """A field that is left empty says the same as one that isn't there."""
    return {name: text for name, text in fields.items() if text}


def _own(mine: History, evidence_id: int) -> tuple[tables.Evidence, dict[str, str]]:
    for row, fields in mine.kept.evidence:
        if row.id == evidence_id:
            return row, fields
    raise LookupError(f"member {mine.member.id} has no evidence {evidence_id}")
