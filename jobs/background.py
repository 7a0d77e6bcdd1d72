"""A thread for work that takes longer than an answer may, so that neither answers nor nudges wait for it."""

from collections.abc import Collection
from threading import Event, Lock, Thread

from bot.coach.background import work_off
from bot.coach.coach import Coach
from bot.domain.background import Work
from jobs.log_and_continue import log_and_continue

HEARTBEAT = 5.0
"""Seconds between two looks when nobody wakes it."""
STOP_TIMEOUT = 15.0
"""Seconds that a stop waits for the work in hand; what isn't done by then is done after the next start."""


class Background:
    """One piece of work at a time. It outlives a database that is away for a while."""

    def __init__(self, coach: Coach, asked: Event, among: Collection[Work]) -> None:
        """`asked` wakes it; other work than `among` is left to others."""
        self._coach, self._asked, self._among = coach, asked, among
        self._stopping, self._working = Event(), Lock()
        self._thread = Thread(target=self._run, name="background", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def work(self) -> int:
        """Do what waits, after what the thread is at; return how many pieces of work that were."""
        with self._working:
            return work_off(self._coach, self._among, self._stopping.is_set)

    def stop(self) -> None:
        self._stopping.set()
        self._asked.set()
        if self._thread.is_alive():
            self._thread.join(STOP_TIMEOUT)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._asked.wait(HEARTBEAT)
            self._asked.clear()
            with log_and_continue("background"):
                self.work()
