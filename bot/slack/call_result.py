"""What became of one call to Slack, by what it means for the message."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    SENT = "sent"
    LATER = "to be tried later"
    PAUSE = "nothing gets through to this workspace for a while"
    NEVER = "refused"
    UNKNOWN = "outcome unknown"
    UNTRIED = "not tried"
    """The call hasn't begun: too late for this claim, or called off."""


@dataclass(frozen=True)
class CallResult:
    """`ts` and `channel` are Slack's answer to a post, `error` its code; `wait` is how long a pause lasts."""

    verdict: Verdict
    ts: str | None = None
    channel: str = ""
    wait: timedelta = timedelta(0)
    error: str | None = None
    end_reason: str | None = None
    """Why no call was made, where none will be."""
    cursor: str | None = None
    """Where a look into the history goes on that didn't come to its end."""
    rationed: bool = False
    """Slack gave as much of the history as it gives to apps that it holds short."""
    answer: Any = None
    """All that Slack said, where somebody reads more of it."""

    def repeatable(self) -> "CallResult":
        """The outcome of a call that may be made twice: where it is unknown, the call is made again."""
        return replace(self, verdict=Verdict.LATER) if self.verdict is Verdict.UNKNOWN else self
