"""Messages that belong to a member, as use cases look for them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, or_, select

from bot.domain import lateness
from bot.domain.messages import KINDS, Kind, WhenLate
from bot.slack.methods import Method
from bot.store import eligibility, outbox
from bot.store.message_states import PENDING, MessageState
from bot.store.tables import Member, Message, WorkspaceQueue

SHOW_WEEK = [kind for kind, rules in KINDS.items() if rules.shows_week]
"""What is drawn anew whenever its week changes."""
BY_DAY = [kind for kind, rules in KINDS.items() if rules.when_late is WhenLate.BY_DAY]


_OF_WEEK = select(Message).where(
    Message.week_id == bindparam("week"),
    Message.method == Method.POST,
    Message.state != MessageState.DEAD,
    col(Message.kind).in_(bindparam("kinds", expanding=True)),
)


def of_week(session: Session, week_id: int, kinds: Sequence[Kind] = SHOW_WEEK) -> list[Message]:
    """The messages of these kinds that belong to this week, except those given up."""
    return list(session.exec(_OF_WEEK, params={"week": week_id, "kinds": kinds}))


def unsent(session: Session, member_id: int) -> list[Message]:
    """What is on its way to a member, as far as it may still be called off."""
    query = select(Message).where(Message.member_id == member_id, col(Message.state).in_(PENDING))
    return list(session.exec(query))


def with_key(session: Session, key: str) -> Message | None:
    return session.exec(select(Message).where(Message.key == key)).one_or_none()


def with_id(session: Session, message_id: int | None) -> Message | None:
    return None if message_id is None else session.get(Message, message_id)


def replies(session: Session, team_id: str, channel: str, key: str, since: int) -> set[str]:
    """The keys of the answers in a channel that are younger than `since` (real time), or have this key."""
    query = select(Message.key).where(
        Message.team_id == team_id,
        Message.kind == Kind.REPLY,
        Message.channel == channel,
        or_(col(Message.key) == key, col(Message.created_at) > since),
    )
    return set(session.exec(query))


def refused(session: Session, team_id: str, user_id: str, error: str, now: int) -> list[Message]:
    """A member's posts that Slack refused for this reason, oldest first, without what is too late by now."""
    query = select(Message).join(Member, col(Message.member_id) == Member.id)
    return list(
        session.exec(
            query.where(
                Member.team_id == team_id,
                Member.user_id == user_id,
                col(Member.left_at).is_(None),
                Message.method == Method.POST,
                Message.state == MessageState.DEAD,
                Message.error == error,
                or_(col(Message.expires_at).is_(None), col(Message.expires_at) > now),
            ).order_by(col(Message.id))
        )
    )


def settled(session: Session) -> Sequence[int]:
    """Ids of the messages whose outcome is known, and awaited by a use case."""
    return session.exec(
        select(Message.id).where(
            eligibility.AWAITED, col(Message.state).in_([MessageState.SENT, MessageState.DEAD])
        )
    ).all()


def locked(session: Session, message_id: int | None) -> Message | None:
    return session.get(Message, message_id, with_for_update=True)


def overdue(session: Session, now: datetime, limit: int) -> list[Message]:
    """Nudges that should have been out for an hour and aren't, the oldest first; locked."""
    since = outbox.millis(now - lateness.LATE)
    # Mostly there is none: a beat then costs nothing.
    behind = select(WorkspaceQueue.team_id).where(col(WorkspaceQueue.due_at) < since)
    late = select(Message).where(
        col(Message.team_id).in_(behind),
        Message.state == MessageState.PLANNED,
        Message.run_at < since,
        Message.method == Method.POST,
        col(Message.kind).in_(BY_DAY),
        col(Message.expires_at) > outbox.millis(now),
    )
    return list(
        session.exec(late.order_by(col(Message.run_at)).limit(limit).with_for_update(skip_locked=True))
    )
