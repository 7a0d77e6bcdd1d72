"""How often the forecast's range holds, on members who don't live by its assumptions.

`python -m bench.forecast` prints the table of docs/adr/0012-forecast.md. Most rhythms draw whether a week is
kept from something else than one unchanging chance. A member is cut off after some closed weeks, forecast,
and lived on until they are ready.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from time import process_time

from bot.domain import forecast
from bot.domain.weeks import Outcome

Rhythm = Callable[[Random], Iterator[Outcome]]
CUTS = (6, 10, 16, 24)
"""Closed weeks after which a forecast is made."""
NEED = 32
"""Kept weeks: eight months of evidence."""


def _week(kept: bool) -> Outcome:
    return Outcome.DONE if kept else Outcome.MISSED


def steady(draw: Random) -> Iterator[Outcome]:
    """Nearly every week."""
    chance = draw.uniform(0.85, 1)
    while True:
        yield _week(draw.random() < chance)


def half(draw: Random) -> Iterator[Outcome]:
    """About every second week, as it comes."""
    chance = draw.uniform(0.4, 0.7)
    while True:
        yield _week(draw.random() < chance)


def bursts(draw: Random) -> Iterator[Outcome]:
    """Six weeks of zeal, three of none, about."""
    zeal = draw.random() < 0.6
    while True:
        for _ in range(1 + int(draw.expovariate(1 / (6 if zeal else 3)))):
            yield _week(zeal if draw.random() < 0.93 else not zeal)
        zeal = not zeal


def leaves(draw: Random) -> Iterator[Outcome]:
    """Regular, and away for one to four weeks two to four times a year."""
    chance, until = draw.uniform(0.7, 0.95), draw.randint(6, 20)
    while True:
        for _ in range(until):
            yield _week(draw.random() < chance)
        yield from [Outcome.EXCUSED] * draw.choice([1, 1, 2, 3, 4])
        until = draw.randint(6, 18)


def tired(draw: Random) -> Iterator[Outcome]:
    """Full of zeal, which halves within half a year to a year and a half."""
    chance, halved, number = draw.uniform(0.85, 1), draw.uniform(25, 80), 0
    while True:
        yield _week(draw.random() < max(0.25, chance * 0.5 ** (number / halved)))
        number += 1


def warming(draw: Random) -> Iterator[Outcome]:
    """Hesitant, and better from week to week."""
    chance = draw.uniform(0.35, 0.6)
    while True:
        yield _week(draw.random() < chance)
        chance = min(0.95, chance + 0.015)


def fortnights(draw: Random) -> Iterator[Outcome]:
    """Every second week, on purpose."""
    due = draw.random() < 0.5
    while True:
        yield _week(draw.random() < (0.9 if due else 0.15))
        due = not due


def crunch(draw: Random) -> Iterator[Outcome]:
    """Regular, but for the three weeks of each quarter in which a release goes out."""
    chance, number = draw.uniform(0.75, 0.95), draw.randrange(13)
    while True:
        yield _week(draw.random() < (0.15 if number % 13 < 3 else chance))
        number += 1


RHYTHMS: tuple[Rhythm, ...] = (steady, half, bursts, leaves, tired, warming, fortnights, crunch)


@dataclass
class Tally:
    """How many forecasts held, came too early or too late, and the weeks between their ends."""

    held: int = 0
    sooner: int = 0
    later: int = 0
    widths: int = 0

    @property
    def all(self) -> int:
        return self.held + self.sooner + self.later

    def add(self, first: int, last: int | None, came: int) -> None:
        if came < first:
            self.sooner += 1
        elif last is not None and came > last:
            self.later += 1
        else:
            self.held += 1
        self.widths += (forecast.HORIZON if last is None else last) - first

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.held + other.held,
            self.sooner + other.sooner,
            self.later + other.later,
            self.widths + other.widths,
        )


def back_test(rhythm: Rhythm, cut: int, members: int, seed: int = 1) -> Tally:
    """Forecast so many members of a rhythm after `cut` closed weeks, and live on to see."""
    tally = Tally()
    for number in range(members):
        weeks = rhythm(Random(f"{seed}/{rhythm.__name__}/{number}"))
        past = _lived(weeks, cut)
        if (need := NEED - past.count(Outcome.DONE)) > 0:
            tally.add(*forecast.weeks_to_go(past, need), _weeks_until(weeks, need))
    return tally


def _lived(weeks: Iterator[Outcome], cut: int) -> Sequence[Outcome]:
    past: list[Outcome] = []
    while len(past) - past.count(Outcome.EXCUSED) < cut:
        past.append(next(weeks))
    return past


def _weeks_until(weeks: Iterator[Outcome], need: int) -> int:
    number = 0
    while need and number < 2 * forecast.HORIZON:
        number += 1
        need -= next(weeks) is Outcome.DONE
    return number


def table(members: int, seed: int = 1) -> tuple[list[str], Tally]:
    """Return the lines of the table, and what all of it comes to."""
    lines, total = (
        [f"{'rhythm':<12}{'after':>6}{'held %':>8}{'sooner':>8}{'later':>8}{'weeks wide':>12}"],
        Tally(),
    )
    for rhythm in RHYTHMS:
        for cut in CUTS:
            tally = back_test(rhythm, cut, members, seed)
            total += tally
            lines.append(_line(rhythm.__name__, str(cut), tally))
    return [*lines, _line("all", "", total)], total


def _line(name: str, cut: str, tally: Tally) -> str:
    held, sooner, later = (100 * part / tally.all for part in (tally.held, tally.sooner, tally.later))
    return f"{name:<12}{cut:>6}{held:>8.0f}{sooner:>8.0f}{later:>8.0f}{tally.widths / tally.all:>12.0f}"


def cost(times: int = 2000) -> float:
    """Return the processor time of one forecast in milliseconds, after half a year of every second week."""
    past = [Outcome.DONE, Outcome.MISSED] * 13
    begin = process_time()
    for _ in range(times):
        forecast.weeks_to_go(past, NEED - 13)
    return (process_time() - begin) / times * 1000


if __name__ == "__main__":
    print("\n".join(table(1000, seed=7)[0]))
    print(f"one forecast: {cost():.3f} ms")
