"""Spans of days as people write them: "until Mon", "3-21 August", "two weeks from Monday".

The dates are read by a library (`days_in_words`). Ours are the words that make one span of one or two of
them, and dates in numbers, where the order of day and month is the member's. docs/adr/0011 has the figures.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product

from bot.domain.days_in_words import DURATION, WEEKDAY, Days, Order, UnreadableError, Words
from bot.domain.text import comparable

LONGEST = 80
"""Characters. Longer texts are refused unread: how long the library takes grows with their length."""
RUNNING = timedelta(days=60)
"""So long ago a leave that is written without a year may have begun."""
FAR, LONG = timedelta(days=300), timedelta(days=183)
"""What is written without a year and would be further off, or longer, was meant otherwise."""


@dataclass(frozen=True)
class Span:
    """Days away: the first of them, and the first day back in the programme, None if no end was said.

    `first` lies before today in a leave that has begun; `back` lies after both.
    """

    first: date
    back: date | None


class WhyUnclear(StrEnum):
    """Why a text isn't one span, and which choices there are."""

    AMBIGUOUS = "ambiguous"
    """It can be read in several ways: each of them."""
    NOT_A_DAY = "not_a_day"
    """There is no such day, as 31 February: the span with the next month's first."""
    WRONG_WEEKDAY = "wrong_weekday"
    """The day has another weekday than the one written: the span by the day."""
    PAST = "past"
    """It is over: the next time that it comes, unless a year was written."""
    BACKWARDS = "backwards"
    """It ends before it begins: the other way round."""
    UNREADABLE = "unreadable"
    """No choice."""


@dataclass(frozen=True)
class Unclear:
    """What a text could mean; nothing counts before somebody has chosen."""

    kind: WhyUnclear
    choices: tuple[Span, ...] = ()


def read(
    text: str, today: date, *, order: Order | None = None, language: str = "en", week_starts: int = 0
) -> Span | Unclear:
    """Return the days away that somebody means who writes today.

    "until" and "back" name the first day back; "to", "through" and a dash name the last day away. Without an
    `order` a date in numbers is ambiguous where both readings are days. Names of months and days may be
    English or in `language` (ISO 639). Weeks begin on `week_starts` (0 = Monday).
    """
    words = _plain(text)
    if len(text) > LONGEST or not words:
        return Unclear(WhyUnclear.UNREADABLE)
    skips = [timedelta(days=days) for days in ((0, 7) if _NEXT_WEEKDAY.search(words) else (0,))]

    def answers(*orders: Order) -> list[Span | Unclear]:
        texts = dict.fromkeys(_spelled(words, each) for each in orders)
        return [
            _span(each, today, Words(language, week_starts, skip)) for each, skip in product(texts, skips)
        ]

    found = answers(order) if order else answers("DMY", "MDY")
    if order and not any(isinstance(each, Span) for each in found):
        found += answers("MDY" if order == "DMY" else "DMY")  # 25/8 is a day in one order only
    spans = tuple(dict.fromkeys(each for each in found if isinstance(each, Span)))
    return Unclear(WhyUnclear.AMBIGUOUS, spans) if len(spans) > 1 else (*spans, *found)[0]


_NEXT_WEEKDAY = re.compile(rf"\bnext {WEEKDAY}\b")
_DROPPED = re.compile(
    r"^(?:i['’]?m )?(?:away|off|out) "
    r"|\b(?:at )?(?:\d{1,2}(?:[:.]\d\d)? ?[ap]m|\d{1,2}:\d\d|noon)\b"
    r"| (?:morning|afternoon|evening|please|pls)\b"
)
_SHORT = {
    r"\bthurs\b": "thu",
    r"\btues\b": "tue",
    r"\bweds\b": "wed",
    r"\bnow\b": "today",
    r"\b(\d+) ?d\b": r"\1 days",
    r"\b(\d+) ?(?:w|wks?)\b": r"\1 weeks",
}
"""What the library doesn't read, and what it does."""
_UNREAD = re.compile(r"\d[/.]\d")
"""Numbers that are no date; the library would see a date of another century in them."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"\b\d{4}\b")
_DAY_ONLY = re.compile(rf"(?:{WEEKDAY} )?(?:the )?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)\.?")
_FROM = r"(?:from|starting|beginning|as of)(?: on)?"
_SHAPES = [
    re.compile(shape)
    for shape in (
        r"(?:to|through|thru|until and including) (?P<through>.+)",
        rf"(?:(?:{_FROM} )?(?P<first>.+) )?(?:until|till|til|back)(?: on)? (?P<back>.+)",
        rf"(?:for )?(?:the )?(?:next )?(?P<duration>{DURATION})(?: {_FROM} (?P<first>.+))?",
        rf"(?:{_FROM} )?(?P<first>.+) for (?P<duration>{DURATION})",
        r"between (?P<first>.+) and (?P<last>.+)",
        rf"(?:{_FROM} )?(?P<first>.+?)(?: ?[-–—] ?| (?:to|through|thru|(?P<and>and|&|\+)) )(?P<last>.+)",
        rf"{_FROM} (?P<open>.+)",
        r"(?P<only>.+)",
    )
]
"""The first that fits is taken. A group holds one date in words, or a duration."""
_NUMBERS = re.compile(
    r"\b(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)\b"
    r"|\b(?P<a>\d\d?)(?:(?P<t>[/.])(?P<b>\d\d?)(?:(?P=t)(?P<z>\d{4}|\d\d))?|-(?P<c>\d\d?)-(?P<x>\d{4}))\b\.?"
)


_Parts = dict[str, str | None]


def _plain(text: str) -> str:
    words = _DROPPED.sub(" ", " ".join(comparable(text).replace(",", " ").split()))
    for short, long in _SHORT.items():
        words = re.sub(short, long, words)
    return " ".join(words.split()).strip(" '’\"!?.;")


def _spelled(words: str, order: Order) -> str:
    """Return the words with dates in numbers as "3 aug 2027"; dots put the day first. Other numbers stay."""

    def spell(found: re.Match[str]) -> str:
        day, month, year = found["d"], found["m"], found["y"]
        if found["a"]:
            day, month, year = found["a"], found["b"] or found["c"], found["z"] or found["x"] or ""
            if order == "MDY" and found["t"] != ".":
                day, month = month, day
        if not 1 <= int(month) <= 12:
            return found[0]
        return f"{int(day)} {_MONTHS[int(month) - 1]} {'20' * (len(year) == 2)}{year}".strip()

    return _NUMBERS.sub(spell, words)


def _span(text: str, today: date, words: Words) -> Span | Unclear:
    """Return what a text means whose dates are in words."""
    if _UNREAD.search(text):
        return Unclear(WhyUnclear.UNREADABLE)
    parts = next(found for shape in _SHAPES if (found := shape.fullmatch(text))).groupdict()
    try:
        span = _read(parts, today, today, words)
        if isinstance(span, Unclear) or _is_near(span, today) or _is_dated(text, parts):
            return _ahead(span, today)
        begun = _read(parts, today - RUNNING, today, words)
        has_begun = isinstance(begun, Span) and _lies_ahead(begun, today) and not _is_only_an_end(parts)
        return begun if has_begun else Unclear(WhyUnclear.PAST, (span,))
    except UnreadableError:
        return Unclear(WhyUnclear.UNREADABLE)


def _ahead(span: Span | Unclear, today: date) -> Span | Unclear:
    """Return the answer, if it isn't over; of choices those that aren't."""
    if isinstance(span, Unclear):
        return Unclear(span.kind, tuple(each for each in span.choices if _lies_ahead(each, today)))
    return span if _lies_ahead(span, today) else Unclear(WhyUnclear.PAST)


def _lies_ahead(span: Span, today: date) -> bool:
    return span.back is None or span.back > today


def _is_near(span: Span, today: date) -> bool:
    return (span.back if span.back and span.first <= today else span.first) - today <= FAR


def _is_dated(text: str, parts: _Parts) -> bool:
    """Return whether a text says itself how far off it is."""
    return bool(_YEAR.search(text) or "year" in text or (parts.get("duration") and not parts["first"]))


def _is_only_an_end(parts: _Parts) -> bool:
    return bool(parts.get("back")) and not parts["first"]


def _read(parts: _Parts, base: date, today: date, words: Words) -> Span | Unclear:
    """Return the span of a shape's parts, seen from `base`: today, or earlier for a leave that has begun."""
    match parts:
        case {"only": str(text)}:
            days = _from(text, base, words)
            return _judged(max(days.first, today), days.after, days)
        case {"open": str(text)}:
            days = _from(text, base, words)
            return _judged(days.first, None, days)
        case {"through": str(text)}:
            days = words.days(text, today)
            return _judged(today, days.after, days)
        case {"back": str(text), "first": None}:
            days = words.days(text, today)
            return _judged(today, days.first, days)
        case {"duration": str(duration), "first": first}:
            days = _from(first, base, words) if first else Days(today, today)
            return _judged(days.first, words.after(duration, days.first), days)
    return _range(parts, base, words)


def _range(parts: _Parts, base: date, words: Words) -> Span | Unclear:
    """Return the span from one date to another, which are in the order in which they were written."""
    first, last = _completed(parts["first"] or "", parts.get("last") or parts.get("back") or "")
    begins = _from(first, base, words)
    ends = words.days(last, base if "tomorrow" in last else begins.first)
    year = _YEAR.search(last)
    if year and re.search(r"\d", first) and not _YEAR.search(first):
        begins = words.days(f"{first} {year[0]}", base)
        if begins.first > ends.first:
            begins = words.days(f"{first} {int(year[0]) - 1}", base)
    if parts.get("and") and ends.first != begins.after:
        raise UnreadableError
    too_long = not _YEAR.search(first) and ends.first - begins.first > (FAR if year else LONG)
    if ends.after <= begins.first or too_long:
        turned = words.days(last, base)
        until = words.days(first, turned.first).after
        return Unclear(WhyUnclear.BACKWARDS, (Span(turned.first, until),) if turned.first < until else ())
    return _judged(begins.first, ends.first if parts.get("back") else ends.after, begins, ends)


def _from(text: str, base: date, words: Words) -> Days:
    """Return the days with which a span begins: "Wed" can be today."""
    return words.days(text, base - timedelta(days=1) if re.fullmatch(WEEKDAY, text) else base)


def _completed(first: str, last: str) -> tuple[str, str]:
    """Return both ends with a month: of "3" and "21 August", or "Aug 3" and "21", one end has it."""
    if (day := _DAY_ONLY.fullmatch(first)) and not _DAY_ONLY.fullmatch(last):
        return _with_day(day, last), last
    if (day := _DAY_ONLY.fullmatch(last)) and not _DAY_ONLY.fullmatch(first):
        return first, _with_day(day, first)
    return first, last


def _with_day(day: re.Match[str], whole: str) -> str:
    """Return the whole date with another day, and with that day's weekday."""
    month = re.sub(
        r"\b\d{1,2}(?:st|nd|rd|th)?\b", day["day"], re.sub(rf"\b{WEEKDAY}\b ?", "", whole), count=1
    )
    return f"{day[1]} {month}" if day[1] else month


def _judged(first: date, back: date | None, *days: Days) -> Span | Unclear:
    """Return the span, or the flaw of the days that it is made of, with the span as the choice."""
    flaw = next((each.flaw for each in days if each.flaw), None)
    is_span = back is None or back > first
    if flaw:
        return Unclear(WhyUnclear(flaw), (Span(first, back),) if is_span else ())
    if back == first:
        raise UnreadableError
    return (
        Span(first, back) if is_span else Unclear(WhyUnclear.BACKWARDS if len(days) > 1 else WhyUnclear.PAST)
    )
