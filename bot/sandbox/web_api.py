"""The Web API over HTTP: reading calls as Slack reads them, tokens, scopes, faults, answers.

https://docs.slack.dev/apis/web-api. Every method runs in the event loop under the workspace's lock: they are
memory only, and a call that has to hang or wait does so without holding anybody else up.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import workspace
from bot.sandbox.errors import SlackError
from bot.sandbox.methods import auth, chat, conversations, users, views
from bot.sandbox.methods.registry import METHODS, Arguments, Method, require

if TYPE_CHECKING:
    from bot.sandbox.faults import Fault
    from bot.sandbox.server import Sandbox

Json = dict[str, Any]
FAMILIES = (auth, chat, conversations, users, views)  # importing them declares the methods


@dataclass
class Call:
    """One Web API call as Slack got it: `answer` is None while it runs or when nothing was answered."""

    method: str
    arguments: Mapping[str, Any]
    at: datetime
    answer: Mapping[str, Any] | None = None


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(self, slack: Sandbox) -> None:
        self._slack = slack

    async def endpoint(self, request: Request) -> Response:
        """One HTTP request."""
        name = request.path_params["method"]
        arguments = await read_arguments(request)
        token = _token(request, arguments)
        call = Call(name, dict(arguments), workspace.utc_now())
        self._slack.calls.append(call)

        def execute() -> Response:
            call.answer = self.execute(name, token, arguments, request.method)
            return self._response(call.answer)

        return await struck(self._slack, name, request, execute)

    def _response(self, answer: Mapping[str, Any]) -> Response:
        headers = {
            "x-oauth-scopes": ",".join(self._slack.app.scopes),
            "x-slack-req-id": "sandbox",
            "date": formatdate(usegmt=True),  # as Slack's answers have it; our server writes none
        }
        return JSONResponse(answer, headers=headers)

    def execute(self, name: str, token: str, arguments: Arguments, verb: str = "POST") -> Json:
        """Run a method; whatever Slack refuses comes back as an answer, not as an exception."""
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method", req_method=name)
            self._authorize(method, token, verb)
            with self._slack.workspace.lock:
                return {"ok": True, **method.run(self._slack, arguments)}
        except SlackError as refused:
            return refused.answer()

    def _authorize(self, method: Method, token: str, verb: str) -> None:
        if method.token == "none":
            return
        app = self._slack.app
        if not token:
            raise SlackError("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise SlackError("invalid_auth")
        if (token == app.app_token) != (method.token == "app"):
            raise SlackError("not_allowed_token_type")
        if method.token == "app" and verb == "GET":
            raise SlackError("insecure_request")
        if method.scope:
            require(self._slack, method.scope)


async def read_arguments(request: Request) -> Arguments:
    """Query, form and JSON merged, as the SDKs send them: an empty JSON body counts as {}."""
    arguments = Arguments(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        body = await request.body()
        try:
            given = json.loads(body) if body.strip() else {}
        except ValueError:
            given = {}
        arguments.update(given if isinstance(given, dict) else {})
    elif request.method == "POST":
        form = await request.form()
        arguments.update({name: value for name, value in form.items() if isinstance(value, str)})
    return arguments


def _token(request: Request, arguments: Arguments) -> str:
    given = str(arguments.pop("token", ""))
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    return (bearer.strip() if scheme.lower() == "bearer" else "") or given


async def struck(slack: Sandbox, name: str, request: Request, execute: Any) -> Response:
    """Run a call with the fault that waits for it, if one does."""
    fault = slack.faults.strike(name)
    if fault is None:
        answer: Response = execute()
        return answer
    return await _fail(slack, fault, request, execute)


async def _fail(slack: Sandbox, fault: Fault, request: Request, execute: Any) -> Response:
    answer: Response | None = execute() if fault.executed else None
    if fault.kind == "rate_limited":
        body = {"ok": False, "error": "ratelimited"}
        return JSONResponse(body, 429, {"Retry-After": str(int(fault.seconds))})
    if fault.kind == "status":
        return Response("", fault.status)
    if fault.kind == "error":
        return JSONResponse({"ok": False, "error": fault.code})
    if fault.kind == "slow" and answer is not None:
        await asyncio.sleep(fault.seconds)
        return answer
    if fault.kind == "hang":
        await _hang(slack)
    await _drop(slack, request)
    return Response("", 500)  # nobody is there to read it


async def _hang(slack: Sandbox) -> None:
    generation = slack.faults.generation
    while slack.faults.generation == generation:
        await asyncio.sleep(0.02)


async def _drop(slack: Sandbox, request: Request) -> None:
    if request.client:
        slack.cut([(request.client.host, request.client.port)])
    while (await request.receive())["type"] != "http.disconnect":
        pass
