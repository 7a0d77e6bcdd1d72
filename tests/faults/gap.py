"""The one moment at which a replica must not be frozen for longer than the lease: nobody could tell.

It lasts from the last look at the clock until the request is out (tests/faults/README.md says more).
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from threading import Condition, Event, Thread, local
from typing import Any

from bot.slack.call_result import CallResult
from bot.slack.calls import _Caller

FREEZE = signal.SIGURG
"""Asks a replica to freeze as soon as no call of its is in the gap. One that just begins doesn't hear it."""


class Gap:
    """Threads go in and out; it can be closed while nobody is inside."""

    def __init__(self) -> None:
        self._condition, self._inside, self._closed = Condition(), 0, False
        self._mine = local()

    def enter(self) -> None:
        with self._condition:
            self._condition.wait_for(lambda: not self._closed)
            self._inside += 1
        self._mine.inside = True

    def leave(self) -> None:
        """Does nothing for a thread that is out already."""
        if getattr(self._mine, "inside", False):
            self._mine.inside = False
            with self._condition:
                self._inside -= 1
                self._condition.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        with self._condition:
            self._closed = True
            self._condition.wait_for(lambda: self._inside == 0)
            yield
            self._closed = False
            self._condition.notify_all()


def freeze_outside_of_it() -> None:
    """From now on, this process freezes when it is asked to, outside of the gap."""
    gap, asked = Gap(), Event()
    ask, respond = _Caller.ask, HTTPConnection.getresponse

    def careful(line: _Caller, call: Callable[[Any], Any]) -> CallResult:
        gap.enter()
        try:
            return ask(line, call)
        finally:
            gap.leave()

    def out(connection: HTTPConnection) -> HTTPResponse:
        gap.leave()
        return respond(connection)

    def freezer() -> None:
        while asked.wait():
            asked.clear()
            with gap.closed():
                os.kill(os.getpid(), signal.SIGSTOP)

    setattr(_Caller, ask.__name__, careful)
    setattr(HTTPConnection, respond.__name__, out)
    signal.signal(FREEZE, lambda *_: asked.set())
    Thread(target=freezer, name="freezer", daemon=True).start()
