"""Payloads that no person in the local Slack can cause, put on the wire as Slack's pages show them."""

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.person import Person
from bot.sandbox.socket_mode import Envelope
from tests.world import World

Json = dict[str, Any]


def event(world: World, **inner: Any) -> Envelope:
    """Send an event; what it brings is in the direct messages afterwards."""
    return _sent(world, "events_api", payloads.event(world.slack.app, inner))


def message(world: World, person: Person, text: str | None, **fields: Any) -> Envelope:
    """Send a message event of the person's direct messages with the coach."""
    words = {} if text is None else {"text": text}
    where = {"channel": world.slack.workspace.dm(person.id).id, "channel_type": "im"}
    stamp = world.slack.workspace.next_ts()
    return event(world, **{"type": "message", "user": person.id, "ts": stamp, **where, **words, **fields})


def interaction(world: World, person: Person, kind: str, **fields: Any) -> Envelope:
    """Send an interaction with the fields that all have."""
    common = payloads.interaction(world.slack.app, person.record, kind)
    return _sent(world, "interactive", {**common, **fields})


def command(world: World, person: Person, name: str, words: str) -> Envelope:
    """Send a slash command of any name."""
    general = world.slack.workspace.general
    return _sent(
        world, "slash_commands", payloads.command(world.slack.app, person.record, general, name, words)
    )


def _sent(world: World, kind: str, payload: Json) -> Envelope:
    envelope = world.slack.sockets.deliver(kind, payload, takes_answer=kind != "events_api")
    assert world.slack.sockets.waits(envelope), f"not acknowledged: {payload}"
    world.settle()
    return envelope


def answers(world: World, person: Person) -> list[str]:
    """Return what the coach has said in their direct messages, without the welcome and the first week."""
    said = [each for each in person.messages("DM") if each.user == world.slack.app.bot_user_id]
    return [each.visible for each in said[2:]]
