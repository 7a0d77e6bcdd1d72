"""What the opening slot of a week says: the first that applies."""

from dataclasses import dataclass, replace
from enum import StrEnum

SILENT_WEEKS = 3
"""So many in a row without a press, a word or evidence, and the coach goes quiet."""


class Opening(StrEnum):
    """What a week begins with."""

    NOTHING = "nothing"
    STILL_AWAY = "still_away"
    """The one question to somebody who is away without an end."""
    FINISH = "finish"
    WELCOME_BACK = "welcome_back"
    GONE_QUIET = "gone_quiet"
    COMEBACK = "comeback"
    SECOND_COMEBACK = "second_comeback"
    NUDGE = "nudge"


COMEBACKS = (Opening.COMEBACK, Opening.SECOND_COMEBACK)
BEGINS_SMALL = frozenset({*COMEBACKS, Opening.WELCOME_BACK})
"""What a week opens with that offers the 15 minutes first."""
TELLS_OF_MONTHS = frozenset({Opening.NUDGE, Opening.FINISH})
"""What a month's turn and the end of the programme come with; any other opening leaves them to the next."""


@dataclass(frozen=True)
class AtOpening:
    """What is known of a member when a week of theirs opens."""

    muted: bool = False
    away: bool = False
    """An absence holds the day on which it opens, or the coach has gone quiet."""
    asks: bool = False
    """They are away without an end, and it is time to ask about it."""
    finishes: bool = False
    """It is the first week after the programme's last month, or after the move."""
    returned: bool = False
    """An absence of theirs has ended since the last opening, and they have said nothing since."""
    silent: int = 0
    """How many weeks in a row, up to this one, were without a press, a word or evidence."""
    misses: int = 0
    """How many weeks in a row, up to this one, were missed."""


def told_before(says: Opening, month: int, told: int | None) -> int | None:
    """Return the newest month that the member knows of, where the turn to `month` waits for the next nudge.

    `told` is the newest month that they knew of before, None in their first week. None where nothing waits.
    """
    return None if says in TELLS_OF_MONTHS or told is None or told >= month else told


def opening(at: AtOpening) -> Opening:
    """Return what the opening slot says: the first that applies."""
    cases = (
        (at.muted, Opening.NOTHING),
        (at.away and at.asks, Opening.STILL_AWAY),
        (at.away, Opening.NOTHING),
        (at.finishes, Opening.FINISH),
        (at.returned, Opening.WELCOME_BACK),
        (at.silent >= SILENT_WEEKS, Opening.GONE_QUIET),
        (at.misses > 1, Opening.SECOND_COMEBACK),
        (at.misses == 1, Opening.COMEBACK),
    )
    return next((says for applies, says in cases if applies), Opening.NUDGE)


def begins_small(at: AtOpening) -> bool:
    """Return whether a week's ways on begin with the 15 minutes: after a miss, or after time away.

    Whoever is muted gets no message that says so, and has the same ways on; nor does the coach go quiet.
    """
    heard = replace(at, muted=False, silent=0) if at.muted else at
    return opening(heard) in BEGINS_SMALL
