"""Recording what became of a call: one guarded UPDATE, by the owner of the claim and nobody else.

The guard names the owner and the moment of the claim. Between the call and this UPDATE the lease may have run
out and another process have taken the message over, or this same process have claimed it again: then the row
isn't this claim's any more, nothing is changed, and whoever has it now finds out from Slack's history.
"""

import random
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Update, bindparam, cast, update
from sqlmodel import Session, SQLModel

from bot.clock import Clock
from bot.delivery.preflight import Preflight
from bot.delivery.timing import Timing
from bot.slack import pacing
from bot.slack.call_result import CallResult, Verdict
from bot.slack.calls import DIRECT
from bot.slack.errors import Code
from bot.slack.methods import METHODS, Method
from bot.slack.pacing import SendPace
from bot.store import directory, files, workspace_queue
from bot.store.message_states import EndReason, MessageState
from bot.store.outbox import millis
from bot.store.real_time import REAL_NOW, milliseconds
from bot.store.tables import Message

ATTEMPTS = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)


_MESSAGE = SQLModel.metadata.tables["message"]
_CLAIMED = update(_MESSAGE).where(
    _MESSAGE.c.id == bindparam("claimed"),
    _MESSAGE.c.owner == bindparam("by"),
    _MESSAGE.c.sending_at == bindparam("since"),
    _MESSAGE.c.state == bindparam("in_state"),
)


@cache
def _changing(columns: tuple[str, ...]) -> Update:
    """Built once for the same columns: building a statement takes longer than having it done."""
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
    if (verify_in := new.pop("verify_in", None)) is not None:
        new["verify_at"] = REAL_NOW + cast(verify_in, BigInteger)
    return _CLAIMED.values(**new)


def guarded(session: Session, message: Message, values: dict[str, Any]) -> bool:
    """Change a claimed message. False if this claim of it is over: somebody else has settled it.

    `values` are columns, and `verify_in` for `verify_at`: milliseconds from now. The owner alone doesn't tell
    one claim of the same process from the next.
    """
    claim = {
        "claimed": message.id,
        "by": message.owner,
        "since": message.sending_at,
        "in_state": message.state,
    }
    new = {f"new_{name}": value for name, value in values.items()}
    return bool(session.connection().execute(_changing(tuple(values)), {**claim, **new}).rowcount)


def record(
    session: Session,
    message: Message,
    result: CallResult,
    preflight: Preflight,
    *,
    clock: Clock,
    pace: SendPace,
    timing: Timing,
) -> dict[str, Any]:
    """Write the outcome of a call into the message and its queue, of which the preflight tells what is known.

    Return what was written, or nothing if the message was no longer ours. The message is locked before its
    queue, which is written when the transaction ends; a claimer that waits for no lock can't close a circle.
    """
    interval_ms = preflight.interval_ms
    values = _values(message, result, clock, timing)
    if not guarded(session, message, values):
        return {}
    files.settle(session, message, values, clock.now())
    if values.get("state") == MessageState.PLANNED:
        due_at = values.get("run_at", message.run_at)
        workspace_queue.note(session, message.team_id, due_at, message.enterprise_id)
    if result.channel and result.channel not in (message.channel, preflight.direct):
        person = directory.note_person(session, message.team_id, message.channel, message.enterprise_id)
        person.dm_channel = result.channel
    if result.verdict is Verdict.SENT and interval_ms > pace.interval:
        workspace_queue.set_interval(session, message.team_id, interval_ms, pacing.faster(interval_ms, pace))
    if result.verdict is Verdict.PAUSE:
        slower = pacing.slower(interval_ms, pace) if result.error == Code.RATELIMITED else interval_ms
        emptied = pacing.tolerance(max(slower, pace.interval), pace.burst)
        workspace_queue.pause(session, message.team_id, milliseconds(result.wait), slower, emptied)
    return values


def is_verifiable(message: Message) -> bool:
    """Return whether we may read the history of its place: of direct messages only."""
    return METHODS[Method(message.method)].verifiable and message.channel.startswith(DIRECT)


def _values(message: Message, result: CallResult, clock: Clock, timing: Timing) -> dict[str, Any]:
    now, verdict = clock.now(), result.verdict
    again = {"state": MessageState.PLANNED, "owner": None, "error": result.error}
    if verdict is Verdict.SENT:
        channel = result.channel or message.channel
        return {
            "state": MessageState.SENT,
            "ts": result.ts,
            "channel": channel,
            "sent_at": millis(now),
            "error": None,
        }
    if verdict in (Verdict.PAUSE, Verdict.UNTRIED):  # nothing was tried that could count against it
        return {**again, "attempts": message.attempts - 1}
    if verdict is Verdict.LATER and message.attempts < ATTEMPTS:
        return {**again, "run_at": millis(now + _back_off(message.attempts))}
    if verdict is Verdict.UNKNOWN and is_verifiable(message):
        return {
            "state": MessageState.UNVERIFIED,
            "verify_in": milliseconds(timing.settle),
            "error": result.error,
        }
    return {"state": MessageState.DEAD, "end_reason": _end_reason(result), "error": result.error}


def _end_reason(result: CallResult) -> EndReason:
    if result.end_reason:
        return EndReason(result.end_reason)
    if result.verdict is Verdict.UNKNOWN:
        return EndReason.UNKNOWN
    return EndReason.EXHAUSTED if result.verdict is Verdict.LATER else EndReason.REFUSED


def _back_off(attempts: int) -> timedelta:
    """Twice as long each time, and a little apart from the others that failed in the same moment."""
    wait: timedelta = min(FIRST_WAIT * 2**attempts, LONGEST_WAIT)
    return wait * random.uniform(0.8, 1.2)
