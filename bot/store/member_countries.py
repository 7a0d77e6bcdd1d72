"""The countries and regions whose holidays hold for members."""

from sqlmodel import Session, col, select

from bot.domain.member import place_of
from bot.store.tables import Member


def places_of_members(session: Session) -> set[str]:
    """Return the places of those who haven't left, by their answers and their zones; one query."""
    found = session.exec(select(Member.country, Member.zone).where(col(Member.left_at).is_(None)).distinct())
    return {place for answer, zone in found if (place := place_of(answer, zone))}
