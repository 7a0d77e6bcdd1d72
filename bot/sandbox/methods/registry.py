"""Web API methods: their declaration, arguments, scopes and pages."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from bot.sandbox.errors import SlackError
from bot.sandbox.installation import Installation
from bot.sandbox.records import ChannelKind, ChannelRecord, PersonRecord
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
TokenKind = Literal["bot", "app", "none"]

# https://docs.slack.dev/reference/scopes: the family of scopes follows the kind of conversation
FAMILY: dict[ChannelKind, str] = {"public": "channels", "private": "groups", "im": "im"}


class Arguments(dict[str, Any]):
    """Query, form and JSON body of a call, merged."""

    def text(self, name: str) -> str:
        """A string argument; empty if not given."""
        value = self.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """A boolean: true/false in JSON, 1/0 in forms."""
        return str(self.get(name, "")).lower() in ("1", "true")

    def limit(self, default: int, most: int) -> int:
        """`limit`, held within what the method allows."""
        try:
            asked = int(self.get("limit") or default)
        except ValueError:
            raise SlackError("invalid_limit") from None
        return max(1, min(asked, most))

    def cursor(self) -> int:
        """Return the index at which the next page starts."""
        try:
            return int(base64.b64decode(self.text("cursor") or b"MA=="))
        except ValueError:
            raise SlackError("invalid_cursor") from None

    def listed(self, name: str) -> list[str]:
        """A list given as JSON array or with commas."""
        value = self.get(name)
        if isinstance(value, str):
            value = json.loads(value) if value.startswith("[") else value.split(",")
        return [each.strip() for each in value or [] if each.strip()]


@dataclass(frozen=True)
class Method:
    """A Web API method and what calling it needs."""

    name: str
    scope: str | None
    token: TokenKind


Run = Callable[[Arguments], Json]
METHODS: dict[str, Method] = {}
_Declared = TypeVar("_Declared", bound=Callable[..., Json])


def method(name: str, scope: str | None = None, token: TokenKind = "bot") -> Callable[[_Declared], _Declared]:
    """Declare a function of a family as the Web API method of this name."""

    def declare(run: _Declared) -> _Declared:
        METHODS[name] = Method(name, scope, token)
        run.slack_method = name  # type: ignore[attr-defined]
        return run

    return declare


def bound(*families: object) -> Mapping[str, Run]:
    """Return the declared methods of these families by their names in the Web API."""
    found: dict[str, Run] = {}
    for family in families:
        for attribute, run in vars(type(family)).items():
            if name := getattr(run, "slack_method", None):
                found[name] = getattr(family, attribute)
    return found


def page(items: list[Json], start: int, limit: int) -> tuple[list[Json], str]:
    """One page and the cursor of the next ("" at the end)."""
    end = start + limit
    cursor = base64.b64encode(str(end).encode()).decode() if end < len(items) else ""
    return items[start:end], cursor


def require(app: Installation, *needed: str) -> None:
    """SlackError missing_scope unless every one of these was granted."""
    granted = app.scopes
    missing = [scope for scope in needed if scope not in granted]
    if missing:
        raise SlackError("missing_scope", needed=",".join(missing), provided=",".join(granted))


def conversation(workspace: Workspace, arguments: Arguments, verb: str) -> ChannelRecord:
    """The conversation asked for, if the app's scopes (`verb` read or history) let it see that kind.

    Private channels without the bot don't exist for it.
    """
    family = [f"{prefix}:{verb}" for prefix in FAMILY.values()]
    if not set(family) & set(workspace.app.scopes):
        require(workspace.app, *family)
    channel = workspace.channels.get(arguments.text("channel"))
    if channel is None or (channel.kind == "private" and not is_member(workspace, channel)):
        raise SlackError("channel_not_found")
    require(workspace.app, f"{FAMILY[channel.kind]}:{verb}")
    return channel


def is_member(workspace: Workspace, channel: ChannelRecord) -> bool:
    """Return whether the bot is in the channel."""
    return workspace.app.bot_user_id in channel.members


def somebody(workspace: Workspace, user_id: str) -> PersonRecord:
    """A person by id; SlackError user_not_found."""
    person = workspace.people.get(user_id)
    if person is None:
        raise SlackError("user_not_found")
    return person
