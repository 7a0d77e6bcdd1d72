"""Where the calendar is, where the evidence is, and when a member's own pace makes them ready to move.

Four kept weeks are a month of evidence, and ready to move is every month of the programme. How many more
weeks that takes is beta-negative-binomial: the number of trials to a number of successes whose chance isn't
known but has been seen some times. Its quantiles are sums of a recurrence, so nothing is drawn and the answer
is always the same (docs/adr/0012-forecast.md has what else was tried, and how often the range held).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, exp, lgamma

from bot.domain.weeks import Outcome

MONTH_OF_EVIDENCE = 4
"""Kept weeks. A month has four to five, so who keeps four of each is as far as the calendar."""
LEAST = 6
"""Closed weeks before anything is said."""
CONFIDENCE = 0.8
PRIOR_KEPT, PRIOR_OPEN = 2.0, 1.0
"""What is assumed of somebody of whom nothing is known: about two weeks of three, with little weight."""
FADE = 0.94
"""What a week weighs beside the one after it. People change, and kept weeks come in stretches: so all weeks
together never weigh more than 17 do that are independent of each other."""
AWAY_SHARE = 0.1
"""The share of weeks that people are away, as far as a member's own weeks don't say otherwise."""
AWAY_WEIGHT = 20
"""Weeks for which that share stands."""
HORIZON = 156
"""Weeks. What is further off isn't said."""


@dataclass(frozen=True)
class Range:
    """The days between which a member is ready, four times out of five; `last` is None beyond the horizon."""

    first: date
    last: date | None


@dataclass(frozen=True)
class Forecast:
    """`calendar` and `evidence` are months of the programme; `ready` is None once the evidence covers all."""

    calendar: int
    evidence: int
    ready: Range | None

    @property
    def apart(self) -> bool:
        """Whether the evidence has some way to go to the calendar's month."""
        return self.evidence < self.calendar


def forecast(
    outcomes: Sequence[Outcome],
    *,
    month: int,
    months: int,
    joined_in: int,
    today: date,
    week: timedelta = timedelta(weeks=1),
) -> Forecast | None:
    """Return what the weeks so far, oldest first, say of the rest.

    None before `LEAST` of them are closed, and before one is kept: there is no pace of theirs to go by.

    `joined_in` is the month in which the member joined: those before it count as covered. `week` is how long
    one takes at their pace.
    """
    kept = outcomes.count(Outcome.DONE)
    if not kept or _closed(outcomes) < LEAST:
        return None
    covered = joined_in - 1 + kept // MONTH_OF_EVIDENCE
    need = (months - joined_in + 1) * MONTH_OF_EVIDENCE - kept
    ready = None
    if need > 0:
        soon, late = weeks_to_go(outcomes, need)
        ready = Range(today + soon * week, None if late is None else today + late * week)
    return Forecast(min(month, months), min(covered + 1, months), ready)


def weeks_to_go(outcomes: Sequence[Outcome], need: int) -> tuple[int, int | None]:
    """Return between how many and how many weeks on `need` more are kept, weeks away included.

    The second is None where it lies beyond the horizon.
    """
    tail = (1 - CONFIDENCE) / 2
    soon, late = _quantiles(need, *_weighed(outcomes), (tail, 1 - tail))
    away = outcomes.count(Outcome.EXCUSED)
    share = (away + AWAY_SHARE * AWAY_WEIGHT) / (_closed(outcomes) + away + AWAY_WEIGHT)
    # The earliest is without a day away: who is there every week may be that quick.
    latest = ceil((need + late) / (1 - share))
    return min(need + soon, HORIZON), latest if latest <= HORIZON else None


def _closed(outcomes: Sequence[Outcome]) -> int:
    """Return how many weeks say something of the pace: neither open ones nor those away."""
    return len(outcomes) - outcomes.count(Outcome.OPEN) - outcomes.count(Outcome.EXCUSED)


def _weighed(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Return how many weeks were kept and weren't, older ones weighing less, on top of what is assumed."""
    kept, others, weight = PRIOR_KEPT, PRIOR_OPEN, 1.0
    for outcome in reversed(outcomes):
        if outcome is Outcome.OPEN or outcome is Outcome.EXCUSED:
            continue
        if outcome is Outcome.DONE:
            kept += weight
        else:
            others += weight
        weight *= FADE
    return kept, others


def _quantiles(need: int, kept: float, others: float, at: tuple[float, float]) -> tuple[int, int]:
    """Return two quantiles of the weeks that aren't kept before `need` are.

    The chance of a kept week is beta distributed, with these counts as parameters.
    """
    chance = exp(lgamma(kept + need) - lgamma(kept) + lgamma(kept + others) - lgamma(kept + others + need))
    total, number = chance, 0
    soon: int | None = None
    while total < at[1] and number < HORIZON:
        if soon is None and total >= at[0]:
            soon = number
        chance *= (need + number) / (number + 1) * (others + number) / (kept + others + need + number)
        number += 1
        total += chance
    return number if soon is None else soon, number
