"""Assignments that ask for the same thing twice, told by the words of their steps or by verb and kind."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from bot.domain.entry import Months
from bot.domain.playbook import Assignment, Playbook
from bot.playbook.checks.validation import Fault, place

TWINS = 0.3
"""From this share of words in common on, two assignments count as one in two dresses."""
TELLING = re.compile(r"[a-z][a-z'’-]{4,}")
"""Words of five letters and more; shorter ones stand in any text."""


class Twin(NamedTuple):
    """The assignment whose steps are most alike, and the share of telling words in common, 0 to 1."""

    other: Assignment
    likeness: float


def likeness(one: Assignment, other: Assignment) -> float:
    """Of all telling words in the steps of either, the share that both have."""
    own, theirs = _telling(one.steps), _telling(other.steps)
    return len(own & theirs) / len(own | theirs) if own and theirs else 0.0


@lru_cache(maxsize=1024)
def _telling(steps: tuple[str, ...]) -> frozenset[str]:
    return frozenset(TELLING.findall(" ".join(steps).lower()))


def nearest(playbook: Playbook, a: Assignment) -> Twin | None:
    """The assignment most like this one; None where it is the only one."""
    others = (Twin(b, likeness(a, b)) for b in playbook.assignments if b is not a)
    return max(others, key=lambda twin: twin.likeness, default=None)


def twin_faults(playbook: Playbook) -> Iterator[Fault]:
    """Pairs with overlapping steps; pairs with the same verb that bring the same kind in one month."""
    for one, other in combinations(playbook.assignments, 2):
        where = place("assignments", other.id, "steps")
        if (share := likeness(one, other)) >= TWINS:
            wrong = f'{share:.0%} of the words are those of "{one.id}"'
            yield Fault(where, wrong, f"cut one, or let it ask for something else (under {TWINS:.0%})")
        elif _meet(one, other) and _same_act(playbook, one, other):
            verb = other.title.split()[0]
            wrong = f'"{one.id}" begins with "{verb}" too, and brings the same kind in the same month'
            yield Fault(place("assignments", other.id, "title"), wrong, "cut one, or name another act")


def _same_act(playbook: Playbook, one: Assignment, other: Assignment) -> bool:
    """The same verb for the same kind; not in a series by lenses, nor for the kind that may hold anything."""
    series = one.lens is not None and other.lens is not None
    same = one.kind == other.kind != playbook.own
    return same and not series and one.title.split()[0].lower() == other.title.split()[0].lower()


def _meet(one: Assignment, other: Assignment) -> bool:
    """Whether one member can meet both in the same month."""
    return (one.track is None or other.track in (None, one.track)) and overlap(one.months, other.months)


def overlap(one: Months, other: Months) -> bool:
    return max(one.first, other.first) in one and max(one.first, other.first) in other
