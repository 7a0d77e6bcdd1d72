"""When a late nudge goes out, by the member's own clock. What being late means for each kind: `messages`.

Instants are aware; those that come out are UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import slots
from bot.domain.slots import DAY, WeeklySchedule

LATE = timedelta(hours=1)
"""A message that goes out longer than this after it was due says so."""
BEGINS, ENDS = time(8), time(18)
"""Between these, on a working day or their own day, a member gets what comes late."""


@dataclass(frozen=True)
class SendTime:
    """When a message goes out, and whether that is late."""

    at: datetime
    late: bool


def send_time(
    due: datetime, now: datetime, expires: datetime, schedule: WeeklySchedule, spread: timedelta
) -> SendTime | None:
    """When a nudge that is due goes out, `spread` after the hour; None if it makes no sense then any more.

    In time that is its own moment, even if it has just passed; late, the next in working hours.
    """
    at = due + spread
    late = now - at > LATE
    if late:
        at = by_day(now + spread, schedule, spread)
    return SendTime(at, late) if at < expires else None


def by_day(at: datetime, schedule: WeeklySchedule, spread: timedelta = timedelta()) -> datetime:
    """The instant itself if it lies in working hours, else `spread` after the next time they begin.

    Quiet hours are no working hours; where they hold all day, the hour of the member's openings is left.
    """
    local, begins = at.astimezone(ZoneInfo(schedule.zone)), _begins(schedule)
    open_now = BEGINS <= local.time() < ENDS and not schedule.quiet.holds(local.time())
    if schedule.takes_messages(local.date()) and open_now:
        return at.astimezone(UTC)
    day = local.date() if local.time() < begins else local.date() + DAY
    while not schedule.takes_messages(day):
        day += DAY
    return slots.instant(day, begins, schedule.zone) + spread


def _begins(schedule: WeeklySchedule) -> time:
    """Return when working hours begin for a member."""
    if not schedule.quiet.holds(BEGINS):
        return BEGINS
    ends = time(schedule.quiet.ends)
    return ends if BEGINS < ends < ENDS else schedule.time


def end_of_hours(at: datetime, schedule: WeeklySchedule) -> datetime:
    """The instant at which the working hours of an instant's local day end."""
    return slots.instant(at.astimezone(ZoneInfo(schedule.zone)).date(), ENDS, schedule.zone)
