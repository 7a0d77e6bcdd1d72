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


def record(outcomes: Sequence[Outcome], grace: int = 4) -> Record:
    """Add up the weeks, oldest first: only a miss after the first `grace` weeks ends a run."""
    run = best = 0
    done, missed = Outcome.DONE, Outcome.MISSED
    for number, week in enumerate(outcomes, 1):
        if week is done:
            run += 1
        elif week is missed and number > grace:
            best, run = max(best, run), 0
    kept, others = outcomes.count(done), outcomes.count(missed) + outcomes.count(Outcome.PARTLY)
    return Record(kept, closed=kept + others, run=run, best_run=max(best, run))
