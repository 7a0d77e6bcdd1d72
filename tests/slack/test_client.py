"""The client that sends keeps connections open, and never lets an answer be another call's."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import wait
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack import client as module
from bot.slack.client import SendingClient
from tests.slowness import LONG


class Slack(ThreadingHTTPServer):
    """Answers with the channel that it was asked to post to, and remembers who called."""

    daemon_threads = True

    def __init__(self) -> None:
        self.callers: list[tuple[str, int]] = []
        self.paths: list[str] = []
        self.hang_up = self.say_close = self.hints = self.chunked = self.unmeasured = False
        self.status = 200
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Slack

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.callers.append(self.client_address)
        self.server.paths.append(self.path)
        if self.server.hints:
            for _ in range(2):
                self.send_response_only(103)
                self.send_header("Link", "</>; rel=preload")
                self.end_headers()
        self.send_response(self.server.status)
        if self.server.chunked:
            self.send_header("Transfer-Encoding", "chunked")
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        elif not self.server.unmeasured:
            self.send_header("Content-Length", str(len(body)))
        if self.server.say_close:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.server.hang_up or self.server.say_close or self.server.unmeasured

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def client_of(slack: Slack) -> Iterator[SendingClient]:
    client = SendingClient("xoxb-1", base_url=f"http://127.0.0.1:{slack.server_port}/api/", timeout=120)
    yield client
    client.close()


def say(client: SendingClient, word: str) -> str:
    """The server answers with what it got, so that an answer shows which call it belongs to."""
    return str(client.api_call("chat.postMessage", json={"ok": True, "word": word})["word"])


def test_calls_one_after_the_other_share_a_connection(slack: Slack) -> None:
    with client_of(slack) as client:
        assert [say(client, word) for word in "abc"] == ["a", "b", "c"]
    assert len(set(slack.callers)) == 1
    assert slack.paths == ["/api/chat.postMessage"] * 3


def test_many_threads_get_their_own_answers_over_no_more_connections_than_threads(slack: Slack) -> None:
    words = [str(number) for number in range(200)]
    with client_of(slack) as client, ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda word: say(client, word), words)) == words
    assert len(set(slack.callers)) <= 8


@pytest.mark.parametrize("how", ["hang_up", "say_close"])
def test_a_connection_that_slack_closed_is_replaced_without_a_word(slack: Slack, how: str) -> None:
    setattr(slack, how, True)
    with client_of(slack) as client:
        for word in "ab":
            assert say(client, word) == word
            until_closed(client)
    assert len(set(slack.callers)) == 2


def until_closed(client: SendingClient) -> None:
    """Wait for the end of the connection to arrive, as it has by the next call to a real Slack."""
    for _, connection in client._kept:
        assert wait([connection.sock], timeout=LONG)


def test_a_connection_isnt_used_again_after_a_while(slack: Slack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 0)
    with client_of(slack) as client:
        assert [say(client, word) for word in "ab"] == ["a", "b"]
    assert len(set(slack.callers)) == 2


def test_after_a_refusal_the_connection_is_used_again(slack: Slack) -> None:
    with client_of(slack) as client:
        slack.status = 500
        with pytest.raises(SlackApiError):
            say(client, "a")
        slack.status = 200
        assert say(client, "b") == "b"
    assert len(set(slack.callers)) == 1


def test_after_a_call_without_an_answer_a_new_connection_is_made() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        client = SendingClient("xoxb-1", base_url=f"http://127.0.0.1:{deaf.getsockname()[1]}/api/", timeout=1)
        with pytest.raises(TimeoutError):
            say(client, "a")
        assert not client._kept


def test_what_comes_before_an_answer_is_passed_over(slack: Slack) -> None:
    """It is no answer, and the answer that follows is no other call's."""
    slack.hints = True
    with client_of(slack) as client:
        assert [say(client, word) for word in "ab"] == ["a", "b"]
    assert len(set(slack.callers)) == 1


def test_an_answer_in_chunks_leaves_the_connection_open(slack: Slack) -> None:
    slack.chunked = True
    with client_of(slack) as client:
        assert [say(client, word) for word in "ab"] == ["a", "b"]
    assert len(set(slack.callers)) == 1


def test_an_answer_that_ends_with_its_connection_is_read_whole(slack: Slack) -> None:
    slack.unmeasured = True
    with client_of(slack) as client:
        assert [say(client, word) for word in "ab"] == ["a", "b"]
    assert len(set(slack.callers)) == 2


@pytest.mark.parametrize(
    "answer",
    [b"X: ", b"Content-Length: 999\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n3e7\r\n", b"\r\n"],
    ids=["in its head", "by its length", "in chunks", "until its connection ends"],
)
def test_an_answer_that_drips_is_given_up_when_the_time_is_over(answer: bytes) -> None:
    with dripping(answer) as port:
        client = SendingClient("xoxb-1", base_url=f"http://127.0.0.1:{port}/api/", timeout=1)
        with pytest.raises(TimeoutError):
            say(client, "a")


@contextmanager
def dripping(answer: bytes) -> Iterator[int]:
    """A server that says so much at once, and then a byte each tenth of a second, for long."""
    over = threading.Event()

    def drip() -> None:
        caller, _ = server.accept()
        with caller:
            caller.sendall(b"HTTP/1.1 200 OK\r\n" + answer)
            with suppress(OSError):  # the client has hung up
                for _ in range(1000):
                    if over.wait(0.1):
                        break
                    caller.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        thread.join(LONG)


def test_no_server_is_an_error_of_the_connection() -> None:
    client = SendingClient("xoxb-1", base_url="http://127.0.0.1:1/api/", timeout=1)
    with pytest.raises(URLError):
        say(client, "a")


def test_a_request_that_didnt_get_out_whole_is_an_error_of_the_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        gone = pool.submit(lambda: server.accept()[0].close())
        client = SendingClient(
            "xoxb-1", base_url=f"http://127.0.0.1:{server.getsockname()[1]}/api/", timeout=120
        )
        with pytest.raises(URLError):
            say(client, "x" * 32_000_000)
        gone.result()


def test_through_a_proxy_calls_go_the_sdks_way(slack: Slack) -> None:
    with client_of(slack) as client:
        client.proxy = f"http://127.0.0.1:{slack.server_port}"
        client.base_url = "http://slack.invalid/api/"
        assert say(client, "a") == "a"
    assert slack.paths == ["http://slack.invalid/api/chat.postMessage"]
