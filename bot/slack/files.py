"""Files, shared in three steps: an address for each, its bytes, and one call that shares them all.

Nothing is seen of the first two steps, so whatever fails in them is done anew. Only the third step can have
happened without an answer. It takes no metadata, so its outcome is looked up by Slack's ids of the files,
which are written down before it (https://docs.slack.dev/messaging/working-with-files#uploading_files).
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

from slack_sdk import WebClient

from bot.slack.call_result import CallResult, Verdict

ASK = Callable[[Callable[[WebClient], Any]], CallResult]
"""Makes one call, if calls may begin, and says what became of it."""
NO_FILES = "no_files"
"""Our own reason: the bytes were let go of."""


class Upload(NamedTuple):
    """A file to be shared."""

    name: str
    content: bytes


class Uploads(NamedTuple):
    """What a message shares; `note` writes down under which ids, and says whether it may be shared yet."""

    files: Sequence[Upload]
    note: Callable[[Sequence[str]], bool]


class _Answered(NamedTuple):
    """An answer as `ask` reads it."""

    data: dict[str, Any]


def share(ask: ASK, channel: str, text: str, uploads: Uploads, thread: str | None = None) -> CallResult:
    """Share files in a channel, with a text. Slack doesn't say the message's stamp: it shares by and by."""
    if not uploads.files:
        return CallResult(Verdict.NEVER, error=NO_FILES)
    ids = []
    for file in uploads.files:
        result = _upload(ask, file)
        if result.verdict is not Verdict.SENT:
            return result.repeatable()
        ids.append(result.answer["file_id"])
    if not uploads.note(ids):
        return CallResult(Verdict.UNTRIED, error="it isn't wanted any more")
    shared = ask(
        lambda client: client.files_completeUploadExternal(
            files=[{"id": id_, "title": file.name} for id_, file in zip(ids, uploads.files, strict=True)],
            channel_id=channel,
            initial_comment=text,
            thread_ts=thread,
        )
    )
    return CallResult(Verdict.SENT, channel=channel) if shared.verdict is Verdict.SENT else shared


def _upload(ask: ASK, file: Upload) -> CallResult:
    """The first two steps for one file; `answer` is that to the first."""
    place = ask(
        lambda client: client.files_getUploadURLExternal(filename=file.name, length=len(file.content))
    )
    if place.verdict is not Verdict.SENT:
        return place
    taken = ask(lambda client: _send_bytes(client, place.answer["upload_url"], file.content))
    return place if taken.verdict is Verdict.SENT else taken


def _send_bytes(client: WebClient, url: str, content: bytes) -> _Answered:
    """Send the bytes to Slack's address for them, which takes no token. An OSError for any refusal."""
    request = Request(url, content, {"Content-Type": "application/octet-stream"}, method="POST")
    with urlopen(request, timeout=client.timeout, context=client.ssl) as answer:
        answer.read(200)
    return _Answered({})
