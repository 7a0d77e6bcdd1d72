"""The sender: delivers what is due, at once when woken, and hands outcomes to who waits for them."""

from threading import Event, Lock, Thread

from bot.coach import sharing
from bot.coach.coach import Coach
from bot.delivery.delivery import Delivery
from jobs.surviving import Stopping, surviving

HEARTBEAT = 5.0
"""Seconds between two looks at the outbox when nobody wakes the sender."""
PATIENCE = 15.0
"""Seconds that a stop waits for the message in flight: longer than any call to Slack may take."""


def send_due(coach: Coach, delivery: Delivery, stopping: Stopping = lambda: False) -> None:
    """Deliver until nothing is due, outcomes and what follows from them included."""
    while delivery.deliver_due(stopping=stopping) + sharing.settle(coach) and not stopping():
        pass


class Sender:
    """One thread that sends. It outlives a database or a Slack that is away for a while."""

    def __init__(self, coach: Coach, delivery: Delivery) -> None:
        self._coach, self._delivery = coach, delivery
        self._due, self._stopping, self._one_at_a_time = Event(), Event(), Lock()
        self._thread = Thread(target=self._run, name="sender", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something is due now."""
        self._due.set()

    def send(self) -> None:
        """Send what is due now and return when it is done; in order, also beside the thread."""
        with self._one_at_a_time:
            send_due(self._coach, self._delivery, self._stopping.is_set)

    def stop(self) -> None:
        """Finish the message in flight, then end."""
        self._stopping.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(PATIENCE)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._due.clear()
            with surviving("sender"):
                self.send()
            self._due.wait(HEARTBEAT)
