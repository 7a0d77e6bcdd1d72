"""A direct message to the coach: a word, a text that may be work, or neither; never met with silence."""

from slack_bolt import App
from slack_sdk import WebClient

from bot.coach import conversation, evidence
from bot.coach.coach import Coach, NotJoined, Who
from bot.domain.progress import Message, Progress
from bot.domain.words import near, understand
from bot.views import conversation as views
from bot.views import dashboard
from handlers.answering import Answer, Body, value_of
from handlers.wording import as_typed

WRITTEN = {None, "file_share", "me_message", "thread_broadcast"}
"""Subtypes of a message that somebody wrote: https://docs.slack.dev/reference/events/message."""


def register(app: App) -> None:
    app.event("message", matchers=[_from_a_person])(reply)
    app.event("message")(ignore)
    app.action(views.KEEP_TEXT)(keep)
    app.action(views.DROP_TEXT)(drop)


def _from_a_person(event: Body) -> bool:
    written = event.get("subtype") in WRITTEN
    return event.get("channel_type") == "im" and written and not event.get("bot_id")


def ignore() -> None:
    """Edits and deletions need no answer."""


def reply(coach: Coach, who: Who, event: Body) -> None:
    text = as_typed(str(event.get("text") or ""))
    long = len(text.split()) >= views.LONG or len(text) >= views.LONG_TEXT
    try:
        progress = coach.progress(who)
    except NotJoined as stranger:
        screen = dashboard.left(stranger.left) if stranger.left else views.stranger()
    else:
        week = progress.week
        screen = views.long(event["ts"], week.id, week.number, len(text)) if long else _answer(progress, text)
    asked = long or understand(text).word is not None
    conversation.reply(coach, who, event["channel"], event["ts"], screen, asked=asked)


def _answer(progress: Progress, text: str) -> Message:
    word = understand(text).word
    if word is None:
        return views.short(near(text))
    return dashboard.dashboard(progress) if word == "" else views.word(word)


def keep(answer: Answer, coach: Coach, who: Who, client: WebClient, body: Body) -> None:
    ts, _, week_id = value_of(body).partition(":")
    text = _text_at(client, body["channel"]["id"], ts, who)
    if text is None:
        answer.show(views.gone())
    else:
        kept = evidence.keep_text(coach, who, int(week_id), text)
        answer.replace(views.kept_text(kept.week.number))


def drop(answer: Answer) -> None:
    answer.replace(views.dropped())


def _text_at(client: WebClient, channel: str, ts: str, who: Who) -> str | None:
    """The member's own message, read again now that they said so; None if it isn't there any more."""
    found = client.conversations_history(channel=channel, latest=ts, oldest=ts, inclusive=True, limit=1)
    for message in found["messages"]:
        if message["ts"] == ts and message.get("user") == who.user:
            return as_typed(str(message["text"]))
    return None
