"""What became of a week, and what the weeks add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a week. On screen a missed week reads "open", a done one "kept"."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    EXCUSED = "excused"
    MISSED = "missed"


def outcome(*, closed: bool, pieces: int, partly: bool = False, away: bool = False) -> Outcome:
    """What a week is: `pieces` of evidence count for it, early and late ones too, and win over all else.

    `partly` is the member's own answer, `away` whether an absence covers the week. A skip is a miss.
    """
    if pieces:
        return Outcome.DONE
    if away:
        return Outcome.EXCUSED
    if not closed:
        return Outcome.OPEN
    return Outcome.PARTLY if partly else Outcome.MISSED


@dataclass(frozen=True)
class Record:
    """Totals and runs of weeks; `kept` is a total and never goes down by what comes after."""

    kept: int
    closed: int
    """Weeks that count: kept, partly and missed ones, and not those away or open."""
    run: int
    best_run: int


COUNTED = frozenset({Outcome.DONE, Outcome.PARTLY, Outcome.MISSED})


def record(outcomes: Sequence[Outcome], grace: int = 4) -> Record:
    """Add up the weeks, oldest first: only a miss after the first `grace` weeks ends a run."""
    kept = run = best = 0
    for number, week in enumerate(outcomes, 1):
        if week is Outcome.DONE:
            kept, run = kept + 1, run + 1
            best = max(best, run)
        elif week is Outcome.MISSED and number > grace:
            run = 0
    return Record(kept, closed=sum(week in COUNTED for week in outcomes), run=run, best_run=best)
