"""Presses on a busy socket: Slack renews the lines of two replicas again and again; one of them is killed.

`make presses` measures 1,000 presses undisturbed and 1,000 disturbed, in turn, so that what else the machine
does weighs on both. It takes minutes: more happens to them than in the worst hour. After each turn it says
how far it is. `make presses TURNS=2 EACH=8` is a quick look.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from bot.runtime import logs
from bot.sandbox.person import Person
from bot.sandbox.results import ActionResult
from bot.views import ids
from tests.app.test_processes import environment
from tests.faults import dying
from tests.faults.__main__ import PLACES
from tests.forked import PROCESSES
from tests.handlers.acts import progress_of
from tests.slowness import LONG, until
from tests.world import World
from tests.world import world as open_world

TURNS, EACH = 20, 25
"""How often each kind has its turn, and the presses of each of two people in a turn."""
KILL_EVERY = 5
"""In every fifth disturbed turn a replica is killed. Of 1,000 presses in an hour, that is each quarter."""
PAUSE = 0.2
"""Seconds between two presses of a person."""
ALLOWED, RATIO = 3.0, 1.5
"""Seconds that Slack waits for an acknowledgement; p99 disturbed, beside undisturbed."""


class Replicas:
    """Two coaches as processes, of which the older one is killed when that is asked for."""

    def __init__(self, made: World, folder: Path) -> None:
        self._slack, self._folder, self.kills = made.slack, folder, 0
        self._environment = environment(made.slack, made.settings.database_url)
        self._running = [self._started(), self._started()]
        self.wait()

    def _started(self) -> PROCESSES.Process:  # type: ignore[name-defined]
        never, said = self._folder / "never", self._folder / "said"
        orders = (self._environment, self._folder, never, said)
        process = PROCESSES.Process(target=dying.coach, args=orders, daemon=True)
        process.start()
        return process

    def wait(self) -> None:
        """Wait until both have a line, and no line is left of whoever was killed."""
        until(lambda: self._slack.sockets.connections == len(self._running))

    def kill(self) -> None:
        """Kill one with what it is at, and start another in its place."""
        oldest = self._running.pop(0)
        oldest.kill()
        oldest.join(LONG)
        self.kills += 1
        self._running.append(self._started())

    def stop(self) -> None:
        for each in self._running:
            each.kill()
            each.join(LONG)


@dataclass
class Presses:
    """Seconds until each was acknowledged, and what was said of those that failed."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        middle, high, longest = (1000 * each for each in (median(self.seconds), self.p99, max(self.seconds)))
        return (
            f"median {middle:.0f} ms, p99 {high:.0f} ms, longest {longest:.0f} ms, {len(self.failed)} failed"
        )

    @property
    def p99(self) -> float:
        return quantiles(self.seconds, n=100)[-1]


@dataclass
class Busy:
    """What became of presses without and with disturbances, and how many of these there were."""

    undisturbed: Presses = field(default_factory=Presses)
    disturbed: Presses = field(default_factory=Presses)
    renewals: int = 0
    kills: int = 0

    @property
    def ratio(self) -> float:
        return self.disturbed.p99 / self.undisturbed.p99


def busy(
    made: World,
    folder: Path,
    turns: int = TURNS,
    each: int = EACH,
    pause: float = 0,
    said: Callable[[str], object] = lambda line: None,
) -> Busy:
    """Have two people press at the same time, undisturbed and disturbed in turn.

    `said` hears of each turn that is over.
    """
    seen = Busy()
    for person in (made.ana, made.li):
        made.joined(person).opens_home()
    made.settle()
    made.bot.stop()
    replicas = Replicas(made, folder)

    def renew() -> None:
        made.slack.faults.warn_sockets("refresh_requested")
        seen.renewals += 1

    try:
        for turn in range(turns):
            _press(made, seen.undisturbed, each, pause, {})
            happens = {
                each // 4: renew,
                each // 2: replicas.kill if turn % KILL_EVERY == 0 else renew,
                each * 3 // 4: renew,
            }
            _press(made, seen.disturbed, each, pause, happens)
            replicas.wait()
            said(f"  turn {turn + 1} of {turns}: {seen.renewals} renewals, {replicas.kills} kills so far")
    finally:
        replicas.stop()
    seen.kills = replicas.kills
    return seen


def _press(
    made: World, seen: Presses, times: int, pause: float, happens: Mapping[int, Callable[[], None]]
) -> None:
    """Ana and Li press so often each; before these presses of Ana's this happens, while Li is at hers."""

    def presses(person: Person) -> None:
        for number in range(times):
            if person.id == made.ana.id:
                happens.get(number, lambda: None)()
            began = time.monotonic()
            result = PRESSES[number % len(PRESSES)](person)
            seen.seconds.append(time.monotonic() - began)
            seen.failed += _wrong(made, person, number, result)
            time.sleep(pause)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(presses, (made.ana, made.li)))


PRESSES: list[Callable[[Person], ActionResult]] = [
    lambda person: person.types("/pm-progress mute"),
    lambda person: person.clicks(ids.MORE_OPEN, in_="Home"),
    lambda person: person.types("/pm-progress unmute"),
]


def _wrong(made: World, person: Person, number: int, result: ActionResult) -> Iterator[str]:
    """Yield what isn't as the press should have left it."""
    if not result.ok:
        yield f"{person.id}, press {number}: {result.notice}"
    elif progress_of(made, person).muted != (number % len(PRESSES) < 2):
        yield f"{person.id}, press {number}: acknowledged, and not done"
    if person.modal:
        person.closes(all_views=True)


def main(turns: int = TURNS, each: int = EACH) -> bool:
    """Measure it on each database; return whether every goal was reached."""
    say = partial(print, flush=True)  # into a pipe too, line by line
    logs.set_up(level="WARNING")
    reached = True
    for place in PLACES.values():
        say(f"{place.__name__}: two replicas start, then {turns} turns of {4 * each} presses")
        with (
            tempfile.TemporaryDirectory() as folder,
            place(Path(folder)) as (url, _crash),
            open_world(url, at=datetime.now(UTC)) as made,
        ):
            seen = busy(made, Path(folder), turns, each, PAUSE, say)
        did = f"{seen.renewals} renewals of all lines, {seen.kills} kills"
        say(f"{place.__name__}, {did}: p99 {seen.ratio:.2f} times the undisturbed")
        for name, presses in (("undisturbed", seen.undisturbed), ("disturbed", seen.disturbed)):
            say(f"  {len(presses.seconds)} {name}: {presses}", *presses.failed[:10], sep="\n    ")
            reached = reached and not presses.failed and max(presses.seconds) < ALLOWED
        reached = reached and seen.ratio < RATIO
    return reached


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
