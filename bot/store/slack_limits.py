"""What Slack allows of a method, kept in one row for all replicas: from when it may be called again.

A row is locked while calls are taken from it, so two replicas never take the same ones.
"""

from typing import Any

from sqlalchemy import BigInteger, case, literal, or_
from sqlmodel import Session, col, select

from bot.store.on_conflict import insert_into
from bot.store.real_time import REAL_NOW
from bot.store.tables import SlackLimit

FURTHEST = 20 * 60 * 1000
"""Milliseconds: longer than any pause. A time further off is from before a clock was set back."""


def take(session: Session, team_id: str, method: str, enterprise_id: str | None = None) -> SlackLimit | None:
    """Return the method's row, locked, if it may be called now; None if not, or if another replica has it."""
    values = {"team_id": team_id, "enterprise_id": enterprise_id, "method": method}
    insert = insert_into(SlackLimit, session.connection().dialect.name)
    session.connection().execute(insert.values(**values).on_conflict_do_nothing())
    open_now = or_(col(SlackLimit.open_at) <= REAL_NOW, col(SlackLimit.open_at) > REAL_NOW + FURTHEST)
    its = select(SlackLimit).where(SlackLimit.team_id == team_id, SlackLimit.method == method, open_now)
    return session.exec(its.with_for_update(skip_locked=True)).one_or_none()


def opens_in(session: Session, team_id: str, method: str) -> int:
    """Return the milliseconds until the method may be called again; 0 for now."""
    its = select(col(SlackLimit.open_at) - REAL_NOW)
    left = session.exec(its.where(SlackLimit.team_id == team_id, SlackLimit.method == method)).one_or_none()
    return left if left is not None and 0 < left <= FURTHEST else 0


def pause(
    session: Session, team_id: str, method: str, milliseconds: int, enterprise_id: str | None = None
) -> None:
    """Have no heartbeat call the method for so long, in any replica; a longer pause stays as it is."""
    until: Any = REAL_NOW + literal(milliseconds, BigInteger)
    longer = case((col(SlackLimit.open_at) > until, col(SlackLimit.open_at)), else_=until)
    _put(session, team_id, method, enterprise_id, {"open_at": until}, {"open_at": longer})


def note_ration(session: Session, team_id: str, method: str, enterprise_id: str | None = None) -> None:
    """Note that Slack has just given less than it gives to apps that a company makes for itself."""
    seen = {"rationed_at": REAL_NOW}
    _put(session, team_id, method, enterprise_id, seen, seen)


def rationed(session: Session, within: int) -> list[str]:
    """Return the workspaces in which a method was rationed in the last `within` milliseconds."""
    lately = select(SlackLimit.team_id).where(col(SlackLimit.rationed_at) > REAL_NOW - within)
    return sorted(set(session.exec(lately).all()))


def _put(
    session: Session,
    team_id: str,
    method: str,
    enterprise_id: str | None,
    new: dict[str, Any],
    known: dict[str, Any],
) -> None:
    insert = insert_into(SlackLimit, session.connection().dialect.name)
    row = insert.values(team_id=team_id, enterprise_id=enterprise_id, method=method, **new)
    session.connection().execute(row.on_conflict_do_update(index_elements=["team_id", "method"], set_=known))
