"""Drills: the next one, and what is said to an answer. They are no evidence, and come to nobody unasked."""

from collections.abc import Collection

from bot.coach.coach import Caller, Coach
from bot.domain import drills
from bot.domain.drills import Answered
from bot.domain.playbook import Drill
from bot.store import drill_answers


def draw(coach: Coach, caller: Caller, passed: Collection[str] = ()) -> Drill | None:
    """Return the next drill; `passed` were looked at and left. None where the playbook has none."""
    with coach.reading(caller) as (line, member):
        return drills.next_drill(coach.playbook.drills, drill_answers.done(line, member.member.id), passed)


def answer(coach: Coach, caller: Caller, drill_id: str, text: str, why: str = "") -> Answered | None:
    """Check an answer, and keep which drill it was and what was found; no word of it.

    None, and nothing is kept, where its scores can't be read. LookupError for a drill that the playbook
    doesn't have.
    """
    drill = coach.playbook.drill[drill_id]
    checked = drills.check(drill, text, why)
    if checked is None:
        return None
    with coach.acting(caller) as member:
        drill_answers.add(member.line, member.record, drill.id, checked.feedback.labels, member.now)
        return Answered(drill, checked, drills.trend(drill_answers.done(member.line, member.record.id)))
