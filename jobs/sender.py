"""The sender: delivers what is due, at once when woken, and hands outcomes to who waits for them."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Event, Lock, Thread

from bot.coach import wins
from bot.coach.coach import Coach
from bot.delivery.claim import Claim
from bot.delivery.delivery import Delivery
from jobs.log_and_continue import log_and_continue

THREADS = 20
"""About 120 messages a second, where Slack takes 150 ms for each."""
UPLOADS = 3
"""Of them, how many at most send files at once: however slow Slack takes those, the others send nudges."""
HEARTBEAT = 5.0
"""Seconds between two readings of the outbox when nobody wakes the sender."""
LEAST_WAIT = 0.05
"""Seconds between two readings when something is due that has to wait for its turn."""
HALF_FREE_WITHIN = 0.05
"""Seconds that a claim waits until half of the threads are free: few big claims cost less than many small."""
STOP_TIMEOUT = 15.0
"""Seconds that a stop waits for the messages in flight."""


class Sender:
    """`threads` calls to Slack at once. It outlives a database or a Slack that is away for a while."""

    def __init__(
        self, coach: Coach, delivery: Delivery, threads: int = THREADS, due: Event | None = None
    ) -> None:
        """`due` wakes it; whoever plans messages may hold it before there is a sender."""
        self._coach, self._delivery, self._threads = coach, delivery, threads
        self._due, self._stopping = due or Event(), Event()
        self._claiming, self._room = Lock(), Condition()
        self._busy = self._finished = self._uploading = 0
        self._pool = ThreadPoolExecutor(threads, "send")
        self._thread = Thread(target=self._run, name="sender", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something is due now."""
        self._due.set()

    def send(self, max_wait: float = 0.0) -> None:
        """Send what may go now, outcomes and what follows from them included, and return when it is done.

        For what Slack's pace holds back, it waits up to `max_wait` seconds in vain.
        """
        last_sent = time.monotonic()
        while not self._stopping.is_set():
            finished = self._finished
            # Before the claim, which then sees what the thread settled while we looked.
            settled = wins.settle(self._coach)
            claimed = self._claim_all()
            self._until_idle()
            # The thread may have sent what others waited for, between our claim and now.
            if settled or claimed or self._finished != finished:
                last_sent = time.monotonic()
                continue
            opens_in = self._delivery.opens_in()
            if opens_in is None or time.monotonic() + opens_in > last_sent + max_wait:
                return
            self._stopping.wait(max(opens_in, LEAST_WAIT))

    def stop(self) -> None:
        """Finish the messages in flight, then end."""
        self._stopping.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(STOP_TIMEOUT)
        self._until_idle(STOP_TIMEOUT)
        self._pool.shutdown(wait=False, cancel_futures=True)
        with log_and_continue("sender"):
            self._delivery.record_late()

    def _run(self) -> None:
        wait = LEAST_WAIT
        while not self._stopping.is_set():
            woken = self._due.wait(wait)
            self._due.clear()
            wait = LEAST_WAIT if woken else min(wait * 2, HEARTBEAT)
            with log_and_continue("sender"):
                self._delivery.record_late()
                wins.settle(self._coach)
                opens_in = self._delivery.opens_in()
                if opens_in == 0 and self._claim_all():
                    self.wake()
                elif opens_in != 0:
                    wait = min(opens_in or HEARTBEAT, HEARTBEAT)

    def _claim_all(self) -> int:
        """Claim until nothing is left that may go, and have it sent. Return how many that were."""
        count = 0
        while not self._stopping.is_set() and (claims := self._claim()):
            for claim in claims:
                self._pool.submit(self._send, claim)
            count += len(claims)
        return count

    def _claim(self) -> list[Claim]:
        with self._claiming:
            free = self._free()
            with self._room:
                uploads = UPLOADS - self._uploading
            claims = [] if self._stopping.is_set() else self._delivery.claim(free, uploads)
            with self._room:
                self._busy += len(claims)
                self._uploading += sum(claim.shares_files for claim in claims)
        return claims

    def _free(self) -> int:
        """How many threads are free; waits until one is, and a moment until half of them are."""
        with self._room:
            self._room.wait_for(lambda: self._busy <= self._threads // 2, HALF_FREE_WITHIN)
            self._room.wait_for(lambda: self._busy < self._threads)
            return self._threads - self._busy

    def _send(self, claim: Claim) -> None:
        with log_and_continue("sender"):
            self._delivery.send(claim)
        with self._room:
            self._busy -= 1
            self._uploading -= claim.shares_files
            self._finished += 1
            self._room.notify_all()
        self.wake()  # what waited for this one may go now

    def _until_idle(self, timeout: float | None = None) -> None:
        with self._room:
            self._room.wait_for(lambda: self._busy == 0, timeout)
