"""views.*: modals and Home."""

from __future__ import annotations

from typing import Any

from bot.sandbox import modals, payloads
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.handles import Triggers
from bot.sandbox.methods.registry import Arguments, method
from bot.sandbox.records import ViewState
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


class Views:
    """Modals, for a trigger id, and Homes."""

    def __init__(self, workspace: Workspace, triggers: Triggers) -> None:
        self._workspace = workspace
        self._triggers = triggers

    @method("views.open")
    def open_view(self, arguments: Arguments) -> Json:
        """Open a modal: https://docs.slack.dev/reference/methods/views.open"""
        view = modals.accepted(self._workspace, arguments.get("view"), "modal")
        trigger = self._triggers.spend(_trigger_id(arguments))
        state = modals.show(self._workspace, trigger.user, view, on_top=trigger.view_id is not None)
        return self._answer(state)

    @method("views.push")
    def push(self, arguments: Arguments) -> Json:
        """Put a modal on top: https://docs.slack.dev/reference/methods/views.push"""
        view = modals.accepted(self._workspace, arguments.get("view"), "modal")
        trigger = self._triggers.spend(_trigger_id(arguments))
        if trigger.view_id is None or not self._workspace.views(trigger.user):
            raise SlackError("not_found")
        return self._answer(modals.show(self._workspace, trigger.user, view, on_top=True))

    @method("views.update")
    def update(self, arguments: Arguments) -> Json:
        """Replace a view: https://docs.slack.dev/reference/methods/views.update"""
        state = self._wanted(arguments)
        view = modals.accepted(self._workspace, arguments.get("view"), state.kind, own=state)
        modals.replace(self._workspace, state, view, arguments.text("hash") or None)
        return self._answer(state)

    @method("views.publish")
    def publish(self, arguments: Arguments) -> Json:
        """Publish a Home: https://docs.slack.dev/reference/methods/views.publish"""
        user = arguments.text("user_id")
        if user not in self._workspace.people:
            raise invalid_arguments("invalid `user_id` [json-pointer:/user_id]")
        if not self._workspace.home_tab:
            raise SlackError("not_enabled")
        own = self._workspace.home(user)
        view = modals.accepted(self._workspace, arguments.get("view"), "home", own=own)
        return self._answer(modals.publish(self._workspace, user, view, arguments.text("hash") or None))

    def _wanted(self, arguments: Arguments) -> ViewState:
        view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
        state = self._workspace.find_view(view_id) if view_id else None
        if external_id and not view_id:
            state = self._workspace.find_external(external_id)
        if state is None:
            raise SlackError("not_found")
        return state

    def _answer(self, state: ViewState) -> Json:
        return {"view": payloads.view(state, self._workspace.app)}


def _trigger_id(arguments: Arguments) -> str:
    trigger_id = arguments.text("trigger_id")
    if not trigger_id:
        raise invalid_arguments("missing required field: trigger_id")
    return trigger_id
