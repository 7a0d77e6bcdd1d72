"""The playbook's calendar: months counted from the day somebody joined, less the days away.

All dates are the member's local dates. Nothing here knows today; it is passed in.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Away:
    """An absence from `first` up to `back`, which is the first day again in the programme."""

    first: date
    back: date


def programme_day(day: date, away: Sequence[Away] = ()) -> date:
    """The day less the days away before it: the programme's clock stands still during an absence.

    The day back of an absence without an end is `date.max`.
    """
    return day - sum((min(a.back, day) - a.first for a in _apart(away) if a.first < day), timedelta())


def month_on(day: date, start: date, away: Sequence[Away] = ()) -> int:
    """The playbook month on a day, never under 1; absences before the start don't count."""
    run = programme_day(day, _since(start, away))
    months = (run.year - start.year) * 12 + run.month - start.month
    if run < _add_months(start, months):
        months -= 1
    return max(months + 1, 1)


def month_opens(month: int, start: date, away: Sequence[Away] = ()) -> date:
    """The first day of a playbook month; an absence that begins before it moves it by its days."""
    opens = _add_months(start, month - 1)
    for absence in _apart(_since(start, away)):
        if absence.first < opens:
            opens += absence.back - absence.first
    return opens


def start_for(month: int, today: date) -> date:
    """The start date of somebody who says "I am in month N" today: the latest for which that holds.

    Today is then the first day of that month, except where the month of the start was too short for it.
    """
    ends_month = (today + DAY).month != today.month
    return _add_months(today, 1 - month, 31 if ends_month else today.day)


def start_fault(start: date, today: date, months: int) -> str | None:
    """What is wrong with a start date, and what to do; None when it will do."""
    if start > today:
        return f"{_spelt(start)} is in the future. Choose today, {_spelt(today)}, or an earlier day."
    oldest = _add_months(today, -(months + 12))
    if start < oldest:
        return (
            f"{_spelt(start)} is too long ago: the programme runs for {months} months. "
            f"Choose {_spelt(oldest)} or a later day, or start today."
        )
    return None


def _add_months(day: date, months: int, number: int | None = None) -> date:
    """The same day of another month, or the day with that number; the last one where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(number or day.day, monthrange(year, month + 1)[1]))


def _since(start: date, away: Sequence[Away]) -> list[Away]:
    return [Away(max(a.first, start), a.back) for a in away if a.back > start]


def _apart(away: Sequence[Away]) -> Iterator[Away]:
    """The absences in order, without the days that an earlier one holds already."""
    free = date.min
    for absence in sorted(away, key=lambda a: a.first):
        if absence.back > max(free, absence.first):
            yield Away(max(free, absence.first), absence.back)
            free = absence.back


def _spelt(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
