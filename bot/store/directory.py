"""What Slack said of people and channels, and when it is asked again."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ColumnElement, exists, literal, or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from bot.domain.progress import MAY_BE_POSTED
from bot.store.real_time import REAL_NOW
from bot.store.tables import Member, SlackChannel, SlackUser, Win

Row = TypeVar("Row", SlackUser, SlackChannel)
Table = type[SlackUser] | type[SlackChannel]


def note_person(session: Session, team_id: str, user_id: str, enterprise_id: str | None = None) -> SlackUser:
    """Return the person's row; a new one is due for a look-up at once."""
    new = SlackUser(team_id=team_id, enterprise_id=enterprise_id, user_id=user_id)
    return _noted(session, new, (team_id, user_id))


def note_channel(
    session: Session, team_id: str, channel_id: str, enterprise_id: str | None = None
) -> SlackChannel:
    """Return the channel's row; a new one is due for a look-up at once."""
    new = SlackChannel(team_id=team_id, enterprise_id=enterprise_id, channel_id=channel_id)
    return _noted(session, new, (team_id, channel_id))


def watchers(session: Session, team_id: str, channel_id: str) -> Sequence[str]:
    """Return the people whose wins may go to a channel: by their settings, or one that isn't posted yet."""
    offered = exists().where(
        col(Win.member_id) == col(Member.id),
        col(Win.channel_id) == channel_id,
        col(Win.state).in_(MAY_BE_POSTED),
    )
    theirs = or_(col(Member.wins_channel) == channel_id, offered)
    return session.exec(select(Member.user_id).where(Member.team_id == team_id, theirs)).all()


def forget_channels(session: Session, *conditions: ColumnElement[bool]) -> int:
    """Delete what Slack said of private channels to which no member's wins go or went; return how many.

    A public channel's name is no secret, and the join form's preset is quicker for it.
    """
    here, channel = col(SlackChannel.team_id), col(SlackChannel.channel_id)
    chosen = exists().where(col(Member.team_id) == here, col(Member.wins_channel) == channel)
    win = exists().where(
        col(Win.channel_id) == channel, col(Win.member_id) == Member.id, col(Member.team_id) == here
    )
    private = col(SlackChannel.private).is_(True)
    return session.exec(delete(SlackChannel).where(private, ~chosen, ~win, *conditions)).rowcount


def has_due(session: Session, team_id: str, table: Table) -> bool:
    """Return whether there is anybody, or any channel, to ask Slack about now."""
    due = select(table.team_id).where(table.team_id == team_id, col(table.refresh_at) <= REAL_NOW)
    return session.exec(due.limit(1)).first() is not None


def claim_due(
    session: Session, team_id: str, table: Table, most: int, held: int
) -> list[SlackUser | SlackChannel]:
    """Return the rows to ask Slack about, longest due first; nobody else is given them for `held`
    milliseconds, in which whoever has asked writes when to ask again."""
    query = select(table).where(table.team_id == team_id, col(table.refresh_at) <= REAL_NOW)
    first = query.order_by(col(table.refresh_at)).limit(most)
    claimed: list[Any] = list(session.exec(first.with_for_update(skip_locked=True)).all())
    for row in claimed:
        ask_again(row, held)
    return claimed


def ask_again(row: SlackUser | SlackChannel, milliseconds: int) -> None:
    """Have Slack asked about it again in so long, in real time."""
    again: Any = REAL_NOW + literal(milliseconds, BigInteger)
    row.refresh_at = again


def _noted(session: Session, new: Row, key: tuple[str, str]) -> Row:
    """The row under this key, added unless it is there or another process adds it this very moment."""
    if known := session.get(type(new), key):
        return known
    with suppress(IntegrityError), session.begin_nested():
        session.add(new)
    return session.get_one(type(new), key)
