"""Slack's error codes: the one table of what each means for delivery, for the operator and for the member."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

POST = "https://docs.slack.dev/reference/methods/chat.postMessage#errors"
DELETE = "https://docs.slack.dev/reference/methods/chat.delete#errors"
USER = "https://docs.slack.dev/reference/methods/users.info#errors"
OPEN_DM = "https://docs.slack.dev/reference/methods/conversations.open#errors"
CHANNEL = "https://docs.slack.dev/reference/methods/conversations.info#errors"
AUTH = "https://docs.slack.dev/reference/methods/auth.test#errors"
HOME = "https://docs.slack.dev/reference/methods/views.publish#errors"
VIEW = "https://docs.slack.dev/reference/methods/views.open#errors"
PUSH = "https://docs.slack.dev/reference/methods/views.push#errors"
DIALOG = "https://docs.slack.dev/reference/methods/dialog.open#errors"
UPDATE_VIEW = "https://docs.slack.dev/reference/methods/views.update#errors"
HISTORY = "https://docs.slack.dev/reference/methods/conversations.history#errors"
REPLIES = "https://docs.slack.dev/reference/methods/conversations.replies#errors"
RATE = "https://docs.slack.dev/apis/web-api/rate-limits"


class Code(StrEnum):
    """The codes that the coach knows; of any other, `effect` and `refusal` have the rule."""

    RATELIMITED = "ratelimited"
    RATE_LIMITED = "rate_limited"
    INVALID_AUTH = "invalid_auth"
    NOT_AUTHED = "not_authed"
    ACCOUNT_INACTIVE = "account_inactive"
    TOKEN_EXPIRED = "token_expired"
    TOKEN_REVOKED = "token_revoked"
    NOT_ALLOWED_TOKEN_TYPE = "not_allowed_token_type"
    MISSING_SCOPE = "missing_scope"
    MESSAGES_TAB_DISABLED = "messages_tab_disabled"
    NOT_ENABLED = "not_enabled"
    FATAL_ERROR = "fatal_error"
    INTERNAL_ERROR = "internal_error"
    REQUEST_TIMEOUT = "request_timeout"
    SERVICE_UNAVAILABLE = "service_unavailable"
    CHANNEL_NOT_FOUND = "channel_not_found"
    NOT_IN_CHANNEL = "not_in_channel"
    IS_ARCHIVED = "is_archived"
    RESTRICTED_ACTION = "restricted_action"
    RESTRICTED_READ_ONLY = "restricted_action_read_only_channel"
    RESTRICTED_THREAD_ONLY = "restricted_action_thread_only_channel"
    RESTRICTED_THREAD_LOCKED = "restricted_action_thread_locked"
    RESTRICTED_NO_THREADS = "restricted_action_non_threadable_channel"
    TEAM_ACCESS_NOT_GRANTED = "team_access_not_granted"
    EKM_ACCESS_DENIED = "ekm_access_denied"
    INVALID_CURSOR = "invalid_cursor"
    USER_NOT_FOUND = "user_not_found"
    USER_NOT_VISIBLE = "user_not_visible"
    USER_DISABLED = "user_disabled"
    MESSAGE_NOT_FOUND = "message_not_found"
    THREAD_NOT_FOUND = "thread_not_found"
    NOT_FOUND = "not_found"
    VIEW_NOT_FOUND = "view_not_found"
    HASH_CONFLICT = "hash_conflict"
    EXPIRED_TRIGGER_ID = "expired_trigger_id"
    TRIGGER_EXPIRED = "trigger_expired"
    INVALID_TRIGGER_ID = "invalid_trigger_id"
    EXCHANGED_TRIGGER_ID = "exchanged_trigger_id"
    TRIGGER_EXCHANGED = "trigger_exchanged"
    PUSH_LIMIT_REACHED = "push_limit_reached"
    INVALID_BLOCKS = "invalid_blocks"
    INVALID_ARGUMENTS = "invalid_arguments"


class Refusal(StrEnum):
    """Why Slack refused something, as far as the person who meets it can do something about it."""

    ABSENT = "absent"
    """The coach isn't in the channel, or can't see it."""
    REMOVED = "removed"
    """The coach isn't in the channel any more: it has posted there before."""
    ARCHIVED = "archived"
    GONE = "gone"
    """What it is about isn't there any more: a view that was closed or changed, a thread that was deleted."""
    RESTRICTED = "restricted"
    """Whoever runs the channel or the workspace doesn't let the coach post there."""
    TOO_SLOW = "too_slow"
    """A form has to open within three seconds of the press."""
    ALREADY_OPEN = "already_open"
    """The same press has opened its form before."""
    STACK_FULL = "stack_full"
    """Three forms lie on top of each other."""
    OTHER = "other"


class Effect(StrEnum):
    """What a refusal means for the message that was refused."""

    WAIT = "wait"
    """Slack has had enough: the whole workspace waits for as long as Slack says."""
    LOCKED_OUT = "locked_out"
    """Nothing gets through until somebody installs the app again; the messages needn't be lost for that."""
    UNCERTAIN = "uncertain"
    """Part of the work may have happened."""
    NEVER = "never"
    """The same call would be refused again."""


@dataclass(frozen=True)
class SlackError:
    """One code. `source` is Slack's page, `why` half a sentence, `todo` what the operator does about it."""

    source: str
    why: str
    todo: str
    effect: Effect = Effect.NEVER
    lasts: bool = False
    """It comes with every call of its kind until the operator has done what `todo` says."""
    about_token: bool = False
    """Slack refuses the token, whatever the call was."""
    refusal: Refusal = Refusal.OTHER
    """By which the views find what the member reads."""


INSTALL = (
    "Install the app again (Slack app page -> OAuth & Permissions), and put the new token in SLACK_BOT_TOKEN."
)
INVITE = "Write /invite there if wins are to be shared in it; whose win it was has been told."
WAITS = "Nothing: what Slack holds back goes out later."
LOOK_UP = "Nothing: the coach looks up what became of it."
ASK_AGAIN = "Nothing: the member was told to press once more."
NOTHING = "Nothing to do."
REPORT = "Report it with the message's kind: without charts it was refused as well."


def _limited() -> SlackError:
    return SlackError(RATE, "Slack wants a pause", WAITS, Effect.WAIT)


def _locked_out(why: str) -> SlackError:
    return SlackError(AUTH, why, INSTALL, Effect.LOCKED_OUT, lasts=True, about_token=True)


def _uncertain(why: str) -> SlackError:
    return SlackError(POST, why, LOOK_UP, Effect.UNCERTAIN)


def _channel(source: str, why: str) -> SlackError:
    return SlackError(source, why, INVITE, refusal=Refusal.ABSENT)


def _restricted(why: str) -> SlackError:
    todo = "Nothing, unless the app should post there: whoever runs the channel can allow it."
    return SlackError(POST, why, todo, refusal=Refusal.RESTRICTED)


def _gone(source: str, why: str) -> SlackError:
    return SlackError(source, why, NOTHING, refusal=Refusal.GONE)


def _late(source: str) -> SlackError:
    return SlackError(source, "the form was opened too late", ASK_AGAIN, refusal=Refusal.TOO_SLOW)


def _opened(source: str) -> SlackError:
    return SlackError(source, "the form is open already", NOTHING, refusal=Refusal.ALREADY_OPEN)


ERRORS: dict[str, SlackError] = {
    Code.RATELIMITED: _limited(),
    Code.RATE_LIMITED: _limited(),
    Code.INVALID_AUTH: _locked_out("Slack doesn't know the token"),
    Code.NOT_AUTHED: _locked_out("no token reached Slack"),
    Code.ACCOUNT_INACTIVE: _locked_out("the app was removed from the workspace"),
    Code.TOKEN_EXPIRED: _locked_out("the token has expired"),
    Code.TOKEN_REVOKED: _locked_out("the token was revoked"),
    Code.NOT_ALLOWED_TOKEN_TYPE: SlackError(
        AUTH,
        "it is a token of another type",
        "Put the Bot User OAuth Token (xoxb-...) in SLACK_BOT_TOKEN.",
        about_token=True,
    ),
    Code.MISSING_SCOPE: SlackError(
        AUTH,
        "the token lacks a scope",
        "Paste manifest.yml on the Slack app page again, then install the app again.",
        lasts=True,
        about_token=True,
    ),
    Code.MESSAGES_TAB_DISABLED: SlackError(
        POST,
        "the Messages Tab is off",
        "Switch the Messages Tab on: Slack app page -> App Home.",
        lasts=True,
    ),
    Code.NOT_ENABLED: SlackError(
        HOME, "the Home Tab is off", "Switch the Home Tab on: Slack app page -> App Home.", lasts=True
    ),
    Code.FATAL_ERROR: _uncertain("Slack failed, and may have done part of it"),
    Code.INTERNAL_ERROR: _uncertain("Slack failed, and may have done part of it"),
    Code.REQUEST_TIMEOUT: _uncertain("Slack didn't read all of the call in time"),
    Code.SERVICE_UNAVAILABLE: _uncertain("Slack was out of order"),
    Code.CHANNEL_NOT_FOUND: _channel(CHANNEL, "Slack doesn't show the channel to the coach"),
    Code.NOT_IN_CHANNEL: _channel(POST, "the coach isn't in the channel"),
    Code.IS_ARCHIVED: SlackError(
        POST,
        "the channel is archived",
        "Nothing to do, unless it is opened again.",
        refusal=Refusal.ARCHIVED,
    ),
    Code.RESTRICTED_ACTION: _restricted("only some people may post in the channel"),
    Code.RESTRICTED_READ_ONLY: _restricted("the channel is read only"),
    Code.RESTRICTED_THREAD_ONLY: _restricted("the channel takes posts in threads only"),
    Code.RESTRICTED_THREAD_LOCKED: _restricted("the thread is locked"),
    Code.RESTRICTED_NO_THREADS: _restricted("the channel takes no threads"),
    Code.TEAM_ACCESS_NOT_GRANTED: _restricted("the app has no access to the channel's workspace"),
    Code.EKM_ACCESS_DENIED: _restricted("the organisation has suspended posting there"),
    Code.INVALID_CURSOR: SlackError(HISTORY, "the page's cursor is too old", LOOK_UP),
    Code.USER_NOT_FOUND: SlackError(OPEN_DM, "the person isn't in the workspace", NOTHING),
    Code.USER_NOT_VISIBLE: SlackError(USER, "Slack doesn't show the person to the coach", NOTHING),
    Code.USER_DISABLED: SlackError(OPEN_DM, "the person's account is switched off", NOTHING),
    Code.MESSAGE_NOT_FOUND: SlackError(DELETE, "the message to change is gone", NOTHING),
    Code.THREAD_NOT_FOUND: _gone(REPLIES, "the thread is gone"),
    Code.NOT_FOUND: _gone(UPDATE_VIEW, "the form was closed meanwhile"),
    Code.VIEW_NOT_FOUND: _gone(UPDATE_VIEW, "the form was closed meanwhile"),
    Code.HASH_CONFLICT: _gone(UPDATE_VIEW, "the form was changed meanwhile"),
    Code.EXPIRED_TRIGGER_ID: _late(VIEW),
    Code.TRIGGER_EXPIRED: _late(DIALOG),
    Code.INVALID_TRIGGER_ID: SlackError(
        VIEW, "Slack doesn't know the press any more", ASK_AGAIN, refusal=Refusal.TOO_SLOW
    ),
    Code.EXCHANGED_TRIGGER_ID: _opened(VIEW),
    Code.TRIGGER_EXCHANGED: _opened(DIALOG),
    Code.PUSH_LIMIT_REACHED: SlackError(
        PUSH, "three forms are open on top of each other", NOTHING, refusal=Refusal.STACK_FULL
    ),
    Code.INVALID_BLOCKS: SlackError(POST, "Slack doesn't take a block that it holds", REPORT),
    Code.INVALID_ARGUMENTS: SlackError(VIEW, "Slack doesn't take what it holds", REPORT),
}
"""Every `Code` has its row."""


def effect(code: str) -> Effect:
    """Return what a refusal means for its message; a code that isn't in the table is never sent again."""
    return ERRORS[code].effect if code in ERRORS else Effect.NEVER


def refusal(code: str | None) -> Refusal:
    """Return the key of what a member reads; OTHER for a code that isn't in the table.

    That the coach was removed from a channel is our finding: Slack has no code for it, and it is kept as one.
    """
    if code == Refusal.REMOVED:
        return Refusal.REMOVED
    return ERRORS[code].refusal if code in ERRORS else Refusal.OTHER


def refusal_in(answer: Mapping[str, Any]) -> Refusal:
    """Return the same for a whole answer of Slack's.

    A trigger_id that came too late is sometimes refused as an argument, and only the details name it:
    github.com/slackapi/node-slack-sdk/issues/1131.
    """
    details = (answer.get("response_metadata") or {}).get("messages") or ()
    if answer.get("error") == Code.INVALID_ARGUMENTS and any("trigger_id" in str(each) for each in details):
        return Refusal.TOO_SLOW
    return refusal(answer.get("error"))


def remedy(code: str | None) -> str | None:
    """Return what the operator has to mend, for a code that comes again until they do; else None."""
    return ERRORS[code].todo if code in ERRORS and ERRORS[code].lasts else None


def is_about_token(code: str) -> bool:
    """Return whether Slack refuses the token, whatever the call was."""
    return code in ERRORS and ERRORS[code].about_token
