"""Trouble on demand: for the next calls of a method (or of any), or on the sockets.

What a fault is for: a method's name, "response_url", or None for any call.
"""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.socket_mode import SocketMode

Kind = Literal["rate_limited", "status", "error", "hang", "slow", "drop"]


@dataclass
class Fault:
    """One kind of trouble for the next `times` calls. `executed`: the call takes effect before it fails."""

    kind: Kind
    method: str | None
    times: int
    executed: bool = False
    status: int = 503
    code: str = ""
    details: Sequence[str] = ()
    seconds: float = 0.0
    hits: int = field(default=0)


@dataclass
class Ration:
    """So many calls of a method in so many seconds; the rest answer 429 until the first is old enough."""

    method: str
    calls: int
    seconds: float
    taken: list[float] = field(default_factory=list)
    refused: int = 0

    def wait(self) -> float:
        """Take one call; the seconds until the next is free if there is none, else 0."""
        now = time.monotonic()
        self.taken = [each for each in self.taken if now - each < self.seconds]
        if len(self.taken) < self.calls:
            self.taken.append(now)
            return 0
        self.refused += 1
        return self.taken[0] + self.seconds - now


class FaultInjection:
    """The faults that strike next. Each method returns the fault, whose `hits` says how often it struck."""

    def __init__(self, sockets: SocketMode, cut: Callable[[Sequence[tuple[str, int]]], None]) -> None:
        self._sockets = sockets
        self.cut = cut  # breaks the TCP connections to these far ends
        self._waiting: list[Fault] = []
        self._rations: list[Ration] = []
        self._lock = threading.Lock()
        self._generation = 0  # hanging calls give up when it grows

    def rate_limit(self, method: str | None = None, times: int = 1, retry_after: int = 1) -> Fault:
        """HTTP 429 with Retry-After in seconds; nothing is executed."""
        return self._add(Fault("rate_limited", method, times, seconds=retry_after))

    def ration(self, method: str, calls: int = 1, seconds: float = 60) -> Ration:
        """Allow so many calls of a method in so many seconds, until `clear`; the rest answer 429.

        Slack's rations by method: https://docs.slack.dev/apis/web-api/rate-limits
        """
        ration = Ration(method, calls, seconds)
        with self._lock:
            self._rations.append(ration)
        return ration

    def server_error(
        self, method: str | None = None, times: int = 1, status: int = 503, *, executed: bool = False
    ) -> Fault:
        """An HTTP status such as 500 or 503 without a JSON body."""
        return self._add(Fault("status", method, times, executed, status))

    def refuse(self, method: str, code: str, times: int = 1, *, details: Sequence[str] = ()) -> Fault:
        """This error code, such as account_inactive, and what response_metadata says; nothing is executed."""
        return self._add(Fault("error", method, times, code=code, details=details))

    def fatal_error(self, method: str | None = None, times: int = 1) -> Fault:
        """`fatal_error`, although the call took effect."""
        return self._add(Fault("error", method, times, executed=True, code="fatal_error"))

    def hang(self, method: str | None = None, times: int = 1, *, executed: bool = False) -> Fault:
        """No answer until `clear` or the end of the sandbox."""
        return self._add(Fault("hang", method, times, executed))

    def slow(self, seconds: float, method: str | None = None, times: int = 1) -> Fault:
        """The right answer, so many seconds late."""
        return self._add(Fault("slow", method, times, executed=True, seconds=seconds))

    def drop(self, method: str | None = None, times: int = 1, *, executed: bool = False) -> Fault:
        """The connection breaks without an answer, before the call takes effect or after it."""
        return self._add(Fault("drop", method, times, executed))

    def clear(self) -> None:
        """Everything works again and nothing is rationed; hanging calls end."""
        with self._lock:
            self._waiting.clear()
            self._rations.clear()
            self._generation += 1

    async def cleared(self) -> None:
        """Wait until `clear` is called."""
        generation = self._generation
        while self._generation == generation:
            await asyncio.sleep(0.02)

    def drop_sockets(self) -> None:
        """Cut every Socket Mode connection without a word."""
        self.cut(self._sockets.clients())

    def close_sockets(self) -> None:
        """Close every Socket Mode connection properly."""
        self._sockets.hang_up()

    def warn_sockets(self, reason: str = "warning") -> None:
        """Send `disconnect`: warning, refresh_requested or link_disabled."""
        self._sockets.warn(reason)

    def duplicate_payloads(self, times: int = 1) -> None:
        """The next payloads come twice at once, with the same envelope id, over another connection if any."""
        self._sockets.duplicates += times

    def repeat_payloads(self, times: int = 1) -> None:
        """The next payloads come once more in another envelope, as if their ack had been lost."""
        self._sockets.repeats += times

    def delay_payloads(self, seconds: float, times: int = 1) -> None:
        """The next payloads over the socket come late."""
        self._sockets.delays += [seconds] * times

    def _add(self, fault: Fault) -> Fault:
        with self._lock:
            self._waiting.append(fault)
        return fault

    def strike(self, method: str) -> Fault | None:
        """The fault for this call, if one waits for it."""
        with self._lock:
            for fault in self._waiting:
                if fault.method in (None, method) and fault.hits < fault.times:
                    fault.hits += 1
                    return fault
            return self._over_ration(method)

    def _over_ration(self, method: str) -> Fault | None:
        for ration in self._rations:
            if ration.method == method and (wait := ration.wait()):
                return Fault("rate_limited", method, 1, seconds=math.ceil(wait))
        return None
