"""Slack's zone isn't the one that the weeks run on: asked with the opening, and once."""

from datetime import UTC, datetime

import pytest

from bot.coach import join, mute, settings
from bot.coach.coach import Caller
from bot.coach.join import Joining
from bot.coach.settings import Preferences
from bot.views import ids
from tests.faults.journey import presses
from tests.world import World

pytestmark = pytest.mark.usefixtures("no_holidays")

QUESTION = "In Slack you are on Berlin time, and your weeks follow Lisbon time. I changed nothing."


def moved_to_berlin(world: World) -> None:
    world.joined()
    world.slack.user_actions.move(world.ana.id, "Europe/Berlin")
    world.bot.directory.look_up(world.bot.team, world.ana.id)


def test_the_next_opening_asks_about_a_zone_that_slack_shows_now(world: World) -> None:
    moved_to_berlin(world)
    assert QUESTION not in world.ana.sees("DM")
    world.walk_to("2027-01-18 09:00")
    assert QUESTION in world.ana.last("DM").visible
    assert "ends Mon 25 Jan, 09:00, Lisbon time" in world.ana.last("DM").visible


def test_switching_moves_the_weeks_to_the_new_zone(world: World) -> None:
    moved_to_berlin(world)
    world.walk_to("2027-01-18 09:00")
    world.ana.clicks(ids.ZONE_SWITCH, in_="DM")
    world.settle()
    assert QUESTION not in world.ana.last("DM").visible
    assert "ends Mon 25 Jan, 09:00, Berlin time" in world.ana.last("DM").visible


def test_staying_is_respected_and_not_asked_again(world: World) -> None:
    moved_to_berlin(world)
    world.walk_to("2027-01-18 09:00")
    world.ana.clicks(ids.ZONE_STAY, in_="DM")
    world.settle()
    assert QUESTION not in world.ana.sees("DM")
    world.walk_to("2027-01-25 09:00")
    assert QUESTION not in world.ana.sees("DM")
    world.slack.user_actions.move(world.ana.id, "America/New_York")
    world.bot.directory.look_up(world.bot.team, world.ana.id)
    world.walk_to("2027-02-01 09:00")
    assert "In Slack you are on New York time" in world.ana.last("DM").visible


def zone(world: World) -> str:
    return world.bot.coach.progress(Caller(world.bot.team, world.ana.id)).reader.zone


def test_an_old_button_switches_to_the_zone_that_it_names(world: World) -> None:
    moved_to_berlin(world)
    world.walk_to("2027-01-18 09:00")
    world.slack.user_actions.move(world.ana.id, "America/New_York")
    world.bot.directory.look_up(world.bot.team, world.ana.id)
    world.ana.clicks("Switch to Berlin", in_="DM")
    world.settle()
    assert zone(world) == "Europe/Berlin"
    assert (
        "In Slack you are on New York time, and your weeks follow Berlin time."
        in world.ana.last("DM").visible
    )


OUT_OF_DATE = "That button is out of date, so I changed nothing. Your weeks run on Berlin time."


def test_an_old_button_to_stay_declines_the_zone_that_it_was_about(world: World) -> None:
    moved_to_berlin(world)
    world.walk_to("2027-01-18 09:00")
    asked = world.ana.last("DM")
    blocks = list(asked.blocks)
    world.slack.user_actions.move(world.ana.id, "America/New_York")
    world.bot.directory.look_up(world.bot.team, world.ana.id)
    world.ana.clicks("Stay on Lisbon", in_="DM")
    world.settle()
    assert zone(world) == "Europe/Lisbon"
    assert (
        "In Slack you are on New York time, and your weeks follow Lisbon time."
        in world.ana.last("DM").visible
    )
    world.ana.clicks("Switch to New York", in_="DM")
    world.settle()
    asked.blocks[:] = blocks
    world.ana.clicks("Stay on Lisbon", in_="DM")
    assert OUT_OF_DATE.replace("Berlin", "New York") in world.ana.last("DM").visible
    assert zone(world) == "America/New_York"


@pytest.mark.parametrize("action", [ids.ZONE_SWITCH, ids.ZONE_STAY])
def test_a_button_of_an_older_coach_names_no_zone_and_changes_nothing(world: World, action: str) -> None:
    moved_to_berlin(world)
    presses(action, lambda *_: 17)(world, world.ana)
    world.settle()
    assert OUT_OF_DATE.replace("Berlin", "Lisbon") in world.ana.last("DM").visible
    assert zone(world) == "Europe/Lisbon"


# Whoever moves gets one nudge a week, whatever the hour in which they say so.

HONOLULU, KIRITIMATI = "Pacific/Honolulu", "Pacific/Kiritimati"


@pytest.mark.parametrize(
    ("home", "there", "moves", "nudges"),
    [
        pytest.param(
            "Europe/Lisbon", "Europe/Berlin", "25 07:30", ["18 09:00", "25 08:00"], id="before the hour there"
        ),
        pytest.param(
            "Europe/Lisbon", "Europe/Berlin", "25 08:00", ["18 09:00", "25 08:00"], id="at the hour there"
        ),
        pytest.param(
            "Europe/Lisbon", "Europe/Berlin", "25 08:40", ["18 09:00", "25 08:40"], id="after the hour there"
        ),
        pytest.param(
            "Europe/Lisbon", "Europe/Berlin", "25 09:10", ["18 09:00", "25 09:00"], id="after both hours"
        ),
        pytest.param(
            "Europe/Berlin", "Europe/Lisbon", "25 07:30", ["18 08:00", "25 09:00"], id="westwards, in time"
        ),
        pytest.param(
            "Europe/Berlin", "Europe/Lisbon", "25 08:30", ["18 08:00", "25 08:00"], id="westwards, too late"
        ),
        pytest.param(HONOLULU, KIRITIMATI, "24 12:00", ["18 19:00", "24 19:00"], id="over the date line"),
        pytest.param(HONOLULU, KIRITIMATI, "25 12:00", ["18 19:00", "25 12:00"], id="and a day late"),
        pytest.param(KIRITIMATI, HONOLULU, "24 12:00", ["17 19:00", "25 19:00"], id="back over it"),
        pytest.param(KIRITIMATI, HONOLULU, "25 12:00", ["17 19:00", "24 19:00"], id="back after the hour"),
    ],
)
def test_moving_loses_no_nudge_and_brings_none_twice(
    world: World, home: str, there: str, moves: str, nudges: list[str]
) -> None:
    ana, caller = world.ana, Caller(world.bot.team, world.ana.id)
    join.join(world.bot.coach, caller, Joining(home, weekday=0, hour=9, first_now=False))
    world.walk_to(f"2027-01-{moves}", "UTC")
    world.slack.user_actions.move(ana.id, there)
    world.bot.directory.look_up(caller.team, caller.user)
    settings.switch_zone(world.bot.coach, caller, there)
    world.walk_to("2027-01-31 12:00", "UTC")
    assert received(world) == [f"2027-01-{nudge}" for nudge in nudges]
    world.walk_to("2027-02-01 20:00", "UTC")
    assert len(received(world)) == 3  # and then by the new clock
    weeks = world.bot.coach.progress(caller).weeks
    assert [number for number, _ in weeks] == [1, 2, 3, 4]


def received(world: World) -> list[str]:
    """When the weekly messages were posted, in UTC."""
    sent = [row for row in world.outbox() if ":nudge:" in row.key and row.method == "post"]
    assert [row.state for row in sent] == ["sent"] * len(sent)
    return [f"{datetime.fromtimestamp((row.sent_at or 0) / 1000, UTC):%Y-%m-%d %H:%M}" for row in sent]


def test_who_moves_past_their_hour_sees_the_new_week_at_once(world: World) -> None:
    moved_to_berlin(world)
    world.walk_to("2027-01-18 09:00")
    world.walk_to("2027-01-25 08:30")
    world.ana.types("/pm-progress settings")
    world.ana.fills(ids.SETTINGS_ZONE, "berlin")
    world.ana.submits()
    world.settle()
    assert "Week 3 ends Mon 1 Feb, 09:00, Berlin time" in world.ana.last("DM").visible
    assert "so it comes late" not in world.ana.last("DM").visible


def test_a_muted_member_moves_in_silence(world: World) -> None:
    world.joined()
    caller = Caller(world.bot.team, world.ana.id)
    mute.mute(world.bot.coach, caller)
    world.walk_to("2027-01-18 08:30")
    new = Preferences(0, 9, "Europe/Berlin", world.bot.coach.progress(caller).start, None)
    assert settings.change(world.bot.coach, caller, new).week.number == 2
    world.settle()
    assert len(received(world)) == 1
