"""A message that an app sends, checked as Slack checks it before anybody sees it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox import blocks as judge
from bot.sandbox import plain_text
from bot.sandbox.errors import SlackError, invalid_blocks

Json = dict[str, Any]

TEXT_CUT = 40_000  # https://docs.slack.dev/reference/methods/chat.postMessage
EDIT_MOST = 4_000  # https://docs.slack.dev/reference/methods/chat.update
MARKDOWN_MOST = 12_000


@dataclass(frozen=True)
class Draft:
    """An accepted text and its blocks; `cut` when Slack shortened the text."""

    text: str
    blocks: list[Json]
    cut: bool = False


def draft(arguments: Mapping[str, Any], *, capped: bool = True) -> Draft:
    """Check text and blocks of a message; SlackError if Slack would refuse it.

    Answers to a response_url escape the message-wide cap (`capped` False).
    """
    given = _parsed(arguments.get("blocks"))
    text = arguments.get("text") or ""
    markdown = arguments.get("markdown_text")
    if markdown:
        given = _from_markdown(markdown, text, given)
    if not given and not text.strip():
        raise SlackError("no_text")
    problems = judge.message_problems(given)
    if problems:
        raise invalid_blocks(problems)
    if capped and judge.too_long_together(given):
        raise SlackError("msg_blocks_too_long")
    said = text or plain_text.blocks_text(given, {}, {})
    return Draft(said[:TEXT_CUT], copy.deepcopy(given), cut=len(said) > TEXT_CUT)


def _from_markdown(markdown: str, text: str, given: list[Json]) -> list[Json]:
    if text or given:
        raise SlackError("markdown_text_conflict")
    if len(markdown) > MARKDOWN_MOST:
        raise SlackError("msg_too_long")
    return [{"type": "markdown", "text": markdown}]


def _parsed(blocks: Any) -> list[Json]:
    if isinstance(blocks, str):
        try:
            blocks = json.loads(blocks) if blocks else []
        except ValueError:
            raise SlackError("invalid_blocks_format") from None
    if blocks is not None and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    return blocks or []


def metadata(arguments: Mapping[str, Any]) -> Json | None:
    """The message's metadata; None if not given, {} if it is to be removed.

    https://docs.slack.dev/messaging/message-metadata
    """
    given = arguments.get("metadata")
    if given is None or given == "":
        return None
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            raise SlackError("invalid_metadata_format") from None
    if not isinstance(given, dict):
        raise SlackError("invalid_metadata_format")
    if given and not (
        isinstance(given.get("event_type"), str) and isinstance(given.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(given)) > METADATA_MOST:
        raise SlackError("metadata_too_large")
    return given


METADATA_MOST = 8_000  # a cap exists, its figure isn't published
