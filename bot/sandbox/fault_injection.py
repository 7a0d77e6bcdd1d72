"""Trouble on demand: for the next calls of a method (or of any), or on the sockets.

What a fault is for: a method's name, "response_url", or None for any call.
"""

from __future__ import annotations

import asyncio
import threading
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
    seconds: float = 0.0
    hits: int = field(default=0)


class FaultInjection:
    """What goes wrong next. Each method returns the fault, whose `hits` says how often it struck."""

    def __init__(self, sockets: SocketMode, cut: Callable[[Sequence[tuple[str, int]]], None]) -> None:
        self._sockets = sockets
        self.cut = cut  # breaks the TCP connections to these far ends
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()
        self._generation = 0  # hanging calls give up when it grows

    def rate_limit(self, method: str | None = None, times: int = 1, retry_after: int = 1) -> Fault:
        """HTTP 429 with Retry-After in seconds; nothing is executed."""
        return self._add(Fault("rate_limited", method, times, seconds=retry_after))

    def server_error(
        self, method: str | None = None, times: int = 1, status: int = 503, *, executed: bool = False
    ) -> Fault:
        """An HTTP status such as 500 or 503 without a JSON body."""
        return self._add(Fault("status", method, times, executed, status))

    def refuse(self, method: str, code: str, times: int = 1) -> Fault:
        """This error code, such as account_inactive; nothing is executed."""
        return self._add(Fault("error", method, times, code=code))

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
        """Everything works again; hanging calls end."""
        with self._lock:
            self._waiting.clear()
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
            return None
