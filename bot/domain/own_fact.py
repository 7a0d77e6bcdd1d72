"""The one fact of the member's own in an unasked message: what they have done, never what they haven't.

It asks only what every message has loaded: how many pieces there are, and for the way back the weeks. A
week's reason is such a fact already where it speaks of the member.
"""

import re
from typing import NamedTuple

from bot.domain.opening import Opening


class OwnFact(NamedTuple):
    """What a member has saved, and how many weeks they have done where that is said; none is a zero."""

    pieces: int
    kept: int | None = None


SAYS_PIECES = frozenset(
    {
        Opening.NUDGE,
        Opening.COMEBACK,
        Opening.SECOND_COMEBACK,
        Opening.WELCOME_BACK,
        Opening.STILL_AWAY,
    }
)
_OF_THE_MEMBER = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)


def counts_weeks(says: Opening) -> bool:
    """Return whether the fact needs the number of kept weeks: that takes a pass over all of them."""
    return says is Opening.GONE_QUIET


def own_fact(says: Opening, pieces: int, kept: int = 0) -> OwnFact | None:
    """Return the fact for a week that opens with this, its receipt included; None where there is none yet."""
    if not pieces:
        return None
    if counts_weeks(says):
        return OwnFact(pieces, kept or None)
    return OwnFact(pieces) if says in SAYS_PIECES else None


def is_said(reason: str) -> bool:
    """Return whether the reason of a week's assignment names something of the member's own already."""
    return _OF_THE_MEMBER.search(reason) is not None
