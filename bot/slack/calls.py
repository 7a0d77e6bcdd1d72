"""The one place that writes messages to Slack, and what its answers mean."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from math import ceil
from typing import Any, NamedTuple
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.call_result import CallResult, Verdict
from bot.slack.charts import CHART, in_characters
from bot.slack.errors import Code, Effect, effect
from bot.slack.files import Uploads, share
from bot.slack.methods import METHODS, Method
from bot.store.tables import Message

LOCKED_OUT_WAIT = timedelta(minutes=15)
NOT_INSTALLED = "not_installed"
"""Our own reason: the coach isn't installed in the message's workspace."""
NOT_CONNECTED = CallResult(Verdict.PAUSE, wait=LOCKED_OUT_WAIT, error=NOT_INSTALLED)
UNSAID_WAIT, LEAST_WAIT, LONGEST_WAIT = 30, 1, 900
"""Seconds to wait after a 429 that names none, and the bounds of what it may name."""
PERSON = ("U", "W")
DIRECT = ("D", *PERSON)
CLOCKS_APART = 2 * 24 * 3600 * 1000
"""Milliseconds by which Slack's clock may be behind ours. Generous, since what isn't found is sent again;
what a coach says to somebody in two days is one page all the same."""
PAGE, RATION, MOST_PAGES = 100, 15, 20
"""Messages that are asked for at once; those that Slack gives at most to apps that it sells elsewhere than in
its Marketplace (https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps);
and pages in one look."""
NOT_THERE = "not in the history"
NOT_SENT = "message_not_sent"
"""Our own reason: what the change is about never went out."""


class Target(NamedTuple):
    """Where the message stands that a change is about; nowhere until it was sent."""

    channel: str | None
    ts: str | None


NOWHERE = Target(None, None)


def call_slack(
    client: WebClient | None,
    message: Message,
    target: Target,
    direct: str | None,
    may_call: Callable[[], bool],
    uploads: Uploads | None = None,
) -> CallResult:
    """Make the call that a claimed message stands for. Never raises for what Slack or the network answers.

    `target` is the message that an update or deletion is about, `direct` the person's direct message channel
    where it is known, `uploads` what a message with files shares. `may_call` is asked right before each call.
    The client must have no retry handlers: the SDK's own sends a post again when a connection drops. Without
    a client the workspace isn't installed here, and its messages wait.
    """
    if client is None:
        return NOT_CONNECTED
    slack = _Caller(client, may_call)
    if message.method == Method.POST:
        return _post(slack, message, direct)
    if uploads is not None:
        return _share(slack, message, direct, uploads)
    result = _change(slack, message, target)
    return result.repeatable() if METHODS[Method(message.method)].repeatable else result


def searched(message: Message) -> str:
    """Return the method by which `find` searches for a post: each has its own limit in Slack."""
    return "conversations.replies" if message.thread_ts else "conversations.history"


def find(
    client: WebClient | None, message: Message, direct: str | None, file_ids: Collection[str] = ()
) -> CallResult:
    """Search the direct message channel for whether a post got through, or one that shares these files.

    SENT if it is there, NEVER with `NOT_THERE` if it isn't or with Slack's code if it can't be read, LATER or
    PAUSE if not now; then with the cursor at which the next look goes on.

    https://docs.slack.dev/reference/methods/conversations.history, which has no replies of threads; for
    those https://docs.slack.dev/reference/methods/conversations.replies.
    """
    if client is None:
        return NOT_CONNECTED
    slack = _Caller(client, lambda: True)
    opened = _open(slack, direct or message.channel)
    if opened.verdict is not Verdict.SENT:
        return replace(opened, cursor=message.verify_cursor)
    cursor, rationed = message.verify_cursor, False
    for _ in range(MOST_PAGES):
        page = _page(slack, opened.channel, message, cursor)
        if page.error == Code.INVALID_CURSOR:  # it has grown too old: the next look begins anew
            return CallResult(Verdict.LATER, error=page.error)
        if page.verdict is not Verdict.SENT:
            return replace(page.repeatable(), cursor=cursor, rationed=rationed)
        for found in page.answer["messages"]:
            if _is_it(found, message, file_ids):
                return CallResult(Verdict.SENT, ts=found["ts"], channel=opened.channel)
        rationed = rationed or (bool(page.answer.get("has_more")) and len(page.answer["messages"]) == RATION)
        cursor = (page.answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    ended = not page.answer.get("has_more")
    error = NOT_THERE if ended else "it is too long"
    return CallResult(Verdict.NEVER, channel=opened.channel, error=error, rationed=rationed)


def _is_it(found: Any, message: Message, file_ids: Collection[str]) -> bool:
    """Whether what stands in the history is the message: a post carries our id, files carry Slack's."""
    if file_ids:
        return any(file.get("id") in file_ids for file in found.get("files") or ())
    payload = (found.get("metadata") or {}).get("event_payload") or {}
    return bool(payload.get("key") == message.uuid)


def _page(slack: "_Caller", channel: str, message: Message, cursor: str | None) -> CallResult:
    """A page of a channel's or a thread's messages, of the days around the call that is looked for.

    What was sent since a backup may be from any time until today.
    """
    called = message.sending_at or 0
    asked: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{(called - CLOCKS_APART) / 1000:.3f}",
        "latest": None if message.restored else f"{(called + CLOCKS_APART) / 1000:.3f}",
        "include_all_metadata": True,
        "limit": PAGE,
        "cursor": cursor,
    }
    if thread := message.thread_ts:
        return slack.ask(lambda client: client.conversations_replies(**asked, ts=thread))
    return slack.ask(lambda client: client.conversations_history(**asked))


def publish_home(client: WebClient, user_id: str, view: Any) -> None:
    """Draw somebody's Home now. Raises what the SDK does."""
    client.views_publish(user_id=user_id, view=view)


class _Caller:
    """A client, asked once for each call, and only as long as calls may begin."""

    def __init__(self, client: WebClient, may_call: Callable[[], bool]) -> None:
        self._client, self._may_call = client, may_call

    def ask(self, call: Callable[[WebClient], Any]) -> CallResult:
        """Call Slack once. Whatever isn't an answer leaves open whether the call took effect."""
        if not self._may_call():
            return CallResult(Verdict.UNTRIED, error="its claim was too old")
        try:
            return _accepted(call(self._client).data)
        except SlackApiError as error:
            return _refusal(error)
        except URLError as error:
            # urllib wraps what happens until the request is out: name, connection, TLS, an incomplete one.
            return CallResult(Verdict.LATER, error=_printable(f"no connection: {error.reason}"))
        except Exception as error:
            return CallResult(Verdict.UNKNOWN, error=_printable(f"no answer: {error!r}"))


def _accepted(answer: Any) -> CallResult:
    """What Slack said yes to. ValueError for what no Slack says: it goes into the database."""
    ts, channel = answer.get("ts"), answer.get("channel")
    channel = (channel["id"] if isinstance(channel, dict) else channel) or ""
    if not re.fullmatch(r"[A-Z0-9]*", channel) or not re.fullmatch(r"[0-9.]*", ts or ""):
        raise ValueError("an id or a ts that is none")
    return CallResult(Verdict.SENT, ts=ts, channel=channel, answer=answer)


def _printable(text: str) -> str:
    """A database takes neither NUL nor half a character, and nobody reads a page of HTML in a log."""
    return "".join(each for each in text if each.isprintable())[:200]


def _open(slack: _Caller, channel: str) -> CallResult:
    """The direct message channel of a person; anything else is returned as it came."""
    if not channel.startswith(PERSON):  # later changes need the channel's id: chat.update takes no person's
        return CallResult(Verdict.SENT, channel=channel)
    return slack.ask(lambda client: client.conversations_open(users=channel)).repeatable()


def _post(slack: _Caller, message: Message, direct: str | None) -> CallResult:
    opened = _open(slack, direct or message.channel)
    if opened.verdict is not Verdict.SENT:
        return opened
    return _drawn(
        slack,
        message.blocks,
        lambda client, blocks: client.chat_postMessage(
            channel=opened.channel,
            text=message.text,
            blocks=blocks,
            metadata={"event_type": "pm_coach", "event_payload": {"key": message.uuid}},
            thread_ts=message.thread_ts,
            unfurl_links=False,
            unfurl_media=False,
        ),
    )


def _share(slack: _Caller, message: Message, direct: str | None, uploads: Uploads) -> CallResult:
    opened = _open(slack, direct or message.channel)
    if opened.verdict is not Verdict.SENT:
        return opened
    return share(slack.ask, opened.channel, message.text, uploads, message.thread_ts)


def _change(slack: _Caller, message: Message, target: Target) -> CallResult:
    if message.method == Method.HOME:
        return _drawn(
            slack,
            message.blocks,
            lambda client, view: client.views_publish(user_id=message.channel, view=view),
        )
    if target.ts is None:
        return CallResult(Verdict.NEVER, error=NOT_SENT)
    place: dict[str, Any] = {"channel": target.channel, "ts": target.ts}
    if message.method == Method.DELETE:
        gone = slack.ask(lambda client: client.chat_delete(**place))
        return CallResult(Verdict.SENT) if gone.error == Code.MESSAGE_NOT_FOUND else gone
    return _drawn(
        slack,
        message.blocks,
        lambda client, blocks: client.chat_update(**place, text=message.text, blocks=blocks),
    )


def _drawn(slack: _Caller, drawn: Any, call: Callable[[WebClient, Any], Any]) -> CallResult:
    """Make a call with blocks or a view, and once more with characters where the workspace takes no charts.

    Slack rolls charts out by and by, and refuses all of a message for one block that it doesn't know. It said
    no, so the second call can't be a second message. What charts show stands in words beside them.
    """
    result = slack.ask(lambda client: call(client, drawn))
    if result.error in (Code.INVALID_BLOCKS, Code.INVALID_ARGUMENTS) and has_chart(drawn):
        return slack.ask(lambda client: call(client, with_characters(drawn)))
    return result


def has_chart(drawn: Any) -> bool:
    """Whether blocks or a view hold a chart."""
    blocks = drawn["blocks"] if isinstance(drawn, dict) else drawn or ()
    return any(block["type"] == CHART for block in blocks)


def with_characters(drawn: Any) -> Any:
    """Return the same blocks or view with characters in place of charts."""
    if isinstance(drawn, dict):
        return {**drawn, "blocks": with_characters(drawn["blocks"])}
    return [in_characters(block) if block["type"] == CHART else block for block in drawn]


def _refusal(error: SlackApiError) -> CallResult:
    answer = getattr(error.response, "data", None)
    code = str(answer.get("error")) if isinstance(answer, dict) else "no JSON object"
    status = getattr(error.response, "status_code", 200)
    meant = effect(code)
    if meant is Effect.WAIT or status == 429:
        return CallResult(Verdict.PAUSE, wait=asked_wait(error.response.headers), error=Code.RATELIMITED)
    if status >= 500 or meant is Effect.UNCERTAIN or not re.fullmatch(r"[a-z_]+", code):
        # For a body that isn't JSON, the SDK writes a sentence where the code belongs.
        return CallResult(Verdict.UNKNOWN, error=_printable(code) if status < 500 else f"HTTP {status}")
    if meant is Effect.LOCKED_OUT:
        return CallResult(Verdict.PAUSE, wait=LOCKED_OUT_WAIT, error=code)
    return CallResult(Verdict.NEVER, error=code)


def asked_wait(headers: Mapping[str, Any]) -> timedelta:
    """Return how long Slack wants a pause to be, by its answer's headers, within bounds.

    A proxy on the way may write what HTTP allows besides seconds, a date, or what it doesn't, a fraction:
    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after.
    """
    named = {name.lower(): value for name, value in headers.items()}
    said = str(named.get("retry-after", "")).strip()
    if re.fullmatch(r"\d{1,9}(\.\d*)?", said, re.ASCII):
        seconds = ceil(float(said))
    else:
        seconds = _seconds_until(said, str(named.get("date", "")))
    return timedelta(seconds=min(max(seconds, LEAST_WAIT), LONGEST_WAIT))


def _seconds_until(moment: str, sent: str) -> int:
    """Return the seconds between two HTTP dates, both of Slack's clock; UNSAID_WAIT if one is none."""
    try:
        return ceil((parsedate_to_datetime(moment) - parsedate_to_datetime(sent)).total_seconds())
    except (ValueError, TypeError, OverflowError):  # not two dates, or one with a zone and one without
        return UNSAID_WAIT
