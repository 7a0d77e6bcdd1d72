"""views.*: modals and Home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import modals, payloads
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.methods.registry import Arguments, method
from bot.sandbox.records import ViewState

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

Json = dict[str, Any]


@method("views.open")
def open_view(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/views.open"""
    view = modals.accepted(slack.workspace, arguments.get("view"), "modal")
    trigger = slack.triggers.spend(_trigger_id(arguments))
    state = modals.show(slack.workspace, trigger.user, view, on_top=trigger.view_id is not None)
    return _answer(slack, state)


@method("views.push")
def push(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/views.push"""
    view = modals.accepted(slack.workspace, arguments.get("view"), "modal")
    trigger = slack.triggers.spend(_trigger_id(arguments))
    if trigger.view_id is None or not slack.workspace.views(trigger.user):
        raise SlackError("not_found")
    return _answer(slack, modals.show(slack.workspace, trigger.user, view, on_top=True))


@method("views.update")
def update(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/views.update"""
    state = _wanted(slack, arguments)
    view = modals.accepted(slack.workspace, arguments.get("view"), state.kind, own=state)
    modals.replace(slack.workspace, state, view, arguments.text("hash") or None)
    return _answer(slack, state)


@method("views.publish")
def publish(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/views.publish"""
    user = arguments.text("user_id")
    if user not in slack.workspace.people:
        raise invalid_arguments("invalid `user_id` [json-pointer:/user_id]")
    if not slack.workspace.home_tab:
        raise SlackError("not_enabled")
    own = slack.workspace.home(user)
    view = modals.accepted(slack.workspace, arguments.get("view"), "home", own=own)
    return _answer(slack, modals.publish(slack.workspace, user, view, arguments.text("hash") or None))


def _trigger_id(arguments: Arguments) -> str:
    trigger_id = arguments.text("trigger_id")
    if not trigger_id:
        raise invalid_arguments("missing required field: trigger_id")
    return trigger_id


def _wanted(slack: Sandbox, arguments: Arguments) -> ViewState:
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    state = slack.workspace.find_view(view_id) if view_id else None
    if external_id and not view_id:
        state = slack.workspace.find_external(external_id)
    if state is None:
        raise SlackError("not_found")
    return state


def _answer(slack: Sandbox, state: ViewState) -> Json:
    return {"view": payloads.view(state, slack.app)}
