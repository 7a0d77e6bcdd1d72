"""What holds for any text in any script."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feedback.feedback import JUDGED, give
from bot.domain.feedback.finding import Finding, Strength
from bot.domain.feedback.text import Text
from bot.domain.feedback.wording import SAID

KIND = st.sampled_from(sorted(JUDGED))
VOCABULARY = [
    "would",
    "you",
    "if",
    "our",
    "no",
    "Problem:",
    "Launch:",
    "n/a",
    "sorry",
    "AUC",
    "0.93",
    "İstanbul",
    ".",
    "?",
    "\n",
]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join)
ANY = st.text(max_size=400) | WORDS


def _is_there(text: str, piece: Finding | Strength) -> bool:
    """Say whether a quotation stands in the text where it says."""
    if piece.quote is None:
        return piece.start is None and piece.end is None
    assert piece.start is not None
    assert piece.end is not None
    return 0 <= piece.start <= piece.end <= len(text) and text[piece.start : piece.end] == piece.quote


@given(KIND, ANY)
def test_quotations_stand_where_they_say(kind: str, text: str) -> None:
    given_back = give(kind, text)
    pieces: list[Finding | Strength] = [*given_back.findings, *([given_back.good] if given_back.good else [])]
    assert all(_is_there(text, piece) for piece in pieces)


@given(KIND, ANY)
def test_the_same_text_gets_the_same_answer(kind: str, text: str) -> None:
    assert give(kind, text) == give(kind, text)


@given(KIND, ANY)
def test_each_code_comes_once_and_is_known(kind: str, text: str) -> None:
    codes = [found.code for found in give(kind, text).findings]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(JUDGED[kind].CODES) <= set(SAID)


@given(ANY)
def test_lower_case_is_as_long_as_the_text(raw: str) -> None:
    assert len(Text(raw).low) == len(raw)


@given(ANY)
def test_sentences_stand_in_order_and_lose_no_word(raw: str) -> None:
    spans = Text(raw).sentences
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    kept = "".join(raw[start:end] for start, end in spans)
    assert sum(map(str.isalnum, kept)) == sum(map(str.isalnum, raw))
