"""Delivery: claims a message that is due, tells Slack, and records what came of it.

Every step is one guarded UPDATE and a look at the count; `sending` is committed before the call, so that
a crash can lose an answer but never send twice (docs/architecture.md).
"""

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import structlog
from slack_sdk import WebClient
from sqlalchemy import and_, case
from sqlmodel import col, select, update

from bot.clock import Clock
from bot.delivery import slack
from bot.delivery.outcome import Outcome, Verdict
from bot.delivery.remedies import REMEDIES
from bot.store import directory, turn
from bot.store.database import LONG_PATIENCE, Database
from bot.store.outbox import millis
from bot.store.tables import Message, Person

LEASE = timedelta(seconds=120)
"""Real time: longer than any call may take, so that what is older was left by a crash."""
ATTEMPTS = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)
BATCH = 50
REPEATABLE = ("update", "delete", "home")
"""Doing these twice is the same as doing them once, so after a crash they are simply done again."""

log = structlog.get_logger()


class Delivery:
    """Sends what the outbox holds. `client_for` gives the client of a workspace, built without retries."""

    def __init__(self, database: Database, clock: Clock, client_for: Callable[[str], WebClient]) -> None:
        self._database, self._clock, self._client_for = database, clock, client_for
        self._owner = str(uuid4())
        self._unrecorded: deque[tuple[Message, Outcome]] = deque()
        self._cried: set[tuple[str, str]] = set()

    def deliver_due(self, *, stopping: Callable[[], bool] = lambda: False) -> int:
        """Deliver what is due now, in order, until `stopping` says so. Returns how many were tried."""
        self._record_late()
        tried = 0
        while ids := self._due():
            for message_id in ids:
                if stopping():
                    return tried
                self.deliver(message_id)
                tried += 1
        return tried

    def deliver(self, message_id: int) -> None:
        """Deliver one message if it is due, it is its turn, and nobody else has it.

        Safe to call again, from any thread or process: each message goes out once.
        """
        message = self._claim(message_id)
        if message is None:
            return
        target, direct = self._look_up(message)
        outcome = slack.tell(self._client_for(message.team_id), message, target, direct)
        self._unrecorded.append((message, outcome))
        self._record_late()

    def sweep(self, *, lease: timedelta = LEASE) -> int:
        """Settle what a crash left in `sending`, `lease` of real time ago.

        Whether Slack got a post is unknown, so it is dead and never sent again. Returns how many there were.
        """
        over = _real_now() - int(lease.total_seconds() * 1000)
        again = and_(col(Message.method).in_(REPEATABLE), col(Message.attempts) < ATTEMPTS)
        with self._database.write(patience=LONG_PATIENCE) as session:
            left = session.exec(
                update(Message)
                .where(col(Message.state) == turn.SENDING, col(Message.sending_at) <= over)
                .values(state=case((again, "planned"), else_="dead"), error="unknown")
            )
        if left.rowcount:
            log.warning(
                "sending was interrupted, outcome unknown", action="delivery.swept", messages=left.rowcount
            )
        return left.rowcount

    def _due(self) -> list[int]:
        now = millis(self._clock.now())
        due = select(Message.id).where(Message.state == turn.PLANNED, Message.run_at <= now, ~turn.waits(now))
        with self._database.read() as session:
            return list(
                session.exec(
                    due.order_by(col(Message.priority), col(Message.run_at), col(Message.id)).limit(BATCH)
                )
            )

    def _claim(self, message_id: int) -> Message | None:
        now = millis(self._clock.now())
        planned = and_(col(Message.id) == message_id, col(Message.state) == turn.PLANNED)
        expired = col(Message.expires_at) <= now
        with self._database.write(patience=LONG_PATIENCE) as session:
            session.exec(
                update(Message)
                .where(planned, expired | turn.overtaken())
                .values(state="dead", error=case((expired, "expired"), else_="superseded"))
            )
            claimed = session.exec(
                update(Message)
                .where(planned, col(Message.run_at) <= now, ~turn.waits(now))
                .values(
                    state="sending",
                    owner=self._owner,
                    sending_at=_real_now(),
                    attempts=Message.attempts + 1,
                )
            )
            return session.get(Message, message_id) if claimed.rowcount else None

    def _look_up(self, message: Message) -> tuple[Message | None, str | None]:
        """The message that this one is about, and the direct message channel if it goes to a person."""
        with self._database.read() as session:
            target = session.get(Message, message.target_id) if message.target_id else None
            person = session.get(Person, (message.team_id, message.channel))
            return target, person.dm_channel if person else None

    def _record_late(self) -> None:
        """Record outcomes; one that finds no database is kept until there is one again."""
        with suppress(IndexError):
            while True:
                known = self._unrecorded.popleft()
                try:
                    self._record(*known)
                except Exception:
                    self._unrecorded.appendleft(known)
                    raise

    def _record(self, message: Message, outcome: Outcome) -> None:
        values = self._values(message, outcome)
        with self._database.write(patience=LONG_PATIENCE) as session:
            mine = session.exec(
                update(Message)
                .where(
                    col(Message.id) == message.id,
                    col(Message.owner) == self._owner,
                    col(Message.state) == "sending",
                )
                .values(**values)
            )
            if outcome.channel and outcome.channel != message.channel:
                directory.note_person(session, message.team_id, message.channel).dm_channel = outcome.channel
        level = "info" if values["state"] == "sent" else "warning"
        getattr(log, level)(
            str(outcome.verdict), action=f"delivery.{values['state']}", key=message.key,
            method=message.method, attempts=message.attempts, error=outcome.error,
            recorded=bool(mine.rowcount),
        )  # fmt: skip
        self._cry_for_help(message.team_id, outcome)

    def _values(self, message: Message, outcome: Outcome) -> dict[str, object]:
        if outcome.verdict is Verdict.SENT:
            channel = outcome.channel or message.channel
            return {"state": "sent", "ts": outcome.ts, "channel": channel, "error": None}
        if outcome.verdict is Verdict.LATER and message.attempts < ATTEMPTS:
            wait = outcome.wait or min(FIRST_WAIT * 2**message.attempts, LONGEST_WAIT)
            return {"state": "planned", "run_at": millis(self._clock.now() + wait), "error": outcome.error}
        return {
            "state": "dead",
            "error": "unknown" if outcome.verdict is Verdict.UNKNOWN else outcome.error,
        }

    def _cry_for_help(self, team_id: str, outcome: Outcome) -> None:
        """Say what has to be mended, once for each reason until something gets through again."""
        if outcome.verdict is Verdict.SENT:
            self._cried = {cry for cry in self._cried if cry[0] != team_id}
            return
        remedy, cry = REMEDIES.get(outcome.error or ""), (team_id, outcome.error or "")
        if remedy and cry not in self._cried:
            self._cried.add(cry)
            log.error(remedy, action="delivery.needs_mending", error=outcome.error, workspace=team_id)


def _real_now() -> int:
    return time.time_ns() // 1_000_000
