"""Weeks close: at the closing slot of each it is decided what it says, as things are then."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.coach.coach import Coach
from bot.coach.due import Find, Round
from bot.coach.member_session import MemberSession
from bot.domain import lateness, slots
from bot.domain.closing import Closing
from bot.domain.messages import Kind
from bot.store import member_changes, outbox
from bot.store.database import LONG_LOCK_TIMEOUT
from bot.store.member_changes import Dues
from bot.store.member_records import Due


def close_due_weeks(coach: Coach, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what belongs to the closing slots that have come; returns how many were looked at."""
    closed = Round("closings", Due.CLOSING, _close).run(coach, stopping)
    if closed:
        coach.wake()
    return closed


def _close(coach: Coach, due: Find) -> int:
    """Look at what is due for these members, in one transaction; many take as many statements as one."""
    with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        if not (found := due(session.connection(), outbox.millis(coach.now()))):
            return 0  # most heartbeats end here
        closing = [coach.member_session(session, one) for one in found]
        early = {member: at for member in closing if (at := _moved_to(member))}
        member_changes.end_closings(
            session.connection(), [member.record.id for member in closing if member not in early]
        )
        _plan_anew(early)
        here = (member for member in closing if member not in early)
        outbox.post_all(session, (message for member in here for message in _messages(member)))
    return len(found)


def _moved_to(member: MemberSession) -> datetime | None:
    """Return when the open week closes, if that has moved on since it was planned."""
    state = member.state
    closes = slots.closing(state.end_of(state.open_week), state.schedule)
    return closes if closes > member.now else None


def _plan_anew(early: dict[MemberSession, datetime]) -> None:
    """Plan these closing slots once more; a change of settings has moved them."""
    for member, at in early.items():
        opening = outbox.millis(member.state.open_week.ends_at)
        member_changes.set_due(member.line, {member.record.id: Dues(opening, outbox.millis(at))})


def _messages(member: MemberSession) -> Iterator[outbox.New]:
    """Yield what the closing slot says: nothing, mostly. Late by hours it says nothing at all."""
    state, week = member.state, member.state.open_week
    due = slots.closing(state.end_of(week), state.schedule)
    if state.closes_with is not Closing.RECEIPT or member.now - due > lateness.LATE:
        return
    team, user = member.record.team_id, member.record.user_id
    yield {
        "team_id": team,
        "enterprise_id": member.record.enterprise_id,
        "member_id": member.record.id,
        "week_id": week.id,
        "channel": user,
        "kind": Kind.RECEIPT,
        "key": f"{team}:receipt:{user}:{week.day}:{week.number}",
        "screen": member.renderers.receipt(member.week(week), member.reader),
        "run_at": due,
        "expires_at": min(lateness.end_of_hours(due, state.schedule), week.ends_at),
        "priority": outbox.PLANNED,
    }
