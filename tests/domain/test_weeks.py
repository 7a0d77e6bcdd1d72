"""What became of a week, and what the weeks add up to."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weeks import Outcome, Record, outcome, record

LETTERS = {
    "o": Outcome.OPEN,
    "D": Outcome.DONE,
    "p": Outcome.PARTLY,
    "e": Outcome.EXCUSED,
    "m": Outcome.MISSED,
}


@pytest.mark.parametrize(
    ("closed", "pieces", "partly", "away", "expected"),
    [
        pytest.param(False, 0, False, False, Outcome.OPEN, id="nothing yet, the week is open"),
        pytest.param(False, 1, False, False, Outcome.DONE, id="handed in early"),
        pytest.param(True, 1, False, False, Outcome.DONE, id="handed in before it closed, or late"),
        pytest.param(True, 0, False, False, Outcome.MISSED, id="closed without a word"),
        pytest.param(True, 0, True, False, Outcome.PARTLY, id="answered: partly"),
        pytest.param(False, 0, True, False, Outcome.OPEN, id="answered partly, and there is time"),
        pytest.param(True, 2, True, False, Outcome.DONE, id="answered partly, and then handed in"),
        pytest.param(True, 0, False, True, Outcome.EXCUSED, id="away"),
        pytest.param(False, 0, False, True, Outcome.EXCUSED, id="away this very week"),
        pytest.param(True, 1, False, True, Outcome.DONE, id="away, and handed something in all the same"),
        pytest.param(True, 0, True, True, Outcome.EXCUSED, id="partly, and then away"),
    ],
)
def test_evidence_decides_what_a_week_is(
    closed: bool, pieces: int, partly: bool, away: bool, expected: Outcome
) -> None:
    assert outcome(closed=closed, pieces=pieces, partly=partly, away=away) is expected


def test_without_an_answer_or_an_absence_a_closed_week_is_missed() -> None:
    assert outcome(closed=True, pieces=0) is Outcome.MISSED


@pytest.mark.parametrize(
    ("weeks", "kept", "closed", "run", "best"),
    [
        pytest.param("", 0, 0, 0, 0, id="before the first week"),
        pytest.param("o", 0, 0, 0, 0, id="the first week is open"),
        pytest.param("D", 1, 1, 1, 1, id="the first week is kept while it is open"),
        pytest.param("DDDDDo", 5, 5, 5, 5, id="an open week isn't counted against anybody"),
        pytest.param("mmmm", 0, 4, 0, 0, id="four misses in the first four weeks"),
        pytest.param("DmDm", 2, 4, 2, 2, id="a miss in the first four neither adds nor ends"),
        pytest.param("DDDm", 3, 4, 3, 3, id="the fourth week is the last with grace"),
        pytest.param("DDDDm", 4, 5, 0, 4, id="the fifth isn't"),
        pytest.param("DDDDmD", 5, 6, 1, 4, id="the total and the best run stay"),
        pytest.param("DDDDpD", 5, 6, 5, 5, id="partly keeps the run and isn't kept itself"),
        pytest.param("DDDDeeD", 5, 5, 5, 5, id="away neither adds nor ends, nor counts"),
        pytest.param("eeeem", 0, 1, 0, 0, id="weeks away use up the grace"),
        pytest.param("DDDDmDDDDDD", 10, 11, 6, 6, id="a new run can become the best"),
        pytest.param("DDDDmDD", 6, 7, 2, 4, id="a new run below the best"),
        pytest.param("DDDDDmm", 5, 7, 0, 5, id="two misses running"),
    ],
)
def test_the_record_adds_up_the_weeks(weeks: str, kept: int, closed: int, run: int, best: int) -> None:
    assert record([LETTERS[letter] for letter in weeks]) == Record(kept, closed, run, best)


def test_a_late_piece_mends_the_run_of_its_week() -> None:
    assert record([LETTERS[letter] for letter in "DDDDmD"]).run == 1
    assert record([LETTERS[letter] for letter in "DDDDDD"]).run == 6


def test_the_grace_is_as_many_weeks_as_one_says() -> None:
    weeks = [LETTERS[letter] for letter in "Dm"]
    assert record(weeks, grace=1).run == 0
    assert record(weeks, grace=2).run == 1


@given(st.lists(st.sampled_from(Outcome)))
def test_no_week_takes_away_what_was_earned(weeks: list[Outcome]) -> None:
    records = [record(weeks[:n]) for n in range(len(weeks) + 1)]
    for figures in ([r.kept for r in records], [r.best_run for r in records]):
        assert figures == list(accumulate(figures, max))
    assert all(r.run <= r.best_run <= r.kept <= r.closed for r in records)
