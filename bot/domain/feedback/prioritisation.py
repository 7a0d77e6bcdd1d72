"""A decision on five dimensions: the order and everything that would change it, computed and never judged.

Scores are 1 to 5 and 5 is best: on engineering cost it is cheap, on time to market it is soonest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

DIMENSIONS = ("user_impact", "business_value", "engineering_cost", "strategic_alignment", "time_to_market")
COST = "engineering_cost"
LEAST, MOST = 1, 5
EQUAL = 1e-9
"""Totals closer than this are equal."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its name and its five scores."""

    name: str
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Table:
    """Options in input order, and what each dimension weighs."""

    options: Sequence[Option]
    weights: Mapping[str, float]

    def total(self, option: Option, but: str | None = None) -> float:
        """Return the weighted sum of an option's scores, with one dimension left out if asked."""
        return sum(self.weights[name] * option.scores[name] for name in DIMENSIONS if name != but)

    def ranked(self) -> list[Option]:
        """Return the options from the highest total to the lowest; equal ones in input order."""
        ranked: list[Option] = []
        for option in self.options:
            place = len(ranked)
            while place and self.total(option) > self.total(ranked[place - 1]) + EQUAL:
                place -= 1
            ranked.insert(place, option)
        return ranked

    def ties(self) -> list[list[str]]:
        """Return the groups of equal options, best first."""
        groups: list[list[Option]] = []
        for option in self.ranked():
            if groups and abs(self.total(groups[-1][0]) - self.total(option)) <= EQUAL:
                groups[-1].append(option)
            else:
                groups.append([option])
        return [[option.name for option in group] for group in groups if len(group) > 1]

    def winner(self) -> Option | None:
        """Return the only first, or None where first place is shared."""
        ranked = self.ranked()
        shared = len(ranked) > 1 and self.total(ranked[0]) - self.total(ranked[1]) <= EQUAL
        return None if shared else ranked[0]


def expect(table: Table) -> dict[str, Any]:
    """Return all that is computed, under the names that `pm-coach feedback` writes."""
    winner = table.winner()
    ties = table.ties()
    flips, draws = _flips(table, winner, 1)
    further = [] if flips else _flips(table, winner, 2)[0]
    weight_flips = _weight_flips(table, winner)
    return {
        "order": [option.name for option in table.ranked()],
        "totals": {option.name: round(table.total(option), 9) for option in table.options},
        "tie": bool(ties),
        "ties": ties,
        "tie_for_first": winner is None,
        "score_flips": flips,
        "score_ties": draws,
        "smallest_score_step": 1 if flips else 2 if further else None,
        "score_flips_2": further,
        "smallest_weight_flip": _nearest(weight_flips),
        "weight_flips": weight_flips,
        "cost_driven": winner is not None and _beaten_without_cost(table, winner),
    }


def _flips(
    table: Table, winner: Option | None, step: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the changes of one score by `step` that beat the winner, and those that only draw level."""
    flips: list[dict[str, Any]] = []
    draws: list[dict[str, Any]] = []
    if winner is None:
        return flips, draws
    for option, name, change in _changes(table, step):
        after = _after(table, option, name, change)
        old = after[winner.name]
        best = max((total for who, total in after.items() if who != winner.name), default=old - 1)
        row = {
            "option": option.name,
            "dimension": name,
            "from": option.scores[name],
            "to": option.scores[name] + change,
        }
        if best > old + EQUAL:
            flips.append(
                row
                | {
                    "winner": next(
                        who for who, total in after.items() if total == best and who != winner.name
                    )
                }
            )
        elif abs(best - old) <= EQUAL:
            draws.append(row)
    return flips, draws


def _changes(table: Table, step: int) -> Iterator[tuple[Option, str, int]]:
    """Yield each change of one score by exactly `step` points that stays on the scale."""
    for option in table.options:
        for name in DIMENSIONS:
            for change in (-step, step):
                if LEAST <= option.scores[name] + change <= MOST:
                    yield option, name, change


def _after(table: Table, changed: Option, name: str, change: int) -> dict[str, float]:
    """Return all totals after one score has changed."""
    return {
        option.name: table.total(option) + (table.weights[name] * change if option is changed else 0)
        for option in table.options
    }


def _weight_flips(table: Table, winner: Option | None) -> list[dict[str, Any]]:
    """Return, per dimension and direction, the break-even multiple of its weight; beyond it another wins."""
    found: list[dict[str, Any]] = []
    if winner is None:
        return found
    for name in DIMENSIONS:
        multiples = list(_multiples(table, winner, name))
        ups = [pair for pair in multiples if pair[0] > 1]
        downs = [pair for pair in multiples if pair[0] < 1]
        for direction, pair in (("down", max(downs, default=None)), ("up", min(ups, default=None))):
            if pair:
                found.append(
                    {"dimension": name, "factor": pair[0], "direction": direction, "winner": pair[1]}
                )
    return found


def _multiples(table: Table, winner: Option, name: str) -> Iterator[tuple[float, str]]:
    """Yield for each other option the multiple above 0 at which it draws level with the winner."""
    weight = table.weights[name]
    for option in table.options:
        apart = weight * (option.scores[name] - winner.scores[name])
        if option is winner or abs(apart) <= EQUAL:
            continue
        factor = 1 + (table.total(winner) - table.total(option)) / apart
        if factor > EQUAL:
            yield factor, option.name


def _nearest(flips: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the flip whose multiple is nearest to 1 by ratio; of equal ones that of the first dimension."""
    nearest = None
    for flip in flips:
        if nearest is None or abs(log(flip["factor"])) < abs(log(nearest["factor"])) - EQUAL:
            nearest = flip
    return nearest


def _beaten_without_cost(table: Table, winner: Option) -> bool:
    """Say whether another option is ahead when cost isn't counted."""
    without = table.total(winner, but=COST)
    return any(
        table.total(option, but=COST) > without + EQUAL for option in table.options if option is not winner
    )
