"""A drill's answer is checked by the rules of handed-in work."""

import pytest

from bot.domain.feedback import drills
from bot.domain.feedback.prioritisation import DIMENSIONS, Option, Table

EVEN = dict.fromkeys(DIMENSIONS, 1)
WHY = "Eleven of 14 support tickets in May asked for the first."


def table(**impacts: float) -> Table:
    """Options that differ in their user impact alone."""
    scored = [
        Option(name, {**dict.fromkeys(DIMENSIONS, 3), "user_impact": impact})
        for name, impact in impacts.items()
    ]
    return Table(scored, EVEN)


def test_an_open_question_about_the_past_is_clean_and_a_wish_is_not() -> None:
    assert not drills.check(drills.REWRITE, "When were you last declined, and what did you do?").findings
    assert drills.check(drills.REWRITE, "Would you use a screen that explains declines?").findings


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("Banana.", ["no_question"]),
        ("Banana?", ["no_question"]),
        ("The export is slow for everybody.", ["no_question"]),
        ("Tell me about the last time you sent one back.", []),
        ("what did you do then", []),
    ],
)
def test_a_rewritten_question_asks_something(answer: str, codes: list[str]) -> None:
    assert drills.check(drills.REWRITE, answer).labels == codes


def test_a_page_over_the_words_it_is_cut_to_is_not_clean() -> None:
    assert "too_long" in drills.check(drills.CUT, "I recommend it. " * 50).labels
    assert "too_long" not in drills.check(drills.CUT, "I recommend it. " * 40).labels


@pytest.mark.parametrize("answer", ["  ", "...", ""])
@pytest.mark.parametrize("drill", [drills.REWRITE, drills.CUT, drills.ANSWER])
def test_nothing_is_not_clean(drill: str, answer: str) -> None:
    assert drills.check(drill, answer).labels == ["empty"]


@pytest.mark.parametrize(
    ("impacts", "why", "codes"),
    [
        pytest.param((5, 3), WHY, [], id="one wins, and something observed backs a score"),
        pytest.param((3, 3), WHY, ["tied"], id="nobody wins"),
        pytest.param((5, 3), "It feels right.", ["missing_evidence"], id="nothing observed"),
        pytest.param((5, 3), "", ["missing_evidence"], id="no reason at all"),
    ],
)
def test_scores_part_the_options_and_stand_on_something(
    impacts: tuple[float, float], why: str, codes: list[str]
) -> None:
    assert drills.check_scores(table(first=impacts[0], second=impacts[1]), why).labels == codes


def test_the_options_that_are_asked_for_are_scored_in_any_order() -> None:
    scored = table(Export=5, Search=3)
    assert drills.same_options(scored, ["search", "Export"])
    assert not drills.same_options(scored, ["Export"])
    assert not drills.same_options(scored, ["Export", "Login"])


def test_another_drill_is_refused() -> None:
    with pytest.raises(ValueError, match="sing"):
        drills.check("sing", "la")
