"""A direct message to the coach: a word, a text that may be work, or neither; never met with silence."""

from slack_bolt import App
from slack_sdk import WebClient

from bot.coach import conversation, evidence
from bot.coach.coach import Coach, NotJoined, Who
from bot.domain.progress import Message
from bot.domain.words import near, understand
from bot.views import conversation as views
from bot.views import dashboard
from handlers.answering import Answer, Body, value_of


def register(app: App) -> None:
    app.event("message", matchers=[_from_a_person])(reply)
    app.event("message")(ignore)
    app.action(views.KEEP_TEXT)(keep)
    app.action(views.DROP_TEXT)(drop)


def _from_a_person(event: Body) -> bool:
    return event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id")


def ignore() -> None:
    """Edits and deletions need no answer."""


def reply(coach: Coach, who: Who, event: Body) -> None:
    conversation.reply(coach, who, event["channel"], event["ts"], _answer(coach, who, event))


def _answer(coach: Coach, who: Who, event: Body) -> Message:
    text = str(event.get("text") or "")
    try:
        progress = coach.progress(who)
    except NotJoined as stranger:
        return dashboard.left(stranger.left) if stranger.left else views.stranger()
    if (word := understand(text).word) is not None and len(text.split()) < views.LONG:
        return dashboard.dashboard(progress) if word == "" else views.word(word)
    if len(text.split()) >= views.LONG:
        return views.long(event["ts"], progress.week.number, len(text))
    return views.short(near(text))


def keep(answer: Answer, coach: Coach, who: Who, client: WebClient, body: Body) -> None:
    text = _text_at(client, body["channel"]["id"], value_of(body), who)
    if text is None:
        answer.show(views.gone())
        return
    form = evidence.form_for_week(coach, who)
    evidence.hand_in(
        coach, who, week_id=form.week.id, kind=form.kind.id, fields={form.kind.compulsory.id: text},
        assignment_id=form.assignment.id if form.assignment else None,
    )  # fmt: skip
    answer.replace(views.kept_text(form.week.number))


def drop(answer: Answer) -> None:
    answer.replace(views.dropped())


def _text_at(client: WebClient, channel: str, ts: str, who: Who) -> str | None:
    """The member's own message, read again now that they said so; None if it isn't there any more."""
    found = client.conversations_history(channel=channel, latest=ts, oldest=ts, inclusive=True, limit=1)
    for message in found["messages"]:
        if message["ts"] == ts and message.get("user") == who.user:
            return _unescaped(str(message["text"]))
    return None


def _unescaped(text: str) -> str:
    """Slack escapes three characters: docs.slack.dev/messaging/formatting-message-text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
