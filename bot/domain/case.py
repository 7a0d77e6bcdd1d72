"""One member's situation against a playbook: the facts that a choice rests on."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from math import inf

from bot.domain import musts
from bot.domain.playbook import Assignment, Playbook

Rank = tuple[float, ...]


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: its kind, the skill it practised, the week it counts for, its filled-in fields."""

    kind: str
    skill: str
    week: int
    assignment: str | None
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Situation:
    """What the choice depends on; `pieces` and `assigned` are oldest first."""

    month: int
    week: int
    track: str | None
    """None while undecided, "both", or a track's id."""
    pieces: tuple[Piece, ...] = ()
    assigned: tuple[tuple[int, str], ...] = ()
    """Week numbers, each with its assignment's id; without the open week."""
    passed_over: tuple[tuple[int, str], ...] = ()
    """Week numbers, each with the id of an assignment that was swapped away in it."""
    picked: str | None = None
    """What the member took by swap."""
    left_off: str | None = None
    """What the member was at on leaving the programme, now that they are back."""
    calendar: tuple[int, ...] = ()
    """The calendar's numbers of the member's weeks, as screens show them; empty where they are the same."""


class Case:
    """A playbook and a situation; when `swapping`, an interest in product may be shown."""

    def __init__(self, playbook: Playbook, situation: Situation, swapping: bool = False) -> None:
        self.playbook, self.now, self._swapping = playbook, situation, swapping
        self.handed_in = {p.assignment for p in situation.pieces}
        self.kinds = Counter([p.kind for p in situation.pieces])
        practised = Counter([p.skill for p in situation.pieces])
        self.skills = {s.id: practised[s.id] for s in playbook.skills}
        uses = [*situation.assigned, *((p.week, p.assignment) for p in situation.pieces if p.assignment)]
        self.last_week = {assignment: week for week, assignment in sorted(uses)}
        """The week in which each assignment was last assigned or handed in."""
        passed_over = situation.passed_over
        turns = {a: week for week, a in sorted([*uses, *passed_over])} if passed_over else self.last_week
        self.last_turn = turns
        """The same, where being swapped away was a turn as well."""
        weeks = [skill for _, id_ in situation.assigned if (skill := self._skill_of(id_))]
        self.times = Counter([id_ for _, id_ in situation.assigned])
        """How many weeks had each assignment."""
        self._passed_over = Counter([id_ for _, id_ in situation.passed_over])
        self.weeks = Counter(weeks)
        """How many weeks each skill was assigned."""
        self.last_skill = weeks[-1] if weeks else None
        self.tired_of = self.last_skill if weeks[-2:-1] == weeks[-1:] else None
        """The skill of both of the last two weeks."""
        self.every = {r.kind: r.every for r in playbook.rhythms if situation.month in r.months}
        """Weeks from one to the next, of each kind with a rhythm this month."""

    @cached_property
    def all(self) -> tuple[Assignment, ...]:
        """The playbook's assignments in the author's order, then the retired ones."""
        return tuple(self.playbook.assignment.values())

    def is_candidate(self, a: Assignment) -> bool:
        """Open and new; or recurring, as its rhythm says, without a rhythm not twice running.

        Nothing comes in the week after it was swapped away.
        """
        return a.id in self.candidates

    @cached_property
    def candidates(self) -> dict[str, Assignment]:
        passed_over = {id_ for week, id_ in self.now.passed_over if week == self.now.week - 1}
        return {id_: a for id_, a in self.open.items() if id_ not in passed_over and self._may_come(a)}

    def _may_come(self, a: Assignment) -> bool:
        if a.kind in self.every:
            return a.kind in self.due and (a.recurs or self.is_new(a))
        return self.is_new(a) or (a.recurs and not self.weeks_running(a))

    def is_new(self, a: Assignment) -> bool:
        return a.id not in self.last_week

    def may_return(self, a: Assignment) -> bool:
        """Whether it came once and nothing was handed in for it: core has a second chance while it is open.

        Not in the two weeks after, whether it was left or swapped away, and not before something else was
        handed in: whoever is away for a month finds it when they are back.
        """
        if not 0 < self.times[a.id] <= a.weeks or a.id in self.handed_in:
            return False
        left = self.last_turn[a.id]
        is_back = any(p.week > left for p in self.now.pieces)
        return is_back and left < self.now.week - 2 and self.is_open(a)

    def is_open(self, a: Assignment) -> bool:
        return a.id in self.open

    @cached_property
    def open(self) -> dict[str, Assignment]:
        suits = self.playbook.open_to[self.now.month, self.now.track, self._swapping]
        return {a.id: a for a in suits if not a.needs or self._has_what_it_needs(a)}

    def is_allowed(self, a: Assignment) -> bool:
        """Whether it suits the track, shows no more than it may, and has what it needs; never if retired."""
        if self.playbook.is_retired(a):
            return False
        return self.playbook.suits(a, self.now.track, self._swapping) and self._has_what_it_needs(a)

    def _has_what_it_needs(self, a: Assignment) -> bool:
        return all(map(self.kinds.get, a.needs))

    @cached_property
    def met(self) -> frozenset[str]:
        """The ids of the musts that were met so far."""
        return musts.met(self.playbook, (p.assignment for p in self.now.pieces))

    def meets_nothing_new(self, a: Assignment) -> bool:
        """Whether an assignment's musts were all met before; not where it has none."""
        return bool(a.musts) and self.met.issuperset(a.musts)

    @cached_property
    def due(self) -> set[str]:
        """The kinds whose rhythm has come round since it was last assigned, swapped away or handed in."""
        known = self.playbook.assignment
        turns = [(p.week, p.kind) for p in self.now.pieces]
        assigned = (*self.now.assigned, *self.now.passed_over)
        turns += [(week, known[id_].kind) for week, id_ in assigned if id_ in known]
        last = {kind: week for week, kind in sorted(turns)}
        return {k for k, weeks in self.every.items() if k not in last or self.now.week - last[k] >= weeks}

    def weeks_running(self, a: Assignment) -> list[int]:
        """The latest weeks with an assignment, as far back as they all had this one."""
        return self._running[1] if a.id == self._running[0] else []

    @cached_property
    def running_on(self) -> bool:
        """Whether the latest week's assignment is one that takes several."""
        return self._running[0] in self.playbook.long

    @cached_property
    def _running(self) -> tuple[str, list[int]]:
        latest = sorted(self.now.assigned, reverse=True)
        id_ = latest[0][1] if latest else ""
        return id_, [week for week, _ in takewhile(lambda one: one[1] == id_, latest)]

    def was_declined(self, a: Assignment) -> bool:
        """Whether it was swapped away twice: it is on offer like any other then, and doesn't press."""
        return self._passed_over[a.id] > 1

    def turn(self, a: Assignment) -> Rank:
        """The place in a series: the unused first, lowest lens ahead; then the one used longest ago."""
        return (1, self.last_turn[a.id]) if a.id in self.last_turn else (0, a.lens or inf)

    def _skill_of(self, assignment: str) -> str | None:
        known = self.playbook.assignment.get(assignment)
        return known.skill if known else None

    def shown(self, week: int) -> int:
        """Return which week of the calendar a week of the member's is."""
        return self.now.calendar[week - 1] if self.now.calendar else week

    def last_of_kind(self, kind: str) -> int:
        """Return the week, as shown, of the newest piece of a kind; there must be one."""
        return self.shown(next(piece.week for piece in reversed(self.now.pieces) if piece.kind == kind))

    def label(self, kind: str) -> str:
        return self.playbook.kind[kind].label
