"""Whether reading a text takes time that grows with its length, by processor time."""

import time
from collections.abc import Callable

LENGTH = 100_000
EIGHTH = 8
MOST = 24
"""Times as long for eight times the text: linear is 8, quadratic 64."""
GRAIN = 5e-3
"""Seconds below which all is quick, and a clock's grain shows."""


def is_linear(read: Callable[[str], object], unit: str) -> bool:
    """Return whether `read` takes linear time on a unit repeated up to 100,000 characters.

    What isn't linear at a quarter of that is never given all of it, which would take minutes.
    """
    text = ("x" + unit * LENGTH)[:LENGTH]
    read("warm")
    return all(_ratio(read, text[:length]) < MOST for length in (LENGTH // 16, LENGTH // 4, LENGTH))


def _ratio(read: Callable[[str], object], text: str) -> float:
    short, long = taken(read, text[: len(text) // EIGHTH]), taken(read, text)
    return long / max(short, GRAIN)


def taken(read: Callable[[str], object], text: str) -> float:
    """Return the processor time of one reading, the best of two."""
    times = []
    for _ in range(2):
        begun = time.process_time()
        read(text)
        times.append(time.process_time() - begun)
    return min(times)
