"""The countries whose holidays hold for members."""

from sqlmodel import Session, col, select

from bot.domain.member import country_of
from bot.store.tables import Member


def countries_of_members(session: Session) -> set[str]:
    """Return the countries of those who haven't left, by their answers and their zones; one query."""
    found = session.exec(select(Member.country, Member.zone).where(col(Member.left_at).is_(None)).distinct())
    return {country for answer, zone in found if (country := country_of(answer, zone))}
