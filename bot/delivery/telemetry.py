"""Telemetry: each step of a message is logged and counted, without a word of what it says.

`error` may name a host or a code of Slack's; members' texts never get here.
"""

from typing import Any

import structlog

from bot.runtime import metrics
from bot.slack.methods import Method
from bot.store.message_states import EndReason, MessageState
from bot.store.tables import Message

log = structlog.get_logger()


def settled(message: Message, verdict: str, written: dict[str, Any], error: str | None) -> None:
    """Log and count what a call or a verification came to; `written` are the columns that it changed."""
    state = written.get("state", MessageState.UNVERIFIED if written else "settled_by_another")
    getattr(log, "info" if state == MessageState.SENT else "warning")(
        verdict,
        action=f"delivery.{state}",
        kind=message.kind,
        message_id=message.id,
        method=message.method,
        attempts=message.attempts,
        error=error,
        workspace=message.team_id,
    )
    _count(message, state, written)


def ended(message: Message, reason: str) -> None:
    """Log and count a message that made no sense any more before it was tried."""
    log.info(
        "ended unsent",
        action="delivery.dead",
        kind=message.kind,
        message_id=message.id,
        error=reason,
        method=message.method,
        attempts=message.attempts,
        workspace=message.team_id,
    )
    metrics.dead(message.kind, reason)


def _count(message: Message, state: str, written: dict[str, Any]) -> None:
    if state == MessageState.SENT:
        metrics.delivered(message.kind)
        if message.method == Method.POST:  # an edit that nobody waits for may take its time
            metrics.late(message.kind, (written["sent_at"] - message.run_at) / 1000)
    elif state == MessageState.PLANNED:
        metrics.retried(message.kind)
    elif state == MessageState.UNVERIFIED:
        metrics.unknown(message.kind)
    elif state == MessageState.DEAD:
        metrics.dead(message.kind, _reason(written))


def _reason(written: dict[str, Any]) -> str:
    """Return Slack's code where Slack refused, else how the message ended."""
    by_slack = written["end_reason"] in (EndReason.REFUSED, EndReason.EXHAUSTED)
    return written["error"] or "unsaid" if by_slack else str(written["end_reason"])
