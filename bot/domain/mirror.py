"""The mirror: which habit comes up most, whether it moved, and one thing to try against it.

It is a mirror, not a score: no week, run or milestone depends on it, so honest answers cost nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.domain.closing import FIRST_MIRROR
from bot.domain.playbook import Habit

COMPARED = 4
"""So many of the newest answers a finding is made of."""
FRESH = 5
"""Weeks after which an answer isn't named any more: a silence is nobody's debt."""
USED_TO_IT = 2
"""Answers after which a member knows what a mirror is."""


class Asking(StrEnum):
    """By what the question reminds the member of their own doings."""

    FIRST = "first"
    """Nothing is known but that the week is done."""
    PIECE = "piece"
    """The piece that keeps the week."""
    SHORT = "short"
    """The 15-minute option, which they did."""
    PLAN = "plan"
    """The week's plan."""
    LONG_AGO = "long_ago"
    """The week of an answer that is too old to be named."""
    PLANNED = "planned"
    """The thing to try that they wanted in their plan."""
    AGAIN = "again"
    """A habit to stop that took its hour twice in a row."""
    TOOK = "took"
    """A habit to stop that took its hour, and not the time before."""
    TO_START = "to_start"
    """A habit to start that didn't come up."""
    GONE = "gone"
    """Habits to stop that took less time than before."""
    BEGUN = "begun"
    """Habits to start that came up, and not the time before."""
    OWN_WORDS = "own_words"
    """When a habit happens, as they wrote it."""
    ALL_WELL = "all_well"
    """Every habit was as they want it."""


class Check(NamedTuple):
    """One answer: its week's number, the ids of the ticked habits, and when it happens, in own words."""

    week: int
    ticked: frozenset[str]
    when: str = ""


@dataclass(frozen=True)
class MirrorFinding:
    """What the newest answers say. Without a `habit` there is nothing to try."""

    habit: Habit | None
    times: int
    """In how many of the answers it was ticked, the newest among them."""
    of: int
    last: bool | None
    """Whether it was ticked the time before; None where this is the first answer."""
    gone: tuple[Habit, ...] = ()
    """Habits to stop that were ticked the time before, and aren't now."""
    begun: tuple[Habit, ...] = ()
    """Habits to start that are ticked now, and weren't the time before."""
    to_try: str = ""


@dataclass(frozen=True)
class Mirror:
    """A week's answer as screens show it; `checks` are those compared, oldest first, this one the last."""

    week_id: int
    checks: tuple[Check, ...]
    habits: tuple[Habit, ...]
    finding: MirrorFinding
    planned: bool | None = None
    """Whether the thing to try goes into the next plan; None while that isn't decided."""


def is_fresh(mirror: Mirror, week: int) -> bool:
    """Return whether a mirror's newest answer is near enough to a week to be named in it."""
    return week - mirror.checks[-1].week <= FRESH


def asking(before: Mirror | None, week: int, of_the_week: Iterable[Asking]) -> Asking:
    """Return by what the question of a week reminds the member; all that is true takes turns.

    `of_the_week` is what is true of the week itself and may be said where others can read it.
    """
    true = [*_true_of(before, week), *of_the_week]
    return true[max(week - FIRST_MIRROR, 0) // 2 % len(true)]


def _true_of(before: Mirror | None, week: int) -> list[Asking]:
    if before is None:
        return [Asking.FIRST]
    if not is_fresh(before, week):
        return [Asking.LONG_AGO]
    found, true = before.finding, list[Asking]()
    if found.habit is None:
        true.append(Asking.ALL_WELL)
    elif found.habit.kind == "start":
        true.append(Asking.TO_START)
    else:
        true.append(Asking.AGAIN if found.last else Asking.TOOK)
    facts = {
        Asking.GONE: found.gone,
        Asking.BEGUN: found.begun,
        Asking.OWN_WORDS: before.checks[-1].when,
        Asking.PLANNED: before.planned and found.to_try,
    }
    return true + [each for each, is_true in facts.items() if is_true]


def is_new(mirror: Mirror | None, week: int) -> bool:
    """Return whether the member is to be told what a mirror is, with the question of a week.

    Whoever doesn't answer is told with the first two questions; the form says it too until it is known.
    """
    if week >= FIRST_MIRROR + 2 * USED_TO_IT:
        return False
    return mirror is None or len(mirror.checks) < USED_TO_IT


def finding(habits: Sequence[Habit], checks: Sequence[Check], *, moved: bool) -> MirrorFinding:
    """Return what the answers say, oldest first; `moved` is whether the member has the new role.

    A habit to stop that is ticked now goes before one to start that isn't, the commonest before others, and
    the author's order decides ties. ValueError without an answer.
    """
    if not checks:
        raise ValueError("there is no answer to find anything in")
    compared = checks[-COMPARED:]
    now, before = compared[-1], compared[-2] if len(compared) > 1 else None
    times = {habit.id: sum(habit.id in check.ticked for check in compared) for habit in habits}
    stops = [habit for habit in habits if habit.kind == "stop"]
    starts = [habit for habit in habits if habit.kind == "start"]
    ticked = [habit for habit in stops if habit.id in now.ticked]
    lacking = [habit for habit in starts if habit.id not in now.ticked]
    habit = max(ticked, key=lambda each: times[each.id], default=None) or min(
        lacking, key=lambda each: times[each.id], default=None
    )
    earlier = before.ticked if before else frozenset[str]()
    return MirrorFinding(
        habit=habit,
        times=times[habit.id] if habit else 0,
        of=len(compared),
        last=habit.id in earlier if habit and before else None,
        gone=tuple(each for each in stops if each.id in earlier - now.ticked),
        begun=tuple(each for each in starts if before and each.id in now.ticked - earlier),
        to_try="" if habit is None else habit.after if moved else habit.before,
    )
