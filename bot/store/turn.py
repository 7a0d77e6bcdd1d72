"""Whose turn it is in the outbox, as conditions of a statement over `message`."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal_column, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.store.tables import Message

PLANNED: Any = literal_column("'planned'")
"""Written into the statement as the partial indexes have it; a bound value would hide that one fits."""
SENDING: Any = literal_column("'sending'")


def waits(now: int) -> ColumnElement[bool]:
    """The message isn't to go yet; `now` in milliseconds of programme time.

    What it changes isn't sent yet, or an earlier one to the same place is on its way: being sent, or (since
    posts stay in their order) due or to be tried again.
    """
    target, before, change = aliased(Message), aliased(Message), aliased(Message)
    unsent = exists().where(col(target.id) == Message.target_id, col(target.state).in_([PLANNED, SENDING]))
    first = and_(
        col(before.method) == "post",
        col(before.state) == PLANNED,
        or_(col(before.run_at) <= now, col(before.attempts) > 0),
    )
    posts_first = exists().where(
        *_same_place(before), col(before.id) < Message.id, or_(col(before.state) == SENDING, first)
    )
    change_first = exists().where(
        col(change.target_id) == Message.target_id,
        col(change.id) < Message.id,
        col(change.state) == SENDING,
    )
    return or_(unsent, posts_first, change_first)


def overtaken() -> ColumnElement[bool]:
    """The message shows a state that a later one, not given up, replaces: only the newest counts."""
    home, change = aliased(Message), aliased(Message)
    newer_home = exists().where(
        col(Message.method) == "home",
        *_same_place(home),
        col(home.id) > Message.id,
        col(home.state) != "dead",
    )
    newer_change = exists().where(
        col(Message.method) == "update",
        col(change.method) == "update",
        col(change.target_id) == Message.target_id,
        col(change.id) > Message.id,
        col(change.state) != "dead",
    )
    return or_(newer_home, newer_change)


def _same_place(other: Any) -> list[Any]:
    """Posts to the same channel, or pictures of the same Home."""
    return [
        col(other.team_id) == Message.team_id,
        col(other.channel) == Message.channel,
        col(other.method) == Message.method,
        col(other.target_id).is_(None),
        col(Message.target_id).is_(None),
    ]
