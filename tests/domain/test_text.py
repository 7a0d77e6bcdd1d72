"""What can be seen of a text, and the form in which words are compared."""

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.text import comparable, curled, cut, cut_at_sentence, is_visible, sentences


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
        ("\ufe0f\u034f", False),
        ("\u180b\u17b4\U000e0100", False),
        ("\u2764\ufe0f", True),
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
        ("done\ufe0f", "done"),
        ("do\u034fne", "done"),
        ("ｄｏｎｅ", "done"),
        ("STATUS", "status"),
        ("con\u00adfig", "config"),
    ],
)
def test_words_are_compared_without_what_phones_add(typed: str, compared: str) -> None:
    assert comparable(typed) == compared


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("All of it.", 10, "All of it."),
        ("She calls the bank. Then she retries twice.", 30, "She calls the bank. …"),
        ("'I call the bank.' Then she retries twice.", 30, "'I call the bank.' …"),
        ("One. Two. Three and then a long sentence", 30, "One. Two. Three and then a…"),
        ("A card, e.g. the one on the wall, or none", 30, "A card, e.g. the one on the…"),
        ("It costs 2.10 by hand and 90 cents by draft", 30, "It costs 2.10 by hand and 90…"),
    ],
)
def test_a_long_text_ends_with_a_sentence_where_one_ends_early_enough(
    text: str, limit: int, shown: str
) -> None:
    assert cut_at_sentence(text, limit) == shown
    assert len(shown) <= limit


# A piece or two of each rule that keeps code points together, and whole letters between.
PIECES = [
    *("a", "é", "山", "e\u0301", "\r", "\n", "\u200d", "\u200c", "\u0301", "\ufe0f", "\u20e3"),
    *("👩", "🚀", "👍", "🏽", "🇵", "🇹", "🏴", "\U000e0067", "\U000e007f"),
    *("\u1112", "\u1161", "\u11ab", "\ud558", "\ud55c", "\ua960", "\ud7b0", "\ud7cb"),
    *("น", "้", "ำ", "\u0eb3", "\uff76", "\uff9e", "\u0600", "\u0661"),
    *("\u0915", "\u094d", "\u0937", "\u093f", "\u0995", "\u09cd", "\u1000", "\u1039", "\u102b"),
]


@example(["a", "a", "a", "a", "a", "a", "\u09cd", "🏽", "\u0915", "a", "a", "a"], 31)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=20), st.integers(min_value=2))
def test_a_cut_parts_no_character_that_people_see_as_one(pieces: list[str], limit: int) -> None:
    text = "".join(pieces)
    kept = cut(text, 2 + limit % len(text)).removesuffix("…")
    ends = [match.end() for match in regex.finditer(r"\X", text)]
    # Blanks and marks before the ellipsis go, too.
    assert len(text) <= 1 or any(kept == text[:end].rstrip(" ,;:") for end in [0, *ends])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('It\'s "so", she said.', "It’s “so”, she said."),
        ("'I call first.' ('Me too.')", "‘I call first.’ (‘Me too.’)"),
        ("\"'No' was missing,\" he said", "“‘No’ was missing,” he said"),
        ("the doctors' room", "the doctors’ room"),
        ("one\n'two'", "one\n‘two’"),
        ("", ""),
    ],
)
def test_quotation_marks_are_those_of_print(typed: str, printed: str) -> None:
    assert curled(typed) == printed
    assert curled(printed) == printed


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two?  Three", ["One.", "Two?", "Three"]),
        ("'One.' Two, e.g. this.\nThree.", ["'One.'", "Two, e.g. this.", "Three."]),
        ("I asked Dr. Weber. He said 2.5.", ["I asked Dr. Weber.", "He said 2.5."]),
        ("\n \n", []),
    ],
)
def test_a_text_in_its_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_no_flag_is_halved_however_many_stand_in_a_row() -> None:
    flags = "\U0001f1e9\U0001f1ea" * 200
    assert {len(cut(flags, limit).removesuffix("…")) % 2 for limit in range(2, len(flags))} == {0}
