"""Calendar against evidence, in sentences; days are said as early, mid and late in a month."""

from datetime import date, timedelta

from bot.domain.forecast import LEAST, Forecast, Range
from bot.domain.numerals import in_words
from bot.domain.progress import CatchUp, Progress
from bot.views.text import cut
from bot.views.vocabulary import counted

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT_SHOWN = 200
_A_YEAR = timedelta(days=366)
"""A wider range says little, and reads as a reproach."""
EARLY = f"After {in_words(LEAST)} weeks I can say when you may have evidence for all months."


def forecast(progress: Progress) -> str:
    """Return where the calendar is, where the evidence is, and when all of it may be there; "" too early."""
    found = progress.forecast
    if found is None:
        return ""
    parts = [_places(found), _ready(found.ready, progress)]
    return " ".join(filter(None, parts))


def catch_up(found: Forecast, way: CatchUp | None) -> str:
    """Return the quickest way to bring the evidence to the calendar's month, "" where it is there."""
    if way is None or not found.apart:
        return ""
    short = cut(way.assignment.short, _SHORT_SHOWN)
    return f"You can do week {way.week} in 15 minutes, and it counts too. {short}"


def _places(found: Forecast) -> str:
    if found.calendar == found.evidence:
        return f"By your evidence, you are in month {found.calendar} too."
    return (
        f"You are in month {found.calendar} by the calendar, and in month {found.evidence} by your evidence."
    )


def _ready(ready: Range | None, progress: Progress) -> str:
    months, today = counted(progress.months, "month"), progress.reader.now.date()
    if ready is None:
        return f"You have evidence for all {months}."
    first = _about(ready.first, today)
    if ready.last is None:
        return f"At your pace you will have evidence for all {months} in {first} at the earliest."
    if ready.last - ready.first > _A_YEAR:
        return (
            f"At your pace you will have evidence for all {months} in {first} at the earliest. "
            "When you have done more weeks, I can say it more exactly."
        )
    last = _about(ready.last, today)
    if ready.first.year != ready.last.year:
        first, last = _with_year(ready.first), _with_year(ready.last)
    when = f"in {first}" if first == last else f"between {first} and {last}"
    return f"At your pace you will have evidence for all {months} {when}."


def _about(day: date, today: date) -> str:
    """Return "mid-August", with the year where it isn't this one."""
    return _with_year(day) if day.year != today.year else _without_year(day)


def _with_year(day: date) -> str:
    return f"{_without_year(day)} {day.year}"


def _without_year(day: date) -> str:
    part = "early " if day.day <= 10 else "mid-" if day.day <= 20 else "late "
    return f"{part}{_MONTHS[day.month - 1]}"
