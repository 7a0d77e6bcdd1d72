"""What the closing slot of a week says: the first that applies. Mostly it says nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.opening import Opening
from bot.domain.slots import Pace

FIRST_MIRROR = 4
"""The first week of the calendar that may close with a mirror."""
MIRROR_EVERY = {Pace.EVERY_WEEK: 2, Pace.EVERY_SECOND_WEEK: 1}
"""At every so many of a member's weeks comes a mirror, by their pace: every second week of the calendar."""
QUIET_AFTER = frozenset(
    {
        Opening.NOTHING,
        Opening.STILL_AWAY,
        Opening.WELCOME_BACK,
        Opening.GONE_QUIET,
        Opening.COMEBACK,
        Opening.SECOND_COMEBACK,
    }
)
"""What a week may have begun with so that its closing slot stays empty."""


class Level(StrEnum):
    """How many messages a member wants unasked."""

    QUIET = "quiet"
    """The opening only."""
    NORMAL = "normal"
    """Two a week at most."""


class Frequency(NamedTuple):
    """A pace and a level; the pairs that matter to a member, from two messages a week to one in two weeks."""

    pace: Pace
    level: Level


class Closing(StrEnum):
    """What a week closes with."""

    NOTHING = "nothing"
    RECEIPT = "receipt"
    MIRROR = "mirror"


@dataclass(frozen=True)
class AtClosing:
    """What is known of a member at the closing slot of their week."""

    week: int
    """Its number; two weeks of the calendar may be one of the member's."""
    calendar: int = 0
    """The week of the calendar in which it closes."""
    opened_with: Opening = Opening.NUDGE
    pace: Pace = Pace.EVERY_WEEK
    level: Level = Level.NORMAL
    silenced: bool = False
    """They are muted or away, or the coach has gone quiet."""
    finished: bool = False
    """The programme's months are over: nothing is asked but the mirror, once a month."""
    first_of_month: bool = False
    """No closing slot before it was in the same month of the calendar."""
    has_mirror: bool = True
    """The programme names habits."""
    handed_in: bool = False
    settled: bool = False
    """They have answered the receipt beforehand or skipped the week, or it doesn't count."""


def may_close(at: AtClosing) -> bool:
    """Return whether the week has a closing slot at all: known when it opens, until the member acts."""
    return at.week > 1 and at.pace is not Pace.TWO_A_WEEK and at.opened_with not in QUIET_AFTER


def closing(at: AtClosing) -> Closing:
    """Return what the closing slot says: the first that applies."""
    if not may_close(at) or at.level is Level.QUIET or at.silenced:
        return Closing.NOTHING
    if not at.handed_in:
        return Closing.NOTHING if at.settled or at.finished else Closing.RECEIPT
    return Closing.MIRROR if _mirror_due(at) else Closing.NOTHING


def _mirror_due(at: AtClosing) -> bool:
    if not at.has_mirror or at.calendar < FIRST_MIRROR:
        return False
    return at.first_of_month if at.finished else (at.week - FIRST_MIRROR) % MIRROR_EVERY[at.pace] == 0


def is_first_of_month(day: date, pace: Pace) -> bool:
    """Return whether a closing slot on a local day is the first in its month, at a member's pace."""
    return day.month != (day - _APART[pace]).month


_APART = {
    Pace.EVERY_WEEK: timedelta(weeks=1),
    Pace.EVERY_SECOND_WEEK: timedelta(weeks=2),
    Pace.TWO_A_WEEK: timedelta(weeks=1),
}
