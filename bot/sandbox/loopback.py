"""The guard of every address that the sandbox serves: only this machine, and no foreign page.

A foreign name that was pointed at 127.0.0.1 is told by its Host, a foreign page in the same browser by its
Origin; an app's own calls carry a loopback Host and no Origin.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class LoopbackOnly:
    """Refuses foreign hosts and foreign pages before anything else looks at the request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = refusal_of(Headers(scope=scope)) if scope["type"] in ("http", "websocket") else None
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008, refusal)(scope, receive, send)
        else:
            await PlainTextResponse(refusal, 403)(scope, receive, send)


def refusal_of(headers: Headers) -> str | None:
    """Return why a request with these headers is refused, None if it isn't."""
    host = headers.get("host", "")
    if _name_in(host) not in _LOOPBACK:
        return "The sandbox answers on this machine only: open it as http://127.0.0.1"
    if headers.get("origin") not in (None, f"http://{host}"):
        return "Only the sandbox's own page may do that."
    return None


def _name_in(host: str) -> str | None:
    """Return the name in a Host header, without its port; None where it holds something else."""
    try:
        parts = urlsplit(f"//{host}")
    except ValueError:  # such as an address of IPv6 whose bracket stays open
        return None
    return None if parts.username is not None else (parts.hostname or "").removesuffix(".")
