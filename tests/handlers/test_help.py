"""Help, and the four ways to stop."""

import pytest

from bot.sandbox.person import Person
from bot.views import dashboard, ids
from tests.handlers.acts import acts_in, first, progress_of
from tests.world import World


def test_the_ways_to_stop_are_in_the_welcome_and_each_takes_one_press(world: World, ana: Person) -> None:
    ana.clicks(ids.HELP_STOP)
    answer = ana.last("DM")
    assert answer.ephemeral_for == ana.id
    assert acts_in(answer) == [ids.WORD_RUN, ids.WORD_RUN, ids.WORD_LEAVE, ids.WORD_RUN]
    assert [answer.visible.index(way) for way in ("Away stops", "Mute stops", "Leave ends", "Erase ends")]
    ana.clicks(ids.WORD_LEAVE)
    assert acts_in(ana.last("DM")) == [ids.LEAVE_CONFIRM, ids.LEAVE_WITH_DATA, ids.LEAVE_CANCEL]
    ana.clicks(ids.LEAVE_CONFIRM)
    assert progress_of(world, ana).left


def test_muting_from_there_says_how_to_undo_it(world: World, ana: Person) -> None:
    ana.types("/pm-progress stop")
    ana.clicks(ids.WORD_RUN, value="mute")
    assert ana.last("#general").visible.startswith("I'm muted. I send nothing until you unmute.")
    ana.clicks(ids.MUTE_OFF)
    assert ana.last("#general").visible.startswith("I'm not muted any more.")


def test_a_stranger_who_asks_how_to_stop_is_told_that_nothing_comes(world: World) -> None:
    world.ana.types("/pm-progress stop")
    assert world.ana.last("#general").visible.startswith(first(dashboard.not_joined()))


@pytest.mark.parametrize("place", ["DM", "Home", "#general"])
def test_help_can_be_opened_anywhere(world: World, ana: Person, place: str) -> None:
    button = {"DM": "All commands", "Home": "Help", "#general": "All commands"}[place]
    if place == "DM":
        ana.writes("xylophone")
    if place == "#general":
        ana.types("/pm-progress")
    ana.opens(place)
    world.settle()
    ana.clicks(ids.MORE_OPEN) if place == "Home" else None
    ana.clicks(button)
    seen = ana.sees("modal") if ana.modal else ana.last(place).visible
    assert "You can type these words after /pm-progress, or write them to me in our DM." in seen


def test_a_text_after_the_command_that_is_no_word_is_given_back(world: World, ana: Person) -> None:
    ana.types("/pm-progress Later that day I asked her again.")
    seen = ana.last("#general").visible
    assert seen.startswith("I don't know 'Later that day I asked her…'. Did you mean later?")
    assert "Later that day I asked her again." in seen
