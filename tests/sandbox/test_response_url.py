"""response_url: five answers in half an hour, without a token."""

from __future__ import annotations

import time
import urllib.request
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk.webhook import WebhookClient

from bot.sandbox import Sandbox
from bot.sandbox.records import ChannelRecord, MessageRecord, PersonRecord
from bot.sandbox.timings import Timings
from tests.sandbox.conftest import MakeSandbox
from tests.sandbox.small_app import section


@pytest.fixture
def channel(sandbox: Sandbox, ana: PersonRecord) -> ChannelRecord:
    """A channel that the bot isn't in: answers go there all the same."""
    return sandbox.workspace.add_channel("wins", members=[ana])


def answer(url: str, **body: Any) -> tuple[int, str]:
    response = WebhookClient(url, retry_handlers=[]).send_dict(body)
    return response.status_code, response.body


def texts(sandbox: Sandbox, channel: ChannelRecord, viewer: str) -> list[str]:
    return [message.text for message in sandbox.workspace.messages(channel, viewer)]


def source(sandbox: Sandbox, channel: ChannelRecord, **details: Any) -> MessageRecord:
    return sandbox.workspace.post(channel.id, sandbox.app.bot_user_id, "before", by_app=True, **details)


def test_an_answer_is_ephemeral_by_default_and_says_plain_ok(
    sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord
) -> None:
    assert answer(sandbox.response_url(channel.id, ana.id), text="psst") == (200, "ok")
    assert texts(sandbox, channel, ana.id) == ["psst"]
    assert texts(sandbox, channel, "U0OTHER") == []


def test_in_channel_answers_are_for_all(sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord) -> None:
    answer(sandbox.response_url(channel.id, ana.id), text="all", response_type="in_channel")
    assert texts(sandbox, channel, "U0OTHER") == ["all"]


def test_an_address_takes_five_answers(sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord) -> None:
    url = sandbox.response_url(channel.id, ana.id)
    assert [answer(url, text="x")[0] for _ in range(6)] == [200] * 5 + [404]
    assert answer(url, text="x") == (404, "used_url")


def test_an_address_dies_after_half_an_hour(make_sandbox: MakeSandbox) -> None:
    assert Timings().response_url == 1800
    slack = make_sandbox(timings=Timings(response_url=0.01))
    bo = slack.workspace.add_person("Bo")
    url = slack.response_url(slack.workspace.general.id, bo.id)
    time.sleep(0.02)
    assert answer(url, text="x") == (404, "expired_url")


def test_an_unknown_address_leads_nowhere(sandbox: Sandbox) -> None:
    assert answer(f"{sandbox.url}/respond/made-up", text="x")[0] == 404


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"blocks": [{"type": "image"}]}, "invalid_blocks"),
        ({"text": ""}, "no_text"),
        ({}, "invalid_payload"),
    ],
)
def test_a_bad_answer_is_a_400_without_details(
    sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord, body: dict[str, Any], reason: str
) -> None:
    assert answer(sandbox.response_url(channel.id, ana.id), **body) == (400, reason)


def test_what_is_no_json_is_an_invalid_payload(
    sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord
) -> None:
    for body in (b"{", b"[]"):
        request = urllib.request.Request(sandbox.response_url(channel.id, ana.id), body)
        with pytest.raises(HTTPError) as caught:
            urllib.request.urlopen(request)
        with caught.value as answer:
            assert answer.read() == b"invalid_payload"


def test_the_source_is_replaced_or_deleted(
    sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord
) -> None:
    message = source(sandbox, channel, ephemeral_for=ana.id)
    url = sandbox.response_url(channel.id, ana.id, message.ts)
    answer(url, text="after", blocks=[section("after")], replace_original=True)
    assert texts(sandbox, channel, ana.id) == ["after"]
    assert message.edited_ts is None
    answer(url, text="more", delete_original=True)
    assert texts(sandbox, channel, ana.id) == ["more"]
    public = source(sandbox, channel)
    url = sandbox.response_url(channel.id, ana.id, public.ts)
    answer(url, text="after", replace_original=True)
    assert public.edited_ts is not None
    answer(url, delete_original=True)
    assert texts(sandbox, channel, ana.id) == ["more"]


def test_a_commands_answer_has_nothing_to_replace(
    sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord
) -> None:
    url = sandbox.response_url(channel.id, ana.id)
    answer(url, text="one")
    answer(url, text="two", replace_original=True)
    assert texts(sandbox, channel, ana.id) == ["one", "two"]


def test_long_blocks_pass_here_although_a_post_refuses_them(
    sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord
) -> None:
    assert (
        answer(sandbox.response_url(channel.id, ana.id), text="x", blocks=[section("x" * 2900)] * 5)[0] == 200
    )


def test_an_answer_may_fail_like_any_call(
    sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord
) -> None:
    sandbox.faults.server_error("response_url")
    assert answer(sandbox.response_url(channel.id, ana.id), text="x")[0] == 503
    assert sandbox.calls[-1].answer is None
