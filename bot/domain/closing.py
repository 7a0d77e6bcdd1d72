"""What the closing slot of a week says: the first that applies. Mostly it says nothing."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.opening import Opening
from bot.domain.slots import Pace

FIRST_MIRROR = 4
MIRROR_EVERY = 2
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


class Closing(StrEnum):
    """What a week closes with."""

    NOTHING = "nothing"
    RECEIPT = "receipt"
    MIRROR = "mirror"


@dataclass(frozen=True)
class AtClosing:
    """What is known of a member at the closing slot of their week."""

    week: int
    opened_with: Opening = Opening.NUDGE
    pace: Pace = Pace.EVERY_WEEK
    level: Level = Level.NORMAL
    silenced: bool = False
    """They are muted, away or past the programme's end, or the coach has gone quiet."""
    handed_in: bool = False
    answered: bool = False
    """They have answered the receipt beforehand, or skipped the week."""


def may_close(at: AtClosing) -> bool:
    """Return whether the week has a closing slot at all: known when it opens, until the member acts."""
    return at.week > 1 and at.pace is not Pace.TWO_A_WEEK and at.opened_with not in QUIET_AFTER


def closing(at: AtClosing) -> Closing:
    """Return what the closing slot says: the first that applies."""
    if not may_close(at) or at.level is Level.QUIET or at.silenced:
        return Closing.NOTHING
    if not at.handed_in:
        return Closing.NOTHING if at.answered else Closing.RECEIPT
    return Closing.MIRROR if mirror_due(at.week) else Closing.NOTHING


def mirror_due(week: int) -> bool:
    """Return whether it is a week of the mirror: every second one from the fourth on."""
    return week >= FIRST_MIRROR and (week - FIRST_MIRROR) % MIRROR_EVERY == 0
