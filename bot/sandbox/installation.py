"""The app as it is installed: what its manifest allows, its ids and its tokens."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Command:
    """A slash command of the manifest."""

    name: str
    description: str
    usage_hint: str


@dataclass
class Installation:
    """One app in one workspace. Manifest keys: https://docs.slack.dev/reference/app-manifest"""

    manifest: Mapping[str, Any]
    team_id: str = "T0SANDBOX01"
    enterprise_id: str | None = None
    """Of the organisation, where the workspace is one of an Enterprise Grid."""
    team_domain: str = "sandbox"
    app_id: str = "A0SANDBOX01"
    bot_id: str = "B0SANDBOX01"
    bot_user_id: str = "U0SANDBOX01"
    bot_token: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(16)}")
    app_token: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(16)}")

    @property
    def name(self) -> str:
        """The app's name as people read it."""
        return str(self.manifest["display_information"]["name"])

    @property
    def bot_name(self) -> str:
        """The bot user's display name."""
        return str(self._features.get("bot_user", {}).get("display_name", self.name))

    @property
    def color(self) -> str:
        """The app's background colour, for its picture."""
        return str(self.manifest["display_information"].get("background_color", "#4a154b"))

    @property
    def scopes(self) -> tuple[str, ...]:
        """The bot scopes that were granted."""
        return tuple(self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ()))

    @property
    def events(self) -> frozenset[str]:
        """The event subscriptions, such as "message.im"."""
        return frozenset(self._settings.get("event_subscriptions", {}).get("bot_events", ()))

    @property
    def commands(self) -> dict[str, Command]:
        """The slash commands by name; none without the scope `commands`."""
        if "commands" not in self.scopes:
            return {}
        listed = self._features.get("slash_commands", ())
        return {
            each["command"]: Command(each["command"], each["description"], each.get("usage_hint", ""))
            for each in listed
        }

    @property
    def interactive(self) -> bool:
        """True if presses and submissions are sent to the app."""
        return bool(self._settings.get("interactivity", {}).get("is_enabled"))

    @property
    def socket_mode(self) -> bool:
        """True if apps.connections.open is allowed."""
        return bool(self._settings.get("socket_mode_enabled"))

    @property
    def home_tab(self) -> bool:
        """True if the app has a Home."""
        return bool(self._features.get("app_home", {}).get("home_tab_enabled"))

    @property
    def messages_tab(self) -> bool:
        """True if the app can write direct messages."""
        return bool(self._features.get("app_home", {}).get("messages_tab_enabled"))

    @property
    def read_only_dm(self) -> bool:
        """True if people can't write back."""
        return bool(self._features.get("app_home", {}).get("messages_tab_read_only_enabled"))

    @property
    def _features(self) -> Mapping[str, Any]:
        features: Mapping[str, Any] = self.manifest.get("features", {})
        return features

    @property
    def _settings(self) -> Mapping[str, Any]:
        settings: Mapping[str, Any] = self.manifest.get("settings", {})
        return settings

    def can_get(self, event: str, channel_kind: str | None = None) -> bool:
        """Return whether an event is delivered: subscribed in the manifest and its scope granted.

        https://docs.slack.dev/reference/events names the scope of each event.
        """
        needed = EVENT_SCOPES.get(event)
        if channel_kind and event.startswith("member_"):
            needed = "groups:read" if channel_kind == "private" else "channels:read"
        return event in self.events and (needed is None or needed in self.scopes)


EVENT_SCOPES: Mapping[str, str] = {
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "app_mention": "app_mentions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "reaction_added": "reactions:read",
}
