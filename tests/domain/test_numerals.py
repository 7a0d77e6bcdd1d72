"""Numbers as people write them."""

import pytest

from bot.domain.numerals import in_words, nth, times


@pytest.mark.parametrize(
    ("number", "words"), [(0, "zero"), (1, "one"), (5, "five"), (12, "twelve"), (13, "13"), (100, "100")]
)
def test_numbers_are_words_up_to_twelve(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *[
            (1, "first"),
            (2, "second"),
            (12, "twelfth"),
            (13, "13th"),
            (21, "21st"),
            (22, "22nd"),
            (23, "23rd"),
        ],
        *[(24, "24th"), (111, "111th"), (112, "112th"), (113, "113th"), (121, "121st")],
    ],
)
def test_ordinals_are_words_up_to_twelve(number: int, words: str) -> None:
    assert nth(number) == words


@pytest.mark.parametrize(
    ("number", "words"), [(1, "once"), (2, "twice"), (3, "three times"), (13, "13 times")]
)
def test_how_often_is_said_as_people_say_it(number: int, words: str) -> None:
    assert times(number) == words
