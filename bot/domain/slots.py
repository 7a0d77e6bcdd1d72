"""Slots: a member's own weekday and hour in their own zone, turned into instants.

Days and hours are local to the zone that goes with them; every datetime that comes out is UTC. A slot keeps
the day that was planned for it: on a holiday its instant is on another one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Literal, Protocol
from zoneinfo import ZoneInfo, available_timezones

CLOSING = time(14, 30)
SOON = timedelta(hours=2)
DAY = timedelta(days=1)
WEEK = 7 * DAY
SATURDAY = 5
_LONGEST_HOLIDAY = 14
"""Days by which holidays in a row can move an opening."""
_CLOCK_CHANGE = timedelta(hours=3)
"""The most by which a country has ever moved its clocks, if not over the date line."""
_NEIGHBOURS = (-2, -1, 1, 2)
_MIDDLE = (3, 4, 2)
"""Days after the opening on which a second one may lie, the best first."""
PLACES = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
"""Where a zone is named after a city; a city in two of them, as Istanbul, has one clock."""
_remembered = lru_cache(maxsize=1000)
"""For what follows from a schedule and an instant: on a Monday many members have the same ones."""


class WorkingDays(Protocol):
    """Which days are worked: neither the weekend nor a holiday. Immutable: what follows is remembered."""

    def works(self, day: date) -> bool: ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class MondayToFriday:
    """Every week's first five days, without holidays."""

    def works(self, day: date) -> bool:
        return day.weekday() < SATURDAY


class Pace(StrEnum):
    """How often a week opens."""

    EVERY_WEEK = "every_week"
    EVERY_SECOND_WEEK = "every_second_week"
    TWO_A_WEEK = "two_a_week"
    """The second opens in the middle of the first, and neither has a closing message."""


_SHORTEST = {
    Pace.EVERY_WEEK: timedelta(days=4),
    Pace.EVERY_SECOND_WEEK: timedelta(days=11),
    Pace.TWO_A_WEEK: timedelta(hours=36),
}
"""How long a week lasts at least, by the wall clock, wherever between two openings it began."""


@dataclass(frozen=True)
class QuietHours:
    """From the hour `begins` up to the hour `ends`, over midnight if that is earlier; none if they are equal.

    The hour that a member chose for their openings is never one of them.
    """

    begins: int = 19
    ends: int = 8

    def holds(self, at: time) -> bool:
        begins, ends = time(self.begins), time(self.ends)
        return begins <= at < ends if begins <= ends else at >= begins or at < ends

    def allowed(self, at: time) -> time:
        """Return the time itself, or an hour before they begin, or, if that is the day before, their end."""
        if not self.holds(at):
            return at
        return time(self.begins - 1) if self.begins and time(self.begins) <= at else time(self.ends)


@dataclass(frozen=True)
class WeeklySchedule:
    """The weekday (0 = Monday) and local time at which somebody's weeks begin, and what bends them."""

    weekday: int
    hour: int
    zone: str
    minute: int = 0
    pace: Pace = Pace.EVERY_WEEK
    days: WorkingDays = MondayToFriday()
    quiet: QuietHours = QuietHours()

    @property
    def time(self) -> time:
        return time(self.hour, self.minute)

    def takes_messages(self, day: date) -> bool:
        """Return whether it is a working day, or the weekday that they chose although it is always off."""
        return self.days.works(day) or (day.weekday() == self.weekday and self._is_always_off(day))

    def _is_always_off(self, day: date) -> bool:
        """Return whether that weekday is of the weekend, and not a holiday only now."""
        return not any(self.days.works(day + weeks * WEEK) for weeks in _NEIGHBOURS)

    def opens_on(self, day: date) -> bool:
        """Return whether an opening is planned for a day; at every second week's pace, each week's is one."""
        if day.weekday() == self.weekday:
            return True
        return self.pace is Pace.TWO_A_WEEK and (day.weekday() - self.weekday) % 7 == self._middle(day)

    def _middle(self, day: date) -> int:
        """Return how many days after the opening the second one of that week lies."""
        first = day - DAY * ((day.weekday() - self.weekday) % 7)
        usual = (days for days in _MIDDLE if not self._is_always_off(first + days * DAY))
        return next(usual, _MIDDLE[0])

    def moved(self, day: date) -> date:
        """Return the day on which an opening comes that is planned for this one: a holiday moves it on."""
        for _ in range(_LONGEST_HOLIDAY):
            if self.takes_messages(day):
                return day
            day += DAY
        return day


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
    """Return the first opening slot strictly after an instant."""
    return next(slot for slot in _openings(after, schedule) if slot.at > after)


def _openings(after: datetime, schedule: WeeklySchedule) -> Iterator[Slot]:
    """Yield openings, oldest first, from the last ones that can lie before an instant on."""
    # A day early, because a gap can carry yesterday's slot over midnight.
    local = _local(after, schedule).date() - DAY
    day = local - _LONGEST_HOLIDAY * DAY
    while True:
        if schedule.opens_on(day):
            moved = schedule.moved(day)
            if moved >= local:
                yield Slot(day, instant(moved, schedule.time, schedule.zone))
        day += DAY


@_remembered
def planned_day(at: datetime, schedule: WeeklySchedule) -> date:
    """Return the local day that was planned for an opening at an instant: a holiday made it come later."""
    day = local = _local(at, schedule).date()
    for _ in range(_LONGEST_HOLIDAY):
        if schedule.opens_on(day):
            return day if schedule.moved(day) == local else local
        day -= DAY
    return local


@_remembered
def week_end(began: datetime, schedule: WeeklySchedule, now: datetime | None = None) -> Slot:
    """Return the slot that ends a week: the first after its shortest length, by the wall clock.

    Holds for joining and for a changed day, hour, zone or pace alike. With `now`, a slot that has passed
    already, as a change can bring it about, isn't given.
    """
    wall = _local(began, schedule) + _SHORTEST[schedule.pace]
    earliest = instant(wall.date(), wall.time(), schedule.zone) - timedelta.resolution
    return next_opening(max(earliest, now) if now else earliest, schedule)


def changed_end(
    began: datetime, ends: datetime, before: WeeklySchedule, after: WeeklySchedule, now: datetime
) -> Slot:
    """The slot that ends an open week once its opening has changed; at `now` where it has passed already.

    The day stays as long as the weekday does, in another zone too, also across the date line. So nobody loses
    a nudge by moving over its hour, or gets it twice. Other days off move the planned day as they would have
    done from the start. Another weekday or pace is like `week_end`. Where it is a day off now, a slot that
    has passed comes at its hour on the next day that isn't.
    """
    if (before.weekday, before.pace) != (after.weekday, after.pace):
        return week_end(began, after, now)
    slot = _kept(began, ends, before, after)
    today = _local(now, after).date()
    if slot.at > now:
        return slot
    return Slot(slot.day, now if after.takes_messages(today) else _slot(after.moved(today), after).at)


def _kept(began: datetime, ends: datetime, before: WeeklySchedule, after: WeeklySchedule) -> Slot:
    """Return the slot of the day that a week's end was planned for, with the days off that hold now."""
    if before.days == after.days:
        return _slot(_local(ends, before).date(), after)
    planned = planned_day(ends, before)
    # At two a week, other days off can put the second opening on another weekday.
    return _slot(after.moved(planned), after) if after.opens_on(planned) else week_end(began, after)


@_remembered
def closing(end: Slot, schedule: WeeklySchedule) -> datetime:
    """Return the closing slot of the week that ends there: 14:30 on the last working day before it.

    Quiet hours over it move it on that day. In a short week it may lie before the week's beginning.
    """
    last = _local(end.at, schedule).date() - DAY
    days = (last - number * DAY for number in range(_LONGEST_HOLIDAY))
    day = next(filter(schedule.days.works, days), last)
    return instant(day, schedule.quiet.allowed(CLOSING), schedule.zone)


def at_own_hour(at: datetime, schedule: WeeklySchedule) -> datetime:
    """Return the opening that an instant was meant for, as today's rules of its zone have it.

    It may lie on any day, since holidays move openings. Only over the date line does the weekday decide.
    """

    def distance(day: date) -> tuple[bool, timedelta]:
        away = abs(instant(day, schedule.time, schedule.zone) - at)
        return away > _CLOCK_CHANGE and not schedule.opens_on(day), away

    local = _local(at, schedule).date()
    day = min((local + days * DAY for days in (-1, 0, 1)), key=distance)
    return instant(day, schedule.time, schedule.zone)


def zone_exists(name: str) -> bool:
    """Whether a name is an IANA zone, the same on every machine."""
    return name in _zones()


_OFFSET = re.compile(r"(?:utc|gmt)([+-])(\d{1,2})(?::?00)?")


def zone_named(text: str) -> str | None:
    """The IANA zone that somebody means by its name or its city, however they write it, or None.

    "europe/berlin", "Berlin" and "Sao Paulo" will do. A word that stands for zones with different clocks, as
    "Central" does, is none. "UTC-5" and "GMT+5" are so many hours behind and ahead, as people mean them.
    """
    plain = _plain(text)
    if offset := _OFFSET.fullmatch(plain.replace("\u2212", "-").replace("_", "")):
        if not int(offset[2]):
            return _zones_by_name().get(plain, "UTC")
        # POSIX counts the zones without a city the other way round.
        name = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}"
        return name if zone_exists(name) else None
    return _zones_by_name().get(plain)


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
    """Where this week's message can move to: in two hours, the next working day, a later one.

    The days are at the opening's hour; the later one only where the next working day is tomorrow. All are
    where `may_move` lets them be.
    """
    today = _local(now, schedule).date()
    first = next_working_day(today, schedule)
    name = named_day(first, today)
    choices = [Later("hours", now.astimezone(UTC) + SOON), Later(name, _slot(first, schedule).at)]
    second = Later("day", _slot(next_working_day(first, schedule), schedule).at)
    if name == "tomorrow":
        choices.append(second)
    return tuple(choice for choice in choices if may_move(choice.at, now, end, schedule))


def may_move(at: datetime, now: datetime, end: Slot, schedule: WeeklySchedule) -> bool:
    """Return whether a message of the week that ends there may come again at `at`, if it is moved now.

    It comes on working days, out of quiet hours, and before the closing slot. From that on it comes before
    the week's end, as it does at two a week, where no week has a closing message.
    """
    closes = closing(end, schedule)
    last = closes if now < closes and schedule.pace is not Pace.TWO_A_WEEK else end.at
    local = _local(at, schedule)
    quiet = local.time() != schedule.time and schedule.quiet.holds(local.time())
    return now < at < last and not quiet and schedule.takes_messages(local.date())


def next_working_day(day: date, schedule: WeeklySchedule) -> date:
    """Return the first working day after a local day."""
    day += DAY
    while not schedule.days.works(day):
        day += DAY
    return day


def named_day(day: date, today: date) -> Literal["tomorrow", "day"]:
    """Return what an offer of Later calls a day."""
    return "tomorrow" if day == today + DAY else "day"


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
