"""Absences: what may be asked for, and what would follow from one, for a screen that shows it beforehand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain import slots
from bot.domain.member import MemberState
from bot.domain.records import AbsenceRecord
from bot.domain.slots import Slot

LONGEST = timedelta(days=366)


class AbsenceFault(StrEnum):
    """Why an absence can't be taken as it is."""

    PAST = "past"
    """It begins before today."""
    BACKWARDS = "backwards"
    """It ends before it begins, or on that day."""
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Consequences:
    """What follows from an absence, as far as it changes anything."""

    weeks: tuple[int, ...]
    """Numbers of the weeks that don't count; of one without an end, those until today."""
    month: int | None
    """The next month of the programme, if it moves."""
    opens: date | None
    moves_to: date | None
    """When that month would have opened, and when it opens then; None for an absence without an end."""
    next_message: datetime | None
    """The opening slot on or after the day back; None without an end."""
    plan: datetime | None = None
    """The open week's plan, if it lies in those days."""


def fault(first: date, back: date | None, today: date) -> AbsenceFault | None:
    """Return why an absence that is new can't be taken; None when it can."""
    if first < today:
        return AbsenceFault.PAST
    if back is not None and back <= first:
        return AbsenceFault.BACKWARDS
    return AbsenceFault.TOO_LONG if back is not None and back - first > LONGEST else None


def what_follows(state: MemberState, first: date, back: date | None) -> Consequences:
    """Return what follows if the member is away from `first` up to `back`, in place of what is planned.

    An absence that has begun keeps its first day.
    """
    planned = state.absence
    begun = planned is not None and planned.first <= state.today
    absence = AbsenceRecord(0, planned.first if planned and begun else first, back)
    others = [each for each in state.records.absences if planned is None or each.id != planned.id]
    # Beside a life without it: so the answer is the same once it is saved, if Slack delivers the press again.
    return _consequences(state.with_absences(others), state.with_absences((*others, absence)), absence)


def _consequences(before: MemberState, after: MemberState, absence: AbsenceRecord) -> Consequences:
    until = absence.back or before.today + slots.DAY
    lost = [
        number
        for place, (number, opens, ends) in enumerate(_weeks(before, until))
        if after.takes_up(absence, opens, ends)
        or (place and absence.holds(after.schedule.moved(opens)))  # its message doesn't come
    ]
    plan = after.plan_of(after.open_week)
    lies_in_it = plan and plan.at > after.now and absence.holds(after.local_day(plan.at))
    return Consequences(
        tuple(dict.fromkeys(lost)),
        *_month(before, after, absence),
        after.next_opening(absence.back),
        plan.at if plan and lies_in_it else None,
    )


def _weeks(state: MemberState, until: date) -> Iterator[tuple[int, date, date]]:
    """Yield number, first day and end of the open week, and of those behind it that begin before a day.

    The numbers are the calendar's, as screens show them.
    """
    week = state.open_week
    days, ends, end = [week.day], list[date](), Slot(state.planned_day(week.ends_at), week.ends_at)
    while days[-1] < until:
        ends.append(end.day)
        days.append(end.day)
        end = slots.week_end(end.at, state.schedule)
    numbers = state.calendar_numbers(days[:-1], ends)
    yield from zip(numbers, days[:-1], ends, strict=True)


def _month(
    before: MemberState, after: MemberState, absence: AbsenceRecord
) -> tuple[int | None, date | None, date | None]:
    """Return the next month, when it opens without the absence, and when with it."""
    month = before.month_on(absence.first) + 1
    if month > before.playbook.months:
        return None, None, None
    opens, moves_to = before.month_opens(month), after.month_opens(month)
    if absence.back is None:
        return month, opens, None
    return (month, opens, moves_to) if opens != moves_to else (None, None, None)
