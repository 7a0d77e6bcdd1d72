"""A month's goals: one or two things to aim at, chosen from what the programme has.

A goal is a milestone that isn't reached yet or a skill, so that how far it has come can be counted and isn't
asked about.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.domain import milestones
from bot.domain.case import Piece
from bot.domain.playbook import Kind, Milestone, Playbook, Skill
from bot.domain.text import inline

OFFERED, MOST = 5, 2
"""How many goals a month offers, and how many a member may have."""
_MILESTONES = 3
"""Of those offered at most so many are milestones, as long as there are skills for the others."""
_MILESTONE, _SKILL = "milestone/", "skill/"

Chosen = Mapping[str, Sequence[str]]
"""Ids of goals in the order of their choice, by the month's number as JSON has it, a text."""


@dataclass(frozen=True)
class Goal:
    """What it is about, and how far it has come: pieces there are, and those it takes, None for a skill."""

    id: str
    title: str
    have: int
    need: int | None = None
    reached: bool = False
    waits: tuple[int, ...] = ()
    """The weeks of pieces that don't count yet for want of a field; the member's numbers."""
    kind: Kind | None = None
    """Theirs."""
    lacks: tuple[str, ...] = ()
    """The labels of the fields that they lack."""


def offered(playbook: Playbook, month: int, pieces: Sequence[Piece], reached: Collection[str]) -> list[Goal]:
    """Return the goals that a month offers: next milestones first, then skills, least practised first."""
    milestone = [
        _milestone(playbook, each, pieces, reached) for each in _open_milestones(playbook, month, reached)
    ]
    open_skills = (each for each in playbook.skills if playbook.skill_opens[each.id] <= month)
    practised = Counter([piece.skill for piece in pieces])
    skill = sorted((_skill(each, practised) for each in open_skills), key=lambda goal: goal.have)
    most = max(_MILESTONES, OFFERED - len(skill))
    return [*milestone[:most], *skill][:OFFERED]


def chosen(
    playbook: Playbook, ids: Sequence[str], pieces: Sequence[Piece], reached: Collection[str]
) -> list[Goal]:
    """Return these goals as they stand; one that the playbook no longer has is left out."""
    practised = Counter([piece.skill for piece in pieces])
    known = {
        **{
            f"{_MILESTONE}{each.id}": partial(_milestone, playbook, each, pieces, reached)
            for each in playbook.milestones
        },
        **{f"{_SKILL}{each.id}": partial(_skill, each, practised) for each in playbook.skills},
    }
    return [known[id_]() for id_ in ids if id_ in known]


def with_goal(goals: Chosen, month: int, id_: str) -> dict[str, list[str]]:
    """Return the goals with one more for a month, unless it has two, or this one."""
    now = list(goals.get(str(month), ()))
    if id_ not in now and len(now) < MOST:
        now.append(id_)
    return {**{key: list(ids) for key, ids in goals.items()}, str(month): now}


def without(goals: Chosen, month: int) -> dict[str, list[str]]:
    """Return the goals without those of a month."""
    return {key: list(ids) for key, ids in goals.items() if key != str(month)}


def _open_milestones(playbook: Playbook, month: int, reached: Collection[str]) -> Iterator[Milestone]:
    """Yield what may be shown and isn't reached, of the phases that have begun, in the author's order."""
    for each in playbook.milestones:
        if not each.private and each.id not in reached and playbook.phase[each.phase].months.first <= month:
            yield each


def _milestone(
    playbook: Playbook, milestone: Milestone, pieces: Sequence[Piece], reached: Collection[str]
) -> Goal:
    have, need = milestones.progress(milestone, pieces)
    goal = Goal(f"{_MILESTONE}{milestone.id}", milestone.title, have, need, milestone.id in reached)
    waits = {each.week: found for each in pieces if (found := milestones.uncounted(milestone, each))}
    if goal.reached or not waits:
        return goal
    lacks = frozenset[str]().union(*(fields for _, fields in waits.values()))
    kind = playbook.kind[next(iter(waits.values()))[0].kind]
    labels = tuple(field.label for field in kind.fields if field.id in lacks)
    return replace(goal, waits=tuple(sorted(waits)), kind=kind, lacks=labels)


def _skill(skill: Skill, practised: Counter[str]) -> Goal:
    return Goal(f"{_SKILL}{skill.id}", f"practice in {inline(skill.title)}", practised[skill.id])
