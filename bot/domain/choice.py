"""The week's assignment, and the one sentence that says why it is this one.

The choice is one lexicographic comparison: every assignment is ranked on each criterion, earlier ones
weigh more, the author's order decides ties. The reason is the first criterion that the winner meets.
"""

from dataclasses import dataclass

from bot.domain.case import Case, Piece, Situation
from bot.domain.criteria import first, fits, is_last_resort, rank, reason
from bot.domain.programme import Assignment, Programme

__all__ = ["Choice", "Piece", "Situation", "alternatives", "choose"]


@dataclass(frozen=True)
class Choice:
    """An assignment with its reason: one plain sentence."""

    assignment: Assignment
    reason: str


def choose(programme: Programme, situation: Situation) -> Choice:
    """The week's assignment; LookupError when the playbook has nothing at all that may be assigned."""
    case = Case(programme, situation)
    # A retired assignment ranks nowhere but where somebody goes on with it.
    best = first(case, programme.assignment.values())
    if not fits(case, best):
        raise LookupError(
            f"playbook {programme.id} has nothing for month {situation.month}, track {situation.track}: "
            "it needs an assignment that recurs, suits every track and needs nothing"
        )
    return Choice(best, reason(case, best))


def alternatives(programme: Programme, situation: Situation, to: Assignment) -> tuple[Choice, ...]:
    """Up to two others for the same week, other skills first; these may show an interest in product."""
    case = Case(programme, situation, swapping=True)
    pool = [a for a in programme.assignments if a.id != to.id and fits(case, a)]
    skills, found = {to.skill}, list[Choice]()
    while pool and len(found) < 2:
        best = min(pool, key=lambda a: (is_last_resort(case, a), a.skill in skills, rank(case, a)))
        pool.remove(best)
        skills.add(best.skill)
        found.append(Choice(best, reason(case, best)))
    return tuple(found)
