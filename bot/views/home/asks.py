"""What Home asks for beside the week, and how much of it has a control there.

Home has seven controls at most. What finds no room has its control behind More.
"""

from enum import StrEnum
from itertools import islice

from bot.domain.progress import Progress, Sharing, Win

MOST_CONTROLS = 7
_UNDECIDED = {Sharing.OFFERED, Sharing.REFUSED, Sharing.UNKNOWN}
_WAITING = 2


class Ask(StrEnum):
    """Each has one control."""

    PACKET = "packet"
    TRACK = "track"
    QUIETER = "quieter"
    WIN = "win"
    OLDER_WIN = "older_win"
    CATCH_UP = "catch_up"
    GOALS = "goals"


def asks(progress: Progress, taken: int) -> frozenset[Ask]:
    """Return what has a control on Home, where so many places are taken."""
    return frozenset(islice(all_asks(progress), MOST_CONTROLS - taken))


def all_asks(progress: Progress) -> list[Ask]:
    """Return what there is to ask for now, most important first."""
    wins, found = len(waiting(progress)), progress.forecast
    there = {
        Ask.PACKET: progress.finish is not None and progress.finish.pieces > 0,
        Ask.TRACK: progress.ways is not None,
        Ask.QUIETER: progress.finish is not None and progress.finish.quieter,
        Ask.WIN: wins > 0,
        Ask.CATCH_UP: found is not None and found.apart and progress.catch_up is not None,
        Ask.GOALS: progress.month <= progress.months
        and bool(progress.goals.chosen or progress.goals.offered),
        Ask.OLDER_WIN: wins > 1,
    }
    return [ask for ask, asked in there.items() if asked]


def waiting(progress: Progress) -> list[Win]:
    """Return the newest reached milestones of which nobody has said what becomes of them."""
    undecided = [w for w in progress.wins if w.state in _UNDECIDED and not w.milestone.private]
    return undecided[:_WAITING]
