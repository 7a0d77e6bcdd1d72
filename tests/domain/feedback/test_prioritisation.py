"""What is computed, against trying everything; and what a rationale says against its table."""

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feedback.feedback import give_on_table
from bot.domain.feedback.prioritisation import DIMENSIONS, Option, Table, expect

SCORE = st.integers(1, 5)
WEIGHT = st.integers(0, 5) | st.sampled_from([0.1, 0.25, 0.3])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table of two to five options."""
    count = draw(st.integers(2, 5))
    options = [Option(f"o{number}", {name: draw(SCORE) for name in DIMENSIONS}) for number in range(count)]
    return Table(options, {name: draw(WEIGHT) for name in DIMENSIONS})


def _totals(scores: dict[str, dict[str, float]], weights: dict[str, float]) -> dict[str, float]:
    return {who: sum(weights[name] * row[name] for name in DIMENSIONS) for who, row in scores.items()}


def _brute_flips(table: Table, step: int) -> set[tuple[str, str, float]]:
    """Return every change of one score by `step` after which the old winner is beaten, by trying all."""
    winner = table.winner()
    flips = set()
    for option, name, change in product(table.options, DIMENSIONS, (-step, step)):
        scores = {other.name: dict(other.scores) for other in table.options}
        scores[option.name][name] += change
        totals = _totals(scores, dict(table.weights))
        if (
            winner
            and 1 <= scores[option.name][name] <= 5
            and max(totals.values()) > totals[winner.name] + 1e-9
        ):
            flips.add((option.name, name, scores[option.name][name]))
    return flips


def _named(flips: list[dict[str, Any]]) -> set[tuple[str, str, float]]:
    return {(flip["option"], flip["dimension"], flip["to"]) for flip in flips}


@given(tables())
def test_score_flips_are_those_that_trying_everything_finds(table: Table) -> None:
    computed = expect(table)
    one, two = _brute_flips(table, 1), _brute_flips(table, 2)
    assert _named(computed["score_flips"]) == one
    assert _named(computed["score_flips_2"]) == (set() if one else two)
    assert computed["smallest_score_step"] == (1 if one else 2 if two else None)


@given(tables())
def test_beyond_a_weight_flip_the_winner_is_beaten_and_before_it_is_not(table: Table) -> None:
    winner = table.winner()
    for flip in expect(table)["weight_flips"]:
        assert winner is not None
        outward = 1 if flip["direction"] == "up" else -1
        for factor, beaten in (
            (flip["factor"] * (1 + outward * 1e-4), True),
            (flip["factor"] * (1 - outward * 1e-4), False),
        ):
            weights = {**table.weights, flip["dimension"]: table.weights[flip["dimension"]] * factor}
            other = Table(table.options, weights)
            best = max(other.total(option) for option in other.options)
            assert (best > other.total(winner)) == beaten


@given(tables())
def test_the_order_falls_and_ties_are_equal(table: Table) -> None:
    computed = expect(table)
    totals = [computed["totals"][name] for name in computed["order"]]
    assert all(first >= second - 1e-6 for first, second in pairwise(totals))
    assert computed["tie"] == bool(computed["ties"])
    assert computed["tie_for_first"] == (table.winner() is None)
    if computed["tie_for_first"]:
        assert not computed["score_flips"] + computed["score_ties"] + computed["weight_flips"]
        assert not computed["cost_driven"]


@given(tables())
def test_the_order_of_fields_does_not_matter(table: Table) -> None:
    turned = Table(
        [Option(option.name, dict(reversed(list(option.scores.items())))) for option in table.options],
        dict(reversed(list(table.weights.items()))),
    )
    assert expect(turned) == expect(table)


def _table(**scores: list[int]) -> Table:
    options = [Option(name, dict(zip(DIMENSIONS, row, strict=True))) for name, row in scores.items()]
    return Table(options, dict.fromkeys(DIMENSIONS, 1))


def test_equal_whole_weights_never_flip_at_one_point_but_at_two() -> None:
    computed = expect(_table(Texts=[3, 3, 3, 3, 3], Maps=[3, 3, 3, 3, 2]))
    assert (computed["score_flips"], computed["smallest_score_step"]) == ([], 2)
    assert computed["score_ties"]


def test_a_winner_that_is_cheap_but_wins_anyway_is_not_cost_driven() -> None:
    assert not expect(_table(Cheap=[5, 5, 5, 5, 5], Dear=[4, 4, 1, 4, 4]))["cost_driven"]
    assert expect(_table(Cheap=[3, 3, 5, 3, 3], Dear=[4, 3, 1, 3, 3]))["cost_driven"]
    assert not expect(_table(Cheap=[3, 3, 5, 3, 3], Dear=[3, 3, 1, 3, 3]))["cost_driven"]


RATED = _table(Texts=[5, 4, 4, 4, 4], Maps=[2, 3, 1, 3, 1], Fees=[3, 3, 5, 2, 4])


@pytest.mark.parametrize(
    ("why", "codes"),
    [
        ("Texts first: 46 of 300 bookings ended at a closed door.", []),
        ("Texts win with 21 points. The boss is keen on them. Version 2, 12 May.", ["missing_evidence"]),
        ("46 of 300 bookings ended at a closed door. The maps come out on top.", ["contradiction"]),
        ("46 of 300 bookings ended at a closed door. Maps are the cheapest.", ["contradiction"]),
        ("46 of 300 bookings ended at a closed door. Maps are expensive.", []),
    ],
)
def test_a_rationale_is_read_against_its_table(why: str, codes: list[str]) -> None:
    assert give_on_table(RATED, why).labels == codes
