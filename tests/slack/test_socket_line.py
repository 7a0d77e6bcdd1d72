"""The Socket Mode client: no envelope waits for a connection that ends, and no dead connection stays."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientNotConnectedError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack.socket_line import SocketClient, Times
from tests.slack.networks import certificates, proxy
from tests.slack.socket_server import HELLO, Server, serving
from tests.slowness import LONG, scaled, until

PATIENT = Times(ping=LONG, pong=LONG, opening=LONG, closing=LONG, retries=(0.0,))
"""Nothing but a frame makes a client with these do anything within a test."""
EAGER = replace(PATIENT, ping=0.05, pong=scaled(0.2), closing=0.05)
"""A silent connection is soon given up."""


@pytest.fixture
def slack() -> Iterator[Server]:
    with serving() as server:
        yield server


def ack(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
    client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))


Answer = Callable[[BaseSocketModeClient, SocketModeRequest], None]


@contextmanager
def connected(
    slack: Server,
    times: Times = PATIENT,
    answer: Answer = ack,
    on_hello: Callable[[int], None] | None = None,
    trusted: ssl.SSLContext | None = None,
) -> Iterator[SocketClient]:
    """A client that acknowledges what it gets."""
    web = WebClient(base_url=slack.api_url, retry_handlers=[], timeout=int(LONG), ssl=trusted)
    client = SocketClient("xapp-1", web, times=times, on_hello=on_hello)
    client.socket_mode_request_listeners.append(answer)
    client.connect()
    try:
        yield client
    finally:
        client.close()


def test_a_press_is_acknowledged(slack: Server) -> None:
    with connected(slack):
        line = slack.next()
        assert line.press() == line.acked()


def test_a_press_is_acknowledged_over_tls_with_the_web_clients_certificates(tmp_path: Path) -> None:
    server, client = certificates(tmp_path)
    with serving(server) as slack, connected(slack, trusted=client):
        line = slack.next()
        assert line.press("x" * 100_000) == line.acked()
        line.cut()
        new = slack.next()
        assert new.press() == new.acked()


def test_a_certificate_that_isnt_trusted_is_no_connection(tmp_path: Path) -> None:
    server, _ = certificates(tmp_path)
    with (
        serving(server) as slack,
        pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"),
        connected(slack),
    ):
        pytest.fail("it is connected")


def test_the_connection_goes_through_the_web_clients_proxy(
    slack: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy() as between:
        web = WebClient(base_url=slack.api_url, retry_handlers=[], timeout=int(LONG))
        monkeypatch.setattr(SocketClient, "issue_new_wss_url", lambda _self: slack.url)
        web.proxy = between.url
        client = SocketClient("xapp-1", web, times=PATIENT)
        client.connect()
        slack.next()
        client.close()
        assert [each.split()[0] for each in between.asked] == ["CONNECT"]


def test_while_the_next_connection_opens_the_old_one_is_still_answered(slack: Server) -> None:
    """The next connection's first frame is held back until the press is acknowledged."""
    with connected(slack) as client:
        old = slack.next()
        held = slack.hold()
        old.say(type="disconnect", reason="refresh_requested")
        assert slack.wait_for_asks(2)
        assert old.press() == old.acked()
        assert not old.closing.is_set()
        held.set()
        new = slack.next()
        assert new.press() == new.acked()
        assert old.closing.wait(LONG)
        assert client.is_connected()


def test_presses_on_the_new_connection_dont_wait_for_the_end_of_the_old_one(slack: Server) -> None:
    with connected(slack, replace(PATIENT, closing=1.0)):
        old = slack.next()
        old.confirms_close = False
        old.say(type="disconnect", reason="warning")
        new = slack.next()
        assert old.closing.wait(LONG)
        assert new.press() == new.acked()


def test_what_slack_sends_before_it_confirms_the_end_is_answered_over_the_new_connection(
    slack: Server,
) -> None:
    with connected(slack):
        old = slack.next()
        old.confirms_close = False
        old.say(type="disconnect", reason="warning")
        new = slack.next()
        assert old.closing.wait(LONG)
        assert old.press() == new.acked()
        old.cut()


def test_a_connection_that_ends_without_a_close_frame_is_replaced_at_once(slack: Server) -> None:
    with connected(slack):
        slack.next().cut()
        new = slack.next()
        assert new.press() == new.acked()


def test_a_connection_that_falls_silent_is_replaced_without_a_traceback(
    slack: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(slack, EAGER):
        slack.next().fall_silent()
        new = slack.next()
        assert new.press() == new.acked()
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux bounds how long it sends")
def test_a_connection_that_takes_no_answer_any_more_is_replaced(slack: Server) -> None:
    """An answer larger than the system's buffers holds up everything that is sent after it."""

    def at_length(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        text = "" if request.payload["pad"] else "x" * 32_000_000
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload={"text": text}))

    with connected(slack, EAGER, answer=at_length):
        line = slack.next()
        line.fall_silent()
        line.press()
        new = slack.next()
        assert new.press(pad="short") == new.acked()


def test_while_a_silent_connection_cant_be_replaced_the_client_isnt_connected(slack: Server) -> None:
    with connected(slack, EAGER) as client:
        assert client.is_connected()
        slack.refusals = 1_000_000
        slack.next().fall_silent()
        until(lambda: not client.is_connected())


def test_a_connection_that_answers_no_ping_is_replaced_though_it_brings_envelopes(slack: Server) -> None:
    with connected(slack, EAGER):
        line = slack.next()
        line.answers_pings = line.confirms_close = False
        assert line.press() == line.acked()
        new = slack.next()
        assert new.press() == new.acked()


def test_a_connection_that_answers_pings_and_brings_nothing_is_replaced(slack: Server) -> None:
    with connected(slack, replace(PATIENT, barren=0.2)):
        old, new = slack.next(), slack.next()
        assert old.closing.wait(LONG)
        assert new.press() == new.acked()


def test_a_connection_that_sends_no_first_frame_is_given_up(slack: Server) -> None:
    held = slack.hold()
    with (
        pytest.raises(OSError, match="its WebSocket doesn't open"),
        connected(slack, replace(PATIENT, opening=0.2, closing=0.05)),
    ):
        pytest.fail("it is connected")
    held.set()


def test_slack_is_asked_again_until_it_gives_an_address(slack: Server) -> None:
    with connected(slack) as client:
        slack.refusals = 3
        slack.next().cut()
        assert slack.wait_for_asks(5)
        new = slack.next()
        assert new.press() == new.acked()
        assert client.is_connected()


def test_the_more_often_it_was_opened_lately_the_longer_it_waits(slack: Server) -> None:
    """The third opening would come in a long while; closing doesn't wait for it."""
    with connected(slack, replace(PATIENT, retries=(0.0, 0.0, 3600.0))) as client:
        slack.next().cut()
        slack.next().cut()
        until(lambda: not client.is_connected())
    assert slack.asked == 2


def test_an_app_with_too_many_connections_is_told_so(slack: Server) -> None:
    slack.first = [{"type": "disconnect", "reason": "too_many_websockets"}]
    with pytest.raises(OSError, match="too_many_websockets"), connected(slack):
        pytest.fail("it is connected")


def test_a_refused_token_is_slacks_error(slack: Server) -> None:
    slack.refusals = 1
    with pytest.raises(SlackApiError, match="internal_error"), connected(slack):
        pytest.fail("it is connected")


def test_each_hello_says_how_many_connections_the_app_has(slack: Server) -> None:
    heard: list[int] = []
    slack.first = [HELLO | {"num_connections": 2}, HELLO | {"num_connections": 3}]
    with connected(slack, on_hello=heard.append) as client:
        assert (client.num_connections, heard) == (2, [2])
        slack.next().cut()
        slack.next()
        until(lambda: heard == [2, 3])
        assert client.num_connections == 3


def test_a_hello_that_nobody_can_take_leaves_the_connection_open(slack: Server) -> None:
    def fail(_connections: int) -> None:
        raise LookupError("nobody is there")

    with connected(slack, on_hello=fail):
        line = slack.next()
        assert line.press() == line.acked()


def test_the_time_of_the_last_envelope_is_kept_and_no_other_frames(slack: Server) -> None:
    before = time.time()
    with connected(slack) as client:
        line = slack.next()
        line.say(type="what comes next year")
        line.press()
        line.acked()
        first = client.last_envelope
        line.press()
        line.acked()
        assert first is not None
        assert client.last_envelope is not None
        assert before <= first <= client.last_envelope <= time.time()


def test_without_an_envelope_there_is_no_time_of_the_last(slack: Server) -> None:
    with connected(slack) as client:
        line = slack.next()
        line.say(type="what comes next year")
        line.say_in_fragments(type="interactive", envelope_id="E1", payload={})
        assert line.acked() == "E1"
        assert client.last_envelope is not None


def test_a_frame_may_be_large(slack: Server) -> None:
    with connected(slack):
        line = slack.next()
        assert line.press("x" * 3_000_000) == line.acked()


def test_what_isnt_json_is_left_alone(slack: Server) -> None:
    with connected(slack):
        line = slack.next()
        line.say_raw("UNAUTHENTICATED: cache_error")
        line.say_raw("[]")
        assert line.press() == line.acked()


def test_closing_lets_what_is_being_answered_finish(slack: Server) -> None:
    began, may_end = Event(), Event()

    def slowly(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        began.set()
        assert may_end.wait(LONG)
        ack(client, request)

    with connected(slack, answer=slowly) as client:
        line = slack.next()
        pressed = line.press()
        assert began.wait(LONG)
        closing = Thread(target=client.close)
        closing.start()
        until(lambda: client.closed)
        may_end.set()
        assert line.acked() == pressed
        closing.join(LONG)
        assert line.closing.wait(LONG)


def test_a_closed_client_has_no_threads_and_opens_nothing_more(slack: Server) -> None:
    before = set(threading.enumerate())
    with connected(slack) as client:
        slack.next()
    client.close()
    until(lambda: not [each for each in threading.enumerate() if each not in before and _ours(each)])
    assert slack.asked == 1
    with pytest.raises(SlackClientNotConnectedError):
        client.send_message("{}")


def _ours(thread: Thread) -> bool:
    return thread.name.startswith(("socket", "envelope"))


def test_a_connection_that_opens_while_the_client_closes_is_closed_too(slack: Server) -> None:
    with connected(slack) as client:
        old = slack.next()
        held = slack.hold()
        old.say(type="disconnect", reason="warning")
        assert slack.wait_for_asks(2)
        Thread(target=client.close).start()
        until(lambda: client.closed)
        held.set()
        assert slack.next().closing.wait(LONG)
        assert old.closing.wait(LONG)
