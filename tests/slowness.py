"""How tests wait: for events as long as it takes, and for real time by the measure of this machine.

An event that certainly comes is waited for with `until`. What mustn't happen is shown by something that comes
after it in order. Only where a real time-out is what a test is about is its length `scaled`.
"""

import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from hashlib import sha256
from importlib import import_module
from typing import Any

from bot.sandbox.timings import Timings

LONG = 120.0
"""Seconds within which whatever is waited for comes on any machine: a bound for what never comes, and the
time-out of everything that a test isn't about."""
LONGEST_PAUSE = 0.2
"""Seconds between two looks whether something has happened."""
PIECE, QUIET = 200_000, 0.15
"""A fixed piece of work, and the seconds that it takes where a few others are at work too."""
TIME_OUTS = (
    ("bot.app", "ANSWER_TIMEOUT"),
    ("bot.app", "SEND_TIMEOUT"),
    ("bot.coach.coach", "SHORT_LOCK_TIMEOUT"),
    ("bot.operate.doctor_slack", "TIMEOUT"),
    ("bot.runtime.web", "DATABASE_TIMEOUT"),
    ("bot.slack.budget", "ACT"),
    ("bot.slack.directory", "BOUND"),
    ("bot.store.database", "LOCK_TIMEOUT"),
    ("jobs.sender", "STOP_TIMEOUT"),
)
"""After which the product gives up what takes long. A test that is about one of them shortens it."""


def until(holds: Callable[[], object]) -> None:
    """Wait until `holds()` is true; for what happens in another thread or process.

    It looks less and less often: a look may cost a query.
    """
    deadline, pause = time.monotonic() + LONG, 0.005
    while not holds():
        assert time.monotonic() < deadline, "it didn't happen"
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)


def patient_timings(**shorter: Any) -> Timings:
    """Return a local Slack's times: it waits for acks, and keeps triggers, for longer than any test takes."""
    return Timings(**{"ack": LONG, "trigger": LONG, **shorter})


def long_time_outs() -> Iterator[tuple[Any, str, Any]]:
    """Yield what to set where, so that the product gives up nothing because the machine is slow."""
    for module, name in TIME_OUTS:
        yield import_module(module), name, LONG
    database = import_module("bot.store.database")
    yield database, "NOTICE_A_DEAD_LINE", {**database.NOTICE_A_DEAD_LINE, "connect_timeout": int(LONG)}
    line = import_module("bot.slack.socket_line")
    yield line, "Times", partial(line.Times, pong=LONG, opening=LONG)
    yield import_module("bot.sandbox.server"), "Timings", patient_timings


@cache
def slowness() -> float:
    """Return how many times slower this machine is than a quiet one, from 1 to 8; measured once."""
    began, data = time.monotonic(), b""
    for _ in range(PIECE):
        data = sha256(data).digest()
    return min(max(1.0, (time.monotonic() - began) / QUIET), 8.0)


def scaled(seconds: float) -> float:
    """Return a time-out that is so long on a quiet machine."""
    return seconds * slowness()
