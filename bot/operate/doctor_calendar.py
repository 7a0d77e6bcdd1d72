"""Whether the calendars of members' countries have holidays in them."""

from collections.abc import Iterable, Sequence

from bot.domain import countries
from bot.domain.working_days import WorkingDays
from bot.operate.finding import Finding, ok, warning

NEWER = "Upgrade PM Coach, since a newer holidays library may have them; until then members can be away."


def gaps(codes: Iterable[str], years: Sequence[int]) -> dict[str, list[int]]:
    """Return the years without a holiday for each country that has such a year, in the order of the codes."""
    without = {
        code: [year for year in years if not WorkingDays(code).knows(year)] for code in sorted(set(codes))
    }
    return {code: empty for code, empty in without.items() if empty}


def examine(codes: Iterable[str], years: Sequence[int]) -> Finding:
    """Examine the calendars of members' countries. Under martial law a country really has no holidays."""
    empty = gaps(codes, years)
    if not empty:
        return ok("holidays", f"The calendars have holidays in {_listed(years)} for every member's country.")
    where = "; ".join(
        f"{countries.name(code) or code} in {_listed(missing)}" for code, missing in empty.items()
    )
    return warning("holidays", f"The calendars have no holidays for {where}, so messages come then.", NEWER)


def _listed(years: Sequence[int]) -> str:
    return " and ".join(map(str, years))
