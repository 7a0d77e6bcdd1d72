"""Blocks as plain text, read the way a test or a screen reader would tell them.

Text syntax: https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_STYLE = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")
_FENCE = re.compile(r"```")
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


def plain(mrkdwn: str) -> str:
    """Slack's mrkdwn as the reader sees it: no style marks, links by their label, entities resolved."""
    text = _FENCE.sub("", mrkdwn)
    text = _LINK.sub(lambda link: link[2] if link[2] is not None else link[1], text)
    previous = None
    while previous != text:
        previous, text = text, _STYLE.sub(r"\2", text)
    return unescape(text)


def unescape(text: str) -> str:
    """Resolve the three entities that Slack knows."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def text_of(text: Any) -> str:
    """A text object (or a plain string) as read."""
    if isinstance(text, str):
        return plain(text)
    if not text:
        return ""
    return plain(text["text"]) if text.get("type") == "mrkdwn" else unescape(text["text"])


def label(element: Json) -> str:
    """Return an element's name to a person: its text, placeholder, or accessibility label."""
    for key in ("text", "placeholder"):
        if element.get(key):
            return text_of(element[key])
    return str(element.get("accessibility_label") or element.get("alt_text") or "")


def message_text(text: str, blocks: list[Json]) -> str:
    """A message as read: its blocks, or its text if it has none."""
    return blocks_text(blocks, {}, {}) if blocks else plain(text)


def view_text(view: Json, typed: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    """A modal or Home as read."""
    parts = [text_of(view.get("title")), blocks_text(view["blocks"], typed, errors)]
    parts += [f"[{text_of(view[key])}]" for key in ("close", "submit") if view.get(key)]
    return "\n".join(part for part in parts if part)


def blocks_text(blocks: list[Json], typed: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    """Blocks as read, one below the other; entered text after its label, errors after their block."""
    lines = []
    for block in blocks:
        lines += [part for part in _parts(block, typed.get(block.get("block_id", ""), {})) if part]
        if block.get("block_id") in errors:
            lines.append(f"! {errors[block['block_id']]}")
    return "\n".join(lines)


def _parts(block: Json, typed: Mapping[str, Json]) -> list[str]:
    parts = [text_of(block.get(key)) for key in ("label", "title", "subtitle", "text", "body", "subtext")]
    if block["type"] == "markdown":
        parts = [_HEADING.sub("", plain(block["text"].replace("**", "*")))]
    parts += [text_of(each) for each in block.get("fields", [])]
    parts += [_held(element, typed) for element in block.get("elements", [])]
    parts += [_held(block[key], typed) for key in ("accessory", "element") if key in block]
    parts += [_held(element, typed) for element in block.get("actions", [])]
    parts += [_rows(block), _chart(block), text_of(block.get("caption")), block.get("alt_text", "")]
    parts += [blocks_text(block.get("child_blocks", []), {}, {})]
    parts += [text_of(task["title"]) for task in block.get("tasks", [])]
    return [*parts, text_of(block.get("hint"))]


def _held(element: Json, typed: Mapping[str, Json]) -> str:
    kind = element["type"]
    if kind in ("mrkdwn", "plain_text"):
        return text_of(element)
    if kind == "image":
        return str(element.get("alt_text", ""))
    if kind.startswith("rich_text_") and kind != "rich_text_input":
        return _rich(element)
    if kind == "card":
        return "\n".join(part for part in _parts(element, {}) if part)
    if kind == "feedback_buttons":
        pair = (element["positive_button"], element["negative_button"])
        return " ".join(f"[{text_of(button['text'])}]" for button in pair)
    return _control(element, typed.get(element.get("action_id", "")))


def _control(element: Json, entered: Json | None) -> str:
    if entered is None:
        entered = {key: value for key, value in element.items() if key.startswith("initial_")}
    if element["type"] in ("radio_buttons", "checkboxes"):
        return "\n".join(_choice(option, entered) for option in element["options"])
    shown = entered_text(entered)
    name = shown or label(element)
    return name if not name or (shown and element["type"].endswith("_input")) else f"[{name}]"


def _choice(option: Json, entered: Json) -> str:
    picked = [each for given in entered.values() for each in (given if isinstance(given, list) else [given])]
    return f"({'x' if option in picked else ' '}) {text_of(option['text'])}"


def entered_text(value: Mapping[str, Any]) -> str:
    """Return what a control shows once used: the text, the option's words, the date."""
    for key, given in value.items():
        if key == "type" or given in (None, [], ""):
            continue
        shown = given if isinstance(given, list) else [given]
        return ", ".join(text_of(each.get("text")) if isinstance(each, dict) else str(each) for each in shown)
    return ""


def _rich(element: Json) -> str:
    if element["type"] == "rich_text_list":
        return "\n".join(f"• {_rich(item)}" for item in element["elements"])
    return "".join(_rich_leaf(leaf) for leaf in element.get("elements", []))


def _rich_leaf(leaf: Json) -> str:
    for key, sign in (("text", ""), ("user_id", "@"), ("channel_id", "#"), ("url", ""), ("name", ":")):
        if key in leaf:
            return f"{sign}{leaf[key]}"
    return ""


def _rows(block: Json) -> str:
    rows = block.get("rows", [])
    return "\n".join(" | ".join(_cell(cell) for cell in row) for row in rows)


def _cell(cell: Json) -> str:
    if cell.get("type") == "rich_text":
        return "".join(_rich(element) for element in cell["elements"])
    return str(cell.get("text", cell.get("value", "")))


def _chart(block: Json) -> str:
    chart = block.get("chart")
    if not chart:
        return ""
    points = [(each["label"], each["value"]) for each in chart.get("segments", [])]
    for series in chart.get("series", []):
        points += [(f"{series['name']} {each['label']}", each["value"]) for each in series["data"]]
    return ", ".join(f"{name}: {value}" for name, value in points)
