"""Reconciling: what became of a message whose sender died, or got no answer.

A post is looked up in the history of its direct message channel, twice. What may be done twice is simply done
again. Where one can't look it up, it isn't sent again: a nudge less is better than a nudge twice.

The races. A sender may still be alive and slow: its lease is over, and its send deadline, which is earlier,
keeps it from beginning a call. Taking a message over writes a new owner, so an outcome that its old sender
records afterwards finds another owner and changes nothing. Two replicas take over with SKIP LOCKED, so each
message is verified by one. A process that dies here leaves `verify_at` in the near future: the next one takes
over then.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy import func
from sqlmodel import Session, col, select, update

from bot.clock import Clock
from bot.delivery import telemetry
from bot.delivery.record import ATTEMPTS, guarded, is_verifiable
from bot.delivery.timing import Timing
from bot.slack import calls
from bot.slack.call_result import CallResult, Verdict
from bot.slack.errors import Code
from bot.slack.methods import METHODS, Method
from bot.slack.workspaces import Workspaces
from bot.store import eligibility, files, slack_limits, workspace_queue
from bot.store.database import DB_UNAVAILABLE, LONG_LOCK_TIMEOUT, Database
from bot.store.message_states import EndReason, MessageState
from bot.store.outbox import millis
from bot.store.real_time import REAL_NOW, milliseconds
from bot.store.tables import Message, SlackUser

log = structlog.get_logger()

BATCH = 20
VERIFICATIONS = 2
PAUSES = 20
"""So often Slack may put off a look before nobody can find out: with 15 messages a minute, 300 are seen."""


class Reconciler:
    """Settles messages left in `sending`; safe beside any number of others on the same database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        workspaces: Workspaces,
        timing: Timing,
        report_remedy: Callable[[str, CallResult], None],
    ) -> None:
        self._database, self._clock, self._workspaces = database, clock, workspaces
        self._owner, self._timing, self._report_remedy = str(uuid4()), timing, report_remedy

    def reconcile(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Verify each message once that is due for it, until `stopping` says so. Return how many."""
        left = self._take_over()
        for count, (message, direct) in enumerate(left):
            if stopping():
                return count
            try:
                self._settle(message, direct)
            except DB_UNAVAILABLE:
                raise
            except Exception:  # an answer that no Slack gives is one message's trouble, not the others'
                log.exception(
                    "a verification failed, trying again",
                    action="delivery.reconcile_failed",
                    message_id=message.id,
                )
        return len(left)

    def _take_over(self) -> list[tuple[Message, str | None]]:
        """Take over messages whose lease and grace are over; return each with its direct message channel."""
        unset = col(Message.sending_at) + milliseconds(self._timing.lease + self._timing.grace)
        due = func.coalesce(Message.verify_at, unset) <= REAL_NOW
        with self._database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
            left = session.exec(
                select(Message)
                .where(col(Message.state).in_([eligibility.SENDING, eligibility.UNVERIFIED]), due)
                .order_by(col(Message.sending_at))  # by id, SQLite reads every message there is
                .limit(BATCH)
                .with_for_update(skip_locked=True)
            ).all()
            if not left:
                return []  # most beats end here
            next_time = REAL_NOW + milliseconds(self._timing.between_verifications)
            rows = update(Message).where(col(Message.id).in_([m.id for m in left]))
            session.exec(rows.values(state=MessageState.UNVERIFIED, owner=self._owner, verify_at=next_time))
            found = [(message, _direct(session, message)) for message in left]
            session.expunge_all()
        for message in left:
            message.state, message.owner = MessageState.UNVERIFIED, self._owner
        return found

    def _settle(self, message: Message, direct: str | None) -> None:
        if is_verifiable(message):
            found = self._find(message, direct)
        elif METHODS[Method(message.method)].repeatable:
            found = CallResult(Verdict.NEVER, error=calls.NOT_THERE)
            message.verifications = VERIFICATIONS  # done again, it comes to the same
        else:
            found = CallResult(Verdict.NEVER, error="its channel has no history for the coach")
        values, method = self._values(message, found), calls.searched(message)
        with self._database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
            ours = guarded(session, message, values)
            if ours:
                files.settle(session, message, values, self._clock.now())
            if found.verdict is Verdict.PAUSE and found.error == Code.RATELIMITED:
                slack_limits.pause(session, message.team_id, method, milliseconds(found.wait))
            if found.rationed:
                slack_limits.note_ration(session, message.team_id, method, message.enterprise_id)
            if ours and values.get("state") == MessageState.PLANNED:
                workspace_queue.note(session, message.team_id, message.run_at, message.enterprise_id)
        telemetry.settled(message, f"verified: {found.verdict}", values if ours else {}, found.error)
        self._report_remedy(message.team_id, found)

    def _find(self, message: Message, direct: str | None) -> CallResult:
        """Look it up, unless Slack has just told one of us to wait: only who asked counts that pause."""
        with self._database.read() as session:
            wait = slack_limits.opens_in(session, message.team_id, calls.searched(message))
            file_ids = files.slack_ids(session, message.id)
        if message.method == Method.FILE and not file_ids:
            return self._unshared(message)
        if wait:
            later = timedelta(milliseconds=wait)
            return CallResult(Verdict.UNTRIED, wait=later, cursor=message.verify_cursor)
        found = calls.find(self._workspaces.get(message.team_id).sending, message, direct, file_ids)
        if found.error == calls.NOT_THERE and message.restored and file_ids:
            return self._unshared(message)
        return found

    def _unshared(self, message: Message) -> CallResult:
        """What becomes of files that were shared under no id that is known here: none is, before it is known.

        But the database that a backup was taken of may have shared them since, under ids that only it knew.
        """
        if message.restored:
            return CallResult(Verdict.NEVER, error="its files had other ids since the backup")
        message.verifications = VERIFICATIONS
        return CallResult(Verdict.NEVER, error=calls.NOT_THERE)

    def _values(self, message: Message, found: CallResult) -> dict[str, Any]:
        if found.verdict is Verdict.SENT:
            # What was sent before a restore shows a week by an id that it may no longer have.
            awaited = message.awaited or (message.restored and message.week_id is not None)
            return {
                "state": MessageState.SENT,
                "ts": found.ts,
                "channel": found.channel,
                "error": None,
                "sent_at": millis(self._clock.now()),
                "awaited": awaited,
            }
        if found.verdict is not Verdict.NEVER:
            return self._not_now(message, found)
        verifications = message.verifications + 1
        if found.error != calls.NOT_THERE or (
            verifications >= VERIFICATIONS and message.attempts >= ATTEMPTS
        ):
            return {"state": MessageState.DEAD, "end_reason": EndReason.UNKNOWN, "error": found.error}
        if verifications >= VERIFICATIONS:
            return {"state": MessageState.PLANNED, "owner": None, "error": None}
        again = milliseconds(self._timing.between_verifications)
        return {
            "verifications": verifications,
            "verify_in": again,
            "verify_cursor": None,
            "verify_pauses": 0,
        }

    def _not_now(self, message: Message, found: CallResult) -> dict[str, Any]:
        """Go on later, where this look has come to; but not for ever where Slack gives next to nothing.

        What ends then ends as where nobody can look: it isn't sent again.
        """
        paused = found.verdict is Verdict.PAUSE and found.error == Code.RATELIMITED
        pauses = message.verify_pauses + paused
        if pauses >= PAUSES:
            return {"state": MessageState.DEAD, "end_reason": EndReason.UNKNOWN, "error": found.error}
        again = milliseconds(found.wait or self._timing.between_verifications)
        return {"verify_in": again, "verify_cursor": found.cursor, "verify_pauses": pauses}


def _direct(session: Session, message: Message) -> str | None:
    person = session.get(SlackUser, (message.team_id, message.channel))
    return person.dm_channel if person else None
