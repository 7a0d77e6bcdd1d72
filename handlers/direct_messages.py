"""Direct messages: answers to what a member writes, and keeping a text as evidence on a press."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.coach import direct_messages, hand_in
from bot.coach.coach import Caller, Coach
from bot.screen import Screen
from bot.slack.directory import Directory
from bot.slack.errors import Refusal
from bot.slack.typed_text import as_seen, with_emoji
from bot.views import direct_messages as views
from bot.views import ids
from handlers.answer import Answer, Body, thread_of, value_of, why
from handlers.typed_text import attached, only_attached, parsed


def register(app: App) -> None:
    app.action(ids.TEXT_KEEP)(keep)
    app.action(ids.TEXT_DROP)(drop)


def keep(
    answer: Answer, coach: Coach, caller: Caller, client: WebClient, directory: Directory, body: Body
) -> None:
    text, week_id = _pressed_text(client, directory, caller, body)
    if text is None:
        answer.show(views.gone())
    else:
        answer.replace(views.kept_text(hand_in.keep_text(coach, caller, week_id, text).week.number))


def drop(
    answer: Answer, coach: Coach, caller: Caller, client: WebClient, directory: Directory, body: Body
) -> None:
    """Keep nothing; what was kept meanwhile, by a press elsewhere, is said to be kept."""
    text, week_id = _pressed_text(client, directory, caller, body)
    week = None if text is None else hand_in.week_with_text(coach, caller, week_id, text)
    answer.replace(views.dropped() if week is None else views.kept_text(week))


def _pressed_text(
    client: WebClient, directory: Directory, caller: Caller, body: Body
) -> tuple[str | None, int]:
    """Return the text that a question is about, None if it isn't there any more, and its week's id."""
    ts, _, week_id = value_of(body).partition(":")
    text = _text_at(client, body["channel"]["id"], ts, caller, thread_of(body))
    if text is not None:
        text = as_seen(text, lambda slack_id: directory.known_name(caller.team, slack_id))
    return text, int(week_id)


def _text_at(client: WebClient, channel: str, ts: str, caller: Caller, thread: str | None) -> str | None:
    """Return the member's own message as Slack has it, or None if it isn't there any more.

    A question in a thread is about a reply there, and those stand in conversations.replies only, behind the
    message that they answer.
    """
    place: dict[str, Any] = {"channel": channel, "latest": ts, "oldest": ts, "inclusive": True}
    try:
        found = (
            client.conversations_replies(**place, ts=thread, limit=2)
            if thread
            else client.conversations_history(**place, limit=1)
        )
    except SlackApiError as error:
        if why(error) is Refusal.GONE:
            return None
        raise
    for message in found["messages"]:
        if message["ts"] == ts and message.get("user") == caller.user:
            return with_emoji(str(message["text"]), message.get("blocks") or ())
    return None


class Reply(Answer):
    """Handed to a listener as `answer` when somebody wrote: each is a message in the same place, once."""

    def __init__(self, coach: Coach, caller: Caller, event: Body, ack: Ack) -> None:
        self._coach, self._who, self._event, self._ack = coach, caller.sub_delivery("answered"), event, ack

    def show(self, message: Screen, *, asked: bool = True) -> None:
        """Reply in the same place; what wasn't `asked` for gets nothing in a burst that had an answer."""
        event, attachment = self._event, attached(self._event) and not only_attached(self._event)
        shown = views.with_attachment(message) if attachment else message
        direct_messages.reply(
            self._coach,
            self._who,
            event["channel"],
            str(event.get("answer_to", event["ts"])),
            shown,
            asked=asked,
            thread_ts=event.get("thread_ts"),
        )
        self._ack()

    def changed(self, message: Screen) -> None:
        self.show(message)

    def open(self, view: Body) -> None:
        """Reply with a button: a form opens from a press only, https://docs.slack.dev/surfaces/modals#opening"""
        self.show(views.word(parsed(self._event).subcommand or ""))
