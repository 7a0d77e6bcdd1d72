"""A playbook lived from its first week until well after its last, by the rule that members live by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from typing import TypeVar

from bot.domain.calendar import month_on
from bot.domain.case import Piece, Situation
from bot.domain.choice import assign, others, private
from bot.domain.musts import met
from bot.domain.playbook import Assignment, Playbook
from bot.playbook.checks.supply import LONGEST, WEEKS_A_MONTH
from bot.playbook.checks.validation import Fault

K = TypeVar("K")
RUN = 3
"""Weeks in a row that one skill may take."""
START = date(2027, 1, 11)
"""Any Monday: months begin at different places in their weeks from every start."""


@dataclass(frozen=True)
class Way:
    """How somebody lives through it: of how many weeks they hand in one, and swap one; 0 is never.

    `takes` is which of the alternatives they take, counted from 0, or -1 for the last. In month `misses` they
    hand in nothing; 0 is none. `lasts` is how long a week of theirs is, by their pace.
    """

    name: str
    hands_in: int = 1
    swaps: int = 0
    takes: int = 0
    misses: int = 0
    lasts: timedelta = timedelta(weeks=1)
    presses: bool = False


STEADY = Way("everything handed in")
WAYS = (
    STEADY,
    Way("every second week handed in", hands_in=2),
    Way("nothing handed in", hands_in=0),
    Way("every third week swapped for the last on offer", swaps=3, takes=-1),
    Way("every second week handed in, every week swapped", hands_in=2, swaps=1),
)


@dataclass(frozen=True)
class LongRun:
    """The assignments of each week, for somebody on a track who lives like this."""

    track: str | None
    way: Way
    weeks: tuple[Assignment, ...]
    offered: frozenset[str] = frozenset()
    """Ids of the alternatives that a look at the swaps would have shown."""
    handed_in: tuple[tuple[int, str], ...] = ()
    """Week numbers, each with the id of what was handed in at its end."""

    @property
    def longest(self) -> tuple[str, int, int]:
        """The skill that comes most weeks in a row: its id, how many weeks, and the first of them."""
        return max(_stretches(a.skill for a in self.weeks), key=lambda run: run[1])

    def silence(self, skill: str) -> int:
        """The most weeks in a row that go by without a skill."""
        without = (weeks for away, weeks, _ in _stretches(a.skill != skill for a in self.weeks) if away)
        return max(without, default=0)

    @property
    def repeated(self) -> list[str]:
        """What comes once by its nature, and came again after something else.

        Core that wasn't handed in may come a second time.
        """
        visits = [(a.id, week) for a, _, week in _stretches(self.weeks) if not a.recurs]
        core = {a.id for a in self.weeks if a.core}
        again = list[str]()
        for id_, count in Counter(id_ for id_, _ in visits).items():
            second = [week for each, week in visits if each == id_][1:2]
            done = any(each == id_ and [week] < second for week, each in self.handed_in)
            if count > (2 if id_ in core and not done else 1):
                again.append(id_)
        return sorted(again)


def _stretches(keys: Iterable[K]) -> list[tuple[K, int, int]]:
    """Each key that comes some weeks in a row, how many, and the first of them, counted from 1."""
    found, week = list[tuple[K, int, int]](), 1
    for key, run in groupby(keys):
        found.append((key, count := len(list(run)), week))
        week += count
    return found


def length(playbook: Playbook) -> int:
    """Weeks to live through: the programme and half as long again; a year for eight months."""
    return ceil(playbook.months * 1.5 * WEEKS_A_MONTH)


Chosen = dict[tuple[object, ...], Assignment]
"""What the rule chose, by all that it depends on in a playbook: lives that begin alike share that."""


def long_runs(playbook: Playbook, chosen: Chosen | None = None) -> list[LongRun]:
    """Everybody's: each track and the undecided, in each of the ways."""
    tracks = [None, *(track.id for track in playbook.tracks)]
    chosen = {} if chosen is None else chosen
    return [live(playbook, track, way, chosen=chosen) for track in tracks for way in WAYS]


def live(
    playbook: Playbook,
    track: str | None,
    way: Way = STEADY,
    start: date = START,
    weeks: int = 0,
    chosen: Chosen | None = None,
) -> LongRun:
    """What the coach assigns, week by week; a piece is handed in when its weeks are over.

    `weeks` are the member's own; without a number as many as the programme and half as long again has.
    What other lives with the same playbook have `chosen` is not worked out again.
    """
    chosen = {} if chosen is None else chosen
    past, pieces, passed = list[Assignment](), list[Piece](), list[tuple[int, str]]()
    assigned = list[tuple[int, str]]()
    offered, pressed = set[str](), set[int]()
    for week in range(1, (weeks or length(playbook)) + 1):
        month = month_on(start + way.lasts * (week - 1), start)
        now = Situation(month, week, track, tuple(pieces), tuple(assigned), tuple(passed))
        handed_in = tuple((piece.week, piece.assignment) for piece in pieces)
        known = (month, week, track, handed_in, now.assigned, now.passed_over)
        if known not in chosen:
            chosen[known] = assign(playbook, now)
        a = chosen[known]
        swaps = others(playbook, now, a) if way.swaps or way == STEADY else []
        offered.update(other.id for other in swaps)
        if swaps and _is_turn(week, way.swaps):
            passed.append((week, a.id))
            a = swaps[way.takes]
        if way.presses and month not in pressed and a.weeks == 1 and _is_turn(week, way.hands_in):
            used, kinds = {each.id for each in past}, {piece.kind for piece in pieces}
            bold = private(playbook, month, track, used, kinds)
            if bold and not met(playbook, (piece.assignment for piece in pieces)).issuperset(bold.musts):
                a = bold
                pressed.add(month)
        past.append(a)
        assigned.append((week, a.id))
        if month == way.misses or not _is_turn(week, way.hands_in):
            continue
        if a.weeks == 1 or past[-a.weeks :] == [a] * a.weeks:
            pieces.append(_piece(playbook, a, week))
    done = tuple((piece.week, piece.assignment) for piece in pieces if piece.assignment)
    return LongRun(track, way, tuple(past), frozenset(offered), done)


def _is_turn(week: int, every: int) -> bool:
    return every > 0 and week % every == 0


def _piece(playbook: Playbook, a: Assignment, week: int) -> Piece:
    fields = frozenset(field.id for field in playbook.kind[a.kind].fields)
    return Piece(a.kind, a.skill, week, a.id, fields)


def long_run_faults(playbook: Playbook, runs: list[LongRun]) -> Iterator[Fault]:
    """One skill for too long, something that comes once and came twice, core that doesn't come at all.

    What comes in weeks that they swapped is the member's own affair.
    """
    for run in (run for run in runs if not run.way.swaps):
        skill, weeks, first = run.longest
        where = described(playbook, run)
        if weeks > RUN and len(playbook.skills) > 1:
            title = playbook.skill[skill].title
            wrong = f"{title} comes {weeks} weeks in a row, from week {first}"
            yield Fault(where, wrong, f"open something of another skill then ({RUN} at most)")
        if run.repeated:
            wrong = f"{', '.join(run.repeated)} came again"
            yield Fault(where, wrong, "open something new then, or let one recur")
    yield from _missing_core(playbook, runs)
    yield from _long_weeks(playbook, runs)


def _long_weeks(playbook: Playbook, runs: list[LongRun]) -> Iterator[Fault]:
    """Months in which whoever hands in everything meets more than one long week."""
    for run in (run for run in runs if run.way == STEADY):
        long = [(week, a) for week, a in enumerate(run.weeks) if a.minutes / a.weeks > LONGEST]
        for month, weeks in groupby(long, key=lambda each: month_on(START + timedelta(weeks=each[0]), START)):
            if len(ids := [a.id for _, a in weeks]) > 1:
                wrong = f"month {month} has {', '.join(ids)}, of more than {LONGEST} minutes each"
                yield Fault(
                    described(playbook, run), wrong, "let one come in another month, or make it smaller"
                )


def _missing_core(playbook: Playbook, runs: list[LongRun]) -> Iterator[Fault]:
    for run in runs:
        given = {a.id for a in run.weeks}
        core = [a for a in playbook.assignments if a.core and a.track in (None, run.track)]
        if run.way == STEADY and (missing := [a.id for a in core if a.id not in given]):
            wrong = f"{', '.join(missing)} never came, though core"
            yield Fault(described(playbook, run), wrong, "open it for longer, or make less of it core")


def given_and_offered(runs: list[LongRun]) -> tuple[set[str], set[str]]:
    """The ids of what the rule gives somebody who never swaps, and of what only a swap brings."""
    given = {a.id for run in runs if not run.way.swaps for a in run.weeks}
    return given, {id_ for run in runs for id_ in (*run.offered, *(a.id for a in run.weeks))} - given


def described(playbook: Playbook, run: LongRun) -> str:
    """Whose run it is."""
    titles = {track.id: track.title for track in playbook.tracks}
    caller = titles.get(run.track or "", "undecided" if titles else "everybody")
    return f"{len(run.weeks)} weeks · {caller}, {run.way.name}"
