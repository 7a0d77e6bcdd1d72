"""Slots on the member's own weekday and hour, across clock changes, in every zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import slots
from bot.domain.slots import (
    PLACES,
    Later,
    MondayToFriday,
    Pace,
    QuietHours,
    Slot,
    WeeklySchedule,
    changed_end,
    closing,
    instant,
    later_choices,
    next_opening,
    share_clock,
    week_end,
    zone_exists,
    zone_named,
)
from bot.domain.working_days import WorkingDays

LISBON, BERLIN = "Europe/Lisbon", "Europe/Berlin"
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
DAY = timedelta(days=1)


def schedule(text: str, zone: str = LISBON) -> WeeklySchedule:
    """From "Mon 09:00"."""
    day, clock = text.split()
    at = time.fromisoformat(clock)
    return WeeklySchedule(DAYS.index(day), at.hour, zone, at.minute)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str, zone: str = LISBON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def shown(at: datetime, zone: str = LISBON) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        pytest.param("2027-01-18", "09:00", LISBON, "2027-01-18 09:00", id="Lisbon in winter"),
        pytest.param("2027-07-19", "09:00", LISBON, "2027-07-19 08:00", id="Lisbon in summer"),
        pytest.param("2027-03-28", "02:30", BERLIN, "2027-03-28 01:30", id="in the gap: an hour on, 03:30"),
        pytest.param("2027-10-31", "02:30", BERLIN, "2027-10-31 00:30", id="doubled: the first of the two"),
        pytest.param(
            "2027-10-03", "02:15", "Australia/Lord_Howe", "2027-10-02 15:45", id="a gap of half an hour"
        ),
        pytest.param(
            "2027-04-04",
            "01:45",
            "Australia/Lord_Howe",
            "2027-04-03 14:45",
            id="half an hour doubled: the first",
        ),
        pytest.param(
            "2026-04-24", "00:30", "Africa/Cairo", "2026-04-23 22:30", id="a gap at midnight: 01:30"
        ),
        pytest.param("2026-10-29", "23:30", "Africa/Cairo", "2026-10-29 20:30", id="doubled before midnight"),
        pytest.param("2028-02-29", "09:00", LISBON, "2028-02-29 09:00", id="a leap day"),
        pytest.param("2027-03-14", "02:30", "America/New_York", "2027-03-14 07:30", id="New York's own day"),
        pytest.param(
            "2011-12-30", "09:00", "Pacific/Apia", "2011-12-30 19:00", id="a day that Samoa left out"
        ),
        pytest.param(
            "2027-01-18", "09:00", "Asia/Kathmandu", "2027-01-18 03:15", id="a quarter of an hour off"
        ),
    ],
)
def test_a_local_time_is_an_instant(day: str, at: str, zone: str, expected: str) -> None:
    assert instant(date.fromisoformat(day), time.fromisoformat(at), zone) == utc(expected)


def test_the_second_of_two_doubled_times_is_taken_as_the_first() -> None:
    assert instant(date(2027, 10, 31), time(2, 30, fold=1), BERLIN) == utc("2027-10-31 00:30")


@pytest.mark.parametrize(
    ("after", "own", "planned", "expected"),
    [
        pytest.param("2027-01-11 08:59", "Mon 09:00", "2027-01-11", "2027-01-11 09:00", id="a minute before"),
        pytest.param(
            "2027-01-11 09:00", "Mon 09:00", "2027-01-18", "2027-01-18 09:00", id="on it: next week's"
        ),
        pytest.param("2027-01-11 09:01", "Mon 09:00", "2027-01-18", "2027-01-18 09:00", id="a minute after"),
        pytest.param("2027-01-12 00:00", "Mon 09:00", "2027-01-18", "2027-01-18 09:00", id="the day after"),
        pytest.param(
            "2027-01-10 23:59", "Sun 23:30", "2027-01-17", "2027-01-17 23:30", id="late on a Sunday"
        ),
        pytest.param("2027-01-13 12:00", "Wed 14:30", "2027-01-13", "2027-01-13 14:30", id="with minutes"),
        pytest.param(
            "2027-03-26 12:00", "Mon 09:00", "2027-03-29", "2027-03-29 08:00", id="clocks go forward"
        ),
        pytest.param("2027-10-29 12:00", "Mon 09:00", "2027-11-01", "2027-11-01 09:00", id="clocks go back"),
        pytest.param("2028-02-22 09:00", "Tue 09:00", "2028-02-29", "2028-02-29 09:00", id="onto a leap day"),
        pytest.param("2028-02-29 09:00", "Tue 09:00", "2028-03-07", "2028-03-07 09:00", id="and on from it"),
        pytest.param(
            "2026-12-28 09:00", "Mon 09:00", "2027-01-04", "2027-01-04 09:00", id="from week 53 into week 1"
        ),
    ],
)
def test_the_next_opening(after: str, own: str, planned: str, expected: str) -> None:
    assert next_opening(utc(after), schedule(own)) == Slot(date.fromisoformat(planned), utc(expected))


def test_a_slot_carried_over_midnight_by_a_gap_keeps_its_planned_day() -> None:
    samoa = schedule("Fri 09:00", "Pacific/Apia")
    slot = next_opening(utc("2011-12-30 18:00"), samoa)
    assert slot.day == date(2011, 12, 30)
    assert shown(slot.at, samoa.zone) == "Sat 2011-12-31 09:00"
    assert next_opening(slot.at, samoa).day == date(2012, 1, 6)


@pytest.mark.parametrize(
    ("began", "own", "ends"),
    [
        pytest.param(
            "2027-01-11 10:12", "Mon 09:00", "Mon 2027-01-18 09:00", id="joined on a Monday after nine"
        ),
        pytest.param(
            "2027-01-11 08:00", "Mon 09:00", "Mon 2027-01-18 09:00", id="joined an hour before the slot"
        ),
        pytest.param("2027-01-14 09:00", "Mon 09:00", "Mon 2027-01-18 09:00", id="four days to the minute"),
        pytest.param(
            "2027-01-14 09:01", "Mon 09:00", "Mon 2027-01-25 09:00", id="a minute short of four days"
        ),
        pytest.param(
            "2027-01-15 18:00", "Mon 09:00", "Mon 2027-01-25 09:00", id="joined on a Friday: a long week"
        ),
        pytest.param("2027-01-18 09:00", "Mon 09:00", "Mon 2027-01-25 09:00", id="an ordinary week"),
        pytest.param(
            "2027-01-18 09:00", "Fri 09:00", "Fri 2027-01-22 09:00", id="moved to Friday: a short week"
        ),
        pytest.param(
            "2027-01-18 09:00", "Thu 09:00", "Thu 2027-01-28 09:00", id="moved to Thursday: a long one"
        ),
        pytest.param("2027-01-18 09:00", "Mon 08:00", "Mon 2027-01-25 08:00", id="an hour earlier"),
        pytest.param(
            "2027-01-22 09:00", "Tue 08:00", "Tue 2027-02-02 08:00", id="an hour short of four days"
        ),
        pytest.param(
            "2027-03-25 09:00", "Mon 09:00", "Mon 2027-03-29 09:00", id="95 hours with the clocks forward"
        ),
        pytest.param(
            "2027-10-28 09:00", "Mon 09:00", "Mon 2027-11-01 09:00", id="97 hours with the clocks back"
        ),
        pytest.param(
            "2027-10-28 09:30", "Mon 09:00", "Mon 2027-11-08 09:00", id="96.5 hours, but not on the wall"
        ),
    ],
)
def test_a_week_ends_at_the_first_slot_four_days_on(began: str, own: str, ends: str) -> None:
    end = week_end(local(began), schedule(own))
    assert shown(end.at) == ends
    assert end.day.isoformat() in ends


def test_the_four_days_are_counted_on_the_wall_of_the_new_zone() -> None:
    began = local("2027-01-21 09:00")
    assert week_end(began, schedule("Mon 09:00", LISBON)).day == date(2027, 1, 25)
    assert week_end(began, schedule("Mon 09:00", BERLIN)).day == date(2027, 2, 1)
    assert week_end(began, schedule("Mon 09:00", "Atlantic/Azores")).day == date(2027, 1, 25)


def test_a_change_on_saturday_does_not_end_the_week_on_the_friday_before() -> None:
    began, friday = local("2027-01-18 09:00"), schedule("Fri 09:00")
    assert week_end(began, friday, now=local("2027-01-21 09:00")).day == date(2027, 1, 22)
    assert week_end(began, friday, now=local("2027-01-22 09:00")).day == date(2027, 1, 29)
    assert week_end(began, friday, now=local("2027-01-23 12:00")).day == date(2027, 1, 29)


HONOLULU, KIRITIMATI = "Pacific/Honolulu", "Pacific/Kiritimati"
"""The same hour on two sides of the date line: Kiritimati's comes 24 hours earlier."""


@pytest.mark.parametrize(
    ("before", "after", "now", "ends"),
    [
        pytest.param(
            LISBON, BERLIN, "2027-01-25 07:59", "2027-01-25 08:00", id="eastwards, before the hour there"
        ),
        pytest.param(
            LISBON, BERLIN, "2027-01-25 08:00", "2027-01-25 08:00", id="eastwards, at the hour there: now"
        ),
        pytest.param(
            LISBON, BERLIN, "2027-01-25 08:59", "2027-01-25 08:59", id="eastwards, past the hour there: now"
        ),
        pytest.param(BERLIN, LISBON, "2027-01-25 07:59", "2027-01-25 09:00", id="westwards, an hour later"),
        pytest.param(
            HONOLULU, KIRITIMATI, "2027-01-24 18:59", "2027-01-24 19:00", id="over the date line, a day less"
        ),
        pytest.param(
            HONOLULU, KIRITIMATI, "2027-01-25 18:59", "2027-01-25 18:59", id="over it, a day late: now"
        ),
        pytest.param(
            KIRITIMATI, HONOLULU, "2027-01-24 18:59", "2027-01-25 19:00", id="back over it, a day more"
        ),
    ],
)
def test_whoever_moves_keeps_the_day_of_their_next_week(before: str, after: str, now: str, ends: str) -> None:
    old, new = schedule("Mon 09:00", before), schedule("Mon 09:00", after)
    began, end = (instant(date(2027, 1, day), old.time, before) for day in (18, 25))
    assert changed_end(began, end, old, new, utc(now)) == Slot(date(2027, 1, 25), utc(ends))


@pytest.mark.parametrize(
    ("new", "now", "ends"),
    [
        pytest.param("Mon 08:00", "2027-01-25 07:59", "Mon 2027-01-25 08:00", id="an hour earlier, in time"),
        pytest.param("Mon 08:00", "2027-01-25 08:30", "Mon 2027-01-25 08:30", id="which has passed: now"),
        pytest.param("Mon 20:00", "2027-01-25 08:30", "Mon 2027-01-25 20:00", id="in the evening"),
        pytest.param("Fri 09:00", "2027-01-21 09:00", "Fri 2027-01-22 09:00", id="another day of this week"),
        pytest.param("Fri 09:00", "2027-01-23 12:00", "Fri 2027-01-29 09:00", id="one that has passed"),
        pytest.param("Thu 09:00", "2027-01-19 12:00", "Thu 2027-01-28 09:00", id="one too soon"),
    ],
)
def test_another_hour_keeps_the_day_and_another_day_is_the_first_that_comes(
    new: str, now: str, ends: str
) -> None:
    own = schedule("Mon 09:00")
    end = changed_end(local("2027-01-18 09:00"), local("2027-01-25 09:00"), own, schedule(new), local(now))
    assert shown(end.at) == ends


PORTUGAL, SAUDI_ARABIA, ISRAEL, JAPAN = (WorkingDays(code) for code in ("PT", "SA", "IL", "JP"))


@pytest.mark.parametrize(
    ("own", "days", "now", "ends"),
    [
        pytest.param(
            "Thu 09:00",
            (PORTUGAL, JAPAN),
            "2027-02-08 12:00",
            "Fri 2027-02-12 09:00",
            id="a holiday there, so the day after it",
        ),
        pytest.param(
            "Mon 09:00",
            (SAUDI_ARABIA, JAPAN),
            "2027-07-16 12:00",
            "Tue 2027-07-20 09:00",
            id="Marine Day moves a Monday",
        ),
        pytest.param(
            "Thu 09:00",
            (JAPAN, PORTUGAL),
            "2027-02-08 12:00",
            "Thu 2027-02-11 09:00",
            id="back from a holiday, so the day that was planned",
        ),
        pytest.param(
            "Thu 09:00",
            (JAPAN, SAUDI_ARABIA),
            "2027-02-12 08:00",
            "Sun 2027-02-14 09:00",
            id="back over its hour, but today is off there: the next day that isn't",
        ),
        pytest.param(
            "Thu 09:00",
            (JAPAN, PORTUGAL),
            "2027-02-12 08:00",
            "Fri 2027-02-12 08:00",
            id="back over its hour, on a working day: now",
        ),
    ],
)
def test_another_country_moves_the_open_weeks_end_as_if_it_had_always_held(
    own: str, days: tuple[WorkingDays, WorkingDays], now: str, ends: str
) -> None:
    before, after = (replace(schedule(own), days=each) for each in days)
    start = next_opening(local(now) - 10 * DAY, before)
    end = changed_end(start.at, week_end(start.at, before).at, before, after, local(now))
    assert shown(end.at) == ends


def test_another_country_moves_the_second_opening_of_two_a_week() -> None:
    before, after = (
        replace(schedule("Tue 09:00"), pace=Pace.TWO_A_WEEK, days=days) for days in (PORTUGAL, ISRAEL)
    )
    tuesday = local("2027-01-19 09:00")
    assert shown(week_end(tuesday, before).at) == "Fri 2027-01-22 09:00"  # a day off in Israel, always
    end = changed_end(tuesday, week_end(tuesday, before).at, before, after, local("2027-01-20 12:00"))
    assert shown(end.at) == "Thu 2027-01-21 09:00"


@pytest.mark.parametrize(
    ("own", "end", "closes"),
    [
        pytest.param("Mon 09:00", "2027-01-18", "Fri 2027-01-15 14:30", id="Monday people: Friday"),
        pytest.param("Tue 09:00", "2027-01-19", "Mon 2027-01-18 14:30", id="Tuesday people: Monday"),
        pytest.param("Wed 09:00", "2027-01-20", "Tue 2027-01-19 14:30", id="Wednesday people: Tuesday"),
        pytest.param("Wed 18:00", "2027-01-20", "Tue 2027-01-19 14:30", id="in the evening too"),
        pytest.param("Sat 09:00", "2027-01-23", "Fri 2027-01-22 14:30", id="Saturday people: Friday"),
        pytest.param("Sun 09:00", "2027-01-24", "Fri 2027-01-22 14:30", id="Sunday people: Friday"),
        pytest.param("Mon 09:00", "2027-03-29", "Fri 2027-03-26 14:30", id="clocks change in between"),
    ],
)
def test_the_week_closes_on_the_last_working_day_before_the_next_slot(
    own: str, end: str, closes: str
) -> None:
    day = date.fromisoformat(end)
    slot = Slot(day, instant(day, schedule(own).time, LISBON))
    assert shown(closing(slot, schedule(own))) == closes


@pytest.mark.parametrize(
    ("now", "own", "choices"),
    [
        pytest.param(
            "2027-01-18 09:00",
            "Mon 09:00",
            ["Mon 2027-01-18 11:00", "Tue 2027-01-19 09:00", "Wed 2027-01-20 09:00"],
            id="on the nudge",
        ),
        pytest.param(
            "2027-01-20 16:20",
            "Mon 09:00",
            ["Wed 2027-01-20 18:20", "Thu 2027-01-21 09:00", "Fri 2027-01-22 09:00"],
            id="on Wednesday, Friday is left",
        ),
        pytest.param(
            "2027-01-21 09:00",
            "Mon 09:00",
            ["Thu 2027-01-21 11:00", "Fri 2027-01-22 09:00"],
            id="on Thursday, a later working day would be next week's",
        ),
        pytest.param(
            "2027-01-22 15:00",
            "Mon 09:00",
            ["Fri 2027-01-22 17:00"],
            id="on Friday, tomorrow is Saturday, and Monday is next week's",
        ),
        pytest.param(
            "2027-01-23 11:00",
            "Mon 09:00",
            [],
            id="on Saturday, nothing comes on a weekend",
        ),
        pytest.param("2027-01-24 09:00", "Mon 09:00", [], id="on Sunday neither"),
        pytest.param(
            "2027-01-18 17:30",
            "Mon 09:00",
            ["Tue 2027-01-19 09:00", "Wed 2027-01-20 09:00"],
            id="in two hours it is quiet",
        ),
        pytest.param(
            "2027-01-22 12:45",
            "Mon 09:00",
            [],
            id="the closing slot is before that",
        ),
        pytest.param(
            "2027-01-21 10:00",
            "Mon 16:00",
            ["Thu 2027-01-21 12:00"],
            id="tomorrow at four is behind the closing slot",
        ),
        pytest.param(
            "2027-01-25 06:59", "Mon 09:00", ["Mon 2027-01-25 08:59"], id="just before the next slot"
        ),
        pytest.param("2027-01-25 07:00", "Mon 09:00", [], id="two hours would be the next slot itself"),
        pytest.param(
            "2027-01-20 09:00",
            "Mon 16:00",
            ["Wed 2027-01-20 11:00", "Thu 2027-01-21 16:00"],
            id="four in the afternoon comes after the closing",
        ),
        pytest.param(
            "2027-01-20 09:00",
            "Mon 14:30",
            ["Wed 2027-01-20 11:00", "Thu 2027-01-21 14:30"],
            id="the closing slot itself is too late",
        ),
        pytest.param(
            "2027-01-21 10:00",
            "Wed 09:00",
            ["Thu 2027-01-21 12:00", "Fri 2027-01-22 09:00", "Mon 2027-01-25 09:00"],
            id="Wednesday people skip the weekend",
        ),
        pytest.param(
            "2027-01-22 15:00",
            "Wed 09:00",
            ["Fri 2027-01-22 17:00", "Mon 2027-01-25 09:00"],
            id="on Friday, the next working day is Monday",
        ),
    ],
)
def test_later_offers_only_what_is_left_of_this_week(now: str, own: str, choices: list[str]) -> None:
    this_week_ends = next_opening(local(now), schedule(own))
    offered = later_choices(local(now), this_week_ends, schedule(own))
    assert [shown(later.at) for later in offered] == choices
    tomorrow = (local(now) + DAY).date()
    for later in offered:
        day = later.at.astimezone(ZoneInfo(LISBON)).date()
        soon = later.at == local(now) + timedelta(hours=2)
        assert later.id == ("hours" if soon else "tomorrow" if day == tomorrow else "day")


def test_later_keeps_to_the_wall_clock_over_a_clock_change_and_two_hours_to_the_real_one() -> None:
    every_day = WorkingDays(weekend=frozenset())
    night = replace(schedule("Mon 09:00", BERLIN), days=every_day, quiet=QuietHours(0, 0))
    now = local("2027-03-28 01:30", BERLIN)
    offered = later_choices(now, Slot(date(2027, 4, 2), utc("2027-04-02 12:00")), night)
    assert offered == (
        Later("hours", utc("2027-03-28 02:30")),
        Later("tomorrow", utc("2027-03-29 07:00")),
        Later("day", utc("2027-03-30 07:00")),
    )


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        pytest.param("Europe/Lisbon", True, id="a city"),
        pytest.param("UTC", True, id="UTC"),
        pytest.param("Europe", False, id="a folder"),
        pytest.param("europe/lisbon", False, id="in small letters"),
        pytest.param("Mars/Olympus", False, id="another planet"),
        pytest.param("", False, id="nothing"),
        pytest.param("../etc/passwd", False, id="a path"),
        pytest.param("localtime", False, id="the machine's own zone"),
    ],
)
def test_a_zone_exists_by_its_name(name: str, exists: bool) -> None:
    assert zone_exists(name) is exists


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        pytest.param("Europe/Berlin", "Europe/Berlin", id="its name"),
        pytest.param("europe/berlin", "Europe/Berlin", id="in small letters"),
        pytest.param(" EUROPE/BERLIN ", "Europe/Berlin", id="loudly"),
        pytest.param("Berlin", "Europe/Berlin", id="its city"),
        pytest.param("new york", "America/New_York", id="a city of two words"),
        pytest.param("São Paulo", "America/Sao_Paulo", id="with its accent"),
        pytest.param("Buenos Aires", "America/Argentina/Buenos_Aires", id="in a country of many zones"),
        pytest.param("Istanbul", "Europe/Istanbul", id="on two continents"),
        pytest.param("utc", "UTC", id="UTC"),
        pytest.param("UTC-5", "Etc/GMT+5", id="so many hours behind"),
        pytest.param("UTC+0", "UTC", id="none ahead"),
        pytest.param("GMT+5", "Etc/GMT-5", id="so many hours ahead, as people write it"),
        pytest.param("utc \u221205:00", "Etc/GMT+5", id="with a minus sign and minutes"),
        pytest.param("Etc/GMT+5", "Etc/GMT+5", id="as POSIX has it"),
        pytest.param("UTC+15", None, id="where no zone is"),
        pytest.param("UTC+5:30", None, id="an offset without a zone of its own"),
        pytest.param("Central", None, id="in several countries"),
        pytest.param("Europe", None, id="a continent"),
        pytest.param("Lissabon", None, id="in another language"),
        pytest.param("localtime", None, id="the machine's own"),
        pytest.param("  ", None, id="nothing"),
    ],
)
def test_a_zone_is_meant_by_its_name_or_its_city(typed: str, zone: str | None) -> None:
    assert zone_named(typed) == zone


def test_every_zone_is_found_by_its_name_and_a_city_has_one_clock() -> None:
    assert [zone for zone in ZONES if zone_named(zone.upper()) != zone] == []
    noon = [utc(f"2027-{month:02}-15 12:00") for month in range(1, 13)]
    for zone in (zone for zone in ZONES if zone.startswith(PLACES)):
        found = zone_named(zone.rsplit("/", 1)[-1])
        assert found
        assert [at.astimezone(ZoneInfo(found)).hour for at in noon] == [
            at.astimezone(ZoneInfo(zone)).hour for at in noon
        ]


ZONES = sorted(available_timezones() - {"localtime", "Factory"})
openings = st.builds(
    WeeklySchedule,
    st.integers(0, 6),
    st.integers(0, 23),
    st.sampled_from(ZONES),
    st.sampled_from([0, 15, 30]),
)
moments = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: utc("2026-01-01 00:00") + timedelta(minutes=minutes)
)


@given(moments, openings)
def test_the_next_opening_is_the_first_after_and_at_most_a_week_off(
    after: datetime, own: WeeklySchedule
) -> None:
    slot = next_opening(after, own)
    assert slot.day.weekday() == own.weekday
    assert after < slot.at <= after + 7 * DAY + timedelta(hours=1)
    assert instant(slot.day - 7 * DAY, own.time, own.zone) <= after
    assert slot.at == instant(slot.day, own.time, own.zone)
    assert slot.at.tzinfo is UTC


@given(moments, openings)
def test_a_first_week_lasts_from_four_to_eleven_days_and_closes_within(
    began: datetime, own: WeeklySchedule
) -> None:
    end = week_end(began, own)
    wall = [at.astimezone(ZoneInfo(own.zone)).replace(tzinfo=None) for at in (began, end.at)]
    assert 4 * DAY <= wall[1] - wall[0] <= 11 * DAY + timedelta(hours=1)
    assert began < closing(end, own) < end.at


@given(moments, openings, openings)
def test_every_slot_begins_exactly_one_week_whatever_was_changed(
    began: datetime, before: WeeklySchedule, after: WeeklySchedule
) -> None:
    changed = week_end(week_end(began, before).at, after)
    following = week_end(changed.at, after)
    assert following.day - changed.day == 7 * DAY


@given(moments, openings, st.sampled_from(ZONES), st.floats(0, 0.999))
def test_moving_neither_loses_a_nudge_nor_doubles_one(
    began: datetime, own: WeeklySchedule, zone: str, share: float
) -> None:
    there = replace(own, zone=zone)
    start, end = next_opening(began, own), week_end(next_opening(began, own).at, own)
    now = start.at + share * (end.at - start.at)
    changed = changed_end(start.at, end.at, own, there, now)
    assert changed.day == end.day  # planned for the same day, so there are never two for one
    assert now <= changed.at
    assert there.takes_messages(changed.at.astimezone(ZoneInfo(zone)).date())
    assert changed.at == now or changed.at >= instant(end.day, there.time, zone)
    # From one side of the date line to the other, and then over a weekend.
    assert abs(changed.at - end.at) <= timedelta(hours=27 + 48)
    assert week_end(changed.at, there).day == end.day + 7 * DAY


@given(moments, st.floats(0, 6), openings)
def test_later_never_reaches_the_weeks_end(began: datetime, days: float, own: WeeklySchedule) -> None:
    now, end = began + days * DAY, week_end(began, own)
    offered = later_choices(now.astimezone(ZoneInfo(own.zone)), end, own)
    assert all(now < later.at < end.at and later.at.tzinfo is UTC for later in offered)
    closes = closing(end, own)
    assert now >= closes or all(later.at < closes for later in offered)
    for later in offered:
        local_at = later.at.astimezone(ZoneInfo(own.zone))
        assert own.takes_messages(local_at.date())
        assert local_at.time() == own.time or not own.quiet.holds(local_at.time())


def without_aliases() -> list[str]:
    """Return the zones, and of those that have the same rules to the byte only one."""
    root = files("tzdata.zoneinfo")
    return list({root.joinpath(*zone.split("/")).read_bytes(): zone for zone in ZONES}.values())


@pytest.mark.parametrize("clock", ["00:00", "02:30"])
def test_in_every_zone_two_years_of_weeks_have_one_slot_each(clock: str) -> None:
    for zone in without_aliases():
        own = schedule(f"Sun {clock}", zone)
        slot = next_opening(utc("2026-01-01 12:00"), own)
        for _ in range(104):
            following = next_opening(slot.at, own)
            assert following.day - slot.day == 7 * DAY
            slot = following


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Asia/Kolkata", "Asia/Calcutta", True, id="an old name"),
        pytest.param("Europe/Kyiv", "Europe/Kiev", True, id="a respelt name"),
        pytest.param("America/Argentina/Buenos_Aires", "America/Buenos_Aires", True, id="a moved name"),
        pytest.param("Europe/Berlin", "Europe/Paris", True, id="two cities with one clock"),
        pytest.param("Europe/Lisbon", "Africa/Casablanca", False, id="the same hour in winter only"),
        pytest.param("Australia/Brisbane", "Australia/Sydney", False, id="no daylight saving"),
        pytest.param("Europe/Berlin", "Asia/Tokyo", False, id="another hour"),
    ],
)
def test_zones_share_a_clock_when_it_shows_the_same_every_day(one: str, other: str, same: bool) -> None:
    assert share_clock(one, other, date(2027, 1, 11)) is same
    assert share_clock(other, one, date(2027, 1, 11)) is same


class Holidays(MondayToFriday):
    """Monday to Friday, except these days."""

    def __init__(self, *days: str) -> None:
        self.off = {date.fromisoformat(day) for day in days}

    def works(self, day: date) -> bool:
        return super().works(day) and day not in self.off


EASTER = Holidays("2027-03-26", "2027-03-29")


def following(own: WeeklySchedule, after: str, number: int) -> list[tuple[str, str]]:
    """The weeks that follow an opening: planned day, and local time."""
    began, found = local(after), []
    for _ in range(number):
        slot = week_end(began, own)
        assert slots.planned_day(slot.at, own) == slot.day
        began = slot.at
        found.append((f"{slot.day:%a %d}", f"{slot.at.astimezone(ZoneInfo(own.zone)):%a %d %b %H:%M}"))
    return found


def test_pace_and_holidays_decide_when_the_next_week_opens() -> None:
    monday, saturday = schedule("Mon 09:00", LISBON), schedule("Sat 10:00", LISBON)
    assert following(replace(monday, days=EASTER), "2027-03-22 09:00", 2) == [
        ("Mon 29", "Tue 30 Mar 09:00"),
        ("Mon 05", "Mon 05 Apr 09:00"),
    ]
    assert following(replace(saturday, days=EASTER), "2027-03-20 10:00", 1) == [
        ("Sat 27", "Sat 27 Mar 10:00")
    ]
    fortnight = replace(monday, pace=Pace.EVERY_SECOND_WEEK)
    assert [day for day, _ in following(fortnight, "2027-01-11 09:00", 2)] == ["Mon 25", "Mon 08"]
    twice = [replace(schedule(own, LISBON), pace=Pace.TWO_A_WEEK) for own in ("Mon 09:00", "Wed 09:00")]
    assert [day for day, _ in following(twice[0], "2027-01-11 09:00", 3)] == ["Thu 14", "Mon 18", "Thu 21"]
    assert [day for day, _ in following(twice[1], "2027-01-13 09:00", 3)] == ["Fri 15", "Wed 20", "Fri 22"]
    assert following(replace(twice[0], days=EASTER), "2027-03-22 09:00", 3) == [
        ("Thu 25", "Thu 25 Mar 09:00"),
        ("Mon 29", "Tue 30 Mar 09:00"),
        ("Thu 01", "Thu 01 Apr 09:00"),
    ]


def test_the_closing_slot_is_on_the_working_day_before_and_outside_quiet_hours() -> None:
    own = replace(schedule("Mon 09:00", LISBON), days=EASTER)
    end = week_end(local("2027-03-22 09:00"), own)
    cases = {(19, 8): "Thu 14:30", (13, 8): "Thu 12:00", (0, 15): "Thu 15:00", (14, 14): "Thu 14:30"}
    for (begins, ends), at in cases.items():
        closes = closing(end, replace(own, quiet=QuietHours(begins, ends)))
        assert f"{closes.astimezone(ZoneInfo(LISBON)):%a %H:%M}" == at, (begins, ends)


@pytest.mark.parametrize(
    ("own", "country", "ends", "closes"),
    [
        pytest.param("Mon 09:00", PORTUGAL, "2027-03-29", "Thu 2027-03-25 14:30", id="Good Friday"),
        pytest.param("Sun 09:00", SAUDI_ARABIA, "2027-01-17", "Thu 2027-01-14 14:30", id="Riyadh's weekend"),
        pytest.param("Sun 09:00", ISRAEL, "2027-01-17", "Thu 2027-01-14 14:30", id="Israel's weekend"),
        pytest.param(
            "Mon 09:00", WorkingDays("IR"), "2027-01-18", "Sun 2027-01-17 14:30", id="Tehran: Sunday"
        ),
        pytest.param(
            "Sat 09:00", WorkingDays("IR"), "2027-01-16", "Thu 2027-01-14 14:30", id="Tehran: Thursday"
        ),
        pytest.param(
            "Mon 09:00", WorkingDays("BN"), "2027-01-18", "Sat 2027-01-16 14:30", id="Brunei: Saturday"
        ),
        pytest.param("Thu 09:00", JAPAN, "2027-05-06", "Fri 2027-04-30 14:30", id="Japan's Golden Week"),
    ],
)
def test_no_week_closes_on_a_day_off(own: str, country: WorkingDays, ends: str, closes: str) -> None:
    theirs = replace(schedule(own), days=country)
    end = Slot(date.fromisoformat(ends), instant(date.fromisoformat(ends), theirs.time, LISBON))
    assert shown(closing(end, theirs)) == closes
