"""Why a message was given up or waits, in words, and what to do about it."""

from bot.slack.remedies import REMEDIES

RETRY = "Then: pm-coach outbox retry --all."
INVITE = "Write /invite there if wins are to be shared in it; whose win it was has been told."
KNOWN = {
    "unknown": (
        "whether Slack has it is unknown",
        "Look in Slack. What isn't there goes out again by its number: pm-coach outbox dead, then "
        "pm-coach outbox retry ID.",
    ),
    "expired": (
        "too late to make sense",
        "Nothing; a coach that stood still is the usual cause.",
    ),
    "channel_not_found": ("Slack doesn't show the channel to the coach", INVITE),
    "not_in_channel": ("the coach isn't in the channel", INVITE),
    "is_archived": ("the channel is archived", "Nothing to do, unless it is opened again."),
    "user_not_found": ("the person isn't in the workspace", "Nothing to do."),
    "user_disabled": ("the person's account is switched off", "Nothing to do."),
    "message_not_found": ("the message to change is gone", "Nothing to do."),
    "message_not_sent": ("the message to change never went out", "Nothing to do."),
}
STRANGE = f"Slack's page for the call explains the code; if the fault is the coach's, report it. {RETRY}"


def why(reason: str) -> str:
    """In half a sentence; an unknown code of Slack's stands for itself."""
    return KNOWN[reason][0] if reason in KNOWN else f"Slack says {reason}"


def todo(reason: str) -> str:
    """What the operator does about messages that were given up."""
    if reason in REMEDIES:
        return f"{REMEDIES[reason]} {RETRY}"
    return KNOWN[reason][1] if reason in KNOWN else STRANGE
