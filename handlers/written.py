"""What somebody writes to the coach in its direct messages, and the way back to them there."""

import re

from slack_bolt import Ack

from bot.coach import conversation
from bot.coach.coach import Coach, Who
from bot.domain.progress import Message
from bot.domain.words import Understood, understand
from bot.views import conversation as views
from handlers.answering import Answer, Body

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


def meant(body: Body) -> Understood:
    return understand(text_of(body))


def is_work(event: Body) -> bool:
    """Whether it is so long that it may be evidence, or said to be."""
    text = text_of(event)
    long = len(text.split()) >= views.LONG or len(text) >= views.LONG_TEXT
    return long or understand(text).prose


class Reply(Answer):
    """Handed to a listener as `answer` when somebody wrote: each is a message in the same place, once."""

    def __init__(self, coach: Coach, who: Who, event: Body, ack: Ack) -> None:
        self._coach, self._who, self._event, self._ack = coach, who.also("answered"), event, ack

    def show(self, message: Message, *, asked: bool = True) -> None:
        """What wasn't `asked` for goes without an answer in a burst that had one."""
        place = self._event["channel"], self._event["ts"]
        conversation.reply(self._coach, self._who, *place, message, asked=asked)
        self._ack()

    def changed(self, message: Message) -> None:
        self.show(message)

    def open(self, view: Body) -> None:
        """A form opens from a press only: https://docs.slack.dev/surfaces/modals#opening"""
        self.show(views.word(meant(self._event).word or ""))
