"""Interactions: a person's command, press or submission as the payload that the app gets.

Each method builds one payload, sends it and returns its envelope; `acked` waits for the answer.
https://docs.slack.dev/interactivity/handling-user-interaction
"""

from __future__ import annotations

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.elements import Found
from bot.sandbox.handles import Handles, ResponseUrl
from bot.sandbox.records import ChannelRecord, MessageRecord, ViewState
from bot.sandbox.socket_mode import Envelope, SocketMode
from bot.sandbox.wire_text import escape
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


class Interactions:
    """Slash commands, presses, submissions and closed modals on their way to the app."""

    def __init__(self, workspace: Workspace, sockets: SocketMode, handles: Handles) -> None:
        self._workspace = workspace
        self._app = workspace.app
        self._sockets = sockets
        self._triggers, self._response_urls = handles.triggers, handles.response_urls

    def acked(self, envelope: Envelope) -> bool:
        """Wait for the app's ack as long as Slack does; False if it didn't come."""
        return self._sockets.waits(envelope)

    def command(self, user: str, where: ChannelRecord, name: str, words: str) -> Envelope:
        """A slash command; the payload's `response_url` is where its ack's own message goes too."""
        person = self._workspace.people[user]
        payload = payloads.command(self._app, person, where, name, escape(words))
        payload["response_url"] = self._response_urls.mint(where.id, user)
        payload["trigger_id"] = self._triggers.mint(user)
        return self._sockets.deliver("slash_commands", payload, takes_answer=True)

    def source_of(self, envelope: Envelope) -> ResponseUrl:
        """Return where a command came from, so that the message in its ack goes there."""
        return self._response_urls.peek(envelope.payload["response_url"])

    def pressed(self, user: str, held: MessageRecord | ViewState, action: Json) -> Envelope:
        """block_actions from an element of a message, modal or Home."""
        payload = (
            self._of_message(user, held) if isinstance(held, MessageRecord) else self._of_view(user, held)
        )
        return self._sockets.deliver("interactive", {**payload, "actions": [action]})

    def submitted(self, user: str, view: ViewState) -> Envelope:
        """view_submission of this modal as it stands."""
        return self._sockets.deliver("interactive", self.submission(user, view), takes_answer=True)

    def submission(self, user: str, view: ViewState) -> Json:
        """Return what the app is told when this modal is sent as it stands."""
        return self._interaction(user, "view_submission") | {
            "trigger_id": self._triggers.mint(user, view.id),
            "response_urls": [],
            "view": payloads.view(view, self._app),
        }

    def closed(self, user: str, view: ViewState, *, cleared: bool) -> Envelope:
        """view_closed, which carries no trigger_id; `cleared` when the whole stack was shut.

        What stands in the view isn't told either: whether Slack does is said nowhere.
        """
        payload = self._interaction(user, "view_closed")
        shown = payloads.view(view, self._app) | {"state": {"values": {}}}
        payload |= {"view": shown, "is_cleared": cleared}
        return self._sockets.deliver("interactive", payload)

    def suggestions(self, user: str, held: MessageRecord | ViewState, found: Found, value: str) -> Envelope:
        """block_suggestion: what a select of an external source should offer for these characters.

        It carries no trigger_id: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
        """
        payload = (
            self._of_message(user, held) if isinstance(held, MessageRecord) else self._of_view(user, held)
        )
        kept = {
            name: given
            for name, given in payload.items()
            if name not in ("trigger_id", "response_url", "state")
        }
        asked = {
            "type": "block_suggestion",
            "action_id": found.element["action_id"],
            "block_id": found.block["block_id"],
            "value": value,
        }
        return self._sockets.deliver("interactive", {**kept, **asked}, takes_answer=True)

    def other(self, user: str, kind: str, fields: Json) -> Envelope:
        """An interaction of another type, such as dialog_cancellation, with the fields that all have."""
        payload = {**self._interaction(user, kind), "action_ts": payloads.timestamp(), **fields}
        return self._sockets.deliver("interactive", payload)

    def _of_message(self, user: str, message: MessageRecord) -> Json:
        where = self._workspace.channels[message.channel]
        payload = self._interaction(user, "block_actions")
        names = {"im": "directmessage", "private": "privategroup", "public": where.name}
        container = {"type": "message", "message_ts": message.ts, "channel_id": where.id}
        payload |= {
            "container": {**container, "is_ephemeral": message.ephemeral_for is not None},
            "channel": {"id": where.id, "name": names[where.kind]},
            "state": {"values": message.state(user)},
            "response_url": self._response_urls.mint(where.id, user, message.ts),
            "trigger_id": self._triggers.mint(user),
        }
        if message.ephemeral_for is None:
            payload["message"] = payloads.message(message, self._app)
        return payload

    def _of_view(self, user: str, view: ViewState) -> Json:
        trigger = self._triggers.mint(user, view.id if view.kind == "modal" else None)
        return self._interaction(user, "block_actions") | {
            "container": {"type": "view", "view_id": view.id},
            "view": payloads.view(view, self._app),
            "trigger_id": trigger,
        }

    def _interaction(self, user: str, kind: str) -> Json:
        return payloads.interaction(self._app, self._workspace.people[user], kind)
