"""What Slack allows in each kind of block: https://docs.slack.dev/reference/block-kit/blocks

Limits are slackblocks' (its registry is tried against blocks.validate); a block type that may stand on a
surface is decided in `blocks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slackblocks import _limits as limit

from bot.sandbox.element_schema import (
    ACCESSORIES,
    ACTIONS,
    ELEMENTS,
    IMAGE,
    INPUTS,
    plain,
    plain_or_string,
    text,
)
from bot.sandbox.schema import (
    Check,
    Problem,
    anything,
    boolean,
    by_type,
    exactly_one,
    fields,
    integer,
    list_of,
    number,
    one_of,
    string,
)


def _block(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Any) -> Check:
    return fields(
        {"type": anything, **required}, {"block_id": string(limit.BLOCK_ID_MAX_LENGTH), **optional}, *rules
    )


def _section_says_something(value: Mapping[str, Any]) -> str | None:
    return None if "text" in value or "fields" in value else "must define either `text` or `fields`"


# -- tables

_RAW_TEXT = fields({"type": anything, "text": string(limit.TEXT_MAX_LENGTH, 0)}, {})
_RAW_NUMBER = fields({"type": anything, "value": number}, {"text": string(limit.TEXT_MAX_LENGTH)})
_CELL = by_type({"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": anything})
_COLUMN = fields({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _table_rows(value: Mapping[str, Any]) -> str | None:
    widths = {len(row) for row in value.get("rows", []) if isinstance(row, list)}
    return None if len(widths) <= 1 else "all rows must have the same number of cells"


def _table_content(value: Mapping[str, Any]) -> str | None:
    cells = [cell for row in value.get("rows", []) if isinstance(row, list) for cell in row]
    total = sum(len(str(cell.get("text", cell.get("value", "")))) for cell in cells if isinstance(cell, dict))
    return None if total <= limit.DATA_TABLE_CONTENT_MAX_LENGTH else "table content is too long"


# -- charts

_LABEL = string(limit.DATA_VISUALIZATION_POINT_LABEL_MAX_LENGTH)
_POINT = fields({"label": _LABEL, "value": number}, {})
_AXES = fields(
    {"categories": list_of(_LABEL, limit.DATA_VISUALIZATION_CATEGORIES_MAX_ITEMS)},
    {
        "x_label": string(limit.DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH),
        "y_label": string(limit.DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH),
    },
)
_SERIES = fields({"name": _LABEL, "data": list_of(_POINT, limit.DATA_VISUALIZATION_DATA_MAX_ITEMS)}, {})


def _a_point_per_category(value: Mapping[str, Any]) -> str | None:
    categories = value.get("axis_config", {}).get("categories")
    series = value.get("series", [])
    if len({each.get("name") for each in series}) != len(series):
        return "series names must be unique"
    labels = [[point.get("label") for point in each.get("data", [])] for each in series]
    return None if all(each == categories for each in labels) else "every series needs one point per category"


def _positive(value: Any, at: str, problems: list[Problem]) -> None:
    number(value, at, problems)
    if isinstance(value, int | float) and value <= 0:
        problems.append(Problem("must be more than 0", at))


_SEGMENT = fields({"label": _LABEL, "value": _positive}, {})
_PIE = fields(
    {"type": anything, "segments": list_of(_SEGMENT, limit.DATA_VISUALIZATION_SEGMENTS_MAX_ITEMS)}, {}
)
_LINES = fields(
    {
        "type": anything,
        "series": list_of(_SERIES, limit.DATA_VISUALIZATION_SERIES_MAX_ITEMS),
        "axis_config": _AXES,
    },
    {},
    _a_point_per_category,
)
_CHART = by_type({"pie": _PIE, "line": _LINES, "bar": _LINES, "area": _LINES})

# -- cards, tasks, rich text

_HELD = by_type(ELEMENTS, ["button", "icon_button"])
_CARD = _block(
    {},
    {
        "title": text(limit.CARD_TITLE_MAX_LENGTH),
        "subtitle": text(limit.CARD_SUBTITLE_MAX_LENGTH),
        "body": text(limit.CARD_BODY_MAX_LENGTH),
        "subtext": text(limit.CARD_SUBTEXT_MAX_LENGTH),
        "hero_image": anything,
        "icon": anything,
        "slack_icon": anything,
        "actions": list_of(_HELD, limit.CARD_ACTIONS_MAX_ITEMS),
    },
    lambda value: (
        None if {"hero_image", "title", "actions", "body"} & value.keys() else "card has no content"
    ),
)
_STATUS = one_of("pending", "in_progress", "complete", "error")
_TASK = fields(
    {"task_id": string(255), "title": string(limit.TEXT_MAX_LENGTH)},
    {"type": anything, "block_id": anything, "status": _STATUS, "details": anything, "output": anything,
     "sources": anything},
)  # fmt: skip


def _no_pending_outside_plan(value: Mapping[str, Any]) -> str | None:
    return "only tasks of a plan can be pending" if value.get("status") == "pending" else None


def _task_card(value: Any, at: str, problems: list[Problem]) -> None:
    _TASK(value, at, problems)
    problems += [Problem(said, at) for said in [_no_pending_outside_plan(value)] if said]


_RICH_PARTS = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
_RICH = fields(
    {"type": anything, "elements": list_of(anything, 1000, 0)},
    {
        "style": one_of("bullet", "ordered"),
        "indent": integer(limit.RICH_TEXT_LIST_INDENT_MIN, limit.RICH_TEXT_LIST_INDENT_MAX),
        "offset": integer(0, 10**6),
        "border": integer(limit.RICH_TEXT_LIST_BORDER_MIN, limit.RICH_TEXT_LIST_BORDER_MAX),
        "language": string(50),
    },
)
_CONTEXT_PART = by_type({"plain_text": text(limit.TEXT_MAX_LENGTH), "mrkdwn": text(limit.TEXT_MAX_LENGTH),
                         "image": IMAGE})  # fmt: skip
_VIDEO = {
    "alt_text": string(limit.VIDEO_ALT_TEXT_MAX_LENGTH),
    "title": plain(limit.VIDEO_TITLE_MAX_LENGTH),
    "thumbnail_url": string(limit.VIDEO_THUMBNAIL_URL_MAX_LENGTH),
    "video_url": string(limit.VIDEO_VIDEO_URL_MAX_LENGTH),
}

BLOCKS: dict[str, Check] = {
    "section": _block(
        {},
        {
            "text": text(limit.SECTION_TEXT_MAX_LENGTH),
            "fields": list_of(text(limit.SECTION_FIELDS_ITEM_MAX_LENGTH), limit.SECTION_FIELDS_MAX_ITEMS),
            "accessory": by_type(ELEMENTS, ACCESSORIES),
            "expand": boolean,
        },
        _section_says_something,
    ),
    "header": _block({"text": plain(limit.HEADER_TEXT_MAX_LENGTH)}, {}),
    "divider": _block({}, {}),
    "context": _block({"elements": list_of(_CONTEXT_PART, limit.CONTEXT_ELEMENTS_MAX_ITEMS)}, {}),
    "actions": _block(
        {"elements": list_of(by_type(ELEMENTS, ACTIONS), limit.ACTIONS_ELEMENTS_MAX_ITEMS)}, {}
    ),
    "context_actions": _block(
        {
            "elements": list_of(
                by_type(ELEMENTS, ["feedback_buttons", "icon_button"]),
                limit.CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS,
            )
        },
        {},
    ),
    "image": _block(
        {"alt_text": string(limit.IMAGE_ALT_TEXT_MAX_LENGTH)},
        {
            "image_url": string(limit.IMAGE_IMAGE_URL_MAX_LENGTH),
            "slack_file": anything,
            "title": plain(limit.IMAGE_TITLE_MAX_LENGTH),
        },
        exactly_one("image_url", "slack_file"),
    ),
    "input": _block(
        {"label": plain(limit.INPUT_LABEL_MAX_LENGTH), "element": by_type(ELEMENTS, INPUTS)},
        {"hint": plain(limit.INPUT_HINT_MAX_LENGTH), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": _block({"text": string(limit.MARKDOWN_TEXT_MAX_LENGTH)}, {}),
    "rich_text": _block({"elements": list_of(by_type(dict.fromkeys(_RICH_PARTS, _RICH)), 1000)}, {}),
    "table": _block(
        {"rows": list_of(list_of(_CELL, limit.TABLE_COLUMNS_MAX_ITEMS), limit.TABLE_ROWS_MAX_ITEMS)},
        {"column_settings": list_of(_COLUMN, limit.TABLE_COLUMN_SETTINGS_MAX_ITEMS)},
        _table_rows,
    ),
    "data_table": _block(
        {
            "caption": string(limit.TEXT_MAX_LENGTH),
            "rows": list_of(
                list_of(_CELL, limit.DATA_TABLE_COLUMNS_MAX_ITEMS),
                limit.DATA_TABLE_ROWS_MAX_ITEMS,
                limit.DATA_TABLE_ROWS_MIN_ITEMS,
            ),
        },
        {
            "page_size": integer(limit.DATA_TABLE_PAGE_SIZE_MIN, limit.DATA_TABLE_PAGE_SIZE_MAX),
            "row_header_column_index": integer(0, limit.DATA_TABLE_COLUMNS_MAX_ITEMS - 1),
        },
        _table_rows,
        _table_content,
    ),
    "data_visualization": _block(
        {"title": string(limit.DATA_VISUALIZATION_TITLE_MAX_LENGTH), "chart": _CHART}, {}
    ),
    "card": _CARD,
    "carousel": _block({"elements": list_of(_CARD, limit.CAROUSEL_ELEMENTS_MAX_ITEMS)}, {}),
    "alert": _block(
        {"text": plain_or_string(limit.ALERT_TEXT_MAX_LENGTH)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "plan": _block(
        {"title": string(limit.TEXT_MAX_LENGTH)}, {"tasks": list_of(_TASK, limit.PLAN_TASKS_MAX_ITEMS)}
    ),
    "task_card": _task_card,
    "video": _block(
        _VIDEO,
        {
            "title_url": string(limit.VIDEO_TITLE_URL_MAX_LENGTH),
            "description": plain(limit.VIDEO_DESCRIPTION_MAX_LENGTH),
            "author_name": string(limit.VIDEO_AUTHOR_NAME_MAX_LENGTH),
            "provider_name": string(limit.VIDEO_PROVIDER_NAME_MAX_LENGTH),
            "provider_icon_url": string(limit.VIDEO_PROVIDER_ICON_URL_MAX_LENGTH),
        },
    ),
    "file": _block({"external_id": string(255), "source": one_of("remote")}, {}),
}


def _container_switches(value: Mapping[str, Any]) -> str | None:
    both = value.get("has_header_divider") and value.get("is_collapsible")
    return "has_header_divider can't be used with is_collapsible" if both else None


BLOCKS["container"] = _block(
    {
        "title": plain(limit.CONTAINER_TITLE_MAX_LENGTH),
        "child_blocks": list_of(by_type(dict(BLOCKS)), limit.CONTAINER_CHILD_BLOCKS_MAX_ITEMS),
    },
    {
        "subtitle": plain(limit.CONTAINER_SUBTITLE_MAX_LENGTH),
        "width": one_of("narrow", "standard", "wide", "full"),
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
        "icon": anything,
    },
    _container_switches,
)
