"""What the app is told without anybody asking it: events, if its manifest subscribed to them.

https://docs.slack.dev/reference/events
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import payloads
from bot.sandbox.records import Channel, Message, PersonRecord

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox
    from bot.sandbox.socket_mode import Envelope

Json = dict[str, Any]


class Events:
    """Sends events over the socket. Each method returns the envelope, or None if nothing is sent."""

    def __init__(self, slack: Sandbox) -> None:
        self._slack = slack

    def _send(self, inner: Json, subscription: str, kind: str | None = None) -> Envelope | None:
        app = self._slack.app
        if not app.can_get(subscription, kind):
            return None
        inner.setdefault("event_ts", payloads.timestamp())
        return self._slack.sockets.deliver("events_api", payloads.event(app, inner))

    def said(self, message: Message) -> Envelope | None:
        """A person wrote in the app's DM."""
        return self._send(payloads.human_message(self._slack.app, message), "message.im")

    def posted(self, message: Message) -> None:
        """The app's own message in a DM comes back to it as an event."""
        if self._is_dm(message):
            inner = payloads.message(message, self._slack.app)
            self._send({**inner, "channel": message.channel, "channel_type": "im"}, "message.im")

    def changed(self, message: Message, before: Json) -> None:
        """A message of the DM was edited."""
        if self._is_dm(message):
            now = payloads.message(message, self._slack.app)
            self._hidden(message, {"subtype": "message_changed", "message": now, "previous_message": before})

    def deleted(self, message: Message) -> None:
        """A message of the DM was taken away."""
        if self._is_dm(message):
            before = payloads.message(message, self._slack.app)
            gone = {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": before}
            self._hidden(message, gone)

    def _hidden(self, message: Message, details: Json) -> None:
        shared = {"type": "message", "hidden": True, "channel": message.channel, "channel_type": "im",
                  "ts": self._slack.workspace.next_ts()}  # fmt: skip
        self._send({**shared, **details}, "message.im")

    def _is_dm(self, message: Message) -> bool:
        return self._slack.workspace.channels[message.channel].kind == "im"

    def home_opened(self, user: str, tab: str) -> Envelope | None:
        """A person opened the app's Home or its messages."""
        workspace = self._slack.workspace
        inner: Json = {"type": "app_home_opened", "user": user, "channel": workspace.dm(user).id, "tab": tab}
        home = workspace.home(user)
        if tab == "home" and home:
            inner["view"] = payloads.view(home, self._slack.app)
        return self._send(inner, "app_home_opened")

    def joined(self, user: str, channel: Channel, inviter: str) -> Envelope | None:
        """Somebody, perhaps the bot itself, became a member of a channel that the bot is in."""
        inner = {"type": "member_joined_channel", "user": user, "channel": channel.id, "channel_type": "C",
                 "team": self._slack.app.team_id, "inviter": inviter}  # fmt: skip
        return self._send(inner, "member_joined_channel", channel.kind)

    def user_changed(self, person: PersonRecord) -> Envelope | None:
        """A profile changed: zone, deactivation."""
        shown = payloads.user(person, self._slack.app, locale=True)
        return self._send({"type": "user_change", "user": shown, "cache_ts": person.updated}, "user_change")
