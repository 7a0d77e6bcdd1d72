"""What Slack said of people and channels, and when it is asked again."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.store.tables import Channel, Person

Row = TypeVar("Row", Person, Channel)


def note_person(session: Session, team_id: str, user_id: str) -> Person:
    """The person's row; a new one is due for a look-up at once."""
    return _noted(session, Person(team_id=team_id, user_id=user_id), (team_id, user_id))


def note_channel(session: Session, team_id: str, channel_id: str) -> Channel:
    """The channel's row; a new one is due for a look-up at once."""
    return _noted(session, Channel(team_id=team_id, channel_id=channel_id), (team_id, channel_id))


def due_people(session: Session, now: int, limit: int) -> Sequence[Person]:
    """People to ask Slack about, longest due first; `now` in milliseconds of real time."""
    query = select(Person).where(Person.refresh_at <= now).order_by(col(Person.refresh_at))
    return session.exec(query.limit(limit)).all()


def due_channels(session: Session, now: int, limit: int) -> Sequence[Channel]:
    query = select(Channel).where(Channel.refresh_at <= now).order_by(col(Channel.refresh_at))
    return session.exec(query.limit(limit)).all()


def _noted(session: Session, new: Row, key: tuple[str, str]) -> Row:
    """The row under this key, added unless it is there or another process adds it this very moment."""
    if known := session.get(type(new), key):
        return known
    with suppress(IntegrityError), session.begin_nested():
        session.add(new)
    return session.get_one(type(new), key)
