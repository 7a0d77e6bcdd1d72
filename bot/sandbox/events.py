"""Events: what the app subscribed to in its manifest is told to it as it happens.

https://docs.slack.dev/reference/events
"""

from __future__ import annotations

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.records import ChannelRecord, MessageRecord, PersonRecord
from bot.sandbox.socket_mode import Envelope, SocketMode
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


class Events:
    """Sends events over the socket. Each method returns the envelope, or None if nothing is sent."""

    def __init__(self, workspace: Workspace, sockets: SocketMode) -> None:
        self._workspace = workspace
        self._app = workspace.app
        self._sockets = sockets

    def acked(self, envelope: Envelope) -> bool:
        """Wait for the app's ack as long as Slack does; False if it didn't come."""
        return self._sockets.waits(envelope)

    def _send(self, inner: Json, subscription: str, kind: str | None = None) -> Envelope | None:
        if not self._app.can_get(subscription, kind):
            return None
        inner.setdefault("event_ts", payloads.timestamp())
        return self._sockets.deliver("events_api", payloads.event(self._app, inner))

    def said(self, message: MessageRecord) -> Envelope | None:
        """A person wrote in the app's DM."""
        return self._send(payloads.human_message(self._app, message, self._parent(message)), "message.im")

    def _parent(self, message: MessageRecord) -> MessageRecord | None:
        if message.thread_ts in (None, message.ts):
            return None
        return self._workspace.message(message.channel, str(message.thread_ts))

    def posted(self, message: MessageRecord) -> None:
        """The app's own message in a DM comes back to it as an event."""
        if self._is_dm(message):
            inner = payloads.message(message, self._app)
            self._send({**inner, "channel": message.channel, "channel_type": "im"}, "message.im")

    def changed(self, message: MessageRecord, before: Json) -> None:
        """The app's message in a DM was edited."""
        if self._is_dm(message):
            self.edited(message, before)

    def edited(self, message: MessageRecord, before: Json) -> Envelope | None:
        """A message of the DM reads differently."""
        now = payloads.message(message, self._app)
        return self._hidden(
            message, {"subtype": "message_changed", "message": now, "previous_message": before}
        )

    def deleted(self, message: MessageRecord) -> None:
        """A message of the DM was taken away."""
        if self._is_dm(message):
            before = payloads.message(message, self._app)
            gone = {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": before}
            self._hidden(message, gone)

    def _hidden(self, message: MessageRecord, details: Json) -> Envelope | None:
        shared = {
            "type": "message",
            "hidden": True,
            "channel": message.channel,
            "channel_type": "im",
            "ts": self._workspace.next_ts(),
        }
        return self._send({**shared, **details}, "message.im")

    def _is_dm(self, message: MessageRecord) -> bool:
        return self._workspace.channels[message.channel].kind == "im"

    def home_opened(self, user: str, tab: str) -> Envelope | None:
        """A person opened the app's Home or its messages."""
        inner: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": self._workspace.dm(user).id,
            "tab": tab,
        }
        home = self._workspace.home(user)
        if tab == "home" and home:
            inner["view"] = payloads.view(home, self._app)
        return self._send(inner, "app_home_opened")

    def joined(self, user: str, channel: ChannelRecord, inviter: str) -> Envelope | None:
        """Somebody, perhaps the bot itself, became a member of a channel that the bot is in."""
        inner = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "C",
            "team": self._app.team_id,
            "inviter": inviter,
        }
        return self._send(inner, "member_joined_channel", channel.kind)

    def user_changed(self, person: PersonRecord) -> Envelope | None:
        """A profile changed: zone, deactivation."""
        shown = payloads.user(person, self._app, locale=True)
        return self._send({"type": "user_change", "user": shown, "cache_ts": person.updated}, "user_change")
