"""The one fact of the member's own in an unasked message: what they have done, never what they haven't.

It asks only what every message has loaded: how many pieces there are and of which kind the newest is, and
for the way back the weeks.
"""

from typing import NamedTuple

from bot.domain.opening import Opening
from bot.domain.playbook import Kind


class Own(NamedTuple):
    """What a member has done so far; `newest` is the kind of their newest piece, `kept` counts weeks."""

    pieces: int
    newest: Kind | None
    kept: int = 0


class OwnFact(NamedTuple):
    """The fact to be said; what is None is left out, and no number in it is a zero."""

    pieces: int | None = None
    newest: Kind | None = None
    kept: int | None = None


SAYS_NEWEST = frozenset({Opening.NUDGE})
SAYS_PIECES = frozenset({Opening.COMEBACK, Opening.SECOND_COMEBACK, Opening.WELCOME_BACK})


def counts_weeks(says: Opening) -> bool:
    """Return whether the fact needs the number of kept weeks: that takes a pass over all of them."""
    return says is Opening.GONE_QUIET


def own_fact(says: Opening, own: Own) -> OwnFact | None:
    """Return the fact for a week that opens with this, its receipt included; None where there is none yet."""
    if not own.pieces or own.newest is None:
        return None
    if says in SAYS_NEWEST:
        return OwnFact(own.pieces, own.newest)
    if says in SAYS_PIECES:
        return OwnFact(own.pieces)
    return OwnFact(own.pieces, kept=own.kept or None) if counts_weeks(says) else None
