"""HTTP for whoever watches over the coach: is it alive, is it ready, what does it count.

Nothing here is secret and nothing is about anybody; still, it listens on this machine only unless told.
"""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TypeVar

import anyio
import uvicorn
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.runtime import metrics
from bot.runtime.start import StartError
from bot.store import findings, outbox_report
from bot.store.database import Database

SENDER = ("sender",)
SCHEDULER = ("weeks", "directory")
"""Names of heartbeats; one of the scheduler's may take its time over a long batch."""
SILENCE = 60.0
"""Seconds without a sign of life."""
DATABASE_TIMEOUT = 2.0
"""Seconds for the database to answer; whoever probes waits no longer."""

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Watched:
    """What is watched. `why_not` says in a sentence what keeps the coach from working, if anything does."""

    database: Database
    clock: Clock
    why_not: Callable[[], str | None]


class Web:
    """A server in a thread of its own."""

    def __init__(self, watched: Watched, host: str, port: int, silence: float = SILENCE) -> None:
        """Take the port (any free one if 0). Raises OSError if it can't be had."""
        self._watched, self._silence, self._began = watched, silence, time.monotonic()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family)
        self.port: int = self._socket.getsockname()[1]
        routes = [
            Route("/healthz", self._healthz),
            Route("/readyz", self._readyz),
            Route("/metrics", self._metrics),
        ]
        self._server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=routes),
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = Thread(target=self._server.run, args=([self._socket],), name="web", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Close the port within a second; also if it never started."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(2)
        self._socket.close()

    def _silent(self, names: tuple[str, ...]) -> float:
        return min(metrics.silence(*names), time.monotonic() - self._began)

    def _lifeless(self) -> str | None:
        """Return which part gave no sign of life, in a sentence; None if all did."""
        for caller, names in (("sender", SENDER), ("scheduler", SCHEDULER)):
            if (seconds := self._silent(names)) > self._silence:
                return f"The {caller} gave no sign of life for {seconds:.0f} s."
        return None

    async def _healthz(self, _request: Request) -> Response:
        reason = self._lifeless()
        return _unwell(reason) if reason else _well("Alive.")

    async def _readyz(self, _request: Request) -> Response:
        if reason := self._watched.why_not() or self._lifeless():
            return _unwell(reason)
        reads = await self._ask(self._reads)
        return _well("Ready.") if reads else _unwell("The database doesn't answer.")

    async def _metrics(self, _request: Request) -> Response:
        depth, told = await self._ask(self._figures) or (None, [])
        return Response(metrics.exposed(depth, told), media_type=metrics.CONTENT_TYPE)

    def _reads(self) -> bool:
        with self._watched.database.read() as session:
            return outbox_report.reads(session)

    def _figures(self) -> tuple[outbox_report.Depth, list[tuple[str, str, int]]]:
        with self._watched.database.read() as session:
            depth = outbox_report.depth(session, self._watched.clock.now())
            return depth, findings.counts(session.connection())

    async def _ask(self, ask: Callable[[], Answer]) -> Answer | None:
        """Ask the database; None if it fails or takes too long."""
        with anyio.move_on_after(DATABASE_TIMEOUT), suppress(DBAPIError):
            return await anyio.to_thread.run_sync(ask, abandon_on_cancel=True)
        return None


def serve(watched: Watched, host: str, port: int) -> Web:
    """A server that has begun to answer. Raises StartError if the port can't be had."""
    try:
        web = Web(watched, host, port)
    except OSError as error:
        raise StartError(
            f"HTTP_PORT {port} on {host} can't be used: {str(error.strerror).partition(' (')[0]}. "
            "Choose another, or leave HTTP_PORT out."
        ) from error
    web.start()
    return web


def _well(said: str) -> Response:
    return PlainTextResponse(f"{said}\n")


def _unwell(said: str) -> Response:
    return PlainTextResponse(f"{said}\n", status_code=503)
