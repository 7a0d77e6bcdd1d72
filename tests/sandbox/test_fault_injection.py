"""Trouble on demand, seen through the real SDK."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from bot.sandbox.records import ChannelRecord, PersonRecord
from tests.sandbox.conftest import error
from tests.slowness import LONG, until


@pytest.fixture
def dm(sandbox: Sandbox, ana: PersonRecord) -> Iterator[ChannelRecord]:
    yield sandbox.workspace.dm(ana.id)
    sandbox.faults.clear()


def posted(dm: ChannelRecord) -> int:
    return len(dm.messages)


def test_429_says_when_to_come_back_and_executes_nothing(
    client: WebClient, sandbox: Sandbox, dm: ChannelRecord
) -> None:
    fault = sandbox.faults.rate_limit("chat.postMessage", times=2, retry_after=7)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel=dm.id, text="x")
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "7"
        assert caught.value.response["error"] == "ratelimited"
    assert (posted(dm), fault.hits) == (0, 2)
    assert client.chat_postMessage(channel=dm.id, text="x")["ok"]


@pytest.mark.parametrize("executed", [False, True])
def test_a_server_error_may_hide_that_the_call_took_effect(
    client: WebClient, sandbox: Sandbox, dm: ChannelRecord, executed: bool
) -> None:
    sandbox.faults.server_error("chat.postMessage", status=502, executed=executed)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=dm.id, text="x")
    assert caught.value.response.status_code == 502
    assert posted(dm) == int(executed)


def test_fatal_error_comes_after_the_post(client: WebClient, sandbox: Sandbox, dm: ChannelRecord) -> None:
    sandbox.faults.fatal_error("chat.postMessage")
    assert error(client.chat_postMessage, channel=dm.id, text="x") == "fatal_error"
    assert posted(dm) == 1


def test_a_call_can_be_refused_with_any_code(client: WebClient, sandbox: Sandbox, dm: ChannelRecord) -> None:
    sandbox.faults.refuse("chat.postMessage", "account_inactive")
    assert error(client.chat_postMessage, channel=dm.id, text="x") == "account_inactive"
    assert posted(dm) == 0


@pytest.mark.parametrize("executed", [False, True])
def test_the_connection_may_break_before_or_after_the_post(
    client: WebClient, sandbox: Sandbox, dm: ChannelRecord, executed: bool
) -> None:
    sandbox.faults.drop("chat.postMessage", executed=executed)
    with pytest.raises((URLError, RemoteDisconnected, ConnectionResetError)):
        client.chat_postMessage(channel=dm.id, text="x")
    assert posted(dm) == int(executed)


def test_the_sdks_default_retry_doubles_a_post_whose_answer_was_lost(
    sandbox: Sandbox, dm: ChannelRecord
) -> None:
    careless = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    sandbox.faults.drop("chat.postMessage", executed=True)
    careless.chat_postMessage(channel=dm.id, text="x")
    assert posted(dm) == 2


@pytest.mark.parametrize("executed", [False, True])
def test_a_hanging_call_holds_nobody_else_up(
    client: WebClient, sandbox: Sandbox, dm: ChannelRecord, executed: bool
) -> None:
    fault = sandbox.faults.hang("chat.postMessage", executed=executed)
    failures: list[Exception] = []

    def post() -> None:
        try:
            client.chat_postMessage(channel=dm.id, text="x")
        except Exception as failure:
            failures.append(failure)

    thread = threading.Thread(target=post)
    thread.start()
    until(lambda: fault.hits)
    assert client.auth_test()["ok"]
    assert thread.is_alive()
    sandbox.faults.clear()
    thread.join(LONG)
    assert len(failures) == 1
    assert posted(dm) == int(executed)


def test_a_slow_call_answers_late(client: WebClient, sandbox: Sandbox, dm: ChannelRecord) -> None:
    sandbox.faults.slow(0.1, "chat.postMessage")
    started = time.monotonic()
    assert client.chat_postMessage(channel=dm.id, text="x")["ok"]
    assert time.monotonic() - started >= 0.1


def test_a_fault_may_strike_whatever_comes_next(
    client: WebClient, sandbox: Sandbox, dm: ChannelRecord
) -> None:
    sandbox.faults.rate_limit()
    assert error(client.auth_test) == "ratelimited"
    assert client.auth_test()["ok"]
