"""Hostile texts: twice the text takes about twice the time, whatever it is made of."""

from functools import partial

import pytest

from bot.domain.feedback.feedback import JUDGED, give
from tests.linear import grows_less

HOSTILE = {
    "one word": "a" * 1000,
    "brackets": "(((((" * 100 + ")))))" * 100,
    "openers": "if would you " * 80,
    "blank lines": "\n" * 1000,
    "blanks": " " * 1000,
    "numbers on lines": "1\n" * 500,
    "headings": "problem: launch: " * 60,
    "list": "no, x, " * 140,
}


@pytest.mark.parametrize("kind", JUDGED)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_no_faster_than_the_text(kind: str, unit: str) -> None:
    give(kind, "warm")
    # Eight times the text: linear is 8, quadratic 64. The floor keeps a clock's grain out of it.
    short, long = f"x{unit * 3}x", f"x{unit * 24}x"
    assert grows_less(partial(give, kind), short, long, times=32, grain=1e-3, tries=3)
