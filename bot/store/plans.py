"""Plans of weeks: read as records, kept one to a week."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlmodel import SQLModel

from bot.domain.records import MemberRecord, PlanRecord
from bot.store import tables

PLAN: Table[Any] = SQLModel.metadata.tables[str(tables.Plan.__tablename__)]
_COLUMNS = [PLAN.c[name] for name in PlanRecord._fields]
_OF_WEEK = select(*_COLUMNS).where(PLAN.c.week_id == bindparam("week", type_=PLAN.c.week_id.type))
_OF_WEEKS = select(*_COLUMNS).where(PLAN.c.week_id.in_(bindparam("weeks", expanding=True)))
_BEFORE = (
    select(*_COLUMNS)
    .where(PLAN.c.member_id == bindparam("member"), PLAN.c.week_id < bindparam("week"))
    .order_by(PLAN.c.week_id.desc())
    .limit(1)
)


def of_weeks(line: Connection, week_ids: Sequence[int]) -> dict[int, PlanRecord]:
    """Return the plans of these weeks, by week; with one statement, for one week as for many."""
    if not week_ids:
        return {}
    one = len(week_ids) == 1
    asked = {"week": week_ids[0]} if one else {"weeks": list(week_ids)}
    return {row[0]: PlanRecord(*row) for row in line.execute(_OF_WEEK if one else _OF_WEEKS, asked)}


def before(line: Connection, member_id: int, week_id: int) -> PlanRecord | None:
    """Return the newest plan that a member made for an earlier week."""
    found = line.execute(_BEFORE, {"member": member_id, "week": week_id}).one_or_none()
    return PlanRecord(*found) if found else None


def keep(line: Connection, member: MemberRecord, plan: PlanRecord, *, new: bool) -> None:
    """Keep a week's plan, in place of the one that there is unless it is `new`."""
    if new:
        owner = {"team_id": member.team_id, "enterprise_id": member.enterprise_id, "member_id": member.id}
        line.execute(insert(PLAN), {**owner, **plan._asdict()})
    else:
        line.execute(update(PLAN).where(PLAN.c.week_id == plan.week_id).values(**plan._asdict()))
