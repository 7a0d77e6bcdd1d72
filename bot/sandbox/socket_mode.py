"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode

Each payload goes to exactly one connection. Events that nobody acked within three seconds come again at
once, after a minute and after five; commands and interactions come again only if their connection breaks
while somebody still waits for them.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.timings import Timings

Json = dict[str, Any]
MOST_CONNECTIONS = 10
LONGEST_FRAME = 20_480
"""Bytes that an app may send at once; over more, Slack ends the connection (revelrylabs/slax#614 reports)."""
TOO_BIG = 1009
_ids = itertools.count(1)


@dataclass
class Envelope:
    """One payload on its way. `settled`: it was acked, or Slack stopped waiting for this attempt.

    `reached`: a connection took it; `sent` counts attempts; `repeats`: the one that brought it before.
    """

    kind: str
    payload: Json
    takes_answer: bool = False
    id: str = field(default_factory=lambda: f"envelope-{next(_ids)}-{secrets.token_hex(4)}")
    settled: threading.Event = field(default_factory=threading.Event)
    acked: bool = False
    sent: int = 0
    reached: bool = False
    repeats: Envelope | None = None
    answer: Json | None = None
    connection: _Connection | None = None

    def frame(self) -> str:
        """The JSON that goes over the wire."""
        body: Json = {
            "envelope_id": self.id,
            "type": self.kind,
            "payload": self.payload,
            "accepts_response_payload": self.takes_answer,
        }
        if self.kind == "events_api":
            retry = max(self.sent - 1, 0)
            body |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        return json.dumps(body)


@dataclass(eq=False)
class _Connection:
    """One line to the app. `retiring`: the app was told to leave it, so nothing new goes over it."""

    websocket: WebSocket
    retiring: bool = False
    outgoing: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)


class SocketMode:
    """The open connections of the app and what is on its way over them. Its methods suit any thread."""

    def __init__(self, timings: Timings, app_id: str) -> None:
        self._timings = timings
        self._app_id = app_id
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connections: list[_Connection] = []
        self._turn = 0
        self._tickets: set[str] = set()
        self._open: dict[str, Envelope] = {}
        self._joined = threading.Condition()
        self.delays: list[float] = []  # of the next envelopes, told by faults
        self.duplicates = self.repeats = 0
        self.delivered: list[Envelope] = []
        self._frames = self._acks = 0
        self.lost: list[Envelope] = []  # events that were never acked, retries included

    @property
    def connections(self) -> int:
        """The number of sockets that the app holds."""
        return len(self._connections)

    @property
    def unacked(self) -> int:
        """The number of frames that went out and weren't acked so far, repeated ones counted each time."""
        return self._frames - self._acks

    def wait_for_connections(self, count: int = 1, timeout: float = 60) -> bool:
        """Wait until at least so many sockets are open."""
        with self._joined:
            return self._joined.wait_for(lambda: len(self._connections) >= count, timeout)

    def ticket(self) -> str:
        """A single-use ticket for the socket's address."""
        ticket = secrets.token_hex(12)
        self._tickets.add(ticket)
        return ticket

    def deliver(self, kind: str, payload: Json, *, takes_answer: bool = False) -> Envelope:
        """Send a payload over one of the connections; wait on `settled` for the ack."""
        envelope = Envelope(kind, payload, takes_answer)
        self.delivered.append(envelope)
        self._call(self._start, envelope)
        return envelope

    def again(self, envelope: Envelope) -> Envelope:
        """Send the same payload in another envelope, as if no ack had come."""
        repeat = Envelope(envelope.kind, envelope.payload, envelope.takes_answer, sent=1, repeats=envelope)
        self.delivered.append(repeat)
        self._call(self._attempt, repeat)
        return repeat

    def waits(self, envelope: Envelope) -> bool:
        """Wait for the ack as long as Slack does; False if it didn't come."""
        envelope.settled.wait(self._timings.ack + sum(self.delays) + 5)
        return envelope.acked

    def warn(self, reason: str = "warning") -> None:
        """Tell every connection to reconnect, and close it some seconds later."""
        self._call(self._warn, reason)

    def hang_up(self) -> None:
        """Close every connection with a close frame."""
        self._call(self._hang_up)

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Serve from this event loop."""
        self._loop = loop

    def _call(self, work: Callable[..., None], *arguments: Any) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(work, *arguments)

    # -- from here on in the event loop

    def _start(self, envelope: Envelope) -> None:
        if self.delays:
            self._later(self.delays.pop(0), self._attempt, envelope)
        else:
            self._attempt(envelope)

    def _attempt(self, envelope: Envelope) -> None:
        if envelope.acked:
            return
        envelope.sent += 1
        self._open[envelope.id] = envelope
        if not self._send(envelope):
            self._later(0, self._expire, envelope, envelope.sent)
            return
        if self.duplicates:
            self.duplicates -= 1
            self._send(envelope)
        self._later(self._timings.ack, self._expire, envelope, envelope.sent)

    def _send(self, envelope: Envelope) -> bool:
        if not self._connections:
            return False
        staying = [each for each in self._connections if not each.retiring] or self._connections
        self._turn = (self._turn + 1) % len(staying)
        envelope.connection = staying[self._turn]
        envelope.connection.outgoing.put_nowait(envelope.frame())
        envelope.reached = True
        self._frames += 1
        return True

    def _expire(self, envelope: Envelope, attempt: int) -> None:
        if envelope.acked or envelope.sent != attempt:
            return
        envelope.settled.set()
        retries = self._timings.retries if envelope.kind == "events_api" else ()
        if attempt <= len(retries):
            self._later(retries[attempt - 1], self._attempt, envelope)
        else:
            self._open.pop(envelope.id, None)
            self.lost.append(envelope)

    def _later(self, seconds: float, work: Callable[..., None], *arguments: Any) -> None:
        asyncio.get_running_loop().call_later(seconds, work, *arguments)

    def _ack(self, frame: Json) -> None:
        self._acks += 1
        envelope = self._open.pop(frame.get("envelope_id", ""), None)
        if envelope is None:
            return
        envelope.acked = True
        envelope.answer = frame.get("payload") if envelope.takes_answer else None
        if self.repeats and not envelope.repeats:
            self.repeats -= 1
            self.again(envelope)
        envelope.settled.set()

    def _warn(self, reason: str) -> None:
        frame = json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
        for connection in list(self._connections):
            connection.retiring = True
            connection.outgoing.put_nowait(frame)
            self._later(self._timings.disconnect, connection.outgoing.put_nowait, None)

    def _hang_up(self) -> None:
        for connection in self._connections:
            connection.outgoing.put_nowait(None)

    async def endpoint(self, websocket: WebSocket) -> None:
        """`/link/?ticket=…`: one connection from hello to its end."""
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await websocket.close()
            return
        self._tickets.discard(ticket)
        await websocket.accept()
        connection = _Connection(websocket)
        if len(self._connections) >= MOST_CONNECTIONS:
            await websocket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await websocket.close()
            return
        await self._serve(connection)

    async def _serve(self, connection: _Connection) -> None:
        await connection.websocket.send_json(self._hello())
        writer = asyncio.create_task(_write(connection))
        with self._joined:
            self._connections.append(connection)
            self._joined.notify_all()
        self._resend(lost=None)
        try:
            while True:
                frame = await connection.websocket.receive_text()
                if len(frame.encode()) > LONGEST_FRAME:
                    await connection.websocket.close(TOO_BIG)
                    break
                self._ack(json.loads(frame))
        except (WebSocketDisconnect, RuntimeError, ValueError):
            pass  # gone, or it doesn't speak JSON
        finally:
            self._connections.remove(connection)
            writer.cancel()
            self._resend(lost=connection)

    def _resend(self, lost: _Connection | None) -> None:
        """Give what hung on a broken connection to another one, now or when the next one comes."""
        for envelope in list(self._open.values()):
            if lost is not None and envelope.connection is lost:
                envelope.connection = None
            if envelope.connection is None and envelope.kind != "events_api":
                self._send(envelope)

    def _hello(self) -> Json:
        debug = {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "connection_info": {"app_id": self._app_id},
            "debug_info": debug,
        }

    def clients(self) -> list[tuple[str, int]]:
        """The far ends of the connections, to cut them."""
        return [
            (each.websocket.client.host, each.websocket.client.port)
            for each in self._connections
            if each.websocket.client
        ]


async def _write(connection: _Connection) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # the app left meanwhile
        while (frame := await connection.outgoing.get()) is not None:
            await connection.websocket.send_text(frame)
        await connection.websocket.close(1000)
