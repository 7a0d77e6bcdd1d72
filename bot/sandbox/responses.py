"""response_url: answers to a command or a press that need no token.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.drafts import Draft, draft
from bot.sandbox.errors import SlackError
from bot.sandbox.handles import ResponseUrl
from bot.sandbox.records import Message
from bot.sandbox.web_api import Call, struck
from bot.sandbox.workspace import utc_now

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

Json = dict[str, Any]
GONE = frozenset({"invalid_url", "expired_url", "used_url"})


class Responses:
    """Answers `/respond/<key>` and puts what a command's ack carries into the channel."""

    def __init__(self, slack: Sandbox) -> None:
        self._slack = slack

    async def endpoint(self, request: Request) -> Response:
        """One answer: plain `ok`, or the reason in plain text."""
        body = await request.body()
        call = Call("response_url", _loaded(body), utc_now())
        self._slack.calls.append(call)

        def execute() -> Response:
            return self._answered(request.path_params["key"], call)

        return await struck(self._slack, "response_url", request, execute)

    def _answered(self, key: str, call: Call) -> Response:
        try:
            url = self._slack.response_urls.spend(key)
            self.apply(url, call.arguments)
        except SlackError as refused:
            call.answer = refused.answer()
            return PlainTextResponse(refused.code, 404 if refused.code in GONE else 400)
        call.answer = {"ok": True}
        return PlainTextResponse("ok")

    def apply(self, url: ResponseUrl, body: Mapping[str, Any]) -> None:
        """Do what the answer asks for; SlackError if it is no message."""
        if not body:
            raise SlackError("invalid_payload")
        with self._slack.workspace.lock:
            source = self._source(url)
            said = _draft_or_none(body)
            if body.get("delete_original") and source:
                self._slack.workspace.forget(source)
            if body.get("replace_original") and source and said:
                self._replace(source, said)
            elif said:
                self._post(url, said, body)

    def _source(self, url: ResponseUrl) -> Message | None:
        return self._slack.workspace.message(url.channel, url.source_ts) if url.source_ts else None

    def _replace(self, source: Message, said: Draft) -> None:
        workspace = self._slack.workspace
        source.text, source.blocks = said.text, workspace.fill_ids(said.blocks)
        source.typed.clear()
        if source.ephemeral_for is None:
            source.edited_ts, source.edited_shown_at = workspace.next_ts(), self._slack.clock()
        workspace.changed()

    def _post(self, url: ResponseUrl, said: Draft, body: Mapping[str, Any]) -> None:
        workspace = self._slack.workspace
        public = body.get("response_type") == "in_channel"
        workspace.post(url.channel, self._slack.app.bot_user_id, said.text, by_app=True,
                       blocks=workspace.fill_ids(said.blocks),
                       ephemeral_for=None if public else url.user)  # fmt: skip


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
