"""What Slack said of people and channels, and when it is asked again."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.store.tables import SlackChannel, SlackUser

Row = TypeVar("Row", SlackUser, SlackChannel)


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


def due_people(session: Session, now: int, limit: int) -> Sequence[SlackUser]:
    """People to ask Slack about, longest due first; `now` in milliseconds of real time."""
    query = select(SlackUser).where(SlackUser.refresh_at <= now).order_by(col(SlackUser.refresh_at))
    return session.exec(query.limit(limit)).all()


def due_channels(session: Session, now: int, limit: int) -> Sequence[SlackChannel]:
    query = select(SlackChannel).where(SlackChannel.refresh_at <= now).order_by(col(SlackChannel.refresh_at))
    return session.exec(query.limit(limit)).all()


def _noted(session: Session, new: Row, key: tuple[str, str]) -> Row:
    """The row under this key, added unless it is there or another process adds it this very moment."""
    if known := session.get(type(new), key):
        return known
    with suppress(IntegrityError), session.begin_nested():
        session.add(new)
    return session.get_one(type(new), key)
