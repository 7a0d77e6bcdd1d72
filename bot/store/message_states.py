"""The states of a message in the outbox, why one ends, and which changes of state there are.

`docs/architecture.md` draws them; a contract test compares the drawing with `TRANSITIONS`.
"""

from enum import StrEnum
from types import MappingProxyType


class MessageState(StrEnum):
    """Where a message stands between its planning and Slack's answer."""

    PLANNED = "planned"
    """It may go out from `run_at` until `expires_at`."""
    SENDING = "sending"
    """Claimed, and committed as such before Slack is called."""
    UNVERIFIED = "unverified"
    """Nobody knows whether Slack has it: no answer came, its sender died, or the database was restored.
    It is looked up in Slack's history at `verify_at`."""
    SENT = "sent"
    """Slack answered; `ts` and `channel` are kept for later changes."""
    DEAD = "dead"
    """It ended for its `end_reason`, and is never sent again by itself."""


class EndReason(StrEnum):
    """Why a message is dead."""

    SUPERSEDED = "superseded"
    """A newer state took its place."""
    CALLED_OFF = "called_off"
    """What it was for has happened, or the member called it off."""
    EXPIRED = "expired"
    """Its time was over before it could go out."""
    REFUSED = "refused"
    """Slack said no for good; `error` has Slack's code."""
    EXHAUSTED = "exhausted"
    """It failed eight times; `error` has the last failure."""
    UNKNOWN = "unknown"
    """Slack may have it, and nobody can find out."""


IN_FLIGHT = (MessageState.SENDING, MessageState.UNVERIFIED)
"""Claimed, and not settled yet."""
PENDING = (MessageState.PLANNED, *IN_FLIGHT)
"""Everything that may still go out."""
NOT_SUPERSEDED = "end_reason NOT IN ('superseded', 'called_off')"
"""As the partial index has it: these two are how things go, and nobody looks into them."""
TRANSITIONS = MappingProxyType(
    {
        MessageState.PLANNED: {MessageState.SENDING, MessageState.UNVERIFIED, MessageState.DEAD},
        MessageState.SENDING: {
            MessageState.SENT,
            MessageState.PLANNED,
            MessageState.UNVERIFIED,
            MessageState.DEAD,
        },
        MessageState.UNVERIFIED: {MessageState.SENT, MessageState.PLANNED, MessageState.DEAD},
        MessageState.SENT: set[MessageState](),
        MessageState.DEAD: {MessageState.PLANNED},
    }
)
"""From each state, the states that may follow."""
