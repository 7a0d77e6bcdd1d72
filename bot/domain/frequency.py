"""How often the coach writes unasked: at which pace weeks open, and whether it writes at their end."""

from dataclasses import dataclass

from bot.domain.closing import Frequency, Level
from bot.domain.progress import Reader
from bot.domain.slots import Pace
from bot.domain.text import comparable

_PACES = {
    Pace.TWO_A_WEEK: ("two a week", "2 a week", "two assignments a week", "twice a week"),
    Pace.EVERY_WEEK: (
        "every week",
        "one a week",
        "1 a week",
        "one assignment a week",
        "once a week",
        "weekly",
    ),
    Pace.EVERY_SECOND_WEEK: (
        "every second week",
        "one every second week",
        "every other week",
        "every two weeks",
    ),
}
"""How people say it; the first is how the coach says it."""


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


def pace_named(text: str) -> Pace | None:
    """Return the pace that somebody means by words such as "Two a week!", or None."""
    said = " ".join(comparable(text).strip(" .!?").split())
    return next((pace for pace, names in _PACES.items() if said in names), None)
