"""A member's days off: whose holidays hold, and which weekdays are the weekend."""

from collections.abc import Collection
from typing import NamedTuple

from bot.domain import working_days

NO_COUNTRY = "none"
"""A member's answer who wants no holidays."""
_DAYS = 7


class DaysOff(NamedTuple):
    """A place and weekdays as digits (0 = Monday); what was never answered is None."""

    place: str | None
    """Whose holidays hold, a country's ("DE") or a region's of one ("DE-BY"); None for nobody's."""
    answer: str | None = None
    """The member's for it: a place, or NO_COUNTRY."""
    weekend: str | None = None
    """The member's own; None for the country's."""

    @property
    def is_guess(self) -> bool:
        return self.answer is None and self.place is not None

    @property
    def usual_weekend(self) -> str:
        return "".join(map(str, sorted(working_days.weekend_of(self.place))))

    @property
    def country(self) -> str | None:
        """The code of the country whose holidays hold."""
        return working_days.apart(self.place)[0] if self.place else None


def answered(shown: DaysOff, country: str, weekend: Collection[str], region: str = "") -> DaysOff:
    """Return the days off after a form that has shown others; what was left as it was shown isn't an answer.

    `country` is a code, NO_COUNTRY, or "" where nothing stood. `region` is a place, and counts in its own
    country only: a form shows the regions of the country before. Raises ValueError for a week of days off.
    """
    if len(weekend) == _DAYS:
        raise ValueError("A week needs a working day.")
    ticked, before = "".join(sorted(weekend)), shown.weekend
    place = region if region.startswith(f"{country}-") else country
    left = place == (shown.place or "") and shown.answer is None
    answer = shown.answer if left else place or None
    whose = shown.place if left else None if place in ("", NO_COUNTRY) else place
    new = DaysOff(whose, answer)
    as_shown = before is None and ticked == shown.usual_weekend
    return new if as_shown or ticked == new.usual_weekend else new._replace(weekend=ticked)
