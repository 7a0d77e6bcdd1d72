"""Delivery: claims a message that is due, tells Slack, and records what came of it.

Every step is one guarded UPDATE and a look at the count; `sending` is committed before the call, so that
a crash can lose an answer but never send twice (docs/architecture.md).
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from slack_sdk import WebClient
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, select, update

from bot.clock import Clock
from bot.delivery import slack
from bot.delivery.outcome import Outcome, Verdict
from bot.store import directory
from bot.store.database import LONG_PATIENCE, Database
from bot.store.outbox import millis
from bot.store.tables import Message, Person

LEASE = timedelta(seconds=120)
ATTEMPTS = 8
LONGEST_WAIT = timedelta(minutes=15)
REPEATABLE = {"update", "delete", "home"}
"""Doing these twice is the same as doing them once, so an unknown outcome is simply tried again."""

log = structlog.get_logger()


class Delivery:
    """Sends what the outbox holds. `client_for` gives the client of a workspace, built without retries."""

    def __init__(self, database: Database, clock: Clock, client_for: Callable[[str], WebClient]) -> None:
        self._database, self._clock, self._client_for = database, clock, client_for
        self._owner = str(uuid4())

    def deliver_due(self) -> int:
        """Deliver everything that is due now, in order. Returns how many messages were tried."""
        tried = 0
        while ids := self._due():
            for message_id in ids:
                self.deliver(message_id)
            tried += len(ids)
        return tried

    def deliver(self, message_id: int) -> None:
        """Deliver one message, if it is due and nobody else has it. Safe to call again, from anywhere."""
        message = self._claim(message_id)
        if message is None:
            return
        target, direct = self._look_up(message)
        outcome = slack.tell(self._client_for(message.team_id), message, target, direct)
        self._record(message, outcome)

    def sweep(self, *, lease: timedelta = LEASE) -> int:
        """Give up what a crash left in `sending`: whether Slack got it is unknown, so it isn't sent again."""
        over = time.time_ns() // 1_000_000 - int(lease.total_seconds() * 1000)
        with self._database.write() as session:
            left = session.exec(
                update(Message)
                .where(col(Message.state) == "sending", col(Message.sending_at) <= over)
                .values(state="dead", error="unknown")
            )
        if left.rowcount:
            log.warning(
                "sending was interrupted, outcome unknown", action="delivery.swept", messages=left.rowcount
            )
        return left.rowcount

    def _due(self) -> list[int]:
        now = millis(self._clock.now())
        target = aliased(Message)
        waits = exists().where(
            col(target.id) == Message.target_id, col(target.state).in_(["planned", "sending"])
        )
        due = select(Message.id).where(Message.state == "planned", Message.run_at <= now, ~waits)
        with self._database.read() as session:
            return list(
                session.exec(
                    due.order_by(col(Message.priority), col(Message.run_at), col(Message.id)).limit(50)
                )
            )

    def _claim(self, message_id: int) -> Message | None:
        now = self._clock.now()
        with self._database.write() as session:
            self._expire(session, message_id, now)
            claimed = session.exec(
                update(Message)
                .where(
                    col(Message.id) == message_id,
                    col(Message.state) == "planned",
                    col(Message.run_at) <= millis(now),
                )
                .values(
                    state="sending",
                    owner=self._owner,
                    sending_at=time.time_ns() // 1_000_000,
                    attempts=Message.attempts + 1,
                )
            )
            return session.get(Message, message_id) if claimed.rowcount else None

    def _expire(self, session: Session, message_id: int, now: datetime) -> None:
        session.exec(
            update(Message)
            .where(
                col(Message.id) == message_id,
                col(Message.state) == "planned",
                col(Message.expires_at) <= millis(now),
            )
            .values(state="dead", error="expired")
        )

    def _look_up(self, message: Message) -> tuple[Message | None, str | None]:
        """The message that this one is about, and the direct message channel if it goes to a person."""
        with self._database.read() as session:
            target = session.get(Message, message.target_id) if message.target_id else None
            person = session.get(Person, (message.team_id, message.channel))
            return target, person.dm_channel if person else None

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
            outcome.verdict, action=f"delivery.{values['state']}", key=message.key, method=message.method,
            attempts=message.attempts, error=outcome.error, recorded=bool(mine.rowcount),
        )  # fmt: skip

    def _values(self, message: Message, outcome: Outcome) -> dict[str, object]:
        verdict = outcome.verdict
        if verdict is Verdict.UNKNOWN and message.method in REPEATABLE:
            verdict = Verdict.LATER
        if verdict is Verdict.SENT:
            return {
                "state": "sent",
                "ts": outcome.ts,
                "channel": outcome.channel or message.channel,
                "error": None,
            }
        if verdict is Verdict.LATER and message.attempts < ATTEMPTS:
            wait = outcome.wait or min(timedelta(seconds=5) * 2**message.attempts, LONGEST_WAIT)
            return {"state": "planned", "run_at": millis(self._clock.now() + wait), "error": outcome.error}
        return {"state": "dead", "error": "unknown" if verdict is Verdict.UNKNOWN else outcome.error}
