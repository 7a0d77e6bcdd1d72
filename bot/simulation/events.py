"""The Monday peak in virtual time: every message that falls due, sent by the coach's own pacing rules.

Discrete events over one heap of workspaces, as the workspace queues in the database are one. Instants and
durations are whole microseconds.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heapreplace

from bot.slack.pacing import free, opens_at, taken

SECOND = 1_000_000
PLANNING, SLACK, SENDERS = "planning", "slack", "senders"
"""What may hold a message back: our heartbeat, the limit of its workspace, our threads and cores."""

Waiting = tuple[int, int]
"""One message: when it can go (it is due and its row is written), and when it was due."""


@dataclass(frozen=True)
class Bucket:
    """Slack's limit of one workspace: microseconds between two messages, and how many may go at once."""

    interval: int
    burst: int


@dataclass(frozen=True)
class Fleet:
    """The processes that send."""

    replicas: int
    senders: int
    """Threads in each replica; a thread has one call at a time."""
    call: int
    """What Slack takes to answer."""
    cpu: int
    """Our own work for a message; a replica works on one at a time."""


@dataclass
class Peak:
    """What came of it."""

    lateness: list[int] = field(default_factory=list)
    """Of each message, from due to answered; sorted."""
    waits: Counter[str] = field(default_factory=Counter)
    """By cause, what it made all messages together wait."""
    sent: Counter[int] = field(default_factory=Counter)
    """Calls begun in each second."""

    def percentile(self, percent: int) -> int:
        """The lateness that this many per cent of the messages don't exceed."""
        return self.lateness[-(-percent * len(self.lateness) // 100) - 1]

    @property
    def busiest_second(self) -> int:
        return max(self.sent.values())


def play(
    queues: Sequence[Sequence[Waiting]],
    bucket: Bucket,
    fleet: Fleet,
    passed: Callable[[float], object] = lambda _share: None,
) -> Peak:
    """Send what waits in each workspace, at least one message; `passed` hears at times what share is done."""
    played = _Play(queues, bucket, fleet)
    total = sum(map(len, queues))
    for claims, _ in enumerate(played.claims()):
        if claims % 10_000 == 0:
            passed(len(played.peak.lateness) / total)
    played.peak.lateness.sort()
    return played.peak


class _Play:
    def __init__(self, queues: Sequence[Sequence[Waiting]], bucket: Bucket, fleet: Fleet) -> None:
        self.bucket, self.fleet, self.peak = bucket, fleet, Peak()
        self.queues = [sorted(queue) for queue in queues]
        self.position, self.tat = [0] * len(queues), [0] * len(queues)
        self.at_best, self.allowed = [_Ideal(bucket) for _ in queues], [_Ideal(bucket) for _ in queues]
        self.threads = [(0, number) for number in range(fleet.senders * fleet.replicas)]
        self.core_free = [0] * fleet.replicas

    def claims(self) -> Iterator[None]:
        """Claim after claim, until nothing waits: the workspace whose turn came first goes first."""
        turns = [(queue[0][0], number) for number, queue in enumerate(self.queues) if queue]
        heapify(turns)
        while turns:
            turn, queue = turns[0]
            self._claim(queue, max(turn, self.threads[0][0]))
            if (turn_again := self._turn(queue)) is None:
                heappop(turns)
            else:
                heapreplace(turns, (turn_again, queue))
            yield

    def _turn(self, number: int) -> int | None:
        """When the workspace's next message may go."""
        queue, position = self.queues[number], self.position[number]
        return max(queue[position][0], self._opens(number)) if position < len(queue) else None

    def _opens(self, number: int) -> int:
        return opens_at(self.tat[number], self.bucket.interval, self.bucket.burst)

    def _claim(self, number: int, now: int) -> None:
        """Send what the bucket, what can go and the free threads allow."""
        queue, begin = self.queues[number], self.position[number]
        most = free(self.tat[number], self.bucket.interval, self.bucket.burst, now)
        for can_go, due in queue[begin : begin + most]:
            if can_go > now or self.threads[0][0] > now:
                break
            self._send(number, now, can_go, due)

    def _send(self, number: int, now: int, can_go: int, due: int) -> None:
        self.tat[number] = taken(self.tat[number], self.bucket.interval, 1, now)
        self.position[number] += 1
        thread = self.threads[0][1]
        replica = thread % self.fleet.replicas
        begun = max(now, self.core_free[replica])
        self.core_free[replica] = begun + self.fleet.cpu
        answered = begun + self.fleet.cpu + self.fleet.call
        heapreplace(self.threads, (answered, thread))
        peak = self.peak
        peak.lateness.append(answered - due)
        peak.sent[begun // SECOND] += 1
        at_best, allowed = self.at_best[number].next(due), self.allowed[number].next(can_go)
        peak.waits[SLACK] += at_best - due
        peak.waits[PLANNING] += allowed - at_best
        peak.waits[SENDERS] += begun - allowed


class _Ideal:
    """A workspace's bucket by itself, as if a thread were always free: what is later isn't Slack's doing."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket, self.tat = bucket, 0

    def next(self, at: int) -> int:
        """When one more message, there from `at`, would go."""
        begun = max(at, opens_at(self.tat, self.bucket.interval, self.bucket.burst))
        self.tat = taken(self.tat, self.bucket.interval, 1, begun)
        return begun
