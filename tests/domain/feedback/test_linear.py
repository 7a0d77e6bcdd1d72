"""Hostile texts: twice the text takes about twice the time, whatever it is made of."""

import time

import pytest

from bot.domain.feedback.feedback import JUDGED, give

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


def _taken(kind: str, text: str) -> float:
    """Return the processor time of one answer, the best of three."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        give(kind, text)
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.parametrize("kind", JUDGED)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_no_faster_than_the_text(kind: str, unit: str) -> None:
    give(kind, "warm")
    short, long = _taken(kind, "x" + unit * 3 + "x"), _taken(kind, "x" + unit * 24 + "x")
    # Eight times the text: linear is 8, quadratic 64. The floor keeps a clock's grain out of it.
    assert long / max(short, 1e-3) < 32
