"""The stack of modals before a person, and Home: opening, pushing, updating, clearing.

https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

import copy
import json
from typing import Any

from bot.sandbox import blocks as judge
from bot.sandbox.elements import interactive
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.records import ViewState
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
MOST_STACKED = 3


def accepted(workspace: Workspace, given: Any, kind: str, *, own: ViewState | None = None) -> Json:
    """The view as Slack takes it (ids filled in); SlackError if it refuses. `own` is the view it replaces."""
    view = _parsed(given)
    problems = [str(problem) for problem in judge.view_problems(view)]
    if not problems and view["type"] != kind:
        problems = [f"expected a view of type {kind} [json-pointer:/view/type]"]
    if problems:
        raise invalid_arguments(*problems)
    if judge.view_too_large(view):
        raise SlackError("view_too_large")
    _claim_external_id(workspace, view.get("external_id"), own)
    view = copy.deepcopy(view)
    workspace.fill_ids(view["blocks"])
    return view


def _parsed(given: Any) -> Json:
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            raise invalid_arguments("must be valid JSON [json-pointer:/view]") from None
    if not isinstance(given, dict):
        raise invalid_arguments("missing required field: view")
    return given


def _claim_external_id(workspace: Workspace, external_id: str | None, own: ViewState | None) -> None:
    holder = workspace.find_external(external_id) if external_id else None
    if holder is not None and holder is not own:
        raise SlackError("duplicate_external_id")


def show(workspace: Workspace, user: str, view: Json, *, on_top: bool) -> ViewState:
    """Open a modal: on top of the stack, or as a new one. SlackError if the stack is full."""
    with workspace.lock:
        stack = workspace.modals.setdefault(user, [])
        if not on_top:
            stack.clear()
        if len(stack) >= MOST_STACKED:
            raise SlackError("push_limit_reached")
        view_id = workspace.new_view_id()
        below = stack[-1] if stack else None
        state = ViewState(
            view_id,
            user,
            view,
            workspace.new_hash(),
            below.root_id if below else view_id,
            below.id if below else None,
        )
        stack.append(state)
        workspace.changed()
        return state


def replace(workspace: Workspace, state: ViewState, view: Json, expected_hash: str | None = None) -> None:
    """Put another view in its place; what was entered stays where block_id and action_id stay."""
    with workspace.lock:
        if expected_hash and expected_hash != state.hash:
            raise SlackError("hash_conflict")
        state.view, state.errors, state.hash = view, {}, workspace.new_hash()
        kept = {
            (found.block["block_id"], found.element["action_id"]) for found in interactive(view["blocks"])
        }
        state.typed = {
            block: {action: value for action, value in held.items() if (block, action) in kept}
            for block, held in state.typed.items()
        }
        workspace.changed()


def publish(workspace: Workspace, user: str, view: Json, expected_hash: str | None = None) -> ViewState:
    """Draw a person's Home; the same id from the first time on."""
    with workspace.lock:
        state = workspace.homes.get(user)
        if state is None:
            view_id = workspace.new_view_id()
            state = ViewState(view_id, user, view, workspace.new_hash(), view_id)
            workspace.homes[user] = state
            workspace.changed()
        else:
            replace(workspace, state, view, expected_hash)
        return state


def close(workspace: Workspace, state: ViewState, *, everything: bool = False) -> list[ViewState]:
    """Take a modal (or the whole stack) away; the closed ones, top first."""
    with workspace.lock:
        stack = workspace.modals.get(state.user, [])
        gone = list(reversed(stack)) if everything else [state]
        workspace.modals[state.user] = [view for view in stack if view not in gone]
        workspace.changed()
        return gone
