"""What heartbeats do for whoever is due, in batches of one transaction each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from bot.coach.coach import Coach
from bot.coach.member_session import MemberSession
from bot.domain.records import MemberRecords
from bot.store import due_weeks, member_records, outbox
from bot.store.database import DB_UNAVAILABLE, LONG_LOCK_TIMEOUT
from bot.store.member_records import Due

BATCH = 200
RETRY = timedelta(hours=1)

log = structlog.get_logger()

Find = Callable[[Connection, int], list[MemberRecords]]
"""Finds and locks who is due, on a connection and at a moment in milliseconds."""


def complete(line: Connection, members: Sequence[MemberSession]) -> None:
    """Load in full the pieces that keep these members' open weeks, with one statement."""
    keeping = {
        piece.id: member
        for member in members
        for piece in member.state.evidence_for(member.state.open_week)[-1:]
    }
    for piece in member_records.evidence(line, list(keeping)):
        keeping[piece.id].complete([piece])


@dataclass(frozen=True)
class Round:
    """A heartbeat's work on what is due.

    Safe beside other replicas: each takes rows that no other holds. A member for whom it fails is logged and
    tried again in an hour; everybody else is served.
    """

    name: str
    """As log actions begin."""
    due: Due
    work: Callable[[Coach, Find], int]
    """Does it for those who are found, in one transaction, and returns how many there were."""

    def run(self, coach: Coach, stopping: Callable[[], bool]) -> int:
        """Do it for everybody who is due; returns for how many."""
        done = 0
        while not stopping():
            taken, batch = self._batch(coach)
            done += batch
            if taken < BATCH:
                break
        return done

    def _batch(self, coach: Coach) -> tuple[int, int]:
        """Do it for a batch; if that fails, for each by themselves. Returns how many were tried and done."""
        try:
            done = self.work(coach, lambda line, now: member_records.load_due(line, self.due, now, BATCH))
            return done, done
        except DB_UNAVAILABLE:
            raise
        except Exception:
            log.exception("a batch failed, trying them one by one", action=f"{self.name}.batch_failed")
            return self._singly(coach)

    def _singly(self, coach: Coach) -> tuple[int, int]:
        """Do it for each by themselves, so that one member's trouble stays theirs."""
        with coach.database.read() as session:
            found = due_weeks.members(session, self.due, outbox.millis(coach.now()), BATCH)
        return len(found), sum(self._one(coach, member_id) for member_id in found)

    def _one(self, coach: Coach, member_id: int) -> int:
        try:
            return self.work(
                coach, lambda line, now: member_records.load_if_due(line, self.due, member_id, now)
            )
        except DB_UNAVAILABLE:
            raise
        except Exception:
            log.exception("it failed for a member", action=f"{self.name}.failed", member=member_id)
            self._put_off(coach, member_id)
            return 0

    def _put_off(self, coach: Coach, member_id: int) -> None:
        now = coach.now()
        with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
            due_weeks.put_off(session, self.due, member_id, outbox.millis(now), outbox.millis(now + RETRY))
