"""When members' open weeks end, by what decides it: their zone, day and hour."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_
from sqlmodel import Session, col, select, update

from bot.store.outbox import millis
from bot.store.tables import Installation, Member, Week


class PlannedTime(NamedTuple):
    """What some members have in common; `due` is milliseconds."""

    zone: str
    weekday: int
    hour: int
    due: int


def newest_rules(session: Session) -> str:
    """Return the newest release of the zones' rules that any coach here has started with, such as 2026b."""
    return session.exec(select(Installation.zone_rules)).one()


def note_rules(session: Session, release: str) -> str:
    """Take note of the release that this coach has, and return the newest."""
    session.exec(
        update(Installation).where(col(Installation.zone_rules) < release).values(zone_rules=release)
    )
    return newest_rules(session)


def planned(session: Session, now: datetime) -> Sequence[PlannedTime]:
    """Each combination once, of the weeks that end after `now`."""
    shared = (col(Member.zone), col(Member.weekday), col(Member.hour), col(Member.next_due_at))
    found = session.exec(select(*shared).where(shared[-1] > millis(now)).distinct())
    return [PlannedTime(zone, weekday, hour, due or 0) for zone, weekday, hour, due in found]


def move(session: Session, sharing: PlannedTime, at: datetime, to: datetime) -> int:
    """Move these members' ends from one moment to another; returns how many moved.

    Only where the open week ends at that moment: a member put off for another reason stays put off.
    """
    due, its_end = col(Member.next_due_at), col(Week.ends_at)
    alike = and_(
        col(Member.zone) == sharing.zone,
        col(Member.weekday) == sharing.weekday,
        col(Member.hour) == sharing.hour,
    )
    ending = select(Week.member_id).where(Week.member_id == Member.id, its_end == at).exists()
    theirs = and_(alike, due == millis(at), ending)
    moved = session.exec(update(Member).where(theirs).values(next_due_at=millis(to)))
    members = select(Member.id).where(alike, due == millis(to))
    session.exec(update(Week).where(col(Week.member_id).in_(members), its_end == at).values(ends_at=to))
    return int(moved.rowcount)
