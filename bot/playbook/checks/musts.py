"""The programme as it is walked: which of its musts members meet who take what the rule gives them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from bot.domain.musts import met, owed
from bot.domain.playbook import Assignment, Must, Playbook
from bot.playbook.checks.long_run import Chosen, LongRun, Way, described, live
from bot.playbook.checks.supply import WEEKS_A_MONTH
from bot.playbook.checks.validation import Fault

STEADY = Way("everything handed in", presses=True)
TWO_A_WEEK = Way("two a week, everything handed in", lasts=timedelta(weeks=1) / 2, presses=True)
HALVES = (
    Way("every second week handed in", hands_in=2, presses=True),
    Way("one in two weeks, everything handed in", lasts=timedelta(weeks=2), presses=True),
)
"""The two ways of doing half: leave every second week out, or ask the coach for one in two weeks."""
HELD = (STEADY, TWO_A_WEEK)
"""The ways whose shortfalls are breaches of the strict check; of the others they are only counted."""
LOOSE = 0.9
"""The share of the musts that aren't firm, for whoever hands everything in."""
MONTH_MISSED = 0.85
HALF = 0.75
"""The shares of all musts for whoever misses a month, and for whoever does half."""
SILENT = 6
"""Weeks in a row that a skill may stay away from whoever hands everything in, one a week."""


@dataclass(frozen=True)
class Walk:
    """What a member who lives like this has met when the programme's last month is over."""

    run: LongRun
    met: tuple[Must, ...]
    missed: tuple[Must, ...]

    @property
    def share(self) -> float:
        """The share of the musts that were met, 0 to 1; 1 where the playbook has none."""
        due = len(self.met) + len(self.missed)
        return len(self.met) / due if due else 1

    @property
    def wanted(self) -> float:
        """The share of all musts that is enough; 1 for whoever does everything: firm ones count apart."""
        if self.run.way.misses:
            return MONTH_MISSED
        return HALF if self.run.way in HALVES else 1

    @property
    def enough(self) -> bool:
        if self.wanted < 1:
            return self.share >= self.wanted
        loose = sum(not must.firm for must in (*self.met, *self.missed))
        met_ = sum(not must.firm for must in self.met)
        return all(not must.firm for must in self.missed) and met_ >= loose * LOOSE


def walks(playbook: Playbook, chosen: Chosen | None = None) -> list[Walk]:
    """Everybody's walk: each track and the undecided, in each of the ways; none where there are no musts."""
    chosen = {} if chosen is None else chosen
    if not playbook.musts:
        return []
    tracks = [None, *(track.id for track in playbook.tracks)]
    missing = (Way(f"nothing in month {n}", misses=n, presses=True) for n in range(1, playbook.months + 1))
    ways = (STEADY, TWO_A_WEEK, *HALVES, *missing)
    return [walk(playbook, track, way, chosen) for way in ways for track in tracks]


def walk(playbook: Playbook, track: str | None, way: Way = STEADY, chosen: Chosen | None = None) -> Walk:
    """One member's walk through the programme's months."""
    weeks = ceil(playbook.months * WEEKS_A_MONTH * (timedelta(weeks=1) / way.lasts))
    run = live(playbook, track, way, weeks=weeks, chosen=chosen)
    due = owed(playbook, track)
    done = met(playbook, (id_ for _, id_ in run.handed_in))
    return Walk(run, tuple(m for m in due if m.id in done), tuple(m for m in due if m.id not in done))


def must_faults(playbook: Playbook, walked: Iterable[Walk]) -> Iterator[Fault]:
    """Walks that meet too little: who, what is missing, and what became of each assignment that brings it."""
    for each in walked:
        if not each.enough:
            met_, due = len(each.met), len(each.met) + len(each.missed)
            missing = "; ".join(f"{m.title} ({_why(playbook, each.run, m)})" for m in each.missed)
            yield Fault(
                described(playbook, each.run),
                f"{met_} of {due} musts are met, and {_wanted(each)} are wanted. Missing: {missing}",
                "let what brings them come earlier, stay open longer or be core",
            )


def silence_faults(playbook: Playbook, walked: Iterable[Walk]) -> Iterator[Fault]:
    """Skills that stay away for too long from whoever hands everything in: who, which, for how many weeks."""
    for each in walked:
        for skill in playbook.skills if each.run.way == STEADY else ():
            if (weeks := each.run.silence(skill.id)) > SILENT:
                yield Fault(
                    described(playbook, each.run),
                    f"{skill.title} stays away for {weeks} weeks, and {SILENT} are the most",
                    "let something of it come between, as core or earlier in the order",
                )


def _wanted(each: Walk) -> str:
    return f"{each.wanted:.0%}" if each.wanted < 1 else f"all firm ones and {LOOSE:.0%} of the others"


def _why(playbook: Playbook, run: LongRun, must: Must) -> str:
    brings = [a for a in playbook.assignments if must.id in a.musts and a.track in (None, run.track)]
    return ", ".join(f"{a.id}: {_fate(playbook, run, a)}" for a in brings)


def _fate(playbook: Playbook, run: LongRun, a: Assignment) -> str:
    """What became of an assignment: handed in, come in vain, kept out by a need, or without room."""
    if any(id_ == a.id for _, id_ in run.handed_in):
        return "handed in, and once isn't enough"
    weeks = [str(number) for number, each in enumerate(run.weeks, 1) if each.id == a.id]
    if weeks:
        return f"came in week {' and '.join(weeks)} and wasn't handed in"
    kinds = {playbook.assignment[id_].kind for _, id_ in run.handed_in}
    if lacking := [need for need in a.needs if need not in kinds]:
        return f"lacked {', '.join(lacking)}"
    return "found no room"
