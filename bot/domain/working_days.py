"""Working days: all days but weekends and public holidays, as the `holidays` library has them by country.

The library takes 100 ms and 17 MB, whichever the country, so it is imported when the first one is looked up.
From then on a year of a country takes about 1 ms and 4 KB, and a look-up in it less than a microsecond.
"""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

SATURDAY_AND_SUNDAY = frozenset({5, 6})
ENGLISH = "en_US"
"""The English that each translated country has; another code, even "en", gives the process's language."""
KEPT_TOO = {("SE", None): "de_facto", ("DE", "BY"): "catholic"}
"""Days off of nearly everybody, or of most, that the library puts into a category of their own: the eves of
midsummer, Christmas and the New Year in Sweden, Assumption Day in Munich and 1,700 more places of Bavaria."""


@dataclass(frozen=True)
class WorkingDays:
    """The working days of somebody who lives in a country, by its ISO 3166 code; None is no country at all.

    Without a subdivision (its ISO 3166-2 code without the country) only nationwide holidays count. A weekend
    of the member's own (0 = Monday) replaces the country's, Saturdays that the country works included. A
    country or subdivision that the library doesn't have is one without holidays of its own.
    """

    country: str | None = None
    subdivision: str | None = None
    weekend: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if self.weekend and len(self.weekend) == 7:
            raise ValueError("A weekend of seven days leaves no working day to look for.")

    def works(self, day: date) -> bool:
        """Return whether it is a working day."""
        year = _year(self.country, self.subdivision, day.year)
        if self.weekend is None:
            return not (year.off >> (day.toordinal() - year.first)) & 1
        return day.weekday() not in self.weekend and day not in year.holidays

    def holiday(self, day: date) -> str | None:
        """Return the name of the day's public holiday in English, weekends included, or None.

        Several names are joined by "; ", and "(estimated)" marks a day that waits for the moon to be seen.
        """
        return _year(self.country, self.subdivision, day.year).holidays.get(day)

    def knows(self, year: int) -> bool:
        """Return whether the library has a holiday in that year; without a country there is none to know."""
        return self.country is None or bool(_year(self.country, self.subdivision, year).holidays)


@lru_cache(maxsize=1024)
def of_member(place: str | None, weekend: str | None) -> WorkingDays:
    """Return the working days by a member's answers: a place, and the weekdays that are off ("56").

    A place is a country ("DE") or a region of one ("DE-BY").
    """
    own = None if weekend is None else frozenset(map(int, weekend))
    return WorkingDays(*apart(place), weekend=own) if place else WorkingDays(weekend=own)


def apart(place: str) -> tuple[str, str | None]:
    """Return the country of a place, and its region there: ("DE", None) or ("DE", "BY")."""
    country, _, region = place.partition("-")
    return country, region or None


@lru_cache(maxsize=1024)
def weekend_of(place: str | None) -> frozenset[int]:
    """Return the weekdays (0 = Monday) that a place's country has off; Saturday and Sunday by default."""
    if place is None:
        return SATURDAY_AND_SUNDAY
    import holidays

    try:
        return frozenset(holidays.country_holidays(apart(place)[0]).weekend)
    except NotImplementedError:
        return SATURDAY_AND_SUNDAY


class Region(NamedTuple):
    """A region with days off of its own, as a place ("DE-BY"), with its name as people there write it."""

    place: str
    name: str


@lru_cache(maxsize=128)
def regions_of(country: str, year: int) -> tuple[Region, ...]:
    """Return the regions whose days off differ from the whole country's in a year, in the order of names.

    None where they are the same everywhere. The library has two or three parts of a region too, such as
    Augsburg.
    """
    import holidays

    if country not in holidays.list_supported_countries():
        return ()
    known = holidays.country_holidays(country)
    whole, names = _year(country, None, year), known.get_subdivision_aliases()
    found = (Region(f"{country}-{code}", _called(code, names.get(code, ()))) for code in known.subdivisions)
    different = (each for each in found if _year(*apart(each.place), year) != whole)
    return tuple(sorted(different, key=lambda each: normalize("NFKD", each.name)))


def region_name(place: str) -> str | None:
    """Return the name of a place's region; None for a whole country, or a region that isn't known."""
    country, region = apart(place)
    if region is None:
        return None
    import holidays

    if region not in holidays.list_supported_countries().get(country, ()):
        return None
    return _called(region, holidays.country_holidays(country).get_subdivision_aliases().get(region, ()))


def _called(code: str, names: Iterable[str]) -> str:
    """Return the first name of a region that is no code itself."""
    return next((name for name in names if not name.isupper()), code)


@dataclass(frozen=True)
class _Year:
    """A country's year: the ordinal of 1 January, a bit for each day off from there on, names of holidays."""

    first: int
    off: int
    holidays: dict[date, str]


@lru_cache(maxsize=1024)
def _year(country: str | None, subdivision: str | None, year: int) -> _Year:
    first = date(year, 1, 1)
    days = [first + timedelta(number) for number in range(date(year, 12, 31).timetuple().tm_yday)]
    if country is None:
        return _Year(first.toordinal(), _bits([day.weekday() in SATURDAY_AND_SUNDAY for day in days]), {})
    import holidays  # here, so that a start doesn't pay for it

    # One object for each year, filled before anybody sees it: one that grows on demand notes the year before
    # its holidays, so another thread can find it empty. And few categories: with "workday" among them, days
    # that are worked are off.
    too = KEPT_TOO.get((country, subdivision))
    try:
        with warnings.catch_warnings(action="ignore"):  # beyond 2035 some of India's holidays aren't known
            found = holidays.country_holidays(
                country,
                subdivision,
                years=year,
                expand=False,
                language=ENGLISH,
                categories=("public", too) if too else None,
            )
    except NotImplementedError:
        return _year(country if subdivision else None, None, year)
    off = _bits([not found.is_working_day(day) for day in days])
    return _Year(first.toordinal(), off, {day: name for day, name in found.items() if day.year == year})


def _bits(flags: list[bool]) -> int:
    return sum(1 << number for number, flag in enumerate(flags) if flag)
