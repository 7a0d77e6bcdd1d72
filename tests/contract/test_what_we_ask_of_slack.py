"""Code, manifest and sandbox agree: every call has its scope, every scope its use, every id its listener."""

import ast
import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox.installation import Installation
from bot.sandbox.methods.registry import METHODS
from bot.slack import manifest
from handlers import listeners
from handlers.fallback import ANY

ROOT = Path(__file__).parents[2]
SANDBOX = ROOT / "bot" / "sandbox"

SCOPES: dict[str, set[str]] = {
    "auth.test": set(),
    "apps.connections.open": set(),  # the app token's, which has connections:write and no other
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "conversations.open": {"im:write"},
    "conversations.history": {"im:history"},  # of direct messages, which is where we read
    "conversations.replies": {"im:history"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "users.info": {"users:read"},
    "views.open": set(),
    "views.push": set(),
    "views.update": set(),
    "views.publish": set(),
}
"""What each method needs (docs.slack.dev/reference/methods names it on each method's page)."""
EVENTS: dict[str, set[str]] = {"app_home_opened": set(), "message.im": {"im:history"}}
"""What each event needs (docs.slack.dev/reference/events)."""
COMMANDS = {"commands"}


@cache
def calls() -> list[tuple[str, str]]:
    """Every Web API method that our code calls, with the module that does."""
    return sorted(set(_calls()))


def _calls() -> Iterator[tuple[str, str]]:
    for folder in ("bot", "handlers", "jobs"):
        for file in (ROOT / folder).rglob("*.py"):
            if SANDBOX not in file.parents:
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                    if isinstance(node, ast.Attribute) and is_method(node.attr):
                        yield method_name(node.attr), str(file.relative_to(ROOT))


def is_method(name: str) -> bool:
    return re.fullmatch(r"[a-z]+_\w+", name) is not None and callable(getattr(WebClient, name, None))


def method_name(attribute: str) -> str:
    """chat_postMessage -> chat.postMessage."""
    known = {name.replace(".", "_"): name for name in SCOPES}
    return known.get(attribute, attribute.replace("_", ".", 1))


def callers(*families: str) -> set[str]:
    return {module for name, module in calls() if name.startswith(families)}


def test_every_method_we_call_is_covered_by_the_manifest() -> None:
    for name, module in calls():
        assert SCOPES[name] <= set(manifest.bot_scopes()), f"{module} calls {name}"


def test_every_scope_is_needed_by_something_we_do() -> None:
    used = {scope for name, _ in calls() for scope in SCOPES[name]}
    heard = {scope for event in manifest.bot_events() for scope in EVENTS[event]}
    assert set(manifest.bot_scopes()) == used | heard | COMMANDS


def test_the_sandbox_knows_every_method_we_call_and_asks_for_no_less() -> None:
    for name, _ in calls():
        declared = METHODS[name].scope
        assert declared is None or {declared} == SCOPES[name]


def test_the_sandbox_takes_commands_events_and_scopes_from_the_manifest() -> None:
    app = Installation(manifest.load())
    assert tuple(app.commands) == manifest.commands()
    assert app.events == set(manifest.bot_events())
    assert app.scopes == manifest.bot_scopes()
    other: Any = copy.deepcopy(manifest.load())
    other["features"]["slash_commands"][0]["command"] = "/other"
    other["settings"]["event_subscriptions"]["bot_events"] = ["team_join"]
    other["oauth_config"]["scopes"]["bot"] = ["commands"]
    app = Installation(other)
    assert tuple(app.commands) == ("/other",)
    assert app.events == {"team_join"}
    assert app.scopes == ("commands",)


def test_only_the_directory_asks_about_people_and_channels_and_the_doctor_about_one() -> None:
    assert callers("users.") == {"bot/slack/directory.py"}
    assert callers("conversations.info") == {"bot/slack/directory.py", "bot/operate/doctor_slack.py"}


def test_only_delivery_writes_messages_and_draws_home() -> None:
    assert callers("chat.", "conversations.open", "views.publish") == {"bot/slack/calls.py"}


def test_only_a_press_reads_back_what_somebody_wrote_and_delivery_looks_for_what_it_sent() -> None:
    reads = callers("conversations.history", "conversations.replies")
    assert reads == {"handlers/direct_messages.py", "bot/slack/calls.py"}


def test_forms_are_opened_in_answers_only() -> None:
    assert callers("views.open", "views.push", "views.update") <= {"handlers/answer.py"}


class Register:
    """Takes down what the listeners ask Bolt for; those that take only some of an id's presses apart."""

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, str]] = Counter()
        self.in_part: set[tuple[str, str]] = set()

    def use(self, _middleware: object) -> None: ...

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        def ask(name: object, matchers: object = None, middleware: object = None) -> Callable[..., Any]:
            if matchers or middleware:
                self.in_part.add((kind, str(name)))
            else:
                self.asked[kind, str(name)] += 1
            return lambda listener: listener

        return ask


@pytest.fixture(scope="module")
def register() -> Register:
    made = Register()
    listeners.register(cast(App, made), cast(Any, None), cast(Any, None))
    return made


@pytest.fixture
def asked(register: Register) -> set[tuple[str, str]]:
    return set(register.asked) | register.in_part


def test_every_button_form_and_event_has_one_listener(register: Register) -> None:
    assert [one for one, times in register.asked.items() if times > 1] == []


def test_an_id_is_a_stable_dotted_name(asked: set[tuple[str, str]]) -> None:
    ids = [name for kind, name in asked if kind == "action" and not name.startswith("re.compile")]
    assert [name for name in ids if not re.fullmatch(r"[a-z]+(\.[a-z_]+)+", name)] == []


def test_every_event_and_command_of_the_manifest_has_a_listener(asked: set[tuple[str, str]]) -> None:
    named = {(kind, name) for kind, name in asked if name != str(ANY)}
    events = {name for kind, name in named if kind == "event"}
    # Slack subscribes to message.im, and sends it as a message (docs.slack.dev/reference/events/message.im).
    assert events == {event.partition(".")[0] for event in manifest.bot_events()}
    assert {name for kind, name in named if kind == "command"} == set(manifest.commands())
