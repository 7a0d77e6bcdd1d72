"""How fast messages may follow each other: a token bucket that needs no timer (GCRA).

All times are milliseconds of real time. Slack's limits: about one message a second in a channel, "several
hundred" a minute in a workspace, and for other methods a tier: so many calls of the method a minute
(https://docs.slack.dev/apis/web-api/rate-limits).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.slack.methods import INTERVALS

SLOWEST = 60_000
"""An interval never grows beyond this; one message a minute still gets through."""


@dataclass(frozen=True)
class SendPace:
    """`interval`: milliseconds between two messages in a workspace; `burst`: how many may go at once after
    a rest; `channel`: milliseconds between two messages in one channel; `methods`: between two calls of one
    method in a workspace, for those that Slack counts apart."""

    interval: int
    burst: int
    channel: int
    methods: Mapping[str, int] = field(default_factory=dict)


SLACK = SendPace(
    interval=200,
    burst=10,
    channel=1100,
    methods=INTERVALS,
)
"""Five a second for a workspace: 300 a minute. The tiers are on each method's page, such as
https://docs.slack.dev/reference/methods/chat.update."""
UNPACED = SendPace(interval=0, burst=1000, channel=0)
"""For a Slack of our own that has no limits."""


def free(tat: int, interval: int, burst: int, now: int) -> int:
    """How many messages may go now. `tat` is the bucket's theoretical arrival time."""
    if interval == 0:
        return burst
    return max(0, (now + tolerance(interval, burst) - max(tat, now)) // interval + 1)


def taken(tat: int, interval: int, count: int, now: int) -> int:
    """The bucket's `tat` after `count` messages."""
    return max(tat, now) + count * interval


def opens_at(tat: int, interval: int, burst: int) -> int:
    """When the next message may go."""
    return tat - tolerance(interval, burst)


def slower(interval: int, pace: SendPace) -> int:
    """The interval after Slack said "too many"."""
    return min(max(interval, pace.interval, 1) * 2, SLOWEST)


def faster(interval: int, pace: SendPace) -> int:
    """The interval after a message got through: back to the pace in steps of two per cent."""
    return max(pace.interval, interval - max(1, interval // 50))


def tolerance(interval: int, burst: int) -> int:
    """By how many milliseconds an empty bucket's `tat` is ahead."""
    return (burst - 1) * interval
