"""What became of a week, and what the weeks add up to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weeks import (
    Answer,
    IfEmpty,
    Outcome,
    Record,
    calendar_numbers,
    comes_back,
    excuses,
    given_back,
    is_fortnight,
    outcome,
    quarter,
    record,
)

LETTERS = {
    "o": Outcome.OPEN,
    "D": Outcome.DONE,
    "p": Outcome.PARTLY,
    "e": Outcome.EXCUSED,
    "m": Outcome.MISSED,
}
FIRST_END = date(2027, 1, 11)
"""A Monday: twelve weeks end in that quarter, and thirteen in each of the two after it."""


@pytest.mark.parametrize(
    ("closed", "pieces", "answer", "away", "expected"),
    [
        pytest.param(False, 0, None, False, Outcome.OPEN, id="nothing yet, the week is open"),
        pytest.param(False, 1, None, False, Outcome.DONE, id="handed in early"),
        pytest.param(True, 1, None, False, Outcome.DONE, id="handed in before it closed, or late"),
        pytest.param(True, 0, None, False, Outcome.MISSED, id="closed without a word"),
        pytest.param(True, 0, Answer.PARTLY, False, Outcome.PARTLY, id="answered: partly"),
        pytest.param(True, 0, Answer.NOT_YET, False, Outcome.MISSED, id="answered: not yet"),
        pytest.param(True, 0, Answer.DONE, False, Outcome.PARTLY, id="answered: done, and nothing handed in"),
        pytest.param(False, 0, Answer.PARTLY, False, Outcome.OPEN, id="answered partly, and there is time"),
        pytest.param(True, 2, Answer.PARTLY, False, Outcome.DONE, id="answered partly, and then handed in"),
        pytest.param(True, 0, None, True, Outcome.EXCUSED, id="away"),
        pytest.param(False, 0, None, True, Outcome.EXCUSED, id="away this very week"),
        pytest.param(True, 1, None, True, Outcome.DONE, id="away, and handed something in all the same"),
        pytest.param(True, 0, Answer.PARTLY, True, Outcome.EXCUSED, id="partly, and then away"),
    ],
)
def test_evidence_decides_what_a_week_is(
    closed: bool, pieces: int, answer: Answer | None, away: bool, expected: Outcome
) -> None:
    assert outcome(closed=closed, pieces=pieces, answer=answer, away=away) is expected


def ends(number: int) -> list[date]:
    return [FIRST_END + timedelta(weeks=each) for each in range(number)]


def added_up(weeks: Sequence[Outcome]) -> Record:
    return record(weeks, ends(len(weeks)))


@pytest.mark.parametrize(
    ("weeks", "kept", "closed", "run", "best", "covered"),
    [
        pytest.param("", 0, 0, 0, 0, "", id="before the first week"),
        pytest.param("o", 0, 0, 0, 0, "", id="the first week is open"),
        pytest.param("D", 1, 1, 1, 1, "", id="the first week is kept while it is open"),
        pytest.param("DDDDDo", 5, 5, 5, 5, "", id="an open week isn't counted against anybody"),
        pytest.param("mmmm", 0, 4, 0, 0, "", id="four misses in the first four weeks cost no freeze"),
        pytest.param("DmDm", 2, 4, 2, 2, "", id="a miss in the first four neither adds nor ends"),
        pytest.param("DDDDm", 4, 5, 4, 4, "5", id="the fifth is covered by a freeze"),
        pytest.param("DDDDmDm", 5, 7, 5, 5, "5 7", id="two in a quarter"),
        pytest.param("DDDDmmm", 4, 7, 0, 4, "5 6", id="a third one ends the run"),
        pytest.param("DDDDmmmD", 5, 8, 1, 4, "5 6", id="the total and the best run stay"),
        pytest.param("DDDDmmDDDDDDm", 10, 13, 10, 10, "5 6 13", id="a new quarter has two more"),
        pytest.param("DDDDpDp", 5, 7, 5, 5, "", id="partly keeps the run, adds nothing and costs no freeze"),
        pytest.param("DDDDeeDe", 5, 5, 5, 5, "", id="away neither adds nor ends, counts nor costs"),
        pytest.param("eeeem", 0, 1, 0, 0, "5", id="weeks away use up the free ones"),
        pytest.param("DDDDmmmDDDDD", 9, 12, 5, 5, "5 6", id="a new run can become the best"),
    ],
)
def test_the_record_adds_up_the_weeks(
    weeks: str, kept: int, closed: int, run: int, best: int, covered: str
) -> None:
    found = added_up([LETTERS[letter] for letter in weeks])
    assert (found.kept, found.closed, found.run, found.best_run) == (kept, closed, run, best)
    assert found.covered == set(map(int, covered.split()))


def test_a_late_piece_mends_its_week_and_gives_the_freeze_back() -> None:
    before, after = (added_up([LETTERS[letter] for letter in weeks]) for weeks in ("DDDDmmmD", "DDDDDmmD"))
    assert (before.run, before.covered, before.freezes_left(date(2027, 3, 1))) == (1, frozenset({5, 6}), 0)
    assert (after.run, after.covered) == (6, frozenset({6, 7}))
    one = added_up([LETTERS[letter] for letter in "DDDDmD"])
    assert [one.freezes_left(day) for day in (date(2027, 3, 31), date(2027, 4, 1))] == [1, 2]


@pytest.mark.parametrize(
    ("before", "last", "costs"),
    [
        pytest.param("DDD", None, IfEmpty.NOTHING, id="in the first month"),
        pytest.param("DDDD", None, IfEmpty.FREEZE, id="behind it"),
        pytest.param("DDDDm", None, IfEmpty.FREEZE, id="with a freeze left"),
        pytest.param("DDDDmm", None, IfEmpty.RUN, id="without one"),
        pytest.param("DDDDmm", 6, IfEmpty.NOTHING, id="behind the programme's end"),
    ],
)
def test_an_empty_week_costs_nothing_or_a_freeze_while_there_is_one(
    before: str, last: int | None, costs: IfEmpty
) -> None:
    number = len(before) + 1
    assert added_up([LETTERS[each] for each in before]).if_empty(number, ends(number)[-1], last) is costs


def test_new_freezes_come_with_the_quarter() -> None:
    assert quarter(date(2027, 6, 30)).next_begins == date(2027, 7, 1)
    assert quarter(date(2027, 10, 1)).next_begins == date(2028, 1, 1)


@given(st.lists(st.sampled_from(Outcome)))
def test_no_week_takes_away_what_was_earned(weeks: list[Outcome]) -> None:
    records = [added_up(weeks[:n]) for n in range(len(weeks) + 1)]
    for figures in ([r.kept for r in records], [r.best_run for r in records]):
        assert figures == list(accumulate(figures, max))
    assert all(r.run <= r.best_run <= r.kept <= r.closed for r in records)
    assert all(0 <= r.freezes_left(day) <= 2 for r in records for day in ends(len(weeks)))


def test_behind_the_last_week_of_the_programme_a_missed_week_is_no_miss() -> None:
    weeks = [Outcome.DONE] * 5 + [Outcome.MISSED] * 3 + [Outcome.DONE]
    over = record(weeks, ends(len(weeks)), last=5)
    assert (over.kept, over.closed, over.run, over.covered, over.spent.total()) == (6, 6, 6, frozenset(), 0)
    assert record(weeks, ends(len(weeks))).run == 1


def test_weeks_are_numbered_and_free_by_the_calendar_whatever_the_pace() -> None:
    """The days between openings, the last up to the end of the open week, and the numbers that follow."""
    for between, numbers in (
        ([7] * 6, [1, 2, 3, 4, 5, 6]),
        ([4, 7, 7], [1, 2, 3]),  # joined on a Thursday
        ([11, 7, 7], [1, 2, 3]),  # joined on a Friday
        ([3, 4] * 4, [1, 1, 2, 2, 3, 3, 4, 4]),
        ([7, 7, 3, 4, 4, 3, 7], [1, 2, 3, 3, 4, 4, 5]),
        ([2, 5, 2, 5], [1, 1, 2, 2]),
        ([14, 14, 14], [1, 3, 5]),
        ([7, 14, 7], [1, 2, 4]),
        ([7, 10, 7], [1, 2, 3]),  # another weekday
        ([7, 4, 7], [1, 2, 3]),  # and one that comes sooner
        ([7, 90, 7], [1, 2, 3]),  # left, and came back
    ):
        days = list(accumulate(between, lambda day, more: day + timedelta(more), initial=date(2027, 1, 11)))
        assert list(calendar_numbers(days[:-1], days[1:])) == numbers, between


@pytest.mark.parametrize(
    ("halves", "kept", "closed", "run", "covered"),
    [
        pytest.param("DD DD DD", 3, 3, 3, "", id="two kept halves are one kept week"),
        pytest.param("Dm mD Dp", 3, 3, 3, "", id="one kept half keeps the week"),
        pytest.param("pm pp", 0, 2, 0, "", id="partly is better than open"),
        pytest.param("DD mo", 1, 1, 1, "", id="its second half is open, so the week is"),
        pytest.param("De em ee", 1, 2, 1, "", id="away in a half"),
        pytest.param(
            "mm mm mm mm mm", 0, 5, 0, "5", id="four calendar weeks are free, and a freeze is a week's"
        ),
        pytest.param("DD DD DD DD mm mm mm", 4, 7, 0, "5 6", id="two freezes cover two weeks, not halves"),
    ],
)
def test_two_halves_that_share_a_number_are_one_week(
    halves: str, kept: int, closed: int, run: int, covered: str
) -> None:
    letters = halves.replace(" ", "")
    numbers = [1 + at // 2 for at in range(len(letters))]
    halves_end = [FIRST_END + number * timedelta(days=3.5) for number in range(len(letters))]
    found = record([LETTERS[each] for each in letters], halves_end, numbers=numbers)
    assert (found.kept, found.closed, found.run) == (kept, closed, run)
    assert found.covered == set(map(int, covered.split()))


@pytest.mark.parametrize(
    ("lost", "works", "quiet", "excused"),
    [
        (0, 5, False, False),
        (1, 5, False, False),
        (2, 5, False, False),  # three days are left for an hour's work
        (3, 5, False, True),
        (5, 5, False, True),
        (2, 4, False, True),  # a week with a holiday
        (1, 2, False, True),  # a short week
        (4, 10, False, False),  # one of two weeks
        (5, 10, False, True),
        (0, 0, False, False),
        (1, 5, True, True),
        (0, 5, True, False),
    ],
)
def test_days_away_excuse_a_week_of_which_they_take_half(
    lost: int, works: int, quiet: bool, excused: bool
) -> None:
    assert excuses(lost, works, quiet) is excused


@pytest.mark.parametrize(
    ("weeks", "bridged"),
    [
        pytest.param("DDDDD", 0, id="no freeze was used"),
        pytest.param("DDDDm", 0, id="the newest week is behind the run"),
        pytest.param("DDDDmD", 1, id="one between them"),
        pytest.param("DDDDmDmD", 2, id="two between them"),
        pytest.param("DDDDmmD", 2, id="two weeks in one gap"),
        pytest.param("DmDDDD", 0, id="a free week costs no freeze"),
        pytest.param("DDDDmDpD", 1, id="a week partly done is none"),
        pytest.param("DDDDmDmmD", 0, id="a new run begins without them"),
        pytest.param("eeeemD", 0, id="and so does the first one"),
    ],
)
def test_the_freezes_between_the_weeks_of_a_run_are_counted(weeks: str, bridged: int) -> None:
    assert added_up([LETTERS[letter] for letter in weeks]).bridged == bridged


@pytest.mark.parametrize(
    ("before", "after", "day", "left"),
    [
        pytest.param("DDDDm", "DDDDD", date(2027, 3, 1), 2, id="the only one that was used"),
        pytest.param("DDDDmmD", "DDDDmDD", date(2027, 3, 1), 1, id="one of two"),
        pytest.param("DDDDmmm", "DDDDDmm", date(2027, 3, 1), 0, id="it covers the next week now"),
        pytest.param("DDDDm", "DDDDm", date(2027, 3, 1), 0, id="nothing came late"),
        pytest.param("DDDDm", "DDDDD", date(2027, 4, 1), 0, id="of a quarter that is over"),
    ],
)
def test_late_work_gives_a_freeze_back_only_where_there_is_one_more(
    before: str, after: str, day: date, left: int
) -> None:
    then, now = (added_up([LETTERS[letter] for letter in weeks]) for weeks in (before, after))
    assert given_back(then, now, day) == left


@pytest.mark.parametrize(
    ("before", "a_week", "back"),
    [
        pytest.param("m", 1, True, id="after a missed week"),
        pytest.param("D", 1, False, id="after a done one"),
        pytest.param("", 1, False, id="the first week of all"),
        pytest.param("em", 1, True, id="time away is passed over"),
        pytest.param("mDm", 1, False, id="a return two weeks ago was marked"),
        pytest.param("mpDm", 1, False, id="and one three weeks ago"),
        pytest.param("mDDDDDm", 1, True, id="one long ago is another"),
        pytest.param("mmmmmm", 1, True, id="after a long silence"),
        pytest.param("mm", 2, True, id="both weeks of the calendar's"),
        pytest.param("mD", 2, False, id="one of them was done"),
        pytest.param("m", 2, False, id="half a week is too short to tell"),
    ],
)
def test_a_return_is_marked_once_in_a_while(before: str, a_week: int, back: bool) -> None:
    assert comes_back([LETTERS[letter] for letter in before], a_week) is back


@pytest.mark.parametrize(("days", "two"), [(3, False), (7, False), (11, False), (13, True), (15, True)])
def test_a_week_of_two_is_told_from_one_whose_ends_a_holiday_moves(days: int, two: bool) -> None:
    began = datetime(2027, 1, 11, 9, tzinfo=UTC)
    assert is_fortnight(began, began + timedelta(days=days)) is two
