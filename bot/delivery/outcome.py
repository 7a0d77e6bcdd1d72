"""What became of one call to Slack, by what it means for the message."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum


class Verdict(StrEnum):
    SENT = "sent"
    LATER = "to be tried later"
    NEVER = "refused"
    UNKNOWN = "outcome unknown"


@dataclass(frozen=True)
class Outcome:
    """`ts` and `channel` are Slack's answer to a post; `wait` is what Slack asked for; `error` its code."""

    verdict: Verdict
    ts: str | None = None
    channel: str | None = None
    wait: timedelta | None = None
    error: str | None = None

    def repeatable(self) -> "Outcome":
        """The outcome of a call that may be made twice: where it is unknown, the call is made again."""
        return replace(self, verdict=Verdict.LATER) if self.verdict is Verdict.UNKNOWN else self
