"""Text that somebody wrote to the coach, and what they meant by it."""

import re

from bot.domain.commands import ParsedCommand, parse_command
from bot.domain.text import is_visible
from bot.slack import manifest
from bot.slack.typed_text import as_seen
from bot.views import direct_messages as views
from handlers.answer import Body

WRITTEN = {None, "file_share", "me_message", "thread_broadcast"}
"""Subtypes of a message that somebody wrote: https://docs.slack.dev/reference/events/message."""


SLACKBOT = "USLACKBOT"
_ADDRESS = re.compile(r"\A\s{0,9}<@[^<>]{1,99}>[\s,:]{0,9}")
_EMOJI = re.compile(r"\A\s{0,9}(?::[\w+'’&.-]{1,100}:(?::skin-tone-[2-6]:)?\s{0,9}){1,9}(?=\S)")
"""What stands before words, as Slack names it; emoji alone are no words."""
_COMMAND = re.compile(rf"\A\s{{0,9}}[/!]?{re.escape(manifest.COMMAND.lstrip('/'))}(?![\w-])", re.IGNORECASE)


def from_a_person(event: Body) -> bool:
    """Return whether it is a direct message to the coach that a person wrote or had an app send for them.

    No edit and no deletion is, and nothing of Slackbot's. What an app sends for a person carries the app's
    `bot_id` and `bot_profile`, and the person as its `user`; nobody else's bot is in these messages, and our
    own never gets here (docs.slack.dev/reference/events/message).
    """
    written = event.get("subtype") in WRITTEN and event.get("user") not in (None, SLACKBOT)
    return event.get("channel_type") == "im" and written


def edited_to_a_word(event: Body) -> Body | None:
    """Return what was written, as if it were new, where an edit turned it into a word of ours; else None.

    A misspelt word that is put right is meant; whatever else somebody edits needs no answer. Slack's event:
    docs.slack.dev/reference/events/message/message_changed.
    """
    if event.get("subtype") != "message_changed":
        return None
    new, old = event.get("message") or {}, event.get("previous_message") or {}
    written = {
        **new,
        "type": "message",
        "channel": event["channel"],
        "channel_type": event.get("channel_type"),
    }
    if not from_a_person(written) or new.get("text") == old.get("text") or not is_visible(text_of(new)):
        return None
    if parsed(new).subcommand is None or parsed(old).subcommand is not None:
        return None
    return {**written, "answer_to": f"{new['ts']}/{(new.get('edited') or {}).get('ts')}"}


def attached(event: Body) -> bool:
    """Return whether something else than words came: files, a voice clip, a forwarded message, a picture.

    Nobody sends an empty message. One without a text holds what isn't words, whatever the field it stands in.
    """
    return bool(event.get("files") or event.get("attachments") or not event.get("text"))


def only_attached(event: Body) -> bool:
    """Return whether such things came without a word."""
    return attached(event) and not is_visible(text_of(event))


def text_of(body: Body) -> str:
    """Return what was typed, in a message or after the command."""
    return as_seen(str(body.get("text") or ""))


def parsed(body: Body) -> ParsedCommand:
    """Return what is asked for: without the mention, the command and the emoji that people put before it.

    In our direct messages a mention at the beginning addresses us, and in threads Slack takes no commands.
    """
    text = _ADDRESS.sub("", str(body.get("text") or ""), count=1)
    return parse_command(_EMOJI.sub("", _COMMAND.sub("", as_seen(text), count=1), count=1))


def is_work(event: Body) -> bool:
    """Return whether it is so long that it may be evidence, or said to be."""
    text = text_of(event)
    long = len(text.split()) >= views.LONG or len(text) >= views.LONG_TEXT
    return long or parsed(event).prose
