"""A drill's answer is checked by the rules of handed-in work."""

import pytest

from bot.domain.feedback import drills
from bot.domain.feedback.prioritisation import DIMENSIONS, Option, Table


def test_an_open_question_about_the_past_is_clean_and_a_wish_is_not() -> None:
    assert drills.check(drills.REWRITE, "When were you last declined, and what did you do?").clean
    assert not drills.check(drills.REWRITE, "Would you use a screen that explains declines?").clean


def test_a_page_over_the_words_it_is_cut_to_is_not_clean() -> None:
    long = drills.check(drills.CUT, "I recommend it. " * 50)
    assert "too_long" in long.feedback.labels
    assert "too_long" not in drills.check(drills.CUT, "I recommend it. " * 40).feedback.labels


@pytest.mark.parametrize("drill", [drills.REWRITE, drills.CUT, drills.ANSWER])
def test_nothing_is_not_clean(drill: str) -> None:
    assert drills.check(drill, "  ").feedback.labels == ["empty"]


def test_a_named_flip_is_right_where_it_flips() -> None:
    first = Option("first", dict.fromkeys(DIMENSIONS, 3))
    second = Option("second", {**dict.fromkeys(DIMENSIONS, 3), "user_impact": 2})
    table = Table([first, second], {**dict.fromkeys(DIMENSIONS, 1), "business_value": 3})
    assert drills.flips(table, "second", "business_value")
    assert not drills.flips(table, "second", "user_impact")


def test_another_drill_is_refused() -> None:
    with pytest.raises(ValueError, match="sing"):
        drills.check("sing", "la")
