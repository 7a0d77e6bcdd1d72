"""The time that one act has for all its calls to Slack before its ack, which is due within three seconds."""

import time

ACT = 2.5
"""Seconds from an act's arrival; what is left of the three is for the database."""
KEPT = 0.6
"""Seconds of these that look-ups leave to the answer."""
LEAST = 0.05
"""Seconds below which no call is begun."""


class Budget:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._until = time.monotonic() + ACT

    def time_out(self, most: float, *, kept: float = 0.0) -> float:
        """Return for how many seconds a call may wait, `most` at most, so that `kept` stay; 0 for no call."""
        left = min(most, self._until - kept - time.monotonic())
        return left if left >= LEAST else 0.0
