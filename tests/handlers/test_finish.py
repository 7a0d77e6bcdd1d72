"""The finish: going on after the last month, at a quieter pace."""

from bot.sandbox.person import Person
from bot.sandbox.records import MessageRecord, ViewState
from bot.views import ids
from tests.faults.journey import presses, week
from tests.handlers.acts import acts_in, progress_of
from tests.world import World

HEADLINE = "You finished the eight months, and all that you saved is yours to use."
WHOLE = ["headline", "first", "totals", "packet", "quieter", "months"]


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
    assert "An assignment comes every second week" in ana.sees("Home")
    ana.clicks(ids.FINISH_QUIETER, in_="#general")
    assert ana.last("#general").visible.startswith("You have the slowest pace already")


def finished(world: World) -> Person:
    """Ana begins in month 8 and reads the finish on Mon 15 Feb, with two pieces of evidence in that month."""
    ana = world.ana
    ana.types("/pm-progress join")
    ana.chooses(ids.JOIN_START, "8")
    ana.submits()
    world.settle()
    ana.opens("DM")
    world.hands_in(ana, "She calls the bank.")
    for monday in ("01-18", "01-25", "02-01", "02-08"):
        world.walk_to(f"2027-{monday} 09:00")
        world.hands_in(ana, f"Piece of {monday}.")
    world.walk_to("2027-02-15 09:00")
    return ana


def parts(shown: MessageRecord | ViewState) -> list[str]:
    """What of the finish a message or Home shows."""
    words = {"headline": HEADLINE, "first": "She calls the bank.", "totals": "You practised "}
    seen = [name for name, said in words.items() if said in shown.visible]
    acts = {"packet": ids.PACKET_OPEN, "quieter": ids.FINISH_QUIETER}
    seen += [name for name, act in acts.items() if act in acts_in(shown)]
    charts = [block for block in shown.blocks if block["type"] == "data_visualization"]
    return seen + ["months"] * any("months" in chart["title"] for chart in charts)


def test_the_finish_stays_above_whatever_its_week_becomes(world: World) -> None:
    ana = finished(world)
    [message] = [each for each in ana.messages("DM") if HEADLINE in each.visible]
    assert parts(message) == WHOLE
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    world.settle()
    assert parts(message) == WHOLE
    assert "You moved this to Tue 09:00, Lisbon time." in message.visible
    world.walk_to("2027-02-16 09:00")
    assert parts(ana.last("DM")) == []  # the copy that was asked for is of the assignment alone
    ana.clicks(ids.PLAN_OPEN)
    ana.submits()
    ana.closes(all_views=True)
    world.settle()
    assert parts(message) == WHOLE
    assert "Your plan is for" in message.visible
    world.walk_to("2027-02-19 12:00")
    assert parts(ana.last("DM")) == []  # nor is the reminder
    world.hands_in(ana, "After the end.")
    assert parts(message) == WHOLE
    assert "You saved your evidence on Fri 19 Feb." in message.visible
    assert "After the end." in message.visible


def test_the_finish_stays_above_a_week_that_was_skipped_and_is_over(world: World) -> None:
    ana = finished(world)
    [message] = [each for each in ana.messages("DM") if HEADLINE in each.visible]
    ana.types("/pm-progress skip")
    world.settle()
    assert parts(ana.last("#general")) == []  # the answer is of the week alone
    assert "You skipped week 6." in message.visible
    world.walk_to("2027-02-22 09:00")
    assert parts(message) == WHOLE
    assert "Week 6 is over. Late is fine." in message.visible


def test_home_shows_the_finish_whole_from_then_on(world: World) -> None:
    ana = finished(world)
    for at in ("2027-02-15 09:01", "2027-05-03 10:00"):
        world.walk_to(at)
        ana.opens_home()
        world.settle()
        assert ana.home
        assert parts(ana.home) == WHOLE
        ana.types("/pm-progress")  # so the coach doesn't go quiet
