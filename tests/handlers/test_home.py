"""App Home: for everybody who opens it, redrawn after each act, and the views behind its buttons."""

import time

import pytest

from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import form
from tests.world import World

BEHIND_MORE = {
    ids.WEEKS_OPEN: "Week 1: done",
    ids.MONTHS_OPEN: "Start where you are",
    ids.SETTINGS_OPEN: "Europe/Lisbon",
    ids.HELP_OPEN: "/pm-progress swap",
    ids.EVIDENCE_ALL: "for week 1",
    ids.PACKET_OPEN: "What goes in",
    ids.WHO_SAW_OPEN: "The person who runs PM Coach can open the database",
    ids.WORD_RUN: "irst story, Mon 11 Jan",
    ids.MIRROR_OPEN: "Where did your time go?",
    ids.AWAY_OPEN: "Back on",
    ids.WIN_OPEN: "Shared by Ana",
}
"""The buttons of Home's view More, each with something that its own view shows."""
BEHIND_HOME = {
    ids.MORE_OPEN: "More and settings",
    ids.WIN_OPEN: "Shared by Ana",
    ids.ASSIGNMENT_HOW: "1. ",
    ids.EVIDENCE_SEE: "She calls the bank before she retries.",
    ids.EVIDENCE_REVISE: "version 2",
}
"""The buttons of Home, likewise."""


def home(world: World, person: Person) -> str:
    """What stands on the Home that was published last, without opening it."""
    world.settle()
    assert person.home
    return person.home.visible


def test_a_stranger_finds_the_months_and_the_way_in(world: World) -> None:
    world.ana.opens_home()
    seen = home(world, world.ana)
    assert "One assignment a week, for eight months" in seen
    assert "Nobody is told that you looked." in seen
    world.ana.clicks(ids.JOIN_OPEN)
    assert form(world.ana) == ids.JOIN_FORM


def test_opening_the_messages_draws_no_home(world: World) -> None:
    world.ana.opens("DM")
    world.settle()
    assert world.ana.home is None


def test_home_opened_while_the_coach_was_down_is_drawn_when_slack_brings_it_late(
    world: World, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.walk_to("2027-01-18 09:00")
    began = time.time()
    monkeypatch.setattr("handlers.listeners.wall", lambda: began + 5 * 3600)
    for person in (ana, world.li):
        person.opens_home()
    assert "You are in month 1, week 2." in home(world, ana)
    assert "One assignment a week" in home(world, world.li)


def test_joining_draws_the_home_of_a_member(world: World, ana: Person) -> None:
    seen = home(world, ana)
    assert "This week: ask one person about the last time they used your work (45 min)" in seen
    assert "This is your first week." in seen
    assert "Your first piece of evidence goes here. One line and a link are enough." in seen
    assert "Next milestone: first story." in seen


def test_every_act_redraws_it(world: World, ana: Person) -> None:
    home(world, ana)
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    assert "You moved this to Tue 09:00, Lisbon time." in home(world, ana)
    ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_SKIP)
    assert "You skipped this week. If you do it after all, it counts." in home(world, ana)
    world.hands_in(ana)
    assert "You saved your evidence on Mon 11 Jan." in home(world, ana)
    assert "First story: waiting for your choice" in home(world, ana)
    ana.clicks(ids.WIN_KEEP, in_="DM")
    assert "waiting for your choice" not in home(world, ana)
    ana.types("/pm-progress mute")
    assert "I'm muted. I send nothing until you unmute." in home(world, ana)
    world.walk_to("2027-01-18 09:00")
    ana.opens_home()
    assert "You are in month 1, week 2." in home(world, ana)
    ana.types("/pm-progress leave")
    ana.clicks(ids.LEAVE_CONFIRM)
    seen = home(world, ana)
    assert seen.startswith("You have left")
    assert "Ask one person about the last time they used your work (11 Jan)" in seen


def test_what_did_not_change_keeps_its_place_when_home_is_redrawn(world: World, ana: Person) -> None:
    home(world, ana)
    assert ana.home
    before = [block["block_id"] for block in ana.home.blocks]
    ana.types("/pm-progress mute")
    home(world, ana)
    after = [block["block_id"] for block in ana.home.blocks]
    assert [name for name in after if name in before] == [name for name in before if name in after]
    assert set(before) - set(after) == {"home.goals.1.choose.0", "home.next"}, "Unmute takes their place"


def test_swapping_from_home_changes_the_message_in_the_dm(world: World, ana: Person) -> None:
    home(world, ana)
    ana.opens("Home")
    ana.clicks(ids.ASSIGNMENT_SWAP)
    ana.clicks(ids.ASSIGNMENT_TAKE)
    ana.closes()
    world.settle()
    assert "You chose this assignment yourself." in ana.last("DM").visible


def test_skipping_from_home_is_seen_there(world: World, ana: Person) -> None:
    ana.opens_home()
    world.settle()
    ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_SKIP)
    assert "You skipped this week. If you do it after all, it counts." in home(world, ana)


def test_the_buttons_of_home_and_of_its_view_more_open_views(world: World, ana: Person) -> None:
    world.hands_in(ana)
    ana.opens_home()
    world.settle()
    for button, shows in BEHIND_HOME.items():
        ana.clicks(button, in_="Home")
        assert shows in ana.sees("modal"), button
        ana.closes(all_views=True)
    for button, shows in BEHIND_MORE.items():
        ana.clicks(ids.MORE_OPEN, in_="Home")
        ana.clicks(button)
        assert shows in ana.sees("modal"), button
        ana.closes(all_views=True)


def test_a_goal_that_is_chosen_behind_more_is_shown_there_and_on_home(world: World, ana: Person) -> None:
    ana.opens_home()
    world.settle()
    ana.clicks(ids.MORE_OPEN, in_="Home")
    ana.chooses(ids.GOAL_CHOOSE, "1:milestone/five-stories", in_="modal")
    assert "Your goal for month 1 is five stories (five to go)." in ana.sees("modal")
    assert "Your goal for month 1 is five stories (five to go)." in home(world, ana)


def test_home_says_until_when_one_is_away_and_a_press_brings_one_back(world: World, ana: Person) -> None:
    ana.types("/pm-progress away until 1 Feb")
    ana.clicks(ids.AWAY_TAKE)
    assert "You are away, and your first day back is Mon 1 Feb." in home(world, ana)
    ana.opens("Home")
    ana.clicks(ids.AWAY_END, in_="Home")
    seen = home(world, ana)
    assert "You are away" not in seen
    assert "elcome back" not in seen


def test_a_win_kept_private_can_be_posted_from_home_months_later(world: World, ana: Person) -> None:
    world.hands_in(ana)
    ana.clicks(ids.WIN_KEEP)
    world.walk_to("2027-03-01 12:00")
    ana.opens_home()
    world.settle()
    ana.clicks(ids.MORE_OPEN)
    ana.clicks(ids.WORD_RUN, value="wins")
    ana.clicks(ids.WIN_OPEN)
    assert "You kept this private: first story." in ana.sees("modal")
    ana.clicks(ids.WIN_SHARE)
    assert "I am posting in #wins." in ana.sees("modal")
    world.settle()
    assert len(ana.messages("#wins")) == 1
    assert "I posted this in #wins, Mon 12:00, Lisbon time." in ana.sees("DM")


def test_the_home_of_one_member_shows_nothing_of_another(world: World, ana: Person) -> None:
    world.hands_in(ana, "She calls the bank.")
    world.joined(world.li)
    world.li.opens_home()
    assert "bank" not in home(world, world.li)
    assert "This is your first week." in home(world, world.li)
