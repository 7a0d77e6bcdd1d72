"""What the outbox holds, for whoever looks after it. Counts and ids; never what a message says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal_column, or_
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from bot.slack.methods import Method
from bot.store import eligibility
from bot.store.message_states import NOT_SUPERSEDED, EndReason, MessageState
from bot.store.outbox import LATE, millis
from bot.store.real_time import REAL_NOW, milliseconds
from bot.store.tables import Member, Message, WorkspaceQueue

WEEK, DAY = timedelta(days=7), timedelta(days=1)
LOOKED_UP = timedelta(minutes=15)
"""By then what became of a call is known: two looks are over after four minutes (bot.delivery.timing)."""
SHARED = ("C", "G")
"""How the ids of channels begin that several people read: https://docs.slack.dev/apis/web-api/using-the-conversations-api."""
DEAD: ColumnElement[bool] = and_(
    literal_column("message.state = 'dead'"), literal_column(f"message.{NOT_SUPERSEDED}")
)
"""Dead, and neither called off nor replaced by a newer one. As the partial index has it."""
REASON: ColumnElement[str | None] = case(
    (col(Message.end_reason).in_([EndReason.REFUSED, EndReason.EXHAUSTED]), Message.error),
    else_=func.coalesce(Message.end_reason, Message.error),
)
"""What an operator reads: Slack's code where Slack refused, else how the message ended."""
IN_FLIGHT = (eligibility.SENDING, eligibility.UNVERIFIED)
HURRIED: ColumnElement[bool] = or_(col(Message.method) != Method.UPDATE, col(Message.priority) < LATE)
"""Not an edit of an ended week's message: of those a Monday has many, and Slack takes 50 a minute."""


@dataclass(frozen=True)
class Depth:
    """`due` is part of `planned`, `unknown` of `sending`; `dead` are those of the last seven days."""

    planned: int
    due: int
    sending: int
    unknown: int
    stuck: int
    """Part of `unknown`: for longer than looking takes; what a restore left unverified may take longer."""
    dead: int
    late_seconds: float
    """Of the oldest that is due, edits of ended weeks apart."""
    paused: int
    """Workspaces."""
    members_due: int


@dataclass(frozen=True)
class Failed:
    """Messages of one workspace for which the same kind of call failed for the same reason."""

    team_id: str
    method: str
    reason: str
    count: int
    newest: int
    """A message's id."""


@dataclass(frozen=True)
class Paused:
    """A workspace that Slack wants nothing sent to. `late`: how late its oldest message is that is due."""

    team_id: str
    left: timedelta
    late: timedelta


@dataclass(frozen=True)
class QueueEntry:
    """A message, or (`id` None) a member's week that is going to open. Times in ms of programme time."""

    id: int | None
    team_id: str
    to: str
    zone: str | None
    kind: str
    at: int
    sent_at: int | None = None


def depth(session: Session, now: datetime) -> Depth:
    """The queue at an instant of programme time."""
    at = millis(now)
    due, old = col(Message.run_at) <= at, col(Message.sending_at) < REAL_NOW - milliseconds(LOOKED_UP)
    unknown = or_(col(Message.state) == eligibility.UNVERIFIED, col(Message.verify_at) <= REAL_NOW, old)
    stuck = and_(old, ~col(Message.restored))
    oldest = func.min(Message.run_at).filter(HURRIED)
    planned = select(func.count(), func.count().filter(due), oldest).where(
        Message.state == eligibility.PLANNED
    )
    sending = select(func.count(), func.count().filter(unknown), func.count().filter(stuck)).where(
        col(Message.state).in_(IN_FLIGHT)
    )
    counts, flight = session.exec(planned).one(), session.exec(sending).one()
    return Depth(
        planned=counts[0],
        due=counts[1],
        sending=flight[0],
        unknown=flight[1],
        stuck=flight[2],
        dead=session.exec(select(func.count()).where(DEAD, _tried_within(WEEK))).one(),
        late_seconds=_since(counts[2], now).total_seconds(),
        paused=session.exec(select(func.count()).where(col(WorkspaceQueue.paused_until) > REAL_NOW)).one(),
        members_due=overdue(session, now),
    )


def reads(session: Session) -> bool:
    """True once the queue could be read."""
    session.exec(select(WorkspaceQueue.team_id).limit(1)).first()
    return True


def overdue(session: Session, at: datetime) -> int:
    """How many members' weeks should have opened by then."""
    return session.exec(select(func.count()).where(col(Member.next_due_at) <= millis(at))).one()


def dead(session: Session, within: timedelta, *, except_kind: str = "") -> list[Failed]:
    """What was given up lately (real time), the most frequent reason first."""
    return _by_reason(session, DEAD, _tried_within(within), col(Message.kind) != except_kind)


def _tried_within(span: timedelta) -> ColumnElement[bool]:
    return func.coalesce(Message.sending_at, Message.created_at) >= REAL_NOW - milliseconds(span)


def to_be_repeated(session: Session) -> list[Failed]:
    """What failed and will be tried again, by what stopped the last attempt."""
    return _by_reason(session, col(Message.state) == eligibility.PLANNED, col(Message.error).is_not(None))


def _by_reason(session: Session, *which: ColumnElement[bool]) -> list[Failed]:
    same = (col(Message.team_id), col(Message.method), REASON)
    query: Any = select(*same).add_columns(func.count(), func.max(Message.id)).where(*which)
    rows = session.exec(query.group_by(*same).order_by(func.count().desc(), *same))
    return [Failed(*row) for row in rows]


def got_through_since(session: Session, failed: Failed) -> bool:
    """Whether the same kind of call, for a newer message of that workspace, succeeded."""
    newer = select(Message.id).where(
        Message.team_id == failed.team_id,
        Message.method == failed.method,
        Message.state == MessageState.SENT,
        col(Message.id) > failed.newest,
    )
    return session.exec(newer.limit(1)).first() is not None


def late(session: Session, now: datetime) -> timedelta:
    """How late the oldest message is that is due, and that Slack doesn't make wait."""
    waiting = select(WorkspaceQueue.team_id).where(col(WorkspaceQueue.paused_until) > REAL_NOW)
    oldest = select(func.min(Message.run_at)).where(
        Message.state == eligibility.PLANNED, HURRIED, col(Message.team_id).not_in(waiting)
    )
    return _since(session.exec(oldest).one(), now)


def paused(session: Session, now: datetime) -> list[Paused]:
    """The workspaces that wait because Slack said so, the longest first."""
    wait: ColumnElement[int] = col(WorkspaceQueue.paused_until) - REAL_NOW
    query = select(WorkspaceQueue.team_id, wait, WorkspaceQueue.due_at).where(wait > 0).order_by(wait.desc())
    return [
        Paused(team, timedelta(milliseconds=left), _since(due, now))
        for team, left, due in session.exec(query)
    ]


def newest_sent(session: Session, limit: int) -> list[QueueEntry]:
    """The last deliveries, newest first."""
    sent = with_members().where(Message.state == MessageState.SENT, col(Message.sent_at).is_not(None))
    found = [entry(*row) for row in session.exec(sent.order_by(col(Message.id).desc()).limit(limit))]
    return sorted(found, key=lambda entry: entry.sent_at or 0, reverse=True)


def coming(session: Session, limit: int) -> list[QueueEntry]:
    """What is next: messages that are planned, and weeks that will open."""
    planned = (
        with_members().where(Message.state == eligibility.PLANNED).order_by(col(Message.run_at)).limit(limit)
    )
    opening = select(Member).where(col(Member.next_due_at).is_not(None))
    members = session.exec(opening.order_by(col(Member.next_due_at)).limit(limit))
    found = [entry(*row) for row in session.exec(planned)]
    found += [QueueEntry(None, m.team_id, m.user_id, m.zone, "week", m.next_due_at or 0) for m in members]
    return sorted(found, key=lambda entry: entry.at)[:limit]


def people(session: Session) -> tuple[int, int]:
    """How many are enrolled, and how many of them are muted."""
    muted = func.count().filter(col(Member.muted_at).is_not(None))
    enrolled, silent = session.exec(select(func.count(), muted).where(col(Member.left_at).is_(None))).one()
    return enrolled, silent


def _since(due: int | None, now: datetime) -> timedelta:
    return timedelta(milliseconds=max(0, millis(now) - due) if due else 0)


def with_members() -> Select[Any, Any]:
    """Messages, each with the member whom it is for or about, or None."""
    return select(Message, Member).outerjoin(Member, col(Member.id) == Message.member_id)


def entry(message: Message, member: Member | None) -> QueueEntry:
    """What may be shown of a message."""
    if member is None or message.channel.startswith(SHARED):
        to, zone = message.channel, None
    else:
        to, zone = member.user_id, member.zone
    return QueueEntry(message.id, message.team_id, to, zone, message.kind, message.run_at, message.sent_at)


def reason(message: Message) -> str | None:
    """Return why a message is dead, as `REASON` does in a statement."""
    by_slack = message.end_reason in (EndReason.REFUSED, EndReason.EXHAUSTED)
    return message.error if by_slack else message.end_reason
