"""The sandbox itself: a workspace, the app's line to it, and a server on loopback that speaks Slack."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route, WebSocketRoute

from bot.sandbox import page
from bot.sandbox.calls import Call, Calls
from bot.sandbox.events import Events
from bot.sandbox.fault_injection import FaultInjection
from bot.sandbox.handles import Handles
from bot.sandbox.installation import Installation
from bot.sandbox.interactions import Interactions
from bot.sandbox.loopback import LoopbackOnly
from bot.sandbox.methods.auth import Auth
from bot.sandbox.methods.chat import Chat
from bot.sandbox.methods.conversations import Conversations
from bot.sandbox.methods.files import Files, Uploads
from bot.sandbox.methods.registry import bound
from bot.sandbox.methods.users import Users
from bot.sandbox.methods.views import Views
from bot.sandbox.page_options import PageOptions
from bot.sandbox.person import Person
from bot.sandbox.responses import Responses
from bot.sandbox.results import UserAction
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.timings import Timings
from bot.sandbox.tour import Control, Hint, TourEnd
from bot.sandbox.user_actions import UserActions
from bot.sandbox.web_api import WebApi
from bot.sandbox.workspace import Workspace, utc_now

HISTORY_PAGE = 15

__all__ = ["Sandbox", "Timings"]


class Sandbox:
    """A local Slack for one app, described by its manifest.

    `clock` gives the time shown beside messages (aware; real UTC if none); `clock_label` how the page's head
    shows it. Slack's own stamps and deadlines are always real time. `controls`, `tour` and `tour_end` are
    the page's (bot.sandbox.tour).
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        name: str = "Sandbox",
        clock: Callable[[], datetime] | None = None,
        clock_label: Callable[[], str] | None = None,
        controls: Sequence[Control] = (),
        tour: Sequence[Hint] = (),
        tour_end: TourEnd | str = "",
        timings: Timings | None = None,
    ) -> None:
        self.url = ""
        self._server: _Server | None = None
        self.app = Installation(manifest)
        self.timings = timings or Timings()
        self.workspace = Workspace(self.app, name=name, clock=clock or utc_now)
        self.sockets = SocketMode(self.timings, self.app.app_id)
        self.faults = FaultInjection(self.sockets, self.cut)
        self._calls = Calls(self.faults)
        self._handles = Handles(self.timings, lambda: self.url)
        self.events = Events(self.workspace, self.sockets)
        interactions = Interactions(self.workspace, self.sockets, self._handles)
        self.user_actions = UserActions(self.workspace, self.events, interactions)
        self._page = PageOptions(clock_label, controls, tour, tour_end)
        self._persons: dict[str, Person] = {}

    @property
    def api_url(self) -> str:
        """The `base_url` for WebClient."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The token of the bot (xoxb)."""
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode (xapp)."""
        return self.app.app_token

    @property
    def calls(self) -> list[Call]:
        """Every call of the app so far, oldest first."""
        return self._calls.log

    def person(self, name_or_id: str) -> Person:
        """A person to act as, in what is visible; CannotActError if nobody is called so."""
        record = self.workspace.person(name_or_id)
        return self._persons.setdefault(record.id, Person(self.workspace, self.user_actions, record))

    def trigger(self, user: str, view_id: str | None = None) -> str:
        """A trigger id as if this person had just acted, in that modal if one is named."""
        return self._handles.triggers.mint(user, view_id)

    def response_url(self, channel: str, user: str, source_ts: str | None = None) -> str:
        """A fresh address for answers to what this person did there."""
        return self._handles.response_urls.mint(channel, user, source_ts)

    def distribute_commercially(self) -> None:
        """Ration history as Slack does for commercially distributed apps outside the Marketplace.

        15 messages a page and one call a minute, for conversations.history and conversations.replies each
        (https://docs.slack.dev/apis/web-api/rate-limits, 29 May 2025); `faults.clear` lifts the rations.
        """
        self.workspace.history_page = HISTORY_PAGE
        for method in ("conversations.history", "conversations.replies"):
            self.faults.ration(method, calls=1, seconds=60)

    def observe(self, callback: Callable[[UserAction], None]) -> None:
        """Call back after each action of a person, in the thread that acted."""
        self.user_actions.observe(callback)

    def start(self, port: int = 0) -> None:
        """Serve on 127.0.0.1 (any free port if 0); returns when ready. OSError if the port is taken."""
        listening = socket.create_server(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = Starlette(routes=self._routes(), middleware=[Middleware(LoopbackOnly)])
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",
            access_log=False,
            ws="websockets-sansio",
            lifespan="off",
            proxy_headers=False,
            timeout_graceful_shutdown=1,
            timeout_keep_alive=75,  # a client that keeps connections for seconds isn't cut off as it calls
        )
        self._server = _Server(config, self.sockets)
        self._server.run_in_thread(listening)

    def stop(self) -> None:
        """Close every connection and the port."""
        self.faults.clear()
        if self._server:
            self._server.finish()
            self._server = None

    def cut(self, clients: Sequence[tuple[str, int]]) -> None:
        """Break the TCP connections to these far ends."""
        if self._server:
            self._server.cut(clients)

    def _routes(self) -> list[BaseRoute]:
        responses = Responses(self.workspace, self._handles.response_urls, self._calls)
        return [
            Route("/api/{method}", self._web_api().endpoint, methods=["GET", "POST"]),
            Route("/upload/{key}", Uploads(self.workspace, self._calls).endpoint, methods=["POST"]),
            Route("/respond/{key}", responses.endpoint, methods=["POST"]),
            WebSocketRoute("/link/", self.sockets.endpoint),
            *page.routes(self.workspace, self.user_actions, self._page),
        ]

    def _web_api(self) -> WebApi:
        workspace = self.workspace
        families = (
            Auth(workspace, self.sockets, lambda: self.url),
            Chat(workspace, self.events),
            Conversations(workspace),
            Files(workspace, self.events, lambda: self.url),
            Users(workspace),
            Views(workspace, self._handles.triggers),
        )
        return WebApi(workspace, bound(*families), self._calls)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, sockets: SocketMode) -> None:
        super().__init__(config)
        self._sockets = sockets
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def run_in_thread(self, listening: socket.socket) -> None:
        self._thread = threading.Thread(target=self.run, args=([listening],), daemon=True, name="sandbox")
        self._thread.start()
        self._ready.wait(10)

    async def main_loop(self) -> None:
        """Wait for `finish` instead of looking ten times a second whether it came."""
        await self._stopping.wait()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._sockets.bind(self._loop)
        await super().startup(sockets)
        self._ready.set()

    def finish(self) -> None:
        if self._loop:
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(5)

    def cut(self, clients: Sequence[tuple[str, int]]) -> None:
        if self._loop:
            self._loop.call_soon_threadsafe(self._abort, list(clients))

    def _abort(self, clients: list[tuple[str, int]]) -> None:
        for connection in list(self.server_state.connections):
            if getattr(connection, "client", None) in clients:
                connection.transport.close()
