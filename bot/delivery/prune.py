"""Letting go of what is old, so that a database grows with its members and not with its past.

Messages are gone through once, by their ids, eight weeks after they were queued; how far that is, is kept.
So an hour's work is what has become old in that hour, however much is kept for good.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import takewhile

import structlog
from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, select, update

from bot.domain.messages import Kind
from bot.slack.methods import Method
from bot.store import directory, files
from bot.store.database import LONG_LOCK_TIMEOUT, Database
from bot.store.message_states import PENDING, MessageState
from bot.store.real_time import REAL_NOW, milliseconds
from bot.store.tables import (
    Draft,
    Installation,
    Member,
    Message,
    ProcessedDelivery,
    SlackChannel,
    SlackUser,
    Win,
)

MESSAGES, DELIVERIES, DRAFTS = timedelta(weeks=8), timedelta(days=7), timedelta(weeks=8)
"""How long they are kept, in real time. Slack brings a delivery again for about an hour:
https://docs.slack.dev/apis/events-api#error-handling."""
BATCH = 500
ASKED_AN_HOUR_AGO = timedelta(hours=23)
"""People are asked about again a day after they were: by now nobody is joining in a form that is open."""

log = structlog.get_logger()


def prune(database: Database, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Delete what is old and nothing needs any more, in short transactions. Returns how many rows went.

    Safe beside other replicas.
    """
    gone = 0
    for step in (_messages, _deliveries, _people, _channels, _drafts, _files):
        more = True
        while more and not stopping():
            with database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
                count, more = step(session)
            gone += count
    database.checkpoint()
    if gone:
        log.info("pruned what is old", action="delivery.pruned", rows=gone)
    return gone


def _messages(session: Session) -> tuple[int, bool]:
    """Go through the next batch; how many went, and whether there may be more to go through."""
    place = session.exec(select(Installation).with_for_update(skip_locked=True)).one_or_none()
    if place is None:
        return 0, False  # another replica is at it
    age = select(Message.id, REAL_NOW - col(Message.created_at)).where(col(Message.id) > place.pruned_to)
    batch = session.exec(age.order_by(col(Message.id)).limit(BATCH)).all()
    old = [message_id for message_id, _ in takewhile(lambda each: each[1] > milliseconds(MESSAGES), batch)]
    if not old:
        return 0, False
    reached = and_(col(Message.id) > place.pruned_to, col(Message.id) <= old[-1])
    over = and_(reached, col(Message.state).in_([MessageState.SENT, MessageState.DEAD]))
    gone = session.exec(delete(Message).where(over, ~_needed()))
    # What is kept for changes to come needs its place in Slack, and no longer what it said.
    session.exec(
        update(Message).where(reached, col(Message.state) == MessageState.SENT).values(text="", blocks=[])
    )
    place.pruned_to = old[-1]
    return gone.rowcount, len(old) == BATCH


def _needed() -> ColumnElement[bool]:
    """It shows a week or a win, which may change as long as its member is here, or a change of it waits."""
    change = aliased(Message)
    sent_post = and_(col(Message.method) == Method.POST, col(Message.state) == MessageState.SENT)
    week = and_(sent_post, col(Message.week_id).is_not(None))
    # The message itself is the memory that an operator was greeted (bot.operate.greeting).
    greeting = and_(sent_post, col(Message.kind) == Kind.OPERATOR_HELLO)
    win = exists().where(
        col(Win.member_id) == Message.member_id,
        or_(col(Win.offer_id) == Message.id, col(Win.post_id) == Message.id),
    )
    waiting = exists().where(col(change.target_id) == Message.id, col(change.state).in_(PENDING))
    return or_(week, win, greeting, waiting)


def _deliveries(session: Session) -> tuple[int, bool]:
    old = select(ProcessedDelivery.delivery_id).where(
        col(ProcessedDelivery.processed_at) < REAL_NOW - milliseconds(DELIVERIES)
    )
    batch = old.order_by(col(ProcessedDelivery.processed_at)).limit(BATCH)
    gone = session.exec(
        delete(ProcessedDelivery).where(col(ProcessedDelivery.delivery_id).in_(batch))
    ).rowcount
    return gone, gone == BATCH


def _people(session: Session) -> tuple[int, bool]:
    """What Slack said of people who are neither members nor operators: they only looked."""
    person, place = col(SlackUser.user_id), col(SlackUser.team_id)
    member = exists().where(col(Member.team_id) == place, col(Member.user_id) == person)
    greeted = exists().where(
        col(Message.team_id) == place,
        col(Message.kind) == Kind.OPERATOR_HELLO,
        or_(col(Message.channel) == person, col(Message.channel) == col(SlackUser.dm_channel)),
    )
    looked = col(SlackUser.refresh_at) < REAL_NOW + milliseconds(ASKED_AN_HOUR_AGO)
    return session.exec(delete(SlackUser).where(looked, ~member, ~greeted)).rowcount, False


def _channels(session: Session) -> tuple[int, bool]:
    """What Slack said of private channels that nobody uses (any more)."""
    looked = col(SlackChannel.refresh_at) < REAL_NOW + milliseconds(ASKED_AN_HOUR_AGO)
    return directory.forget_channels(session, looked), False


def _drafts(session: Session) -> tuple[int, bool]:
    old = select(Draft.id).where(col(Draft.typed_at) < REAL_NOW - milliseconds(DRAFTS))
    batch = old.order_by(col(Draft.typed_at)).limit(BATCH)
    gone = session.exec(delete(Draft).where(col(Draft.id).in_(batch))).rowcount
    return gone, gone == BATCH


def _files(session: Session) -> tuple[int, bool]:
    gone = files.prune(session, BATCH)
    return gone, gone == BATCH
