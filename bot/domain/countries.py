"""Countries: which one a zone lies in, and what they are called.

Both come from tables of the tzdata package (https://data.iana.org/time-zones/theory.html): `zone.tab` has a
country for each zone, `iso3166.tab` English names to choose from, `tzdata.zi` the old names of zones. The
`holidays` library has days for all of these countries, and for Kosovo, which has no zone and no ISO code.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bot.domain import working_days

OLD_NAMES = {
    "Africa/Asmera": "ER",
    "Africa/Timbuktu": "ML",
    "America/Coral_Harbour": "CA",
    "America/Virgin": "VI",
    "Antarctica/South_Pole": "AQ",
    "Atlantic/Jan_Mayen": "SJ",
    "Iceland": "IS",
    "Pacific/Ponape": "FM",
    "Pacific/Truk": "FM",
    "Pacific/Yap": "FM",
}
"""Old names that tzdata links to a zone in another country, whose clock was the same since 1970."""
NOWHERE = frozenset(
    ("CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET")
)
"""Clocks of several countries, which tzdata links to one of them, CET to Brussels."""


class Country(NamedTuple):
    """A country by its ISO 3166 code, with its English name."""

    code: str
    name: str


def of_zone(zone: str) -> str | None:
    """Return the code of the country that an IANA zone lies in, whichever of its names is given, or None.

    A name of `zone.tab` isn't resolved: tzdata links Europe/Stockholm to Europe/Berlin.
    """
    if zone in NOWHERE:
        return None
    by_zone, links = _by_zone(), _links()
    while zone not in by_zone and zone in links:
        zone = links[zone]
    return by_zone.get(zone)


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries with holidays, in the order of their names."""
    named = (Country(code, name) for code, name in _rows("iso3166.tab"))
    return tuple(sorted([*named, Country("XK", "Kosovo")], key=lambda each: _sorting(each.name)))


def name(place: str) -> str | None:
    """Return the English name of a country ("DE"), before it that of a region ("DE-BY": "Bayern, Germany").

    None if there is no such country; one that has no such region is named by itself.
    """
    country = _names().get(working_days.apart(place)[0])
    region = working_days.region_name(place) if country else None
    return f"{region}, {country}" if region else country


def is_known(place: str) -> bool:
    """Return whether there is such a country, and in it such a region if one is named."""
    return name(place) is not None and ("-" not in place or working_days.region_name(place) is not None)


def initial(country: Country) -> str:
    """Return the letter under which a country is looked for."""
    return _sorting(country.name)[0]


def _sorting(name: str) -> str:
    return name.replace("Å", "A").replace("é", "e").replace("ô", "o")


@cache
def _names() -> dict[str, str]:
    return dict(countries())


@cache
def _by_zone() -> dict[str, str]:
    return {zone: code for code, _, zone, *_ in _rows("zone.tab")} | OLD_NAMES


@cache
def _links() -> dict[str, str]:
    lines = (line.split() for line in _lines("tzdata.zi"))
    return {words[2]: words[1] for words in lines if words[0] == "L"}


def _rows(table: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(table) if not line.startswith("#"))


def _lines(file: str) -> list[str]:
    return (files("tzdata") / "zoneinfo" / file).read_text(encoding="utf-8").splitlines()
