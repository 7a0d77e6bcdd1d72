"""The browser page: one HTML file, its scripts, its state as JSON, actions by POST, and word of each change.

Only pages that this server itself sent may speak to it: the Host has to be loopback (a foreign name that was
pointed at 127.0.0.1 is refused) and a POST has to come from the same origin.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import anyio.to_thread
from jinja2 import Environment, FileSystemLoader
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.loopback import refusal_of
from bot.sandbox.methods.files import download
from bot.sandbox.page_actions import PageActions
from bot.sandbox.page_options import PageOptions
from bot.sandbox.page_state import PageState
from bot.sandbox.user_actions import UserActions
from bot.sandbox.workspace import Workspace

_HERE = Path(__file__).parent
_SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_LOOK_EVERY = 0.25  # seconds after which a waiting stream looks whether its browser is still there


def routes(workspace: Workspace, actions: UserActions, options: PageOptions) -> list[BaseRoute]:
    """The routes of the page: `/` and everything under `/page`."""
    page = _Page(workspace, actions, options)
    guard = [Middleware(_Guard)]
    inner = [
        Route("/state", page.state),
        Route("/files/{id}", page.file),
        Route("/actions", page.action, methods=["POST"]),
        Route("/changes", page.changes),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    return [Route("/", page.html, middleware=guard), Mount("/page", routes=inner, middleware=guard)]


class _Page:
    def __init__(self, workspace: Workspace, actions: UserActions, options: PageOptions) -> None:
        self._workspace = workspace
        self._options = options
        self._actions = PageActions(workspace, actions, options)
        self._html = _render(workspace.name)
        self._streams = anyio.CapacityLimiter(64)  # waiting browsers don't take threads from actions

    async def html(self, _request: Request) -> Response:
        return HTMLResponse(self._html)

    def state(self, request: Request) -> Response:
        query = request.query_params
        with self._workspace.lock:
            picture = PageState(self._workspace, self._options, query.get("as", ""), query.get("at", ""))
            self._actions.tour.tick_seen(picture.visible)
            return JSONResponse(picture.as_json() | self._actions.as_json())

    def file(self, request: Request) -> Response:
        return download(self._workspace.uploads, request.path_params["id"])

    async def action(self, request: Request) -> Response:
        asked: Mapping[str, Any] = await request.json()
        return JSONResponse(await run_in_threadpool(self._actions.do, asked))

    async def changes(self, request: Request) -> Response:
        return StreamingResponse(self._news(request), media_type="text/event-stream")

    async def _news(self, request: Request) -> AsyncIterator[str]:
        told = self._workspace.version
        yield f"data: {told}\n\n"
        while not await request.is_disconnected():
            now = await anyio.to_thread.run_sync(
                self._workspace.wait_for_change, told, _LOOK_EVERY, limiter=self._streams
            )
            if now != told:
                told = now
                yield f"data: {now}\n\n"


@cache
def _render(workspace: str) -> str:
    static = _HERE / "static"
    loader = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True)
    return loader.get_template("page.html").render(
        workspace=workspace,
        sheets=sorted(sheet.name for sheet in static.glob("*.css")),
        modules=sorted(module.name for module in static.glob("*.js") if module.name != "app.js"),
    )


class _Guard:
    """Refuses actions that don't come from the page itself; adds the security headers to each answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        own = scope["method"] in ("GET", "HEAD") or "origin" in headers  # a foreign origin came no further
        refusal = refusal_of(headers) or (None if own else "Only the sandbox's own page may do that.")
        app = PlainTextResponse(refusal, 403) if refusal else self._app
        await app(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_SECURITY)
        await send(message)

    return sending
