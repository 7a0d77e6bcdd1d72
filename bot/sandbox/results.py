"""The result of a person's action, and the notice of it that observers get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ActionResult:
    """The end of an action. `notice` is what Slack tells the person; `errors` maps block ids to red text.

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
class UserAction:
    """An action as observers get it.

    `kind` and `name`: "command" "/pm-progress" (`text` its words), "action" the action_id, "submitted" and
    "closed" the callback_id, "opened" "DM" | "Home" | "#wins", "said" the place (`text` what).
    """

    kind: str
    user: str
    name: str
    text: str = ""
