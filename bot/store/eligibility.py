"""Which messages of the outbox may go out now, as conditions of a statement over `message`.

One that is blocked or throttled has to wait, one that is superseded is given up.

They are built once: building one takes several times as long as asking it.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    literal_column,
    or_,
)
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from bot.slack.methods import METHODS, OPEN, Method
from bot.store.message_states import PENDING, MessageState
from bot.store.real_time import REAL_NOW
from bot.store.tables import Message, SlackUser


def _literal(state: MessageState) -> Any:
    """Return the state written into the statement, as the partial indexes have it.

    A bound value would hide from the planner that an index fits.
    """
    return literal_column(f"'{state}'")


PLANNED, SENDING, UNVERIFIED = (_literal(state) for state in PENDING)
AWAITED: Any = literal_column("message.awaited")
"""As its partial index has it: of the column SQLite makes `awaited = 1`, and reads every message then."""
NOW: BindParameter[int] = bindparam("now", type_=BigInteger)
"""To be given to the statement: milliseconds of programme time."""
REAL: BindParameter[int] = bindparam("real", type_=BigInteger)
"""To be given to the statement: milliseconds of real time, as read with the queue. Asked for in the
statement, PostgreSQL would read all posts of a channel, since that time may change from one to the next."""
CHANNEL_MS: BindParameter[int] = bindparam("channel_ms", type_=BigInteger)
"""To be given to the statement: milliseconds between two posts in a channel."""
HELD = 300_000
"""Milliseconds of real time for which a post whose outcome is unknown holds back those behind it."""
HOME_HELD = 30_000
"""The same for Home. By then a call has ended or its process is dead; one that wakes up looks again first
(bot.delivery.preflight), so no old Home follows a newer one, and nobody looks at a blank one for a lease."""
FILE_HELD = 30_000
"""The same for files, and while they wait for a free thread: however slow Slack takes them, the answers and
nudges behind them in the same direct messages aren't late for it."""


def _blocked() -> ColumnElement[bool]:
    """The message isn't to go yet.

    What it changes isn't sent yet, or an earlier one to the same place is on its way: being sent, or (since
    texts and files stay in their order) due or, if it is a text, to be tried again.
    """
    target, change = aliased(Message), aliased(Message)
    unsent = exists().where(
        col(target.id) == Message.target_id,
        col(target.id) < Message.id,  # as always; without it, PostgreSQL may go through the whole table
        col(target.state).in_([PLANNED, SENDING, UNVERIFIED]),
    )
    beside = case(
        (col(Message.method) == Method.POST, Method.FILE), (col(Message.method) == Method.FILE, Method.POST)
    )
    change_first = exists().where(
        col(change.target_id) == Message.target_id,
        col(change.id) < Message.id,
        col(change.state).in_([SENDING, UNVERIFIED]),
    )
    return or_(unsent, _earlier(col(Message.method)), _earlier(beside), change_first)


def _earlier(method: Any) -> ColumnElement[bool]:
    """A message with this method to the same place is on its way; asked for each apart, an index has it."""
    before = aliased(Message)
    held = case(
        (col(before.method) == Method.HOME, HOME_HELD),
        (col(before.method) == Method.FILE, FILE_HELD),
        else_=HELD,
    )
    in_flight = and_(col(before.state).in_([SENDING, UNVERIFIED]), col(before.sending_at) > REAL_NOW - held)
    due = col(before.run_at) <= NOW
    post = and_(col(before.method) == Method.POST, or_(due, col(before.attempts) > 0))
    file = and_(col(before.method) == Method.FILE, due, col(before.run_at) > NOW - FILE_HELD)
    first = and_(col(before.state) == PLANNED, or_(post, file))
    return exists().where(
        *_same_place(before),
        col(before.method) == method,
        col(before.id) < Message.id,
        col(before.state).in_([PLANNED, SENDING, UNVERIFIED]),  # as the partial index has it
        or_(in_flight, first),
    )


def _throttled() -> ColumnElement[bool]:
    """Another post went to the same channel less than CHANNEL_MS of real time ago."""
    other, person = aliased(Message), aliased(SlackUser)
    direct = (
        select(col(person.dm_channel))
        .where(col(person.team_id) == Message.team_id, col(person.user_id) == Message.channel)
        .correlate(Message)
        .scalar_subquery()
    )
    return and_(
        col(Message.method) == Method.POST,
        exists().where(
            col(other.team_id) == Message.team_id,
            col(other.channel).in_([Message.channel, direct]),
            col(other.method) == Method.POST,
            # One from later than now is from before a clock was set back.
            col(other.sending_at).between(REAL - CHANNEL_MS, REAL + CHANNEL_MS),
        ),
    )


def _superseded() -> ColumnElement[bool]:
    """The message shows a state that a later one, not given up, replaces: only the newest counts."""
    home, change = aliased(Message), aliased(Message)
    newer_home = exists().where(
        col(Message.method) == Method.HOME,
        col(home.method) == Message.method,
        *_same_place(home),
        col(home.id) > Message.id,
        col(home.state) != MessageState.DEAD,
    )
    newer_change = exists().where(
        col(Message.method) == Method.UPDATE,
        col(change.method) == Method.UPDATE,
        col(change.target_id) == Message.target_id,
        col(change.id) > Message.id,
        col(change.state) != MessageState.DEAD,
    )
    return or_(newer_home, newer_change)


def _same_place(other: Any) -> list[Any]:
    """Messages to the same channel, or pictures of the same Home, that change no other message."""
    return [
        col(other.team_id) == Message.team_id,
        col(other.channel) == Message.channel,
        col(other.target_id).is_(None),
        col(Message.target_id).is_(None),
    ]


def _slack_method() -> ColumnElement[str]:
    """Slack's method that the message needs; of the two for a person's first post, the one with a tier."""
    unopened = and_(
        or_(col(Message.channel).startswith("U"), col(Message.channel).startswith("W")),
        col(SlackUser.dm_channel).is_(None),
    )
    calls = [(col(Message.method) == method, row.name) for method, row in METHODS.items()]
    return case((and_(col(Message.method) == Method.POST, unopened), OPEN), *calls)


SLACK_METHOD = _slack_method()
"""For a statement that joins the person a message goes to."""
BLOCKED, THROTTLED, SUPERSEDED = _blocked(), _throttled(), _superseded()
