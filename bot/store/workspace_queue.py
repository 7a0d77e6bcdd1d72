"""The queue of each workspace: one row that says when it has something to send, and at what pace.

Whoever claims in a workspace locks its row, so that all replicas share one token bucket.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, case, event, func, or_, text
from sqlmodel import Session, col, select, update

from bot.store import eligibility
from bot.store.message_states import IN_FLIGHT
from bot.store.real_time import REAL_NOW
from bot.store.tables import Message, WorkspaceQueue

_WAKE = text(
    "INSERT INTO workspace_queue (team_id, enterprise_id, due_at, open_at, tat, interval_ms, paused_until)"
    " VALUES (:team, :enterprise, :due, 0, 0, 0, 0) ON CONFLICT (team_id) DO UPDATE SET due_at ="
    " CASE WHEN workspace_queue.due_at <= excluded.due_at THEN workspace_queue.due_at"
    " ELSE excluded.due_at END"
)
_NOTED = "queues to wake"
FURTHEST = 20 * 60 * 1000
"""Milliseconds: longer than any pause or lease."""


def note(session: Session, team_id: str, due_at: int, enterprise_id: str | None) -> None:
    """Something is planned in this workspace; its queue is woken when the transaction commits.

    `enterprise_id` is for a workspace that has no queue yet.
    """
    noted = _noted(session)
    noted.enterprises[team_id] = enterprise_id
    noted.due[team_id] = min(due_at, noted.due.get(team_id, due_at))


class _Noted:
    """What is written into the queues' rows at the end of a transaction: so all transactions lock them in one
    order, and none waits for a message's row while it holds a queue's."""

    def __init__(self) -> None:
        self.due: dict[str, int] = {}
        self.enterprises: dict[str, str | None] = {}
        self.changes: dict[str, list[Any]] = defaultdict(list)

    def write(self, connection: Connection) -> None:
        if not self.changes:
            _wake(connection, self.due, self.enterprises)
            return
        for team in sorted({*self.due, *self.changes}):
            if team in self.due:
                _wake(connection, {team: self.due[team]}, self.enterprises)
            for change in self.changes[team]:
                connection.execute(change)


def _noted(session: Session) -> _Noted:
    if _NOTED not in session.info:
        session.info[_NOTED] = _Noted()
        event.listen(session, "before_commit", _write_noted, once=True)
    noted: _Noted = session.info[_NOTED]
    return noted


def _write_noted(session: Session) -> None:
    session.flush()
    session.info.pop(_NOTED).write(session.connection())


def _wake(connection: Connection, due: Mapping[str, int], enterprises: Mapping[str, str | None]) -> None:
    rows = [{"team": team, "enterprise": enterprises[team], "due": due[team]} for team in sorted(due)]
    connection.execute(_WAKE, rows)


def wake_forgotten(session: Session) -> int:
    """Wake every queue that doesn't know of something planned; return how many there were.

    A restored or hand-edited database may hold such messages.
    """
    first = (
        select(
            col(Message.team_id),
            func.min(Message.run_at).label("due"),
            func.max(Message.enterprise_id).label("enterprise"),  # all have the same
        )
        .where(Message.state == eligibility.PLANNED)
        .group_by(col(Message.team_id))
        .subquery()
    )
    forgotten = (
        select(first.c.team_id, first.c.due, first.c.enterprise)
        .outerjoin(WorkspaceQueue, col(WorkspaceQueue.team_id) == first.c.team_id)
        .where(or_(col(WorkspaceQueue.due_at).is_(None), col(WorkspaceQueue.due_at) > first.c.due))
    )
    found = session.exec(forgotten).all()
    if found:
        enterprises = {team: enterprise for team, _, enterprise in found}
        _wake(session.connection(), {team: due for team, due, _ in found}, enterprises)
    return len(found)


def forget_the_future(session: Session) -> None:
    """Wait for no time that is further off than anything is ever put off: the clock was set back.

    A message that is being sent may still be at it, so it is looked up once the furthest has come.
    """
    furthest: Any = REAL_NOW + FURTHEST
    queue, message = update(WorkspaceQueue), update(Message)
    opened: dict[str, Any] = {
        "open_at": REAL_NOW,
        "tat": REAL_NOW,
        "method_tats": {},
        "paused_until": REAL_NOW,
    }
    late = message.where(col(Message.state).in_(IN_FLIGHT), col(Message.verify_at) > furthest)
    session.exec(late.values(verify_at=furthest))
    # Queues come last, and by team, as whoever plans messages locks them: an UPDATE takes rows as they lie.
    team, open_at = col(WorkspaceQueue.team_id), col(WorkspaceQueue.open_at)
    far = session.exec(select(team).where(open_at > furthest).order_by(team).with_for_update()).all()
    if far:
        session.exec(queue.where(team.in_(far)).values(opened))


def pause(session: Session, team_id: str, milliseconds: int, interval_ms: int, burst_ms: int) -> None:
    """Send nothing in this workspace for so long, in any replica, and more slowly afterwards; a longer pause
    stays as it is.

    `burst_ms` is what a full bucket holds: it begins empty then, as a burst would only be refused again.
    """
    until: Any = REAL_NOW + milliseconds
    times = {"paused_until": until, "open_at": until, "tat": until + burst_ms}
    later = {
        name: case((getattr(WorkspaceQueue, name) > time, getattr(WorkspaceQueue, name)), else_=time)
        for name, time in times.items()
    }
    paused = update(WorkspaceQueue).where(col(WorkspaceQueue.team_id) == team_id)
    _noted(session).changes[team_id].append(paused.values(**later, interval_ms=interval_ms))


def set_interval(session: Session, team_id: str, before_ms: int, interval_ms: int) -> None:
    """Another distance between messages, unless somebody has changed it from `before_ms` meanwhile."""
    unchanged = update(WorkspaceQueue).where(
        col(WorkspaceQueue.team_id) == team_id, col(WorkspaceQueue.interval_ms) == before_ms
    )
    _noted(session).changes[team_id].append(unchanged.values(interval_ms=interval_ms))


def opens_in(session: Session, now: int) -> int | None:
    """Milliseconds of real time until a queue opens that has something due at `now` of programme time;
    None if there is none, negative if one is open."""
    return session.exec(
        select(func.min(WorkspaceQueue.open_at) - REAL_NOW).where(col(WorkspaceQueue.due_at) <= now)
    ).one()
