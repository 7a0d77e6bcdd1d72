"""Numbers of one text that can't both be so."""

import tomllib
from pathlib import Path

import pytest

from bot.domain.feedback.across import disagreements
from corpus.texts import DEVELOPMENT, TRAIN, samples

CASES = [
    (case["text"], case.get("says"))
    for cases in tomllib.loads(
        Path(__file__).with_name("across_examples.toml").read_text(encoding="utf-8")
    ).values()
    for case in cases
]


@pytest.mark.parametrize(("text", "says"), CASES)
def test_only_numbers_that_cant_both_be_so_are_named(text: str, says: str | None) -> None:
    found = list(disagreements(text))
    assert len(found) == (1 if says else 0)
    for each in found:
        assert text[each.start : each.end] == each.quote
        assert says is not None
        assert says in each.why


def test_no_text_of_the_corpus_is_accused() -> None:
    """Their writers made no slip of arithmetic."""
    texts = [each.content.get("text", "") for each in samples(TRAIN, DEVELOPMENT)]
    assert [found.quote for text in texts for found in disagreements(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "goal 20 % stop below 25 % " * 4000,
        "10 days: " + "3 days, " * 12_000,
        "from 12 to 19 " * 7000,
        "1 of " * 20_000,
    ],
)
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    assert len(list(disagreements(text))) < len(text)
