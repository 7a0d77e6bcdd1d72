"""The finish: going on after the last month, at a quieter pace."""

from bot.sandbox.person import Person
from bot.views import ids
from tests.faults.journey import presses, week
from tests.handlers.acts import acts_in, progress_of
from tests.world import World


def test_somebody_goes_on_quieter_and_the_next_week_opens_in_a_fortnight(world: World) -> None:
    ana: Person = world.ana
    ana.types("/pm-progress join")
    ana.chooses(ids.JOIN_START, "8")
    ana.submits()
    world.settle()
    ana.opens("DM")
    world.hands_in(ana)
    for monday in ("01-18", "01-25", "02-01", "02-08"):
        world.walk_to(f"2027-{monday} 09:00")
        world.hands_in(ana)
    ana.types("/pm-progress")
    assert ids.FINISH_QUIETER not in acts_in(ana.last("#general"))
    presses(ids.FINISH_QUIETER, week)(world, ana)
    assert ana.last("DM").visible.startswith("Your months go on, so this button changes nothing.")
    world.walk_to("2027-02-15 09:00")
    assert ids.FINISH_QUIETER in acts_in(ana.last("DM"))
    world.hands_in(ana)  # and the finish stands on Home and in the dashboard
    ana.types("/pm-progress")
    assert ids.FINISH_QUIETER in acts_in(ana.last("#general"))
    ana.opens_home()
    world.settle()
    ana.clicks(ids.FINISH_QUIETER)
    world.settle()
    assert f"{progress_of(world, ana).week.ends_at:%d %b %H:%M}" == "01 Mar 09:00"
    assert not {ids.FINISH_QUIETER, ids.GOAL_CHOOSE, ids.TRACK_CHOOSE} & set(acts_in(ana.home))
    assert "A week starts every second week" in ana.sees("Home")
    ana.clicks(ids.FINISH_QUIETER, in_="#general")
    assert ana.last("#general").visible.startswith("You have the slowest pace already")
