"""A zone's rules may change: what was planned by the old ones is moved to the member's own hour again."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select, update

from bot.coach.coach import Coach
from bot.domain import slots
from bot.domain.slots import WeeklySchedule
from bot.store import outbox
from bot.store.database import LONG_LOCK_TIMEOUT
from bot.store.tables import Member, Week

HALF_A_WEEK = timedelta(days=3, hours=12)


def follow_zone_rules(coach: Coach) -> int:
    """Move the ends of the open weeks that lie ahead to where today's tzdata has their slots.

    Returns how many moved. New rules come with a restart, so this is done at every start; members who share
    zone, day and hour are one question. A version of tzdata for which it was done isn't kept: Python doesn't
    tell whose rules it reads, and a replica that still has older ones may be planning meanwhile.
    """
    now = coach.now()
    shared = (col(Member.zone), col(Member.weekday), col(Member.hour), col(Member.next_due_at))
    with coach.database.read() as session:
        planned = session.exec(select(*shared).where(shared[-1] > outbox.millis(now)).distinct()).all()
    moved = 0
    for zone, weekday, hour, due in planned:
        at = datetime.fromtimestamp((due or 0) / 1000, UTC)
        slot = slots.next_opening(at - HALF_A_WEEK, WeeklySchedule(weekday, hour, zone))
        if slot.at != at:
            sharing = and_(shared[0] == zone, shared[1] == weekday, shared[2] == hour)
            with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
                moved += _move(session, sharing, at, slot.at)
    return moved


def _move(session: Session, sharing: ColumnElement[bool], at: datetime, to: datetime) -> int:
    """Only where the open week ends at that moment: a member put off for another reason stays put off."""
    due, its_end = col(Member.next_due_at), col(Week.ends_at)
    ending = select(Week.member_id).where(Week.member_id == Member.id, its_end == at).exists()
    theirs = and_(sharing, due == outbox.millis(at), ending)
    moved = session.exec(update(Member).where(theirs).values(next_due_at=outbox.millis(to)))
    members = select(Member.id).where(sharing, due == outbox.millis(to))
    session.exec(update(Week).where(col(Week.member_id).in_(members), its_end == at).values(ends_at=to))
    return int(moved.rowcount)
