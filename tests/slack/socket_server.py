"""A Slack for Socket Mode that misbehaves as networks do: it cuts, falls silent, or never answers a ping.

Each connection speaks through the `websockets` library's protocol without input or output of its own, so that
a test decides what is read, what is answered and how it ends.
"""

import json
import queue
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from tests.slowness import LONG

HELLO = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0"}}


class Server:
    """Gives out addresses as apps.connections.open does, and accepts connections."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.first: list[dict[str, Any]] = []
        """What connections get first, one after the other; afterwards each gets HELLO."""
        self.refusals = 0
        """How many of the next addresses are refused."""
        self.retry_after: str | None = None
        """What a refusal says to be too often; if None, it is an inner error of Slack's."""
        self.asked = 0
        self.asks = threading.Condition()
        self._gate = threading.Event()
        self._gate.set()
        self._tls = tls
        self._accepted: queue.Queue[Caller] = queue.Queue()
        self._callers: list[Caller] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._api = ThreadingHTTPServer(("127.0.0.1", 0), _api(self))
        self.api_url = f"http://127.0.0.1:{self._api.server_port}/api/"
        scheme = "wss" if tls else "ws"
        self.url = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}/link/?ticket=1"

    def start(self) -> None:
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._api.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self._api.shutdown()
        self._api.server_close()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for caller in self._callers:
            caller.cut()
            caller.close()

    def next(self) -> "Caller":
        """Return the connection that came next, past its handshake and its first frame."""
        return self._accepted.get(timeout=LONG)

    def hold(self) -> threading.Event:
        """Keep back the first frame of each further connection until the event that this returns is set."""
        self._gate = threading.Event()
        return self._gate

    def wait_for_asks(self, number: int) -> bool:
        """Wait until an address was asked for so many times."""
        with self.asks:
            return self.asks.wait_for(lambda: self.asked >= number, LONG)

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        gate = self._gate
        with suppress(OSError):
            caller = Caller(self._tls.wrap_socket(sock, server_side=True) if self._tls else sock)
            self._callers.append(caller)
            caller.shake_hands()
            gate.wait(LONG)
            caller.say(**(self.first.pop(0) if self.first else HELLO))
            self._accepted.put(caller)
            caller.listen()


class Caller:
    """One connection, from Slack's side."""

    def __init__(self, sock: socket.socket) -> None:
        self.answers_pings = self.confirms_close = True
        self.acks: queue.Queue[dict[str, Any]] = queue.Queue()
        self.closing = threading.Event()
        """The other side has sent a close frame, or has hung up."""
        self._deaf = threading.Event()
        self._sock, self._protocol = sock, ServerProtocol(max_size=None)
        self._numbers, self._lock = count(1), threading.Lock()

    def say(self, **message: Any) -> None:
        """Send a frame."""
        self.say_raw(json.dumps(message))

    def say_raw(self, text: str) -> None:
        """Send a frame that needn't be Slack's."""
        with self._lock:
            self._sock.sendall(Frame(Opcode.TEXT, text.encode()).serialize(mask=False))

    def press(self, pad: str = "") -> str:
        """Send somebody's press; returns its envelope's id."""
        envelope_id = f"E{id(self)}-{next(self._numbers)}"
        self.say(type="interactive", envelope_id=envelope_id, payload={"type": "block_actions", "pad": pad})
        return envelope_id

    def acked(self) -> str:
        """Return the id of the envelope that is acknowledged next over this connection."""
        return str(self.acks.get(timeout=LONG)["envelope_id"])

    def say_in_fragments(self, **message: Any) -> None:
        """Send a frame byte by byte, each as a WebSocket fragment of its own."""
        text = json.dumps(message).encode()
        with self._lock:
            for index in range(len(text)):
                opcode, last = Opcode.CONT if index else Opcode.TEXT, index == len(text) - 1
                self._sock.sendall(Frame(opcode, text[index : index + 1], fin=last).serialize(mask=False))

    def cut(self) -> None:
        """End the connection without a close frame.

        It isn't closed here: the next one gets its number, and this one's reader would read from that.
        """
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._sock.close()

    def fall_silent(self) -> None:
        """Read and answer nothing any more, and leave the connection open."""
        self._deaf.set()

    def shake_hands(self) -> None:
        while not (events := self._protocol.events_received()):
            self._protocol.receive_data(self._sock.recv(4096))
        [request] = events
        assert isinstance(request, Request)
        self._protocol.send_response(self._protocol.accept(request))
        self._flush()

    def listen(self) -> None:
        """Read until either side ends it."""
        with suppress(OSError):
            while not self._deaf.is_set() and (data := self._sock.recv(65536)):
                if not self._deaf.is_set():
                    self._take(data)
        if not self._deaf.is_set():
            self.closing.set()

    def _take(self, data: bytes) -> None:
        with self._lock:
            self._protocol.receive_data(data)
            for frame in self._protocol.events_received():
                self._note(frame)
            answers = self._protocol.data_to_send()
            if self._may_answer():
                self._send(answers)

    def _note(self, frame: Any) -> None:
        assert isinstance(frame, Frame)
        if frame.opcode is Opcode.TEXT:
            self.acks.put(json.loads(bytes(frame.data)))
        elif frame.opcode is Opcode.CLOSE:
            self.closing.set()

    def _may_answer(self) -> bool:
        return self.confirms_close if self.closing.is_set() else self.answers_pings

    def _flush(self) -> None:
        self._send(self._protocol.data_to_send())

    def _send(self, pieces: list[bytes]) -> None:
        for piece in pieces:
            if piece:
                self._sock.sendall(piece)
            else:
                self._sock.shutdown(socket.SHUT_WR)


def _api(server: Server) -> type[BaseHTTPRequestHandler]:
    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with server.asks:
                server.asked += 1
                refused = server.refusals > 0
                server.refusals -= refused
                server.asks.notify_all()
            answer: dict[str, Any] = {"ok": True, "url": server.url}
            rationed = refused and server.retry_after is not None
            if refused:
                answer = {"ok": False, "error": "ratelimited" if rationed else "internal_error"}
            self.send_response(429 if rationed else 200)
            if rationed:
                self.send_header("Retry-After", str(server.retry_after))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None: ...

    return Api


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve in threads until the block is left."""
    server = Server(tls)
    server.start()
    try:
        yield server
    finally:
        server.stop()
