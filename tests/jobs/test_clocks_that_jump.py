"""The machine's clock is set back or forward between two beats: nothing is lost, nothing comes twice."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import MovableClock
from bot.coach import skip
from bot.coach.overdue_nudges import plan_overdue_nudges
from bot.coach.weeks import open_due_weeks
from bot.store.outbox import millis
from jobs.schedule import watch_clock
from tests.jobs.conftest import Class, local
from tests.slowness import LONG


def test_heartbeats_go_on_when_the_wall_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    beat, over, began = Event(), Event(), time.time()
    scheduler = BackgroundScheduler(timezone="UTC")
    in_two_hours = datetime.now(UTC) + timedelta(hours=2)  # as the next beat is, once the clock was set back
    scheduler.add_job(beat.set, "interval", seconds=5, next_run_time=in_two_hours)
    scheduler.start()
    now = iter([began])
    monkeypatch.setattr("jobs.schedule.wall", lambda: next(now, began - 7200))
    watch = watch_clock(scheduler, over, seconds=0.01)
    assert beat.wait(LONG)
    over.set()
    watch.join(LONG)
    scheduler.shutdown()


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def jumps(group: Class, by: timedelta) -> None:
    """Also back, as only a machine's clock does."""
    group.clock = MovableClock(group.clock.now() + by)
    group.coach = replace(group.coach, clock=group.clock)


def beats(group: Class) -> int:
    plan_overdue_nudges(group.coach)
    return open_due_weeks(group.coach)


@pytest.mark.parametrize("back", [HOUR, DAY, 8 * DAY])
def test_a_clock_set_back_after_the_slot_opens_nothing_again(group: Class, back: timedelta) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 09:00")
    assert beats(group) == 1
    jumps(group, -back)
    assert beats(group) == 0
    [nudge] = group.nudges(ana)
    assert nudge.run_at == millis(local("2027-01-18 09:00"))
    jumps(group, back)
    assert beats(group) == 0
    group.at("2027-01-25 09:00")
    assert beats(group) == 1
    assert [week.began_at for week in group.weeks(ana)[1:]] == [
        local("2027-01-18 09:00"),
        local("2027-01-25 09:00"),
    ]


def test_a_clock_set_back_before_the_slot_only_waits_longer(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 08:59")
    jumps(group, -HOUR)
    group.at("2027-01-18 08:59:59")
    assert beats(group) == 0
    group.at("2027-01-18 09:00")
    assert beats(group) == 1
    assert len(group.nudges(ana)) == 1


def test_a_member_can_act_while_the_clock_stands_before_their_week(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 09:00")
    beats(group)
    jumps(group, -DAY)
    week = group.weeks(ana)[-1].id
    assert skip.skip(group.coach, ana, week).week.number == 2
    group.at("2027-01-18 09:00")
    beats(group)
    assert len(group.weeks(ana)) == 2


@pytest.mark.parametrize(
    ("forward", "runs", "late"),
    [
        pytest.param(HOUR, "2027-01-18 09:00", False, id="an hour: its slot"),
        pytest.param(6 * HOUR, "2027-01-18 14:30", True, id="six hours: as if it had been down"),
    ],
)
def test_a_clock_set_forward_over_the_slot_is_downtime(
    group: Class, forward: timedelta, runs: str, late: bool
) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 08:30")
    jumps(group, forward)
    assert [beats(group) for _ in range(2)] == [1, 0]
    [nudge] = group.nudges(ana)
    assert nudge.run_at == millis(local(runs))
    assert ("I wasn't running then" in f"{nudge.blocks}") is late


def test_a_clock_that_was_days_ahead_for_a_while_costs_the_weeks_it_skipped_and_no_more(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-13 12:00")
    jumps(group, 8 * DAY)
    assert beats(group) == 1
    jumps(group, -8 * DAY)
    for day in ("2027-01-18 09:00", "2027-01-21 12:00"):
        group.at(day)
        assert beats(group) == 0
    group.at("2027-01-25 09:00")
    assert beats(group) == 1
    assert [week.number for week in group.weeks(ana)] == [1, 2, 3]
    assert len(group.nudges(ana)) == 2
