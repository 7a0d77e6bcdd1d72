"""Work in the background, as rows: one is claimed for some minutes, and goes once it is done.

A process that dies while it is at it leaves the row; another one takes it up when the claim is over. What the
work writes is written in the transaction in which the row goes, so it is written once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select, update

from bot.domain.background import Work
from bot.domain.records import MemberRecord
from bot.store.real_time import REAL_NOW, milliseconds
from bot.store.tables import BackgroundTask, Member

CLAIMED_FOR = timedelta(minutes=5)
AGAIN_AFTER = timedelta(seconds=20)
"""Real times."""


@dataclass(frozen=True)
class Task:
    """A claimed task; `user` is None where it is nobody's, `attempts` counts this one."""

    id: int
    team: str
    user: str | None
    what: Work
    details: Mapping[str, Any]
    attempts: int


def add(
    session: Session,
    what: Work,
    team_id: str,
    details: Mapping[str, Any],
    now: datetime,
    member: MemberRecord | None = None,
) -> None:
    """Ask for a piece of work, unless the same with the same details waits for the same member already.

    With other details it is other work: each press said that its files come, so both are done.
    """
    if member and dict(details) in _waiting(session, what, member):
        return
    session.add(
        BackgroundTask(
            team_id=team_id,
            enterprise_id=member.enterprise_id if member else None,
            member_id=member.id if member else None,
            what=what,
            details=dict(details),
            asked_at=now,
        )
    )


def _waiting(session: Session, what: Work, member: MemberRecord) -> Sequence[Mapping[str, Any]]:
    """Return the details of a member's work that nobody has begun.

    The rows stay locked, so none is begun before this transaction has written what the work will read.
    """
    rows = select(BackgroundTask.details).where(
        BackgroundTask.member_id == member.id, BackgroundTask.what == what, BackgroundTask.attempts == 0
    )
    return session.exec(rows.with_for_update()).all()


def any_of(session: Session, member_id: int) -> bool:
    """Return whether a member has asked for work that isn't done yet."""
    return (
        session.exec(select(BackgroundTask.id).where(BackgroundTask.member_id == member_id)).first()
        is not None
    )


def any_waits(session: Session, among: Collection[Work]) -> bool:
    """Return whether there is a task among these that nobody is at."""
    free = select(BackgroundTask.id).where(_is_free(), col(BackgroundTask.what).in_(among)).limit(1)
    return session.exec(free).first() is not None


def _is_free() -> ColumnElement[bool]:
    return col(BackgroundTask.claimed_until) <= REAL_NOW


def claim(session: Session, among: Collection[Work]) -> Task | None:
    """Claim the oldest task among these that nobody is at or is about to claim."""
    free = select(BackgroundTask).where(_is_free(), col(BackgroundTask.what).in_(among))
    row = session.exec(
        free.order_by(col(BackgroundTask.id)).limit(1).with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    user = session.exec(select(Member.user_id).where(Member.id == row.member_id)).one_or_none()
    task = Task(row.id, row.team_id, user, Work(row.what), row.details, row.attempts + 1)
    session.exec(
        update(BackgroundTask)
        .where(col(BackgroundTask.id) == task.id)
        .values(claimed_until=REAL_NOW + milliseconds(CLAIMED_FOR), attempts=task.attempts)
    )
    return task


def finish(session: Session, task: Task) -> bool:
    """Delete a task that is done. False if another process has it by now, or its member was erased."""
    gone = delete(BackgroundTask).where(
        col(BackgroundTask.id) == task.id, col(BackgroundTask.attempts) == task.attempts
    )
    return bool(session.exec(gone).rowcount)


def put_off(session: Session, task: Task) -> None:
    """Leave a task that failed for another attempt soon."""
    session.exec(
        update(BackgroundTask)
        .where(col(BackgroundTask.id) == task.id, col(BackgroundTask.attempts) == task.attempts)
        .values(claimed_until=REAL_NOW + milliseconds(AGAIN_AFTER))
    )
