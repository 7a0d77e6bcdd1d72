"""Swap: take another assignment for the open week."""

from collections.abc import Sequence

from bot.coach.coach import Caller, Coach
from bot.domain import choice
from bot.domain.choice import Choice
from bot.domain.progress import CHANGEABLE, Week


def alternatives(coach: Coach, caller: Caller, week_id: int | None = None) -> tuple[Week, Sequence[Choice]]:
    """The open week, or the one named, and what else it could hold: nothing once it is over or done."""
    with coach.reading(caller) as mine:
        row = mine.row_or_open(week_id)
        week = mine.week(row)
        if week.state not in CHANGEABLE:
            return week, ()
        situation = mine.situation(row.began_at, row.number)
        return week, choice.alternatives(mine.playbook, situation, week.assignment)


def swap(coach: Coach, caller: Caller, week_id: int, assignment_id: str) -> Week:
    """Take one of the alternatives for a week that is open. LookupError if it isn't on offer."""
    with coach.acting(caller) as mine:
        row = mine.row_of(week_id)
        week = mine.week(row)
        if week.state in CHANGEABLE and assignment_id != row.assignment_id:
            left = [each for each in mine.stretch(row) if each is not row]
            situation = mine.situation(row.began_at, row.number, picked=assignment_id)
            chosen = choice.choose(mine.playbook, situation)
            if chosen.assignment.id != assignment_id:
                raise LookupError(f"assignment {assignment_id} isn't on offer in week {row.number}")
            others = [id_ for id_ in row.passed_over if id_ != assignment_id]
            row.passed_over = [*others, row.assignment_id]
            row.assignment_id, row.reason = assignment_id, chosen.reason
            row.moved_to = row.skipped_at = row.skip_reason = None
            for each in left:
                mine.show_week(each)
            mine.show_week(row)
            mine.show_home()
        return mine.week(row)
