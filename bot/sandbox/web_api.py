"""The Web API over HTTP: reading calls as Slack reads them, tokens, scopes, faults, answers.

https://docs.slack.dev/apis/web-api. Every method runs in the event loop under the workspace's lock: they are
memory only, and a call that has to hang or wait does so without holding anybody else up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.utils import formatdate
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.calls import Call, Calls
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import METHODS, Arguments, Method, Run, require
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


class WebApi:
    """Answers `/api/<method>` by the methods that it is given."""

    def __init__(self, workspace: Workspace, methods: Mapping[str, Run], calls: Calls) -> None:
        self._workspace = workspace
        self._app = workspace.app
        self._methods = methods
        self._calls = calls

    async def endpoint(self, request: Request) -> Response:
        """One HTTP request."""
        name = request.path_params["method"]
        arguments = await read_arguments(request)
        token = _token(request, arguments)

        def execute(call: Call) -> Response:
            call.answer = self.execute(name, token, arguments, request.method)
            return self._response(call.answer)

        return await self._calls.run(name, arguments, request, execute)

    def _response(self, answer: Mapping[str, Any]) -> Response:
        headers = {
            "x-oauth-scopes": ",".join(self._app.scopes),
            "x-slack-req-id": "sandbox",
            "date": formatdate(usegmt=True),  # as Slack's answers have it; our server writes none
        }
        return JSONResponse(answer, headers=headers)

    def execute(self, name: str, token: str, arguments: Arguments, verb: str = "POST") -> Json:
        """Run a method; whatever Slack refuses comes back as an answer, not as an exception."""
        try:
            if name not in self._methods:
                raise SlackError("unknown_method", req_method=name)
            self._authorize(METHODS[name], token, verb)
            with self._workspace.lock:
                return {"ok": True, **self._methods[name](arguments)}
        except SlackError as refused:
            return refused.answer()

    def _authorize(self, method: Method, token: str, verb: str) -> None:
        if method.token == "none":
            return
        if not token:
            raise SlackError("not_authed")
        if token not in (self._app.bot_token, self._app.app_token):
            raise SlackError("invalid_auth")
        if (token == self._app.app_token) != (method.token == "app"):
            raise SlackError("not_allowed_token_type")
        if method.token == "app" and verb == "GET":
            raise SlackError("insecure_request")
        if method.scope:
            require(self._app, method.scope)


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
