"""Several versions measured in turn, so that a machine's moods fall on all of them alike."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from bench.version import Version, version

Measured = TypeVar("Measured")
Side = TypeVar("Side")
Tick = Callable[[], None]
"""Called after each of a part's steps."""


@contextmanager
def running_versions(codes: Sequence[Path]) -> Iterator[list[Version]]:
    """Start the driver of each checkout, in this order."""
    with ExitStack() as running:
        yield [running.enter_context(version(code)) for code in codes]


def in_turn(
    rounds: int, measure: Callable[[Side], Measured], sides: Sequence[Side], *, first: int = 0
) -> list[list[Measured]]:
    """Measure every side in each round; returns a list for each side.

    Each second round goes backwards, so that none always comes after another.
    """
    made: list[list[Measured]] = [[] for _ in sides]
    for number in range(first, first + rounds):
        order = range(len(sides)) if number % 2 == 0 else reversed(range(len(sides)))
        for at in order:
            made[at].append(measure(sides[at]))
    return made


def prepare(sides: Sequence[Version], act: str, urls: Sequence[str], **arguments: int) -> None:
    """Have each version fill a database of its own, all at the same time."""
    for side, url in zip(sides, urls, strict=True):
        side.begin(act, url=url, **arguments)
    for side in sides:
        side.end()


def addresses(folder: Path, name: str, sides: Sequence[object]) -> list[str]:
    """Name a new SQLite database for each side."""
    return [f"sqlite:///{folder / f'{name}-{number}.db'}" for number in range(len(sides))]
