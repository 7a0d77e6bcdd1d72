"""The Socket Mode client: Slack's envelopes over WebSockets that take over from each other without a gap.

It is the SDK's interface over the `websockets` library; docs/adr/0009 says why not the SDK's own client.
Protocol: https://docs.slack.dev/apis/events-api/using-socket-mode/
"""

import json
import logging
import socket
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import Event, Lock, Thread
from typing import Any

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.base_handler import BaseSocketModeHandler
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientNotConnectedError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from websockets.exceptions import ConnectionClosed, ConnectionClosedOK, WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.slack.calls import asked_wait
from bot.slack.storable import storable

WORKERS = 10
"""Envelopes that are answered at once; as many as with the SDK's client."""

log = structlog.get_logger()
_WEBSOCKETS = logging.getLogger("bot.websockets")
# With a traceback, for each connection that falls silent; that it broke is logged here.
_WEBSOCKETS.addFilter(lambda record: record.msg != "keepalive ping failed")


@dataclass(frozen=True)
class Times:
    """Seconds. A connection on which nobody answers is replaced after at most `ping + pong + closing`."""

    ping: float = 2.0
    """From the answer to a ping to the next ping."""
    pong: float = 6.0
    """The wait for the answer to a ping."""
    opening: float = 10.0
    """The wait for a new connection, and then for its first frame."""
    closing: float = 1.0
    """The wait for Slack to confirm the end of a connection."""
    barren: float = 15 * 60.0
    """A connection that has brought no envelope for so long is replaced, since Slack may have forgotten one
    that still answers pings. In a quiet workspace these are four openings an hour, where Slack allows one a
    minute (apps.connections.open is of tier 1); Slack itself renews every few hours."""
    retries: tuple[float, ...] = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)
    """The wait before an opening, by how many there were in the `RECENTLY` seconds before."""


RECENTLY = 30.0


class SocketHandler(BaseSocketModeHandler):
    """Bolt's adapter: every envelope goes to the app, and the app's answer back as the acknowledgement."""

    client: "SocketClient"

    def __init__(
        self,
        app: App,
        app_token: str,
        *,
        times: Times | None = None,
        on_hello: Callable[[int], None] | None = None,
    ) -> None:
        self.app = app
        self.client = SocketClient(app_token, app.client, times=times, on_hello=on_hello)
        self.client.socket_mode_request_listeners.append(self.handle)

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one envelope, in a worker's thread."""
        began = time.time()
        send_response(client, req, run_bolt_app(self.app, req), began)


class SocketClient(BaseSocketModeClient):
    """Holds one connection, and opens the next before it lets go of one that ends.

    `num_connections` is how many connections the app has, all processes counted, by the newest `hello`; with
    each of these, `on_hello` is called with it too. `last_envelope` is when the last envelope came, in Unix
    seconds. Both are None before the first. Proxy and certificates are those of `web_client`.
    """

    def __init__(
        self,
        app_token: str,
        web_client: WebClient,
        *,
        times: Times | None = None,
        on_hello: Callable[[int], None] | None = None,
    ) -> None:
        self.app_token, self.web_client, self.logger = app_token, web_client, logging.getLogger(__name__)
        self.message_listeners, self.socket_mode_request_listeners = [], []
        self.message_workers = ThreadPoolExecutor(WORKERS, "envelope")
        self.connect_operation_lock, self.closed = Lock(), False
        self.num_connections: int | None = None
        self.last_envelope: float | None = None
        self._times, self._on_hello = times or Times(), on_hello
        self._openings: deque[float] = deque(maxlen=len(self._times.retries))
        self._current: _Connection | None = None
        self._wake, self._over = Event(), Event()
        self._keeper = Thread(target=self._keep, name="socket", daemon=True)

    def issue_new_wss_url(self) -> str:
        """Ask Slack for an address, as often as it says "too many" after the wait that it names.

        The SDK's own takes whole seconds only, and can't be woken by `close`. Raises SlackApiError.
        """
        while True:
            try:
                return str(self.web_client.apps_connections_open(app_token=self.app_token)["url"])
            except SlackApiError as error:
                if error.response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                    raise
                seconds = asked_wait(error.response.headers).total_seconds()
                log.warning("Slack's socket has to wait", action="socket.rationed", seconds=seconds)
                if self._over.wait(seconds):
                    raise

    def is_connected(self) -> bool:
        """Return whether Slack is there, as far as a connection can tell without `Times` having passed."""
        current = self._current
        return current is not None and current.is_alive() and not self.closed

    def connect(self) -> None:
        """Open the first connection, and keep one open from then on.

        Raises SlackApiError where Slack gives no address, OSError where there is no way to it.
        """
        self._current = self._open()
        self._current.read(self._heard, self._wake.set)
        self._keeper.start()

    def disconnect(self) -> None:
        """Close the connection; the next is opened at once, unless this client is closed."""
        if self._current:
            self._current.close()

    def close(self) -> None:
        """Let what is being answered finish, then close the connection. May be called twice."""
        with self.connect_operation_lock:  # a connection that is being opened isn't taken any more
            self.closed = True
        self._over.set()
        self._wake.set()
        self.message_workers.shutdown()  # before the connection: what is in flight still has to be acked
        self.disconnect()

    def send_message(self, message: str) -> None:
        """Send over the current connection, or over the one that took its place meanwhile."""
        tried = None
        while (current := self._current) is not None and current is not tried:
            try:
                return current.send(message)
            except ConnectionClosed:
                tried = current
        raise SlackClientNotConnectedError("no connection to send over")

    def _keep(self) -> None:
        while not self.closed:
            self._wake.wait(self._due_in())
            self._wake.clear()
            if self._due_in() == 0 and not self._over.wait(self._pause()):
                self._replace()

    def _due_in(self) -> float:
        return self._current.due_in() if self._current else 0.0

    def _pause(self) -> float:
        recent = sum(at > time.monotonic() - RECENTLY for at in self._openings)
        return self._times.retries[min(recent, len(self._times.retries) - 1)]

    def _replace(self) -> None:
        try:
            new = self._open()
        except Exception as error:  # whatever it is: without this thread the coach would stay deaf
            log.warning("Slack's socket doesn't open", action="socket.unopened", error=type(error).__name__)
            return
        spare: _Connection | None = new
        with self.connect_operation_lock:
            if not self.closed:
                spare, self._current = self._current, new
                new.read(self._heard, self._wake.set)  # not before: what it brings is acknowledged over it
        if spare:  # the old one has brought envelopes until here, and does so until Slack confirms its end
            spare.close()

    def _open(self) -> "_Connection":
        self._openings.append(time.monotonic())
        url = self.issue_new_wss_url()
        try:
            new = _Connection(url, self.web_client, self._times)
        except (OSError, WebSocketException) as error:
            raise ConnectionError(f"its WebSocket doesn't open: {error}") from error
        self._heard(new, new.first)
        log.info("connected to Slack's socket", action="socket.opened", connections=self.num_connections)
        return new

    def _heard(self, connection: "_Connection", raw: str) -> None:
        """Take a frame, in the thread that reads the connection."""
        message = _parsed(raw)
        if message.get("type") == "hello":
            self._greet(message.get("num_connections"))
        elif message.get("type") == "disconnect":
            connection.is_leaving = True
            self._wake.set()
        elif message.get("envelope_id"):
            connection.heard_at, self.last_envelope = time.monotonic(), time.time()
            with suppress(RuntimeError):  # closed in this moment: Slack brings it again, to somebody else
                self.message_workers.submit(self.run_message_listeners, message, raw)

    def _greet(self, connections: int | None) -> None:
        self.num_connections = connections
        try:
            if self._on_hello and connections is not None:
                self._on_hello(connections)
        except Exception:  # a connection that was opened is of use, whatever becomes of its hello
            log.exception("nobody took Slack's hello", action="socket.hello_failed")


def _parsed(raw: str) -> dict[str, Any]:
    """Return what a frame says, as far as a database takes it; nothing if it isn't Slack's."""
    try:
        message = storable(json.loads(raw))
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


class _Connection:
    """One WebSocket. `is_leaving` says that Slack is about to close it, `heard_at` is monotonic."""

    def __init__(self, url: str, web_client: WebClient, times: Times) -> None:
        """Open it and wait for its first frame, `first`. Raises OSError or WebSocketException."""
        self._barren, self.is_leaving, self.heard_at = times.barren, False, time.monotonic()
        self._has_ended = False
        with ExitStack() as stack:
            self._socket = stack.enter_context(_dial(url, web_client, times))
            _bound_sending(self._socket.socket, times.ping + times.pong)
            self.first = self._socket.recv(timeout=times.opening, decode=True)
            if _parsed(self.first).get("type") == "disconnect":  # "too_many_websockets" comes without a hello
                raise ConnectionError(f"Slack says {_parsed(self.first).get('reason')}")
            self._open = stack.pop_all()

    def read(self, heard: Callable[["_Connection", str], None], ended: Callable[[], None]) -> None:
        """Hand every frame over, in a thread that ends with the connection."""
        Thread(target=self._read, args=(heard, ended), name="socket reader", daemon=True).start()

    def _read(self, heard: Callable[["_Connection", str], None], ended: Callable[[], None]) -> None:
        try:
            while True:
                heard(self, self._socket.recv(decode=True))
        except ConnectionClosedOK:
            pass
        except ConnectionClosed as error:
            log.info("Slack's socket broke", action="socket.broken", error=str(error))
        finally:
            self._has_ended = True
            ended()

    def is_alive(self) -> bool:
        """Return whether nothing is known of its end."""
        return not self._has_ended

    def due_in(self) -> float:
        """Return the seconds until it should be replaced."""
        if not self.is_alive() or self.is_leaving:
            return 0.0
        return max(0.0, self.heard_at + self._barren - time.monotonic())

    def send(self, message: str) -> None:
        """Send a frame. Raises ConnectionClosed."""
        self._socket.send(message)

    def close(self) -> None:
        """Close it; what Slack has sent until it confirms is still read."""
        self._open.close()


def _bound_sending(sock: socket.socket, seconds: float) -> None:
    """Let the system drop what nobody takes: a frame that waits keeps pings from being sent as well."""
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(seconds * 1000))


def _dial(url: str, web_client: WebClient, times: Times) -> AbstractContextManager[ClientConnection]:
    return connect(
        url,
        ssl=web_client.ssl if url.startswith("wss:") else None,
        proxy=web_client.proxy,
        compression=None,
        max_size=None,
        open_timeout=times.opening,
        ping_interval=times.ping,
        ping_timeout=times.pong,
        close_timeout=times.closing,
        logger=_WEBSOCKETS,
    )
