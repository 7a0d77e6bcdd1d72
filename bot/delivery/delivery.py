"""Delivery: claims a message that is due, tells Slack, and records what came of it.

Every step is one guarded UPDATE and a check of the count; `sending` is committed before the call, so that
whatever happens then, somebody finds out before the message could be sent again (docs/architecture.md).
"""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from uuid import uuid4

import structlog

from bot.clock import Clock, since_boot
from bot.delivery import telemetry
from bot.delivery.claim import Claim, Claiming
from bot.delivery.preflight import Preflight, check
from bot.delivery.reconcile import Reconciler
from bot.delivery.record import record
from bot.delivery.timing import Timing
from bot.slack import calls, errors
from bot.slack.call_result import CallResult, Verdict
from bot.slack.files import Upload, Uploads
from bot.slack.methods import Method
from bot.slack.pacing import SLACK, SendPace
from bot.slack.workspaces import Workspaces
from bot.store import files, workspace_queue
from bot.store.database import DB_UNAVAILABLE, LONG_LOCK_TIMEOUT, Database
from bot.store.outbox import millis
from bot.store.tables import Message

log = structlog.get_logger()

_Known = tuple[Message, CallResult, Preflight]
"""A message, what became of its call, and what was known before."""


class Delivery:
    """Sends what the outbox holds, each message through the client of its workspace.

    Safe to use from any number of threads, beside any number of others on the same database.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        workspaces: Workspaces,
        *,
        pace: SendPace = SLACK,
        timing: Timing | None = None,
    ) -> None:
        self._database, self._clock, self._workspaces = database, clock, workspaces
        self._pace, self._timing = pace, timing or Timing()
        self._claiming = Claiming(database, clock, str(uuid4()), pace, self._timing)
        self._reconciler = Reconciler(database, clock, workspaces, self._timing, self._report_remedy)
        self._unrecorded: deque[_Known] = deque()
        self._recording = Lock()
        self._reported: set[tuple[str, str]] = set()

    def deliver(self, message_id: int) -> None:
        """Deliver one message if it is due, it is its turn, and nobody else has it.

        Idempotent: call it as often as you like, from any thread or process; each message goes out once.
        """
        for claim in self._claiming.claim_one(message_id):
            self.send(claim)

    def deliver_due(self, *, stopping: Callable[[], bool] = lambda: False) -> int:
        """Deliver what may go now, one after the other, until `stopping` says so. Returns how many."""
        sent = 0
        while not stopping() and (claims := self.claim(1)):
            self.send(claims[0])
            sent += 1
        return sent

    def claim(self, limit: int, uploads: int | None = None) -> list[Claim]:
        """Claim up to `limit` messages that may go now; each has to be sent soon, before its deadline.

        At most `uploads` of them share files, which may take their time.
        """
        self.record_late()
        return self._claiming.claim(limit, uploads)

    def send(self, claim: Claim) -> None:
        """Tell Slack what a claimed message stands for, and record what came of it."""
        preflight = self._preflight(claim)
        result = preflight.called_off or self._call(claim, preflight)
        self._unrecorded.append((claim.message, result, preflight))
        self.record_late()

    def _call(self, claim: Claim, preflight: Preflight) -> CallResult:
        message = claim.message
        try:
            uploads = self._uploads(message)
        except DB_UNAVAILABLE:
            return CallResult(Verdict.UNTRIED, error="no database")
        send_deadline = claim.since + self._timing.send_deadline.total_seconds()
        return calls.call_slack(
            self._workspaces.get(message.team_id).sending,
            message,
            preflight.target,
            preflight.direct,
            may_call=lambda: since_boot() < send_deadline,
            uploads=uploads,
        )

    def _uploads(self, message: Message) -> Uploads | None:
        """What a message with files shares; nothing else is read for the others."""
        if message.method != Method.FILE:
            return None
        with self._database.read() as session:
            held = files.attachments(session, message.id)
        return Uploads([Upload(each.name, each.content) for each in held], partial(self._note, message))

    def _note(self, message: Message, ids: Sequence[str]) -> bool:
        """Write down Slack's ids of the uploads: if this can't be committed, they aren't shared."""
        try:
            with self._database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
                return files.note_uploads(session, message, ids)
        except DB_UNAVAILABLE:
            return False

    def _preflight(self, claim: Claim) -> Preflight:
        """What was read with the claim, or anew if that is a while ago: it may have been called off since."""
        if since_boot() < claim.since + self._timing.fresh.total_seconds():
            return claim.preflight
        try:
            return check(self._database, claim.message, millis(self._clock.now()))
        except DB_UNAVAILABLE:
            return Preflight(calls.NOWHERE, None, 0, CallResult(Verdict.UNTRIED, error="no database"))

    def opens_in(self) -> float | None:
        """Seconds until something due may go: 0 for now, None if nothing is due."""
        with self._database.read() as session:
            wait = workspace_queue.opens_in(session, millis(self._clock.now()))
        return None if wait is None else max(0.0, wait / 1000)

    def reconcile(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Settle what crashes and silences left in `sending`, as far as it is due for that, until `stopping`
        says so. Returns how many there were.
        """
        return self._reconciler.reconcile(stopping)

    def wake_forgotten(self) -> None:
        """Make every planned message known to its queue, and let none wait for a clock that was set back."""
        with self._database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
            workspace_queue.forget_the_future(session)
        # Apart, since each of the two locks queues by team, and both together wouldn't.
        with self._database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
            workspace_queue.wake_forgotten(session)

    def record_late(self) -> None:
        """Record outcomes, as many as there are in one transaction; keep them while there is no database.

        One thread records at a time; another one that comes meanwhile leaves its outcome in the queue. The
        loop asks the queue again after the lock is free, so an outcome that was added while the recorder was
        about to let go is taken by one of the two.
        """
        while self._unrecorded and self._recording.acquire(blocking=False):
            try:
                self._record_all()
            finally:
                self._recording.release()

    def _record_all(self) -> None:
        known = [self._unrecorded.popleft() for _ in range(len(self._unrecorded))]
        known.sort(key=lambda each: each[0].id)  # whoever locks several messages does so in one order
        try:
            self._record(known)
        except DB_UNAVAILABLE:
            self._unrecorded.extendleft(reversed(known))
            raise
        except Exception:
            self._record_singly(known)

    def _record_singly(self, known: list[_Known]) -> None:
        """Record one by one: one that can't be recorded holds up no other. It stays `sending`, and is
        verified."""
        for each in known:
            try:
                self._record([each])
            except DB_UNAVAILABLE:
                self._unrecorded.append(each)
            except Exception:
                log.exception(
                    "an outcome can't be recorded", action="delivery.unrecordable", message_id=each[0].id
                )

    def _record(self, known: list[_Known]) -> None:
        with self._database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
            written = [
                record(session, *each, clock=self._clock, pace=self._pace, timing=self._timing)
                for each in known
            ]
        for (message, result, _), values in zip(known, written, strict=True):
            telemetry.settled(message, str(result.verdict), values, result.error)
            self._report_remedy(message.team_id, result)

    def _report_remedy(self, team_id: str, result: CallResult) -> None:
        """Say what has to be mended, once for each reason until something gets through again."""
        if result.verdict is Verdict.SENT:
            self._reported = {fault for fault in self._reported if fault[0] != team_id}
            return
        remedy, fault = errors.remedy(result.error), (team_id, result.error or "")
        if remedy and fault not in self._reported:
            self._reported.add(fault)
            log.error(remedy, action="delivery.needs_mending", error=result.error, workspace=team_id)
