"""Random kills, freezes, crashes of the database and a Slack that fails, from a seed."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from tests.faults.engine import Engine, Replica, engine
from tests.faults.ledger import Audit, lateness
from tests.faults.replica import SHORT, Letter
from tests.faults.unreliable import FAULTS, Slack, chance, serving

FROZEN_FOR = (SHORT.lease + SHORT.grace + 3 * SHORT.between_verifications).total_seconds()
"""Long enough for others to look twice and to send again."""
PEOPLE = 25
"""In each workspace."""
FELL = "ended by themselves"
QUIET = 150.0
"""Deliveries a second where nothing else is at work on two cores. A message may be late by as much more as a
machine is slower than that."""
Crash = Callable[[], object]


@dataclass(frozen=True)
class Weather:
    """After how many posts, on average, what happens; `faulty` is the part of the calls that fail."""

    seed: int
    deliveries: int
    teams: int = 40
    replicas: int = 3
    faulty: float = 0.04
    kill_every: int = 60
    freeze_every: int = 1500
    crash_every: int = 2500
    latest: float = 60.0
    """Seconds by which a message may be late on a quiet machine: some are looked up, others wait for them."""

    @property
    def waves(self) -> int:
        return max(1, self.deliveries // (self.teams * PEOPLE))


@dataclass(frozen=True)
class Report:
    audit: Audit
    deliveries: int
    seconds: float
    did: Counter[str]
    faults: int
    found: int
    """By looking."""
    late: list[float]
    """Seconds by which messages were, the least first."""
    latest: float
    """Seconds by which they were allowed to be."""

    def __str__(self) -> str:
        done = ", ".join(f"{times} {what}" for what, times in sorted(self.did.items()))
        wrong = ", ".join(f"{what} {len(texts)}" for what, texts in vars(self.audit).items())
        half, most = (self.late[int(len(self.late) * part)] for part in (0.5, 0.99))
        return (
            f"{self.deliveries} deliveries in {self.seconds:.0f} s, {self.faults} faults of Slack, {done}, "
            f"{self.found} found by looking, {half:.0f} s late by the median, {most:.0f} s at 99 %, "
            f"{self.late[-1]:.0f} s at most (allowed {self.latest:.0f} s); {wrong}"
        )


def storm(
    url: str,
    folder: Path,
    weather: Weather,
    *,
    crash: Crash | None = None,
    say: Callable[[str], object] = len,
    cut: Callable[[], bool] = lambda: False,
) -> Report:
    """Deliver in this weather; `crash` brings the database down and up again, `say` hears how it goes.

    Once `cut` says so, nothing more is planned, and the report is about what was.
    """
    slack = Slack(chance(weather.seed, weather.faulty), visible_after=0.2)
    with serving(slack), engine(url, slack, folder) as run:
        began = time.monotonic()
        did = _Storm(run, weather, crash, say).rage(cut)
        run.settle()
        seconds, count = time.monotonic() - began, len(run.letters)
        latest = weather.latest * max(1.0, QUIET * seconds / max(count, 1))
        return Report(
            audit=run.audit(lateness=latest),
            deliveries=count,
            seconds=seconds,
            did=did,
            faults=_faults(slack),
            found=len(run.said("verified: sent")),
            late=lateness(run.database) or [0.0],
            latest=latest,
        )


def _faults(slack: Slack) -> int:
    return sum(slack.heard(fault) for fault in FAULTS)


class _Storm:
    def __init__(
        self, run: Engine, weather: Weather, crash: Crash | None, say: Callable[[str], object]
    ) -> None:
        self._run, self._weather, self._crash_database, self._say = run, weather, crash, say
        self._random, self._did = random.Random(weather.seed), Counter[str]()
        self._next: dict[Callable[[], None], float] = {}
        """At how many posts."""

    def rage(self, cut: Callable[[], bool]) -> Counter[str]:
        """Go on until everything is planned and nearly everything sent. Returns what was done how often."""
        weather = self._weather
        self._start()
        for number in range(1, weather.waves + 1):
            self._run.plan(self._wave(number))
            self._say(self._standing())
            while self._run.unsettled() > weather.teams * PEOPLE // 2 and not cut():
                time.sleep(0.2)
                self._now_and_then(self._kill, weather.kill_every)
                self._now_and_then(self._freeze, weather.freeze_every)
                if self._crash_database:
                    self._now_and_then(self._crash, weather.crash_every)
            if cut():
                self._start()  # the signal may have reached those that there were
                break
        return self._did

    def _start(self) -> None:
        for _ in range(self._weather.replicas):
            self._run.start()

    def _standing(self) -> str:
        posts = list(self._run.slack.posts)
        repeated = len(posts) - len({post.text for post in posts})
        return (
            f"{len(self._run.letters)} planned, {len(posts)} received, {_faults(self._run.slack)} faults, "
            f"{self._did['kills']} kills, {repeated} repeated"
        )

    def _wave(self, number: int) -> list[Letter]:
        """One letter for each person."""
        return [
            Letter(f"T{team}", f"U{person}", number)
            for person in range(PEOPLE)
            for team in range(self._weather.teams)
        ]

    def _now_and_then(self, what: Callable[[], None], every: int) -> None:
        """Do it if its time has come, and draw when it comes again."""
        posts = len(self._run.slack.posts)
        if posts >= self._next.setdefault(what, self._random.expovariate(1 / every)):
            what()
            self._next[what] = posts + self._random.expovariate(1 / every)

    def _any(self) -> Replica:
        return self._random.choice(self._run.replicas)

    def _kill(self) -> None:
        victim = self._any()
        self._did["kills" if victim.code is None else FELL] += 1
        victim.kill()
        self._run.replicas.remove(victim)
        self._run.start()

    def _freeze(self) -> None:
        victim = self._any()
        victim.freeze()
        Timer(FROZEN_FOR, self._thaw, [victim]).start()

    def _thaw(self, victim: Replica) -> None:
        self._did["freezes"] += victim.frozen
        victim.thaw()

    def _crash(self) -> None:
        assert self._crash_database
        self._crash_database()
        self._did["crashes of the database"] += 1
