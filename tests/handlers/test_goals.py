"""A month's goals, the way somebody goes, and calendar against evidence: on Home and in messages."""

import json
from datetime import date, timedelta

from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import acts_in, keeps, progress_of
from tests.handlers.test_home import home
from tests.world import World


def hands_in_on_mondays(world: World, person: Person, *mondays: str) -> None:
    """Each week is handed in, and the next one opens."""
    for monday in mondays:
        world.hands_in(person)
        world.walk_to(f"2027-{monday} 09:00")
        person.opens("DM")


def test_goals_are_chosen_on_home_and_counted(world: World, ana: Person) -> None:
    ana.opens_home()
    assert acts_in(ana.home).count(ids.GOAL_CHOOSE) == 1
    ana.chooses(ids.GOAL_CHOOSE, "1:milestone/five-stories")
    assert "Your goal for month 1 is five stories (five to go)." in home(world, ana)
    ana.chooses(ids.GOAL_CHOOSE, "1:skill/")
    seen = home(world, ana)
    assert "Your goals for month 1 are five stories (five to go) and " in seen
    assert ids.GOAL_CHOOSE not in acts_in(ana.home)
    ana.clicks(ids.GOAL_CLEAR)
    assert "Your goal" not in home(world, ana)


def test_a_month_that_opens_asks_for_its_goal_in_the_weeks_message(world: World, ana: Person) -> None:
    hands_in_on_mondays(world, ana, "01-18", "01-25", "02-01", "02-08", "02-15")
    nudge = ana.last("DM")
    assert "Last month you saved two interviews, " in nudge.visible
    assert 'Month 2 starts. The phase "Build an AI product" begins this month.' in nudge.visible
    ana.chooses(ids.GOAL_CHOOSE, "2:milestone/", in_="DM")
    world.settle()
    assert "Your goal for month 2 is " in ana.last("DM").visible
    assert ana.last("DM").ts == nudge.ts
    menus = [each for block in ana.last("DM").state(ana.id).values() for each in block.values()]
    assert not any(menu.get("selected_option") for menu in menus), "the menu for another one shows no choice"


def test_a_phase_that_ends_says_what_was_saved_and_the_month_does_not_say_it_again(
    world: World, ana: Person
) -> None:
    weeks = [date(2027, 1, 18) + timedelta(weeks=week) for week in range(13)]
    hands_in_on_mondays(world, ana, *[f"{monday:%m-%d}" for monday in weeks])
    nudge = ana.last("DM").visible
    assert "Month 4 starts." in nudge
    assert 'Month 3 was the last one of the phase "Start where you are".' in nudge
    assert "Last month you saved" not in nudge


def test_before_the_ways_part_the_track_is_asked_for(world: World, ana: Person) -> None:
    for week in range(13):
        keeps(world, ana, "interview", learnt="She calls the bank.")
        world.walk_to(f"{date(2027, 1, 18) + timedelta(weeks=week):%Y-%m-%d} 09:00")
    ana.opens("DM")
    nudge = ana.last("DM")
    assert "Month 4 starts." in nudge.visible
    assert "ake the move" not in nudge.text.splitlines()[0]
    ana.chooses(ids.TRACK_CHOOSE, "external", in_="DM")
    world.settle()
    asked = ana.last("DM").visible
    assert "You have chosen where to move, and you can change it here." in asked
    assert "You chose" not in asked
    assert '"initial_option"' not in json.dumps(ana.last("DM").blocks)
    assert progress_of(world, ana).track == "external"
    assert ids.TRACK_CHOOSE not in acts_in(ana.home)


def test_after_six_weeks_home_and_the_dashboard_say_where_the_evidence_is(world: World, ana: Person) -> None:
    assert "After six weeks I can say" in home(world, ana)
    hands_in_on_mondays(world, ana, "01-18", "01-25", "02-01", "02-08", "02-15", "02-22", "03-01")
    for monday in ("03-08", "03-15"):
        world.walk_to(f"2027-{monday} 09:00")
    ana.types("/pm-progress")
    said = "You are in month 3 by the calendar, and in month 2 by your evidence. At your pace you will have"
    assert said in ana.sees("#general")
    ana.opens_home()
    seen = home(world, ana)
    assert said in seen
    assert "You can do week 9 in 15 minutes, and it counts too." in seen
    assert "data_visualization" in {block["type"] for block in ana.home.blocks}  # type: ignore[union-attr]


def test_where_a_workspace_takes_no_charts_characters_take_their_place(world: World, ana: Person) -> None:
    world.hands_in(ana)
    world.slack.faults.refuse("views.publish", "invalid_arguments")
    ana.opens_home()
    seen = home(world, ana)
    assert ana.home
    assert "data_visualization" not in {block["type"] for block in ana.home.blocks}
    assert "Month 1, now ■ 1" in seen
    assert 'what you did: one week in "Start where you are"' in seen
    ana.opens_home()
    home(world, ana)
    assert "data_visualization" in {block["type"] for block in ana.home.blocks}
