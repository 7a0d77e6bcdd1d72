"""What a call needs to know, and whether it is still to be made.

It is read with the claim, and read again when that is a while ago.
"""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select
from sqlmodel import SQLModel

from bot.slack.call_result import CallResult, Verdict
from bot.slack.calls import NOWHERE, Target
from bot.slack.methods import Method
from bot.store.database import Database
from bot.store.eligibility import SUPERSEDED
from bot.store.message_states import EndReason, MessageState
from bot.store.real_time import REAL_NOW
from bot.store.tables import Message

_CLAIMED, _QUEUE, _PERSON = (
    SQLModel.metadata.tables[name] for name in ("message", "workspace_queue", "slack_user")
)
_TARGET = _CLAIMED.alias("target")
_TO = and_(_PERSON.c.team_id == _CLAIMED.c.team_id, _PERSON.c.user_id == _CLAIMED.c.channel)
_PREFLIGHT = (
    select(
        _CLAIMED.c.expires_at,
        _CLAIMED.c.called_off,
        _TARGET.c.channel,
        _TARGET.c.ts,
        _PERSON.c.dm_channel,
        _QUEUE.c.interval_ms,
        _QUEUE.c.paused_until > REAL_NOW,
        and_(_CLAIMED.c.method == Method.HOME, SUPERSEDED),
    )
    .select_from(_CLAIMED)
    .join(_QUEUE, _QUEUE.c.team_id == _CLAIMED.c.team_id)
    .outerjoin(_TARGET, _TARGET.c.id == _CLAIMED.c.target_id)
    .outerjoin(_PERSON, _TO)
    .where(
        _CLAIMED.c.id == bindparam("id"),
        _CLAIMED.c.state == MessageState.SENDING,
        _CLAIMED.c.owner == bindparam("owner"),
        _CLAIMED.c.attempts == bindparam("attempts"),
    )
)
SUPERSEDED_HOME = CallResult(Verdict.NEVER, end_reason=EndReason.SUPERSEDED)
"""A newer one didn't wait for this one for ever (HOME_HELD), and may be out."""


@dataclass(frozen=True)
class Preflight:
    """`target` is the message that a change is about, `direct` the person's direct message channel if known,
    `interval_ms` the queue's; `called_off` is the outcome where no call is to be made."""

    target: Target
    direct: str | None
    interval_ms: int
    called_off: CallResult | None = None


def check(database: Database, message: Message, now: int) -> Preflight:
    """Read it for a claimed message; `now` in milliseconds of programme time."""
    claimed = {"id": message.id, "owner": message.owner, "attempts": message.attempts}
    with database.read() as session:
        found = session.connection().execute(_PREFLIGHT, claimed).one_or_none()
    if found is None:
        return Preflight(NOWHERE, None, 0, CallResult(Verdict.UNTRIED, error="somebody else has it"))
    expires_at, called_off, channel, ts, direct, interval_ms, paused, superseded = found
    no_call = SUPERSEDED_HOME if superseded else _no_call(called_off, expires_at, paused, now)
    return Preflight(Target(channel, ts), direct, interval_ms, no_call)


def _no_call(called_off: bool, expires_at: int | None, paused: bool, now: int) -> CallResult | None:
    if called_off:
        return CallResult(Verdict.NEVER, end_reason=EndReason.CALLED_OFF)
    if expires_at is not None and expires_at <= now:
        return CallResult(Verdict.NEVER, end_reason=EndReason.EXPIRED)
    return CallResult(Verdict.UNTRIED, error="the workspace is paused") if paused else None
