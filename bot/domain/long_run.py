"""A playbook lived from its first week until well after its last, by the rule that members live by."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import ceil

from bot.domain.calendar import month_on
from bot.domain.case import Piece, Situation
from bot.domain.choice import choose
from bot.domain.faults import Fault
from bot.domain.programme import Assignment, Programme
from bot.domain.supply import WEEKS_A_MONTH

RUN = 3
"""Weeks in a row that one skill may take."""
START = date(2027, 1, 11)
"""Any Monday: months begin at different places in their weeks from every start."""


@dataclass(frozen=True)
class LongRun:
    """The assignments of each week, for somebody on a track who hands in everything, or nothing."""

    track: str | None
    hands_in: bool
    weeks: tuple[Assignment, ...]

    @property
    def longest(self) -> tuple[str, int, int]:
        """The skill that comes most weeks in a row: its id, how many weeks, and the first of them."""
        runs, week = list[tuple[str, int, int]](), 1
        for skill, run in groupby(a.skill for a in self.weeks):
            runs.append((skill, count := len(list(run)), week))
            week += count
        return max(runs, key=lambda run: run[1])

    @property
    def repeated(self) -> list[str]:
        """What comes once by its nature, and came again after something else."""
        visits = Counter(a.id for a, _ in groupby(self.weeks) if not a.recurs)
        return sorted(id_ for id_, count in visits.items() if count > 1)


def length(programme: Programme) -> int:
    """Weeks to live through: the programme and half as long again; a year for eight months."""
    return ceil(programme.months * 1.5 * WEEKS_A_MONTH)


def long_runs(programme: Programme) -> list[LongRun]:
    """Everybody's: each track and the undecided, handing in everything and nothing."""
    tracks = [None, *(track.id for track in programme.tracks)]
    return [live(programme, track, hands_in) for track in tracks for hands_in in (True, False)]


def live(programme: Programme, track: str | None, hands_in: bool) -> LongRun:
    """What the coach assigns, week by week; a piece is handed in when its weeks are over."""
    past, pieces = list[Assignment](), list[Piece]()
    for week in range(1, length(programme) + 1):
        month = month_on(START + timedelta(weeks=week - 1), START)
        assigned = tuple((number, a.id) for number, a in enumerate(past, 1))
        a = choose(programme, Situation(month, week, track, tuple(pieces), assigned)).assignment
        past.append(a)
        if hands_in and (a.weeks == 1 or past[-a.weeks :] == [a] * a.weeks):
            fields = frozenset(field.id for field in programme.kind[a.kind].fields)
            pieces.append(Piece(a.kind, a.skill, week, a.id, fields))
    return LongRun(track, hands_in, tuple(past))


def long_run_faults(programme: Programme, runs: list[LongRun]) -> Iterator[Fault]:
    """One skill for too long, or something that comes once and came twice."""
    for run in runs:
        skill, weeks, first = run.longest
        where = described(programme, run)
        if weeks > RUN and len(programme.skills) > 1:
            title = programme.skill[skill].title
            wrong = f"{title} comes {weeks} weeks in a row, from week {first}"
            yield Fault(where, wrong, f"open something of another skill then ({RUN} at most)")
        if run.repeated:
            wrong = f"{', '.join(run.repeated)} came again"
            yield Fault(where, wrong, "open something new then, or let one recur")


def described(programme: Programme, run: LongRun) -> str:
    """Whose run it is."""
    titles = {track.id: track.title for track in programme.tracks}
    who = titles.get(run.track or "", "undecided" if titles else "everybody")
    return f"{len(run.weeks)} weeks · {who}, {'everything' if run.hands_in else 'nothing'} handed in"
