"""How often the coach writes unasked: at which pace weeks open, and whether it writes at their end."""

from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.closing import Level
from bot.domain.progress import Reader
from bot.domain.slots import Pace


class Frequency(NamedTuple):
    """A pace and a level; the pairs that matter to a member, from two messages a week to one in two weeks."""

    pace: Pace
    level: Level


@dataclass(frozen=True)
class Change:
    """How often it was, and how often it is; the same twice where only silence is less."""

    before: Frequency
    after: Frequency
    week_id: int
    reader: Reader
    in_place: bool = False
    """The message that was pressed on shows it."""


def fewer(now: Frequency) -> Frequency | None:
    """Return the next step to fewer messages; None where only silence is less.

    First the closing message goes, and with it the second assignment of a week; then every second week.
    """
    if now.pace is Pace.TWO_A_WEEK:
        return Frequency(Pace.EVERY_WEEK, Level.QUIET)
    if now.level is Level.NORMAL:
        return now._replace(level=Level.QUIET)
    return now._replace(pace=Pace.EVERY_SECOND_WEEK) if now.pace is Pace.EVERY_WEEK else None
