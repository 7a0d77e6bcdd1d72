"""The one place that writes messages to Slack, and what its answers mean."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery.outcome import Outcome, Verdict
from bot.store.tables import Message

UNCERTAIN = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
"""Part of the work may have happened: https://docs.slack.dev/reference/methods/chat.postMessage#errors."""
LIMITED = {"ratelimited", "rate_limited"}
LOCKED_OUT = {"token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed"}
"""Nothing gets through until somebody installs the app again; the messages needn't be lost for that."""
LOCKED_OUT_WAIT = timedelta(minutes=15)
UNSAID_WAIT, LEAST_WAIT, LONGEST_WAIT = 30, 1, 900
"""Seconds to wait after a 429 that names none, and the bounds of what it may name."""


def tell(client: WebClient, message: Message, target: Message | None, direct: str | None) -> Outcome:
    """Make the call that a claimed message stands for. Never raises for what Slack or the network answers.

    `target` is the message that an update or deletion is about, `direct` the person's direct message channel
    where it is known. The client must have no retry handlers: the SDK's own sends a post again when a
    connection drops.
    """
    if message.method == "post":
        return _post(client, message, direct)
    return _change(client, message, target).repeatable()


def _post(client: WebClient, message: Message, direct: str | None) -> Outcome:
    channel = direct or message.channel
    if channel.startswith(("U", "W")):  # later changes need the channel's id: chat.update takes no person's
        opened = _ask(lambda: client.conversations_open(users=channel)).repeatable()
        if opened.verdict is not Verdict.SENT or opened.channel is None:
            return opened
        channel = opened.channel
    return _ask(
        lambda: client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": "pm_coach", "event_payload": {"key": message.uuid}},
            unfurl_links=False,
            unfurl_media=False,
        )
    )


def _change(client: WebClient, message: Message, target: Message | None) -> Outcome:
    if message.method == "home":
        return _ask(lambda: client.views_publish(user_id=message.channel, view=message.blocks))
    if target is None or target.ts is None:
        return Outcome(Verdict.NEVER, error="message_not_sent")
    channel, ts = target.channel, target.ts
    if message.method == "delete":
        gone = _ask(lambda: client.chat_delete(channel=channel, ts=ts))
        return Outcome(Verdict.SENT) if gone.error == "message_not_found" else gone
    return _ask(lambda: client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks))


def _ask(call: Callable[[], Any]) -> Outcome:
    """Call Slack once. Whatever isn't an answer leaves open whether the call took effect."""
    try:
        answer = call()
        channel = answer.get("channel")
        opened = channel["id"] if isinstance(channel, dict) else channel
        return Outcome(Verdict.SENT, ts=answer.get("ts"), channel=opened)
    except SlackApiError as error:
        return _refusal(error)
    except URLError as error:
        # urllib wraps what happens until the request is out: name, connection, TLS, an incomplete request.
        return Outcome(Verdict.LATER, error=f"no connection: {error.reason}")
    except Exception as error:
        return Outcome(Verdict.UNKNOWN, error=f"no answer: {error!r}")


def _refusal(error: SlackApiError) -> Outcome:
    answer = getattr(error.response, "data", None)
    code = str(answer.get("error")) if isinstance(answer, dict) else "no JSON object"
    status = getattr(error.response, "status_code", 200)
    if code in LIMITED or status == 429:
        return Outcome(Verdict.LATER, wait=_asked_wait(error.response.headers), error="ratelimited")
    if status >= 500 or code in UNCERTAIN or not re.fullmatch(r"[a-z_]+", code):
        # For a body that isn't JSON, the SDK writes a sentence where the code belongs.
        return Outcome(Verdict.UNKNOWN, error=code if status < 500 else f"HTTP {status}")
    if code in LOCKED_OUT:
        return Outcome(Verdict.LATER, wait=LOCKED_OUT_WAIT, error=code)
    return Outcome(Verdict.NEVER, error=code)


def _asked_wait(headers: dict[str, Any]) -> timedelta:
    said = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    seconds = int(said) if re.fullmatch(r"\d{1,9}", said) else UNSAID_WAIT
    return timedelta(seconds=min(max(seconds, LEAST_WAIT), LONGEST_WAIT))
