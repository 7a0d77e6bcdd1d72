"""Time is a value that is passed in. Only the clocks here ask anything outside for "now"."""

import time
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

_ASLEEP_TOO: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """Says what time it is for the programme: an aware instant in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """A clock that stands until it is moved, and only forwards. Safe to use from several threads."""

    def __init__(self, start: datetime) -> None:
        self._now = _aware(start)
        self._lock = Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def move_to(self, instant: datetime) -> datetime:
        """Set the clock to `instant` (aware) and return it in UTC; ValueError if that lies in its past."""
        target = _aware(instant)
        with self._lock:
            return self._set(target)

    def advance(self, by: timedelta) -> datetime:
        """Move the clock forwards by elapsed time and return the new now; ValueError if `by` is negative."""
        with self._lock:
            return self._set(self._now + by)

    def _set(self, target: datetime) -> datetime:
        if target < self._now:
            raise ValueError(f"the clock stands at {self._now:%Y-%m-%d %H:%M:%S} UTC and never goes back")
        self._now = target
        return target


def wall() -> float:
    """Seconds since 1970 by the machine's clock, which may be set; programme time is a `Clock`'s."""
    return time.time()


def since_boot() -> float:
    """Seconds since the machine was started, those in which it was suspended included; for differences.

    On Linux CLOCK_MONOTONIC, and so `time.monotonic`, stands still meanwhile, and CLOCK_BOOTTIME doesn't:
    https://man7.org/linux/man-pages/man2/clock_gettime.2.html. On macOS CLOCK_MONOTONIC goes on.
    Neither knows for how long the host of a virtual machine froze it.
    """
    return time.clock_gettime(_ASLEEP_TOO)


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(UTC)
