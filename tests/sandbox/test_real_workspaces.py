"""What real workspaces send: threads, files, entities, strangers, rations, other apps, foreign pages."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.sandbox.records import ChannelRecord, PersonRecord
from bot.sandbox.wire_text import rich_text, with_entities
from tests.sandbox.conftest import MakeSandbox, client_of, error
from tests.sandbox.sdk_client import hang_up
from tests.sandbox.small_app import Running, actions, field_of, modal
from tests.sandbox.test_socket_mode import Patient, dial, receive
from tests.slowness import LONG, patient_timings, until

Json = dict[str, Any]


@pytest.fixture
def person(running: Running) -> Person:
    return running.slack.person(running.slack.workspace.add_person("Ana").id)


@pytest.fixture
def told(running: Running, person: Person) -> Any:
    """The last message event of this person that the app heard."""

    def last(result: Any) -> Json:
        assert result.delivered
        assert not result.timed_out
        return running.heard_of(person.id, "message")[-1]

    return last


# -- threads


def test_a_reply_names_its_thread_and_whose_it_is(running: Running, person: Person, told: Any) -> None:
    nudge = running.client.chat_postMessage(channel=person.id, text="Your week")
    event = told(person.replies(person.last(), "on it"))
    assert (event["thread_ts"], event["parent_user_id"]) == (nudge["ts"], running.slack.app.bot_user_id)
    assert event["text"] == "on it"


def test_history_has_the_parent_only_and_replies_has_the_thread(running: Running, person: Person) -> None:
    client, nudge = running.client, running.client.chat_postMessage(channel=person.id, text="Your week")
    person.replies(person.last(), "one")
    client.chat_postMessage(channel=nudge["channel"], text="two", thread_ts=nudge["ts"])
    history = client.conversations_history(channel=nudge["channel"])["messages"]
    assert [each["text"] for each in history] == ["Your week"]
    assert (history[0]["reply_count"], history[0]["thread_ts"]) == (2, nudge["ts"])
    thread = client.conversations_replies(channel=nudge["channel"], ts=nudge["ts"])["messages"]
    assert [each["text"] for each in thread] == ["Your week", "one", "two"]
    assert [each.get("parent_user_id") for each in thread] == [None, *[running.slack.app.bot_user_id] * 2]


def test_replies_come_in_pages_within_bounds(running: Running, person: Person) -> None:
    client, nudge = running.client, running.client.chat_postMessage(channel=person.id, text="0")
    channel, parent = nudge["channel"], nudge["ts"]
    stamps = [
        client.chat_postMessage(channel=channel, text=str(n), thread_ts=parent)["ts"] for n in (1, 2, 3)
    ]
    first = client.conversations_replies(channel=channel, ts=parent, limit=3)
    assert ([each["text"] for each in first["messages"]], first["has_more"]) == (["0", "1", "2"], True)
    cursor = first["response_metadata"]["next_cursor"]
    rest = client.conversations_replies(channel=channel, ts=parent, limit=3, cursor=cursor)
    assert ([each["text"] for each in rest["messages"]], rest["has_more"]) == (["3"], False)
    late = client.conversations_replies(channel=channel, ts=parent, oldest=stamps[1])
    assert [each["text"] for each in late["messages"]] == ["0", "3"]


def test_a_thread_that_does_not_exist_is_not_found(running: Running, person: Person) -> None:
    channel = running.client.conversations_open(users=person.id)["channel"]["id"]
    assert error(running.client.conversations_replies, channel=channel, ts="1.0") == "thread_not_found"


def test_a_reply_that_was_deleted_leaves_the_thread(running: Running, person: Person) -> None:
    client, nudge = running.client, running.client.chat_postMessage(channel=person.id, text="Your week")
    reply = client.chat_postMessage(channel=nudge["channel"], text="one", thread_ts=nudge["ts"])
    client.chat_delete(channel=nudge["channel"], ts=reply["ts"])
    thread = client.conversations_replies(channel=nudge["channel"], ts=nudge["ts"])["messages"]
    assert [each["text"] for each in thread] == ["Your week"]


# -- what a message holds


def test_a_file_without_words_has_an_empty_text(person: Person, told: Any) -> None:
    event = told(person.shares("notes.pdf"))
    assert (event["subtype"], event["text"], "blocks" in event) == ("file_share", "", False)
    assert (event["files"][0]["name"], event["files"][0]["filetype"]) == ("notes.pdf", "pdf")
    assert "notes.pdf" in person.sees("DM")


def test_a_voice_clip_is_a_file_of_its_own_kind(person: Person, told: Any) -> None:
    event = told(person.shares("clip.m4a", "listen"))
    assert (event["files"][0]["subtype"], event["text"]) == ("slack_audio", "listen")


def test_a_forwarded_message_keeps_its_words_in_an_attachment(
    running: Running, person: Person, told: Any
) -> None:
    workspace = running.slack.workspace
    bo = workspace.add_person("Bo")
    said = workspace.post(workspace.general.id, bo.id, "the spec is done")
    event = told(person.forwards(said))
    assert (event["text"], event["attachments"][0]["text"]) == ("", "the spec is done")
    assert event["attachments"][0]["author_id"] == bo.id


def test_what_people_type_becomes_entities_once_it_is_switched_on(
    running: Running, person: Person, told: Any
) -> None:
    workspace = running.slack.workspace
    bo = workspace.add_person("Bo.Lind")
    workspace.formats_text = True
    try:
        event = told(person.writes("@Bo.Lind see README.md & https://x.dev/a, #general @here"))
    finally:
        workspace.formats_text = False
    general = workspace.general
    assert event["text"] == (
        f"<@{bo.id}> see <http://README.md|README.md> &amp; <https://x.dev/a>, "
        f"<#{general.id}|general> <!here>"
    )
    kinds = [leaf["type"] for leaf in event["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["user", "text", "link", "text", "link", "text", "channel", "text", "broadcast"]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("2 < 3 & done", "2 &lt; 3 &amp; done"),
        ("mail me@example.com", "mail <mailto:me@example.com|me@example.com>"),
        ("v1.2 and e.g. this", "v1.2 and e.g. this"),
        ("see example.com.", "see <http://example.com|example.com>."),
        ("(https://x.dev/a?b=1&c=2)", "(<https://x.dev/a?b=1&amp;c=2>)"),
        ("@nobody #nowhere", "@nobody #nowhere"),
    ],
)
def test_typed_text_goes_over_the_wire_as_slack_sends_it(typed: str, sent: str) -> None:
    assert with_entities(typed, {}) == sent


def test_any_text_of_the_wire_can_be_sent(running: Running, person: Person, told: Any) -> None:
    dm = running.slack.workspace.dm(person.id).id
    text = "<!subteam^S1|@devs> <tel:123|123> <!date^1720710212^{date_num}|then> a"
    event = told(running.slack.user_actions.send(person.id, dm, text))
    assert event["text"] == text
    leaves = event["blocks"][0]["elements"][0]["elements"]
    assert [leaf["type"] for leaf in leaves] == ["usergroup", "text", "link", "text", "date", "text"]
    assert rich_text("") == {
        "type": "rich_text",
        "block_id": "rt",
        "elements": [{"type": "rich_text_section", "elements": []}],
    }


def test_another_apps_message_for_a_person_carries_both_ids(
    running: Running, person: Person, told: Any
) -> None:
    dm = running.slack.workspace.dm(person.id).id
    event = told(running.slack.user_actions.send(person.id, dm, "standup done", integration=True))
    assert (event["user"], event["bot_id"]) == (person.id, "B0OTHERAPP1")
    assert "client_msg_id" not in event


def test_slackbot_writes_like_anybody(running: Running, person: Person) -> None:
    assert running.slack.user_actions.slackbot_says(person.id, "Reminder: stand up.").delivered
    event = running.heard_of("USLACKBOT", "message")[-1]
    assert (event["text"], "bot_id" in event) == ("Reminder: stand up.", False)
    assert "Reminder: stand up." in person.sees("DM")


# -- interactions


def test_a_select_of_an_external_source_asks_the_app_without_a_trigger(
    running: Running, person: Person
) -> None:
    asked: list[Json] = []
    running.replies["options"] = asked.append
    select = {
        "type": "external_select",
        "action_id": "act",
        "placeholder": {"type": "plain_text", "text": "Find"},
    }
    running.client.chat_postMessage(channel=person.id, text="x", blocks=[actions(select)])
    assert person.chooses("Find", "Lisbon", in_="DM").delivered
    assert (asked[0]["type"], asked[0]["value"], "trigger_id" in asked[0]) == (
        "block_suggestion",
        "Lisbon",
        False,
    )
    pressed = running.heard_of(person.id, "block_actions")[-1]["actions"][0]
    assert pressed["selected_option"] == {"text": {"type": "plain_text", "text": "Lisbon"}, "value": "lisbon"}
    with pytest.raises(AssertionError, match="the app offers: \\['Lisbon', 'Porto'\\]"):
        person.chooses("Find", "Berlin", in_="DM")


def test_a_modal_sends_what_was_chosen_from_outside(running: Running, person: Person) -> None:
    field = field_of("City", {"type": "multi_external_select", "action_id": "city"}, "city")
    running.client.views_open(trigger_id=running.slack.trigger(person.id), view=modal(field))
    person.chooses("City", ["Lisbon", "Porto"])
    assert person.submits().delivered
    state = running.heard_of(person.id, "view_submission")[-1]["view"]["state"]["values"]
    assert [each["value"] for each in state["city"]["city"]["selected_options"]] == ["lisbon", "porto"]


@pytest.mark.parametrize("kind", ["dialog_cancellation", "dialog_submission", "interactive_message"])
def test_older_payloads_have_no_trigger(running: Running, person: Person, kind: str) -> None:
    fields = {"callback_id": "old", "state": "s", "actions": [{"name": "x", "type": "button", "value": "1"}]}
    assert running.slack.user_actions.interaction(person.id, kind, **fields).ok
    payload = running.heard_of(person.id, kind)[-1]
    assert (payload["callback_id"], "trigger_id" in payload) == ("old", False)


def test_a_view_that_was_closed_or_changed_meanwhile_is_refused(running: Running, person: Person) -> None:
    client = running.client
    opened = client.views_open(trigger_id=running.slack.trigger(person.id), view=modal())["view"]
    client.views_update(view_id=opened["id"], view=modal())
    conflict = error(client.views_update, view_id=opened["id"], view=modal(), hash=opened["hash"])
    person.closes()
    gone = error(client.views_update, view_id=opened["id"], view=modal())
    assert (conflict, gone) == ("hash_conflict", "not_found")


# -- people


def test_a_deactivated_person_still_takes_posts(running: Running, person: Person) -> None:
    assert running.slack.user_actions.leave(person.id).delivered
    assert running.heard[-1]["user"]["deleted"]
    user = running.client.users_info(user=person.id)["user"]
    assert (user["deleted"], "tz" in user) == (True, False)
    assert running.client.chat_postMessage(channel=person.id, text="x")["ok"]
    assert error(running.client.conversations_open, users=person.id) == "user_disabled"
    assert running.slack.user_actions.come_back(person.id).delivered
    assert not running.client.users_info(user=person.id)["user"]["deleted"]


def test_strangers_guests_and_the_forgotten_say_what_they_are(sandbox: Sandbox, client: WebClient) -> None:
    workspace = sandbox.workspace
    stranger = workspace.add_person("Sol", stranger=True)
    guest = workspace.add_person("Gil", guest=True)
    guest.single_channel = True
    gone = workspace.add_person("Gone")
    workspace.forget_person(gone)
    users = [client.users_info(user=each.id)["user"] for each in (stranger, guest, gone)]
    assert (users[0]["is_stranger"], users[0]["team_id"]) == (True, "T0OTHERCO01")
    assert (users[1]["is_restricted"], users[1]["is_ultra_restricted"]) == (True, True)
    assert (users[2]["is_forgotten"], users[2]["deleted"]) == (True, True)
    assert not {stranger.id, guest.id, gone.id} & set(workspace.general.members)


# -- channels


@pytest.fixture
def wins(sandbox: Sandbox, ana: PersonRecord) -> ChannelRecord:
    return sandbox.workspace.add_channel("wins", private=True, members=[ana], with_bot=True)


def test_a_private_channel_can_turn_public(sandbox: Sandbox, client: WebClient, wins: ChannelRecord) -> None:
    crowd = [sandbox.workspace.add_person(f"P{n}") for n in range(3)]
    sandbox.workspace.make_public(wins, crowd)
    told = client.conversations_info(channel=wins.id, include_num_members=True)["channel"]
    assert (told["is_private"], told["num_members"]) == (False, 5)


def test_a_channel_can_be_shared_with_another_company(
    sandbox: Sandbox, client: WebClient, wins: ChannelRecord
) -> None:
    stranger = sandbox.workspace.add_person("Sol", stranger=True)
    sandbox.workspace.share_with_another_company(wins, [stranger])
    told = client.conversations_info(channel=wins.id)["channel"]
    assert (told["is_ext_shared"], told["is_shared"]) == (True, True)
    assert stranger.id in client.conversations_members(channel=wins.id)["members"]


@pytest.mark.parametrize("code", ["restricted_action", "restricted_action_read_only_channel"])
def test_posting_can_be_restricted(
    sandbox: Sandbox, client: WebClient, wins: ChannelRecord, code: str
) -> None:
    sandbox.workspace.restrict_posting(wins, code)
    assert error(client.chat_postMessage, channel=wins.id, text="x") == code
    sandbox.workspace.restrict_posting(wins, "")
    assert client.chat_postMessage(channel=wins.id, text="x")["ok"]


# -- rations


@pytest.fixture
def unlisted(make_sandbox: MakeSandbox) -> Sandbox:
    """A workspace for a commercially distributed app outside the Marketplace."""
    slack = make_sandbox()
    slack.distribute_commercially()
    return slack


def test_history_is_rationed_to_15_messages_and_one_call_a_minute(unlisted: Sandbox) -> None:
    client, ana = client_of(unlisted), unlisted.workspace.add_person("Ana")
    for n in range(17):
        channel = client.chat_postMessage(channel=ana.id, text=str(n))["channel"]
    page = client.conversations_history(channel=channel, limit=100)
    assert ([each["text"] for each in page["messages"]], page["has_more"]) == (
        [str(n) for n in range(16, 1, -1)],
        True,
    )
    with pytest.raises(SlackApiError) as caught:
        client.conversations_history(channel=channel, limit=100)
    assert caught.value.response.status_code == 429
    assert 1 <= int(caught.value.response.headers["Retry-After"]) <= 60
    ts = page["messages"][0]["ts"]
    assert client.conversations_replies(channel=channel, ts=ts)["ok"]  # its ration is its own


def test_a_ration_frees_a_call_when_its_time_is_over(
    sandbox: Sandbox, client: WebClient, ana: PersonRecord
) -> None:
    ration = sandbox.faults.ration("users.info", calls=2, seconds=3600)
    try:
        assert client.users_info(user=ana.id)["ok"]
        assert client.users_info(user=ana.id)["ok"]
        assert error(client.users_info, user=ana.id) == "ratelimited"
        ration.taken = [each - 3600 for each in ration.taken]  # an hour later
        assert client.users_info(user=ana.id)["ok"]
        assert ration.refused == 1
    finally:
        sandbox.faults.clear()


# -- sockets


@pytest.fixture
def two(make_sandbox: MakeSandbox) -> Iterator[tuple[Sandbox, Patient, Patient]]:
    """Two installations of the SDK's own client on one app token."""
    slack = make_sandbox(timings=patient_timings(disconnect=0.3))
    pair = Patient(slack), Patient(slack)
    assert slack.sockets.wait_for_connections(2)
    yield (slack, *pair)
    for each in pair:
        hang_up(each.client)


def test_slack_deals_the_envelopes_out_among_all_lines(two: tuple[Sandbox, Patient, Patient]) -> None:
    slack, *patients = two
    for _ in range(6):
        slack.sockets.waits(slack.sockets.deliver("interactive", {"type": "x"}))
    until(lambda: [each.requests.qsize() for each in patients] == [3, 3])


def test_hello_counts_the_lines_of_all_installations(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox()
    with dial(slack) as one, dial(slack) as two:
        assert [receive(each)["num_connections"] for each in (one, two)] == [1, 2]


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_after_a_planned_reconnect_everything_comes_over_the_new_line(
    make_sandbox: MakeSandbox, reason: str
) -> None:
    slack = make_sandbox(timings=patient_timings(disconnect=LONG))
    with dial(slack) as old:
        receive(old)
        slack.faults.warn_sockets(reason)
        assert receive(old) == {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        with dial(slack) as new:
            receive(new)
            assert slack.sockets.wait_for_connections(2)
            envelopes = [slack.sockets.deliver("interactive", {"type": "x"}).id for _ in range(3)]
            assert [receive(new)["envelope_id"] for _ in range(3)] == envelopes


def test_the_sdk_reconnects_when_slack_asks_for_it(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(timings=patient_timings(disconnect=0.1))
    patient = Patient(slack)
    slack.faults.warn_sockets("refresh_requested")
    assert slack.sockets.waits(slack.sockets.deliver("interactive", {"type": "x"}))
    assert patient.requests.get(timeout=LONG).payload == {"type": "x"}
    hang_up(patient.client)


# -- foreign pages


def ask(slack: Sandbox, path: str, **headers: str) -> int:
    """The status of a POST as a browser would send it."""
    to = urlsplit(slack.url)
    connection = http.client.HTTPConnection(str(to.hostname), to.port or 80)
    connection.request("POST", path, json.dumps({}), {"Content-Type": "application/json", **headers})
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("path", ["/api/auth.test", "/respond/x", "/page/actions"])
@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
def test_foreign_pages_are_refused_everywhere_and_leave_no_call(
    make_sandbox: MakeSandbox, path: str, headers: dict[str, str]
) -> None:
    slack = make_sandbox()
    slack.workspace.add_person("Ana")
    assert ask(slack, path, **headers) == 403
    assert slack.calls == []


def test_a_foreign_page_gets_no_socket(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox()
    url = client_of(slack).apps_connections_open(app_token=slack.app_token)["url"]
    with pytest.raises(InvalidStatus) as caught:
        connect(url, origin=Origin("https://evil.example"))
    assert caught.value.response.status_code == 403
