"""What turns with a week: the month that opens, and the end of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.progress import Finish
from bot.domain.weeks import Outcome
from bot.store.tables import Week

if TYPE_CHECKING:
    from bot.coach.member_state import History


def month_that_opens(mine: History, row: Week) -> int | None:
    """The month whose first week this is; the first week of all opens none."""
    before, month = _month_before(mine, row), _month_of(mine, row)
    return month if before and before < month <= mine.playbook.months else None


def finish(mine: History, row: Week) -> Finish | None:
    """What the programme came to, if this is the first week after its last month."""
    before, months = _month_before(mine, row), mine.playbook.months
    if not mine.playbook.finish or not before or not before <= months < _month_of(mine, row):
        return None
    kept = sum(mine.outcome(week) is Outcome.DONE for week in mine.kept.weeks)
    reached = max(mine.kept.reached, len(mine.kept.wins))
    return Finish(mine.playbook.finish, kept, len(mine.kept.evidence), reached)


def _month_before(mine: History, row: Week) -> int | None:
    """The month in which the week before opened; None for the first."""
    before = (week for week in mine.kept.weeks if week.number == row.number - 1)
    return next((_month_of(mine, week) for week in before), None)


def _month_of(mine: History, row: Week) -> int:
    """The month in which a week opened: time away since then doesn't open it again."""
    return row.month or mine.month_at(row.began_at)
