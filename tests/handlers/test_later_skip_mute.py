"""Later, skip, mute: the week bends, nothing is lost, and no copy comes twice."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.coach import later
from bot.domain.messages import Kind
from bot.domain.progress import WeekState
from bot.sandbox import elements
from bot.sandbox.person import Person
from bot.screen import Screen
from bot.store import outbox
from bot.views import ids
from tests.handlers.acts import acts_in, caller, progress_of
from tests.world import World

TITLE = "Ask one person about the last time they used your work (45 min)"


def first_lines(person: Person) -> list[str]:
    return [message.visible.splitlines()[0] for message in person.messages("DM")]


@pytest.mark.parametrize(
    ("choice", "back", "before", "after"),
    [
        (
            "In 2 hours: Mon 12:12, Lisbon time",
            "You moved this to Mon 12:",
            "2027-01-11 12:11",
            "2027-01-11 12:14",
        ),
        (
            "Tomorrow: Tue 09:00, Lisbon time",
            "You moved this to Tue 09:00",
            "2027-01-12 08:59",
            "2027-01-12 09:00",
        ),
        (
            "A later day: Wed 09:00, Lisbon time",
            "You moved this to Wed 09:00",
            "2027-01-13 08:59",
            "2027-01-13 09:00",
        ),
    ],
)
def test_the_message_comes_back_once_at_the_local_time_that_was_chosen(
    world: World, ana: Person, choice: str, back: str, before: str, after: str
) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, choice)
    world.settle()
    assert f"\n{back}" in ana.last("DM").visible
    assert back in _dashboard(ana)
    world.walk_to(before)
    assert len(ana.messages("DM")) == 2
    world.walk_to(after)
    assert first_lines(ana)[2:] == [TITLE]
    world.walk_to("2027-01-17 23:00")
    assert len(ana.messages("DM")) == 3


def _dashboard(person: Person) -> str:
    person.types("/pm-progress")
    return "\n" + person.last("#general").visible.replace(". Back", ".\nBack")


def test_a_choice_that_has_waited_means_the_day_that_it_names(world: World, ana: Person) -> None:
    world.walk_to("2027-01-12 18:00")
    ana.chooses(ids.ASSIGNMENT_LATER, "day")
    world.settle()
    assert "You moved this to Wed 09:00, Lisbon time." in ana.last("DM").visible


def test_a_choice_whose_day_is_over_means_the_next_one_like_it(world: World, ana: Person) -> None:
    world.walk_to("2027-01-13 18:00")
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    world.settle()
    assert "You moved this to Thu 09:00, Lisbon time." in ana.last("DM").visible


def test_a_choice_that_does_not_fit_into_the_week_any_more_is_asked_again(world: World, ana: Person) -> None:
    world.walk_to("2027-01-17 20:00")
    ana.chooses(ids.ASSIGNMENT_LATER, "day")
    assert ana.last("DM").visible.startswith("When shall this week's assignment come back?")
    assert ana.last("DM").ephemeral_for == ana.id


def test_a_week_that_is_handed_in_before_needs_no_copy(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    world.settle()
    world.hands_in(ana)
    count = len(ana.messages("DM"))
    world.walk_to("2027-01-12 12:00")
    assert len(ana.messages("DM")) == count


def test_the_last_of_several_moves_counts(world: World, ana: Person) -> None:
    for choice in (
        "Tomorrow: Tue 09:00, Lisbon time",
        "A later day: Wed 09:00, Lisbon time",
        "Tomorrow: Tue 09:00, Lisbon time",
        "A later day: Wed 09:00, Lisbon time",
    ):
        ana.chooses(ids.ASSIGNMENT_LATER, choice)
        world.settle()
    assert "You moved this to Wed 09:00" in ana.last("DM").visible
    world.walk_to("2027-01-12 12:00")
    assert len(ana.messages("DM")) == 2
    world.walk_to("2027-01-13 12:00")
    assert first_lines(ana)[2:] == [TITLE]


def test_choosing_the_same_twice_moves_it_once(world: World, ana: Person) -> None:
    for _ in range(2):
        outcome = ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
        assert not outcome.timed_out
    assert "broke" not in ana.sees("DM")
    world.walk_to("2027-01-12 12:00")
    assert first_lines(ana)[2:] == [TITLE]


def test_a_copy_can_be_moved_again(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, "hours")
    world.walk_to("2027-01-11 13:00")
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    world.walk_to("2027-01-12 10:00")
    assert first_lines(ana)[2:] == [TITLE, TITLE]


def test_a_skipped_week_rests_and_its_reason_is_asked_once(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_SKIP)
    world.settle()
    skipped = ana.last("DM").visible
    assert "You skipped week 1. What got in the way? You don't have to answer." in skipped
    assert "My next message comes Mon 18 Jan, 09:00, Lisbon time." in skipped
    ana.chooses(ids.WEEK_SKIP_REASON, "waiting")
    world.settle()
    assert "You skipped week 1. You said: waiting for someone." in ana.last("DM").visible
    assert "What got in the way" not in ana.last("DM").visible
    world.walk_to("2027-01-17 23:00")
    assert len(ana.messages("DM")) == 2


def test_a_skipped_week_takes_late_work(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_SKIP)
    world.settle()
    ana.chooses(ids.WEEK_SKIP_REASON, "unsaid")
    world.settle()
    assert "Noted" not in ana.last("DM").visible
    world.hands_in(ana)
    assert "You saved your evidence on Mon 11 Jan. Week 1 is done." in ana.messages("DM")[1].visible


def test_a_skip_by_word_skips_at_once_and_asks_why_once(world: World, ana: Person) -> None:
    ana.types("/pm-progress skip")
    assert "You skipped week 1. What got in the way?" in ana.last("#general").visible
    ana.chooses(ids.WEEK_SKIP_REASON, "big")
    assert progress_of(world, ana).week.skip_reason == "big"


def test_a_reason_given_after_handing_in_skips_nothing(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_SKIP)
    world.settle()
    asking = ana.last("DM").blocks
    world.hands_in(ana)
    ana.messages("DM")[1].blocks[:] = asking
    ana.chooses(ids.WEEK_SKIP_REASON, "big", in_="DM")
    assert ana.last("DM").visible.startswith("You saved evidence for week 1, so the week stays as it is.")
    assert progress_of(world, ana).week.skip_reason is None


def test_moving_from_an_old_message_of_a_closed_week_offers_to_hand_it_in(world: World, ana: Person) -> None:
    ana.types("/pm-progress")
    world.walk_to("2027-01-18 10:00")
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow", in_="#general")
    assert ana.last("#general").visible.startswith("Week 1 is over. Late is fine.")


def test_later_after_handing_in_has_nothing_to_move(world: World, ana: Person) -> None:
    world.hands_in(ana)
    ana.types("/pm-progress later")
    assert ana.last("#general").visible.startswith(
        "You saved evidence for week 1, so there is nothing to move."
    )


def _mutes_by_word(person: Person) -> None:
    person.types("/pm-progress mute")


def _mutes_in_settings(person: Person) -> None:
    person.types("/pm-progress settings")
    person.clicks(ids.MUTE_ON)
    assert ids.MUTE_OFF in acts_in(person.modal)
    person.closes()


def _mutes_from_the_welcome(person: Person) -> None:
    person.clicks(ids.HELP_STOP, in_="DM")
    person.clicks(ids.WORD_RUN, value="mute", in_="DM")


def _mutes_in_the_dm(person: Person) -> None:
    person.writes("mute")


@pytest.mark.parametrize(
    "mutes", [_mutes_by_word, _mutes_in_settings, _mutes_from_the_welcome, _mutes_in_the_dm]
)
def test_muting_stops_messages_and_nothing_else(world: World, ana: Person, mutes: object) -> None:
    mutes(ana)  # type: ignore[operator]
    world.settle()
    count = len([m for m in ana.messages("DM") if m.ephemeral_for is None])
    world.walk_to("2027-02-01 12:00")
    assert len([m for m in ana.messages("DM") if m.ephemeral_for is None]) == count
    assert progress_of(world, ana).week.number == 4
    ana.opens_home()
    world.settle()
    ana.clicks(ids.MUTE_OFF)
    world.settle()
    assert "I'm not muted any more. My next message comes Mon 8 Feb, 09:00, Lisbon time." in ana.sees("modal")
    ana.closes()
    world.walk_to("2027-02-08 09:00")
    assert len([m for m in ana.messages("DM") if m.ephemeral_for is None]) == count + 1


def test_muting_calls_a_moved_message_back_so_that_its_week_does_not_promise_it(
    world: World, ana: Person
) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    ana.types("/pm-progress mute")
    world.settle()
    assert "Back Tue" not in ana.last("DM").visible
    ana.types("/pm-progress unmute")
    assert "My next message comes Mon 18 Jan, 09:00, Lisbon time." in ana.last("#general").visible
    world.walk_to("2027-01-12 12:00")
    assert len(ana.messages("DM")) == 2


def test_unmuting_in_settings_keeps_what_was_changed_there(world: World, ana: Person) -> None:
    ana.types("/pm-progress mute")
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_DAY, "4")
    ana.clicks(ids.MUTE_OFF)
    assert "[Friday]" in ana.sees("modal")
    ana.submits()
    assert progress_of(world, ana).schedule.weekday == 4


def test_muting_twice_says_the_same(world: World, ana: Person) -> None:
    for _ in range(2):
        ana.types("/pm-progress mute")
        assert ana.last("#general").visible.startswith("I'm muted.")
    world.passes(timedelta(days=1))


def test_muting_calls_off_what_waits_and_leaves_what_was_asked_for(world: World, ana: Person) -> None:
    tomorrow = world.clock.now() + timedelta(days=1)
    with world.bot.coach.acting(caller(world, ana)) as member:
        for kind in (Kind.MOVED_NUDGE, Kind.REPLY):
            outbox.post(
                member.session,
                team_id=member.record.team_id,
                member_id=member.record.id,
                channel=ana.id,
                kind=kind,
                key=f"waiting:{kind}",
                screen=Screen("Hi", []),
                run_at=tomorrow,
            )
    ana.types("/pm-progress mute")
    waiting = {row.kind: row.state for row in world.outbox() if row.key.startswith("waiting:")}
    assert waiting == {"moved_nudge": "dead", "reply": "planned"}


def home_of(person: Person) -> list[dict[str, Any]]:
    assert person.home
    return person.home.blocks


def menus(blocks: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The menus of a week in blocks, by label: what each of their options is about."""
    found = [each.element for each in elements.interactive(blocks) if "options" in each.element]
    found = [menu for menu in found if menu["action_id"] == ids.ASSIGNMENT_LATER]
    return {
        menu["placeholder"]["text"]: [re.split("[:/]", each["value"])[0] for each in menu["options"]]
        for menu in found
    }


def test_while_muted_nothing_offers_to_come_later_and_unmuting_brings_that_back(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress mute")
    ana.opens_home()
    world.settle()
    for blocks in (ana.last("DM").blocks, home_of(ana)):
        assert menus(blocks) == {"Skip or be away": ["skip", "away"]}
    ana.types("/pm-progress later")
    assert ana.last("#general").visible.startswith("I'm muted, so this week's assignment doesn't come back")
    assert acts_in(ana.last("#general")) == [ids.MUTE_OFF, ids.PLAN_OPEN, ids.PLAN_SKIP]
    ana.clicks(ids.MUTE_OFF)
    world.settle()
    for blocks in (ana.last("DM").blocks, home_of(ana)):
        assert menus(blocks) == {"Later or skip": ["hours", "tomorrow", "day", "skip", "away", "fewer"]}


def test_an_old_menu_promises_a_muted_member_no_message(world: World, ana: Person) -> None:
    week = progress_of(world, ana).week.id
    ana.types("/pm-progress mute")
    later.later(world.bot.coach, caller(world, ana), week, "tomorrow")
    assert progress_of(world, ana).week.state is WeekState.OPEN


def test_a_week_after_a_miss_offers_the_same_ways_wherever_it_is_shown(world: World, ana: Person) -> None:
    world.walk_to("2027-01-18 09:00")
    ways = [ids.ASSIGNMENT_SHORT, ids.PLAN_OPEN, ids.ASSIGNMENT_SWAP, ids.ASSIGNMENT_LATER]
    ana.types("/pm-progress")
    ana.opens_home()
    world.settle()
    for blocks in (ana.last("DM").blocks, ana.last("#general").blocks, home_of(ana)):
        found = [each.element["action_id"] for each in elements.interactive(blocks)]
        assert [act for act in found if act in (*ways, ids.ASSIGNMENT_DONE)] == ways
