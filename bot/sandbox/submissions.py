"""Submissions of modals: Slack's own checks first, then the app's answer.

https://docs.slack.dev/surfaces/modals#modify
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox import modals
from bot.sandbox.elements import STATEFUL, TYPED
from bot.sandbox.errors import SlackError
from bot.sandbox.records import ViewState
from bot.sandbox.results import ActionResult
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

CONNECTION_FAILED = "We had some trouble connecting. Try again?"
REQUIRED = "Please complete this required field."
LONGEST = 3000


def client_errors(view: ViewState) -> dict[str, str]:
    """Return what Slack's client won't submit: block id -> red text."""
    return {block["block_id"]: said for block in _inputs(view) if (said := _wrong(block, view))}


def _inputs(view: ViewState) -> Iterator[Json]:
    return (block for block in view.blocks if block["type"] == "input")


def _wrong(block: Json, view: ViewState) -> str | None:
    element = block["element"]
    held = view.values[block["block_id"]][element["action_id"]]
    value = held[STATEFUL[element["type"]][0]]
    if value in (None, "", []):
        return None if block.get("optional") else REQUIRED
    return _malformed(element, value) if element["type"] in TYPED else None


def _malformed(element: Json, value: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        return _wrong_length(element, value)
    if kind == "number_input":
        return _wrong_number(element, value)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+", value):
        return "Please enter a valid URL."
    return None


def _wrong_length(element: Json, value: str) -> str | None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", LONGEST)
    if len(value) < shortest:
        return f"Please enter at least {shortest} characters."
    return f"Please enter no more than {longest} characters." if len(value) > longest else None


def _wrong_number(element: Json, value: str) -> str | None:
    form = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(form, value):
        return "Please enter a valid number."
    low, high = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
    return None if low <= float(value) <= high else f"Please enter a number from {low:g} to {high:g}."


def apply(workspace: Workspace, view: ViewState, answer: Mapping[str, Any] | None) -> ActionResult:
    """Do what the app's ack says: nothing closes the modal, else errors, update, push or clear."""
    if not answer:
        if workspace.find_view(view.id):
            modals.close(workspace, view)
        return ActionResult(delivered=True)
    try:
        errors = _obey(workspace, view, answer)
    except (SlackError, KeyError, AttributeError, TypeError):
        return ActionResult(delivered=True, notice=CONNECTION_FAILED)
    return ActionResult(delivered=True, errors=errors)


def _obey(workspace: Workspace, view: ViewState, answer: Mapping[str, Any]) -> dict[str, str]:
    action = answer["response_action"]
    if action == "errors":
        return _show_errors(workspace, view, answer["errors"])
    if action == "clear":
        modals.close(workspace, view, everything=True)
    elif action == "update":
        modals.replace(workspace, view, modals.accepted(workspace, answer["view"], "modal", own=view))
    elif action == "push":
        modals.show(workspace, view.user, modals.accepted(workspace, answer["view"], "modal"), on_top=True)
    else:
        raise KeyError(action)
    return {}


def _show_errors(workspace: Workspace, view: ViewState, errors: Mapping[str, str]) -> dict[str, str]:
    known = {block["block_id"] for block in _inputs(view)}
    if not errors or not set(errors) <= known:
        raise KeyError("errors must name input blocks")
    view.errors = dict(errors)
    workspace.changed()
    return dict(errors)
