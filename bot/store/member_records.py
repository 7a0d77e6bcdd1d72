"""What is kept of members, loaded as plain values: with the same few statements for one and for a batch.

No entity of the ORM comes out of here: making and watching those costs more than the rest of a look.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from json import loads
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    CursorResult,
    Integer,
    Row,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal,
    select,
)
from sqlmodel import SQLModel

from bot.domain import spread
from bot.domain.records import (
    AbsenceRecord,
    BriefEvidence,
    BriefWeek,
    ChannelRecord,
    EvidenceRecord,
    MemberRecord,
    MemberRecords,
    WeekRecord,
    WinRecord,
)
from bot.store import plans, tables

_EPOCH = date(1970, 1, 1).toordinal()
LARGEST = spread.WINDOWS[0][0] + 1
"""So far a workspace's members are counted: more of them change nothing."""


def table_of(model: Any) -> Table[Any]:
    return SQLModel.metadata.tables[str(model.__tablename__)]


MEMBER, ABSENCE, WEEK, EVIDENCE, VERSION, WIN, USER, CHANNEL = map(
    table_of,
    (
        tables.Member,
        tables.Absence,
        tables.Week,
        tables.Evidence,
        tables.EvidenceVersion,
        tables.Win,
        tables.SlackUser,
        tables.SlackChannel,
    ),
)


_Load = Callable[[Connection, Sequence[MemberRecords]], list[MemberRecords]]
"""Adds something that is kept of these members."""


class Version(NamedTuple):
    """What was written in one version of a piece, by field id."""

    number: int
    handed_in_at: datetime
    fields: dict[str, str]


def _size_of(team: ColumnElement[str]) -> ColumnElement[int]:
    """How many have joined in a workspace, as far as it is counted."""
    colleague = MEMBER.alias()
    some = select(literal(1).label("one")).where(colleague.c.team_id == team).limit(LARGEST)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def _columns(table: Table[Any], record: Any) -> list[ColumnElement[Any]]:
    """The columns of a record's fields, in their order."""
    return [_column(table, name) for name in record._fields]


def _column(table: Table[Any], name: str) -> ColumnElement[Any]:
    if name == "passed_over":  # a list in JSON, nearly always an empty one
        return func.nullif(cast(table.c.passed_over, Text), "[]").label(name)
    column: ColumnElement[Any] = table.c["filled" if name == "filled_ids" else name]
    return column


def _days(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A date as days since 1970, which both databases write alike, whatever their style of dates."""
    return cast(cast(extract("epoch", column) / 86_400, Integer), Text)


def _absences() -> ColumnElement[str]:
    """A member's absences in one text, so that those few who have any cost no statement of their own."""
    row = (
        cast(ABSENCE.c.id, Text)
        + ":"
        + _days(ABSENCE.c.first)
        + ":"
        + func.coalesce(_days(ABSENCE.c.back), "")
        + case((ABSENCE.c.quiet, ":quiet"), else_=":")
    )
    theirs = select(func.aggregate_strings(row, " ")).where(ABSENCE.c.member_id == MEMBER.c.id)
    return theirs.correlate(MEMBER).scalar_subquery()


def _reached() -> ColumnElement[str]:
    """The ids of the milestones that a member has reached in one text, for the same reason."""
    theirs = select(func.aggregate_strings(WIN.c.milestone_id, " ")).where(WIN.c.member_id == MEMBER.c.id)
    return theirs.correlate(MEMBER).scalar_subquery()


TEAM, PERSON = bindparam("team", type_=MEMBER.c.team_id.type), bindparam("user", type_=MEMBER.c.user_id.type)
FIND = select(MEMBER.c.id).where(MEMBER.c.team_id == TEAM, MEMBER.c.user_id == PERSON)
FIND_AND_LOCK = FIND.with_for_update()
SIZE = select(_size_of(TEAM))
THEM: BindParameter[int] = bindparam("members", expanding=True)
_TEAMS = select(MEMBER.c.team_id).where(MEMBER.c.id.in_(THEM)).distinct().subquery()
SIZES = select(_TEAMS.c.team_id, _size_of(_TEAMS.c.team_id))
PEOPLE = select(
    *(MEMBER.c[name] for name in MemberRecord._fields),
    USER.c.name,
    USER.c.zone.label("slack_zone"),
    _absences().label("absences"),
    _reached().label("reached"),
).select_from(
    MEMBER.outerjoin(USER, and_(USER.c.team_id == MEMBER.c.team_id, USER.c.user_id == MEMBER.c.user_id))
)
"""Each member with what Slack says of them. The statements are built once: every look runs them."""
ONE = PEOPLE.add_columns(_size_of(TEAM)).where(MEMBER.c.team_id == TEAM, MEMBER.c.user_id == PERSON)
ONE_LOCKED = ONE.with_for_update(of=MEMBER)
EACH = PEOPLE.where(MEMBER.c.id.in_(THEM))
_MESSAGE = table_of(tables.Message)
_WHOSE_MESSAGE = select(_MESSAGE.c.member_id).where(_MESSAGE.c.id == bindparam("message"))
OF_MESSAGE = PEOPLE.where(MEMBER.c.id == _WHOSE_MESSAGE.scalar_subquery()).with_for_update(of=MEMBER)


class Due(Enum):
    """What can be due for a member: the column says when, in milliseconds."""

    OPENING = MEMBER.c.next_due_at
    CLOSING = MEMBER.c.closing_due_at


DUE = {
    due: PEOPLE.where(due.value <= bindparam("now"))
    .order_by(due.value)
    .limit(bindparam("most"))
    .with_for_update(of=MEMBER, skip_locked=True)
    for due in Due
}
ONE_DUE = {
    due: PEOPLE.where(MEMBER.c.id == bindparam("member"), due.value <= bindparam("now")).with_for_update(
        of=MEMBER, skip_locked=True
    )
    for due in Due
}
EVIDENCE_BY_ID = select(*_columns(EVIDENCE, EvidenceRecord)).where(
    EVIDENCE.c.id.in_(bindparam("evidence", expanding=True))
)
FIELDS = select(VERSION.c.fields).where(
    VERSION.c.evidence_id == bindparam("evidence"), VERSION.c.number == bindparam("number")
)
TEXTS = select(EVIDENCE.c.id, EVIDENCE.c.kind, VERSION.c.fields).where(
    EVIDENCE.c.member_id == bindparam("member"),
    EVIDENCE.c.id.in_(bindparam("evidence", expanding=True)),
    VERSION.c.evidence_id == EVIDENCE.c.id,
    VERSION.c.number == EVIDENCE.c.version,
)
VERSIONS = (
    select(VERSION.c.number, VERSION.c.handed_in_at, VERSION.c.fields)
    .where(VERSION.c.evidence_id == bindparam("evidence"), VERSION.c.team_id == TEAM)
    .order_by(VERSION.c.number)
)
ALL_VERSIONS = (
    select(VERSION.c.evidence_id, VERSION.c.number, VERSION.c.handed_in_at, VERSION.c.fields)
    .where(VERSION.c.member_id == bindparam("member"), VERSION.c.team_id == TEAM)
    .order_by(VERSION.c.evidence_id, VERSION.c.number)
)
CHANNELS = select(
    *(CHANNEL.c["channel_id" if name == "id" else name] for name in ChannelRecord._fields)
).where(CHANNEL.c.team_id == TEAM, CHANNEL.c.channel_id.in_(bindparam("channels", expanding=True)))


class _Histories(NamedTuple):
    """The statements for what belongs to members; of many, the last column says to whom."""

    weeks: Select[Any]
    brief_weeks: Select[Any]
    newest_weeks: Select[Any]
    evidence: Select[Any]
    brief_evidence: Select[Any]
    wins: Select[Any]


def _histories(of: ColumnElement[Any], *, many: bool) -> _Histories:
    def theirs(owner: ColumnElement[int]) -> ColumnElement[bool]:
        return owner.in_(of) if many else owner == of

    def owner(table: Table[Any]) -> list[ColumnElement[Any]]:
        return [table.c.member_id] if many else []

    other = WEEK.alias()
    newest = select(func.max(other.c.number)).where(other.c.member_id == (WEEK.c.member_id if many else of))
    weeks = select(*_columns(WEEK, WeekRecord), *owner(WEEK)).order_by(WEEK.c.number)
    brief = select(*_columns(WEEK, BriefWeek), *owner(WEEK)).order_by(WEEK.c.number)
    evidence, brief_evidence = (
        select(*_columns(EVIDENCE, record), *owner(EVIDENCE))
        .where(theirs(EVIDENCE.c.member_id))
        .order_by(EVIDENCE.c.handed_in_at, EVIDENCE.c.id)
        for record in (EvidenceRecord, BriefEvidence)
    )
    wins = select(*_columns(WIN, WinRecord), *owner(WIN))
    return _Histories(
        weeks=weeks.where(theirs(WEEK.c.member_id)),
        brief_weeks=brief.where(theirs(WEEK.c.member_id)),
        newest_weeks=weeks.where(theirs(WEEK.c.member_id), WEEK.c.number >= newest.scalar_subquery() - 1),
        evidence=evidence,
        brief_evidence=brief_evidence,
        wins=wins.where(theirs(WIN.c.member_id)).order_by(WIN.c.id),
    )


OF_ONE = _histories(bindparam("members", type_=MEMBER.c.id.type), many=False)
OF_MANY = _histories(THEM, many=True)


def find(line: Connection, team_id: str, user_id: str, *, lock: bool = False) -> int | None:
    """A member's id, by workspace and person; `lock` makes acts of theirs wait until this one is done."""
    found = line.execute(FIND_AND_LOCK if lock else FIND, {"team": team_id, "user": user_id})
    return found.scalar_one_or_none()


def load(
    line: Connection, team_id: str, user_id: str, *, lock: bool = False, brief: bool = False
) -> MemberRecords | None:
    """What is kept of a member, None for a stranger; `lock` as in `find`.

    In `brief` it has all that the open week's screens show: of weeks and evidence what outcomes rest on, and
    only which milestones have been reached.
    """
    found = line.execute(ONE_LOCKED if lock else ONE, {"team": team_id, "user": user_id}).one_or_none()
    if found is None:
        return None
    one = _sized(found)
    return _with_plans(line, _in_brief(line, [one]))[0] if brief else _whole(line, one)


def load_for_home(line: Connection, team_id: str, user_id: str) -> MemberRecords | None:
    """What Home shows of a member, None for a stranger: all but the newest two weeks are in brief."""
    found = line.execute(ONE, {"team": team_id, "user": user_id}).one_or_none()
    return _whole(line, _sized(found), weeks=_weeks_in_brief) if found else None


def load_many(line: Connection, member_ids: Sequence[int]) -> list[MemberRecords]:
    """What is kept of these members, without their wins."""
    if not member_ids:
        return []
    people = [_records(person) for person in line.execute(EACH, {"members": list(member_ids)})]
    return _with_plans(line, _with_evidence(line, _weeks_in_full(line, _add_sizes(line, people))))


def load_due(line: Connection, due: Due, now: int, most: int) -> list[MemberRecords]:
    """The members for whom something is due at `now` (milliseconds), in brief, longest due first.

    Locked; those that another replica holds are left to it.
    """
    return _batch(line, line.execute(DUE[due], {"now": now, "most": most}).all())


def load_if_due(line: Connection, due: Due, member_id: int, now: int) -> list[MemberRecords]:
    """The same of one member; nobody, if it isn't due any more or somebody holds them."""
    return _batch(line, line.execute(ONE_DUE[due], {"member": member_id, "now": now}).all())


def load_owner(line: Connection, message_id: int) -> MemberRecords | None:
    """All that is kept of the member to whom a message belongs, who is locked."""
    found = line.execute(OF_MESSAGE, {"message": message_id}).one_or_none()
    return _whole(line, _add_sizes(line, [_records(found)])[0]) if found else None


def evidence(line: Connection, ids: Sequence[int]) -> list[EvidenceRecord]:
    """These pieces as screens show them."""
    return (
        [EvidenceRecord(*row) for row in line.execute(EVIDENCE_BY_ID, {"evidence": list(ids)})] if ids else []
    )


def fields(line: Connection, piece: EvidenceRecord) -> dict[str, str]:
    """What was written in a piece's newest version."""
    written: dict[str, str] = line.execute(
        FIELDS, {"evidence": piece.id, "number": piece.version}
    ).scalar_one()
    return written


def texts(line: Connection, member_id: int, ids: Sequence[int]) -> dict[int, tuple[str, dict[str, str]]]:
    """The kind of each of these pieces, and what was written in its newest version, by their ids."""
    found = line.execute(TEXTS, {"member": member_id, "evidence": list(ids)})
    return {id_: (kind, written) for id_, kind, written in found}


def versions(line: Connection, team_id: str, evidence_id: int) -> list[Version]:
    """All versions of a piece, oldest first."""
    return [Version(*row) for row in line.execute(VERSIONS, {"evidence": evidence_id, "team": team_id})]


def all_versions(line: Connection, member: MemberRecord) -> dict[int, list[Version]]:
    """All versions of all pieces of a member, oldest first, by the piece's id."""
    found = defaultdict(list)
    for id_, *version in line.execute(ALL_VERSIONS, {"member": member.id, "team": member.team_id}):
        found[id_].append(Version(*version))
    return found


def workspace_size(line: Connection, team_id: str) -> int:
    """How many have joined in a workspace, as `MemberRecords.workspace_size` counts them."""
    return int(line.execute(SIZE, {"team": team_id}).scalar_one())


def _sized(found: Row[*tuple[Any, ...]]) -> MemberRecords:
    *person, size = found
    return _records(person)._replace(workspace_size=size)


def _records(person: Sequence[Any] | Row[*tuple[Any, ...]]) -> MemberRecords:
    *member, name, slack_zone, absences, reached = person
    return MemberRecords(
        MemberRecord(*member),
        name or "",
        slack_zone,
        absences=_away(absences) if absences else (),
        reached=frozenset((reached or "").split()),
    )


def _away(text: str) -> tuple[AbsenceRecord, ...]:
    """The absences that stand in a text as `_absences` puts them together, oldest first."""
    found = (each.split(":") for each in text.split())
    rows = [
        AbsenceRecord(int(id_), _day(first), _day(back) if back else None, bool(quiet))
        for id_, first, back, quiet in found
    ]
    return tuple(sorted(rows, key=lambda each: (each.first, each.id)))


def _day(days: str) -> date:
    return date.fromordinal(_EPOCH + int(days))


def _batch(line: Connection, people: Sequence[Row[*tuple[Any, ...]]]) -> list[MemberRecords]:
    return _in_brief(line, _add_sizes(line, [_records(person) for person in people])) if people else []


def _add_sizes(line: Connection, those: Sequence[MemberRecords]) -> list[MemberRecords]:
    found = line.execute(SIZES, {"members": [one.member.id for one in those]})
    sizes: dict[str, int] = dict(iter(found))
    return [one._replace(workspace_size=sizes[one.member.team_id]) for one in those]


def _in_brief(line: Connection, those: Sequence[MemberRecords]) -> list[MemberRecords]:
    """With the newest two weeks in full, and nothing of wins but which milestones they are for."""
    statements, members = _for(those)
    pieces = _by_member(line.execute(statements.brief_evidence, members), those)
    return [
        one._replace(evidence=tuple(map(BriefEvidence._make, pieces[one.member.id])))
        for one in _weeks_in_brief(line, those)
    ]


def _weeks_in_brief(line: Connection, those: Sequence[MemberRecords]) -> list[MemberRecords]:
    """With all weeks, the newest two in full."""
    statements, members = _for(those)
    weeks = _by_member(line.execute(statements.brief_weeks, members), those)
    newest = _by_member(line.execute(statements.newest_weeks, members), those)
    return [
        one._replace(weeks=(*_brief_weeks(weeks[one.member.id][:-2]), *_weeks(newest[one.member.id])))
        for one in those
    ]


def _weeks_in_full(line: Connection, those: Sequence[MemberRecords]) -> list[MemberRecords]:
    statements, members = _for(those)
    weeks = _by_member(line.execute(statements.weeks, members), those)
    return [one._replace(weeks=tuple(_weeks(weeks[one.member.id]))) for one in those]


def _with_evidence(line: Connection, those: Sequence[MemberRecords]) -> list[MemberRecords]:
    statements, members = _for(those)
    pieces = _by_member(line.execute(statements.evidence, members), those)
    return [one._replace(evidence=tuple(map(EvidenceRecord._make, pieces[one.member.id]))) for one in those]


def _whole(line: Connection, one: MemberRecords, weeks: _Load = _weeks_in_full) -> MemberRecords:
    found = line.execute(OF_ONE.wins, {"members": one.member.id})
    wins = tuple(map(WinRecord._make, found))
    [full] = _with_plans(line, _with_evidence(line, weeks(line, [one])))
    return full._replace(loaded_wins=wins, channels=_channels(line, one.member, wins))


def _with_plans(line: Connection, those: Sequence[MemberRecords]) -> list[MemberRecords]:
    """With the plan of the newest week."""
    newest = {one.member.id: one.weeks[-1].id for one in those if one.weeks}
    found = plans.of_weeks(line, list(newest.values()))
    return [one._replace(plan=found.get(newest.get(one.member.id, 0))) for one in those]


def _by_member(found: CursorResult[Any], those: Sequence[MemberRecords]) -> Mapping[int, Sequence[Any]]:
    """The rows of each member; of one, all of them."""
    if len(those) == 1:
        return {those[0].member.id: found.all()}
    rows = defaultdict[int, list[Any]](list)
    for row in found:
        rows[row[-1]].append(row[:-1])
    return rows


def _channels(
    line: Connection, member: MemberRecord, wins: Sequence[WinRecord]
) -> Mapping[str, ChannelRecord]:
    ids = {member.wins_channel, *(win.channel_id for win in wins)} - {None}
    if not ids:
        return {}
    found = line.execute(CHANNELS, {"team": member.team_id, "channels": list(ids)})
    return {row[0]: ChannelRecord(*row) for row in found}


def _for(those: Sequence[MemberRecords]) -> tuple[_Histories, dict[str, Any]]:
    """The statements and their parameter: a list of ids has to be written into a statement each time."""
    if len(those) == 1:
        return OF_ONE, {"members": those[0].member.id}
    return OF_MANY, {"members": [one.member.id for one in those]}


def _brief_weeks(rows: Iterable[Sequence[Any]]) -> list[BriefWeek]:
    weeks = map(BriefWeek._make, rows)
    return [week._replace(passed_over=_ids(week[4])) if week[4] else week for week in weeks]


def _weeks(rows: Iterable[Sequence[Any]]) -> list[WeekRecord]:
    weeks = map(WeekRecord._make, rows)
    return [week._replace(passed_over=_ids(week[4])) if week[4] else week for week in weeks]


@lru_cache(maxsize=1000)
def _ids(passed_over: Any) -> tuple[str, ...]:
    """A JSON list as it was written; most are alike."""
    return tuple(loads(passed_over))
