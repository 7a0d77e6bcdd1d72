"""A small real Bolt app that shows one of everything, for the tests of the sandbox's page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox import Sandbox

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {
        "name": "Show Room",
        "description": "One of each.",
        "background_color": "#1f4e5f",
    },
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "show-room"},
        "slash_commands": [
            {"command": "/show", "description": "Shows one of each", "usage_hint": "[all | slow]"},
            {"command": "/shelf", "description": "What is on the shelf"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "im:write", "im:history"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(text: str) -> Json:
    """An option whose value is its text in lower case."""
    return {"text": plain(text), "value": text.lower()}


def button(text: str, action_id: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def field(label: str, element: Json, **more: Any) -> Json:
    """An input block whose ids follow from the element's action_id."""
    return {
        "type": "input",
        "block_id": element["action_id"],
        "label": plain(label),
        "element": element,
        **more,
    }


COLOURS = [option("Red"), option("Green"), option("Blue")]
CONFIRM = {
    "title": plain("Really?"),
    "text": mrkdwn("*All* of it."),
    "confirm": plain("Erase"),
    "deny": plain("Keep it"),
}

SHOWN: list[Json] = [
    {"type": "header", "text": plain("One of each")},
    {
        "type": "section",
        "text": mrkdwn("*bold* _italic_ ~gone~ `code` &lt;b&gt; <https://example.org|a link>\n> quoted"),
    },
    {
        "type": "section",
        "text": mrkdwn("Pick a colour"),
        "accessory": {
            "type": "static_select",
            "action_id": "colour",
            "placeholder": plain("Colour"),
            "options": COLOURS,
        },
    },
    {
        "type": "actions",
        "elements": [
            button("Open the form", "form", style="primary"),
            button("Be slow", "slow"),
            button("Erase", "erase", style="danger", confirm=CONFIRM),
            {"type": "overflow", "action_id": "more", "options": [option("Copy"), option("Move")]},
            {
                "type": "datepicker",
                "action_id": "day",
                "initial_date": "2027-01-21",
                "placeholder": plain("Day"),
            },
        ],
    },
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [{"type": "text", "text": "<img src=x>", "style": {"bold": True}}],
            },
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "She calls the bank."}]},
        ],
    },
    {
        "type": "container",
        "title": plain("Folded"),
        "is_collapsible": True,
        "default_collapsed": True,
        "child_blocks": [{"type": "section", "text": mrkdwn("Inside the fold")}],
    },
    {"type": "divider"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "Day"}], [{"type": "raw_text", "text": "Mon"}]]},
    {
        "type": "data_visualization",
        "title": "Skills",
        "chart": {
            "type": "bar",
            "series": [{"name": "Evidence", "data": [{"label": "Talk", "value": 2}]}],
            "axis_config": {"categories": ["Talk"]},
        },
    },
    {"type": "context", "elements": [mrkdwn("Only a *test*.")]},
]

FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("One of each input"),
    "submit": plain("Add evidence"),
    "close": plain("Not now"),
    "notify_on_close": True,
    "blocks": [
        {"type": "alert", "level": "warning", "text": mrkdwn("Mind the step.")},
        field(
            "What did you learn?",
            {"type": "plain_text_input", "action_id": "learnt", "multiline": True},
            hint=plain("One line will do."),
        ),
        field("Link", {"type": "url_text_input", "action_id": "link"}, optional=True),
        field("When", {"type": "datepicker", "action_id": "when", "initial_date": "2027-01-21"}),
        field("Hour", {"type": "timepicker", "action_id": "hour", "initial_time": "14:00"}),
        field(
            "Skills",
            {
                "type": "multi_static_select",
                "action_id": "skills",
                "options": COLOURS,
                "placeholder": plain("By skill"),
            },
            optional=True,
        ),
        field(
            "ChannelRecord",
            {
                "type": "conversations_select",
                "action_id": "channel",
                "placeholder": plain("A channel"),
                "filter": {"include": ["public"]},
            },
            optional=True,
        ),
        field(
            "Pace",
            {"type": "radio_buttons", "action_id": "pace", "options": COLOURS, "initial_option": COLOURS[0]},
        ),
        field("Extras", {"type": "checkboxes", "action_id": "extras", "options": COLOURS}, optional=True),
        {
            "type": "actions",
            "block_id": "in_form",
            "elements": [button("Another page", "another"), button("Change me", "change")],
        },
    ],
}

SECOND: Json = {
    "type": "modal",
    "title": plain("Second page"),
    "close": plain("Back to it"),
    "blocks": [{"type": "section", "text": mrkdwn("On top")}],
}


class ShowRoom:
    """The app and what it got: `handed_in` (state values), `pressed` (action, value), `closed` (cleared?)."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.handed_in: list[Json] = []
        self.pressed: list[tuple[str, Any]] = []
        self.closed: list[bool] = []
        self.client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.app = App(client=self.client, request_verification_enabled=False)
        self._answer()

    def _answer(self) -> None:
        self.app.command("/show")(self._show)
        self.app.event("app_home_opened")(self._home)
        self.app.event("message")(lambda: None)
        self.app.action("form")(self._open)
        self.app.action("another")(self._push)
        self.app.action("change")(self._change)
        for action_id in ("colour", "erase", "more", "day"):
            self.app.action(action_id)(self._note)
        self.app.view("form")(self._submitted)
        self.app.view_closed("form")(self._closed)

    def _show(self, ack: Any, command: Json) -> None:
        if command["text"] != "slow":
            ack(text="One of each", blocks=SHOWN)

    def _home(self, event: Json) -> None:
        if event["tab"] == "home":
            self.client.views_publish(user_id=event["user"], view={"type": "home", "blocks": SHOWN})

    def _open(self, ack: Any, body: Json) -> None:
        ack()
        self.client.views_open(trigger_id=body["trigger_id"], view=FORM)

    def _push(self, ack: Any, body: Json) -> None:
        ack()
        self.client.views_push(trigger_id=body["trigger_id"], view=SECOND)

    def _change(self, ack: Any, body: Json) -> None:
        ack()
        first = {**FORM["blocks"][0], "text": mrkdwn("The step is gone.")}
        hinted = {**FORM["blocks"][1], "hint": plain("Changed while you type.")}
        view = {**FORM, "blocks": [first, hinted, *FORM["blocks"][2:]]}
        self.client.views_update(view_id=body["view"]["id"], view=view)

    def _note(self, ack: Any, action: Json) -> None:
        held = action.get("selected_option") or {}
        self.pressed.append((action["action_id"], held.get("value") or action.get("selected_date")))
        ack()

    def _closed(self, ack: Any, body: Json) -> None:
        self.closed.append(body["is_cleared"])
        ack()

    def _submitted(self, ack: Any, view: Json) -> None:
        values = view["state"]["values"]
        if values["learnt"]["learnt"]["value"] == "wrong":
            ack(response_action="errors", errors={"learnt": "Say it in other words."})
            return
        self.handed_in.append(values)
        if values["learnt"]["learnt"]["value"] == "and then?":
            ack(response_action="update", view=SECOND)
        else:
            ack()


@contextmanager
def connected(sandbox: Sandbox) -> Iterator[ShowRoom]:
    """The app, connected to a running sandbox over Socket Mode."""
    room = ShowRoom(sandbox)
    web = WebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    handler = SocketModeHandler(room.app, sandbox.app_token, web_client=web)
    handler.connect()
    try:
        yield room
    finally:
        handler.client.auto_reconnect_enabled = False
        sandbox.faults.drop_sockets()  # or the SDK would sit out its read timeout
        handler.close()
