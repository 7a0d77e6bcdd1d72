"""Drafts: what is typed into a long form survives closing it, and nothing else does."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.delivery.prune import DRAFTS, prune
from bot.domain.progress import WeekState
from bot.sandbox.person import Person
from bot.store.tables import Draft
from bot.views import ids
from tests.handlers.acts import forge, progress_of, written
from tests.handlers.broken import locked_database
from tests.world import World

NOTES = "She calls <!here> & the *bank*."


def draft(world: World) -> Draft | None:
    with world.bot.database.read() as session:
        return session.exec(select(Draft)).one_or_none()


def held(ana: Person) -> str:
    """Return what stands in the compulsory field of the form that is open."""
    assert ana.modal
    field = next(b for b in ana.modal.blocks if b["type"] == "input" and not b.get("optional"))
    return ana.modal.values[field["block_id"]][field["element"]["action_id"]]["value"] or ""


def types(world: World, ana: Person, text: str = NOTES) -> None:
    """Type into the week's form and close it."""
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    world.fills_compulsory(ana, text)
    ana.closes(all_views=True)


def test_what_was_typed_stands_in_the_form_that_opens_again(world: World, ana: Person) -> None:
    types(world, ana)
    world.passes(timedelta(hours=4))
    ana.types("/pm-progress done and her sister")
    assert held(ana) == f"{NOTES}\nand her sister"
    assert "Draft from Mon 10:12, Lisbon time." in ana.sees("modal")
    ana.submits()
    ana.closes(all_views=True)
    kept = draft(world)
    assert kept
    assert (kept.sent, kept.values) == (True, {})
    assert written(world, ana)[0].core == f"{NOTES}\nand her sister"
    ana.types("/pm-progress done")
    assert held(ana) == ""


def test_who_starts_empty_has_an_empty_form_whose_words_are_kept_again(world: World, ana: Person) -> None:
    types(world, ana)
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    ana.clicks(ids.HAND_IN_EMPTY)
    assert held(ana) == ""
    assert ids.HAND_IN_EMPTY not in ana.sees("modal")
    world.fills_compulsory(ana, "\u200b")
    assert list(ana.submits().errors)  # under its field, whatever that is called by now
    world.fills_compulsory(ana, "Something else.")
    ana.closes(all_views=True)
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    assert held(ana) == "Something else."
    ana.submits()
    world.settle()
    assert written(world, ana)[0].core == "Something else."


def test_a_plan_and_a_further_version_have_drafts_of_their_own(world: World, ana: Person) -> None:
    ana.clicks(ids.PLAN_OPEN, in_="DM")
    ana.chooses(ids.PLAN_HOUR, "15:30")
    ana.fills(ids.PLAN_IF, NOTES)
    ana.closes(all_views=True)
    ana.types("/pm-progress plan")
    assert NOTES in ana.sees("modal")
    assert "15:30" in ana.sees("modal")
    ana.clicks(ids.PLAN_EMPTY)
    assert NOTES not in ana.sees("modal")
    ana.closes(all_views=True)
    world.hands_in(ana, "First.")
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    assert held(ana) == "First."
    world.fills_compulsory(ana, "Second.")
    ana.closes(all_views=True)
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    assert held(ana) == "Second."


def test_keys_that_overtake_each_other_or_the_form_change_nothing(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    for text in ("She", "She calls."):
        world.fills_compulsory(ana, text)
    first, second = keys(world)
    world.slack.sockets.waits(world.slack.sockets.again(first))
    kept = draft(world)
    assert kept
    assert "She calls." in kept.values.values()
    ana.submits()
    world.slack.sockets.waits(world.slack.sockets.again(second))
    kept = draft(world)
    assert kept
    assert kept.values == {}


def keys(world: World) -> list[Any]:
    return [
        envelope
        for envelope in world.slack.sockets.delivered
        if envelope.payload.get("actions", [{}])[0].get("type") == "plain_text_input"
    ]


@pytest.mark.parametrize("form", [ids.HAND_IN_FORM, ids.PLAN_FORM])
def test_values_that_come_with_a_closed_form_are_kept(world: World, ana: Person, form: str) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE if form == ids.HAND_IN_FORM else ids.PLAN_OPEN, in_="DM")
    assert ana.modal
    view = ana.modal
    field = next(
        b["element"]["action_id"] for b in view.blocks if b["type"] == "input" and not b.get("optional")
    )
    told = {
        "id": view.id,
        "callback_id": form,
        "blocks": view.blocks,
        "private_metadata": view.view["private_metadata"],
        "state": {"values": {"any": {field: {"type": "plain_text_input", "value": NOTES}}}},
    }
    world.slack.user_actions.interaction(ana.id, "view_closed", view=told, is_cleared=False)
    kept = draft(world)
    assert kept
    assert kept.values == {field: NOTES}


def test_a_key_that_cant_be_kept_disturbs_nobody_and_the_next_one_brings_it(
    world: World, ana: Person
) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    with locked_database(world):
        world.fills_compulsory(ana, NOTES)
        assert ana.modal
        assert ana.modal.view["callback_id"] == ids.HAND_IN_FORM
    assert draft(world) is None
    world.fills_compulsory(ana, f"{NOTES} And")
    assert draft(world)


def test_an_old_draft_is_pruned(world: World, ana: Person) -> None:
    types(world, ana)
    assert prune(world.bot.database) == 0
    with world.bot.database.write() as session:
        session.exec(select(Draft)).one().typed_at -= int(DRAFTS.total_seconds() * 1000) + 60_000
    assert prune(world.bot.database) == 1
    assert draft(world) is None


def test_a_swap_says_that_a_draft_is_kept_and_leads_to_it(world: World, ana: Person) -> None:
    first = progress_of(world, ana).week.assignment.title
    types(world, ana)
    ana.clicks(ids.ASSIGNMENT_SWAP, in_="DM")
    ana.clicks(ids.ASSIGNMENT_TAKE)
    assert f'Your draft for "{first}" is saved.' in ana.sees("modal")
    ana.clicks(ids.HAND_IN_OTHER)
    assert held(ana) == NOTES
    ana.closes(all_views=True)
    # From the form for what the week asks for now too, and back.
    types(world, ana, "Of the second one.")
    second = progress_of(world, ana).week.assignment.title
    ana.types("/pm-progress done")
    assert held(ana) == "Of the second one."
    ana.clicks(ids.HAND_IN_OTHER)
    assert held(ana) == NOTES
    assert f'Your draft for "{second}" is saved.' in ana.sees("modal")
    ana.submits()
    ana.closes(all_views=True)
    world.settle()
    [piece] = written(world, ana)
    assert (piece.core, piece.title) == (NOTES, first)
    assert progress_of(world, ana).week.state is WeekState.HANDED_IN


def test_who_empties_a_draft_from_before_the_swap_stays_in_its_form(world: World, ana: Person) -> None:
    first = progress_of(world, ana).week.assignment.title
    types(world, ana)
    ana.clicks(ids.ASSIGNMENT_SWAP, in_="DM")
    ana.clicks(ids.ASSIGNMENT_TAKE)
    ana.clicks(ids.HAND_IN_OTHER)
    ana.clicks(ids.HAND_IN_EMPTY)
    assert held(ana) == ""
    assert first in ana.sees("modal")


def test_a_draft_of_somebodys_own_choice_is_named_in_the_weeks_form(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_SWAP, in_="DM")
    ana.clicks(ids.ASSIGNMENT_OWN)
    world.fills_compulsory(ana, NOTES)
    ana.closes(all_views=True)
    ana.types("/pm-progress done")
    assert "Your draft for your own choice is saved." in ana.sees("modal")
    ana.clicks(ids.HAND_IN_OTHER)
    assert held(ana) == NOTES


def test_only_what_a_week_has_asked_for_opens_as_a_draft(world: World, ana: Person) -> None:
    types(world, ana)
    ana.clicks(ids.ASSIGNMENT_SWAP, in_="DM")
    ana.clicks(ids.ASSIGNMENT_TAKE)
    assert ana.modal
    forge(ana.modal.blocks, ids.HAND_IN_OTHER, f"{progress_of(world, ana).week.id}:tickets")
    ana.clicks(ids.HAND_IN_OTHER)
    assert "That one isn't yours" in ana.sees("modal")
