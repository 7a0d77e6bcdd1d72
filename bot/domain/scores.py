"""A prioritisation as it was handed in: options on five scores, read as a table, with what would flip it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.domain.feedback.prioritisation import DIMENSIONS, LEAST, MOST, Option, Table, expect

MOST_OPTIONS = 12
NAMES = ("user impact", "business value", "engineering cost", "alignment", "time to market")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Flip:
    """The one score that decides: it moves by one or two, and another option wins."""

    option: str
    dimension: int
    """Its place among the five."""
    before: float
    after: float
    winner: str


@dataclass(frozen=True)
class ScoreRow:
    """An option, its five scores, and their weighted sum."""

    name: str
    scores: tuple[float, ...]
    total: float


@dataclass(frozen=True)
class Scores:
    """The options from the highest sum to the lowest."""

    rows: tuple[ScoreRow, ...]
    weights: tuple[float, ...]
    winner: str
    """"" where first place is shared."""
    flip: Flip | None


def table(options: str, weights: str) -> Table | None:
    """Return the table that a form's two fields hold; None unless every line of them can be read.

    An option is a line: a name and five scores from 1 to 5, semicolons between them. Weights are five
    numbers; without any, all weigh the same.
    """
    read = list(_options(options))
    weighed = [float(each) for each in _NUMBER.findall(weights)] or [1.0] * len(DIMENSIONS)
    names = {option.name for option in read if option}
    if not 2 <= len(read) <= MOST_OPTIONS or len(names) < len(read) or len(weighed) != len(DIMENSIONS):
        return None
    if max(weighed) > 1000:
        return None
    return Table([o for o in read if o], dict(zip(DIMENSIONS, weighed, strict=True)))


def scores(options: str, weights: str) -> Scores | None:
    """Return those two fields with their sums, the highest first, and what would flip the winner."""
    read = table(options, weights)
    if read is None:
        return None
    computed = expect(read)
    winner = read.winner()
    return Scores(
        rows=tuple(
            ScoreRow(o.name, tuple(o.scores[name] for name in DIMENSIONS), round(read.total(o), 2))
            for o in read.ranked()
        ),
        weights=tuple(read.weights[name] for name in DIMENSIONS),
        winner=winner.name if winner else "",
        flip=_flip(computed),
    )


def _options(text: str) -> Iterator[Option | None]:
    """Yield the option of each line that isn't empty; None for one that can't be read."""
    for line in filter(str.strip, text.splitlines()[: MOST_OPTIONS * 4]):
        name, *cells = (cell.strip() for cell in line.rstrip("; ").split(";"))
        good = name and len(cells) == len(DIMENSIONS) and all(_NUMBER.fullmatch(cell) for cell in cells)
        values = [float(cell) for cell in cells] if good else []
        fits = good and all(LEAST <= value <= MOST for value in values)
        yield Option(name, dict(zip(DIMENSIONS, values, strict=True))) if fits else None


def _flip(computed: dict[str, Any]) -> Flip | None:
    for found in computed["score_flips"] or computed["score_flips_2"]:
        place = DIMENSIONS.index(found["dimension"])
        return Flip(found["option"], place, found["from"], found["to"], found["winner"])
    return None
