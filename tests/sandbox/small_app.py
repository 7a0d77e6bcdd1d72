"""A small Bolt app that uses what bots use: the sandbox must not be told from Slack by it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from tests.sandbox.sdk_client import hang_up

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(label), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def field_of(label: str, element: Json, block_id: str, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def text_field(label: str = "Name", block_id: str = "name", **more: Any) -> Json:
    return field_of(label, {"type": "plain_text_input", "action_id": "value"}, block_id, **more)


def modal(*blocks: Json, title: str = "Join", **more: Any) -> Json:
    view = {"type": "modal", "callback_id": "join", "title": plain(title), "blocks": list(blocks), **more}
    asks = any(block["type"] == "input" for block in blocks)
    return {"submit": plain("Send"), **view} if asks else view


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


@dataclass
class Running:
    """The app with its sandbox. `heard` is every body it got; `replies` what it does per command word."""

    slack: Sandbox
    handler: SocketModeHandler
    client: WebClient
    heard: list[Json] = field(default_factory=list)
    replies: dict[str, Any] = field(default_factory=dict)
    quiet: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        hang_up(self.handler.client)

    def heard_of(self, user: str, kind: str = "") -> list[Json]:
        """What the app heard from one person: bodies of commands, interactions or inner events."""
        return [body for body in self.heard if _who(body) == user and (not kind or body.get("type") == kind)]


def _who(body: Json) -> Any:
    user = body.get("user", body.get("user_id"))
    return user["id"] if isinstance(user, dict) else user


def run(slack: Sandbox) -> Running:
    """Connect the app; returns once its socket is open."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    app = App(client=client, process_before_response=True)
    handler = SocketModeHandler(app, slack.app_token, ping_interval=0.3)
    small = Running(slack, handler, client)
    _listen(app, small)
    handler.connect()
    assert slack.sockets.wait_for_connections()
    return small


def _listen(app: App, small: Running) -> None:
    @app.command("/small")
    def command(body: Json, ack: Any, client: Any, respond: Any) -> None:
        small.heard.append(body)
        small.replies.get(body["text"], lambda **_: ack())(body=body, ack=ack, client=client, respond=respond)

    @app.action("silent")
    def silent() -> None:
        """Never acks."""

    @app.action("respond")
    def answer(body: Json, ack: Any, respond: Any) -> None:
        small.heard.append(body)
        ack()
        respond(**small.replies["respond"])

    @app.action("act")
    def act(body: Json, ack: Any, client: Any) -> None:
        small.heard.append(body)
        small.replies.get("act", lambda **_: None)(body=body, client=client)
        ack()

    @app.view("join")
    def submitted(body: Json, ack: Any) -> None:
        small.heard.append(body)
        ack(**small.replies.get(f"submit:{body['user']['id']}", {}))

    @app.view_closed("join")
    def closed(body: Json, ack: Any) -> None:
        small.heard.append(body)
        ack()

    @app.options({"action_id": re.compile("act|city")})
    def offer(body: Json, ack: Any) -> None:
        small.replies.get("options", lambda _body: None)(body)
        ack(options=[{"text": plain(city), "value": city.lower()} for city in ("Lisbon", "Porto")])

    for declare in (app.dialog_submission, app.dialog_cancellation, app.attachment_action):
        declare("old")(_interaction_listener(small))
    for name in ("message", "app_home_opened", "member_joined_channel", "user_change"):
        app.event(name)(_event_listener(small))
    app.event({"type": "message", "subtype": "file_share"})(_event_listener(small))


def _interaction_listener(small: Running) -> Any:
    def heard(body: Json, ack: Any) -> None:
        small.heard.append(body)
        ack()

    return heard


def _event_listener(small: Running) -> Any:
    def heard(event: Json) -> None:
        small.heard.append(event)

    return heard
