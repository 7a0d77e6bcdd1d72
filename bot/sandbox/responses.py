"""response_url: answers to a command or a press that need no token.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.calls import Call, Calls
from bot.sandbox.drafts import Draft, draft
from bot.sandbox.errors import SlackError
from bot.sandbox.handles import ResponseUrl, ResponseUrls
from bot.sandbox.records import MessageRecord
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
GONE = frozenset({"invalid_url", "expired_url", "used_url"})


class Responses:
    """Answers `/respond/<key>`."""

    def __init__(self, workspace: Workspace, urls: ResponseUrls, calls: Calls) -> None:
        self._workspace = workspace
        self._urls = urls
        self._calls = calls

    async def endpoint(self, request: Request) -> Response:
        """One answer: plain `ok`, or the reason in plain text."""
        body = _loaded(await request.body())

        def execute(call: Call) -> Response:
            return self._answered(request.path_params["key"], call)

        return await self._calls.run("response_url", body, request, execute)

    def _answered(self, key: str, call: Call) -> Response:
        try:
            apply(self._workspace, self._urls.spend(key), call.arguments)
        except SlackError as refused:
            call.answer = refused.answer()
            return PlainTextResponse(refused.code, 404 if refused.code in GONE else 400)
        call.answer = {"ok": True}
        return PlainTextResponse("ok")


def apply(workspace: Workspace, url: ResponseUrl, body: Mapping[str, Any]) -> None:
    """Do what an answer asks for, sent to a response_url or with an ack; SlackError if it is no message."""
    if not body:
        raise SlackError("invalid_payload")
    with workspace.lock:
        source = workspace.message(url.channel, url.source_ts) if url.source_ts else None
        said = _draft_or_none(body)
        if body.get("delete_original") and source:
            workspace.forget(source)
        if body.get("replace_original") and source and said:
            _replace(workspace, source, said)
        elif said:
            public, thread = body.get("response_type") == "in_channel", body.get("thread_ts")
            _post(workspace, url, said, public=public, thread_ts=thread)


def _replace(workspace: Workspace, source: MessageRecord, said: Draft) -> None:
    source.text, source.blocks = said.text, workspace.fill_ids(said.blocks)
    source.typed.clear()
    if source.ephemeral_for is None:
        source.edited_ts, source.edited_shown_at = workspace.next_ts(), workspace.clock()
    workspace.changed()


def _post(
    workspace: Workspace, url: ResponseUrl, said: Draft, *, public: bool, thread_ts: str | None
) -> None:
    workspace.post(
        url.channel,
        workspace.app.bot_user_id,
        said.text,
        by_app=True,
        blocks=workspace.fill_ids(said.blocks),
        ephemeral_for=None if public else url.user,
        thread_ts=thread_ts,
    )


def _draft_or_none(body: Mapping[str, Any]) -> Draft | None:
    """The message in the answer; a bare delete_original carries none."""
    if body.get("delete_original") and not (body.get("text") or body.get("blocks")):
        return None
    return draft(body, capped=False)


def _loaded(body: bytes) -> Json:
    try:
        given = json.loads(body)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}
