"""What became of a week, and what the weeks add up to.

Two freezes a quarter cover missed weeks by themselves. Nothing of them is stored: which week is covered
follows from the weeks, so late evidence for a covered week gives its freeze back (docs/adr/0014).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from typing import NamedTuple

FREE_WEEKS = 4
"""The first weeks of the calendar, in which a missed one costs nothing."""
UNSAID = "unsaid"
"""Why a week was skipped, where its member would rather not say."""
FREEZES = 2
"""In each calendar quarter."""
_MONTHS = 3


class Outcome(StrEnum):
    """What became of a week. On screen a missed week reads "open" or "covered", a done one "kept"."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    EXCUSED = "excused"
    MISSED = "missed"


class Answer(StrEnum):
    """What a member answered to the receipt."""

    DONE = "done"
    PARTLY = "partly"
    NOT_YET = "not_yet"


def excuses(lost: int, works: int, quiet: bool = False) -> bool:
    """Return whether days away excuse a week: half of its `works` working days or more are `lost`.

    Once the coach has gone quiet, one such day does.
    """
    return lost > 0 and (quiet or 2 * lost >= works)


def outcome(*, closed: bool, pieces: int, answer: str | None = None, away: bool = False) -> Outcome:
    """Return what a week is; `pieces` of evidence for it, early and late ones too, win over all else.

    `answer` is the member's own (`Answer`), `away` whether an absence or another excuse covers the week.
    Who answered "done" and handed nothing in has done a part. A skip is a miss.
    """
    if pieces:
        return Outcome.DONE
    if away:
        return Outcome.EXCUSED
    if not closed:
        return Outcome.OPEN
    return Outcome.PARTLY if answer in (Answer.DONE, Answer.PARTLY) else Outcome.MISSED


_NOT_AGAIN = 4
"""Calendar weeks in which a return is marked once: two of them in a row read like a form letter."""


def comes_back(before: Iterable[Outcome], a_week: int = 1) -> bool:
    """Return whether who does a week now is back: the one before was missed, and they weren't back lately.

    `before` are the outcomes of the earlier weeks, newest first; excused ones are passed over. `a_week` is
    how many of them make one of the calendar.
    """
    counted = (each for each in before if each is not Outcome.EXCUSED)
    newest = [*islice(counted, (_NOT_AGAIN + 2) * a_week)]
    if len(newest) < a_week or any(each is not Outcome.MISSED for each in newest[:a_week]):
        return False
    return (Outcome.DONE, Outcome.MISSED) not in pairwise(newest)


_HALF, _TWO = 4, 12
"""Days: so long is the first half of a calendar week at most, and a week that takes two of them at least."""
_WHOLE = 7


def calendar_numbers(days: Sequence[date], ends: Sequence[date]) -> tuple[int, ...]:
    """Return which week of the calendar, from 1 on, each of a member's weeks opens in, oldest first.

    `days` are those of the openings. At one a week the numbers are those of the member's weeks. Two a week
    share one: no others are so short that both together take seven days.
    """
    numbers, number, halved = list[int](), 1, False
    for at, day in enumerate(days):
        if at:
            before = (day - days[at - 1]).days
            halved = not halved and before <= _HALF and (ends[at] - days[at - 1]).days == _WHOLE
            number += 0 if halved else 2 if _TWO <= before < 3 * _WHOLE else 1
        numbers.append(number)
    return tuple(numbers)


def is_fortnight(began_at: datetime, ends_at: datetime) -> bool:
    """Return whether a member's week is one of two: a holiday or another day moves its ends by days."""
    return ends_at - began_at > timedelta(days=_TWO)


class Quarter(NamedTuple):
    """A calendar quarter, numbered from 0."""

    year: int
    number: int

    @property
    def next_begins(self) -> date:
        """The first day of the quarter after it, on which there are new freezes."""
        year, month = divmod((self.number + 1) * _MONTHS, 12)
        return date(self.year + year, month + 1, 1)


def quarter(day: date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // _MONTHS)


class IfEmpty(StrEnum):
    """What it costs to leave the open week empty."""

    NOTHING = "nothing"
    FREEZE = "freeze"
    RUN = "run"


@dataclass(frozen=True)
class Record:
    """Totals and runs of the calendar's weeks; `kept` is a total and never goes down by what comes after."""

    kept: int
    closed: int
    """Weeks that count: kept, partly and missed ones, and not those away or open."""
    run: int
    best_run: int
    covered: frozenset[int] = frozenset()
    """The calendar's numbers of the missed weeks that a freeze covers."""
    spent: Counter[Quarter] = field(default_factory=Counter)
    """How many freezes each quarter has had to give."""
    bridged: int = 0
    """How many covered weeks lie between the kept weeks of the run, which so are in a row."""

    def freezes_left(self, day: date) -> int:
        """Return how many freezes the quarter of a local day has left."""
        return FREEZES - self.spent[quarter(day)]

    def if_empty(self, number: int, ends: date, last: int | None = None) -> IfEmpty:
        """Return what an open week costs that stays empty; it ends on a local day, `last` as in `record`."""
        if number <= FREE_WEEKS or (last is not None and number > last):
            return IfEmpty.NOTHING
        return IfEmpty.FREEZE if self.freezes_left(ends) else IfEmpty.RUN


def record(
    outcomes: Sequence[Outcome],
    ends: Sequence[date],
    last: int | None = None,
    numbers: Sequence[int] | None = None,
) -> Record:
    """Add up the weeks, oldest first; `ends` are the local days on which they end.

    `numbers` are the calendar's (`calendar_numbers`), from 1 on in a row where none are given: two that share
    one are one week, with the better outcome. A missed week after the first `FREE_WEEKS` is covered by a
    freeze of the quarter in which it ended, while there is one. The first missed week that is neither ends
    the run. Behind number `last`, with which the programme ends, a missed week is no miss.
    """
    if numbers is None:
        numbers = range(1, len(outcomes) + 1)
    else:
        outcomes, ends, numbers = _whole(outcomes, ends, numbers)
    run = best = beyond = bridged = covered_since = 0
    covered, spent = set[int](), Counter[Quarter]()
    for number, week, end in zip(numbers, outcomes, ends, strict=True):
        if week is Outcome.DONE:
            bridged, covered_since = (bridged + covered_since if run else 0), 0
            run += 1
        elif week is Outcome.MISSED and last is not None and number > last:
            beyond += 1
        elif week is Outcome.MISSED and number > FREE_WEEKS:
            ended_in = quarter(end)
            if spent[ended_in] < FREEZES:
                spent[ended_in] += 1
                covered.add(number)
                covered_since += 1
            else:
                best, run, bridged = max(best, run), 0, 0
    kept = outcomes.count(Outcome.DONE)
    others = outcomes.count(Outcome.MISSED) + outcomes.count(Outcome.PARTLY) - beyond
    return Record(kept, kept + others, run, max(best, run), frozenset(covered), spent, bridged)


def given_back(before: Record, after: Record, day: date) -> int:
    """Return how many freezes the quarter of a local day has left where late work gave one back, or 0."""
    left = after.freezes_left(day)
    return left if left > before.freezes_left(day) else 0


_BEST = (Outcome.DONE, Outcome.PARTLY, Outcome.OPEN, Outcome.MISSED, Outcome.EXCUSED)


def _whole(
    outcomes: Sequence[Outcome], ends: Sequence[date], numbers: Sequence[int]
) -> tuple[list[Outcome], list[date], list[int]]:
    """Return the weeks with the two halves of one put together: the better outcome, the second one's end."""
    whole = dict[int, tuple[Outcome, date]]()
    for number, outcome, end in zip(numbers, outcomes, ends, strict=True):
        half = whole.get(number)
        whole[number] = (min(half[0], outcome, key=_BEST.index) if half else outcome), end
    return [outcome for outcome, _ in whole.values()], [end for _, end in whole.values()], list(whole)
