"""What a `/pm-progress`, and Home, cost the processor after a month, a quarter and a year.

Each is dispatched into the Bolt app as the socket's thread does it, in a process that does nothing else.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from bench.checkout import ROOT
from bench.figures import CPU_MS, Figure
from bench.stage import COMMAND, Place, stage
from bench.version import Version
from bench.versions import Tick, addresses, in_turn, running_versions

EACH = 10
"""Presses of one version before it is the other's turn."""
GROWTH = 1.2
"""A year of history may cost so many times what a month does."""
ACTS = {COMMAND: ("press", 0.35), "Home": ("home", 0.5)}
"""What is measured: the driver's act, and the most that it may take of what it took at commit ecc1557."""

Spent = dict[tuple[str, int], list[list[float]]]
"""By act and weeks of history, for each version: seconds of the processor, a figure for each round."""


def figures(folder: Path, rounds: int, weeks: Sequence[int], tick: Tick) -> list[Figure]:
    """This checkout alone, with so many weeks of history each."""
    spent = measure([ROOT], folder, rounds, weeks, tick)
    made = []
    for act in ACTS:
        made += [Figure(name(act, some), _ms(spent[act, some][0]), CPU_MS) for some in weeks]
        made.append(_growth(spent, act, weeks))
    return made


def figures_against(other: Path, folder: Path, rounds: int, weeks: Sequence[int], tick: Tick) -> list[Figure]:
    """The same of the checkout in `other`, in turn with ours."""
    spent = measure([ROOT, other], folder, rounds, weeks, tick)
    made = []
    for act, (_, share) in ACTS.items():
        for some in weeks:
            ours, theirs = map(_ms, spent[act, some])
            made.append(Figure(name(act, some), ours, CPU_MS, theirs, share))
        made.append(_growth(spent, act, weeks))
    return made


def measure(codes: Sequence[Path], folder: Path, rounds: int, weeks: Sequence[int], tick: Tick) -> Spent:
    """Have each version make its histories, then do each act in turn."""
    spent: Spent = {(act, some): [[] for _ in codes] for act in ACTS for some in weeks}
    with stage(len(codes)) as slack, running_versions(codes) as sides:
        for some in weeks:
            _live(sides, slack.places(), folder, some)
            for act in ACTS:
                do(sides, act, some, 3 * EACH)  # warms up
            tick()
        for number in range(rounds):
            for (act, some), made in spent.items():
                for all_of_one, seconds in zip(made, do(sides, act, some, EACH, number), strict=True):
                    all_of_one.append(seconds)
            tick()
    return spent


def _live(sides: Sequence[Version], places: Sequence[Place], folder: Path, weeks: int) -> None:
    """A year takes seconds, so all versions live it at the same time."""
    urls = addresses(folder, f"{weeks}-weeks", sides)
    for side, place, url in zip(sides, places, urls, strict=True):
        side.begin("live", place=asdict(place), url=url, weeks=weeks)
    for side in sides:
        side.end()


def do(sides: Sequence[Version], act: str, weeks: int, times: int, number: int = 0) -> list[float]:
    """Seconds of the processor for an act, by side; `number` is the round's."""
    asked, _ = ACTS[act]
    made = in_turn(1, lambda side: float(side.ask(asked, weeks=weeks, times=times)), sides, first=number)
    return [seconds for [seconds] in made]


def names(weeks: Sequence[int]) -> tuple[str, ...]:
    """The names of all figures, in their order."""
    few, many = min(weeks), max(weeks)
    return tuple(
        each for act in ACTS for each in (*(name(act, some) for some in weeks), growth(act, few, many))
    )


def name(act: str, weeks: int) -> str:
    """The figure's name."""
    return f"{act} at {weeks} weeks"


def growth(act: str, few: int, many: int) -> str:
    """The name of the figure that sets a long history beside a short one, in weeks."""
    return f"{act}, {many} beside {few}"


def _growth(spent: Spent, act: str, weeks: Sequence[int]) -> Figure:
    few, many = min(weeks), max(weeks)
    ours, theirs = _ms(spent[act, many][0]), _ms(spent[act, few][0])
    return Figure(growth(act, few, many), ours, CPU_MS, theirs, GROWTH)


def _ms(seconds: Sequence[float]) -> float:
    return round(median(seconds) * 1000, 3)
