"""Slots: a member's own weekday and hour in their own zone, turned into instants.

Days and hours are local to the zone that goes with them; every datetime that comes out is UTC.
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

CLOSING = time(14, 30)
SHORTEST_WEEK = timedelta(days=4)
SOON = timedelta(hours=2)
DAY = timedelta(days=1)
SATURDAY = 5
PLACES = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
          "Pacific/")  # fmt: skip
"""Where a zone is named after a city; a city in two of them, as Istanbul, has one clock."""


@dataclass(frozen=True)
class WeeklySchedule:
    """The weekday (0 = Monday) and local time at which somebody's weeks begin."""

    weekday: int
    hour: int
    zone: str
    minute: int = 0

    @property
    def time(self) -> time:
        return time(self.hour, self.minute)


@dataclass(frozen=True)
class Slot:
    """The local date that was planned, and the instant (UTC): a key uses the date, a clock the instant."""

    day: date
    at: datetime


@dataclass(frozen=True)
class Later:
    """A moment (UTC) to which one message can be moved."""

    id: Literal["hours", "tomorrow", "day"]
    at: datetime


def instant(day: date, at: time, zone: str) -> datetime:
    """The instant (UTC) of a local time: one in a gap moves on by the gap, a doubled one is the first."""
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def next_opening(after: datetime, schedule: WeeklySchedule) -> Slot:
    """The first opening slot strictly after an instant."""
    # A day early, because a gap can carry yesterday's slot over midnight.
    day = _local(after, schedule).date() - DAY
    day += DAY * ((schedule.weekday - day.weekday()) % 7)
    slot = _slot(day, schedule)
    return slot if slot.at > after else _slot(day + 7 * DAY, schedule)


def week_end(began: datetime, schedule: WeeklySchedule, now: datetime | None = None) -> Slot:
    """The slot that ends a week: the first at least four days, by the wall clock, after it began.

    Holds for joining and for a changed day, hour or zone alike. With `now`, a slot that has passed
    already, as a change can bring it about, isn't given.
    """
    wall = _local(began, schedule) + SHORTEST_WEEK
    earliest = instant(wall.date(), wall.time(), schedule.zone) - timedelta.resolution
    return next_opening(max(earliest, now) if now else earliest, schedule)


def changed_end(
    began: datetime, ends: datetime, before: WeeklySchedule, after: WeeklySchedule, now: datetime
) -> Slot:
    """The slot that ends an open week once its opening has changed; at `now` where it has passed already.

    The day stays as long as the weekday does, in another zone too, also across the date line. So nobody loses
    a nudge by moving over its hour, or gets it twice. Another weekday is like `week_end`.
    """
    if before.weekday != after.weekday:
        return week_end(began, after, now)
    slot = _slot(_local(ends, before).date(), after)
    return Slot(slot.day, max(slot.at, now))


def closing(end: Slot, schedule: WeeklySchedule) -> datetime:
    """The closing slot of the week that ends there: 14:30 on the last working day before it."""
    day = end.day - DAY
    while not works(day):
        day -= DAY
    return instant(day, CLOSING, schedule.zone)


def works(day: date) -> bool:
    """Whether it is a working day."""
    return day.weekday() < SATURDAY


def zone_exists(name: str) -> bool:
    """Whether a name is an IANA zone, the same on every machine."""
    return name in _zones()


def zone_named(text: str) -> str | None:
    """The IANA zone that somebody means by its name or its city, however they write it, or None.

    "europe/berlin", "Berlin" and "Sao Paulo" will do. A word that stands for zones with different clocks, as
    "Central" does, is none.
    """
    return _zones_by_name().get(_plain(text))


def share_clock(one: str, other: str, since: date) -> bool:
    """Return whether two zones show the same time on every day of the three years from a local date on.

    Asia/Kolkata and Asia/Calcutta do, being two names of one zone; so do Berlin and Paris.
    """
    return one == other or _share_clock(*sorted((one, other)), since.year)


@cache
def _share_clock(one: str, other: str, year: int) -> bool:
    zones, noon = (ZoneInfo(one), ZoneInfo(other)), datetime(year, 1, 1, 12, tzinfo=UTC)
    days = (noon + DAY * number for number in range(3 * 366))
    return all(day.astimezone(zones[0]).utcoffset() == day.astimezone(zones[1]).utcoffset() for day in days)


def later_choices(now: datetime, end: Slot, schedule: WeeklySchedule) -> tuple[Later, ...]:
    """Where this week's message can move to: in two hours, tomorrow, a later working day.

    The last two are at the opening's hour, the third before the closing slot; none reaches the week's end.
    """
    tomorrow = _local(now, schedule).date() + DAY
    choices = [
        Later("hours", now.astimezone(UTC) + SOON),
        Later("tomorrow", instant(tomorrow, schedule.time, schedule.zone)),
    ]
    day = tomorrow + DAY
    while not works(day):
        day += DAY
    later = Later("day", instant(day, schedule.time, schedule.zone))
    if later.at < closing(end, schedule):
        choices.append(later)
    return tuple(choice for choice in choices if choice.at < end.at)


def _slot(day: date, schedule: WeeklySchedule) -> Slot:
    return Slot(day, instant(day, schedule.time, schedule.zone))


def _local(at: datetime, schedule: WeeklySchedule) -> datetime:
    return at.astimezone(ZoneInfo(schedule.zone))


def _plain(text: str) -> str:
    """Without what people leave out: capitals, accents, underscores."""
    letters = unicodedata.normalize("NFKD", text.strip().replace(" ", "_"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


@cache
def _zones_by_name() -> dict[str, str]:
    """Every zone under its full name and, where it lies on a continent or in an ocean, under its city's."""
    # A name such as America/Buenos_Aires is an old one of America/Argentina/Buenos_Aires.
    deepest_last = sorted(_zones(), key=lambda zone: (zone.count("/"), zone))
    cities = {_plain(zone.rsplit("/", 1)[-1]): zone for zone in deepest_last if zone.startswith(PLACES)}
    return {**cities, **{_plain(zone): zone for zone in _zones()}}


@cache
def _zones() -> frozenset[str]:
    # The machine's own zone and the placeholder are files among the zones, not places.
    return frozenset(available_timezones() - {"localtime", "Factory"})
