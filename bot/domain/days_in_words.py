"""One date in words, as dateparser reads it: "Mon", "3rd of August", "next week", "end of August".

The library takes 60 ms and 13 MB to import, 100 ms for the first date and 1 ms for each after it, so it is
imported when somebody writes a date.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.domain.numerals import CARDINALS

Order = Literal["DMY", "MDY"]
"""Which of two numbers is the day."""

EAST_ASIA = ("ja", "ko", "zh")
"""Languages that put the year first, and without a year the month; Swedish then has the day first."""
DAY = timedelta(days=1)
YEARS = 50
"""How far off a date can be; further off the library saw a year in some other number."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
DURATION = r"(?!next|this|last|the|all|every)(?:\d+|[a-z]+) (?:day|week|fortnight|month|year)s?"
_WEEKDAY = re.compile(rf"\b{WEEKDAY}\b")
_DURATION = re.compile(DURATION)
_DAY_NUMBER = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b\.?")
_DAY_ONLY = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)?")
_NAME = re.compile(r"\w+")
_END = re.compile(r"(?:the )?end of (?P<of>.+)")
_IN_A_WHILE = re.compile(rf"in {DURATION}")
_AROUND = re.compile(r"(?:(?:on|in|all|of|the|whole|rest|this|coming) )+(?=\S)")
"""Words before a date that add nothing to it."""
_NO_DATES = {"a", "an", *CARDINALS, "next fortnight"}
"""The library takes a number for a day of this month, and the last one for a week."""
_LIBRARY = {
    "PARSERS": [
        "relative-time",
        "absolute-time",
    ],  # of its other readers one takes any number for a timestamp
    "PREFER_DATES_FROM": "future",
    "RETURN_TIME_AS_PERIOD": True,
    "DATE_ORDER": "DMY",
}


class UnreadableError(ValueError):
    """The words name no date."""


@dataclass(frozen=True)
class Days:
    """The days that words name, up to the one after them, and what is wrong with the words.

    A day that isn't in its month is the empty stretch before the next month's first.
    """

    first: date
    after: date
    flaw: Literal["not_a_day", "wrong_weekday"] | None = None


@dataclass(frozen=True)
class Words:
    """The language in which somebody writes beside English (ISO 639), and the day on which their weeks begin.

    "next Friday" is the coming one, or is `skip` later where that one is in this week: people say both.
    """

    language: str = "en"
    week_starts: int = 0
    skip: timedelta = timedelta(0)

    def days(self, words: str, base: date) -> Days:
        """Return the days that the words name on `base`; UnreadableError if they name none."""
        if end := _END.fullmatch(words):
            after = self.days(f"this {end['of'].removeprefix('the ')}", base).after
            return Days(after, after)
        if words.isdecimal() or words in _NO_DATES or _DURATION.fullmatch(words):
            raise UnreadableError(words)
        if _IN_A_WHILE.fullmatch(words):
            day, _ = self._read(words, base)
            return Days(day, day + DAY)
        if words.startswith("next ") and (weekday := _WEEKDAY.fullmatch(words[5:])):
            return self._next(weekday[0], base)
        bare = _AROUND.sub("", words, count=1) or words
        if bare in ("week", "month", "year"):
            return self._stretch(base, bare)
        return self._named(bare, base)

    def after(self, duration: str, base: date) -> date:
        """Return the day on which a duration such as "two weeks" is over that begins on `base`."""
        return self._read(f"in {duration}", base)[0]

    def _next(self, weekday: str, base: date) -> Days:
        day = self._named(weekday, base)
        if day.first >= self._stretch(base, "week").after:
            return day
        return Days(day.first + self.skip, day.after + self.skip)

    def _named(self, words: str, base: date) -> Days:
        try:
            day, period = self._read(words, base)
        except UnreadableError:
            return self._beyond_its_month(words, base)
        if day < base and _DAY_ONLY.fullmatch(words):  # the library has the one in this month
            day, period = self._read(words, self._stretch(base, "month").after)
        number = _DAY_NUMBER.search(words)
        if number and day.day != int(number[1]):
            return self._beyond_its_month(words, base)
        weekday = _WEEKDAY.search(words)
        if weekday and number and day.weekday() != WEEKDAYS.index(weekday[1]):
            return Days(day, day + DAY, "wrong_weekday")
        if period == "day":
            return Days(day, day + DAY)
        if period == "month" and day.month == base.month and _NAME.fullmatch(words):
            day = base  # for the library, July in July is the next one
        return self._stretch(day, period)

    def _beyond_its_month(self, words: str, base: date) -> Days:
        """Return the days of "31 Feb": with 28 instead of 31 it is one."""
        number = _DAY_NUMBER.search(words)
        if not number or 0 < int(number[1]) <= 28:
            raise UnreadableError(words)
        day, _ = self._read(_DAY_NUMBER.sub("28", words, count=1), base)
        following = self._stretch(day, "month").after
        return Days(following, following, "not_a_day")

    def _stretch(self, day: date, period: str) -> Days:
        """Return the week, month or year in which a day lies."""
        if period == "week":
            first = day - DAY * ((day.weekday() - self.week_starts) % 7)
            return Days(first, first + 7 * DAY)
        if period == "month":
            first = day.replace(day=1)
            return Days(first, (first + 31 * DAY).replace(day=1))
        if period == "year":
            return Days(day.replace(month=1, day=1), date(day.year + 1, 1, 1))
        raise UnreadableError(period)

    def _read(self, words: str, base: date) -> tuple[date, str]:
        """Return the day that the library reads, and its period: "day", "week", "month", "year" or "time"."""
        from dateparser.data.languages_info import language_order  # here, so that a start doesn't pay for it
        from dateparser.date import DateDataParser

        settings = _LIBRARY | {"RELATIVE_BASE": datetime.combine(base, time())}
        languages = {"en", self.language}.intersection(language_order)
        parser = DateDataParser(languages=sorted(languages, key="en".__ne__), settings=settings)
        try:
            found = parser.get_date_data(words)
        except (OverflowError, ValueError):
            raise UnreadableError(words) from None
        if found.date_obj is None or abs(found.date_obj.year - base.year) > YEARS:
            raise UnreadableError(words)
        return found.date_obj.date(), found.period or "day"


def order_of(locale: str | None, country: str | None) -> Order | None:
    """Return the order in which somebody writes day and month, by Slack's locale ("pt-BR"); None to ask.

    "en-US" is Slack's default wherever somebody lives, so it counts in countries where the month comes first,
    and says nothing elsewhere.
    """
    if locale in (None, "en-US"):
        return "MDY" if country and _library_order(f"en-{country}") == "MDY" else None
    if locale.startswith(EAST_ASIA):
        return "MDY"
    return "DMY" if _library_order(locale) == "DMY" else None


def _library_order(locale: str) -> str | None:
    from dateparser.data.languages_info import language_locale_dict
    from dateparser.languages.loader import default_loader

    language = locale.partition("-")[0]
    if locale in language_locale_dict.get(language, ()):
        return str(default_loader.get_locale(locale).info["date_order"])
    if language in language_locale_dict and language != "en":
        return str(default_loader.get_locale(language).info["date_order"])
    return None
