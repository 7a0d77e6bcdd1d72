"""A Slack that keeps what it accepted and, by seeded chance, answers as badly as a network can.

Lean enough for a hundred thousand posts: one thread, three methods. Like Slack, it keeps connections open.
"""

import asyncio
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs

from tests.slowness import LONG, scaled

CLIENT_TIMEOUT = scaled(0.8)
"""Seconds that our clients wait for this Slack, unless a test is about something else."""
SLOW = 0.6
"""Seconds that an answer takes that is slow."""
ACCEPTED = {
    "500 after",
    "dropped after",
    "hang after",
    "accepted late",
    "fatal_error",
    "HTML after",
    "hung up",
    "drip",
}
"""Faults of a post that nevertheless gets through."""
REFUSED = {"500 before", "dropped before", "hang before", "HTML before", "429", "503 before"}
SILENT = {"hang before", "hang after", "accepted late"}
FAULTS = sorted(ACCEPTED | REFUSED | {"slow"})
ELSEWHERE = ("500 before", "dropped before", "429")
"""Faults of the methods that only read."""
HTML = b"<html><body>502: the proxy regrets</body></html>"
LATER = CLIENT_TIMEOUT + 0.2
"""Seconds after which a late post gets through; at once, if its client gives up before."""
DRIP = CLIENT_TIMEOUT / 2
"""Seconds between two bytes of an answer that drips: each comes in time, and all of them take a minute."""
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"^connection: close", re.IGNORECASE | re.MULTILINE)
_TOKEN = re.compile(rb"authorization: bearer xoxb-(\S+)", re.IGNORECASE)

Rule = Callable[["Call"], "str | None"]
"""What goes wrong with a call, if anything: a fault, a code such as missing_scope, or None.

"hung up" answers and then closes the connection without having said so; "drip" answers byte by byte.
"""


@dataclass(frozen=True)
class Post:
    """What Slack accepted; `at` is monotonic, `key` the one in the metadata."""

    team: str
    channel: str
    text: str
    key: str
    ts: str
    at: float
    visible_at: float


@dataclass(frozen=True)
class Call:
    team: str
    method: str
    values: Mapping[str, Any]
    nth: int
    """Of such a call: the same post, or the same method in the same channel."""
    reused: bool = False
    """Whether its connection had carried a call before."""


def chance(seed: int, faulty: float) -> Rule:
    """Each fault in turn with the same chance, `faulty` of all calls; the same for the same seed."""

    def rule(call: Call) -> str | None:
        what = call.values.get("text") or call.values.get("channel") or call.values.get("users")
        drawn = random.Random(f"{seed}:{call.team}:{call.method}:{what}:{call.nth}")
        if drawn.random() >= faulty:
            return None
        return drawn.choice(FAULTS if call.method == "chat.postMessage" else ELSEWHERE)

    return rule


@dataclass
class Slack:
    """Every token `xoxb-TEAM` is good, every person's direct messages are in the channel `DPERSON`."""

    rule: Rule = lambda _call: None
    visible_after: float = 0.0
    """Seconds after which every second post shows in the history."""
    posts: list[Post] = field(default_factory=list)
    said: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """How often which workspace heard what of which method: a fault, or ok."""
    url: str = ""
    _places: defaultdict[tuple[str, str], list[Post]] = field(default_factory=lambda: defaultdict(list))

    def heard(self, what: str, team: str | None = None) -> int:
        """How often a workspace, or all of them, heard that."""
        return sum(n for (caller, _, said), n in self.said.items() if said == what and team in (None, caller))

    def of(self, team: str) -> list[Post]:
        """What a workspace got."""
        return [post for post in self.posts if post.team == team]

    def received(self, call: Call) -> "tuple[str | None, dict[str, Any]]":
        """What goes wrong, and the answer if nothing did."""
        fault = self.rule(call)
        self.said[call.team, call.method, fault or "ok"] += 1
        answer: dict[str, Any] = {"ok": True, "channel": {"id": f"D{call.values.get('users')}"}}
        if call.method == "conversations.history":
            answer = {"ok": True, "messages": self._history(call)}
        accepted = fault in (None, "slow") or fault in ACCEPTED
        if call.method == "chat.postMessage" and accepted and fault != "accepted late":
            post = self.accept(call)
            answer = {"ok": True, "channel": post.channel, "ts": post.ts}
        return fault, answer

    def accept(self, call: Call) -> Post:
        """Keep a post."""
        number = len(self.posts) + 1
        at = time.monotonic()
        visible = at + (self.visible_after if number % 2 else 0.0)
        key = call.values["metadata"]["event_payload"]["key"]
        ts = f"{int(time.time())}.{number:06d}"
        post = Post(call.team, call.values["channel"], call.values["text"], key, ts, at, visible)
        self.posts.append(post)
        self._places[post.team, post.channel].append(post)
        return post

    def _history(self, call: Call) -> list[dict[str, Any]]:
        now, oldest = time.monotonic(), float(call.values.get("oldest") or 0)
        return [
            {"ts": post.ts, "metadata": {"event_payload": {"key": post.key}}}
            for post in self._places[call.team, call.values["channel"]]
            if post.visible_at <= now and float(post.ts) > oldest
        ]


class _Caller(asyncio.Protocol):
    """A connection with one call after the other, until its client wants it closed, or a fault closes it."""

    def __init__(self, slack: Slack, counts: Counter[tuple[str, ...]], lines: "set[_Caller]") -> None:
        self._slack, self._counts, self._lines, self._data, self._calls = slack, counts, lines, b"", 0
        self._late: Call | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._lines.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self._lines.discard(self)
        self._accept_late()

    def _accept_late(self) -> None:
        late, self._late = self._late, None
        if late:
            self._slack.accept(late)

    def cut(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, end, body = self._data.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if end and len(body) >= int(length[1] if length else 0):
            self._data, self._is_last = b"", _CLOSES.search(head) is not None
            call = self._call(head, body)
            fault, answer = self._slack.received(call)
            if fault == "accepted late":
                self._late = call
                asyncio.get_running_loop().call_later(LATER, self._accept_late)
            self._answer(fault, answer)

    def _call(self, head: bytes, body: bytes) -> Call:
        path, _, query = head.split(b" ", 2)[1].decode().partition("?")
        values = json.loads(body) if body[:1] == b"{" else _form(query or body.decode())
        token = _TOKEN.search(head)
        team, method = token[1].decode() if token else "", path.rsplit("/", 1)[1]
        what = (team, method, str(values.get("text") or values.get("channel") or values.get("users")))
        self._counts[what] += 1
        self._calls += 1
        return Call(team, method, values, self._counts[what], reused=self._calls > 1)

    def _answer(self, fault: str | None, answer: dict[str, Any]) -> None:
        if fault == "slow":
            asyncio.get_running_loop().call_later(SLOW, self._answer, None, answer)
        elif fault in SILENT:
            return  # the client hangs up
        elif fault in ("dropped before", "dropped after"):
            self.cut()
        elif fault == "drip":
            self._drip(_said(None, answer, self._is_last))
        else:
            self._transport.write(_said(fault, answer, self._is_last))
            if self._is_last or fault == "hung up":
                self._transport.close()

    def _drip(self, said: bytes) -> None:
        """Byte by byte, until all is said or the client has hung up."""
        if said and not self._transport.is_closing():
            self._transport.write(said[:1])
            asyncio.get_running_loop().call_later(DRIP, self._drip, said[1:])
        elif self._is_last:
            self._transport.close()


def _said(fault: str | None, answer: dict[str, Any], is_last: bool) -> bytes:
    """What goes over the line."""
    status, body, more = 200, json.dumps(answer).encode(), b"Connection: close\r\n" if is_last else b""
    if fault and fault.startswith("429"):
        status, body = 429, b'{"ok":false,"error":"ratelimited"}'
        more += _retry_after(fault)
    elif fault and fault.startswith(("500", "503")):
        status, body = int(fault[:3]), b"oh no"
    elif fault and fault.startswith("HTML"):
        body = HTML
    elif fault and fault != "hung up":
        body = json.dumps({"ok": False, "error": fault}).encode()
    head = b"HTTP/1.1 %d Said\r\nContent-Type: application/json\r\n%s" % (status, more)
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def _retry_after(fault: str) -> bytes:
    """Of "429", "429 for 60" or "429 unsaid"."""
    said = fault.removeprefix("429").strip()
    return b"" if said == "unsaid" else b"Retry-After: %d\r\n" % int(said.removeprefix("for ") or 1)


def _form(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


@contextmanager
def serving(slack: Slack) -> Iterator[Slack]:
    """Serve it in a thread; its `url` is where."""
    loop, ready = asyncio.new_event_loop(), Event()
    servers: list[asyncio.Server] = []
    lines: set[_Caller] = set()

    async def serve() -> None:
        counts: Counter[tuple[str, ...]] = Counter()
        server = await loop.create_server(lambda: _Caller(slack, counts, lines), "127.0.0.1", 0, backlog=1000)
        servers.append(server)
        slack.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/"
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()
        for line in lines:
            line.cut()
        loop.run_until_complete(asyncio.sleep(0))

    thread = Thread(target=run, name="slack", daemon=True)
    thread.start()
    ready.wait(LONG)
    try:
        yield slack
    finally:
        loop.call_soon_threadsafe(servers[0].close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(LONG)
        loop.close()
