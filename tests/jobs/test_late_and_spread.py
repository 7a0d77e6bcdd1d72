"""A nudge keeps its slot; where it can't, it comes by day; where many wait for the same hour, after it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from bot.coach import hand_in, join, later, settings, skip, swap
from bot.coach.coach import Caller
from bot.coach.join import Joining
from bot.coach.overdue_nudges import plan_overdue_nudges
from bot.coach.settings import Preferences
from bot.coach.weeks import open_due_weeks
from bot.domain import spread
from bot.domain.slots import QuietHours
from bot.store import outbox
from bot.store.outbox import millis
from bot.store.tables import Message, WorkspaceQueue
from tests.jobs.conftest import LISBON, NEW_YORK, OPENINGS, Class, local

AUCKLAND = "Pacific/Auckland"
LATE = "I wasn't running then, so it comes late."


def waiting(group: Class, caller: Caller) -> list[Message]:
    """The weekly messages that still wait, in their order."""
    with group.database.read() as session:
        mine = select(Message).where(
            Message.channel == caller.user,
            col(Message.kind).in_(OPENINGS),
            Message.method == "post",
        )
        return list(session.exec(mine.where(Message.state == "planned").order_by(col(Message.id))))


def test_a_slow_beat_doesnt_move_the_nudge(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 09:47")
    open_due_weeks(group.coach)
    [nudge] = group.nudges(ana)
    assert (nudge.run_at, nudge.priority) == (millis(local("2027-01-18 09:00")), outbox.PLANNED)
    assert LATE not in f"{nudge.blocks}"


@pytest.mark.parametrize(
    ("back", "goes"),
    [
        pytest.param("2027-01-18 15:00", "2027-01-18 15:00", id="six hours late"),
        pytest.param("2027-01-18 23:00", "2027-01-19 08:00", id="in the night: in the morning"),
        pytest.param("2027-01-21 20:00", "2027-01-22 08:00", id="the last evening"),
    ],
)
def test_a_late_nudge_comes_by_day_behind_the_others_and_says_so(group: Class, back: str, goes: str) -> None:
    ana = group.joins("U0ANA")
    group.at(back)
    open_due_weeks(group.coach)
    [nudge] = group.nudges(ana)
    assert (nudge.run_at, nudge.priority) == (millis(local(goes)), outbox.LATE)
    assert f"This was due Mon 09:00, Lisbon time. {LATE}" in f"{nudge.blocks}"
    assert nudge.expires_at == millis(local("2027-01-22 14:30"))


def test_weeks_of_downtime_blame_nobody(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-02-09 21:00")
    open_due_weeks(group.coach)
    [nudge] = group.nudges(ana)
    assert nudge.run_at == millis(local("2027-02-10 08:00"))
    assert nudge.text.startswith("This week: ")
    said = f"{nudge.text}{nudge.blocks}".lower()
    assert [word for word in ("missed", "still", "behind", "overdue", "weeks ago") if word in said] == []
    assert [week.excuse for week in group.weeks(ana)] == [None, *["slept_through"] * 3, None]


# What was planned in time, and not sent.


def test_what_was_left_unsent_for_a_night_comes_in_the_morning_once_and_says_so(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    group.at("2027-01-18 10:00")
    assert plan_overdue_nudges(group.coach) == 0
    group.at("2027-01-19 02:00")
    assert [plan_overdue_nudges(group.coach) for _ in range(2)] == [1, 0]
    [nudge] = waiting(group, ana)
    assert (nudge.run_at, nudge.priority) == (millis(local("2027-01-19 08:00")), outbox.LATE)
    assert f"This was due Mon 09:00, Lisbon time. {LATE}" in f"{nudge.blocks}"


def test_what_waits_into_the_evening_is_put_off_again(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    for hour in ("16:30", "17:40", "18:45"):
        group.at(f"2027-01-18 {hour}")
        plan_overdue_nudges(group.coach)
    [nudge] = waiting(group, ana)
    assert nudge.run_at == millis(local("2027-01-19 08:00"))


@pytest.mark.parametrize(
    ("new", "goes", "expires"),
    [
        pytest.param({"zone": NEW_YORK}, "19 08:00", "22 14:30", id="the morning of the new zone"),
        pytest.param({"zone": AUCKLAND}, "19 14:30", "22 14:30", id="at once where it is day"),
        pytest.param({"quiet": QuietHours(19, 11)}, "19 11:00", "22 14:30", id="after quiet hours"),
        pytest.param({"weekend": "12"}, "21 08:00", "24 14:30", id="after days off"),
        pytest.param({"weekday": 1}, "19 08:00", "25 14:30", id="until the week closes now"),
    ],
)
def test_what_waits_for_the_morning_follows_new_settings(
    group: Class, new: dict[str, Any], goes: str, expires: str
) -> None:
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-19 01:30")
    open_due_weeks(group.coach)
    [nudge] = waiting(group, ana)
    assert nudge.run_at == millis(local("2027-01-19 08:00"))
    with group.database.write() as session:
        session.exec(update(WorkspaceQueue).values(due_at=nudge.run_at))
    wanted = replace(Preferences(0, 9, LISBON, date(2027, 1, 1), None), **new)
    settings.change(group.coach, ana, wanted)
    [nudge] = waiting(group, ana)
    assert nudge.run_at == millis(local(f"2027-01-{goes}", wanted.zone))
    assert nudge.expires_at == millis(local(f"2027-01-{expires}", wanted.zone))
    assert LATE in f"{nudge.blocks}"
    with group.database.read() as session:
        assert (session.exec(select(WorkspaceQueue.due_at)).one() or 0) <= nudge.run_at


def test_what_a_sender_has_taken_keeps_its_time(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-19 08:30")
    open_due_weeks(group.coach)
    [nudge] = waiting(group, ana)
    with group.database.write() as session:
        session.exec(update(Message).where(col(Message.id) == nudge.id).values(state="sending"))
    settings.change(group.coach, ana, Preferences(0, 9, NEW_YORK, date(2027, 1, 1), None))
    assert [message.run_at for message in group.nudges(ana)] == [nudge.run_at]


def test_what_can_wait_no_longer_expires(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    with group.database.write() as session:
        thursday = millis(local("2027-01-21 18:00"))
        session.exec(update(Message).where(col(Message.state) == "planned").values(expires_at=thursday))
    group.at("2027-01-20 18:30")
    assert plan_overdue_nudges(group.coach) == 1
    [nudge] = waiting(group, ana)
    assert nudge.run_at == millis(local("2027-01-21 08:00"))
    group.at("2027-01-21 17:59:30")
    plan_overdue_nudges(group.coach)
    [nudge] = waiting(group, ana)
    assert nudge.run_at == millis(local("2027-01-21 17:59:30"))


def test_what_was_done_meanwhile_is_not_asked_for_in_the_morning(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    form = hand_in.form_for_week(group.coach, ana)
    fields = {form.kind.compulsory.id: "She calls the bank."}
    hand_in.hand_in(group.coach, ana, week_id=None, kind=form.kind.id, fields=fields)
    group.at("2027-01-18 22:00")
    assert plan_overdue_nudges(group.coach) == 1
    [nudge] = waiting(group, ana)
    assert nudge.expires_at == millis(local("2027-01-18 22:00"))


def test_a_copy_that_was_moved_and_comes_late_names_its_own_hour(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    group.sends()
    later.later(group.coach, ana, group.weeks(ana)[-1].id, "tomorrow")
    group.at("2027-01-19 18:20")
    plan_overdue_nudges(group.coach)
    [copy] = waiting(group, ana)
    assert copy.run_at == millis(local("2027-01-20 08:00"))
    assert f"This was due Tue 09:00, Lisbon time. {LATE}" in f"{copy.blocks}"


def test_an_answer_goes_out_whenever_it_can(group: Class) -> None:
    group.joins("U0ANA")
    group.at("2027-01-12 03:00")
    plan_overdue_nudges(group.coach)
    with group.database.read() as session:
        welcome = session.exec(select(Message).where(Message.kind == "welcome")).one()
    assert (welcome.run_at, welcome.priority) == (millis(local("2027-01-11 10:12")), outbox.ACT)


def test_a_crowd_of_late_ones_is_planned_batch_by_batch(
    group: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.coach.overdue_nudges.BATCH", 3)
    people = [group.joins(f"U{number}") for number in range(8)]
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    group.at("2027-01-18 22:00")
    assert plan_overdue_nudges(group.coach) == 8
    morning = millis(local("2027-01-19 08:00"))
    assert [nudge.run_at for caller in people for nudge in waiting(group, caller)] == [morning] * 8


# A large workspace.


def test_in_a_large_workspace_each_nudge_has_a_moment_of_its_own_after_the_hour(group: Class) -> None:
    group.workspace_size(300)
    people = [group.joins(f"U{number}") for number in range(5)]
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    nine = local("2027-01-18 09:00")
    delays = [spread.delay("T1", caller.user, 305) for caller in people]
    assert len(set(delays)) == 5
    assert all(timedelta() < delay < timedelta(minutes=30) for delay in delays)
    planned = [nudge for caller in people for nudge in group.nudges(caller)]
    assert [nudge.run_at for nudge in planned] == [millis(nine + delay) for delay in delays]
    assert [week.began_at for caller in people for week in group.weeks(caller)[1:]] == [nine] * 5


def test_one_member_less_and_the_hour_is_kept(group: Class) -> None:
    group.workspace_size(299)
    ana = group.joins("U0ANA")
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    assert [nudge.run_at for nudge in group.nudges(ana)] == [millis(local("2027-01-18 09:00"))]


def test_after_downtime_a_large_workspace_is_spread_too(group: Class) -> None:
    group.workspace_size(300)
    people = [group.joins(f"U{number}") for number in range(5)]
    group.at("2027-01-19 11:00")
    open_due_weeks(group.coach)
    delays = [spread.delay("T1", caller.user, 305) for caller in people]
    assert [nudge.run_at for caller in people for nudge in group.nudges(caller)] == [
        millis(local("2027-01-19 11:00") + delay) for delay in delays
    ]


def test_what_a_member_asks_for_is_never_spread(group: Class) -> None:
    group.workspace_size(300)
    ana = Caller("T1", "U0ANA")
    join.join(group.coach, ana, Joining("Europe/Lisbon", 0, 9))
    [first] = waiting(group, ana)
    assert first.run_at == millis(group.clock.now())


@pytest.mark.parametrize("act", ["hand in", "skip", "move"])
def test_a_nudge_that_waits_for_its_moment_isnt_sent_after_the_act_it_asks_for(
    group: Class, act: str
) -> None:
    group.workspace_size(300)
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    week = group.weeks(ana)[-1]
    if act == "skip":
        skip.skip(group.coach, ana, week.id)
    elif act == "move":
        later.later(group.coach, ana, week.id, "tomorrow")
    else:
        form = hand_in.form_for_week(group.coach, ana)
        fields = {form.kind.compulsory.id: "She calls the bank."}
        hand_in.hand_in(group.coach, ana, week_id=None, kind=form.kind.id, fields=fields)
    moved_to = [millis(local("2027-01-19 09:00"))] if act == "move" else []
    assert [message.run_at for message in waiting(group, ana)] == moved_to


def test_who_asks_for_a_message_that_was_called_off_gets_it(group: Class) -> None:
    group.workspace_size(300)
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    skip.skip(group.coach, ana, group.weeks(ana)[-1].id)
    assert waiting(group, ana) == []
    join.start_now(group.coach, ana)
    join.start_now(group.coach, ana)
    assert [message.run_at for message in waiting(group, ana)] == [millis(local("2027-01-18 09:00"))]


def test_a_swap_before_that_moment_changes_what_comes(group: Class) -> None:
    group.workspace_size(300)
    ana = group.joins("U0ANA")
    group.sends()
    group.at("2027-01-18 09:00")
    open_due_weeks(group.coach)
    week, offered, _ = swap.alternatives(group.coach, ana)
    swap.swap(group.coach, ana, week.id, offered[0].assignment.id)
    [nudge] = waiting(group, ana)
    assert nudge.run_at == millis(local("2027-01-18 09:00") + spread.delay("T1", "U0ANA", 301))
    assert offered[0].assignment.title in nudge.text
