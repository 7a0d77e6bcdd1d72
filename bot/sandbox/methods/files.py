"""files.*: uploads in three steps, and the files that came of them.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sandbox import payloads
from bot.sandbox.calls import Call, Calls
from bot.sandbox.errors import SlackError
from bot.sandbox.events import Events
from bot.sandbox.methods.registry import Arguments, is_member, method
from bot.sandbox.records import ChannelRecord, UploadRecord
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
LARGEST = 1_000_000_000
"""Bytes: https://slack.com/help/articles/201330736"""


class Files:
    """Uploads of the app. A file is shared once; what isn't completed is nobody's, and never seen."""

    def __init__(self, workspace: Workspace, events: Events, base_url: Callable[[], str]) -> None:
        self._workspace, self._events, self._base_url = workspace, events, base_url

    @method("files.getUploadURLExternal", scope="files:write")
    def upload_url(self, arguments: Arguments) -> Json:
        """Give an address for the bytes: https://docs.slack.dev/reference/methods/files.getUploadURLExternal"""
        name, length = arguments.text("filename"), arguments.text("length")
        if not name or not length.isdecimal() or int(length) == 0:
            raise SlackError("invalid_arguments")
        if int(length) > LARGEST:
            raise SlackError("file_upload_size_restricted")
        upload = self._workspace.add_upload(name, int(length), secrets.token_urlsafe(16))
        return {"upload_url": f"{self._base_url()}/upload/{upload.key}", "file_id": upload.id}

    @method("files.completeUploadExternal", scope="files:write")
    def complete(self, arguments: Arguments) -> Json:
        """Share uploads in one message: https://docs.slack.dev/reference/methods/files.completeUploadExternal"""
        asked = self._asked(arguments)
        channel = self._channel(arguments.text("channel_id"))
        uploads = [self._uploaded(str(each.get("id", ""))) for each in asked]
        for upload, each in zip(uploads, asked, strict=True):
            upload.title, upload.completed = str(each.get("title") or upload.name), True
        shown = [payloads.uploaded(upload, self._workspace.app) for upload in uploads]
        if channel:
            message = self._workspace.post(
                channel.id,
                self._workspace.app.bot_user_id,
                arguments.text("initial_comment"),
                files=shown,
                by_app=True,
                thread_ts=arguments.text("thread_ts") or None,
            )
            self._events.posted(message)
        return {"files": shown}  # without shares: Slack shares them by and by

    def _asked(self, arguments: Arguments) -> list[Json]:
        try:
            asked = json.loads(arguments.text("files"))
        except ValueError:
            raise SlackError("invalid_arguments") from None
        if not isinstance(asked, list) or not asked or not all(isinstance(each, dict) for each in asked):
            raise SlackError("invalid_arguments")
        return asked

    def _channel(self, where: str) -> ChannelRecord | None:
        """The channel, by its own id: a person's isn't taken here."""
        if not where:
            return None
        channel = self._workspace.channels.get(where)
        if channel is None or (channel.kind == "private" and not is_member(self._workspace, channel)):
            raise SlackError("channel_not_found")
        if channel.kind == "im" and not self._workspace.messages_tab:
            raise SlackError("posting_to_channel_denied")
        if not is_member(self._workspace, channel):
            raise SlackError("not_in_channel")
        return channel

    def _uploaded(self, file_id: str) -> UploadRecord:
        upload = self._workspace.uploads.get(file_id)
        if upload is None or upload.content is None or upload.completed:
            raise SlackError("file_not_found")
        return upload


class Uploads:
    """Takes the bytes at `/upload/<key>`, and gives them out to the page at `/page/files/<id>`."""

    def __init__(self, workspace: Workspace, calls: Calls) -> None:
        self._workspace, self._calls = workspace, calls

    async def endpoint(self, request: Request) -> Response:
        """Take the bytes of one file; they have to be as many as was said."""
        content = await request.body()

        def execute(call: Call) -> Response:
            taken = self._take(request.path_params["key"], content)
            call.answer = {"ok": taken}
            return PlainTextResponse(f"OK - {len(content)}") if taken else PlainTextResponse("no", 400)

        return await self._calls.run("upload", {"length": len(content)}, request, execute)

    def _take(self, key: str, content: bytes) -> bool:
        with self._workspace.lock:
            found = [each for each in self._workspace.uploads.values() if each.key == key]
            if not found or found[0].completed or len(content) != found[0].length:
                return False
            found[0].content = content
            return True


def download(uploads: Mapping[str, UploadRecord], file_id: str) -> Response:
    """A shared file, to be saved and never to be shown: what an app made of a person's words doesn't run."""
    upload = uploads.get(file_id)
    if upload is None or not upload.completed or upload.content is None:
        return PlainTextResponse("There is no such file.", 404)
    name = "".join(each for each in upload.name if each.isascii() and (each.isalnum() or each in "-_. "))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(upload.content, media_type="application/octet-stream", headers=headers)
