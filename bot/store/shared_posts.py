"""What a member posted in channels, before everything else of theirs is erased."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot.domain.progress import Sharing
from bot.slack.methods import Method
from bot.store import outbox
from bot.store.tables import Member, Message, Win


def take_down(session: Session, member_id: int, now: datetime) -> None:
    """Queue the deletion of a member's posts, in rows that outlast the member and say nothing of them."""
    for post in standing(session, Member.id == member_id):
        outbox.take_down(session, post, now)
        session.flush()
        deletions = select(Message).where(Message.target_id == post.id, Message.method == Method.DELETE)
        for row in [post, *session.exec(deletions)]:
            row.member_id, row.key, row.awaited = None, f"{row.team_id}:erased:{uuid4()}", False
            row.text, row.blocks = "", []
    session.flush()


def standing(session: Session, *whose: ColumnElement[bool] | bool) -> Sequence[Message]:
    """Return the posts that stand in channels, as far as the coach can take them down."""
    sent = (
        select(Message)
        .join(Win, col(Win.post_id) == Message.id)
        .join(Member, col(Win.member_id) == Member.id)
    )
    return session.exec(sent.where(*whose, Win.state == Sharing.POSTED, col(Message.ts).is_not(None))).all()
