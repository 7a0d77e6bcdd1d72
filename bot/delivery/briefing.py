"""What a call needs to know, read right before it: also whether it is to be made at all."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.delivery.outcome import Outcome, Verdict
from bot.store.database import Database
from bot.store.real_time import REAL_NOW
from bot.store.tables import Lane, Message, Person

_TARGET = aliased(Message)
_PERSON = and_(col(Person.team_id) == Message.team_id, col(Person.user_id) == Message.channel)
_BRIEFING = (
    select(
        col(Message.expires_at),
        _TARGET,
        col(Person.dm_channel),
        col(Lane.interval_ms),
        col(Lane.paused_until) > REAL_NOW,
    )
    .select_from(Message)
    .join(Lane, col(Lane.team_id) == Message.team_id)
    .outerjoin(_TARGET, col(_TARGET.id) == Message.target_id)
    .outerjoin(Person, _PERSON)
    .where(
        col(Message.id) == bindparam("id"),
        col(Message.state) == "sending",
        col(Message.owner) == bindparam("owner"),
        col(Message.attempts) == bindparam("attempts"),
    )
)


@dataclass(frozen=True)
class Briefing:
    """`target` is the message that a change is about, `direct` the person's direct message channel if known,
    `interval_ms` the lane's; `called_off` is the outcome where no call is to be made."""

    target: Message | None
    direct: str | None
    interval_ms: int
    called_off: Outcome | None


def brief(database: Database, message: Message, now: int) -> Briefing:
    """Read it for a claimed message; `now` in milliseconds of programme time."""
    claimed = {"id": message.id, "owner": message.owner, "attempts": message.attempts}
    with database.read() as session:
        found = session.execute(_BRIEFING, claimed).one_or_none()
    if found is None:
        return Briefing(None, None, 0, Outcome(Verdict.UNTRIED, error="somebody else has it"))
    expires_at, about, direct, interval_ms, paused = found
    return Briefing(about, direct, interval_ms, _called_off(expires_at, paused, now))


def _called_off(expires_at: int | None, paused: bool, now: int) -> Outcome | None:
    if expires_at is not None and expires_at <= now:
        return Outcome(Verdict.NEVER, error="expired" if expires_at else "superseded")
    return Outcome(Verdict.UNTRIED, error="the workspace is paused") if paused else None
