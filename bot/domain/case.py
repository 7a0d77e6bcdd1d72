"""One member's situation, and how every assignment stands in it.

A criterion gives an assignment a rank (lower is better, NO where it isn't met) and has a sentence for the member.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from bot.domain.programme import Assignment, Programme

BOLDEST = 2
"""The highest exposure that is ever shown; 3 shows a wish to leave."""
NTH = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()

Rank = tuple[float, ...]
NO: Rank = (inf,)
YES: Rank = (0,)


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: its kind, the skill it practised, the week it counts for, the fields with words in."""

    kind: str
    skill: str
    week: int
    assignment: str | None
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Situation:
    """What the choice depends on; `pieces` and `assigned` are oldest first, the open week isn't assigned yet."""

    month: int
    week: int
    track: str | None
    """None while undecided, "both", or a track's id."""
    pieces: tuple[Piece, ...] = ()
    assigned: tuple[tuple[int, str], ...] = ()
    """Week numbers, each with its assignment's id."""
    picked: str | None = None
    """What the member moved here or took by swap."""


class Case:
    """A situation, weighed. When `swapping`, what shows an interest in product may be offered too."""

    def __init__(self, programme: Programme, situation: Situation, swapping: bool = False) -> None:
        self._book, self._now, self._swapping = programme, situation, swapping
        self._handed = {p.assignment for p in situation.pieces}
        self._kinds = Counter(p.kind for p in situation.pieces)
        self._skills = {s.id: sum(p.skill == s.id for p in situation.pieces) for s in programme.skills}
        uses = [*situation.assigned, *((p.week, p.assignment) for p in situation.pieces if p.assignment)]
        self._last_week = {id_: week for week, id_ in sorted(uses)}
        self._every = {r.kind: r.every for r in programme.rhythms if situation.month in r.months}
        self._due = {kind for kind in self._every if self._is_due(kind)}
        self._criteria: tuple[tuple[Callable[[Assignment], Rank], Callable[[Assignment], str]], ...] = (
            (self._picked, lambda a: "You chose it yourself."),
            (self._goes_on, self._says_which_week),
            (self._rhythm, self._says_rhythm),
            (self._builds, self._says_builds),
            (self._core, lambda a: f"It is one of month {a.months.first}'s core pieces."),
            (self._skill, self._says_skill),
            (
                self._unfinished,
                lambda a: f"It came up in week {self._last_week[a.id]}, and now there is room for it.",
            ),
            (self._once_more, lambda a: f"This week has room for one more {self._label(a.kind)}."),
        )

    def rank(self, a: Assignment) -> tuple[Rank, ...]:
        return tuple(rank(a) for rank, _ in self._criteria)

    def fits(self, a: Assignment) -> bool:
        return any(rank != NO for rank in self.rank(a))

    def last_resort(self, a: Assignment) -> bool:
        """Whether it would only come up because nothing better is left."""
        return all(rank == NO for rank in self.rank(a)[:-2])

    def reason(self, a: Assignment) -> str:
        return next(says(a) for rank, says in self._criteria if rank(a) != NO)

    # What the member asked for, and what has begun.

    def _picked(self, a: Assignment) -> Rank:
        done_with = a.id in self._handed and not a.recurs
        return YES if a.id == self._now.picked and a.exposure <= BOLDEST and not done_with else NO

    def _goes_on(self, a: Assignment) -> Rank:
        weeks = self._weeks_running(a)
        handed_in = any(p.assignment == a.id and p.week in weeks for p in self._now.pieces)
        return YES if 0 < len(weeks) < a.weeks and not handed_in else NO

    def _says_which_week(self, a: Assignment) -> str:
        return f"It is the {_nth(len(self._weeks_running(a)) + 1)} of its {a.weeks} weeks."

    def _weeks_running(self, a: Assignment) -> list[int]:
        """The weeks that it has had without another one in between, if it was the last."""
        weeks: list[int] = []
        for week, id_ in sorted(self._now.assigned, reverse=True):
            if id_ != a.id:
                break
            weeks.append(week)
        return weeks

    # What is open, in the order of its weight.

    def _rhythm(self, a: Assignment) -> Rank:
        return self._turn(a) if self._candidate(a) and a.kind in self._due else NO

    def _says_rhythm(self, a: Assignment) -> str:
        every = self._every[a.kind]
        often = "every week" if every == 1 else f"every {_nth(every)} week"
        return (
            f"It is time for your {_nth(self._kinds[a.kind] + 1)} {self._label(a.kind)}: one comes {often}."
        )

    def _builds(self, a: Assignment) -> Rank:
        pieces = self._now.pieces
        return YES if pieces and pieces[-1].kind in a.needs and self._candidate(a) else NO

    def _says_builds(self, a: Assignment) -> str:
        kind = self._now.pieces[-1].kind
        return f"It builds on your {_nth(self._kinds[kind])} {self._label(kind)}."

    def _core(self, a: Assignment) -> Rank:
        met = a.id in self._last_week
        return (a.months.first,) if a.core and not met and self._candidate(a) else NO

    def _skill(self, a: Assignment) -> Rank:
        return (self._skills[a.skill],) if self._candidate(a) else NO

    def _says_skill(self, a: Assignment) -> str:
        skill, pieces = self._book.skill[a.skill].title, self._skills[a.skill]
        if pieces == 0:
            return f"{skill} hasn't come up yet."
        if pieces > min(self._skills.values()):
            return f"Of what is open now, {_inside(skill)} is what you have practised least."
        alone = list(self._skills.values()).count(pieces) == 1
        return (
            f"{skill} is {'your least practised skill' if alone else 'one of your least practised skills'}."
        )

    # What comes up when nothing else is left.

    def _unfinished(self, a: Assignment) -> Rank:
        begun = not a.recurs and a.id in self._last_week and a.id not in self._handed
        return YES if begun and self._open(a) else NO

    def _once_more(self, a: Assignment) -> Rank:
        may_come = a.recurs or a.id not in self._last_week
        if may_come and self._open(a):
            return (0, *self._turn(a))
        return (1, *self._turn(a)) if a.recurs and self._allowed(a) else NO

    # Facts.

    def _candidate(self, a: Assignment) -> bool:
        """Open and new, or recurring: as its rhythm says, without one not twice running."""
        if a.kind in self._every and a.kind not in self._due:
            return False
        rested = a.recurs and (a.kind in self._every or not self._weeks_running(a))
        return self._open(a) and (rested or a.id not in self._last_week)

    def _open(self, a: Assignment) -> bool:
        phase = self._book.phase[a.phase]
        in_phase = a.recurs or self._now.month in phase.months
        return in_phase and self._now.month in a.months and self._allowed(a)

    def _allowed(self, a: Assignment) -> bool:
        boldest = BOLDEST if self._swapping else self._book.phase[a.phase].exposure
        suits = a.track in (None, self._now.track) or self._now.track == "both"
        return suits and a.exposure <= boldest and all(self._kinds[kind] for kind in a.needs)

    def _turn(self, a: Assignment) -> Rank:
        """The unused first, lowest lens ahead; then the one used longest ago."""
        used = a.id in self._last_week
        return (1, self._last_week[a.id]) if used else (0, a.lens or inf)

    def _is_due(self, kind: str) -> bool:
        came = [p.week for p in self._now.pieces if p.kind == kind]
        came += [
            w
            for w, id_ in self._now.assigned
            if id_ in self._book.assignment and self._book.assignment[id_].kind == kind
        ]
        return not came or self._now.week - max(came) >= self._every[kind]

    def _label(self, kind: str) -> str:
        return _inside(self._book.kind[kind].label)


def _inside(title: str) -> str:
    """A title inside a sentence; one that begins with capitals, as "PRD" does, keeps them."""
    return title if title[1:2].isupper() else title[0].lower() + title[1:]


def _nth(number: int) -> str:
    if number < len(NTH):
        return NTH[number]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"
