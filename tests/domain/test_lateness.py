"""When a nudge goes out: at its slot, and late only by day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import lateness, slots
from bot.domain.lateness import BEGINS, ENDS, SendTime, send_time
from bot.domain.slots import QuietHours, Slot, WeeklySchedule

LISBON = "Europe/Lisbon"
MONDAYS = WeeklySchedule(0, 9, LISBON)
NONE = timedelta()
TWENTY = timedelta(minutes=20)


def local(text: str, zone: str = LISBON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


DUE, CLOSING = local("2027-01-18 09:00"), local("2027-01-22 14:30")


@pytest.mark.parametrize(
    ("now", "spread", "goes", "late"),
    [
        pytest.param("2027-01-18 09:00", NONE, "Mon 18 09:00", False, id="on the slot"),
        pytest.param(
            "2027-01-18 09:00", TWENTY, "Mon 18 09:20", False, id="spread: waits for its own moment"
        ),
        pytest.param("2027-01-18 09:05", NONE, "Mon 18 09:00", False, id="minutes on: its slot stays"),
        pytest.param("2027-01-18 10:00", NONE, "Mon 18 09:00", False, id="an hour on isn't late"),
        pytest.param("2027-01-18 10:01", NONE, "Mon 18 10:01", True, id="a minute more is"),
        pytest.param("2027-01-18 10:20", TWENTY, "Mon 18 09:20", False, id="counted from its own moment"),
        pytest.param("2027-01-18 10:21", TWENTY, "Mon 18 10:41", True, id="late and spread"),
        pytest.param("2027-01-18 17:59", NONE, "Mon 18 17:59", True, id="the last minute of the day"),
        pytest.param("2027-01-18 18:00", NONE, "Tue 19 08:00", True, id="in the evening: tomorrow"),
        pytest.param("2027-01-18 17:45", TWENTY, "Tue 19 08:20", True, id="its moment would be evening"),
        pytest.param("2027-01-19 03:00", NONE, "Tue 19 08:00", True, id="at night: in the morning"),
        pytest.param("2027-01-19 07:50", TWENTY, "Tue 19 08:10", True, id="its moment is morning"),
        pytest.param("2027-01-19 08:00", NONE, "Tue 19 08:00", True, id="the first minute of the day"),
        pytest.param("2027-01-22 14:29", NONE, "Fri 22 14:29", True, id="just before the closing slot"),
        pytest.param("2027-01-22 14:29", TWENTY, None, None, id="its moment comes after the closing slot"),
        pytest.param("2027-01-22 14:30", NONE, None, None, id="from the closing slot on: not at all"),
        pytest.param("2027-01-17 09:00", NONE, "Mon 18 09:00", False, id="a clock set back: at the slot"),
    ],
)
def test_the_turn_of_a_nudge(now: str, spread: timedelta, goes: str | None, late: bool | None) -> None:
    found = send_time(DUE, local(now), CLOSING, MONDAYS, spread)
    assert (found and f"{found.at.astimezone(ZoneInfo(LISBON)):%a %d %H:%M}") == goes
    assert (found and found.late) == late


def test_one_that_would_wait_till_after_its_end_is_dropped_and_not_sent_at_night() -> None:
    assert send_time(DUE, local("2027-01-21 18:00"), local("2027-01-22 08:00"), MONDAYS, NONE) is None
    assert send_time(DUE, local("2027-01-21 18:00"), local("2027-01-22 08:01"), MONDAYS, NONE) == SendTime(
        local("2027-01-22 08:00"), late=True
    )


@pytest.mark.parametrize(
    ("weekday", "now", "goes"),
    [
        pytest.param(2, "2027-01-23 11:00", "Mon 25 08:00", id="Wednesday people: not on a Saturday"),
        pytest.param(2, "2027-01-22 18:30", "Mon 25 08:00", id="nor after a Friday"),
        pytest.param(5, "2027-01-23 11:00", "Sat 23 11:00", id="Saturday people: on their own day"),
        pytest.param(5, "2027-01-24 11:00", "Mon 25 08:00", id="but not on a Sunday"),
        pytest.param(6, "2027-01-23 21:00", "Sun 24 08:00", id="Sunday people: on theirs"),
    ],
)
def test_the_weekend_is_left_alone_unless_it_is_their_own_day(weekday: int, now: str, goes: str) -> None:
    at = lateness.by_day(local(now), WeeklySchedule(weekday, 9, LISBON))
    assert f"{at.astimezone(ZoneInfo(LISBON)):%a %d %H:%M}" == goes


@pytest.mark.parametrize(
    ("quiet", "now", "goes"),
    [
        pytest.param((19, 8), "2027-01-19 03:00", "Tue 19 08:00", id="as usual"),
        pytest.param((22, 10), "2027-01-19 09:00", "Tue 19 10:00", id="the morning is quiet: after it"),
        pytest.param((12, 14), "2027-01-19 13:00", "Wed 20 08:00", id="noon is quiet: in the morning"),
        pytest.param((2, 20), "2027-01-19 10:00", "Wed 20 09:00", id="all day is quiet: at the own hour"),
        pytest.param((7, 3), "2027-01-19 08:00", "Tue 19 09:00", id="nearly always quiet: likewise"),
    ],
)
def test_what_is_late_keeps_out_of_quiet_hours(quiet: tuple[int, int], now: str, goes: str) -> None:
    at = lateness.by_day(local(now), replace(MONDAYS, quiet=QuietHours(*quiet)))
    assert f"{at.astimezone(ZoneInfo(LISBON)):%a %d %H:%M}" == goes


ZONES = sorted(available_timezones() - {"localtime", "Factory"})
openings = st.builds(WeeklySchedule, st.integers(0, 6), st.integers(0, 23), st.sampled_from(ZONES))
moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
spreads = st.integers(0, 3599).map(lambda seconds: timedelta(seconds=seconds))


@given(moments, openings, st.integers(0, 6 * 24 * 60), spreads)
def test_whatever_happens_it_is_its_own_moment_or_in_working_hours(
    began: datetime, own: WeeklySchedule, minutes: int, spread: timedelta
) -> None:
    slot = slots.next_opening(began, own)
    now, expires = slot.at + timedelta(minutes=minutes), slots.closing(slots.week_end(slot.at, own), own)
    found = send_time(slot.at, now, expires, own, spread)
    if found is None:
        assert lateness.by_day(now + spread, own, spread) >= expires
        return
    assert slot.at <= found.at < expires
    assert found.at.tzinfo is UTC
    if not found.late:
        assert found.at == slot.at + spread
        return
    assert found.at >= now > slot.at + spread + lateness.LATE
    there = found.at.astimezone(ZoneInfo(own.zone))
    assert BEGINS <= there.time() < ENDS
    assert there.weekday() < 5 or there.weekday() == own.weekday


@given(moments, openings)
def test_the_next_working_hours_are_at_most_three_days_off(at: datetime, own: WeeklySchedule) -> None:
    assert at <= lateness.by_day(at, own) <= at + timedelta(days=3)
    slot = Slot(at.date(), at)
    assert lateness.by_day(lateness.by_day(slot.at, own), own) == lateness.by_day(slot.at, own)
