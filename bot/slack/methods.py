"""Slack's methods that messages need: one row for each, so that another way of sending is another row.

Tiers are calls a minute for each method and workspace: https://docs.slack.dev/apis/web-api/rate-limits.
"""

from dataclasses import dataclass
from enum import StrEnum

TIER_3, TIER_4 = 1200, 600
"""Milliseconds between two calls: 50 and 100 a minute."""
OPEN = "conversations.open"
"""A person's direct message channel has to be opened once before the first post."""


class Method(StrEnum):
    """What a message does in Slack."""

    POST = "post"
    UPDATE = "update"
    DELETE = "delete"
    HOME = "home"
    FILE = "file"
    """Files that one message shares, in three steps (`bot.slack.files`)."""


@dataclass(frozen=True)
class SlackMethod:
    """How Slack is called, and what may be done when no answer comes."""

    name: str
    interval_ms: int | None
    """Milliseconds between two calls in a workspace; None where only the pace of messages counts."""
    repeatable: bool
    """Called twice, it comes to the same: where the outcome is unknown, the call is made again."""
    verifiable: bool = False
    """Its outcome can be looked up in the history of a direct message channel."""


METHODS = {
    Method.POST: SlackMethod("chat.postMessage", None, repeatable=False, verifiable=True),
    Method.UPDATE: SlackMethod("chat.update", TIER_3, repeatable=True),
    Method.DELETE: SlackMethod("chat.delete", TIER_3, repeatable=True),
    Method.HOME: SlackMethod("views.publish", TIER_4, repeatable=True),
    # An address has to be asked for once for each file, and a message has three of them as a rule.
    Method.FILE: SlackMethod("files.completeUploadExternal", 3 * TIER_4, repeatable=False, verifiable=True),
}
INTERVALS = {OPEN: TIER_3} | {m.name: m.interval_ms for m in METHODS.values() if m.interval_ms}
"""Milliseconds between two calls, by Slack's name of the method."""
