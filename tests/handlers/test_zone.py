"""Slack's zone isn't the one that the weeks run on: asked with the opening, and once."""

from tests.world import World

QUESTION = "Slack says Berlin, your weeks run on Lisbon time. Nothing changed."


def moved_to_berlin(world: World) -> None:
    world.joined()
    world.slack.acts.move(world.ana.id, "Europe/Berlin")
    world.bot.directory.look_up(world.bot.team, world.ana.id)


def test_the_next_opening_asks_about_a_zone_that_slack_shows_now(world: World) -> None:
    moved_to_berlin(world)
    assert QUESTION not in world.ana.sees("DM")
    world.walk_to("2027-01-18 09:00")
    assert QUESTION in world.ana.last("DM").visible
    assert "open until Mon 25 Jan, 09:00, Lisbon time" in world.ana.last("DM").visible


def test_switching_moves_the_weeks_to_the_new_zone(world: World) -> None:
    moved_to_berlin(world)
    world.walk_to("2027-01-18 09:00")
    world.ana.clicks("Switch to Berlin", in_="DM")
    world.settle()
    assert QUESTION not in world.ana.last("DM").visible
    assert "open until Mon 25 Jan, 09:00, Berlin time" in world.ana.last("DM").visible


def test_staying_is_respected_and_not_asked_again(world: World) -> None:
    moved_to_berlin(world)
    world.walk_to("2027-01-18 09:00")
    world.ana.clicks("Stay on Lisbon", in_="DM")
    world.settle()
    assert QUESTION not in world.ana.sees("DM")
    world.walk_to("2027-01-25 09:00")
    assert QUESTION not in world.ana.sees("DM")
    world.slack.acts.move(world.ana.id, "America/New_York")
    world.bot.directory.look_up(world.bot.team, world.ana.id)
    world.walk_to("2027-02-01 09:00")
    assert "Slack says New York" in world.ana.last("DM").visible
