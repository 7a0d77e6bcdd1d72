"""Nudges that should be out for an hour and aren't: the coach was down, or Slack was."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.coach.coach import Coach
from bot.coach.member_session import MemberSession, comes_back
from bot.coach.weeks import week_message_expires
from bot.domain import lateness
from bot.domain.messages import DURING_ABSENCE
from bot.domain.progress import WeekState
from bot.domain.records import WeekRecord
from bot.store import member_messages, member_records, outbox, workspace_queue
from bot.store.database import LONG_LOCK_TIMEOUT
from bot.store.message_states import MessageState
from bot.store.tables import Message

BATCH = 200


def plan_overdue_nudges(coach: Coach, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Give every nudge that has waited for over an hour a turn in its member's working hours.

    Returns how many there were. Safe beside other replicas, and beside a sender that takes them first.
    """
    planned = 0
    while not stopping() and (batch := _plan_batch(coach)):
        planned += batch
    return planned


def _plan_batch(coach: Coach) -> int:
    with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        late = member_messages.overdue(session, coach.now(), BATCH)
        line = session.connection()
        found = member_records.load_many(line, list({message.member_id or 0 for message in late}))
        members = {one.member.id: coach.member_session(session, one) for one in found}
        for message in late:
            _plan(members[message.member_id or 0], message)
    return len(late)


def plan_anew(member: MemberSession, week: WeekRecord) -> None:
    """Bring what waits for working hours to those of a schedule that has changed."""
    expires = outbox.millis(week_message_expires(member.state, week))
    for waiting in member_messages.of_week(member.session, week.id, member_messages.BY_DAY):
        # A sender may have taken it since; whoever holds its row decides.
        message = member_messages.locked(member.session, waiting.id)
        if message and message.state == MessageState.PLANNED and message.slot:
            message.expires_at = expires
            _plan(member, message)
            workspace_queue.note(member.session, message.team_id, message.run_at, message.enterprise_id)


def _plan(member: MemberSession, message: Message) -> None:
    """Its next turn; where it has none before its week is over, or no use, it expires."""
    week = member.state.own_week(message.week_id or 0)
    moved_to = week.moved_to if comes_back(message) else None
    due, expires = moved_to or week.began_at, datetime.fromtimestamp((message.expires_at or 0) / 1000, UTC)
    send_time = lateness.send_time(due, member.now, expires, member.state.schedule, member.state.delay)
    away = send_time and message.kind not in DURING_ABSENCE and member.state.is_away_at(send_time.at)
    if send_time is None or away or member.state.state_of(week) is not WeekState.OPEN:
        message.expires_at = outbox.millis(member.now)
        return
    screen = member.nudge_as_of(send_time.at, week, late=due, again=comes_back(message))
    message.text, message.blocks = screen.text, screen.blocks
    message.run_at, message.priority = outbox.millis(send_time.at), outbox.LATE
