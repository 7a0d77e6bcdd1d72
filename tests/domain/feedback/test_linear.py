"""Feedback on a long text, whatever it is made of, takes time that grows with its length."""

from collections.abc import Callable
from functools import partial

import pytest

from bot.domain.feedback import across, asking
from bot.domain.feedback.feedback import JUDGED, give
from bot.domain.feedback.text import Text
from bot.domain.judging import CODES
from bot.domain.own_checks import missed
from bot.domain.playbook import Check
from tests.linear import LENGTH, is_linear

HOSTILE = {
    "one word": "a",
    "words": "a ",
    "full stops": ".",
    "question marks": "?",
    "ellipses": "…",
    "ends and quotes": '."',
    "ends and brackets": "?!)",
    "quotes": '"',
    "apostrophes": "a'",
    "openers": "if would you ",
    "brackets": "(",
    "brackets both ways": "[)*",
    "dashes": "-",
    "dashes and blanks": " –",
    "stars": "*",
    "digits": "1",
    "digits and commas": "1,",
    "digits and full stops": "1.",
    "versions": "1.2",
    "numbers on lines": "1\n",
    "parts": "5 of the 6 ",
    "sums": "5 days, ",
    "blanks": " ",
    "newlines": "\n",
    "blank lines": " \n",
    "slashes": " /",
    "headings": "problem: launch: ",
    "list": "no, x, ",
    "many sentences": "so I asked. ",
}


def _questions(kind: str, text: str) -> object:
    """Ask about a piece of which each field holds the text."""
    _, names = asking._ASKED[kind]
    return list(asking.questions(kind, asking.Written(dict.fromkeys((*names, "counts", "part"), text), text)))


_CHECKS = [
    Check(id=f"part-{n}", field="text", part=part, why="It has none.", direction="Add one.", fixed="It has.")
    for n, part in enumerate(("a", "–", "**", "."))
]


READERS: dict[str, Callable[[str], object]] = {
    **{kind: partial(give, kind) for kind in JUDGED},
    "sentences": lambda text: Text(text).sentences,
    "numbers that disagree": lambda text: list(across.disagreements(text)),
    "an author's checks": lambda text: list(missed(_CHECKS, {"text": text}, LENGTH)),
}


@pytest.mark.parametrize("reader", READERS)
def test_time_grows_no_faster_than_the_text(reader: str) -> None:
    for name, unit in HOSTILE.items():
        assert is_linear(READERS[reader], unit), (reader, name)


@pytest.mark.parametrize("kind", [kind for kind in CODES if kind in asking._ASKED])
def test_questions_take_linear_time_up_to_twice_what_they_read(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 2 * asking.MOST_READ
    monkeypatch.setattr(asking, "MOST_READ", most)
    for name, unit in HOSTILE.items():
        assert is_linear(partial(_questions, kind), unit, most), name


def test_questions_read_no_more_of_a_piece_than_they_say() -> None:
    written = asking.Written({"one": "a " * LENGTH, "two": "b"})
    assert len(written.of("one")) <= asking.MOST_READ
    assert len(written.text("one", "two").raw) <= asking.MOST_READ
