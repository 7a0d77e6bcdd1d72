"""Text as Slack sends it, turned into what somebody typed, and what they meant by it."""

import re

from bot.domain.commands import ParsedCommand, parse_command
from bot.views import direct_messages as views
from handlers.answer import Body

WRITTEN = {None, "file_share", "me_message", "thread_broadcast"}
"""Subtypes of a message that somebody wrote: https://docs.slack.dev/reference/events/message."""
ADDRESS = re.compile(r"<(?:mailto:([^|>]+)|(https?:[^|>]+))(?:\|[^>]*)?>")


def from_a_person(event: Body) -> bool:
    """Whether it is a direct message to the coach, and no edit, no deletion and nothing of a bot's."""
    written = event.get("subtype") in WRITTEN
    return event.get("channel_type") == "im" and written and not event.get("bot_id")


def as_typed(text: str) -> str:
    """As it was typed: Slack puts addresses into <...> and escapes three characters.

    https://docs.slack.dev/messaging/formatting-message-text
    """
    text = ADDRESS.sub(r"\1\2", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def text_of(body: Body) -> str:
    """What was typed, in a message or after the command."""
    return as_typed(str(body.get("text") or ""))


def parsed(body: Body) -> ParsedCommand:
    return parse_command(text_of(body))


def is_work(event: Body) -> bool:
    """Whether it is so long that it may be evidence, or said to be."""
    text = text_of(event)
    long = len(text.split()) >= views.LONG or len(text) >= views.LONG_TEXT
    return long or parse_command(text).prose
