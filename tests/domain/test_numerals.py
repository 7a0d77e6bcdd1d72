"""Numbers as people write them."""

import pytest

from bot.domain.numerals import in_words, nth


@pytest.mark.parametrize(
    ("number", "words"), [(0, "zero"), (1, "one"), (5, "five"), (12, "twelve"), (13, "13"), (100, "100")]
)
def test_numbers_are_words_up_to_twelve(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *[(1, "first"), (12, "twelfth"), (13, "thirteenth"), (19, "nineteenth"), (20, "twentieth")],
        *[(21, "twenty-first"), (40, "fortieth"), (99, "ninety-ninth")],
        *[(100, "100th"), (111, "111th"), (112, "112th"), (113, "113th"), (114, "114th")],
        *[(121, "121st"), (122, "122nd"), (123, "123rd")],
    ],
)
def test_ordinals_of_a_series_are_words_up_to_a_hundred(number: int, words: str) -> None:
    assert nth(number) == words
