"""A model reads a piece only when its member agrees to that, and its answer never comes before the rules'."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.second_reading import Reading, Reads, Unread
from bot.sandbox.person import Person
from bot.views import ids
from bot.views import second_reading as views
from tests import model_server as plays
from tests.handlers.acts import acts_in, written
from tests.model_server import ModelServer
from tests.world import MODEL_KEY, World
from tests.world import world as open_world

STORY = "She calls the bank before she retries, and <!channel> stays as it is."
POINT = {"quote": "She calls the bank before she retries", "comment": "When was that? Say the day."}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer().serving() as made:
        made.plays = plays.says([POINT])
        yield made


@pytest.fixture
def world(tmp_path: Path, server: ModelServer) -> Iterator[World]:
    with open_world(f"sqlite:///{tmp_path / 'coach.db'}", model_url=server.url) as made:
        yield made


@pytest.fixture
def ana(world: World) -> Person:
    ana = world.joined()
    ana.opens("DM")
    return ana


def hands_in(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    world.fills_compulsory(ana, STORY)
    ana.submits()
    ana.closes(all_views=True)
    world.settle()


def agrees(world: World, ana: Person) -> None:
    ana.clicks(ids.READING_OPEN, in_="DM")
    ana.submits()
    ana.closes(all_views=True)
    world.settle()


def test_nothing_is_sent_before_the_member_has_seen_who_reads_what(
    world: World, ana: Person, server: ModelServer
) -> None:
    hands_in(world, ana)
    ana.clicks(ids.READING_OPEN, in_="DM")
    shown = ana.sees()
    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert f"the model tiny-1 at {host}" in shown
    assert "our own IT, in Lisbon. They can read your text." in shown
    assert STORY in shown
    ana.closes(all_views=True)
    world.settle()
    assert server.asked == []


def test_what_comes_is_the_models_and_quotes_the_member(
    world: World, ana: Person, server: ModelServer, caplog: Any, capsys: Any
) -> None:
    hands_in(world, ana)
    before = ana.messages("DM")
    agrees(world, ana)
    said = ana.last("DM").visible
    assert f"The model:\n{POINT['quote']}\n{POINT['comment']}" in said
    assert "This is from the model" in said
    assert [each.visible for each in ana.messages("DM")[: len(before)]] == [each.visible for each in before]
    [asked] = server.asked
    assert STORY in asked["body"]["messages"][1]["content"]
    assert not any(word in str(asked["body"]) for word in ("Ana", ana.id, "Lisbon"))
    logged = caplog.text + "".join(capsys.readouterr())
    assert MODEL_KEY not in logged
    assert "calls the bank" not in logged
    assert POINT["comment"] not in logged


def test_each_piece_and_each_press_asks_anew(world: World, ana: Person, server: ModelServer) -> None:
    hands_in(world, ana)
    agrees(world, ana)
    agrees(world, ana)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("play", "said"),
    [
        (plays.answers(429, b"{}"), "The model has too much to do at the moment."),
        (
            plays.says([{**POINT, "quote": "She never calls the bank"}]),
            "quoted words that aren't in your text",
        ),
        (plays.answers(200, b"garbage"), "made no sense"),
        (plays.answers(200, plays.message(None, refusal="No.")), "refuses to read your text"),
    ],
)
def test_what_goes_wrong_is_one_plain_line_and_nothing_is_lost(
    world: World, ana: Person, server: ModelServer, play: plays.Plays, said: str
) -> None:
    hands_in(world, ana)
    server.plays = play
    agrees(world, ana)
    shown = ana.last("DM").visible
    assert said in shown
    assert "Your piece and my own answer haven't changed." in shown
    assert written(world, ana)[0].fields["learnt"] == STORY


def test_a_reader_that_is_another_one_by_now_gets_nothing(
    world: World, ana: Person, server: ModelServer
) -> None:
    hands_in(world, ana)
    ana.clicks(ids.READING_OPEN, in_="DM")
    model = world.bot.coach.model
    assert model is not None
    other = replace(model, model="other-2")  # type: ignore[type-var]
    object.__setattr__(world.bot.coach, "model", other)
    ana.submits()
    ana.closes(all_views=True)
    world.settle()
    assert "The model has changed since you agreed, so I sent nothing." in ana.last("DM").visible
    assert server.asked == []


def test_an_old_button_where_no_model_is_set_up_any_more(
    world: World, ana: Person, server: ModelServer
) -> None:
    hands_in(world, ana)
    object.__setattr__(world.bot.coach, "model", None)
    ana.clicks(ids.READING_OPEN, in_="DM")
    assert "No model is set up here now, so I sent nothing." in ana.last("DM").visible
    assert server.asked == []


def test_without_a_model_there_is_no_button(tmp_path: Path) -> None:
    with open_world(f"sqlite:///{tmp_path / 'coach.db'}") as world:
        ana = world.joined()
        ana.opens("DM")
        hands_in(world, ana)
        assert ids.READING_OPEN not in acts_in(ana.last("DM"))


def test_every_reason_has_a_line_of_its_own() -> None:
    said = {views.reading(1, Reading(Reads("tiny-1", "here"), unread=why)).text for why in Unread}
    assert len(said) == len(Unread)
