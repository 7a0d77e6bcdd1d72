"""A text that was written to the coach and may be work: kept, or not, on a press."""

from slack_bolt import App
from slack_sdk import WebClient

from bot.coach import evidence
from bot.coach.coach import Coach, Who
from bot.views import conversation as views
from handlers.answering import Answer, Body, value_of
from handlers.written import as_typed


def register(app: App) -> None:
    app.action(views.KEEP_TEXT)(keep)
    app.action(views.DROP_TEXT)(drop)


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
