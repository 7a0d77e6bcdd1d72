"""Messages: what real Slack refuses to post, edit or delete, the sandbox refuses."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from bot.sandbox.records import ChannelRecord, PersonRecord
from tests.sandbox.conftest import MakeSandbox, client_of, error, refused
from tests.sandbox.small_app import section

KEY = {"event_type": "coach_post", "event_payload": {"key": "k1"}}


@pytest.fixture
def dm(sandbox: Sandbox, ana: PersonRecord) -> ChannelRecord:
    return sandbox.workspace.dm(ana.id)


@pytest.fixture
def channel(sandbox: Sandbox, ana: PersonRecord) -> ChannelRecord:
    return sandbox.workspace.add_channel("wins", members=[ana], with_bot=True)


def test_a_post_to_a_person_answers_the_dms_own_id(
    client: WebClient, ana: PersonRecord, dm: ChannelRecord
) -> None:
    answer = client.chat_postMessage(channel=ana.id, text="Hello")
    assert (answer["channel"], answer["message"]["text"]) == (dm.id, "Hello")
    assert answer["message"]["bot_id"]
    assert answer["ts"] == answer["message"]["ts"]


def test_every_message_gets_a_ts_of_its_own(client: WebClient, dm: ChannelRecord) -> None:
    stamps = [client.chat_postMessage(channel=dm.id, text="x")["ts"] for _ in range(5)]
    assert stamps == sorted(set(stamps), key=float)


def test_a_message_needs_text_or_blocks(client: WebClient, dm: ChannelRecord) -> None:
    for text in ("", "   "):
        call = {"channel": dm.id, "text": text}
        assert error(client.api_call, api_method="chat.postMessage", json=call) == "no_text"


def test_blocks_alone_get_a_text_from_slack_and_their_missing_ids(
    client: WebClient, dm: ChannelRecord
) -> None:
    with pytest.warns(UserWarning, match="text"):
        answer = client.chat_postMessage(channel=dm.id, blocks=[section("*Hello*")])
    assert answer["message"]["text"] == "Hello"
    assert answer["message"]["blocks"][0]["block_id"]


def test_a_post_is_refused_where_the_bot_is_not(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord
) -> None:
    public = sandbox.workspace.add_channel("public", members=[ana])
    private = sandbox.workspace.add_channel("secret", private=True, members=[ana])
    assert error(client.chat_postMessage, channel=public.id, text="x") == "not_in_channel"
    assert error(client.chat_postMessage, channel=private.id, text="x") == "channel_not_found"
    assert error(client.chat_postMessage, channel="C0NOWHERE", text="x") == "channel_not_found"


def test_chat_write_public_reaches_channels_without_the_bot(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(
        lambda manifest: manifest["oauth_config"]["scopes"]["bot"].append("chat:write.public")
    )
    public = slack.workspace.add_channel("public")
    assert client_of(slack).chat_postMessage(channel=public.id, text="x")["ok"]


def test_an_archived_channel_takes_no_posts_and_no_edits(
    client: WebClient, sandbox: Sandbox, channel: ChannelRecord
) -> None:
    ts = client.chat_postMessage(channel=channel.id, text="x")["ts"]
    sandbox.workspace.archive(channel)
    assert error(client.chat_postMessage, channel=channel.id, text="x") == "is_archived"
    assert error(client.chat_update, channel=channel.id, ts=ts, text="y") == "is_inactive"


def test_dms_fail_while_the_messages_tab_is_off(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox()
    bo = slack.workspace.add_person("Bo")
    slack.workspace.switch_messages_tab(False)
    assert error(client_of(slack).chat_postMessage, channel=bo.id, text="x") == "messages_tab_disabled"


def test_another_name_takes_its_own_scope(client: WebClient, dm: ChannelRecord) -> None:
    body = refused(client.chat_postMessage, channel=dm.id, text="x", username="Boss")
    assert (body["error"], body["needed"]) == ("missing_scope", "chat:write.customize")


def test_a_very_long_text_is_cut_with_a_warning(client: WebClient, dm: ChannelRecord) -> None:
    answer = client.chat_postMessage(channel=dm.id, text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]


def test_markdown_text_stands_alone(client: WebClient, dm: ChannelRecord) -> None:
    answer = client.chat_postMessage(channel=dm.id, markdown_text="# Hi")
    assert answer["message"]["blocks"][0] == {
        "type": "markdown",
        "text": "# Hi",
        "block_id": answer["message"]["blocks"][0]["block_id"],
    }
    clash = {"channel": dm.id, "markdown_text": "x", "text": "y"}
    assert error(client.chat_postMessage, **clash) == "markdown_text_conflict"
    assert error(client.chat_postMessage, channel=dm.id, markdown_text="x" * 12_001) == "msg_too_long"


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ("{", "invalid_metadata_format"),
        ("[]", "invalid_metadata_format"),
        ({"event_type": "x"}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"k": "v" * 9000}}, "metadata_too_large"),
    ],
)
def test_bad_metadata_is_refused(client: WebClient, dm: ChannelRecord, metadata: Any, code: str) -> None:
    call = {"channel": dm.id, "text": "x", "metadata": metadata}
    assert error(client.api_call, api_method="chat.postMessage", json=call) == code


def test_an_edit_drops_blocks_when_only_text_is_given_and_keeps_metadata(
    client: WebClient, dm: ChannelRecord
) -> None:
    sent = client.chat_postMessage(channel=dm.id, text="x", blocks=[section("x")], metadata=KEY)
    answer = client.chat_update(channel=dm.id, ts=sent["ts"], text="y")
    assert "blocks" not in answer["message"]
    assert answer["message"]["metadata"] == KEY
    assert answer["message"]["edited"]["user"] == answer["message"]["user"]
    assert answer["ts"] == sent["ts"]
    cleared = client.chat_update(channel=dm.id, ts=sent["ts"], text="y", metadata={})
    assert "metadata" not in cleared["message"]


def test_an_edit_has_a_shorter_limit_than_a_post(client: WebClient, dm: ChannelRecord) -> None:
    ts = client.chat_postMessage(channel=dm.id, text="x" * 5000)["ts"]
    assert error(client.chat_update, channel=dm.id, ts=ts, text="x" * 4001) == "msg_too_long"


def test_edit_and_delete_take_a_channel_and_not_a_person(
    client: WebClient, ana: PersonRecord, dm: ChannelRecord
) -> None:
    ts = client.chat_postMessage(channel=ana.id, text="x")["ts"]
    assert error(client.chat_update, channel=ana.id, ts=ts, text="y") == "channel_not_found"
    assert error(client.chat_update, channel=dm.id, ts="1.1", text="y") == "message_not_found"
    assert client.chat_delete(channel=dm.id, ts=ts)["ts"] == ts
    assert error(client.chat_delete, channel=dm.id, ts=ts) == "message_not_found"


def test_other_peoples_messages_are_theirs(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord
) -> None:
    message = sandbox.workspace.post(channel.id, ana.id, "mine")
    assert error(client.chat_update, channel=channel.id, ts=message.ts, text="y") == "cant_update_message"
    assert error(client.chat_delete, channel=channel.id, ts=message.ts) == "cant_delete_message"


def test_a_private_channel_disappears_for_a_bot_that_was_removed(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord
) -> None:
    private = sandbox.workspace.add_channel("secret", private=True, members=[ana], with_bot=True)
    ts = client.chat_postMessage(channel=private.id, text="x")["ts"]
    sandbox.workspace.remove_bot(private)
    assert error(client.chat_update, channel=private.id, ts=ts, text="y") == "channel_not_found"


def test_an_ephemeral_message_is_seen_by_one_and_never_edited(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord, channel: ChannelRecord
) -> None:
    li = sandbox.workspace.add_person("Li")
    channel.members.append(li.id)
    ts = client.chat_postEphemeral(channel=channel.id, user=ana.id, text="psst")["message_ts"]
    assert [each.text for each in sandbox.workspace.messages(channel, ana.id)] == ["psst"]
    assert sandbox.workspace.messages(channel, li.id) == []
    assert client.conversations_history(channel=channel.id)["messages"] == []
    assert error(client.chat_update, channel=channel.id, ts=ts, text="y") == "message_not_found"
    stranger = sandbox.workspace.add_person("Bo")
    call = {"channel": channel.id, "user": stranger.id, "text": "psst"}
    assert error(client.chat_postEphemeral, **call) == "user_not_in_channel"
