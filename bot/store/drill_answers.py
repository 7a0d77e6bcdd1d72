"""Which drills were answered, and what was found. Every statement names the member."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.domain.drills import DoneDrill
from bot.domain.records import MemberRecord
from bot.store import tables
from bot.store.member_records import table_of

DRILL_ANSWER = table_of(tables.DrillAnswer)


def add(line: Connection, member: MemberRecord, drill: str, codes: Sequence[str], now: datetime) -> None:
    """Keep that a drill was answered, and the codes of what was found in it; none means that it was clean."""
    owned_by = {"team_id": member.team_id, "enterprise_id": member.enterprise_id, "member_id": member.id}
    said = {"drill": drill, "clean": not codes, "codes": list(codes), "answered_at": now}
    line.execute(insert(DRILL_ANSWER).values({**owned_by, **said}))


def done(line: Connection, member_id: int) -> list[DoneDrill]:
    """Return a member's drills, oldest first."""
    found = select(DRILL_ANSWER.c.drill, DRILL_ANSWER.c.clean).where(DRILL_ANSWER.c.member_id == member_id)
    return [DoneDrill(drill, clean) for drill, clean in line.execute(found.order_by(DRILL_ANSWER.c.id))]
