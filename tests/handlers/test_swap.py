"""Taking another assignment, as long as the week can be bent."""

from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import acts_in, forge, progress_of
from tests.world import World


def test_two_others_are_offered_each_with_its_reason(ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_SWAP)
    seen = ana.sees("modal")
    assert "Ask one person about the last time they used your work (45 min)" in seen
    assert acts_in(ana.modal) == [*[ids.ASSIGNMENT_TAKE] * 2, ids.ASSIGNMENT_OWN]
    assert "This can be your first piece on" in seen


def test_taking_one_changes_the_message_in_place_and_its_form(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_SWAP)
    ana.clicks(ids.ASSIGNMENT_TAKE)
    swapped = ana.sees("modal")
    ana.closes()
    world.settle()
    taken = progress_of(world, ana).week
    assert taken.assignment.title in swapped
    nudge = ana.last("DM")
    assert len(ana.messages("DM")) == 2
    assert nudge.visible.startswith(f"{taken.assignment.title} (")
    assert "You chose this assignment yourself." in nudge.visible
    ana.clicks(ids.ASSIGNMENT_DONE)
    assert taken.assignment.title in ana.sees("modal")


def test_taking_one_back_again_is_possible_and_the_week_stays_the_same(world: World, ana: Person) -> None:
    before = progress_of(world, ana).week
    ana.clicks(ids.ASSIGNMENT_SWAP)
    ana.clicks(ids.ASSIGNMENT_TAKE)
    ana.closes()
    ana.types("/pm-progress swap")
    assert progress_of(world, ana).week.ends_at == before.ends_at
    assert acts_in(ana.modal).count(ids.ASSIGNMENT_TAKE) == 2


def test_keeping_the_first_changes_nothing(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_SWAP)
    ana.closes()
    assert progress_of(world, ana).week.assignment.id == "interview-last-time"


def test_a_swap_calls_a_moved_message_back(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    world.settle()
    ana.clicks(ids.ASSIGNMENT_SWAP)
    ana.clicks(ids.ASSIGNMENT_TAKE)
    ana.closes()
    world.walk_to("2027-01-12 12:00")
    assert len(ana.messages("DM")) == 2


def test_a_week_that_is_handed_in_stays_as_it_is(world: World, ana: Person) -> None:
    ana.types("/pm-progress")
    world.hands_in(ana)
    ana.clicks(ids.ASSIGNMENT_SWAP, in_="#general")
    assert ana.modal is None
    assert ana.last("#general").visible.startswith(
        "You saved evidence for week 1, so the week stays as it is."
    )


def test_an_alternative_taken_after_handing_in_changes_nothing(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_SWAP)
    modal = ana.modal
    assert modal
    world.slack.workspace.modals[ana.id] = []
    world.hands_in(ana)
    world.slack.workspace.modals[ana.id] = [modal]
    ana.clicks(ids.ASSIGNMENT_TAKE)
    assert "You saved evidence for week 1, so the week stays as it is." in ana.sees("modal")
    assert progress_of(world, ana).week.assignment.id == "interview-last-time"


def test_an_old_button_of_a_closed_week_offers_to_hand_it_in(world: World, ana: Person) -> None:
    ana.types("/pm-progress")
    world.walk_to("2027-01-18 10:00")
    ana.clicks(ids.ASSIGNMENT_SWAP, in_="#general")
    answer = ana.last("#general").visible
    assert answer.startswith("Week 1 is over. Late is fine.")
    ana.clicks(ids.ASSIGNMENT_DONE, in_="#general")
    assert "It counts for week 1" in ana.sees("modal")


def test_an_alternative_taken_in_a_form_of_last_week_changes_neither_week(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_SWAP)
    world.walk_to("2027-01-18 10:00")
    second = progress_of(world, ana).week.assignment.id
    ana.clicks(ids.ASSIGNMENT_TAKE)
    assert "Week 1 is over. Late is fine." in ana.sees("modal")
    assert progress_of(world, ana).week.assignment.id == second


def test_an_assignment_that_is_not_on_offer_cannot_be_taken(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_SWAP)
    assert ana.modal
    week = progress_of(world, ana).week
    forge(ana.modal.blocks, ids.ASSIGNMENT_TAKE, f"{week.id}:no-such-thing")
    ana.clicks(ids.ASSIGNMENT_TAKE)
    assert "That one isn't yours." in ana.sees("modal")
    assert progress_of(world, ana).week.assignment.id == week.assignment.id


def test_a_private_one_is_shown_on_a_press_and_taken_on_a_second(world: World) -> None:
    ana = world.ana
    ana.types("/pm-progress join")
    ana.chooses(ids.JOIN_START, "7")
    ana.chooses(ids.JOIN_TRACK, "Inside my company")
    ana.submits()
    world.settle()
    ana.opens("DM")
    given = progress_of(world, ana).week.assignment
    assert given.exposure < 3
    ana.clicks(ids.ASSIGNMENT_PRIVATE)
    assert "A colleague who sees this work can tell that you want to move." in ana.sees("modal")
    assert progress_of(world, ana).week.assignment == given
    ana.clicks(ids.ASSIGNMENT_TAKE)
    ana.closes()
    world.settle()
    assert progress_of(world, ana).week.assignment.exposure == 3
    assert ids.ASSIGNMENT_PRIVATE not in acts_in(ana.last("DM"))


def test_no_private_one_is_offered_where_none_fits(world: World, ana: Person) -> None:
    assert ids.ASSIGNMENT_PRIVATE not in acts_in(ana.last("DM"))
