"""Times as a member reads them: weekday, the date once it is six days off, 24 hours, and the place.

Every clock time in the product is written by this module, so none appears without its zone.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from bot.domain.progress import Coming, Reader, Silence, What
from bot.domain.slots import WeeklySchedule

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SILENT = {
    Silence.MUTED: "I'm muted. I send nothing until you unmute.",
    Silence.LEFT: "I send nothing until you come back.",
    Silence.QUIET: "I send nothing until you press a button.",
    Silence.AWAY: "I send nothing until you are back.",
}
AFTER = "after "
_OFFSET = re.compile(r"Etc/GMT([+-])([1-9]\d?)")
_WITHOUT_DATE = 6
_WITHOUT_YEAR = 200


def place(zone: str) -> str:
    """Return the city of an IANA zone: "America/Argentina/Buenos_Aires" -> "Buenos Aires"; "UTC" stays.

    POSIX counts the zones without a city the other way round: "Etc/GMT+5" -> "UTC-5".
    """
    if offset := _OFFSET.fullmatch(zone):
        return f"UTC{'-' if offset[1] == '+' else '+'}{offset[2]}"
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@cache
def clock(zone: str) -> str:
    """Return a zone's name behind an hour: "Lisbon time", "UTC"."""
    name = place(zone)
    return name if name in {"UCT", "Zulu"} or name.startswith(("GMT", "UTC")) else f"{name} time"


def moment(at: datetime, reader: Reader, after: str = "") -> str:
    """Return "Thu 14:00, Lisbon time", and "Mon 3 May, 09:00, Lisbon time" from six days off."""
    there, today = _local(at, reader.zone), _local(reader.now, reader.zone).date()
    hour = f"{after}{there.hour:02d}:{there.minute:02d}, {clock(reader.zone)}"
    if abs((there.date() - today).days) < _WITHOUT_DATE:
        return f"{WEEKDAYS[there.weekday()][:3]} {hour}"
    return f"{_dated(there.date(), today)}, {hour}"


def opening(at: datetime, reader: Reader) -> str:
    """Return when a nudge comes: as `moment` does, with "after 09:00" where nudges are spread."""
    return moment(at, reader, AFTER if reader.spread else "")


def day(at: datetime, reader: Reader) -> str:
    """Return "Wed 20 Jan", in the reader's zone; with the year when it is far off."""
    zone = ZoneInfo(reader.zone)
    return _dated(at.astimezone(zone).date(), reader.now.astimezone(zone).date())


def date_of(there: date, reader: Reader) -> str:
    """Return "Thu 1 Jul" for a local date."""
    return _dated(there, _local(reader.now, reader.zone).date())


def short_day(at: datetime, reader: Reader) -> str:
    """Return "22 Mar", in the reader's zone."""
    there = at.astimezone(ZoneInfo(reader.zone))
    return f"{there.day} {_MONTHS[there.month - 1]}"


def local_date(at: datetime, reader: Reader) -> date:
    """Return the date of an instant in the reader's zone."""
    return _local(at, reader.zone).date()


def weekday_and_day(there: date, reader: Reader) -> str:
    """Return "Thu 21 Jan" of a date in the reader's zone."""
    return _dated(there, local_date(reader.now, reader))


def local_day(at: datetime, reader: Reader) -> str:
    """Return "2027-01-18", in the reader's zone; for values, never to be read."""
    return local_date(at, reader).isoformat()


def hour(schedule: WeeklySchedule) -> str:
    """Return "09:00", to be followed by its place."""
    return f"{schedule.hour:02d}:{schedule.minute:02d}"


def weekly(schedule: WeeklySchedule, *, spread: bool = False) -> str:
    """Return "every Monday at 09:00, Lisbon time", or "after 09:00" where nudges are spread."""
    at = AFTER if spread else "at "
    return f"every {WEEKDAYS[schedule.weekday]} {at}{hour(schedule)}, {clock(schedule.zone)}"


def next_line(reader: Reader) -> str:
    """Return what comes next, silence included."""
    if reader.next_message is None:
        return SILENT[reader.silence]
    if reader.next_message <= reader.now:
        return "My next message comes in a moment."
    if_open = f", but only if week {reader.week} isn't done by then" if reader.what is What.RECEIPT else ""
    next_one = opening if reader.what is What.OPENING else moment
    return f"My next message comes {next_one(reader.next_message, reader)}{if_open}."


def coming(messages: Sequence[Coming], reader: Reader) -> str:
    """Return the next messages by themselves: "Mon 25 Jan 09:00, Mon 1 Feb 09:00, all Lisbon time".

    A single one has no "all".
    """
    zone = ZoneInfo(reader.zone)
    after = AFTER if reader.spread else ""
    each = [
        f"{day(at, reader)} {after if what is What.OPENING else ''}{at.astimezone(zone):%H:%M}"
        for at, what in messages
    ]
    return f"{', '.join(each)}, {'all ' if len(each) > 1 else ''}{clock(reader.zone)}"


@lru_cache(maxsize=1000)
def _local(at: datetime, zone: str) -> datetime:
    """Return an instant on the clock of a zone; a screen asks for the same few again and again."""
    return at.astimezone(ZoneInfo(zone))


def _dated(there: date, today: date) -> str:
    year = f" {there.year}" if abs((there - today).days) > _WITHOUT_YEAR else ""
    return f"{WEEKDAYS[there.weekday()][:3]} {there.day} {_MONTHS[there.month - 1]}{year}"
