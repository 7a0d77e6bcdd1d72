"""Judging blocks and views as Slack does, in the shapes that Slack answers with.

Surfaces and limits: slackblocks; the message-wide cap is undocumented, so the lowest length that was seen
refused in the field counts (https://github.com/slackapi/bolt-js/issues/2867).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from slackblocks import _limits as limit
from slackblocks._surfaces import _BLOCK_TYPES_BY_SURFACE as ON_SURFACE

from bot.sandbox import elements
from bot.sandbox.block_schema import BLOCKS
from bot.sandbox.element_schema import plain
from bot.sandbox.schema import Check, Problem, anything, boolean, by_type, fields, list_of, one_of, string

Surface = Literal["message", "modal", "home"]
Json = dict[str, Any]

MESSAGE_TEXT_CAP = 11_340
VIEW_BYTES = 250_000
_TEXT_KEYS = frozenset(
    {"text", "title", "subtitle", "body", "subtext", "caption", "alt_text", "label", "hint"}
)


def message_problems(blocks: Any, at: str = "/blocks") -> list[Problem]:
    """What Slack refuses in a message's blocks."""
    return _problems(blocks, "message", limit.MESSAGE_BLOCKS_MAX_ITEMS, at)


def view_problems(view: Any, at: str = "/view") -> list[Problem]:
    """What Slack refuses in a modal or Home: https://docs.slack.dev/reference/views"""
    problems: list[Problem] = []
    by_type(_VIEWS)(view, at, problems)
    if isinstance(view, dict) and view.get("type") in _VIEWS and "blocks" in view:
        problems += _problems(view["blocks"], view["type"], limit.VIEW_BLOCKS_MAX_ITEMS, f"{at}/blocks")
    return problems


def too_long_together(blocks: list[Json]) -> bool:
    """Whether the message-wide cap is passed (msg_blocks_too_long)."""
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    total = sum(len(said) for said in _texts(blocks))
    return total > MESSAGE_TEXT_CAP or markdown > limit.MARKDOWN_TOTAL_TEXT_MAX_LENGTH


def view_too_large(view: Json) -> bool:
    """Whether the view's JSON passes 250 KB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def _problems(blocks: Any, surface: Surface, most: int, at: str) -> list[Problem]:
    problems: list[Problem] = []
    list_of(by_type(BLOCKS, ON_SURFACE[surface]), most, 0)(blocks, at, problems)
    if not problems:
        problems += _duplicates(blocks, at) + _too_many(blocks, at)
    return problems


def _duplicates(blocks: list[Json], at: str) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            problems.append(Problem(f"`block_id` {block_id!r} already exists", f"{at}/{index}/block_id"))
        seen |= {block_id} if block_id else set()
        problems += _same_actions(block, f"{at}/{index}")
    return problems


def _same_actions(block: Json, at: str) -> list[Problem]:
    used = [found.element.get("action_id") for found in elements.interactive([block])]
    twice = {each for each in used if each and used.count(each) > 1}
    return [
        Problem(f"`action_id` {each!r} already exists for this block", f"{at}/elements") for each in twice
    ]


def _too_many(blocks: list[Json], at: str) -> list[Problem]:
    kinds = [block["type"] for block in blocks]
    most = {"table": 1, "data_visualization": limit.MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS}
    return [Problem(f"no more than {count} {kind} blocks allowed", at)
            for kind, count in most.items() if kinds.count(kind) > count]  # fmt: skip


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


def _submit_if_inputs(view: Mapping[str, Any]) -> str | None:
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    return "missing required field: submit" if asks and "submit" not in view else None


_SHARED: dict[str, Check] = {
    "private_metadata": string(limit.VIEW_PRIVATE_METADATA_MAX_LENGTH, 0),
    "callback_id": string(limit.VIEW_CALLBACK_ID_MAX_LENGTH, 0),
    "external_id": string(limit.VIEW_EXTERNAL_ID_MAX_LENGTH, 0),
}
_VIEWS: dict[str, Check] = {
    "modal": fields(
        {"type": one_of("modal"), "title": plain(limit.VIEW_TITLE_MAX_LENGTH), "blocks": anything},
        {
            **_SHARED,
            "submit": plain(limit.VIEW_SUBMIT_MAX_LENGTH),
            "close": plain(limit.VIEW_CLOSE_MAX_LENGTH),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
        },
        _submit_if_inputs,
    ),
    "home": fields({"type": one_of("home"), "blocks": anything}, _SHARED),
}
