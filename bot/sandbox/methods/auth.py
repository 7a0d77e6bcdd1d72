"""auth.test, apps.connections.open and blocks.validate."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.sandbox import blocks as judge
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import Arguments, method
from bot.sandbox.problems import Problem
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


class Auth:
    """The app's identity, its connections, and the validator of blocks."""

    def __init__(self, workspace: Workspace, sockets: SocketMode, server: Callable[[], str]) -> None:
        self._workspace = workspace
        self._sockets = sockets
        self._server = server

    @method("auth.test")
    def auth_test(self, _arguments: Arguments) -> Json:
        """Name the app: https://docs.slack.dev/reference/methods/auth.test"""
        app = self._workspace.app
        grid = {"enterprise_id": app.enterprise_id} if app.enterprise_id else {}
        return grid | {
            "url": f"https://{app.team_domain}.slack.com/",
            "team": self._workspace.name,
            "user": app.bot_name,
            "team_id": app.team_id,
            "user_id": app.bot_user_id,
            "bot_id": app.bot_id,
            "app_id": app.app_id,
            "is_enterprise_install": False,
        }

    @method("apps.connections.open", token="app")
    def connections_open(self, _arguments: Arguments) -> Json:
        """Give a socket's address: https://docs.slack.dev/reference/methods/apps.connections.open"""
        if not self._workspace.app.socket_mode:
            raise SlackError("access_denied")
        address = self._server().replace("http://", "ws://")
        return {"url": f"{address}/link/?ticket={self._sockets.ticket()}&app_id={self._workspace.app.app_id}"}

    @method("blocks.validate", token="none")
    def blocks_validate(self, arguments: Arguments) -> Json:
        """Judge blocks, a message or a view: https://docs.slack.dev/reference/methods/blocks.validate"""
        given = {
            name: _loaded(arguments[name]) for name in ("blocks", "message", "view") if arguments.get(name)
        }
        if len(given) != 1:
            raise SlackError("invalid_arguments")
        [(name, value)] = given.items()
        if name == "view":
            problems = judge.view_problems(value, at="")
        else:
            blocks = value.get("blocks", []) if name == "message" else value
            problems = judge.message_problems(blocks, at="")
        if problems:
            raise SlackError(f"invalid_{name}", errors=[_as_object(problem) for problem in problems])
        return {}


def _loaded(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise SlackError("invalid_arguments") from None


def _as_object(problem: Problem) -> Json:
    missing = problem.message.startswith("missing required field")
    told = {
        "code": "missing_field" if missing else "failed_constraint",
        "message": problem.message,
        "pointer": problem.pointer,
    }
    return told | ({"constraint": problem.constraint} if problem.constraint and not missing else {})
