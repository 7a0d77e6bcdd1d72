"""Calendar against evidence: which month the evidence is in, and how often the range holds."""

from datetime import date, timedelta
from itertools import chain

import pytest

from bench import forecast as bench
from bot.domain.forecast import HORIZON, LEAST, Forecast, forecast, weeks_to_go
from bot.domain.weeks import Outcome

TODAY = date(2027, 3, 1)
KEPT, MISSED, AWAY, PARTLY, OPEN = (
    Outcome.DONE,
    Outcome.MISSED,
    Outcome.EXCUSED,
    Outcome.PARTLY,
    Outcome.OPEN,
)


def seen(*outcomes: Outcome, month: int = 2, months: int = 8, joined_in: int = 1) -> Forecast | None:
    return forecast(outcomes, month=month, months=months, joined_in=joined_in, today=TODAY)


def test_nothing_is_said_before_six_closed_weeks() -> None:
    assert seen(*[KEPT] * (LEAST - 1), OPEN, AWAY, AWAY) is None
    assert seen(KEPT, *[PARTLY] * (LEAST - 1)) is not None
    assert seen(*[MISSED] * LEAST) is None
    assert seen(*[PARTLY] * LEAST) is None


@pytest.mark.parametrize(
    ("outcomes", "joined_in", "evidence"),
    [
        ([KEPT] + [MISSED] * 5, 1, 1),
        ([KEPT] * 3 + [MISSED] * 3, 1, 1),
        ([KEPT] * 4 + [MISSED] * 2, 1, 2),
        ([KEPT] * 6 + [PARTLY], 1, 2),
        ([KEPT, AWAY, KEPT, AWAY] * 4, 1, 3),
        ([KEPT] * 6, 5, 6),
        ([KEPT] * 31, 1, 8),
        ([KEPT] * 60, 1, 8),
    ],
)
def test_four_kept_weeks_are_a_month_of_evidence(
    outcomes: list[Outcome], joined_in: int, evidence: int
) -> None:
    found = seen(*outcomes, joined_in=joined_in)
    assert found
    assert found.evidence == evidence


def test_the_calendar_is_a_month_of_the_programme_and_the_evidence_may_have_some_way_to_go() -> None:
    for month, calendar, apart in ((1, 1, False), (2, 2, False), (3, 3, True), (12, 8, True)):
        found = seen(*[KEPT] * 6, month=month)
        assert found
        assert (found.calendar, found.apart) == (calendar, apart)


def test_who_has_evidence_for_all_months_is_ready() -> None:
    almost, all_of_it = seen(*[KEPT] * 31), seen(*[KEPT] * 32)
    assert almost
    assert almost.ready
    assert almost.ready.first == TODAY + timedelta(weeks=1)
    assert all_of_it
    assert all_of_it.ready is None
    joined_late = seen(*[KEPT] * 8, joined_in=7)
    assert joined_late
    assert joined_late.ready is None


def test_the_range_follows_the_pace_and_narrows_with_what_is_known() -> None:
    steady, half, hardly = (
        weeks_to_go(past * 6, 20) for past in ([KEPT, KEPT], [KEPT, MISSED], [MISSED] * 2)
    )
    assert steady[0] < half[0] < hardly[0]
    assert steady[1]
    assert half[1]
    assert steady[1] < half[1]
    assert hardly[1] is None
    more = weeks_to_go([KEPT, MISSED] * 15, 20)
    assert more[1]
    assert more[1] - more[0] < half[1] - half[0]


def test_the_newest_weeks_say_most_and_weeks_away_make_it_later() -> None:
    slower, faster = [KEPT] * 8 + [MISSED] * 4, [MISSED] * 4 + [KEPT] * 8
    assert weeks_to_go(faster, 20)[1] < weeks_to_go(slower, 20)[1]  # type: ignore[operator]
    often_away = list(chain.from_iterable([KEPT, AWAY] for _ in range(12)))
    assert weeks_to_go(often_away, 20)[1] > weeks_to_go([KEPT] * 12, 20)[1]  # type: ignore[operator]
    assert weeks_to_go([MISSED] * 100, 32) == (HORIZON, None)


def test_the_range_holds_about_four_times_out_of_five() -> None:
    """On members who live by eight rhythms; docs/adr/0012-forecast.md has the whole table."""
    _, total = bench.table(60)
    assert 0.75 <= total.held / total.all <= 0.85
