"""The Slack app's manifest: the one source of commands, events and scopes.

What every start needs of it stands here too, since to import and run a YAML parser takes longer than all the
statements of a start; tests/contract/test_manifest.py holds both against each other.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
PLACES = (PACKAGE / "manifest.yml", PACKAGE.parent / "manifest.yml")
"""Inside the package in a wheel, beside it in a checkout."""

COMMAND = "/pm-progress"
SCOPES = (
    "commands",
    "chat:write",
    "im:write",
    "im:history",
    "files:write",
    "users:read",
    "channels:read",
    "groups:read",
)
"""What the bot token may do."""


@cache
def load() -> dict[str, Any]:
    """The manifest as data; FileNotFoundError if the installation lacks it. Read only: it is shared."""
    import yaml  # 20 ms that a start needn't pay

    path = next((place for place in PLACES if place.exists()), PLACES[0])
    manifest: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def commands() -> tuple[str, ...]:
    """The slash commands, with their slash."""
    return tuple(entry["command"] for entry in load()["features"]["slash_commands"])


def bot_scopes() -> tuple[str, ...]:
    """What the bot token may do."""
    return tuple(load()["oauth_config"]["scopes"]["bot"])


def lacking(granted: str) -> list[str]:
    """The scopes that a token lacks; `granted` as Slack lists them in `x-oauth-scopes`."""
    return sorted(set(SCOPES) - set(re.split(r"[,\s]+", granted)))


def bot_events() -> tuple[str, ...]:
    """The events that Slack sends to the bot."""
    return tuple(load()["settings"]["event_subscriptions"]["bot_events"])
