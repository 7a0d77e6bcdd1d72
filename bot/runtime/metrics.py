"""What a process counts, in Prometheus' terms; what the database knows is read from it at each scrape.

Labels are bounded: kinds and listeners are ours, reasons are Slack's codes. Nothing here names a person.
"""

import re
import time
from collections.abc import Iterable, Iterator
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

LATE = 60.0
"""Seconds after its time from which a delivery counts as late."""
CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
REGISTRY = CollectorRegistry()
"""Of this process alone: the library's own would mix in what other code counts."""

_SENT = Counter("pm_coach_sent", "Messages that Slack took.", ["kind"], registry=REGISTRY)
_LATE = Counter(
    "pm_coach_late", f"Of those sent, {LATE:.0f} s or more after their time.", ["kind"], registry=REGISTRY
)
_RETRIED = Counter("pm_coach_retried", "Attempts that will be repeated.", ["kind"], registry=REGISTRY)
_UNKNOWN = Counter(
    "pm_coach_unknown", "Attempts whose outcome had to be looked up.", ["kind"], registry=REGISTRY
)
_DEAD = Counter(
    "pm_coach_dead", "Messages that ended unsent or refused.", ["kind", "reason"], registry=REGISTRY
)
_LATENESS = Histogram(
    "pm_coach_lateness_seconds",
    "From a message's time until Slack had it.",
    ["kind"],
    registry=REGISTRY,
    buckets=(0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400),
)
_HANDLING = Histogram(
    "pm_coach_handling_seconds",
    "From Slack's request until its acknowledgement.",
    ["listener"],
    registry=REGISTRY,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
)
_BEATS = Counter(
    "pm_coach_heartbeats", "Rounds of the sender and of scheduled work.", ["name"], registry=REGISTRY
)
_last_beat: dict[str, float] = {}


class Depth(Protocol):
    """What the queue holds at one moment."""

    @property
    def planned(self) -> int: ...
    @property
    def due(self) -> int: ...
    @property
    def sending(self) -> int: ...
    @property
    def unknown(self) -> int: ...
    @property
    def stuck(self) -> int: ...
    @property
    def dead(self) -> int: ...
    @property
    def late_seconds(self) -> float: ...
    @property
    def paused(self) -> int: ...
    @property
    def members_due(self) -> int: ...


def delivered(kind: str) -> None:
    """Slack took a message, a change of one, or a Home."""
    _SENT.labels(kind).inc()


def late(kind: str, lateness_seconds: float) -> None:
    """Slack took a post, so many seconds after its time."""
    _LATENESS.labels(kind).observe(max(0.0, lateness_seconds))
    if lateness_seconds >= LATE:
        _LATE.labels(kind).inc()


def retried(kind: str) -> None:
    """An attempt certainly failed, and there will be another."""
    _RETRIED.labels(kind).inc()


def unknown(kind: str) -> None:
    """An attempt got no answer that says whether Slack has the message."""
    _UNKNOWN.labels(kind).inc()


def dead(kind: str, reason: str) -> None:
    """A message is dead. What follows a colon in `reason` is left out: it may be anything."""
    reason = reason.partition(":")[0]
    _DEAD.labels(kind, reason if re.fullmatch(r"[A-Za-z0-9_ ]{1,40}", reason) else "other").inc()


def handled(listener: str, seconds: float) -> None:
    """A request of Slack's was acknowledged."""
    _HANDLING.labels(listener).observe(seconds)


def beat(name: str) -> None:
    """A thread that works in rounds is alive."""
    _BEATS.labels(name).inc()
    _last_beat[name] = time.monotonic()


def silence(*names: str) -> float:
    """Seconds since any of these last gave a sign of life; infinite if none ever did."""
    return time.monotonic() - max(_last_beat.get(name, -float("inf")) for name in names)


def exposed(depth: Depth | None, findings: Iterable[tuple[str, str, int]] = ()) -> bytes:
    """Everything as a scrape reads it. `depth` is None if the database doesn't answer.

    `findings` are a code of feedback, what became of it, and how many.
    """
    scrape = CollectorRegistry()
    scrape.register(_Database(depth, findings))
    ProcessCollector(registry=scrape)
    return generate_latest(REGISTRY) + generate_latest(scrape)


class _Database:
    def __init__(self, depth: Depth | None, findings: Iterable[tuple[str, str, int]]) -> None:
        self._depth, self._findings = depth, findings

    def describe(self) -> Iterator[GaugeMetricFamily]:
        yield from ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        depth = self._depth
        yield _gauge("database_up", "Whether the database answers.", depth is not None)
        if depth is None:
            return
        queue = GaugeMetricFamily(
            "pm_coach_queue_messages",
            "Messages by state; due is part of planned, unknown of sending, stuck (for over 15 minutes) of "
            "unknown, dead means the last seven days.",
            labels=["state"],
        )
        for state in ("planned", "due", "sending", "unknown", "stuck", "dead"):
            queue.add_metric([state], getattr(depth, state))
        yield queue
        yield _gauge("queue_late_seconds", "How late the oldest message is that is due.", depth.late_seconds)
        yield _gauge("workspaces_paused", "Workspaces that Slack wants nothing sent to now.", depth.paused)
        yield _gauge("members_due", "Members whose next week should have opened.", depth.members_due)
        told = GaugeMetricFamily(
            "pm_coach_findings",
            "What feedback on evidence told members: said, fixed by the next version, or withdrawn.",
            labels=["code", "state"],
        )
        for code, state, number in self._findings:
            told.add_metric([code, state], number)
        yield told


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"pm_coach_{name}", says, value=value)
