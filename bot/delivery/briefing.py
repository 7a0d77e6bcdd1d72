"""What a call needs to know, read right before it: also whether it is to be made at all."""

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.delivery.outcome import Outcome, Verdict
from bot.store.database import Database
from bot.store.real_time import REAL_NOW
from bot.store.tables import Lane, Message, Person


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
    mine, target = aliased(Message), aliased(Message)
    query = (
        select(
            col(mine.expires_at),
            target,
            col(Person.dm_channel),
            col(Lane.interval_ms),
            col(Lane.paused_until) > REAL_NOW,
        )
        .select_from(mine)
        .join(Lane, col(Lane.team_id) == mine.team_id)
        .outerjoin(target, col(target.id) == mine.target_id)
        .outerjoin(Person, and_(col(Person.team_id) == mine.team_id, col(Person.user_id) == mine.channel))
        .where(
            col(mine.id) == message.id,
            col(mine.state) == "sending",
            col(mine.owner) == message.owner,
            col(mine.attempts) == message.attempts,
        )
    )
    with database.read() as session:
        found = session.execute(query).one_or_none()
    if found is None:
        return Briefing(None, None, 0, Outcome(Verdict.UNTRIED, error="somebody else has it"))
    expires_at, about, direct, interval_ms, paused = found
    return Briefing(about, direct, interval_ms, _called_off(expires_at, paused, now))


def _called_off(expires_at: int | None, paused: bool, now: int) -> Outcome | None:
    if expires_at is not None and expires_at <= now:
        return Outcome(Verdict.NEVER, error="expired" if expires_at else "superseded")
    return Outcome(Verdict.UNTRIED, error="the workspace is paused") if paused else None
