"""Whose week is due, as a column says that is indexed."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select, update

from bot.store.tables import Member


def members(session: Session, now: int, most: int) -> Sequence[int]:
    """Ids of members whose next week is due at `now` (milliseconds)."""
    return session.exec(select(Member.id).where(_due(now)).limit(most)).all()


def put_off(session: Session, member_id: int, now: int, until: int) -> None:
    """Let a member's week wait, if it is still due."""
    still_due = update(Member).where(col(Member.id) == member_id, _due(now))
    session.exec(still_due.values(next_due_at=until))


def _due(now: int) -> ColumnElement[bool]:
    return col(Member.next_due_at) <= now
