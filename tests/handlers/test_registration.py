"""Everything that a screen lets somebody press, choose or send has a listener."""

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

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        def asked(name: object, **_: object) -> Callable[..., Any]:
            self.known.get(kind, set()).add(str(name))
            return lambda listener: listener

        return asked


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    register = Register()
    listeners.register(cast(App, register), cast(Any, None), cast(Any, None))
    return register.known


def screens() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, draw in SCREENS.items():
        screen = draw()
        yield name, screen if isinstance(screen, dict) else {"blocks": screen.blocks}


def test_every_button_and_menu_has_a_listener(known: dict[str, set[str]]) -> None:
    asked = {
        found.element["action_id"]: name
        for name, screen in screens()
        for found in elements.interactive(screen["blocks"])
        if found.dispatches
    }
    assert {action: name for action, name in asked.items() if action not in known["action"]} == {}


def test_every_form_has_a_listener(known: dict[str, set[str]]) -> None:
    sent = {screen["callback_id"] for _, screen in screens() if screen.get("submit")}
    assert sent == known["view"]


def test_no_listener_waits_for_what_no_screen_holds(known: dict[str, set[str]]) -> None:
    held = {
        found.element["action_id"]
        for _, screen in screens()
        for found in elements.interactive(screen["blocks"])
    }
    assert known["action"] - held == {"re.compile('.')"}


def test_a_button_of_an_older_coach_is_answered(world: World) -> None:
    ana = world.joined()
    for found in elements.interactive(ana.last("DM").blocks):
        found.element["action_id"] = "gone.long_ago"
    ana.clicks("gone.long_ago")
    assert ana.last("DM").visible.startswith(first(errors.nothing_behind()))
