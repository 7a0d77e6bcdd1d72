"""Time away: what is understood, what follows, and that nothing counts before it was shown."""

from bot.domain.weeks import Outcome
from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import acts_in, progress_of
from tests.world import World


def test_dates_that_are_typed_are_shown_with_what_follows_and_count_on_a_press(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress away from 18 January to 31 January")
    said = ana.last("#general").visible
    assert said.startswith("Are you away from Mon 18 Jan and back Mon 1 Feb?")
    assert "Weeks 2 to 3 don't count and cost" in said
    assert "I write again Mon 1 Feb, 09:00, Lisbon time." in said
    world.walk_to("2027-01-12 12:00")
    assert not progress_of(world, ana).week.away
    ana.clicks(ids.AWAY_TAKE, in_="#general")
    assert ana.last("#general").visible.startswith("You are away from Mon 18 Jan and back Mon 1 Feb.")
    count = len(ana.messages("DM"))
    world.walk_to("2027-01-31 12:00")
    assert len(ana.messages("DM")) <= count + 1  # the open week's own closing, before they leave
    world.walk_to("2027-02-01 09:00")
    assert ana.last("DM").visible.startswith("Welcome back.")


def test_the_picker_shows_what_follows_before_it_saves_and_back_brings_the_week_back(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress vacation")
    assert "I write again Mon 18 Jan, 09:00, Lisbon time." in ana.sees("modal")
    ana.chooses(ids.AWAY_BACK, "2027-02-01")
    assert "Weeks 1 to 3 don't count and cost" in ana.sees("modal")
    ana.submits()
    world.settle()
    assert "You are away from Mon 11 Jan and back Mon 1 Feb." in ana.sees("modal")
    assert "You are away, and your programme waits for you." in ana.last("DM").visible
    ana.closes()
    ana.types("/pm-progress back")
    world.settle()
    assert not progress_of(world, ana).week.away
    assert "You are away" not in ana.messages("DM")[-1].visible


def test_days_that_cannot_be_change_nothing_and_lead_on(world: World, ana: Person) -> None:
    for typed, says in {
        "away until 31 Feb": "'until 31 Feb' names a day that doesn't exist, so nothing changed.",
        "away until soonish": "I can't read days in 'until soonish', so nothing changed.",
        "away 4/2 - 6/2/2027": "'4/2 - 6/2/2027' can be read in two ways, so nothing changed.",
    }.items():
        ana.types(f"/pm-progress {typed}")
        assert ana.last("#general").visible.startswith(says), typed
    assert not progress_of(world, ana).week.away
    ana.types("/pm-progress away")
    ana.chooses(ids.AWAY_FROM, "2027-01-04")
    ana.submits()
    assert ana.modal
    assert not progress_of(world, ana).week.away


def test_what_was_asked_for_in_days_to_come_is_called_off_when_they_are_taken(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress plan")  # Wednesday 14:00, with a reminder
    ana.submits()
    ana.closes()
    ana.types("/pm-progress away from 13 January to 14 January")
    said = ana.last("#general").visible
    assert "Your plan is in these days (Wed 14:00, Lisbon time), so its reminder doesn't come." in said
    ana.clicks(ids.AWAY_TAKE, in_="#general")
    world.settle()
    assert "I write again" in ana.last("#general").visible
    assert "Your plan is for Wed 14:00, Lisbon time." in ana.last("DM").visible
    # Nothing else can be put there: neither a plan nor the week's message.
    ana.types("/pm-progress plan")
    ana.chooses(ids.PLAN_DAY, "2027-01-14")
    refused = ana.submits().errors[ids.PLAN_HOUR]
    assert refused == "You are away on that day. The next free hour is Fri 09:00, Lisbon time."
    ana.closes()
    ana.types("/pm-progress later")
    world.walk_to("2027-01-12 12:00")
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow", in_="#general")
    count = len(ana.messages("DM"))
    world.walk_to("2027-01-15 08:59")
    assert len(ana.messages("DM")) == count


def test_the_dashboard_and_home_lead_into_time_away_and_out_of_it(world: World, ana: Person) -> None:
    for place, act in (("#general", "Take time away"), ("Home", "Take time away")):
        ana.opens(place)
        ana.types("/pm-progress") if place == "#general" else None
        if place == "Home":
            ana.clicks(ids.MORE_OPEN)
        ana.clicks(act, in_="modal" if place == "Home" else place)
        ana.submits()
        ana.closes(all_views=True)
        world.settle()
        assert progress_of(world, ana).week.away
        ana.opens(place)
        ana.types("/pm-progress") if place == "#general" else None
        seen = ana.sees(place)
        assert "Until then your programme waits." in seen
        ana.clicks("End time away", in_=place)
        world.settle()
        assert not progress_of(world, ana).week.away


def test_a_message_that_was_moved_into_days_away_stays_where_it_is(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    ana.types("/pm-progress away from 12 January to 14 January")
    ana.clicks(ids.AWAY_TAKE, in_="#general")
    count = len(ana.messages("DM"))
    world.walk_to("2027-01-18 08:59")
    assert len(ana.messages("DM")) == count


def test_a_message_that_was_moved_before_days_away_offers_none_of_them_when_it_comes(
    world: World, ana: Person
) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    ana.types("/pm-progress away from 13 January to 22 January")
    ana.clicks(ids.AWAY_TAKE, in_="#general")
    count = len(ana.messages("DM"))
    world.walk_to("2027-01-12 09:01")
    assert len(ana.messages("DM")) == count + 1
    assert "2027-01-13" not in str(ana.last("DM").blocks)
    assert "In 2 hours: Tue 11:00, Lisbon time" in str(ana.last("DM").blocks)


def test_a_day_away_leaves_the_week_as_it_is(world: World, ana: Person) -> None:
    world.walk_to("2027-01-12 12:00")
    ana.types("/pm-progress away until Wed")
    assert "count" not in ana.last("#general").visible
    ana.clicks(ids.AWAY_TAKE, in_="#general")
    world.settle()
    assert progress_of(world, ana).week.outcome is Outcome.OPEN
    assert ids.PLAN_OPEN in acts_in(ana.last("DM"))
    world.walk_to("2027-01-18 09:00")
    assert "doesn't count against you" in ana.last("DM").visible  # a miss is answered, not a return


def test_a_week_that_opens_in_a_day_away_doesnt_count_but_for_who_comes_back(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress away from 18 January to 19 January")
    assert "Week 2 doesn't count and costs you nothing." in ana.last("#general").visible
    ana.clicks(ids.AWAY_TAKE, in_="#general")
    world.walk_to("2027-01-18 12:00")
    assert progress_of(world, ana).week.outcome is Outcome.EXCUSED
    ana.types("/pm-progress back")
    world.settle()
    assert progress_of(world, ana).week.outcome is Outcome.OPEN
    assert ids.PLAN_OPEN in acts_in(ana.last("DM"))
