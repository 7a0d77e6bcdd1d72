"""Block elements a person can use: finding them, what they hold, and the action they send.

Element kinds and the shapes of their values: https://docs.slack.dev/reference/block-kit/block-elements
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

BUTTONS = frozenset({"button", "workflow_button", "icon_button"})

# kind -> (key of its value in state and action, key of its initial value)
STATEFUL: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}
LISTS = frozenset(
    {
        "multi_static_select",
        "multi_external_select",
        "checkboxes",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
        "file_input",
    }
)
INTERACTIVE = frozenset(STATEFUL) | BUTTONS | {"overflow", "feedback_buttons"}
TYPED = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)


class CannotActError(LookupError):
    """A person tried what Slack's client wouldn't let them do."""


@dataclass(frozen=True)
class Found:
    """An element and the block that holds it."""

    block: Json
    element: Json

    @property
    def dispatches(self) -> bool:
        """True if using it tells the app at once (inputs only do with `dispatch_action`)."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))

    @property
    def dispatches_keys(self) -> bool:
        """True if the app is told of each character; without a configuration it hears of Enter alone.

        https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
        """
        triggers = (self.element.get("dispatch_action_config") or {}).get("trigger_actions_on", ())
        return self.dispatches and "on_character_entered" in triggers


def interactive(blocks: list[Json]) -> Iterator[Found]:
    """Every element that a person can use, top to bottom."""
    for block in blocks:
        yield from interactive(block.get("child_blocks", []))
        if block["type"] == "carousel":
            yield from interactive(block.get("elements", []))
            continue
        for element in _elements_of(block):
            if element.get("type") in INTERACTIVE:
                yield Found(block, element)


def _elements_of(block: Json) -> list[Json]:
    held = [*block.get("elements", []), *block.get("actions", [])]
    held += [block[key] for key in ("accessory", "element") if key in block]
    return held


def find(blocks: list[Json], block_id: str, action_id: str) -> Found:
    """The element with these ids; CannotActError if there is none."""
    for found in interactive(blocks):
        if found.block.get("block_id") == block_id and found.element.get("action_id") == action_id:
            return found
    raise CannotActError(f"nothing here has block_id {block_id!r} and action_id {action_id!r}")


def state_values(blocks: list[Json], typed: Mapping[str, Mapping[str, Json]]) -> dict[str, dict[str, Json]]:
    """`state.values`: block id -> action id -> value; untouched elements show their initial value or null."""
    values: dict[str, dict[str, Json]] = {}
    for found in interactive(blocks):
        if found.element["type"] not in STATEFUL:
            continue
        block_id, action_id = found.block["block_id"], found.element["action_id"]
        entered = typed.get(block_id, {}).get(action_id)
        if entered is None or entered["type"] != found.element["type"]:
            entered = initial(found.element)
        values.setdefault(block_id, {})[action_id] = entered
    return values


def initial(element: Json) -> Json:
    """Return the value of an untouched element: its initial one, else null, for multi kinds an empty list."""
    key, initial_key = STATEFUL[element["type"]]
    value = element.get(initial_key)
    if value is None and element["type"] in LISTS:
        value = []
    return {"type": element["type"], key: value}


def chosen(element: Json, value: Any) -> Json:
    """Return the state value after a person gave `value`: an option, several, a date, an id, a text.

    For a select of an external source it is the option itself, as UserActions.suggestions gave it.
    """
    kind: str = element["type"]
    key = STATEFUL[kind][0]
    if kind in ("static_select", "radio_buttons"):
        value = None if value is None else _option(element, value)
    elif kind in ("multi_static_select", "checkboxes"):
        value = [_option(element, each) for each in value]
    elif kind in _CHECKS and value is not None:
        _CHECKS[kind](value)
    elif kind in TYPED:
        value = value or None
    return {"type": kind, key: value}


def _option(element: Json, value: Any) -> Json:
    for option in options(element):
        if option.get("value") == value:
            return option
    offered = [option.get("value") for option in options(element)]
    raise CannotActError(f"{element['type']} offers {offered}, not {value!r}")


def options(element: Json) -> list[Json]:
    """The options of a select, radio, checkbox or overflow, groups unfolded."""
    found: list[Json] = list(element.get("options", []))
    for group in element.get("option_groups", []):
        found += group["options"]
    return found


def _matching(pattern: str, what: str) -> Callable[[Any], None]:
    compiled = re.compile(pattern)

    def check(value: Any) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise CannotActError(f"{what} can't be {value!r}")

    return check


_CHECKS: Mapping[str, Callable[[Any], None]] = {
    "datepicker": _matching(r"\d{4}-\d{2}-\d{2}", "a date"),
    "timepicker": _matching(r"([01]\d|2[0-3]):[0-5]\d", "a time"),
    "users_select": _matching(r"[UW]\w+", "a person"),
    "channels_select": _matching(r"C\w+", "a channel"),
    "conversations_select": _matching(r"[CDGU]\w+", "a conversation"),
}


def action(found: Found, value: Any, action_ts: str) -> Json:
    """The entry of `actions[]` that using this element sends."""
    element = found.element
    kind = element["type"]
    sent: Json = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": found.block["block_id"],
        "action_ts": action_ts,
    }
    if kind in BUTTONS:
        sent |= {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    elif kind == "overflow":
        sent["selected_option"] = _option(element, value)
    elif kind == "feedback_buttons":
        sent |= _feedback(element, value)
    else:
        sent |= chosen(element, value)
    sent |= {
        key: given for key, given in element.items() if key.startswith("initial_") or key == "placeholder"
    }
    return sent


def _feedback(element: Json, value: Any) -> Json:
    for button in (element["positive_button"], element["negative_button"]):
        if button["value"] == value:
            return {"text": button["text"], "value": value}
    raise CannotActError(f"feedback_buttons don't offer {value!r}")
