"""Nudges that should be out for an hour and aren't: the coach was down, or Slack was."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from bot.coach.coach import Coach
from bot.coach.member_session import Acting, comes_back
from bot.domain import lateness
from bot.domain.messages import KINDS, WhenLate
from bot.domain.progress import WeekState
from bot.slack.methods import Method
from bot.store import member_records, outbox
from bot.store.database import LONG_LOCK_TIMEOUT
from bot.store.message_states import MessageState
from bot.store.tables import Member, Message, WorkspaceQueue

BATCH = 200
BY_DAY = [kind for kind, rules in KINDS.items() if rules.when_late is WhenLate.BY_DAY]


def plan_belated(coach: Coach, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Give every nudge that has waited for over an hour a turn in its member's working hours.

    Returns how many there were. Safe beside other replicas, and beside a sender that takes them first.
    """
    planned = 0
    while not stopping() and (batch := _plan_batch(coach)):
        planned += batch
    return planned


def _plan_batch(coach: Coach) -> int:
    now = coach.now()
    with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        late = list(_late(session, now))
        members = {message.member_id for message in late}
        found = session.exec(select(Member).where(col(Member.id).in_(members))).all() if late else []
        mine = {
            kept.member.id: Acting(coach, session, kept, now) for kept in member_records.load(session, found)
        }
        for message in late:
            _plan(mine[message.member_id or 0], message)
    return len(late)


def _late(session: Session, now: datetime) -> Iterator[Message]:
    since = outbox.millis(now - lateness.LATE)
    behind = select(WorkspaceQueue.team_id).where(
        col(WorkspaceQueue.due_at) < since
    )  # mostly none: a beat costs nothing
    late = select(Message).where(
        col(Message.team_id).in_(behind),
        Message.state == MessageState.PLANNED,
        Message.run_at < since,
        Message.method == Method.POST,
        col(Message.kind).in_(BY_DAY),
        col(Message.expires_at) > outbox.millis(now),
    )
    yield from session.exec(late.order_by(col(Message.run_at)).limit(BATCH).with_for_update(skip_locked=True))


def _plan(mine: Acting, message: Message) -> None:
    """Its next turn; where it has none before its week is over, or no use, it expires."""
    row = mine.row_of(message.week_id or 0)
    moved_to = row.moved_to if comes_back(message) else None
    due, expires = moved_to or row.began_at, datetime.fromtimestamp((message.expires_at or 0) / 1000, UTC)
    send_time = lateness.send_time(due, mine.now, expires, mine.schedule, mine.delay)
    if send_time is None or mine.week(row).state is not WeekState.OPEN:
        message.expires_at = outbox.millis(mine.now)
        return
    screen = mine.nudge_as_of(send_time.at, row, late=due)
    message.text, message.blocks = screen.text, screen.blocks
    message.run_at, message.priority = outbox.millis(send_time.at), outbox.LATE
