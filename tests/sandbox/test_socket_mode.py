"""Socket Mode with the SDK's own client: one connection per payload, redelivery, reconnects."""

from __future__ import annotations

import json
import queue
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bot.sandbox import Sandbox
from bot.sandbox.timings import Timings
from tests.sandbox.conftest import MakeSandbox, client_of, without_scope
from tests.sandbox.sdk_client import hang_up
from tests.slowness import LONG, patient_timings, until

Json = dict[str, Any]


@pytest.fixture
def slack(make_sandbox: MakeSandbox) -> Sandbox:
    """A sandbox that soon closes the connections that it has warned."""
    return make_sandbox(timings=patient_timings(disconnect=0.05))


def dial(slack: Sandbox) -> ClientConnection:
    """A bare socket, past its hello."""
    url = client_of(slack).apps_connections_open(app_token=slack.app_token)["url"]
    socket = connect(url)
    slack.sockets.wait_for_connections()
    return socket


def receive(socket: ClientConnection) -> Json:
    frame: Json = json.loads(socket.recv(timeout=LONG))
    return frame


def ack(socket: ClientConnection, frame: Json, **more: Any) -> None:
    socket.send(json.dumps({"envelope_id": frame["envelope_id"], **more}))


class Patient:
    """The SDK's client: acks and remembers."""

    def __init__(self, slack: Sandbox) -> None:
        self.requests: queue.Queue[SocketModeRequest] = queue.Queue()
        self.client = SocketModeClient(
            app_token=slack.app_token, web_client=client_of(slack), ping_interval=0.2
        )
        self.client.socket_mode_request_listeners.append(self._heard)  # type: ignore[arg-type]
        self.client.connect()
        slack.sockets.wait_for_connections()

    def _heard(self, client: SocketModeClient, request: SocketModeRequest) -> None:
        self.requests.put(request)
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    def next(self) -> SocketModeRequest:
        return self.requests.get(timeout=LONG)


@pytest.fixture
def patient(slack: Sandbox) -> Iterator[Patient]:
    patient = Patient(slack)
    yield patient
    hang_up(patient.client)


def test_the_first_frame_is_hello(slack: Sandbox) -> None:
    with dial(slack) as socket:
        hello = receive(socket)
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": slack.app.app_id}


def test_a_ticket_works_once(slack: Sandbox) -> None:
    url = client_of(slack).apps_connections_open(app_token=slack.app_token)["url"]
    with connect(url), pytest.raises(InvalidStatus):
        connect(url)


def test_a_ping_is_answered(slack: Sandbox) -> None:
    with dial(slack) as socket:
        assert socket.ping().wait(LONG)


def test_each_payload_goes_to_exactly_one_connection(slack: Sandbox) -> None:
    bo = slack.workspace.add_person("Bo")
    with dial(slack) as first, dial(slack) as second:
        slack.sockets.wait_for_connections(2)
        assert [receive(first)["type"], receive(second)["type"]] == ["hello", "hello"]
        for _ in range(2):
            slack.events.home_opened(bo.id, "home")
        got = [receive(first)["envelope_id"], receive(second)["envelope_id"]]
        assert len(set(got)) == 2


def test_an_eleventh_connection_is_turned_away(slack: Sandbox) -> None:
    with ExitStack() as held:
        for _ in range(10):
            held.enter_context(dial(slack))
        assert slack.sockets.wait_for_connections(10)
        eleventh = held.enter_context(dial(slack))
        assert receive(eleventh) == {"type": "disconnect", "reason": "too_many_websockets"}
        with pytest.raises(ConnectionClosed):
            receive(eleventh)


def test_the_sdk_reconnects_after_a_disconnect_warning(slack: Sandbox, patient: Patient) -> None:
    bo = slack.workspace.add_person("Bo")
    slack.faults.warn_sockets()
    opened = [call for call in slack.calls if call.method == "apps.connections.open"]
    until(lambda: len(slack.calls) > len(opened))
    until(lambda: slack.sockets.connections == 1)
    slack.user_actions.open_home(bo.id)
    assert patient.next().payload["event"]["type"] == "app_home_opened"


def test_the_sdk_comes_back_after_its_socket_is_cut(slack: Sandbox, patient: Patient) -> None:
    bo = slack.workspace.add_person("Bo")
    slack.faults.drop_sockets()
    until(lambda: sum(call.method == "apps.connections.open" for call in slack.calls) == 2)
    assert slack.sockets.wait_for_connections()
    assert slack.user_actions.open_home(bo.id).delivered


def test_an_event_that_nobody_acks_comes_three_more_times(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(timings=Timings(ack=0.15, retries=(0.0, 0.05, 0.05)))
    with dial(slack) as socket:
        receive(socket)
        assert slack.user_actions.open_home(slack.workspace.add_person("Bo").id).timed_out
        frames = [receive(socket) for _ in range(4)]
        until(lambda: len(slack.sockets.lost) == 1)
    assert [frame["retry_attempt"] for frame in frames] == [0, 1, 2, 3]
    assert [frame["retry_reason"] for frame in frames] == ["", "timeout", "timeout", "timeout"]
    assert len({frame["payload"]["event_id"] for frame in frames}) == 1


def test_an_ack_ends_the_redelivery(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(timings=Timings(ack=0.15, retries=(0.0, 30.0)))
    with dial(slack) as socket:
        receive(socket)
        envelope = slack.events.home_opened(slack.workspace.add_person("Bo").id, "home")
        assert envelope is not None
        first, second = receive(socket), receive(socket)
        ack(socket, second)
        until(lambda: envelope.acked)
        assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
        slack.events.home_opened(slack.workspace.add_person("Li").id, "home")
        assert receive(socket)["retry_attempt"] == 0
    assert slack.sockets.lost == []


def test_an_event_while_nobody_is_connected_waits_for_the_next_try(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(timings=Timings(ack=0.1, retries=(0.0, *[0.1] * 1000)))
    slack.user_actions.open_home(slack.workspace.add_person("Bo").id)
    with dial(slack) as socket:
        assert receive(socket)["type"] == "hello"
        assert receive(socket)["retry_attempt"] >= 1


def test_a_command_on_a_broken_connection_comes_again_on_the_next(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox()
    bo = slack.workspace.add_person("Bo")
    with dial(slack) as first:
        receive(first)
        envelope = slack.sockets.deliver("slash_commands", {"user_id": bo.id}, takes_answer=True)
        sent = receive(first)
    with dial(slack) as second:
        receive(second)
        again = receive(second)
        assert again["envelope_id"] == sent["envelope_id"]
        ack(second, again, payload={"text": "hi"})
        assert slack.sockets.waits(envelope)
        assert envelope.answer == {"text": "hi"}


def test_a_payload_beside_an_ack_counts_only_where_slack_takes_one(slack: Sandbox) -> None:
    with dial(slack) as socket:
        receive(socket)
        envelope = slack.sockets.deliver("interactive", {})
        frame = receive(socket)
        assert frame["accepts_response_payload"] is False
        socket.send('{"envelope_id": "unknown"}')
        ack(socket, frame, payload={"text": "hi"})
        assert slack.sockets.waits(envelope)
        assert envelope.answer is None


def test_a_socket_that_speaks_no_json_is_closed(slack: Sandbox) -> None:
    with dial(slack) as socket:
        receive(socket)
        socket.send("hello")
        with pytest.raises(ConnectionClosed):
            receive(socket)


def test_a_payload_may_come_twice_or_late(slack: Sandbox) -> None:
    bo = slack.workspace.add_person("Bo")
    with dial(slack) as socket:
        receive(socket)
        slack.faults.duplicate_payloads()
        slack.events.home_opened(bo.id, "home")
        first, twin = receive(socket), receive(socket)
        ack(socket, first)
        assert first == twin
        slack.faults.delay_payloads(0.2)
        late, next_one = (slack.events.home_opened(bo.id, "home") for _ in range(2))
        assert late
        assert next_one
        assert [receive(socket)["envelope_id"] for _ in range(2)] == [next_one.id, late.id]


def test_a_payload_may_come_again_in_another_envelope_though_it_was_acked(slack: Sandbox) -> None:
    with dial(slack) as first, dial(slack) as second:
        slack.sockets.wait_for_connections(2)
        receive(first), receive(second)
        slack.faults.repeat_payloads()
        slack.events.home_opened(slack.workspace.add_person("Bo").id, "home")
        frame = receive(second)
        ack(second, frame)
        again = receive(first)
        ack(first, again)
        until(lambda: slack.sockets.unacked == 0)
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert again["payload"] == frame["payload"]
    assert again["envelope_id"] != frame["envelope_id"]


def test_events_are_wrapped_as_slack_wraps_them(slack: Sandbox) -> None:
    with dial(slack) as socket:
        receive(socket)
        slack.events.home_opened(slack.workspace.add_person("Bo").id, "home")
        body = receive(socket)["payload"]
    wrapper = ("event_callback", slack.app.app_id, slack.app.team_id)
    assert (body["type"], body["api_app_id"], body["team_id"]) == wrapper
    assert body["authorizations"][0]["user_id"] == slack.app.bot_user_id
    assert body["event_id"].startswith("Ev")


def test_the_apps_own_messages_edits_and_deletions_come_back_as_events(slack: Sandbox) -> None:
    client, bo = client_of(slack), slack.workspace.add_person("Bo")
    with dial(slack) as socket:
        receive(socket)
        sent = client.chat_postMessage(channel=bo.id, text="x")
        client.chat_update(channel=sent["channel"], ts=sent["ts"], text="y")
        client.chat_delete(channel=sent["channel"], ts=sent["ts"])
        posted, changed, deleted = (receive(socket)["payload"]["event"] for _ in range(3))
    assert (posted["bot_id"], posted.get("subtype")) == (slack.app.bot_id, None)
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("y", "x")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", sent["ts"])


def test_an_event_needs_its_subscription_and_its_scope(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(without_scope("im:history"))
    bo = slack.workspace.add_person("Bo")
    assert slack.events.said(slack.workspace.post(slack.workspace.dm(bo.id).id, bo.id, "x")) is None
    private = slack.workspace.add_channel("secret", private=True)
    assert slack.events.joined(bo.id, private, bo.id) is not None
    bare = make_sandbox(lambda manifest: manifest["settings"].pop("event_subscriptions"))
    li = bare.workspace.add_person("Li")
    assert bare.events.home_opened(li.id, "home") is None
    assert bare.events.user_changed(li) is None


def test_commands_need_their_scope(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(without_scope("commands"))
    result = slack.person(slack.workspace.add_person("Bo").id).types("/small")
    assert result.notice is not None
    assert "not a valid command" in result.notice
