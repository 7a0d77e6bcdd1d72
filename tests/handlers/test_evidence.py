"""Looking at what was handed in."""

import re

import pytest

from bot.sandbox import elements
from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import acts_in, form, hands_in_again, parsed_texts
from tests.world import World


def test_before_the_first_piece_the_one_act_that_brings_it_is_there(world: World, ana: Person) -> None:
    ana.types("/pm-progress evidence")
    assert ana.last("#general").visible.startswith(
        "Your first piece of evidence goes here. One line and a link are enough."
    )
    ana.clicks(ids.ASSIGNMENT_DONE)
    assert form(ana) == ids.HAND_IN_FORM


def test_the_newest_piece_comes_first_with_its_week_and_version(world: World, ana: Person) -> None:
    world.hands_in(ana, "One.")
    world.walk_to("2027-01-18 09:00")
    world.hands_in(ana, "Two.")
    ana.clicks(ids.EVIDENCE_REVISE)
    world.fills_compulsory(ana, "Two, better.")
    ana.submits()
    ana.closes()
    ana.types("/pm-progress evidence")
    rows = [line for line in ana.last("#general").visible.splitlines() if " for week " in line]
    assert len(rows) == 2
    assert "version 2 (18 Jan): " in rows[0]
    assert "for week 2" in rows[0]
    assert rows[1] == "Ask one person about the last time they used your work (11 Jan): interview for week 1"


def test_a_piece_is_shown_with_every_field_that_was_filled_in(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, "She calls.")
    ana.fills("Who", "a support colleague")
    ana.chooses("When", "2027-01-12")
    ana.submits()
    ana.closes()
    ana.types("/pm-progress evidence")
    ana.clicks(ids.EVIDENCE_SEE)
    seen = ana.sees("modal")
    for words in ("What did you learn?\nShe calls.", "Who\na support colleague", "When\n2027-01-12"):
        assert words in seen
    assert "A quote" not in seen


def test_from_eleven_pieces_on_the_rest_is_behind_a_button(world: World, ana: Person) -> None:
    for number in range(11):
        hands_in_again(world, ana, f"Piece {number}.")
    ana.types("/pm-progress evidence")
    assert acts_in(ana.last("#general")).count(ids.EVIDENCE_SEE) == 10
    ana.clicks(ids.EVIDENCE_ALL, in_="#general")
    assert acts_in(ana.modal).count(ids.EVIDENCE_SEE) == 11
    ana.clicks(ids.EVIDENCE_SEE)
    assert "Piece 10." in ana.sees("modal")


def test_closed_weeks_without_evidence_can_be_handed_in_for_newest_first(world: World, ana: Person) -> None:
    world.walk_to("2027-02-08 12:00")
    ana.types("/pm-progress evidence")
    buttons = [found.element for found in elements.interactive(ana.last("#general").blocks)]
    assert [button["action_id"] for button in buttons] == [ids.ASSIGNMENT_DONE] * 2
    assert ["week 4" in buttons[0]["text"]["text"], "week 3" in buttons[1]["text"]["text"]] == [True, True]


@pytest.mark.parametrize(
    "words", ["<!channel> <@U0LI> *bold* _it_ ~no~ & <https://x.org|here>", "שלום <!here> עולם‏"]
)
def test_words_are_shown_as_they_were_typed_wherever_they_stand(
    world: World, ana: Person, words: str
) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, words)
    for field in ("Who", "Your questions", "A quote", "A surprise", "Link to more"):
        ana.fills(field, words)
    ana.submits()
    ana.closes()
    world.settle()
    assert words in ana.sees("DM")
    ana.clicks(ids.EVIDENCE_SEE)
    assert ana.sees("modal").count(words) == 6
    ana.closes()
    ana.clicks(ids.WIN_EDIT)
    ana.fills(ids.WIN_TEXT, words)
    ana.submits()
    world.settle()
    assert f"{words}\nShared by Ana" in ana.last("DM").visible
    ana.clicks(ids.WIN_SHARE)
    world.settle()
    assert ana.last("#wins").visible == f"{words}\nShared by Ana"
    ana.clicks(ids.WIN_EDIT)
    assert words in ana.sees("modal")
    ana.closes()
    ana.opens_home()
    world.settle()
    assert "broke" not in ana.sees("DM")
    assert [text for text in parsed_texts(world) if re.search("<[!@#]", text)] == []
