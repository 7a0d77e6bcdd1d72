"""What a person can do in Slack, by ids. Each act tells the app over the socket and waits for its ack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.records import MessageRef, ViewRef

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


@dataclass(frozen=True)
class Outcome:
    """How an act ended. `notice` is what Slack itself tells the person; `errors` maps block ids to red text.

    `delivered`: the app was told; `timed_out`: it didn't ack within Slack's three seconds.
    """

    delivered: bool = False
    timed_out: bool = False
    notice: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Nothing went wrong before the person's eyes."""
        return self.notice is None and not self.errors


@dataclass(frozen=True)
class ActEvent:
    """An act as observers get it.

    `kind` and `name`: "command" "/pm-progress" (`text` its words), "action" the action_id, "submitted" and
    "closed" the callback_id, "opened" "DM" | "Home" | "#wins", "said" the place (`text` what).
    """

    kind: str
    user: str
    name: str
    text: str = ""


class Acts:
    """Acts of people, blocking until the app acked or Slack gave up on it; callable from any thread."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def say(self, user: str, channel: str, text: str) -> Outcome:
        """Write a message; in the app's DM this sends message.im."""
        raise NotImplementedError

    def command(self, user: str, channel: str, text: str) -> Outcome:
        """Type a slash command such as "/pm-progress join"."""
        raise NotImplementedError

    def press(
        self, user: str, source: MessageRef | ViewRef, block_id: str, action_id: str, value: Any = None
    ) -> Outcome:
        """Use an element of a message, modal or Home; see `elements.chosen` for `value`."""
        raise NotImplementedError

    def fill(self, user: str, view_id: str, block_id: str, action_id: str, value: Any) -> Outcome:
        """Enter something in a modal or Home; the app hears of it only with `dispatch_action`."""
        raise NotImplementedError

    def submit(self, user: str, view_id: str) -> Outcome:
        """Press a modal's submit button; Slack's own checks first, then view_submission."""
        raise NotImplementedError

    def close(self, user: str, view_id: str, all_views: bool = False) -> Outcome:
        """Close a modal (all of the stack with `all_views`); sends view_closed if it asked for that."""
        raise NotImplementedError

    def open_home(self, user: str) -> Outcome:
        """Open the app's Home tab."""
        raise NotImplementedError

    def open_channel(self, user: str, channel: str) -> Outcome:
        """Look at a channel or the app's DM; marks it read."""
        raise NotImplementedError

    def invite_bot(self, user: str, channel: str) -> Outcome:
        """/invite the bot into a channel."""
        raise NotImplementedError
