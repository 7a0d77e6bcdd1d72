"""What Slack allows in one workspace at this moment, kept in its queue's row for all replicas together."""

from collections import Counter

from bot.slack import pacing
from bot.slack.pacing import SendPace
from bot.store.tables import WorkspaceQueue


class RateBudget:
    """Read from a locked queue, spent message by message, and written back into it.

    `messages` is how many may go, whatever they call; `real` is milliseconds of real time.
    """

    def __init__(self, queue: WorkspaceQueue, pace: SendPace, real: int) -> None:
        self._queue, self._pace, self._real = queue, pace, real
        self._interval = max(queue.interval_ms, pace.interval)
        self._taken: Counter[str] = Counter()
        self.messages = pacing.free(queue.tat, self._interval, pace.burst, real)

    @property
    def exhausted(self) -> list[str]:
        """Methods of which no call may be made now, though others may."""
        return [method for method in self._pace.methods if self._left(method) == 0]

    def take(self, method: str) -> bool:
        """Spend a message that calls this method. False if its tier has nothing left."""
        if method in self.exhausted:
            return False
        self._taken[method] += 1
        return True

    def write_back(self) -> None:
        """Write back what was spent; the queue goes behind the others that wait."""
        queue = self._queue
        spent = {method: self._tat(method) for method in self._pace.methods if self._taken[method]}
        if spent:
            queue.method_tats = {**queue.method_tats, **spent}
        if count := self._taken.total():
            queue.tat = pacing.taken(queue.tat, self._interval, count, self._real)
            queue.open_at = pacing.opens_at(queue.tat, self._interval, self._pace.burst)
        else:
            queue.open_at = self._opens_for_the_exhausted()

    def _tat(self, method: str) -> int:
        before, interval = self._queue.method_tats.get(method, 0), self._pace.methods[method]
        return pacing.taken(before, interval, self._taken[method], self._real)

    def _left(self, method: str) -> int:
        before, interval = self._queue.method_tats.get(method, 0), self._pace.methods[method]
        return pacing.free(before, interval, self._pace.burst, self._real) - self._taken[method]

    def _opens_for_the_exhausted(self) -> int:
        """When nothing could go: now, unless a method has to be waited for."""
        return min(
            (
                pacing.opens_at(self._queue.method_tats[method], self._pace.methods[method], self._pace.burst)
                for method in self.exhausted
            ),
            default=self._real,
        )
