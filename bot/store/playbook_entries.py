"""The playbook's entries as they were last loaded, and who is still at one."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ScalarSelect, text
from sqlmodel import Session, col, func, select

from bot.store.tables import Member, PlaybookEntry, Week


def entries(session: Session) -> Sequence[PlaybookEntry]:
    """All entries that any loaded version had."""
    return session.exec(select(PlaybookEntry)).all()


def in_force(session: Session, version: str) -> bool:
    """Whether this version of the playbook is the one that was loaded last."""
    of_newest = select(PlaybookEntry.id).where(
        col(PlaybookEntry.loading) == _newest(), col(PlaybookEntry.version) == version
    )
    return session.exec(of_newest.limit(1)).first() is not None


def retired(session: Session) -> Sequence[PlaybookEntry]:
    """The entries that the version loaded last no longer has."""
    return session.exec(select(PlaybookEntry).where(col(PlaybookEntry.loading) < _newest())).all()


def _newest() -> ScalarSelect[int]:
    return select(func.max(col(PlaybookEntry.loading))).scalar_subquery()


def keep_others_out(session: Session) -> None:
    """Until the transaction ends nobody else writes entries; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("LOCK TABLE playbook_entry IN SHARE ROW EXCLUSIVE MODE"))


def open_weeks(session: Session, assignment_ids: Collection[str], now: datetime) -> dict[str, int]:
    """How many weeks that aren't over hold each of these assignments, of members who haven't left."""
    query = (
        select(Week.assignment_id, func.count())
        .join(Member, col(Member.id) == Week.member_id)
        .where(col(Week.assignment_id).in_(assignment_ids), Week.ends_at > now, col(Member.left_at).is_(None))
        .group_by(col(Week.assignment_id))
    )
    return dict(session.exec(query).all())
