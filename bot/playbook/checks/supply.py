"""How much a playbook has to offer in each month on each track, and how much of it is core."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, islice
from math import ceil

from bot.domain.playbook import Assignment, Playbook
from bot.playbook.checks.validation import MINUTES_A_WEEK, Fault

WEEKS_A_MONTH = 52 / 12
CANDIDATES = ceil(WEEKS_A_MONTH) + 1
"""One for each week that a month can have, and one to swap to."""
SKILLS = 3
AT_THE_END = 2
"""The last months, where few phases are open, must have something new for every week."""
SHORTEST, LONGEST = 30, 90
"""Minutes of a week's work; in a month of the walk, one week may take longer."""


@dataclass(frozen=True)
class Supply:
    """What one month holds for somebody on one track (None: undecided, or no tracks) who may do all of it."""

    month: int
    track: str | None
    open: tuple[Assignment, ...]
    rhythmic: int
    """How many weeks take a kind that comes by a rhythm."""
    core: int
    """Weeks of the core that opens this month, without those."""
    in_series: frozenset[str]
    """Kinds that have a rhythm this month."""

    @property
    def candidates(self) -> int:
        """Of a series by rhythm only as many as its weeks; everything else."""
        series = sum(a.kind in self.in_series for a in self.open)
        return len(self.open) - series + min(series, self.rhythmic)

    @property
    def skills(self) -> int:
        return len({a.skill for a in self.open})

    @property
    def once(self) -> int:
        return sum(not a.recurs for a in self.open)

    @property
    def slots(self) -> int:
        return self.core + self.rhythmic


def ways(playbook: Playbook) -> list[str | None]:
    """The tracks; of a playbook without any, the one way there is."""
    return [track.id for track in playbook.tracks] or [None]


def supplies(playbook: Playbook) -> list[Supply]:
    """Month by month, each track; the month after the last stands for the time after."""
    months = range(1, playbook.months + 2)
    return [_supply(playbook, month, track) for month in months for track in ways(playbook)]


def _supply(playbook: Playbook, month: int, track: str | None) -> Supply:
    found = tuple(a for a in playbook.assignments if month in a.months and _comes(playbook, a, track))
    every = {r.kind: r.every for r in playbook.rhythms if month in r.months}
    series = frozenset(a.kind for a in found if a.kind in every)
    core = (a for a in found if a.core and a.months.first == month and a.kind not in series)
    return Supply(
        month=month,
        track=track,
        open=found,
        rhythmic=sum(int(WEEKS_A_MONTH // every[kind]) for kind in series),
        core=sum(a.weeks for a in core),
        in_series=series,
    )


def _comes(playbook: Playbook, a: Assignment, track: str | None) -> bool:
    return a.track in (None, track) and a.exposure <= playbook.phase[a.phase].exposure


def supply_faults(playbook: Playbook) -> Iterator[Fault]:
    """Months with too little to choose from, or with more core than weeks; minutes that no week has."""
    least = min(SKILLS, len(playbook.skills))
    for supply in supplies(playbook):
        if supply.month <= playbook.months:
            yield from _month_faults(supply, _where(playbook, f"month {supply.month}", supply.track), least)
    for track in ways(playbook):
        yield from islice(_core_faults(playbook, track), 1)
        yield from _end_faults(playbook, track, least)
    yield from _minutes_faults(playbook)


def _where(playbook: Playbook, months: str, track: str | None) -> str:
    """Months and a track, as a fault names a place."""
    titles = {track.id: track.title for track in playbook.tracks}
    return " · ".join(filter(None, (months, titles.get(track or ""))))


def _month_faults(supply: Supply, where: str, least: int) -> Iterator[Fault]:
    if supply.candidates < CANDIDATES or supply.skills < least:
        wrong = f"candidates: {supply.candidates}, skills: {supply.skills}"
        right = f"open at least {CANDIDATES} over {least} skills: one for each week, and one to swap to"
        yield Fault(where, wrong, right)


def _core_faults(playbook: Playbook, track: str | None) -> Iterator[Fault]:
    """Stretches of months, short ones first, whose own core and rhythms take more weeks than they have.

    Core that is open for longer can come before or after, and counts in a longer stretch.
    """
    series = {rhythm.kind for rhythm in playbook.rhythms}
    core = [a for a in playbook.assignments if a.core and a.kind not in series and _comes(playbook, a, track)]
    months = range(1, playbook.months + 1)
    for first, last in sorted(combinations_with_replacement(months, 2), key=lambda s: (s[1] - s[0], s)):
        stretch = range(first, last + 1)
        rhythmic = int(sum(_rhythmic(playbook, month) for month in stretch))
        inside = [a for a in core if first <= a.months.first and a.months.last and a.months.last <= last]
        taken, weeks = sum(a.weeks for a in inside) + rhythmic, int(len(stretch) * WEEKS_A_MONTH)
        if taken > weeks:
            where = f"months {first} to {last}" if last > first else f"month {first}"
            wrong = f"{taken} weeks are core, {rhythmic} of them by rhythm"
            yield Fault(_where(playbook, where, track), wrong, f"keep it to {weeks}, or open some for longer")


def _rhythmic(playbook: Playbook, month: int) -> float:
    """How many weeks of a month take a kind that comes by a rhythm then, if anything of it is open."""
    kinds = {a.kind for a in playbook.assignments if month in a.months}
    return sum(WEEKS_A_MONTH / r.every for r in playbook.rhythms if month in r.months and r.kind in kinds)


def _end_faults(playbook: Playbook, track: str | None, least: int) -> Iterator[Fault]:
    months = min(AT_THE_END, playbook.months)
    needed = ceil(months * WEEKS_A_MONTH) + 1
    first = playbook.months - months + 1
    end = (_supply(playbook, month, track) for month in range(first, playbook.months + 1))
    new = {a.id: a.skill for supply in end for a in supply.open if not a.recurs}
    skills = len(set(new.values()))
    if len(new) < needed or skills < least:
        span = f"months {first} to {playbook.months}" if months > 1 else f"month {first}"
        wrong = f"candidates that don't recur: {len(new)}, skills: {skills}"
        right = f"open at least {needed} over {least} skills: something new every week"
        yield Fault(_where(playbook, span, track), wrong, right)


def _minutes_faults(playbook: Playbook) -> Iterator[Fault]:
    for a in playbook.assignments:
        week = a.minutes / a.weeks
        if a.minutes < SHORTEST or LONGEST < week < MINUTES_A_WEEK:
            wrong = f"{a.minutes} minutes" + (f" in {a.weeks} weeks" if a.weeks > 1 else "")
            right = f"ask for {SHORTEST} to {LONGEST} a week, or for {MINUTES_A_WEEK} once a month"
            yield Fault(f'assignments "{a.id}" · minutes', wrong, right)
