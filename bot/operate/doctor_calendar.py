"""Whether the calendars of members' countries have holidays in them."""

from collections.abc import Collection, Iterable, Sequence

from bot.domain import countries
from bot.domain.working_days import WorkingDays, apart, region_name
from bot.operate.finding import DoctorFinding, ok, warning

NEWER = "Upgrade PM Coach, since a newer holidays library may have them; until then members can be away."


def gaps(places: Iterable[str], years: Sequence[int]) -> dict[str, list[int]]:
    """Return the years without a holiday for each place that has such a year, in the order of the codes."""
    without = {
        place: [year for year in years if not WorkingDays(*apart(place)).knows(year)]
        for place in sorted(set(places))
    }
    return {place: empty for place, empty in without.items() if empty}


def unknown(places: Iterable[str]) -> list[str]:
    """Return the regions that the library doesn't have, or has no more: their whole country's days hold."""
    return sorted(place for place in set(places) if apart(place)[1] and not region_name(place))


def examine(places: Collection[str], years: Sequence[int]) -> DoctorFinding:
    """Examine the calendars of members' places. Under martial law a country really has no holidays."""
    empty = gaps(places, years)
    if lost := unknown(places):
        said = f"The calendars don't have {', '.join(lost)}, so the whole country's holidays count there."
        return warning("holidays", said, "Ask those members to choose their region again in the settings.")
    if not empty:
        return ok("holidays", f"The calendars have holidays in {_listed(years)} for every member's country.")
    where = "; ".join(
        f"{countries.name(place) or place} in {_listed(missing)}" for place, missing in empty.items()
    )
    return warning("holidays", f"The calendars have no holidays for {where}, so messages come then.", NEWER)


def _listed(years: Sequence[int]) -> str:
    return " and ".join(map(str, years))
