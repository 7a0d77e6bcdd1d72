"""Clocks: aware, in UTC, and never backwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock, MovableClock, SystemClock

NINE = datetime(2026, 12, 7, 9, tzinfo=UTC)


def test_the_system_clock_tells_the_time_in_utc() -> None:
    clock: Clock = SystemClock()
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_a_movable_clock_stands_until_it_is_moved() -> None:
    clock: Clock = MovableClock(NINE)
    assert clock.now() == clock.now() == NINE


def test_it_moves_by_elapsed_time_and_to_instants_of_any_zone() -> None:
    clock = MovableClock(NINE)
    assert clock.advance(timedelta(days=1)) == clock.now() == NINE + timedelta(days=1)
    lisbon = datetime(2027, 1, 4, 9, tzinfo=ZoneInfo("Europe/Lisbon"))
    assert clock.move_to(lisbon) == lisbon
    assert clock.now().tzinfo is UTC


def test_it_refuses_to_go_back_and_stays_where_it_is() -> None:
    clock = MovableClock(NINE)
    with pytest.raises(ValueError, match="stands at 2026-12-07 09:00:00 UTC and never goes back"):
        clock.move_to(NINE - timedelta(seconds=1))
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(timedelta(seconds=-1))
    assert clock.move_to(NINE) == NINE


def test_it_refuses_an_instant_without_a_zone() -> None:
    naive = datetime(2026, 12, 8)  # noqa: DTZ001
    with pytest.raises(ValueError, match="2026-12-08 00:00:00 has no time zone"):
        MovableClock(naive)
    with pytest.raises(ValueError, match="has no time zone"):
        MovableClock(NINE).move_to(naive)


def test_no_step_is_lost_between_threads() -> None:
    clock = MovableClock(NINE)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(clock.advance, [timedelta(seconds=1)] * 800))
    assert clock.now() == NINE + timedelta(seconds=800)
