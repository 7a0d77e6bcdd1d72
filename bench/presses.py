"""What a `/pm-progress` costs the processor after a month, a quarter and a year.

It is dispatched into the Bolt app as the socket's thread does it, in a process that does nothing else.
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
SHARE = 0.35
"""Of what a press cost at commit ecc1557."""

Spent = dict[int, list[list[float]]]
"""By weeks of history, for each version: seconds of the processor for a press, one for each round."""


def figures(folder: Path, rounds: int, weeks: Sequence[int], tick: Tick) -> list[Figure]:
    """This checkout alone, with so many weeks of history each."""
    spent = measure([ROOT], folder, rounds, weeks, tick)
    return [*(Figure(name(some), _ms(spent[some][0]), CPU_MS) for some in weeks), _growth(spent)]


def figures_against(other: Path, folder: Path, rounds: int, weeks: Sequence[int], tick: Tick) -> list[Figure]:
    """The same of the checkout in `other`, in turn with ours."""
    spent = measure([ROOT, other], folder, rounds, weeks, tick)
    beside = [Figure(name(some), _ms(spent[some][0]), CPU_MS, _ms(spent[some][1]), SHARE) for some in weeks]
    return [*beside, _growth(spent)]


def measure(codes: Sequence[Path], folder: Path, rounds: int, weeks: Sequence[int], tick: Tick) -> Spent:
    """Have each version make its histories, then press in turn."""
    spent: Spent = {some: [[] for _ in codes] for some in weeks}
    with stage(len(codes)) as slack, running_versions(codes) as sides:
        for some in weeks:
            _live(sides, slack.places(), folder, some)
            press(sides, some, 3 * EACH)  # warms up
            tick()
        for number in range(rounds):
            for some in weeks:
                for all_of_one, seconds in zip(spent[some], press(sides, some, EACH, number), strict=True):
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


def press(sides: Sequence[Version], weeks: int, times: int, number: int = 0) -> list[float]:
    """Seconds of the processor for a press, by side; `number` is the round's."""
    made = in_turn(1, lambda side: float(side.ask("press", weeks=weeks, times=times)), sides, first=number)
    return [seconds for [seconds] in made]


def name(weeks: int) -> str:
    """The figure's name."""
    return f"{COMMAND} at {weeks} weeks"


def growth(few: int, many: int) -> str:
    """The name of the figure that sets a long history beside a short one, in weeks."""
    return f"{COMMAND}, {many} beside {few}"


def _growth(spent: Spent) -> Figure:
    few, many = min(spent), max(spent)
    return Figure(growth(few, many), _ms(spent[many][0]), CPU_MS, _ms(spent[few][0]), GROWTH)


def _ms(seconds: Sequence[float]) -> float:
    return round(median(seconds) * 1000, 3)
