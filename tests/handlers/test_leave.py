"""Leaving, the silence after it, and picking up where one was."""

from datetime import timedelta

import pytest

from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import clicks_twice, progress_of
from tests.world import World


def leaves(person: Person) -> None:
    person.types("/pm-progress leave")
    person.clicks(ids.LEAVE_CONFIRM)


def test_leaving_asks_once_and_says_what_stays(world: World, ana: Person) -> None:
    world.hands_in(ana)
    ana.types("/pm-progress leave")
    assert "Your one week and one piece of evidence stay as they are." in ana.last("#general").visible
    ana.clicks(ids.LEAVE_CONFIRM)
    [answer] = ana.messages("#general")
    assert answer.visible.startswith("You have left, and I send no more messages.")


def test_staying_changes_nothing(world: World, ana: Person) -> None:
    ana.types("/pm-progress leave")
    ana.clicks(ids.LEAVE_CANCEL)
    assert ana.last("#general").visible == "Nothing changed. You are in the programme."
    assert not progress_of(world, ana).left


def test_nothing_comes_while_somebody_is_gone(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    world.settle()
    leaves(ana)
    world.walk_to("2027-03-01 12:00")
    assert len(ana.messages("DM")) == 2


@pytest.mark.parametrize("act", [ids.ASSIGNMENT_DONE, ids.ASSIGNMENT_SWAP])
def test_an_old_button_says_that_one_has_left(world: World, ana: Person, act: str) -> None:
    leaves(ana)
    ana.clicks(act, in_="DM")
    answer = ana.last("DM")
    assert answer.ephemeral_for == ana.id
    assert answer.visible.startswith("You have left. Your place in the programme stays as it is.")
    assert ana.modal is None


def test_what_was_handed_in_can_be_read_after_leaving(world: World, ana: Person) -> None:
    world.hands_in(ana, "She calls.")
    leaves(ana)
    ana.types("/pm-progress evidence")
    ana.clicks(ids.EVIDENCE_SEE)
    assert "She calls." in ana.sees("modal")
    ana.clicks(ids.EVIDENCE_REVISE)
    assert "You have left." in ana.sees("modal")


def test_picking_up_in_the_same_week_goes_on_in_it(world: World, ana: Person) -> None:
    leaves(ana)
    world.walk_to("2027-01-13 12:00")
    ana.types("/pm-progress")
    assert ana.last("#general").visible.startswith("You have left.")
    ana.clicks(ids.JOIN_AGAIN)
    world.settle()
    assert ana.last("#general").visible.startswith("Month 1, week 1")
    world.walk_to("2027-01-18 09:00")
    assert progress_of(world, ana).week.number == 2
    assert len(ana.messages("DM")) == 3


def test_after_months_the_month_stands_and_the_assignment_is_the_same(world: World, ana: Person) -> None:
    world.hands_in(ana)
    world.walk_to("2027-02-01 12:00")
    before = progress_of(world, ana)
    leaves(ana)
    world.walk_to("2027-06-09 12:00")
    ana.types("/pm-progress join")
    ana.clicks(ids.JOIN_AGAIN)
    world.settle()
    after = progress_of(world, ana)
    assert after.month == before.month == 1
    assert after.week.assignment.id == before.week.assignment.id
    assert [outcome.value for _, outcome in after.weeks] == ["done", "missed", "missed", "excused", "open"]
    assert after.record.run == before.record.run
    welcome, title, *_ = ana.last("DM").visible.splitlines()
    assert welcome.startswith("Welcome back. You go on where you stopped,")
    assert title.startswith(after.week.assignment.title)
    world.walk_to("2027-06-14 09:00")
    assert progress_of(world, ana).week.number == 6


def test_a_month_that_was_half_over_is_half_over_when_one_comes_back(world: World, ana: Person) -> None:
    world.walk_to("2027-02-08 12:00")
    leaves(ana)
    world.walk_to("2027-05-10 12:00")
    ana.opens_home()
    world.settle()
    ana.clicks(ids.JOIN_AGAIN)
    world.settle()
    assert progress_of(world, ana).month == 1
    world.walk_to("2027-05-13 12:00")
    assert progress_of(world, ana).month == 2


def test_a_handed_in_week_is_not_assigned_again_when_one_comes_back(world: World, ana: Person) -> None:
    world.hands_in(ana)
    leaves(ana)
    world.walk_to("2027-03-01 12:00")
    ana.types("/pm-progress")
    ana.clicks(ids.JOIN_AGAIN)
    progress = progress_of(world, ana)
    assert [outcome.value for _, outcome in progress.weeks] == ["done", "open"]
    assert progress.week.assignment.id != "interview-last-time"


def test_pressing_it_twice_comes_back_once(world: World, ana: Person) -> None:
    leaves(ana)
    ana.clicks(ids.JOIN_AGAIN)
    ana.types("/pm-progress leave")
    ana.clicks(ids.LEAVE_CONFIRM)
    world.walk_to("2027-02-01 12:00")
    ana.types("/pm-progress")
    clicks_twice(world, ana, ana.last("#general"), ids.JOIN_AGAIN)
    world.settle()
    assert progress_of(world, ana).week.number == 2
    assert len(ana.messages("DM")) == 3


def test_a_post_that_was_pressed_just_before_leaving_goes_out(world: World, ana: Person) -> None:
    world.hands_in(ana)
    world.slack.faults.rate_limit("chat.postMessage")
    ana.clicks(ids.WIN_SHARE)
    leaves(ana)
    world.passes(timedelta(minutes=1))
    assert len(ana.messages("#wins")) == 1
