"""A member's days off: whose holidays hold, and which weekdays are the weekend."""

from collections.abc import Collection
from typing import NamedTuple

from bot.domain import working_days

NO_COUNTRY = "none"
"""A member's answer who wants no holidays."""
_DAYS = 7


class DaysOff(NamedTuple):
    """A country by its code and weekdays as digits (0 = Monday); what was never answered is None."""

    country: str | None
    """Whose holidays hold; None for nobody's."""
    answer: str | None = None
    """The member's for it: a code, or NO_COUNTRY."""
    weekend: str | None = None
    """The member's own; None for the country's."""

    @property
    def is_guess(self) -> bool:
        return self.answer is None and self.country is not None

    @property
    def usual_weekend(self) -> str:
        return "".join(map(str, sorted(working_days.weekend_of(self.country))))


def answered(shown: DaysOff, country: str, weekend: Collection[str]) -> DaysOff:
    """Return the days off after a form that has shown others; what was left as it was shown isn't an answer.

    `country` is a code, NO_COUNTRY, or "" where nothing stood. Raises ValueError for a week of days off.
    """
    if len(weekend) == _DAYS:
        raise ValueError("A week needs a working day.")
    ticked, before = "".join(sorted(weekend)), shown.weekend
    left = country == (shown.country or "") and shown.answer is None
    answer = shown.answer if left else country or None
    whose = shown.country if left else None if country in ("", NO_COUNTRY) else country
    new = DaysOff(whose, answer)
    as_shown = before is None and ticked == shown.usual_weekend
    return new if as_shown or ticked == new.usual_weekend else new._replace(weekend=ticked)
