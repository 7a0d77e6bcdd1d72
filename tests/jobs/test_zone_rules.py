"""A country changes its clocks, and the coach is started with the newer tzdata: nine stays nine."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.coach import leave
from bot.coach.weeks import open_due_weeks
from bot.coach.zone_rules import follow_zone_rules
from bot.store.outbox import millis
from bot.store.tables import Member
from tests.jobs.conftest import LISBON, NEW_YORK, Class, local

RELEASE, OLDER = "2027a", "2026f"


@contextmanager
def lisbon_has_the_clock_of(zone: str, folder: Path) -> Iterator[None]:
    """As if a newer tzdata had been installed."""
    rules = files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
    (folder / "Europe").mkdir()
    (folder / LISBON).write_bytes(rules)
    zoneinfo.reset_tzpath([folder])
    ZoneInfo.clear_cache()
    try:
        yield
    finally:
        zoneinfo.reset_tzpath()
        ZoneInfo.clear_cache()


@pytest.mark.parametrize(
    ("like", "slot"),
    [
        pytest.param("Atlantic/Azores", "2027-01-18T10:00+00:00", id="an hour later"),
        pytest.param("Europe/Berlin", "2027-01-18T08:00+00:00", id="an hour earlier"),
        pytest.param("Pacific/Apia", "2027-01-17T20:00+00:00", id="over the date line"),
    ],
)
def test_a_week_ends_at_the_members_own_hour_by_the_new_rules(
    group: Class, tmp_path: Path, like: str, slot: str
) -> None:
    ana, li, joe = group.joins("U0ANA"), group.joins("U0LI"), group.joins("U0JOE", NEW_YORK)
    new = datetime.fromisoformat(slot)
    group.at("2027-01-17 12:00")
    with lisbon_has_the_clock_of(like, tmp_path):
        assert [follow_zone_rules(group.coach, RELEASE) for _ in range(2)] == [2, 0]
        for caller in (ana, li):
            assert group.member(caller).next_due_at == millis(new)
            assert group.weeks(caller)[-1].ends_at == new
        assert group.weeks(joe)[-1].ends_at == local("2027-01-18 09:00", NEW_YORK)
        group.clock.move_to(new - timedelta(seconds=1))
        assert open_due_weeks(group.coach) == 0
        group.clock.move_to(new)
        assert open_due_weeks(group.coach) == 2
        assert [nudge.run_at for nudge in group.nudges(ana)] == [millis(new)]
        assert group.weeks(ana)[-1].ends_at == new + timedelta(weeks=1)


def test_replicas_with_different_rules_dont_move_a_plan_back_and_forth(group: Class, tmp_path: Path) -> None:
    ana = group.joins("U0ANA")
    with lisbon_has_the_clock_of("Europe/Berlin", tmp_path):
        assert follow_zone_rules(group.coach, RELEASE) == 1
    planned = group.member(ana).next_due_at
    assert follow_zone_rules(group.coach, OLDER) == 0
    assert group.member(ana).next_due_at == planned


def test_an_hour_that_has_passed_by_the_new_rules_opens_the_week_at_once(
    group: Class, tmp_path: Path
) -> None:
    ana = group.joins("U0ANA")
    group.clock.move_to(datetime(2027, 1, 18, 8, 30, tzinfo=UTC))
    with lisbon_has_the_clock_of("Europe/Berlin", tmp_path):
        assert follow_zone_rules(group.coach, RELEASE) == 1
        assert open_due_weeks(group.coach) == 1
    [nudge] = group.nudges(ana)
    assert nudge.run_at == millis(datetime(2027, 1, 18, 8, tzinfo=UTC))


def test_with_the_same_rules_nothing_moves_over_a_clock_change_and_a_changed_day(group: Class) -> None:
    group.at("2027-03-22 10:00")
    group.joins("U0ANA")
    group.joins("U0LI", NEW_YORK, weekday=6, hour=1)
    group.joins("U0EVE", "Africa/Cairo", weekday=4, hour=0)
    leave.leave(group.coach, group.joins("U0GONE"))
    assert follow_zone_rules(group.coach, RELEASE) == 0


def test_who_was_put_off_for_a_fault_of_ours_is_still_tried_within_the_hour(
    group: Class, tmp_path: Path
) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 09:10")
    tried_again = millis(local("2027-01-18 10:10"))
    with group.database.write() as session:
        session.exec(select(Member)).one().next_due_at = tried_again
    with lisbon_has_the_clock_of("Pacific/Apia", tmp_path):
        assert follow_zone_rules(group.coach, RELEASE) == 0
    assert group.member(ana).next_due_at == tried_again
