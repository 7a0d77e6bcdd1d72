"""Blocks and views judged as Slack judges them: first by the schema, then by the rules beside it.

The message-wide cap is undocumented, so the lowest length that was seen refused in the field counts
(https://github.com/slackapi/bolt-js/issues/2867).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox.block_rules import rule_problems, shared_problems
from bot.sandbox.block_schema import schema_problems
from bot.sandbox.problems import Problem

Json = dict[str, Any]

MESSAGE_TEXT_CAP = 11_340
MARKDOWN_TOTAL_CAP = 12_000
VIEW_BYTES = 250_000
_TEXT_KEYS = frozenset(
    {"text", "title", "subtitle", "body", "subtext", "caption", "alt_text", "label", "hint"}
)


def message_problems(blocks: Any, at: str = "/blocks") -> list[Problem]:
    """Return what Slack refuses in a message's blocks."""
    refused = schema_problems("message_blocks", blocks, at)
    return refused + (_rule_problems(blocks, refused, at) if isinstance(blocks, list) else [])


def view_problems(view: Any, at: str = "/view") -> list[Problem]:
    """Return what Slack refuses in a modal or Home: https://docs.slack.dev/reference/views"""
    refused = schema_problems("view", view, at)
    blocks = view.get("blocks") if isinstance(view, dict) else None
    return refused + (_rule_problems(blocks, refused, f"{at}/blocks") if isinstance(blocks, list) else [])


def _rule_problems(blocks: list[Any], refused: list[Problem], at: str) -> list[Problem]:
    """Judge by the rules the blocks that the schema took; rules expect what the schema promises."""
    if not refused:
        return [*rule_problems(blocks, at), *shared_problems(blocks, at)]
    found: list[Problem] = []
    for index, block in enumerate(blocks):
        where = f"{at}/{index}"
        if not any(f"{each.pointer}/".startswith(f"{where}/") for each in refused):
            found += rule_problems(block, where)
    return found


def too_long_together(blocks: list[Json]) -> bool:
    """Return whether the message-wide cap is passed (msg_blocks_too_long)."""
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    return sum(len(said) for said in _texts(blocks)) > MESSAGE_TEXT_CAP or markdown > MARKDOWN_TOTAL_CAP


def view_too_large(view: Json) -> bool:
    """Return whether the view's JSON passes 250 KB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, str) and key in _TEXT_KEYS:
                yield each
            else:
                yield from _texts(each)
