"""What can be seen of a text, and the form in which words are compared."""

import pytest

from bot.domain.text import comparable, is_visible


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("a", True),
        ("山", True),
        ("🙂", True),
        (" . ", True),
        ("", False),
        (" \t\n", False),
        ("\u200b\u200d\ufeff", False),
        ("\u202e\u2066", False),
        ("\u3164\u2800", False),
        ("\u00a0\u2003", False),
        ("\u200bx\u200b", True),
    ],
)
def test_only_what_shows_counts(text: str, visible: bool) -> None:
    assert is_visible(text) is visible


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Done", "done"),
        ("done\u200b", "done"),
        ("\ufeffdone", "done"),
        ("ｄｏｎｅ", "done"),
        ("STATUS", "status"),
        ("con\u00adfig", "config"),
    ],
)
def test_words_are_compared_without_what_phones_add(typed: str, compared: str) -> None:
    assert comparable(typed) == compared
