"""The coach was down, or Slack was: what Ana then gets, and when, as Slack received it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.app import Bot
from bot.coach.weeks import open_due_weeks
from tests.world import World

pytestmark = pytest.mark.usefixtures("no_holidays")

LATE = "This was due Mon 09:00, Lisbon time. I wasn't running then, so it comes late."


def sleeps_until(world: World, local: str) -> None:
    """The clock goes on, and nobody does anything."""
    world.clock.move_to(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Lisbon")))


def nudges(world: World) -> list[str]:
    """The weekly messages in Ana's direct messages, the first assignment aside."""
    shown = [message.visible for message in world.ana.messages("DM")]
    return [text for text in shown if re.search(r"Week [2-9] ends", text)]


def test_a_nudge_that_was_slept_through_comes_in_the_morning(any_world: World) -> None:
    world = any_world
    world.joined()
    sleeps_until(world, "2027-01-18 22:10")
    world.bot.work()
    assert nudges(world) == []
    world.walk_to("2027-01-19 07:59")
    assert nudges(world) == []
    world.walk_to("2027-01-19 08:00")
    [nudge] = nudges(world)
    assert LATE in nudge
    world.walk_to("2027-01-25 09:00")
    [nudge] = nudges(world)  # the late one has become what week 2 is now
    assert "Week 3 ends" in nudge
    assert LATE not in nudge


def test_what_a_coach_left_unsent_is_not_sent_at_night_by_the_one_that_is_started_then(
    any_world: World,
) -> None:
    world = any_world
    world.joined()
    sleeps_until(world, "2027-01-18 09:00")
    world.bot.sender.stop()
    open_due_weeks(world.bot.coach)
    world.bot.stop()
    sleeps_until(world, "2027-01-19 03:00")
    world.bot = Bot(world.settings, world.clock)
    world.bot.start()
    world.settle()
    assert nudges(world) == []
    world.walk_to("2027-01-19 08:00")
    [nudge] = nudges(world)
    assert LATE in nudge


def test_after_three_weeks_there_is_one_message_and_the_closed_week_takes_late_work(any_world: World) -> None:
    world = any_world
    world.joined()
    sleeps_until(world, "2027-02-02 10:00")
    world.bot.work()
    [nudge] = nudges(world)
    assert "This was due Mon 09:00, Lisbon time" in nudge
    assert "Week 4 ends Mon 8 Feb, 09:00, Lisbon time." in nudge
    assert "Week 1 is over. Late is fine." in world.ana.sees("DM")
