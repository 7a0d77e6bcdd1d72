"""Why a message ended or waits, in words, and what to do about it."""

from bot.slack import errors
from bot.slack.calls import NOT_INSTALLED, NOT_SENT
from bot.slack.errors import ERRORS
from bot.store.message_states import EndReason

RETRY = "Then: pm-coach outbox retry --all."
OURS = {
    EndReason.UNKNOWN: (
        "whether Slack has it is unknown",
        "Look in Slack. What isn't there goes out again by its number: pm-coach outbox dead, then "
        "pm-coach outbox retry ID.",
    ),
    EndReason.EXPIRED: (
        "too late to make sense",
        "Nothing; a coach that stood still is the usual cause.",
    ),
    NOT_INSTALLED: (
        "the coach isn't installed in this workspace any more",
        "Install the app there again, or erase its members: pm-coach member erase USER --team TEAM.",
    ),
    NOT_SENT: ("the message to change never went out", "Nothing to do."),
}
"""Reasons of delivery's own; Slack's codes are in `bot.slack.errors`."""
STRANGE = f"Slack's page for the call explains the code; if the fault is the coach's, report it. {RETRY}"


def why(reason: str) -> str:
    """Return the reason as half a sentence; a code that nobody knows stands for itself."""
    if reason in OURS:
        return OURS[reason][0]
    return f"{ERRORS[reason].why} ({reason})" if reason in ERRORS else f"Slack says {reason}"


def remedy(reason: str) -> str:
    """Return what makes messages go out that are being repeated; "" where nobody has to do anything."""
    return OURS[reason][1] if reason == NOT_INSTALLED else errors.remedy(reason) or ""


def todo(reason: str) -> str:
    """Return what the operator does about messages that ended."""
    if reason in OURS:
        return OURS[reason][1]
    if reason not in ERRORS:
        return STRANGE
    error = ERRORS[reason]
    return f"{error.todo} {RETRY}" if error.lasts else error.todo
