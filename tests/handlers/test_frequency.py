"""Fewer messages in one press, from wherever it is offered, and the way back."""

from bot.domain.closing import Level
from bot.domain.slots import Pace
from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import acts_in, progress_of
from tests.handlers.test_mirror import asks
from tests.world import World


def often(world: World, person: Person) -> tuple[Pace, Level]:
    progress = progress_of(world, person)
    return progress.schedule.pace, progress.level


def test_a_press_in_the_nudge_changes_it_in_place_and_another_takes_it_back(
    world: World, ana: Person
) -> None:
    before, posted = ana.last("DM").visible, len(ana.messages("DM"))
    ana.chooses(ids.ASSIGNMENT_LATER, "fewer", in_="DM")
    world.settle()
    assert often(world, ana) == (Pace.EVERY_WEEK, Level.QUIET)
    now = ana.last("DM")
    assert now.visible.startswith("From now on I send only the assignment, once a week.")
    assert before in now.visible
    ana.clicks("Change it back", in_="DM")
    world.settle()
    assert often(world, ana) == (Pace.EVERY_WEEK, Level.NORMAL)
    assert ana.last("DM").visible == before
    assert len(ana.messages("DM")) == posted
    # The message brings the next step too, and what is done afterwards shows in it as ever.
    for _ in range(2):
        ana.chooses(ids.ASSIGNMENT_LATER, "fewer", in_="DM")
        world.settle()
    assert often(world, ana) == (Pace.EVERY_SECOND_WEEK, Level.QUIET)
    assert "until Mon 25 Jan" in ana.last("DM").visible
    ana.chooses(ids.ASSIGNMENT_LATER, "fewer", in_="DM")
    assert "If you want no messages at all" in ana.last("DM").visible
    ana.clicks("Mute everything", in_="DM")
    assert progress_of(world, ana).muted


def test_it_is_offered_by_the_receipt_the_mirror_home_and_the_answer_to_a_word(
    world: World, ana: Person
) -> None:
    def fewer_and_back(action: str, place: str) -> None:
        ana.chooses(action, "fewer", in_=place)
        world.settle()
        assert often(world, ana)[1] is Level.QUIET
        where = "modal" if place == "Home" else place
        assert ids.FEWER_UNDO in acts_in(ana.modal if place == "Home" else ana.last(place)), place
        ana.clicks("Change it back", in_=where)
        world.settle()
        assert often(world, ana)[1] is Level.NORMAL
        if ana.modal:
            ana.closes(all_views=True)

    world.hands_in(ana)
    world.walk_to("2027-01-22 14:30")
    fewer_and_back(ids.ASSIGNMENT_LATER, "DM")
    assert ids.RECEIPT_DONE in acts_in(ana.last("DM"))
    ana.opens("Home")
    fewer_and_back(ids.ASSIGNMENT_LATER, "Home")
    ana.opens("#general")
    ana.types("/pm-progress later")
    fewer_and_back(ids.ASSIGNMENT_LATER, "#general")
    world.walk_to("2027-01-25 09:00")
    asks(world, ana)
    fewer_and_back(ids.MIRROR_LATER, "DM")
    assert ids.MIRROR_OPEN in acts_in(ana.last("DM"))


def test_a_pace_can_be_typed_and_taken_back(world: World, ana: Person) -> None:
    ana.types("/pm-progress pace two a week")
    assert "From now on I send two assignments a week." in ana.last("#general").visible
    assert often(world, ana) == (Pace.TWO_A_WEEK, Level.NORMAL)
    ana.clicks("Change it back")
    assert often(world, ana) == (Pace.EVERY_WEEK, Level.NORMAL)
    ana.types("/pm-progress pace weekly")
    assert "I send one assignment every week already." in ana.last("#general").visible
    assert acts_in(ana.last("#general")) == [ids.SETTINGS_OPEN]
    ana.types("/pm-progress pace slower")
    assert ana.sees("modal").startswith("Settings")
