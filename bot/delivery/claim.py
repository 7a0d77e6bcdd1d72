"""Claiming: from planned to sending, through the queue of a workspace, committed before any call to Slack.

The order of locks is queue, then message. On PostgreSQL messages are taken with SKIP LOCKED, and so are
queues unless one message is asked for by its id: a claimer leaves what is locked to whoever has it, so no two
claim the same, and none that holds a queue waits. SQLite has one writer, whose transaction is the lock.

The commit is the point of no return: a process that dies after it has left a row in `sending`, and nobody
knows whether its call was made. So it isn't planned again but verified (bot.delivery.reconcile).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, case, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from bot.clock import Clock, since_boot
from bot.delivery import telemetry
from bot.delivery.preflight import Preflight
from bot.delivery.rate_budget import RateBudget
from bot.delivery.timing import Timing
from bot.slack.calls import Target
from bot.slack.methods import METHODS, Method
from bot.slack.pacing import SendPace
from bot.store import eligibility, files
from bot.store.database import LONG_LOCK_TIMEOUT, Database
from bot.store.message_states import EndReason, MessageState
from bot.store.outbox import millis
from bot.store.real_time import REAL_NOW, milliseconds
from bot.store.tables import Message, SlackUser, WorkspaceQueue

UPLOAD = METHODS[Method.FILE].name
_ITS_TEAM = select(col(Message.team_id)).where(col(Message.id) == bindparam("message")).scalar_subquery()
_OPEN = select(WorkspaceQueue, REAL_NOW).where(col(WorkspaceQueue.open_at) <= REAL_NOW)
_QUEUES = (
    _OPEN.where(col(WorkspaceQueue.due_at) <= eligibility.NOW)
    .order_by(col(WorkspaceQueue.open_at))
    .limit(bindparam("limit"))
    .with_for_update(of=WorkspaceQueue, skip_locked=True)
)
_ITS_QUEUE = _OPEN.where(col(WorkspaceQueue.team_id) == _ITS_TEAM).with_for_update(of=WorkspaceQueue)
_TARGET = aliased(Message)
_TO = and_(col(SlackUser.team_id) == Message.team_id, col(SlackUser.user_id) == Message.channel)
_Ready = tuple[Message, str | None, str, str | None, str | None, str | None]
"""A message, why it ends unsent, Slack's method, channel and ts of what it changes, the person's channel."""
_READY: Select[*_Ready] = (
    select(
        Message,
        case(
            (col(Message.called_off), EndReason.CALLED_OFF),
            (col(Message.expires_at) <= eligibility.NOW, EndReason.EXPIRED),
            (eligibility.SUPERSEDED, EndReason.SUPERSEDED),
        ),
        eligibility.SLACK_METHOD,
        col(_TARGET.channel),
        col(_TARGET.ts),
        col(SlackUser.dm_channel),
    )
    .outerjoin(_TARGET, col(_TARGET.id) == Message.target_id)
    .outerjoin(SlackUser, _TO)
    .where(
        col(Message.team_id) == bindparam("team"),
        col(Message.state) == eligibility.PLANNED,
        # The sum keeps SQLite from finding by time, and then sorting, all that is due in a large workspace.
        col(Message.run_at) + 0 <= eligibility.NOW,
        eligibility.SLACK_METHOD.not_in(bindparam("exhausted", expanding=True)),
        ~eligibility.BLOCKED,
        ~eligibility.THROTTLED,
    )
    .order_by(col(Message.priority), col(Message.run_at), col(Message.id))
    .limit(bindparam("limit"))
    .with_for_update(of=Message, skip_locked=True)
)
_READY_ONE = _READY.where(col(Message.id) == bindparam("message"))

_MIN = select(func.min(Message.run_at)).where(
    col(Message.team_id) == WorkspaceQueue.team_id, col(Message.state) == eligibility.PLANNED
)
_FIRST = select(col(WorkspaceQueue.team_id), _MIN.scalar_subquery()).where(
    col(WorkspaceQueue.team_id).in_(bindparam("teams", expanding=True))
)
"""One access to the index for each queue; grouped, all that is planned would be gone through."""

_MESSAGE = SQLModel.metadata.tables["message"]
_MARK = (
    update(_MESSAGE)
    .where(_MESSAGE.c.id.in_(bindparam("ids", expanding=True)), _MESSAGE.c.state == eligibility.PLANNED)
    .values(
        state=MessageState.SENDING,
        owner=bindparam("by"),
        sending_at=REAL_NOW,
        verify_at=REAL_NOW + bindparam("verify_after", type_=BigInteger),
        verifications=0,
        verify_cursor=None,
        verify_pauses=0,
        attempts=_MESSAGE.c.attempts + 1,
    )
    .returning(_MESSAGE.c.id, _MESSAGE.c.sending_at, _MESSAGE.c.attempts)
)


@dataclass(frozen=True)
class Claim:
    """A message that only its owner may send, what was known of it, and since when (bot.clock.since_boot)."""

    message: Message
    preflight: Preflight
    since: float

    @property
    def shares_files(self) -> bool:
        return self.message.method == Method.FILE


class Claiming:
    """Takes messages for one owner; safe beside any number of others on the same database."""

    def __init__(self, database: Database, clock: Clock, owner: str, pace: SendPace, timing: Timing) -> None:
        self._database, self._clock, self._owner = database, clock, owner
        self._pace, self._timing = pace, timing

    def claim(self, limit: int, uploads: int | None = None) -> list[Claim]:
        """Claim up to `limit` messages that may go now, from the workspaces that have waited longest.

        At most `uploads` of them, if that is said, share files.
        """
        return self._claim(_QUEUES, limit, uploads=limit if uploads is None else uploads)

    def claim_one(self, message_id: int) -> list[Claim]:
        """Claim this message, if it may go now."""
        return self._claim(_ITS_QUEUE, 1, message_id, uploads=1)

    def _claim(
        self, queues: Select[WorkspaceQueue, int], limit: int, message_id: int | None = None, *, uploads: int
    ) -> list[Claim]:
        asked = {"now": millis(self._clock.now()), "message": message_id, "channel_ms": self._pace.channel}
        since = since_boot()
        taken: list[Claim] = []
        room = _Room(uploads)
        visited: set[str] = set()
        more = True
        # Again, if what has ended made room, or if others wait behind queues that had nothing to give.
        while not taken and more:
            ended = 0
            with self._database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
                open_queues = session.execute(queues, {**asked, "limit": limit}).all()
                claimed_in = []
                for queue, real in open_queues:
                    if len(taken) == limit:
                        break
                    claimed_in.append(queue)
                    budget = RateBudget(queue, self._pace, real)
                    most = min(budget.messages, limit - len(taken))
                    exhausted = budget.exhausted + room.exhausted
                    which = {**asked, "real": real, "limit": most, "exhausted": exhausted}
                    ready = _ready(session, queue, which)
                    ended += _end(session, ready)
                    taken += [
                        Claim(message, Preflight(Target(channel, ts), direct, queue.interval_ms), since)
                        for message, reason, method, channel, ts, direct in ready
                        if not reason and room.take(method) and budget.take(method)
                    ]
                    budget.write_back()
                self._mark(session, [claim.message for claim in taken])
                _note_next(session, claimed_in)
            teams = {queue.team_id for queue in claimed_in}
            more = ended > 0 or (message_id is None and not teams <= visited)
            visited |= teams
        return taken

    def _mark(self, session: Session, taken: Sequence[Message]) -> None:
        """Write down that a call is going to be made; from the commit on its outcome may be unknown.

        `verify_at` counts from here, by the database's clock: the one clock that all replicas share.
        """
        if not taken:
            return
        verify_after = milliseconds(self._timing.lease + self._timing.grace)
        values = {"ids": [m.id for m in taken], "by": self._owner, "verify_after": verify_after}
        marked = session.connection().execute(_MARK, values).all()
        assert len(marked) == len(taken), "a message was taken from under its lock"
        found = {message.id: message for message in taken}
        for message_id, sending_at, attempts in marked:
            message = found[message_id]
            message.state, message.owner = MessageState.SENDING, self._owner
            message.sending_at, message.attempts = sending_at, attempts


class _Room:
    """How many messages with files may be sent now, so that a slow upload leaves room for the others."""

    def __init__(self, uploads: int) -> None:
        self._uploads = uploads

    @property
    def exhausted(self) -> list[str]:
        return [] if self._uploads > 0 else [UPLOAD]

    def take(self, method: str) -> bool:
        if method == UPLOAD:
            self._uploads -= 1
            return self._uploads >= 0
        return True


def _ready(session: Session, queue: WorkspaceQueue, asked: dict[str, Any]) -> Sequence[_Ready]:
    """Return the eligible messages, also those that end unsent; the queue's row is locked."""
    which = {"team": queue.team_id, **asked}
    found = session.execute(_READY if asked["message"] is None else _READY_ONE, which).all()
    for message, *_ in found:
        session.expunge(message)  # it outlives the transaction, and is changed by statements only
    return found


def _note_next(session: Session, queues: Sequence[WorkspaceQueue]) -> None:
    """Write into the queues when the next message is planned in each.

    They are locked since before their messages were read, so a message that is planned meanwhile writes its
    time after this commit, and isn't forgotten (bot.store.workspace_queue writes at the end as well).
    """
    teams = [queue.team_id for queue in queues]
    due: dict[str, int | None] = dict(session.execute(_FIRST, {"teams": teams}).all())
    for queue in queues:
        queue.due_at = due[queue.team_id]


def _end(session: Session, ready: Iterable[_Ready]) -> int:
    """End what makes no sense any more; return how many that were."""
    hopeless = [(message, reason) for message, reason, *_ in ready if reason]
    for message, reason in hopeless:
        telemetry.ended(message, reason)
        files.let_go(session, message)
        session.execute(
            update(Message)
            .where(col(Message.id) == message.id, col(Message.state) == eligibility.PLANNED)
            .values(state=MessageState.DEAD, end_reason=reason)
        )
    return len(hopeless)
