"""What somebody posted in channels, before everything else of them is erased."""

from contextlib import closing, suppress

from sqlalchemy.exc import DBAPIError

from bot.settings import Settings
from bot.store import shared_posts
from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.tables import Member


def count(settings: Settings, user_id: str, team_id: str | None) -> int:
    """Return how many posts of a person stand in channels, as far as the coach could take them down."""
    theirs = [Member.user_id == user_id, *([Member.team_id == team_id] if team_id else [])]
    known = suppress(DBAPIError, DatabaseError)
    with known, closing(Database(settings.database_url)) as database, database.read() as session:
        return len(shared_posts.standing(session, *theirs))
    return 0
