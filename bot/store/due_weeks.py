"""For whom a week opens or closes, as columns say that are indexed."""

from collections.abc import Sequence

from sqlmodel import Session, select, update

from bot.store.member_records import MEMBER, Due


def members(session: Session, due: Due, now: int, most: int) -> Sequence[int]:
    """Ids of members for whom it is due at `now` (milliseconds)."""
    return session.exec(select(MEMBER.c.id).where(due.value <= now).limit(most)).all()


def put_off(session: Session, due: Due, member_id: int, now: int, until: int) -> None:
    """Let it wait for a member, if it is still due."""
    still_due = update(MEMBER).where(MEMBER.c.id == member_id, due.value <= now)
    session.exec(still_due.values({due.value: until}))
