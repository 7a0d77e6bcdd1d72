"""What use cases change of what is kept of a member. Every statement names its row by id.

Each returns the record as it is from then on, so that nothing has to be loaded again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict, Unpack

from sqlalchemy import Connection, CursorResult, Table, bindparam, delete, insert, update

from bot.domain.records import AbsenceRecord, EvidenceRecord, MemberRecord, WeekRecord, WinRecord, together
from bot.store.member_records import ABSENCE, EVIDENCE, MEMBER, VERSION, WEEK, WIN

_SET_DUE = (
    update(MEMBER)
    .where(MEMBER.c.id == bindparam("member"))
    .values(next_due_at=bindparam("due"), closing_due_at=bindparam("closes"))
)

_LEAVE_TURN = update(WEEK).where(WEEK.c.id == bindparam("week")).values(told_month=bindparam("told"))
_GO_ON = (
    update(WEEK)
    .where(WEEK.c.id == bindparam("week"))
    .values(assignment_id=bindparam("assignment"), reason=bindparam("why"))
)


class MemberChanges(TypedDict, total=False):
    zone: str
    weekday: int
    hour: int
    start: date
    moved_on: date | None
    track: str | None
    goals: Mapping[str, Sequence[str]]
    openings: Mapping[str, Mapping[str, str]]
    wins_channel: str | None
    zone_declined: str | None
    muted_at: datetime | None
    left_at: datetime | None
    deactivated_at: datetime | None
    acted_at: datetime
    pace: str
    level: str
    quiet_begins: int
    quiet_ends: int
    country: str | None
    weekend: str | None


class WeekChanges(TypedDict, total=False):
    assignment_id: str
    excuse: str | None
    passed_over: tuple[str, ...] | None
    ends_at: datetime
    reason: str
    moved_to: datetime | None
    skipped_at: datetime | None
    skip_reason: str | None
    answer: str | None
    obstacle: str | None
    told_month: int | None


class WinChanges(TypedDict, total=False):
    milestone_id: str
    state: str
    text: str
    template: str
    channel_id: str | None
    posted_at: datetime | None
    corrected_at: datetime | None
    refusal: str | None
    offer_id: int | None
    post_id: int | None
    post_ts: str | None


class NewWeek(TypedDict):
    """A week that opens."""

    member_id: int
    team_id: str
    enterprise_id: str | None
    number: int
    day: date
    began_at: datetime
    ends_at: datetime
    assignment_id: str
    reason: str
    excuse: str | None
    month: int
    told_month: int | None


class NewEvidence(TypedDict):
    """A piece that is handed in."""

    week_id: int
    kind: str
    assignment_id: str | None
    short: bool
    handed_in_at: datetime


class NewMember(TypedDict):
    """Somebody who joins."""

    team_id: str
    enterprise_id: str | None
    user_id: str
    zone: str
    weekday: int
    hour: int
    start: date
    joined_at: datetime
    track: str | None
    wins_channel: str | None
    acted_at: datetime


class NewAbsence(TypedDict):
    """Days away; of one member there is one at most among those that are added together."""

    member_id: int
    team_id: str
    enterprise_id: str | None
    first: date
    back: date | None
    quiet: bool


class Dues(NamedTuple):
    """When a member's next week opens, and when the open one closes (milliseconds); None for never."""

    opening: int | None
    closing: int | None = None


def add_member(line: Connection, **new: Unpack[NewMember]) -> None:
    line.execute(insert(MEMBER), dict(new))


def change_member(line: Connection, member: MemberRecord, **changes: Unpack[MemberChanges]) -> MemberRecord:
    _update(line, MEMBER, member.id, changes)
    return member._replace(**changes)


def set_due(line: Connection, dues: Mapping[int, Dues]) -> None:
    """Set when members' weeks open and close next, by the members' ids."""
    line.execute(
        _SET_DUE, [{"member": id_, "due": due.opening, "closes": due.closing} for id_, due in dues.items()]
    )


def note_acts(line: Connection, member_ids: Sequence[int], now: datetime) -> None:
    """Take note that these members are there."""
    line.execute(update(MEMBER).where(MEMBER.c.id.in_(member_ids)).values(acted_at=now))


def end_closings(line: Connection, member_ids: Sequence[int]) -> None:
    """Take note that these members' closing slots have been looked at."""
    line.execute(update(MEMBER).where(MEMBER.c.id.in_(member_ids)).values(closing_due_at=None))


def add_absences(line: Connection, new: Sequence[NewAbsence]) -> list[AbsenceRecord]:
    """Add absences with one statement; returns them in their order."""
    made = line.execute(insert(ABSENCE).returning(ABSENCE.c.id, ABSENCE.c.member_id), list(new))
    ids = {member: id_ for id_, member in made}
    return [AbsenceRecord(ids[a["member_id"]], a["first"], a["back"], a["quiet"]) for a in new]


def change_absence(line: Connection, absence: AbsenceRecord, first: date, back: date | None) -> AbsenceRecord:
    _update(line, ABSENCE, absence.id, {"first": first, "back": back})
    return absence._replace(first=first, back=back)


def delete_absence(line: Connection, absence: AbsenceRecord) -> None:
    line.execute(delete(ABSENCE).where(ABSENCE.c.id == absence.id))


def add_weeks(line: Connection, new: Iterable[NewWeek]) -> dict[int, list[WeekRecord]]:
    """Add weeks with one statement; returns them by member, in order."""
    rows = {(week["member_id"], week["number"]): week for week in new}
    keys = WEEK.c.id, WEEK.c.member_id, WEEK.c.number
    values = [{**week, "passed_over": []} for week in rows.values()]
    made = line.execute(insert(WEEK).returning(*keys), values)
    ids = {(member, number): id_ for id_, member, number in made}
    added: dict[int, list[WeekRecord]] = {}
    for key, week in rows.items():
        added.setdefault(week["member_id"], []).append(_added(ids[key], week))
    return added


def _added(id_: int, week: NewWeek) -> WeekRecord:
    return WeekRecord(
        id=id_,
        number=week["number"],
        assignment_id=week["assignment_id"],
        excuse=week["excuse"],
        passed_over=None,
        answer=None,
        day=week["day"],
        began_at=week["began_at"],
        ends_at=week["ends_at"],
        reason=week["reason"],
        moved_to=None,
        skipped_at=None,
        skip_reason=None,
        month=week["month"],
        told_month=week["told_month"],
    )


def leave_turns(line: Connection, told: Mapping[int, int]) -> None:
    """Keep which month members know of, by the ids of the weeks whose turn waits; one statement for all."""
    line.execute(_LEAVE_TURN, [{"week": id_, "told": month} for id_, month in told.items()])


def go_on(line: Connection, chosen: Mapping[int, tuple[str, str]]) -> None:
    """Set assignment and reason of weeks, by their ids; one statement for all."""
    line.execute(_GO_ON, [{"week": id_, "assignment": a, "why": why} for id_, (a, why) in chosen.items()])


def change_week(line: Connection, week: WeekRecord, **changes: Unpack[WeekChanges]) -> WeekRecord:
    values: dict[str, Any] = dict(changes)
    if "passed_over" in values:
        values["passed_over"] = list(values["passed_over"] or ())
    _update(line, WEEK, week.id, values)
    return week._replace(**changes)


def add_evidence(
    line: Connection,
    member: MemberRecord,
    fields: Mapping[str, str],
    early: Collection[str] = (),
    **new: Unpack[NewEvidence],
) -> EvidenceRecord:
    """Add a piece with its first version; fields that are filled in too `early` count as empty."""
    filled = filled_in(fields, early)
    values = {**new, **_owned_by(member), "version": 1}
    added = line.execute(insert(EVIDENCE), {**values, "filled": filled})
    piece = EvidenceRecord(id=_key_of(added), filled_ids=filled, version=1, **new)
    _add_version(line, member, piece, fields, piece.handed_in_at)
    return piece


def add_version(
    line: Connection,
    member: MemberRecord,
    piece: EvidenceRecord,
    fields: Mapping[str, str],
    short: bool,
    now: datetime,
    early: Collection[str] = (),
) -> EvidenceRecord:
    """Add a further version to a piece; the older ones stay. `early` as in `add_evidence`."""
    filled = filled_in(fields, early)
    revised = piece._replace(filled_ids=filled, version=piece.version + 1, short=short)
    values = {"filled": filled, "version": revised.version, "short": short}
    _update(line, EVIDENCE, piece.id, values)
    _add_version(line, member, revised, fields, now)
    return revised


def _add_version(
    line: Connection, member: MemberRecord, piece: EvidenceRecord, fields: Mapping[str, str], now: datetime
) -> None:
    values = {**_owned_by(member), "evidence_id": piece.id}
    line.execute(
        insert(VERSION), {**values, "number": piece.version, "fields": dict(fields), "handed_in_at": now}
    )


def filled_in(fields: Mapping[str, str], early: Collection[str] = ()) -> str:
    """Return the ids of the fields that count as filled in, as they are kept."""
    return together(name for name, text in fields.items() if text.strip() and name not in early)


def add_win(
    line: Connection, member: MemberRecord, milestone_id: str, state: str, text: str, now: datetime
) -> WinRecord:
    """Keep a milestone as reached, with the text that is offered for it."""
    values = {"milestone_id": milestone_id, "state": state, "text": text, "template": text, "reached_at": now}
    added = line.execute(insert(WIN), {**values, **_owned_by(member)})
    return WinRecord(
        id=_key_of(added),
        milestone_id=milestone_id,
        state=state,
        text=text,
        template=text,
        channel_id=None,
        reached_at=now,
        posted_at=None,
        corrected_at=None,
        refusal=None,
        offer_id=None,
        post_id=None,
        post_ts=None,
    )


def change_win(line: Connection, win: WinRecord, **changes: Unpack[WinChanges]) -> WinRecord:
    _update(line, WIN, win.id, changes)
    return win._replace(**changes)


def _owned_by(member: MemberRecord) -> dict[str, Any]:
    """Return what every row of a member's has."""
    return {"team_id": member.team_id, "enterprise_id": member.enterprise_id, "member_id": member.id}


def _key_of(added: CursorResult[Any]) -> int:
    assert added.inserted_primary_key
    return int(added.inserted_primary_key[0])


def _update(line: Connection, table: Table[Any], id_: int, values: Mapping[str, Any]) -> None:
    line.execute(update(table).where(table.c.id == id_).values(**values))
