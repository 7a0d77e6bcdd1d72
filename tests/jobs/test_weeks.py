"""Weeks open at their slot: through summer time, downtime, silence and crowds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import select
from structlog.testing import capture_logs

from bot.coach import due, leave, mute, weeks
from bot.coach.weeks import open_due_weeks
from bot.store.outbox import millis
from bot.store.tables import Message, Week
from tests.delivery.test_crashes import away
from tests.jobs.conftest import LISBON, NEW_YORK, Class, local
from tests.slowness import LONG


def test_a_week_opens_at_its_slot_and_not_a_second_before(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 08:59:59")
    assert open_due_weeks(group.coach) == 0
    group.at("2027-01-18 09:00")
    assert open_due_weeks(group.coach) == 1
    first, second = group.weeks(ana)
    assert second.began_at == first.ends_at == local("2027-01-18 09:00")
    assert second.ends_at == local("2027-01-25 09:00")
    [nudge] = group.nudges(ana)
    assert nudge.run_at == millis(local("2027-01-18 09:00"))
    assert nudge.expires_at == millis(local("2027-01-22 14:30"))
    assert nudge.key == "T1:nudge:U0ANA:2027-01-18:2"


def test_an_opened_week_wakes_the_sender(group: Class) -> None:
    woken: list[bool] = []
    group.joins("U0ANA")
    group.coach = replace(group.coach, wake=lambda: woken.append(True))
    open_due_weeks(group.coach)
    assert woken == []
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    assert woken == [True]


def test_opening_twice_at_the_same_moment_opens_once(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 09:00")
    assert [open_due_weeks(group.coach) for _ in range(2)] == [1, 0]
    assert (len(group.weeks(ana)), len(group.nudges(ana))) == (2, 1)


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        # The clocks go on in Lisbon on Sun 28 Mar 2027, in New York on Sun 14 Mar.
        (LISBON, "2027-03-22T09:00+00:00", "2027-03-29T08:00+00:00"),
        (NEW_YORK, "2027-03-08T14:00+00:00", "2027-03-15T13:00+00:00"),
        # And back, on 31 Oct and 7 Nov.
        (LISBON, "2027-10-25T08:00+00:00", "2027-11-01T09:00+00:00"),
        (NEW_YORK, "2027-11-01T13:00+00:00", "2027-11-08T14:00+00:00"),
    ],
)
def test_nine_oclock_stays_nine_oclock_when_the_clocks_change(
    group: Class, zone: str, before: str, after: str
) -> None:
    schedule, next_opening = datetime.fromisoformat(before), datetime.fromisoformat(after)
    group.clock.move_to(schedule - timedelta(days=6))
    ana = group.joins("U0ANA", zone)
    group.clock.move_to(schedule)
    assert open_due_weeks(group.coach) == 1
    group.clock.move_to(next_opening - timedelta(seconds=1))
    assert open_due_weeks(group.coach) == 0
    group.clock.move_to(next_opening)
    assert open_due_weeks(group.coach) == 1
    assert [week.began_at for week in group.weeks(ana)[1:]] == [schedule, next_opening]
    assert [nudge.run_at for nudge in group.nudges(ana)] == [millis(schedule), millis(next_opening)]


def test_an_hour_that_the_clocks_skip_moves_on_and_comes_back_the_week_after(group: Class) -> None:
    group.at("2027-03-22 10:00")
    ana = group.joins("U0ANA", weekday=6, hour=1)  # Sundays at 01:00, which 28 March hasn't got
    group.at("2027-04-05 00:00")
    open_due_weeks(group.coach)
    assert [week.began_at.astimezone(UTC) for week in group.weeks(ana)[1:]] == [
        datetime(2027, 3, 28, 1, tzinfo=UTC),
        datetime(2027, 4, 4, 0, tzinfo=UTC),
    ]


def test_after_an_hour_of_downtime_the_message_says_nothing_of_it(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 10:00")
    open_due_weeks(group.coach)
    [nudge] = group.nudges(ana)
    assert "I wasn't running then" not in f"{nudge.blocks}"


def test_after_a_day_of_downtime_the_message_comes_and_says_that_it_is_late(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-19 09:00")
    open_due_weeks(group.coach)
    [nudge] = group.nudges(ana)
    assert nudge.run_at == millis(local("2027-01-19 09:00"))
    assert "I wasn't running then, so it comes late." in f"{nudge.blocks}"
    assert [week.excuse for week in group.weeks(ana)] == [None, None]


@pytest.mark.parametrize("slept", [3, 13])
def test_after_weeks_of_downtime_there_is_one_message_and_what_was_slept_through_doesnt_count(
    group: Class, slept: int
) -> None:
    ana = group.joins("U0ANA")
    group.clock.move_to(local("2027-01-19 11:00") + timedelta(weeks=slept - 1, hours=-1))
    assert open_due_weeks(group.coach) == 1
    opened = group.weeks(ana)
    assert [week.excuse for week in opened] == [None, *["slept_through"] * (slept - 1), None]
    assert [week.number for week in opened] == list(range(1, slept + 2))
    [nudge] = group.nudges(ana)
    assert nudge.week_id == opened[-1].id
    assert "I wasn't running then, so it comes late." in f"{nudge.blocks}"
    assert group.member(ana).next_due_at == millis(opened[-1].ends_at)


@pytest.mark.parametrize(("back", "messages"), [("2027-01-22 14:29", 1), ("2027-01-22 14:30", 0)])
def test_from_the_closing_slot_on_a_week_opens_without_a_message(
    group: Class, back: str, messages: int
) -> None:
    ana = group.joins("U0ANA")
    group.at(back)
    open_due_weeks(group.coach)
    assert (len(group.weeks(ana)), len(group.nudges(ana))) == (2, messages)


def test_a_muted_members_week_opens_in_silence(group: Class) -> None:
    ana = group.joins("U0ANA")
    mute.mute(group.coach, ana)
    group.at("2027-01-18 09:00")
    assert open_due_weeks(group.coach) == 1
    assert (len(group.weeks(ana)), group.nudges(ana)) == (2, [])


def test_who_left_has_no_more_weeks(group: Class) -> None:
    ana = group.joins("U0ANA")
    leave.leave(group.coach, ana)
    group.at("2027-02-18 09:00")
    assert open_due_weeks(group.coach) == 0
    assert len(group.weeks(ana)) == 1


def test_a_crowd_is_served_batch_by_batch(group: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "BATCH", 3)
    people = [group.joins(f"U{number}") for number in range(8)]
    group.at("2027-01-18 09:00")
    assert open_due_weeks(group.coach) == 8
    assert [len(group.nudges(caller)) for caller in people] == [1] * 8


def test_being_stopped_leaves_the_rest_for_the_next_time(
    group: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "BATCH", 1)
    for number in range(3):
        group.joins(f"U{number}")
    group.at("2027-01-18 09:00")
    answers = iter([False, True])
    assert open_due_weeks(group.coach, stopping=lambda: next(answers)) == 1
    assert open_due_weeks(group.coach) == 2


SMALL = 15
"""Statements that a batch of weeks takes, however many members are in it."""


@contextmanager
def counted(group: Class) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*details: object) -> None:
        statements.append(str(details[2]))

    event.listen(group.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(group.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("slept", [1, 3])
def test_twenty_one_members_take_as_many_statements_as_one(group: Class, slept: int) -> None:
    group.joins("U0ANA")
    monday = local("2027-01-11 09:00")
    group.sends()
    group.clock.move_to(monday + timedelta(weeks=slept))
    with counted(group) as for_one:
        assert open_due_weeks(group.coach) == 1
    for number in range(20):
        group.joins(f"U{number}")
    group.sends()
    group.clock.move_to(monday + timedelta(weeks=2 * slept))
    with counted(group) as for_many:
        assert open_due_weeks(group.coach) == 21
    assert len(for_many) == len(for_one) <= SMALL


def test_two_that_tick_at_once_open_each_week_once(group: Class, database_url: str) -> None:
    people = [group.joins(f"U{number}") for number in range(10)]
    group.at("2027-01-18 09:00")
    other = Class(database_url)
    other.at("2027-01-18 09:00")
    barrier, opened = Barrier(2), []

    def tick(one: Class) -> None:
        barrier.wait()
        opened.append(open_due_weeks(one.coach))

    threads = [Thread(target=tick, args=[one]) for one in (group, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    other.database.close()
    assert sum(opened) + open_due_weeks(group.coach) == 10
    assert [(len(group.weeks(caller)), len(group.nudges(caller))) for caller in people] == [(2, 1)] * 10


def test_one_members_trouble_stays_theirs_and_is_tried_again_in_an_hour(group: Class) -> None:
    ana, li = group.joins("U0ANA"), group.joins("U0LI")
    with group.database.write() as session:
        broken = session.exec(select(Week).where(Week.member_id == group.member(ana).id)).one()
        broken.assignment_id = "no-longer-in-the-playbook"
    group.at("2027-01-18 09:00")
    with capture_logs() as logs:
        assert open_due_weeks(group.coach) == 1
        assert open_due_weeks(group.coach) == 0
    assert [(line["action"], line.get("member")) for line in logs] == [
        ("weeks.batch_failed", None),
        ("weeks.failed", group.member(ana).id),
    ]
    assert (len(group.weeks(ana)), len(group.weeks(li))) == (1, 2)
    with group.database.write() as session:
        session.get_one(Week, broken.id).assignment_id = group.weeks(li)[0].assignment_id
    group.at("2027-01-18 10:00")
    assert open_due_weeks(group.coach) == 1
    assert [week.began_at for week in group.weeks(ana)][1:] == [local("2027-01-18 09:00")]


def test_one_members_trouble_keeps_nobody_waiting_in_the_next_batches(
    group: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "BATCH", 2)
    first, *_ = [group.joins(f"U{number}") for number in range(6)]
    with group.database.write() as session:
        broken = session.exec(select(Week).where(Week.member_id == group.member(first).id)).one()
        broken.assignment_id = "no-longer-in-the-playbook"
    group.at("2027-01-18 09:00")
    assert open_due_weeks(group.coach) == 5


def test_a_database_that_is_away_is_nobodys_trouble_in_particular(
    group: Class, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weeks, "LONG_LOCK_TIMEOUT", 0.05)
    ana = group.joins("U0ANA")
    group.at("2027-01-18 09:00")
    with (
        away(group.database, lambda: request.getfixturevalue("postgres")),
        pytest.raises(OperationalError),
    ):
        open_due_weeks(group.coach)
    assert open_due_weeks(group.coach) == 1
    assert len(group.nudges(ana)) == 1


def test_the_message_of_a_week_that_ended_empty_stays_open_for_late_work(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    with group.database.read() as session:
        changed = session.exec(select(Message).where(Message.method == "update")).one()
    assert changed.week_id == group.weeks(ana)[0].id


def test_nobodys_home_is_drawn_when_weeks_open_for_it_is_when_they_look(group: Class) -> None:
    group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    with group.database.read() as session:
        planned = session.exec(select(Message.method, Message.kind).where(Message.state == "planned")).all()
    assert sorted(planned) == [("post", "comeback"), ("update", "nudge")]
