"""A part of a run: its name, its figures, its steps, and how much is done in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import history, statements
from bench.figures import Figure
from bench.versions import Tick


@dataclass(frozen=True)
class Effort:
    """How often and how much; the default is what a figure to quote needs."""

    rounds: int = 16
    starts: int = 5
    warm_up: int = 1
    weeks: int = history.WEEKS
    histories: tuple[int, ...] = (4, 13, 52)
    batches: tuple[int, int] = statements.BATCHES
    messages: int = 3_000
    sendings: int = 2
    databases: tuple[str, ...] = ("SQLite", "PostgreSQL")
    """From which a batch is sent."""
    enrolled: tuple[int, int] = (1_000, 200_000)
    due: int = 20_000
    jobs: int = 3_000
    handed_in: int = 200
    commands: int = 3
    rehearsed: int = 52
    packets: int = 5
    """0: only ours, once."""
    at_once: int = 10
    """Packets that are asked for in one moment."""
    readings: int = 200
    """Of texts of each length. 0: only ours, once."""


LONG = Effort(messages=10_000, sendings=5, enrolled=(1_000, 1_000_000), due=100_000, jobs=100_000)


@dataclass(frozen=True)
class Part:
    """`measure` is given an empty folder and what it calls after each of its `steps`."""

    name: str
    figures: tuple[str, ...]
    """The names of its figures, in their order."""
    steps: int
    measure: Callable[[Path, Tick], list[Figure]]

    def matches(self, wanted: str) -> bool:
        """Whether a word stands in the part's name or in a figure's."""
        return any(wanted.casefold() in name.casefold() for name in (self.name, *self.figures))


def chosen(every: Sequence[Part], only: str | None) -> list[Part]:
    """Return the parts that a word names; all without one. Raises LookupError if it names none."""
    found = [part for part in every if only is None or part.matches(only)]
    if not found:
        names = ", ".join(part.name for part in every)
        raise LookupError(f"{only} names no part and no figure. The parts are: {names}.")
    return found
