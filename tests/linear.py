"""Whether reading a text takes time that grows with its length, by processor time."""

import time
from collections.abc import Callable

LENGTH = 25_000
EIGHTH = 8
MOST = 16
"""Times as long for eight times the text: linear is 8, quadratic 64.

A quarter of 100,000 characters shows about what took 100,000 at 24 times: a quadratic part that is an
eighth of a second there.
"""
GRAIN = 5e-4
"""Seconds below which all is quick, and a clock's grain shows."""
TRIES = 8


def is_linear(read: Callable[[str], object], unit: str, most: int = LENGTH) -> bool:
    """Return whether `read` takes linear time on a unit repeated up to so many characters.

    What isn't linear at an eighth of that is never given all of it, which would take minutes.
    """
    text = ("x" + unit * most)[:most]
    read("warm")
    lengths = (most // EIGHTH, most)
    return all(_grows_less(read, text[: each // EIGHTH], text[:each]) for each in lengths)


def _grows_less(read: Callable[[str], object], short: str, long: str) -> bool:
    """Return whether the long text once takes less than MOST times as long as the short one.

    Both are read anew as long as it fails, so a moment in which the machine is busy decides nothing.
    """

    def most() -> float:
        return MOST * max(min(_taken(read, short) for _ in range(2)), GRAIN)

    return any(_taken(read, long) < most() for _ in range(TRIES))


def _taken(read: Callable[[str], object], text: str) -> float:
    """Return the processor time of one reading in seconds."""
    begun = time.process_time()
    read(text)
    return time.process_time() - begun
