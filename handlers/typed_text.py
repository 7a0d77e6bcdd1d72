"""Text that somebody wrote to the coach, and what they meant by it."""

from bot.domain.commands import ParsedCommand, parse_command
from bot.slack.typed_text import as_seen
from bot.views import direct_messages as views
from handlers.answer import Body

WRITTEN = {None, "file_share", "me_message", "thread_broadcast"}
"""Subtypes of a message that somebody wrote: https://docs.slack.dev/reference/events/message."""


def from_a_person(event: Body) -> bool:
    """Return whether it is a direct message to the coach, and no edit, no deletion and nothing of a bot's."""
    written = event.get("subtype") in WRITTEN
    return event.get("channel_type") == "im" and written and not event.get("bot_id")


def text_of(body: Body) -> str:
    """Return what was typed, in a message or after the command."""
    return as_seen(str(body.get("text") or ""))


def parsed(body: Body) -> ParsedCommand:
    return parse_command(text_of(body))


def is_work(event: Body) -> bool:
    """Return whether it is so long that it may be evidence, or said to be."""
    text = text_of(event)
    long = len(text.split()) >= views.LONG or len(text) >= views.LONG_TEXT
    return long or parse_command(text).prose
