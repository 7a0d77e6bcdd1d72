"""Times as members read them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.progress import Coming, Reader, Silence, What
from bot.domain.slots import WeeklySchedule
from bot.views import times

MONDAY = datetime(2027, 1, 18, 9, 0, tzinfo=UTC)
ANA = Reader("Europe/Lisbon", MONDAY, MONDAY + timedelta(days=7))


@pytest.mark.parametrize(
    ("zone", "place", "clock"),
    [
        ("Europe/Lisbon", "Lisbon", "Lisbon time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires time"),
        ("America/Port-au-Prince", "Port-au-Prince", "Port-au-Prince time"),
        ("UTC", "UTC", "UTC"),
        ("Etc/UTC", "UTC", "UTC"),
        ("Etc/GMT+3", "UTC-3", "UTC-3"),
        ("Japan", "Japan", "Japan time"),
    ],
)
def test_a_zone_is_named_by_its_place(zone: str, place: str, clock: str) -> None:
    assert times.place(zone) == place
    assert times.clock(zone) == clock


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "Mon 09:00, Lisbon time"),
        (5, "Sat 09:00, Lisbon time"),
        (6, "Sun 24 Jan, 09:00, Lisbon time"),
        (7, "Mon 25 Jan, 09:00, Lisbon time"),
        (-5, "Wed 09:00, Lisbon time"),
        (-6, "Tue 12 Jan, 09:00, Lisbon time"),
        (300, "Sun 14 Nov 2027, 09:00, Lisbon time"),
    ],
)
def test_the_date_comes_with_the_weekday_from_six_days_off(days: int, text: str) -> None:
    assert times.moment(MONDAY + timedelta(days=days), ANA) == text


def test_a_summer_hour_is_the_readers_own() -> None:
    assert times.moment(datetime(2027, 3, 29, 8, 0, tzinfo=UTC), ANA) == "Mon 29 Mar, 09:00, Lisbon time"


def test_days_are_counted_where_the_reader_is_not_in_utc() -> None:
    auckland = Reader("Pacific/Auckland", datetime(2027, 1, 17, 20, 0, tzinfo=UTC))
    at = datetime(2027, 1, 23, 12, 0, tzinfo=UTC)
    assert times.moment(at, auckland) == "Sun 24 Jan, 01:00, Auckland time"
    assert times.day(at, auckland) == "Sun 24 Jan"
    assert times.short_day(at, auckland) == "24 Jan"


def test_an_opening_is_said_as_a_rhythm() -> None:
    assert times.weekly(WeeklySchedule(0, 9, "Europe/Lisbon")) == "every Monday at 09:00, Lisbon time"
    assert times.weekly(WeeklySchedule(6, 7, "UTC", minute=30)) == "every Sunday at 07:30, UTC"


def test_where_nudges_are_spread_they_come_after_the_hour() -> None:
    assert (
        times.weekly(WeeklySchedule(0, 9, "Europe/Lisbon"), spread=True)
        == "every Monday after 09:00, Lisbon time"
    )
    spread = replace(ANA, spread=True)
    assert times.next_line(spread) == "My next message comes Mon 25 Jan, after 09:00, Lisbon time."
    soon = replace(spread, next_message=MONDAY + timedelta(days=2))
    assert times.next_line(soon) == "My next message comes Wed after 09:00, Lisbon time."


def test_a_moment_that_the_member_chose_is_kept_to_the_minute_there_too() -> None:
    moved = replace(ANA, spread=True, what=What.MOVED, next_message=MONDAY + timedelta(days=1))
    assert times.next_line(moved) == "My next message comes Tue 09:00, Lisbon time."


def test_what_comes_next_is_said_and_silence_too() -> None:
    assert times.next_line(ANA) == "My next message comes Mon 25 Jan, 09:00, Lisbon time."
    receipt = replace(ANA, what=What.RECEIPT, next_message=MONDAY + timedelta(days=4), week=2)
    assert times.next_line(receipt) == (
        "My next message comes Fri 09:00, Lisbon time, but only if week 2 isn't done by then."
    )
    said = {times.next_line(Reader("UTC", MONDAY, silence=why)) for why in Silence}
    assert len(said) == len(Silence)


def test_what_is_due_now_names_no_hour() -> None:
    due = Reader("Europe/Lisbon", MONDAY, MONDAY)
    assert times.next_line(due) == "My next message comes in a moment."


def test_the_next_messages_are_listed_across_a_clock_change_and_after_their_hour_where_spread() -> None:
    openings = [Coming(datetime(2027, 3, 22, 9, 0, tzinfo=UTC), What.MOVED)]
    openings += [Coming(datetime(2027, 3, 29, 8, 0, tzinfo=UTC), What.OPENING)]
    reader = Reader("Europe/Lisbon", datetime(2027, 3, 16, 9, 0, tzinfo=UTC))
    assert times.coming(openings, reader) == "Mon 22 Mar 09:00, Mon 29 Mar 09:00, all Lisbon time"
    spread = replace(reader, spread=True)
    assert times.coming(openings, spread) == "Mon 22 Mar 09:00, Mon 29 Mar after 09:00, all Lisbon time"
    assert times.coming(openings[:1], reader) == "Mon 22 Mar 09:00, Lisbon time"
