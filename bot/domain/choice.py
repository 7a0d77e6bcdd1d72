"""The week's assignment, and the one sentence that says why it is this one.

The choice is one lexicographic comparison: every assignment is ranked on each criterion, earlier ones
weigh more, the author's order decides ties. The reason is the first criterion that the winner meets.
"""

from collections.abc import Collection, Set
from dataclasses import dataclass

from bot.domain.case import Case, Piece, Situation
from bot.domain.criteria import first, fits, is_last_resort, reason, standings
from bot.domain.playbook import Assignment, Playbook

__all__ = ["Choice", "Piece", "Situation", "alternatives", "choose"]


@dataclass(frozen=True)
class Choice:
    """An assignment with its reason: one plain sentence."""

    assignment: Assignment
    reason: str


def choose(playbook: Playbook, situation: Situation) -> Choice:
    """The week's assignment; LookupError when the playbook has nothing at all that may be assigned."""
    case = Case(playbook, situation)
    best = _best(case)
    return Choice(best, reason(case, best))


def assign(playbook: Playbook, situation: Situation) -> Assignment:
    """The week's assignment alone: its sentence costs as much as the choice. LookupError as in `choose`."""
    return _best(Case(playbook, situation))


def _best(case: Case) -> Assignment:
    playbook, situation = case.playbook, case.now
    # A retired assignment ranks nowhere but where somebody goes on with it.
    best = first(case, case.all)
    if not fits(case, best):
        raise LookupError(
            f"playbook {playbook.id} has nothing for month {situation.month}, track {situation.track}: "
            "it needs an assignment that recurs, suits every track and needs nothing"
        )
    return best


def alternatives(playbook: Playbook, situation: Situation, to: Assignment) -> tuple[Choice, ...]:
    """Up to two others for the same week, of other skills; these may show an interest in product.

    For one of a series, as an interview is, the second is another way to practise the same skill. Core comes
    by itself, so what wouldn't is offered before it.
    """
    case = Case(playbook, situation, swapping=True)
    return tuple(Choice(a, reason(case, a)) for a in _others(case, to))


def others(playbook: Playbook, situation: Situation, to: Assignment) -> list[Assignment]:
    """The same alternatives without their sentences."""
    return _others(Case(playbook, situation, swapping=True), to)


def _others(case: Case, to: Assignment) -> list[Assignment]:
    playbook = case.playbook
    standing = standings(case, playbook.assignments)
    left = [a for a in playbook.assignments if a.id in standing and a.id != to.id]
    found = list[Assignment]()
    while left and len(found) < 2:
        misses = [(is_last_resort(standing[a.id]), *_misses(case, to, found, a)) for a in left]
        least = min(misses)
        best = first(case, [a for a, missed in zip(left, misses, strict=True) if missed == least])
        left = [a for a in left if a is not best]
        found.append(best)
    return found


def private(
    playbook: Playbook, month: int, track: str | None, used: Collection[str | None], kinds: Set[str]
) -> Assignment | None:
    """Return the first assignment in the author's order that shows a wish to leave and suits, if any.

    It isn't assigned, nor among the alternatives: the member asks to see it, and takes it by a press. One
    that was had before (`used`) isn't offered again, nor one that needs a kind which isn't there.
    """
    for each in playbook.boldest:
        suits = each.track is None or track in (each.track, "both")
        if month in each.months and suits and each.id not in used and kinds >= set(each.needs):
            return each
    return None


def _misses(case: Case, to: Assignment, found: list[Assignment], a: Assignment) -> tuple[bool, ...]:
    """What it lacks as the next alternative after those found, the weightiest first."""
    alike = a.skill in {to.skill, case.tired_of, *(other.skill for other in found)}
    other_way = bool(found) and to.kind in case.every and a.skill == to.skill and a.kind != to.kind
    return not other_way, alike, a.core
