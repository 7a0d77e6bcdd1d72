"""Replicas as processes on one database, what they had to send, and what came of it."""

import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from sqlmodel import col, func, select

from bot.store.database import Database
from bot.store.message_states import PENDING
from bot.store.tables import Message
from tests.faults import replica
from tests.faults.gap import FREEZE
from tests.faults.ledger import Audit, audit
from tests.faults.replica import Letter, Orders
from tests.faults.unreliable import Slack
from tests.forked import PROCESSES
from tests.slowness import LONG, LONGEST_PAUSE


class Replica:
    """A process of its own, killed at the latest when the test ends."""

    def __init__(self, orders: Orders) -> None:
        self._process = PROCESSES.Process(target=replica.run, args=(orders,), daemon=True)
        self._process.start()
        self.pid: int = self._process.pid or 0

    @property
    def code(self) -> int | None:
        """The exit code once it has ended; -9 if it was killed."""
        return self._process.exitcode

    def dies(self) -> bool:
        """Wait until it has been killed, or has killed itself; False if it ended in another way."""
        self._process.join(LONG)
        return self.code == -signal.SIGKILL

    @property
    def frozen(self) -> bool:
        try:
            return psutil.Process(self.pid).status() == psutil.STATUS_STOPPED
        except psutil.NoSuchProcess:
            return False

    def memory(self) -> int:
        """Bytes that only this process uses."""
        return int(psutil.Process(self.pid).memory_full_info().uss)

    def kill(self) -> None:
        self._process.kill()
        self._process.join()

    def freeze(self) -> None:
        """Ask it to freeze where it may."""
        os.kill(self.pid, FREEZE)

    def thaw(self) -> None:
        with suppress(ProcessLookupError):  # it may have been killed meanwhile
            os.kill(self.pid, signal.SIGCONT)

    def stop(self) -> None:
        """SIGTERM; returns when it has ended. It may be frozen, or have ended already."""
        if self.code is None:
            self.thaw()
            self._process.terminate()
            self._process.join(LONG)


class Engine:
    """`usual` are the orders that every replica gets unless `start` says otherwise."""

    def __init__(self, url: str, slack: Slack, folder: Path, **usual: Any) -> None:
        self.database, self.slack, self.log = Database(url), slack, folder / "replicas.log"
        self.letters: list[Letter] = []
        self.replicas: list[Replica] = []
        self._usual = {"url": url, "slack": slack.url, "log": self.log, **usual}

    def plan(self, letters: Iterable[Letter]) -> None:
        """Write them into the outbox, as use cases do."""
        planned, now = list(letters), datetime.now(UTC)
        with self.database.write(lock_timeout=LONG) as session:
            for letter in planned:
                replica.post(session, letter, now)
        self.letters += planned

    def start(self, **orders: Any) -> Replica:
        started = Replica(Orders(**{**self._usual, **orders}))
        self.replicas.append(started)
        return started

    def count(self, *states: str) -> int:
        """How many messages are in one of these states."""
        with self.database.read() as session:
            return session.exec(select(func.count()).where(col(Message.state).in_(states))).one()

    def unsettled(self) -> int:
        """How many messages aren't over with."""
        return self.count(*PENDING)

    def settle(self, stuck_after: float = LONG) -> bool:
        """Wait until everything is over with, then stop all replicas.

        False if for so many seconds nothing more was over with.
        """
        least, since = self.unsettled(), time.monotonic()
        while least and time.monotonic() < since + stuck_after:
            time.sleep(LONGEST_PAUSE)
            if (left := self.unsettled()) < least:
                least, since = left, time.monotonic()
        self.stop()
        return least == 0

    def stop(self) -> None:
        for running in self.replicas:
            running.stop()

    def audit(self, **bounds: Any) -> Audit:
        return audit(self.database, self.slack, self.letters, **bounds)

    def said(self, *words: str) -> list[str]:
        """Lines of all the replicas' logs that hold all of these words."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if all(word in line for word in words)]

    def close(self) -> None:
        for running in self.replicas:
            running.kill()
        self.database.close()


@contextmanager
def engine(url: str, slack: Slack, folder: Path, **usual: Any) -> Iterator[Engine]:
    made = Engine(url, slack, folder, **usual)
    try:
        yield made
    finally:
        made.close()


def letters(team: str, people: int = 1, each: int = 1, first: int = 1) -> list[Letter]:
    """To each of so many people so many letters, in the order in which they are to arrive."""
    numbers = range(first, first + each)
    return [Letter(team, f"U{person}", number) for number in numbers for person in range(people)]
