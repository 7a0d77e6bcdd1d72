"""Answers to the mirror, one for a week at most. Every statement names the member."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.domain.mirror import COMPARED
from bot.domain.records import MemberRecord, MirrorRecord, WeekRecord
from bot.store import tables
from bot.store.member_records import WEEK, table_of

MIRROR = table_of(tables.Mirror)
_NEWEST = (
    select(
        MIRROR.c.id,
        MIRROR.c.week_id,
        WEEK.c.number,
        MIRROR.c.ticked,
        MIRROR.c.when_words,
        MIRROR.c.planned,
    )
    .join(WEEK, WEEK.c.id == MIRROR.c.week_id)
    .order_by(WEEK.c.number.desc())
    .limit(COMPARED)
)

_RANKED = (
    select(
        MIRROR.c.member_id,
        MIRROR.c.id,
        MIRROR.c.week_id,
        WEEK.c.number,
        MIRROR.c.ticked,
        MIRROR.c.when_words,
        MIRROR.c.planned,
        func.row_number().over(partition_by=MIRROR.c.member_id, order_by=WEEK.c.number.desc()).label("rank"),
    )
    .join(WEEK, WEEK.c.id == MIRROR.c.week_id)
    .where(MIRROR.c.member_id.in_(bindparam("members", expanding=True)))
    .subquery()
)
_NEWEST_OF = (
    select(*(column for column in _RANKED.c if column.name != "rank"))
    .where(_RANKED.c.rank <= COMPARED)
    .order_by(_RANKED.c.rank.desc())
)


def newest(line: Connection, member_id: int, up_to: int | None = None) -> list[MirrorRecord]:
    """Return a member's newest answers, oldest first: as many as a finding compares.

    `up_to` is the number of the last week that counts.
    """
    asked = _NEWEST.where(MIRROR.c.member_id == member_id)
    if up_to is not None:
        asked = asked.where(WEEK.c.number <= up_to)
    found = [MirrorRecord._make(row) for row in line.execute(asked)]
    return [each._replace(ticked=tuple(each.ticked)) for each in reversed(found)]


def newest_of(line: Connection, member_ids: Collection[int]) -> dict[int, list[MirrorRecord]]:
    """Return the newest answers of many members with one statement, oldest first, by member."""
    found = defaultdict[int, list[MirrorRecord]](list)
    for member_id, *rest in line.execute(_NEWEST_OF, {"members": list(member_ids)}):
        answer = MirrorRecord._make(rest)
        found[member_id].append(answer._replace(ticked=tuple(answer.ticked)))
    return found


def put(
    line: Connection, member: MemberRecord, week: WeekRecord, ticked: Sequence[str], when: str, now: datetime
) -> None:
    """Keep a week's answer in place of an earlier one. Its member is locked, so nobody else does the same."""
    values: dict[str, Any] = {
        "ticked": list(ticked),
        "when_words": when,
        "planned": None,
        "answered_at": now,
    }
    changed = line.execute(
        update(MIRROR).where(MIRROR.c.member_id == member.id, MIRROR.c.week_id == week.id).values(**values)
    )
    if not changed.rowcount:
        owned_by = {
            "team_id": member.team_id,
            "enterprise_id": member.enterprise_id,
            "member_id": member.id,
            "week_id": week.id,
        }
        line.execute(insert(MIRROR), {**owned_by, **values})


def decide(line: Connection, member_id: int, week_id: int, planned: bool) -> None:
    """Keep whether the thing to try of a week's answer goes into the next plan."""
    line.execute(
        update(MIRROR)
        .where(MIRROR.c.member_id == member_id, MIRROR.c.week_id == week_id)
        .values(planned=planned)
    )
