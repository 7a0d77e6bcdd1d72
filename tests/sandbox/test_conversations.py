"""Conversations and people as the Web API tells of them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from bot.sandbox.records import ChannelRecord, PersonRecord
from tests.sandbox.conftest import MakeSandbox, client_of, error, refused, without_scope

KEY = {"event_type": "coach_post", "event_payload": {"key": "k1"}}


def test_opening_a_dm_twice_gives_the_same_channel(client: WebClient, ana: PersonRecord) -> None:
    first = client.conversations_open(users=ana.id)
    again = client.conversations_open(users=[ana.id], return_im=True)
    assert first["channel"] == {"id": again["channel"]["id"]}
    assert (again["channel"]["user"], again["already_open"]) == (ana.id, True)
    by_channel = client.conversations_open(channel=first["channel"]["id"])
    assert by_channel["channel"] == first["channel"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ({"users": ""}, "users_list_not_supplied"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"users": "U0NOBODY"}, "user_not_found"),
        ({"users": ",".join(f"U{n}" for n in range(9))}, "too_many_users"),
        ({"users": "U1,U2"}, "missing_scope"),
    ],
)
def test_a_dm_that_slack_refuses(client: WebClient, call: dict[str, str], code: str) -> None:
    assert error(client.api_call, api_method="conversations.open", params=call) == code


def test_a_group_dm_is_not_a_dm(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(lambda manifest: manifest["oauth_config"]["scopes"]["bot"].append("mpim:write"))
    assert error(client_of(slack).conversations_open, users="U1,U2") == "invalid_user_combination"


def test_somebody_who_left_can_not_be_opened(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> None:
    sandbox.workspace.deactivate(ana)
    assert error(client.conversations_open, users=ana.id) == "user_disabled"


def test_info_counts_members_only_when_asked(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> None:
    wins = sandbox.workspace.add_channel("wins", purpose="Wins", members=[ana], with_bot=True)
    assert "num_members" not in client.conversations_info(channel=wins.id)["channel"]
    shown = client.conversations_info(channel=wins.id, include_num_members=True)["channel"]
    assert (shown["num_members"], shown["is_private"], shown["is_member"]) == (2, False, True)
    assert shown["purpose"]["value"] == "Wins"


def test_each_kind_of_conversation_has_its_own_scope(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(without_scope("groups:read"))
    client, bo = client_of(slack), slack.workspace.add_person("Bo")
    private = slack.workspace.add_channel("secret", private=True, members=[bo], with_bot=True)
    body = refused(client.conversations_info, channel=private.id)
    assert (body["error"], body["needed"]) == ("missing_scope", "groups:read")
    assert client.conversations_info(channel=slack.workspace.dm(bo.id).id)["channel"]["is_im"]
    body = refused(client.users_conversations, types="public_channel,private_channel")
    assert body["needed"] == "groups:read"


def test_without_any_of_the_family_the_scope_is_asked_for_first(make_sandbox: MakeSandbox) -> None:
    def change(manifest: dict[str, dict[str, dict[str, list[str]]]]) -> None:
        manifest["oauth_config"]["scopes"]["bot"] = ["chat:write"]

    body = refused(client_of(make_sandbox(change)).conversations_history, channel="C0NOWHERE")
    assert body["needed"] == "channels:history,groups:history,im:history"


def test_a_private_channel_without_the_bot_does_not_exist(client: WebClient, sandbox: Sandbox) -> None:
    private = sandbox.workspace.add_channel("secret", private=True)
    assert error(client.conversations_info, channel=private.id) == "channel_not_found"
    listed = client.conversations_list(types="public_channel,private_channel", limit=1000)["channels"]
    assert private.id not in [each["id"] for each in listed]


def test_members_come_in_pages_and_include_the_bot(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord
) -> None:
    wins = sandbox.workspace.add_channel("wins", members=[ana], with_bot=True)
    first = client.conversations_members(channel=wins.id, limit=1)
    rest = client.conversations_members(channel=wins.id, cursor=first["response_metadata"]["next_cursor"])
    assert first["members"] + rest["members"] == [ana.id, sandbox.app.bot_user_id]
    assert rest["response_metadata"]["next_cursor"] == ""
    assert error(client.conversations_members, channel=wins.id, cursor="!") == "invalid_cursor"
    assert (
        error(
            client.api_call, api_method="conversations.members", params={"channel": wins.id, "limit": "many"}
        )
        == "invalid_limit"
    )


def test_a_list_keeps_to_the_kinds_asked_for(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> None:
    wins = sandbox.workspace.add_channel("wins", members=[ana], with_bot=True)
    secret = sandbox.workspace.add_channel("secret", private=True, members=[ana], with_bot=True)
    gone = sandbox.workspace.add_channel("gone", members=[ana])
    sandbox.workspace.archive(gone)
    of_ana = client.users_conversations(
        user=ana.id, types="public_channel,private_channel", exclude_archived=True
    )
    assert {each["id"] for each in of_ana["channels"]} == {sandbox.workspace.general.id, wins.id, secret.id}
    of_bot = client.users_conversations(types="private_channel")["channels"]
    assert secret.id in [each["id"] for each in of_bot]
    assert error(client.conversations_list, types="party") == "invalid_types"
    assert error(client.users_conversations, user="U0NOBODY") == "user_not_found"


@pytest.fixture
def dm(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> ChannelRecord:
    for text in ("one", "two", "three"):
        client.chat_postMessage(channel=ana.id, text=text, metadata=KEY)
    return sandbox.workspace.dm(ana.id)


def test_history_comes_newest_first_in_pages(client: WebClient, dm: ChannelRecord) -> None:
    first = client.conversations_history(channel=dm.id, limit=2)
    assert [each["text"] for each in first["messages"]] == ["three", "two"]
    assert first["has_more"]
    rest = client.conversations_history(channel=dm.id, cursor=first["response_metadata"]["next_cursor"])
    assert [each["text"] for each in rest["messages"]] == ["one"]
    assert not rest["has_more"]


def test_metadata_comes_back_only_when_asked_for(client: WebClient, dm: ChannelRecord) -> None:
    plain = client.conversations_history(channel=dm.id)["messages"]
    full = client.conversations_history(channel=dm.id, include_all_metadata=True)["messages"]
    assert "metadata" not in plain[0]
    assert full[0]["metadata"] == KEY


def test_the_edges_of_a_window_count_only_when_inclusive(client: WebClient, dm: ChannelRecord) -> None:
    one, two, three = (each.ts for each in dm.messages)
    inner = client.conversations_history(channel=dm.id, oldest=one, latest=three)
    outer = client.conversations_history(channel=dm.id, oldest=one, latest=three, inclusive=True)
    assert [each["ts"] for each in inner["messages"]] == [two]
    assert [each["ts"] for each in outer["messages"]] == [three, two, one]
    for name in ("oldest", "latest"):
        assert error(client.conversations_history, channel=dm.id, **{name: "then"}) == f"invalid_ts_{name}"


def test_replies_in_a_thread_are_not_in_the_history(client: WebClient, dm: ChannelRecord) -> None:
    reply = client.chat_postMessage(channel=dm.id, text="reply", thread_ts=dm.messages[0].ts)
    assert reply["message"]["thread_ts"] == dm.messages[0].ts
    assert len(client.conversations_history(channel=dm.id)["messages"]) == 3


def test_only_members_read_a_public_channel(client: WebClient, sandbox: Sandbox) -> None:
    public = sandbox.workspace.add_channel("public")
    assert error(client.conversations_history, channel=public.id) == "not_in_channel"


def test_a_persons_zone_comes_with_its_offset_of_today(client: WebClient, ana: PersonRecord) -> None:
    user = client.users_info(user=ana.id)["user"]
    offset = datetime.now(ZoneInfo("Europe/Lisbon")).utcoffset()
    assert offset is not None
    assert (user["tz"], user["tz_offset"]) == ("Europe/Lisbon", offset.total_seconds())
    assert (user["name"], user["profile"]["display_name"], user["real_name"]) == ("ana", "Ana", "Ana Sousa")


def test_a_locale_comes_only_when_asked_for(client: WebClient, ana: PersonRecord) -> None:
    assert "locale" not in client.users_info(user=ana.id)["user"]
    assert client.users_info(user=ana.id, include_locale=True)["user"]["locale"] == "en-US"


@pytest.mark.parametrize(("tz", "said"), [("", {}), ("Mars/Olympus", {"tz": "Mars/Olympus", "tz_offset": 0})])
def test_a_zone_that_nobody_knows_is_answered_too(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord, tz: str, said: dict[str, object]
) -> None:
    sandbox.workspace.set_zone(ana, tz)
    user = client.users_info(user=ana.id)["user"]
    assert {name: user[name] for name in ("tz", "tz_offset") if name in user} == said


def test_who_left_is_deleted_and_has_no_zone(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> None:
    sandbox.workspace.deactivate(ana)
    user = client.users_info(user=ana.id, include_locale=True)["user"]
    assert user["deleted"]
    assert {"tz", "tz_offset", "is_admin", "locale"} & user.keys() == set()


def test_the_list_of_people_holds_the_bot_and_slackbot(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord
) -> None:
    guest = sandbox.workspace.add_person("Gus", guest=True)
    people = {user["id"]: user for user in client.users_list(limit=1000)["members"]}
    assert people["USLACKBOT"]["is_bot"] is False
    assert people[sandbox.app.bot_user_id]["is_bot"] is True
    assert people[guest.id]["is_restricted"] is True
    assert people[ana.id]["is_restricted"] is False
    assert error(client.users_info, user="U0NOBODY") == "user_not_found"
