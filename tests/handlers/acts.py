"""Acts and looks that several tests share."""

import json
from collections.abc import Iterator
from typing import Any

from bot.coach import hand_in
from bot.coach.coach import Caller
from bot.domain.progress import Evidence, Progress
from bot.sandbox import elements
from bot.sandbox.person import Person
from bot.sandbox.records import MessageRecord, ViewState
from bot.screen import Screen
from tests.world import World


def progress_of(world: World, person: Person) -> Progress:
    return world.bot.coach.progress(caller(world, person), even_left=True)


def written(world: World, person: Person) -> list[Evidence]:
    """Return their evidence with what they wrote in it, newest first."""
    pieces = progress_of(world, person).evidence
    return [hand_in.versions(world.bot.coach, caller(world, person), piece.id)[0] for piece in pieces]


def caller(world: World, person: Person) -> Caller:
    return Caller(world.bot.team, person.id)


def keeps(world: World, person: Person, kind: str, **fields: str) -> None:
    """Hand in a piece of any kind for the open week, whatever the assignment asks for; look at the DM."""
    hand_in.hand_in(world.bot.coach, caller(world, person), week_id=None, kind=kind, fields=fields)
    world.settle()
    person.opens("DM")


def clicks_twice(world: World, person: Person, message: MessageRecord, action: str) -> None:
    """Press a button, and once more as it stood before the first press changed its message."""
    before = list(message.blocks)
    person.clicks(action)
    world.settle()
    changed = list(message.blocks)
    message.blocks[:] = before
    person.clicks(action)
    message.blocks[:] = changed


def hands_in_again(world: World, person: Person, text: str) -> None:
    """Hand in a piece through `/pm-progress done`."""
    person.types("/pm-progress done")
    world.fills_compulsory(person, text)
    person.submits()
    person.closes(all_views=True)
    world.settle()


def first(screen: Screen) -> str:
    """Return a message's first line, whatever its words are: no two answers have the same."""
    return screen.text.splitlines()[0]


def form(person: Person) -> str:
    """Return the callback_id of the modal that is open."""
    assert person.modal, f"no modal is open before {person.record.name}"
    return str(person.modal.view.get("callback_id"))


def acts_in(shown: MessageRecord | ViewState | None) -> list[str]:
    """Return the action_ids of what can be pressed or chosen in a message or view, in reading order."""
    assert shown
    return [found.element["action_id"] for found in elements.interactive(shown.blocks)]


def change_ids(person: Person, **ids: Any) -> None:
    """Forge what travels in the open modal's private_metadata."""
    assert person.modal
    view = person.modal.view
    view["private_metadata"] = json.dumps({**json.loads(view["private_metadata"]), **ids})


def forge(blocks: list[Any], action: str, value: str) -> None:
    """Put another value into the button (or the first option of the menu) with this action_id."""
    for found in elements.interactive(blocks):
        if found.element["action_id"] == action:
            held = found.element.get("options", [found.element])[0]
            held["value"] = value
            return
    raise AssertionError(f"nothing with action {action}")


def parsed_texts(world: World) -> list[str]:
    """Return every text that Slack was sent and reads mentions in: messages' `text`, and mrkdwn anywhere."""
    return [text for call in world.slack.calls for text in _parsed(_read(dict(call.arguments)))]


def _read(given: Any) -> Any:
    """Return arguments as values: blocks and views come as JSON."""
    if isinstance(given, dict):
        return {name: _read(value) for name, value in given.items()}
    return json.loads(given) if isinstance(given, str) and given[:1] in ("[", "{") else given


def _parsed(given: Any) -> Iterator[str]:
    if isinstance(given, dict):
        text = given.get("text")
        if isinstance(text, str) and given.get("type", "mrkdwn") == "mrkdwn":
            yield text
        given = list(given.values())
    if isinstance(given, list):
        for part in given:
            yield from _parsed(part)
