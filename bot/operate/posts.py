"""What somebody posted in channels, before everything else of them is erased."""

from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from bot.domain.progress import Sharing
from bot.settings import Settings
from bot.slack.methods import Method
from bot.store import outbox
from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.tables import Member, Message, Win


def count(settings: Settings, user_id: str, team_id: str | None) -> int:
    """Return how many posts of a person stand in channels, as far as the coach could take them down."""
    theirs = [Member.user_id == user_id, *([Member.team_id == team_id] if team_id else [])]
    known = suppress(DBAPIError, DatabaseError)
    with known, closing(Database(settings.database_url)) as database, database.read() as session:
        return len(_standing(session, *theirs))
    return 0


def take_down(session: Session, member_id: int, now: datetime) -> None:
    """Queue the deletion of a member's posts, in rows that outlast the member and say nothing of them."""
    for post in _standing(session, Member.id == member_id):
        outbox.take_down(session, post, now)
        session.flush()
        deletions = select(Message).where(Message.target_id == post.id, Message.method == Method.DELETE)
        for row in [post, *session.exec(deletions)]:
            row.member_id, row.key, row.awaited = None, f"{row.team_id}:erased:{uuid4()}", False
            row.text, row.blocks = "", []
    session.flush()


def _standing(session: Session, *whose: ColumnElement[bool] | bool) -> Sequence[Message]:
    sent = (
        select(Message)
        .join(Win, col(Win.post_id) == Message.id)
        .join(Member, col(Win.member_id) == Member.id)
    )
    return session.exec(sent.where(*whose, Win.state == Sharing.POSTED, col(Message.ts).is_not(None))).all()
