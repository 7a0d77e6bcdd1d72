"""Direct messages: answers to what a member writes, and keeping a text as evidence on a press."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.coach import direct_messages, hand_in
from bot.coach.coach import Caller, Coach
from bot.screen import Screen
from bot.slack.directory import Directory
from bot.slack.typed_text import as_seen
from bot.views import direct_messages as views
from bot.views import ids
from handlers.answer import Answer, Body, value_of
from handlers.typed_text import parsed


def register(app: App) -> None:
    app.action(ids.TEXT_KEEP)(keep)
    app.action(ids.TEXT_DROP)(drop)


def keep(
    answer: Answer, coach: Coach, caller: Caller, client: WebClient, directory: Directory, body: Body
) -> None:
    ts, _, week_id = value_of(body).partition(":")
    text = _text_at(client, body["channel"]["id"], ts, caller)
    if text is None:
        answer.show(views.gone())
    else:
        seen = as_seen(text, lambda user_id: directory.known_name(caller.team, user_id))
        kept = hand_in.keep_text(coach, caller, int(week_id), seen)
        answer.replace(views.kept_text(kept.week.number))


def drop(answer: Answer) -> None:
    answer.replace(views.dropped())


def _text_at(client: WebClient, channel: str, ts: str, caller: Caller) -> str | None:
    """Return the member's own message as Slack has it, or None if it isn't there any more."""
    found = client.conversations_history(channel=channel, latest=ts, oldest=ts, inclusive=True, limit=1)
    for message in found["messages"]:
        if message["ts"] == ts and message.get("user") == caller.user:
            return str(message["text"])
    return None


class Reply(Answer):
    """Handed to a listener as `answer` when somebody wrote: each is a message in the same place, once."""

    def __init__(self, coach: Coach, caller: Caller, event: Body, ack: Ack) -> None:
        self._coach, self._who, self._event, self._ack = coach, caller.sub_delivery("answered"), event, ack

    def show(self, message: Screen, *, asked: bool = True) -> None:
        """Reply in the same place; what wasn't `asked` for gets nothing in a burst that had an answer."""
        place = self._event["channel"], self._event["ts"]
        direct_messages.reply(self._coach, self._who, *place, message, asked=asked)
        self._ack()

    def changed(self, message: Screen) -> None:
        self.show(message)

    def open(self, view: Body) -> None:
        """Reply with a button: a form opens from a press only, https://docs.slack.dev/surfaces/modals#opening"""
        self.show(views.word(parsed(self._event).subcommand or ""))
