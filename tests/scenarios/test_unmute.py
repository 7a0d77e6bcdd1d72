"""Whoever unmutes gets one message at the next opening, and the right one, whatever happened while muted."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.coach import absence
from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import acts_in, caller, hands_in_again
from tests.scenarios.test_hard_weeks import unasked
from tests.world import World


def a_miss(world: World, ana: Person) -> None:
    world.hands_in(ana)
    world.walk_to("2027-01-20 10:00")
    ana.types("/pm-progress mute")
    world.walk_to("2027-01-27 10:00")


def a_kept_week(world: World, ana: Person) -> None:
    world.hands_in(ana)
    ana.types("/pm-progress mute")
    world.walk_to("2027-01-20 10:00")
    hands_in_again(world, ana, "She asked twice.")


def after_a_kept_week(world: World, ana: Person) -> None:
    a_kept_week(world, ana)
    world.walk_to("2027-01-25 10:00")


def comeback_shown(world: World, ana: Person) -> None:
    world.walk_to("2027-01-18 10:00")
    ana.types("/pm-progress mute")
    world.walk_to("2027-01-20 10:00")


def silent_weeks(world: World, ana: Person) -> None:
    ana.types("/pm-progress mute")
    world.walk_to("2027-02-17 10:00")


def gone_quiet(world: World, ana: Person) -> None:
    world.walk_to("2027-02-10 10:00")
    ana.types("/pm-progress mute")
    world.walk_to("2027-02-17 10:00")


def away(world: World, ana: Person) -> None:
    world.hands_in(ana)
    absence.go_away(world.bot.coach, caller(world, ana), date(2027, 1, 18), date(2027, 2, 1))
    ana.types("/pm-progress mute")
    world.walk_to("2027-01-27 10:00")


def back_from_away(world: World, ana: Person) -> None:
    away(world, ana)
    world.walk_to("2027-02-03 10:00")


@pytest.mark.parametrize(
    ("meanwhile", "small"),
    [
        (a_miss, True),
        (after_a_kept_week, False),
        (comeback_shown, True),
        (silent_weeks, True),
        (back_from_away, True),
    ],
)
def test_home_of_who_is_muted_begins_a_comeback_small(
    world: World, meanwhile: Callable[[World, Person], None], small: bool
) -> None:
    ana = world.joined()
    meanwhile(world, ana)
    ana.opens_home()
    world.settle()
    shown = acts_in(ana.home)
    assert (ids.ASSIGNMENT_SHORT in shown, ids.ASSIGNMENT_DONE in shown) == (small, not small)
    assert ids.MUTE_OFF in shown


@pytest.mark.parametrize(
    ("meanwhile", "comes"),
    [
        (a_miss, ("Mon 1 Feb 09:00", "comeback")),
        (a_kept_week, ("Mon 25 Jan 09:00", "nudge")),
        (comeback_shown, ("Mon 25 Jan 09:00", "comeback")),
        (silent_weeks, ("Mon 22 Feb 09:00", "comeback")),
        (gone_quiet, ("Mon 22 Feb 09:00", "comeback")),
        (away, ("Mon 1 Feb 09:00", "welcome_back")),
        (back_from_away, ("Mon 8 Feb 09:00", "comeback")),
    ],
)
def test_unmuting_leads_to_one_message_and_the_right_one(
    world: World, meanwhile: Callable[[World, Person], None], comes: tuple[str, str]
) -> None:
    ana = world.joined()
    meanwhile(world, ana)
    before = len(unasked(world))
    ana.types("/pm-progress unmute")
    world.settle()
    day = int(comes[0].split()[1])
    month = {"Jan": 1, "Feb": 2}[comes[0].split()[2]]
    world.walk_to(f"{date(2027, month, day)} 12:00")
    assert unasked(world)[before:] == [comes]
