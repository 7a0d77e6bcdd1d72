"""A running sandbox, the real SDK before it, and a small real Bolt app behind a real socket."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from bot.sandbox.records import PersonRecord
from tests.sandbox.small_app import Running, run
from tests.slowness import LONG

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Small App", "background_color": "#123456"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "small-app"},
        "slash_commands": [{"command": "/small", "description": "Does it", "usage_hint": "[words]"}],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands",
                "chat:write",
                "im:write",
                "im:read",
                "im:history",
                "users:read",
                "channels:read",
                "groups:read",
                "channels:history",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "message.im", "member_joined_channel", "user_change"]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox that nobody is connected to; tests bring their own people and channels."""
    slack = Sandbox(MANIFEST)
    slack.start()
    yield slack
    slack.stop()


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    """The SDK's client with the bot's token."""
    return client_of(sandbox)


@pytest.fixture
def ana(sandbox: Sandbox) -> PersonRecord:
    """Somebody new."""
    return sandbox.workspace.add_person("Ana", "Ana Sousa", "Europe/Lisbon")


MakeSandbox = Callable[..., Sandbox]


@pytest.fixture
def make_sandbox() -> Iterator[MakeSandbox]:
    """Start a sandbox of one's own: `manifest` is changed by the function given."""
    started: list[Sandbox] = []

    def make(change: Callable[[Json], Any] = lambda manifest: None, **options: Any) -> Sandbox:
        manifest = copy.deepcopy(MANIFEST)
        change(manifest)
        slack = Sandbox(manifest, **options)
        slack.start()
        started.append(slack)
        return slack

    yield make
    for slack in started:
        slack.stop()


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    """A sandbox with the small app connected; tests bring their own people."""
    slack = Sandbox(MANIFEST)
    slack.timings.ack = LONG  # the app answers, however slow the machine is
    slack.start()
    small = run(slack)
    yield small
    small.close()
    slack.stop()


def client_of(slack: Sandbox, token: str | None = None) -> WebClient:
    """A client without retries, as every careful bot has it."""
    return WebClient(
        token=slack.bot_token if token is None else token, base_url=slack.api_url, retry_handlers=[]
    )


def refused(call: Callable[..., Any], **arguments: Any) -> Json:
    """The body of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    body: Json = caught.value.response.data
    return body


def error(call: Callable[..., Any], **arguments: Any) -> str:
    """The code of a call that Slack refuses."""
    return str(refused(call, **arguments)["error"])


def without_scope(scope: str) -> Callable[[Json], None]:
    """A change of the manifest."""
    return lambda manifest: manifest["oauth_config"]["scopes"]["bot"].remove(scope)
