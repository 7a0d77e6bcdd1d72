"""The one place that writes messages to Slack, and what its answers mean."""

from datetime import timedelta
from http.client import HTTPException
from socket import gaierror
from ssl import SSLCertVerificationError
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.delivery.outcome import Outcome, Verdict
from bot.store.tables import Message

UNCERTAIN = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
"""Part of the work may have happened: https://docs.slack.dev/reference/methods/chat.postMessage#errors."""
LIMITED = {"ratelimited", "rate_limited"}


def tell(client: WebClient, message: Message, target: Message | None, direct: str | None) -> Outcome:
    """Make the call that a claimed message stands for. Never raises for what Slack or the network answers.

    `target` is the message that an update or deletion is about, `direct` the person's direct message channel
    where it is known. The client must have no retry handlers: the SDK's own sends a post again when a
    connection drops.
    """
    try:
        if message.method in ("update", "delete"):
            return _change(client, message, target)
        answer = _call(client, message, direct)
    except SlackApiError as error:
        return _refusal(error)
    except (URLError, HTTPException, OSError, SlackRequestError) as error:
        return _no_answer(error)
    return Outcome(Verdict.SENT, ts=answer.get("ts"), channel=answer.get("channel"))


def _call(client: WebClient, message: Message, direct: str | None) -> Any:
    if message.method == "home":
        client.views_publish(user_id=message.channel, view=message.blocks)
        return {}
    return client.chat_postMessage(
        channel=direct or _channel(client, message.channel),
        text=message.text,
        blocks=message.blocks,
        metadata={"event_type": "pm_coach", "event_payload": {"key": message.uuid}},
        unfurl_links=False,
        unfurl_media=False,
    )


def _change(client: WebClient, message: Message, target: Message | None) -> Outcome:
    if target is None or target.ts is None:
        return Outcome(Verdict.NEVER, error="message_not_sent")
    if message.method == "delete":
        client.chat_delete(channel=target.channel, ts=target.ts)
    else:
        client.chat_update(channel=target.channel, ts=target.ts, text=message.text, blocks=message.blocks)
    return Outcome(Verdict.SENT, ts=target.ts, channel=target.channel)


def _channel(client: WebClient, channel: str) -> str:
    """A person's direct message channel: later changes need its id, chat.update takes no person's."""
    if not channel.startswith(("U", "W")):
        return channel
    opened: str = client.conversations_open(users=channel)["channel"]["id"]
    return opened


def _refusal(error: SlackApiError) -> Outcome:
    code = str(error.response.get("error") or "unreadable")
    status = getattr(error.response, "status_code", 200)
    if code in LIMITED or status == 429:
        seconds = float(error.response.headers.get("Retry-After", 30))
        return Outcome(Verdict.LATER, wait=timedelta(seconds=seconds), error="ratelimited")
    if code in UNCERTAIN or status >= 500 or code == "unreadable":
        return Outcome(Verdict.UNKNOWN, error=code)
    return Outcome(Verdict.NEVER, error=code)


def _no_answer(error: Exception) -> Outcome:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | gaierror | SSLCertVerificationError):
        return Outcome(Verdict.LATER, error=f"no connection: {reason}")
    return Outcome(Verdict.UNKNOWN, error=f"no answer: {reason!r}")
