"""What Slack allows in each block element. Numbers come from slackblocks' registry, not from here.

https://docs.slack.dev/reference/block-kit; where slackblocks can't read a block back from JSON (elements,
tables, charts), these tables judge instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from slackblocks import _limits as limit

from bot.sandbox.elements import STATEFUL
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
    matching,
    one_of,
    string,
)

_LONG = limit.TEXT_MAX_LENGTH


def plain(maximum: int) -> Check:
    """A plain_text object."""
    kind = fields({"type": one_of("plain_text"), "text": string(maximum)}, {"emoji": boolean})
    return by_type({"plain_text": kind})


def text(maximum: int) -> Check:
    """A plain_text or mrkdwn object."""
    mrkdwn = fields({"type": one_of("mrkdwn"), "text": string(maximum)}, {"verbatim": boolean})
    return by_type({"plain_text": plain(maximum), "mrkdwn": mrkdwn})


def plain_or_string(maximum: int) -> Check:
    """Newer blocks take a bare string where older ones want a text object."""

    def check(value: Any, at: str, problems: list[Problem]) -> None:
        judge = string(maximum) if isinstance(value, str) else text(maximum)
        judge(value, at, problems)

    return check


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value))


def _is_numeral(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"-?\d+(\.\d+)?", value))


_DATE = matching(_is_date, "must be a date of the form YYYY-MM-DD")
_TIME = matching(_is_time, "must be a time of the form HH:mm")
_NUMERAL = matching(_is_numeral, "must be a number in a string")
_ID = string(limit.BLOCK_ID_MAX_LENGTH)

_CONFIRM = fields(
    {
        "title": plain(limit.CONFIRMATION_TITLE_MAX_LENGTH),
        "text": text(limit.CONFIRMATION_TEXT_MAX_LENGTH),
        "confirm": plain(limit.CONFIRMATION_CONFIRM_MAX_LENGTH),
        "deny": plain(limit.CONFIRMATION_DENY_MAX_LENGTH),
    },
    {"style": one_of("primary", "danger")},
)


def _option(*, url: bool = False, mrkdwn: bool = False) -> Check:
    words = text if mrkdwn else plain
    optional = {"description": words(limit.OPTION_DESCRIPTION_MAX_LENGTH)}
    if url:
        optional["url"] = string(limit.OPTION_URL_MAX_LENGTH)
    required = {"text": words(limit.OPTION_TEXT_MAX_LENGTH), "value": string(limit.OPTION_VALUE_MAX_LENGTH)}
    return fields(required, optional)


_GROUP = fields(
    {
        "label": plain(limit.OPTION_GROUP_LABEL_MAX_LENGTH),
        "options": list_of(_option(), limit.OPTION_GROUP_OPTIONS_MAX_ITEMS),
    },
    {},
)


def _initial_is_offered(value: Mapping[str, Any]) -> str | None:
    chosen = [
        *value.get("initial_options", []),
        *([value["initial_option"]] if "initial_option" in value else []),
    ]
    offered = [*value.get("options", [])]
    for group in value.get("option_groups", []):
        offered += group.get("options", [])
    return None if all(each in offered for each in chosen) else "initial option must be one of the options"


def _distinct_values(value: Mapping[str, Any]) -> str | None:
    values = [option.get("value") for option in value.get("options", []) if isinstance(option, dict)]
    return None if len(values) == len(set(values)) else "option values must be unique"


_COMMON: dict[str, Check] = {"type": anything, "action_id": string(limit.ACTION_ID_MAX_LENGTH)}
_ASKING: dict[str, Check] = {"confirm": _CONFIRM, "focus_on_load": boolean}
_PLACEHOLDER: dict[str, Check] = {"placeholder": plain(limit.SELECT_PLACEHOLDER_MAX_LENGTH)}
_ENTERED = fields({"trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 2)}, {})
_FILTER = fields(
    {}, {"include": list_of(one_of("im", "mpim", "private", "public"), 4),
         "exclude_external_shared_channels": boolean, "exclude_bot_users": boolean},
    lambda value: None if value else "must define at least one filter",
)  # fmt: skip


def _element(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Any) -> Check:
    return fields({"type": anything, **required}, {**_COMMON, **optional}, *rules)


def _select(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Any) -> Check:
    return _element(required, {**_ASKING, **_PLACEHOLDER, **optional}, *rules)


def _menu(initial: str, check: Check, *, many: bool, conversations: bool = False) -> Check:
    optional: dict[str, Check] = {initial: list_of(check, 100) if many else check}
    if conversations:
        optional |= {"filter": _FILTER, "default_to_current_conversation": boolean}
    optional |= {"max_selected_items": integer(1, 100)} if many else {"response_url_enabled": boolean}
    return _select({}, optional)


def _static(initial: str, *, many: bool) -> Check:
    optional: dict[str, Check] = {
        "options": list_of(_option(), limit.SELECT_OPTIONS_MAX_ITEMS),
        "option_groups": list_of(_GROUP, limit.SELECT_OPTION_GROUPS_MAX_ITEMS),
        initial: list_of(_option(), 100) if many else _option(),
    }
    optional |= {"max_selected_items": integer(1, 100)} if many else {}
    return _select({}, optional, exactly_one("options", "option_groups"), _initial_is_offered)


def _typed(**optional: Check) -> Check:
    held: dict[str, Check] = {"initial_value": string(_LONG, 0), "dispatch_action_config": _ENTERED,
                              "focus_on_load": boolean, **_PLACEHOLDER}  # fmt: skip
    return _element({}, {**held, **optional})


def _choice(item: Check, maximum: int, initial: Mapping[str, Check]) -> Check:
    return _element({"options": list_of(item, maximum)}, {**_ASKING, **initial}, _initial_is_offered,
                    _distinct_values)  # fmt: skip


def _lengths_agree(value: Mapping[str, Any]) -> str | None:
    shortest, longest = value.get("min_length", 0), value.get("max_length", _LONG)
    return "min_length can't exceed max_length" if shortest > longest else None


_BUTTON = _element(
    {"text": plain(limit.BUTTON_TEXT_MAX_LENGTH)},
    {
        "value": string(limit.BUTTON_VALUE_MAX_LENGTH),
        "url": string(limit.BUTTON_URL_MAX_LENGTH),
        "style": one_of("primary", "danger"),
        "confirm": _CONFIRM,
        "accessibility_label": string(limit.BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH),
        "agent_prompt": string(limit.BUTTON_AGENT_PROMPT_MAX_LENGTH),
    },
)
_FEEDBACK = fields(
    {
        "text": plain(limit.FEEDBACK_BUTTON_TEXT_MAX_LENGTH),
        "value": string(limit.FEEDBACK_BUTTON_VALUE_MAX_LENGTH),
    },
    {"accessibility_label": string(limit.FEEDBACK_BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH)},
)
IMAGE = fields(
    {"type": anything, "alt_text": string(limit.IMAGE_ALT_TEXT_MAX_LENGTH)},
    {"image_url": string(limit.IMAGE_IMAGE_URL_MAX_LENGTH), "slack_file": anything},
    exactly_one("image_url", "slack_file"),
)
_CHECKED = {"initial_options": list_of(_option(mrkdwn=True), 10)}
_USER = string(20)

ELEMENTS: Mapping[str, Check] = {
    "button": _BUTTON,
    "workflow_button": _element(
        {"text": plain(75), "workflow": anything},
        {"style": one_of("primary", "danger"), "accessibility_label": string(75)},
    ),
    "icon_button": _element(
        {"icon": one_of("trash"), "text": plain(limit.BUTTON_TEXT_MAX_LENGTH)},
        {
            "value": string(limit.ICON_BUTTON_VALUE_MAX_LENGTH),
            "confirm": _CONFIRM,
            "accessibility_label": string(limit.ICON_BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH),
            "visible_to_user_ids": list_of(_USER, limit.ICON_BUTTON_VISIBLE_TO_USER_IDS_MAX_ITEMS),
        },
    ),
    "feedback_buttons": _element({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {}),
    "overflow": _element(
        {"options": list_of(_option(url=True), limit.OVERFLOW_OPTIONS_MAX_ITEMS)}, {"confirm": _CONFIRM}
    ),
    "static_select": _static("initial_option", many=False),
    "multi_static_select": _static("initial_options", many=True),
    "users_select": _menu("initial_user", _USER, many=False),
    "multi_users_select": _menu("initial_users", _USER, many=True),
    "channels_select": _menu("initial_channel", _USER, many=False),
    "multi_channels_select": _menu("initial_channels", _USER, many=True),
    "conversations_select": _menu("initial_conversation", _USER, many=False, conversations=True),
    "multi_conversations_select": _menu("initial_conversations", _USER, many=True, conversations=True),
    "datepicker": _select({}, {"initial_date": _DATE}),
    "timepicker": _select({}, {"initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": _element({}, {**_ASKING, "initial_date_time": integer(10**9, 10**10 - 1)}),
    "checkboxes": _choice(_option(mrkdwn=True), limit.CHECKBOXES_OPTIONS_MAX_ITEMS, _CHECKED),
    "radio_buttons": _choice(
        _option(mrkdwn=True),
        limit.RADIO_BUTTONS_OPTIONS_MAX_ITEMS,
        {"initial_option": _option(mrkdwn=True)},
    ),
    "plain_text_input": _element(
        {},
        {
            **_PLACEHOLDER,
            "initial_value": string(_LONG, 0),
            "multiline": boolean,
            "focus_on_load": boolean,
            "dispatch_action_config": _ENTERED,
            "min_length": integer(0, limit.PLAIN_TEXT_INPUT_MIN_LENGTH_MAX),
            "max_length": integer(1, limit.PLAIN_TEXT_INPUT_MAX_LENGTH_MAX),
        },
        _lengths_agree,
    ),
    "email_text_input": _typed(),
    "url_text_input": _typed(),
    "number_input": _element(
        {"is_decimal_allowed": boolean},
        {
            **_PLACEHOLDER,
            "initial_value": _NUMERAL,
            "min_value": _NUMERAL,
            "max_value": _NUMERAL,
            "dispatch_action_config": _ENTERED,
            "focus_on_load": boolean,
        },
    ),
    "rich_text_input": _typed(
        initial_value=anything,
        min_lines=integer(1, limit.RICH_TEXT_INPUT_MIN_LINES_MAX),
        max_lines=integer(1, limit.RICH_TEXT_INPUT_MAX_LINES_MAX),
    ),
    "file_input": _element(
        {}, {"filetypes": list_of(string(20), 100), "max_files": integer(1, limit.FILE_INPUT_MAX_FILES_MAX)}
    ),
    "image": IMAGE,
}

INPUTS = frozenset(STATEFUL)
ACCESSORIES = frozenset(ELEMENTS) - {
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input",
    "datetimepicker", "feedback_buttons", "icon_button",
}  # fmt: skip
ACTIONS = ACCESSORIES - {"image"} - {kind for kind in ELEMENTS if kind.startswith("multi_")} | {
    "datetimepicker"
}
