"""The playbook month: cases that a member could argue about, and what must hold for all dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Away, month_on, month_opens, programme_day, start_fault, start_for

DAY = timedelta(days=1)


def on(text: str) -> date:
    return date.fromisoformat(text)


def away(*spans: str) -> list[Away]:
    return [Away(*map(date.fromisoformat, span.split(" to "))) for span in spans]


LEAVE = "2027-04-19 to 2027-05-03"


@pytest.mark.parametrize(
    ("start", "day", "month"),
    [
        pytest.param("2027-01-11", "2027-01-11", 1, id="the day of joining is in month 1"),
        pytest.param("2027-01-11", "2027-02-10", 1, id="the day before the month's day is the old month"),
        pytest.param("2027-01-11", "2027-02-11", 2, id="the month's day opens the new month"),
        pytest.param("2027-01-11", "2027-09-10", 8, id="month 8 lasts a whole month"),
        pytest.param("2027-01-11", "2028-01-11", 13, id="months go on after the programme's last"),
        pytest.param("2027-01-11", "2026-12-01", 1, id="a day before the start is month 1"),
        pytest.param("2027-01-31", "2027-02-27", 1, id="from the 31st, the day before February ends"),
        pytest.param("2027-01-31", "2027-02-28", 2, id="from the 31st, February opens on its last day"),
        pytest.param("2027-01-31", "2027-03-30", 2, id="from the 31st, March doesn't open with the 28th"),
        pytest.param("2027-01-31", "2027-03-31", 3, id="from the 31st, March opens on the 31st"),
        pytest.param("2027-01-31", "2027-04-30", 4, id="from the 31st, April opens on the 30th"),
        pytest.param("2028-01-31", "2028-02-28", 1, id="in a leap year the 28th isn't February's end"),
        pytest.param("2028-01-31", "2028-02-29", 2, id="in a leap year February opens on the 29th"),
        pytest.param("2028-02-29", "2029-02-28", 13, id="a year from a leap day is 28 February"),
        pytest.param("2027-12-15", "2028-01-14", 1, id="the turn of the year alone opens nothing"),
        pytest.param("2027-12-15", "2028-01-15", 2, id="a month across the turn of the year"),
    ],
)
def test_the_month_is_counted_from_the_day_of_joining(start: str, day: str, month: int) -> None:
    assert month_on(on(day), on(start)) == month


@pytest.mark.parametrize(
    ("spans", "day", "month"),
    [
        pytest.param([LEAVE], "2027-05-11", 4, id="two weeks away, and the month's day doesn't open month 5"),
        pytest.param([LEAVE], "2027-05-24", 4, id="the last day that the absence won"),
        pytest.param([LEAVE], "2027-05-25", 5, id="month 5 opens two weeks late"),
        pytest.param([LEAVE], "2027-04-18", 4, id="nothing changes before the absence"),
        pytest.param([LEAVE], "2027-04-30", 4, id="the clock stands during the absence"),
        pytest.param(
            ["2027-02-11 to 2027-02-20"], "2027-02-11", 2, id="away from the day that opens a month"
        ),
        pytest.param(["2027-02-10 to 2027-02-20"], "2027-02-20", 1, id="away from the day before: still old"),
        pytest.param(
            ["2027-02-10 to 2027-02-20"], "2027-02-21", 2, id="and the month opens a day after return"
        ),
        pytest.param([LEAVE, LEAVE], "2027-05-25", 5, id="the same absence twice counts once"),
        pytest.param(
            ["2027-04-19 to 2027-04-29", "2027-04-25 to 2027-05-03"],
            "2027-05-25",
            5,
            id="overlapping absences",
        ),
        pytest.param(
            ["2027-04-26 to 2027-05-03", "2027-04-19 to 2027-04-26"],
            "2027-05-24",
            4,
            id="touching, any order",
        ),
        pytest.param(["2027-04-19 to 2027-04-19"], "2027-05-11", 5, id="an absence of no days"),
        pytest.param(["2026-12-01 to 2027-01-21"], "2027-02-11", 1, id="only the days after joining count"),
        pytest.param(["2026-12-01 to 2027-01-11"], "2027-02-11", 2, id="an absence before joining is none"),
    ],
)
def test_time_away_does_not_count(spans: list[str], day: str, month: int) -> None:
    assert month_on(on(day), on("2027-01-11"), away(*spans)) == month


def test_an_absence_moves_the_month_that_it_lies_before() -> None:
    assert month_opens(5, on("2027-01-11")) == on("2027-05-11")
    assert month_opens(5, on("2027-01-11"), away(LEAVE)) == on("2027-05-25")
    assert month_opens(4, on("2027-01-11"), away(LEAVE)) == on("2027-04-11")


def test_the_programmes_clock_stands_from_the_first_day_away_to_the_day_back() -> None:
    days = [on("2027-04-18"), on("2027-04-19"), on("2027-04-25"), on("2027-05-03"), on("2027-05-04")]
    stands = [programme_day(day, away(LEAVE)) for day in days]
    first = on("2027-04-19")
    assert stands == [first - DAY, first, first, first, first + DAY]


@pytest.mark.parametrize(
    ("month", "today", "start"),
    [
        pytest.param(1, "2027-03-15", "2027-03-15", id="month 1 starts today"),
        pytest.param(3, "2027-03-15", "2027-01-15", id="month 3 started two months ago"),
        pytest.param(3, "2027-01-15", "2026-11-15", id="across the turn of the year"),
        pytest.param(2, "2027-02-28", "2027-01-31", id="February's end can be the 31st's second month"),
        pytest.param(2, "2028-02-28", "2028-01-28", id="in a leap year the 28th is a day like any other"),
        pytest.param(2, "2027-03-31", "2027-02-28", id="no day in February opens a month on 31 March"),
        pytest.param(2, "2027-03-30", "2027-02-28", id="nor on 30 March"),
        pytest.param(2, "2027-12-31", "2027-11-30", id="nor in November on 31 December"),
        pytest.param(1, "2027-04-30", "2027-04-30", id="month 1 on a month's last day"),
    ],
)
def test_somebody_who_is_in_a_month_today_started_when_it_says(month: int, today: str, start: str) -> None:
    assert start_for(month, on(today)) == on(start)


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        pytest.param("2027-03-15", None, id="today"),
        pytest.param("2026-06-01", None, id="some months ago"),
        pytest.param("2025-07-15", None, id="the programme and a year ago, to the day"),
        pytest.param(
            "2027-03-16",
            "Tue 16 Mar 2027 is in the future. Choose today, Mon 15 Mar 2027, or an earlier day.",
            id="tomorrow",
        ),
        pytest.param(
            "2025-07-14",
            "Mon 14 Jul 2025 is too long ago: the programme runs for 8 months. "
            "Choose Tue 15 Jul 2025 or a later day, or start today.",
            id="a day longer ago than that",
        ),
    ],
)
def test_a_start_date_that_will_not_do_says_what_to_do(start: str, sentence: str | None) -> None:
    assert start_fault(on(start), on("2027-03-15"), months=8) == sentence


dates = st.dates(date(2020, 1, 1), date(2040, 12, 31))
spans = st.builds(lambda first, days: Away(first, first + days * DAY), dates, st.integers(0, 400))
near = st.tuples(dates, st.integers(0, 1500)).map(lambda pair: (pair[0], pair[0] + pair[1] * DAY))


@given(near, st.lists(spans, max_size=4))
def test_a_month_opens_on_the_first_day_that_is_in_it(pair: tuple[date, date], absent: list[Away]) -> None:
    start, day = pair
    month = month_on(day, start, absent)
    opens = month_opens(month, start, absent)
    assert opens <= day < month_opens(month + 1, start, absent)
    assert month_on(opens, start, absent) == month
    assert opens == start or month_on(opens - DAY, start, absent) == month - 1


@given(dates, st.lists(spans, max_size=4))
def test_the_programmes_day_moves_on_by_one_outside_absences_and_stands_within(
    day: date, absent: list[Away]
) -> None:
    within = any(a.first <= day < a.back for a in absent)
    step = programme_day(day + DAY, absent) - programme_day(day, absent)
    assert step == (timedelta() if within else DAY)


@given(st.integers(1, 24), dates)
def test_the_start_for_a_month_is_the_latest_with_that_month_today(month: int, today: date) -> None:
    start = start_for(month, today)
    assert month_on(today, start) == month
    assert start == today or month_on(today, start + DAY) == month - 1
