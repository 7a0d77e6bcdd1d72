"""Whether reading a text takes time that grows with its length, by processor time."""

import time
from collections.abc import Callable

LENGTH = 100_000
EIGHTH = 8
MOST = 24
"""Times as long for eight times the text: linear is 8, quadratic 64."""
GRAIN = 5e-3
"""Seconds below which all is quick, and a clock's grain shows."""


def is_linear(read: Callable[[str], object], unit: str, most: int = LENGTH) -> bool:
    """Return whether `read` takes linear time on a unit repeated up to so many characters, 100,000 at most.

    What isn't linear at an eighth of that is never given all of it, which would take minutes.
    """
    text = ("x" + unit * most)[:most]
    read("warm")
    lengths = (most // EIGHTH, most)
    return all(grows_less(read, text[: each // EIGHTH], text[:each], MOST, GRAIN) for each in lengths)


def grows_less(
    read: Callable[[str], object], short: str, long: str, times: float, grain: float, tries: int = 2
) -> bool:
    """Return whether the long text takes less than that many times as long as the short one.

    Each counts by the best of its readings. The long one is read again only while it fails: a reading that
    passes would pass as the best, too.
    """
    most = times * max(min(taken(read, short) for _ in range(tries)), grain)
    return any(taken(read, long) < most for _ in range(tries))


def taken(read: Callable[[str], object], text: str) -> float:
    """Return the processor time of one reading in seconds."""
    begun = time.process_time()
    read(text)
    return time.process_time() - begun
