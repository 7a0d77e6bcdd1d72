"""A model's server on a real socket: whatever it does, one outcome comes, in a bounded time."""

import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.second_reading import NotRead, Unread, read
from bot.model.endpoint import MOST_BYTES, Endpoint
from tests import model_server as plays
from tests.model_server import ModelServer, Plays
from tests.slowness import LONG

TEXT = "Recommendation:\nWe wait with the export. It’s late, and “nobody” asked twice."
KEY = "sk-not-to-be-seen"
POINT = {"quote": "We wait with the export.", "comment": "Until when? Name the date."}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer().serving() as made:
        yield made


def endpoint(server: ModelServer) -> Endpoint:
    return Endpoint(server.url, "tiny-1", KEY, "our own IT", timeout=LONG)


def test_it_sees_the_text_and_what_to_do_and_nothing_else(server: ModelServer) -> None:
    server.plays = plays.says([POINT])
    came = read(endpoint(server), "a page for a VP", TEXT)
    assert [tuple(each) for each in came.points] == [(POINT["quote"], POINT["comment"])]
    [asked] = server.asked
    assert asked["path"] == "/v1/chat/completions"
    assert asked["headers"]["Authorization"] == f"Bearer {KEY}"
    assert [each["role"] for each in asked["body"]["messages"]] == ["system", "user"]
    assert asked["body"]["messages"][1]["content"] == TEXT
    assert asked["body"]["model"] == "tiny-1"


def test_without_a_key_none_is_sent(server: ModelServer) -> None:
    read(replace(endpoint(server), key=""), "a page", TEXT)
    assert "Authorization" not in server.asked[0]["headers"]


@pytest.mark.parametrize(
    ("play", "why"),
    [
        (plays.says([]), Unread.NOTHING),
        (plays.says([{"quote": "We wait with the import.", "comment": "Why?"}]), Unread.MISQUOTED),
        (plays.says([{"comment": "A point without a quote."}]), Unread.MISQUOTED),
        (plays.says([{"quote": "the export", "comment": "Two words stand in any text."}]), Unread.MISQUOTED),
        (plays.says([{"quote": POINT["quote"]}]), Unread.NONSENSE),
        (plays.says([{**POINT, "comment": "See https://evil.example/x for more."}]), Unread.NONSENSE),
        (plays.says([{**POINT, "comment": "Ask <@U0ANA> about it."}]), Unread.NONSENSE),
        (plays.answers(200, plays.message('{"points": "none"}')), Unread.NONSENSE),
        (plays.answers(200, plays.message("Great work, keep going!")), Unread.NONSENSE),
        (plays.answers(200, plays.message("[" * 100_000)), Unread.NONSENSE),
        (plays.answers(200, plays.message("{" + '"a":{' * 30_000 + "}" * 30_001)), Unread.NONSENSE),
        (plays.answers(200, plays.message(None)), Unread.NONSENSE),
        (plays.answers(200, plays.message(None, refusal="I can't read that.")), Unread.DECLINED),
        (plays.answers(200, b'{"choices": []}'), Unread.NONSENSE),
        (plays.answers(200, b"[]"), Unread.NONSENSE),
        (plays.answers(200, b"\xff\xfe\x00garbage"), Unread.NONSENSE),
        (plays.answers(200, b""), Unread.NONSENSE),
        (plays.answers(200, b"<html>Log in</html>", "text/html"), Unread.NONSENSE),
        (plays.answers(200, b" " * (MOST_BYTES + 1)), Unread.NONSENSE),
        (plays.answers(429, b"{}"), Unread.BUSY),
        (plays.answers(503, b"{}"), Unread.BUSY),
        (plays.answers(401, b"{}"), Unread.REFUSED),
        (plays.answers(404, b"{}"), Unread.REFUSED),
        (plays.answers(500, b"{}"), Unread.REFUSED),
        (plays.answers(302, b""), Unread.REFUSED),
        (plays.streams, Unread.NONSENSE),
        (plays.breaks_off, Unread.NONSENSE),
        (plays.is_no_http, Unread.NONSENSE),
    ],
)
def test_whatever_it_answers_there_is_one_outcome(server: ModelServer, play: Plays, why: Unread) -> None:
    server.plays = play
    assert read(endpoint(server), "a page", TEXT).unread is why
    assert len(server.asked) == 1  # it is never asked twice


@pytest.mark.parametrize("play", [plays.hangs, plays.drips])
def test_a_server_that_hangs_or_drips_is_left_in_time(server: ModelServer, play: Plays) -> None:
    server.plays = play
    began = time.monotonic()
    assert read(replace(endpoint(server), timeout=0.3), "a page", TEXT).unread is Unread.SLOW
    assert time.monotonic() - began < LONG


def test_a_server_that_isnt_there() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
    assert read(Endpoint(url, "tiny-1"), "a page", TEXT).unread is Unread.AWAY


def test_one_good_point_among_lies_is_all_that_is_shown(server: ModelServer) -> None:
    lies: list[Any] = [
        {"quote": "everybody loves it", "comment": "They don't."},
        "no object",
        {"quote": 7, "comment": "x"},
    ]
    server.plays = plays.says([*lies, POINT, POINT], "Here you are:\n```json\n{}\n```")
    assert [each.quote for each in read(endpoint(server), "a page", TEXT).points] == [POINT["quote"]]


def test_a_quote_may_differ_in_spaces_and_marks_and_is_shown_as_it_stands(server: ModelServer) -> None:
    server.plays = plays.says([{"quote": 'It\'s late,\n and "nobody" asked', "comment": "Whom did you ask?"}])
    assert [each.quote for each in read(endpoint(server), "a page", TEXT).points] == [
        "It’s late, and “nobody” asked"
    ]


def test_at_most_three_points_and_none_without_an_end(server: ModelServer) -> None:
    words = [f"word{number} is here now." for number in range(9)]
    server.plays = plays.says([{"quote": each, "comment": "Why\u202e? " * 900} for each in words])
    points = read(endpoint(server), "a page", " ".join(words)).points
    assert len(points) == 3
    assert all(len(each.said) < 410 and "\u202e" not in each.said for each in points)


def test_the_key_stands_in_no_repr_and_in_no_error(server: ModelServer) -> None:
    server.plays = plays.answers(401, json.dumps({"error": f"bad key {KEY}"}).encode())
    asking = endpoint(server)
    assert KEY not in repr(asking)
    with pytest.raises(NotRead) as error:
        asking.ask("Read it.", TEXT)
    assert KEY not in str(error.value)
    assert error.value.__cause__ is None
