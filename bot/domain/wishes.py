"""Wishes as people write them: "can i move this to thursday?", "I'm off sick until Monday"."""

import re
from datetime import date, time
from typing import NamedTuple

from bot.domain import dates
from bot.domain.dates import Span
from bot.domain.days_in_words import WEEKDAY, Order
from bot.domain.text import comparable

LONGEST = 80
"""Characters; a longer text tells of something."""
_ASKS = (
    r"(?:(?:hi|hello|hey|ok|okay|please|pls|can|could|may|i|we|you|would|like|want|need|to|have|let's|lets|"
    r"i'd|rather|just|maybe) )*"
)
_WHAT = r"(?:it|this|that|them|(?:this|the|my|that) (?:week(?:'s)?|plan|assignment|task|nudge|reminder|one)"
_WHAT += r"(?: (?:assignment|task|plan))?)"
_VERBS = r"(?:move|reschedule|postpone|shift|push|put|delay|snooze|make|do)"
_DAY = rf"(?:(?:the|next|this|coming|on|at|@) )*(?:{WEEKDAY}|today|tonight|tomorrow|week\b(?!')|noon|\d)"
_WISHES = [
    re.compile(shape)
    for shape in (
        rf"{_ASKS}(?:move|reschedule|postpone|shift|push|delay|snooze)(?: {_WHAT})?(?: (?:back|off|over))?"
        rf"(?: (?:to|until|till|for))? (?P<when>{_DAY}.*)",
        rf"{_ASKS}{_VERBS} {_WHAT}(?: (?:back|off|over))?(?: (?:to|until|till|for|on))? (?P<when>{_DAY}.*)",
        rf"(?:(?:how|what) about|maybe|rather|better) (?:on )?(?P<when>{_DAY}.*)",
        rf"(?P<when>{_DAY}.*?) (?:instead|rather|works better|is better|would be better|suits me better)",
    )
]
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
_DATE = rf"(?:{WEEKDAY}\b|today\b|tomorrow\b|week\b(?!')|{_MONTH}"
_DATE += rf"|\d+(?:st|nd|rd|th)\b|\d+[./-]\d|\d+\.? (?:of )?{_MONTH})"
_LASTS = r"(?:\d+|a|an|one|two|three|four|five|six|a few|a couple of) (?:day|week|fortnight|month)s?\b"
_AWAY = (
    r"(?:away|ooo|off sick|off|out sick|out of (?:the )?office|out|sick|ill|unavailable|travell?ing"
    r"|(?:on |taking )?(?:a |my )?(?:vacation|holidays?|pto)"
    r"|(?:on |taking )?(?:parental|maternity|paternity|annual|sick) leave"
    r"|(?:on|taking) (?:a |my )?(?:leave|break))"
)
_TELLS = (
    r"(?:(?:hi|hello|hey|ok|okay|sorry|fyi|please|pls|i'm|im|i am|i'll be|i will be|i|going|to be|now"
    r"|my (?:kids?|child(?:ren)?|son|daughter|baby|family) (?:is|are)),? )*"
)
_ABSENCES = [
    re.compile(shape)
    for shape in (
        rf"{_TELLS}{_AWAY},? (?P<when>"
        r"(?:(?:until|till|til|through|from|starting|for|all|the|whole|next|this|coming|on|end of|mid) )*"
        rf"(?:{_DATE}|{_LASTS}).*)",
        rf"{_TELLS}(?:taking|having|take|need) (?P<when>{_LASTS}) off(?: work)?",
        rf"{_TELLS}(?!(?:off|out)$){_AWAY}(?P<when>)",
    )
]
_CLOCK = re.compile(
    r"(?:\b(?:at|@|around|by) ?)?\b(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)\b|(?P<noon>noon)\b)"
    r"|\b(?:at|@) ?(?P<bare>\d{1,2})\b(?![:.]\d)"
)
_TAIL = re.compile(r"(?: (?:please|pls|instead|then|thanks|thank you|if possible|if that's ok(?:ay)?))+$")


class Wanted(NamedTuple):
    """A day that somebody wants and a clock time; one of both is there.

    Where words name more than one day, such as "next Thursday", these are all of them, soonest first.
    """

    days: tuple[date, ...]
    clock: time | None


def wish(text: str) -> str | None:
    """Return the day and hour of a wish to move the week, in the words of the text; None if it is none."""
    words = _said(text)
    words = _TAIL.sub("", words) if not words.endswith(" instead") else words
    return _when(words, _WISHES)


def absence(text: str) -> str | None:
    """Return the days of an absence that somebody tells, in the words of the text; "" where none are named.

    None if it tells of none.
    """
    return _when(_said(text), _ABSENCES)


def _said(text: str) -> str:
    return " ".join(comparable(text).replace("\u2019", "'").split()).strip(" .,;:!?")


def _when(words: str, shapes: list[re.Pattern[str]]) -> str | None:
    if len(words) > LONGEST:
        return None
    found = next((found for shape in shapes if (found := shape.fullmatch(words))), None)
    return found["when"].strip(" .,;:!?") if found else None


def read(when: str, today: date, order: Order | None = None) -> Wanted | None:
    """Return the day and the clock time that words name today; None if they name neither, or more."""
    clock = _CLOCK.search(when)
    at = _time(clock) if clock else None
    if clock and at is None:
        return None
    named = _CLOCK.sub(" ", when, count=1) if clock else when
    named = " ".join(_TAIL.sub("", named).replace("tonight", "today").strip(" .,;:!?").split())
    named = named.removeprefix("on ")
    if not named:
        return Wanted((), at) if at else None
    found = dates.read(named, today, order=order)
    spans = (found,) if isinstance(found, Span) else found.choices
    return Wanted(tuple(sorted({span.first for span in spans})), at) if spans else None


def _time(found: re.Match[str]) -> time | None:
    """Return the clock time; a bare hour before seven is one of the afternoon. None for no hour."""
    if found["noon"]:
        return time(12)
    hour = int(found["hour"] or found["hour24"] or found["bare"])
    minute = int(found["minute"] or found["minute24"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found["half"] == "p")
    elif found["bare"] and hour < 7:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
