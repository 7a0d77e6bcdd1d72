"""Everything that a screen lets somebody press, choose or send has a listener."""

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from slack_bolt import App

from bot.sandbox import elements
from bot.views import errors
from handlers import listeners
from tests.handlers.acts import first
from tests.views.screens import SCREENS
from tests.world import World


class Register:
    """Takes down what the listeners ask Bolt for."""

    def __init__(self) -> None:
        self.known: dict[str, set[str]] = {"action": set(), "view": set(), "event": set(), "command": set()}
        self.patterns: set[re.Pattern[str]] = set()
        """Of actions: those of fields, and the last resort, which has them all."""

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        def asked(name: object, **_: object) -> Callable[..., Any]:
            if isinstance(name, re.Pattern):
                self.patterns.add(name)
            else:
                self.known.get(kind, set()).add(str(name))
            return lambda listener: listener

        return asked


@pytest.fixture(scope="module")
def register() -> Register:
    made = Register()
    listeners.register(cast(App, made), cast(Any, None), cast(Any, None))
    return made


@pytest.fixture
def known(register: Register) -> dict[str, set[str]]:
    return register.known


def screens() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, draw in SCREENS.items():
        screen = draw()
        yield name, screen if isinstance(screen, dict) else {"blocks": screen.blocks}


def test_every_button_menu_and_field_that_tells_has_a_listener(register: Register) -> None:
    asked = {
        found.element["action_id"]: name
        for name, screen in screens()
        for found in elements.interactive(screen["blocks"])
        if found.dispatches
    }
    fields = [pattern for pattern in register.patterns if pattern.pattern != "."]
    heard = register.known["action"] | {
        action for action in asked if any(field.search(action) for field in fields)
    }
    assert {action: name for action, name in asked.items() if action not in heard} == {}


def test_every_form_has_a_listener(known: dict[str, set[str]]) -> None:
    sent = {screen["callback_id"] for _, screen in screens() if screen.get("submit")}
    assert sent == known["view"]


def test_no_listener_waits_for_what_no_screen_holds(register: Register) -> None:
    held = {
        found.element["action_id"]
        for _, screen in screens()
        for found in elements.interactive(screen["blocks"])
    }
    assert register.known["action"] - held == set()
    assert [p for p in register.patterns if not any(map(p.search, held))] == []


def test_a_button_of_an_older_coach_is_answered(world: World) -> None:
    ana = world.joined()
    for found in elements.interactive(ana.last("DM").blocks):
        found.element["action_id"] = "gone.long_ago"
    ana.clicks("gone.long_ago")
    assert ana.last("DM").visible.startswith(first(errors.nothing_behind()))
