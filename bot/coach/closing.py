"""Weeks close: at the closing slot of each it is decided what it says, as things are then."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from bot.coach import mirror
from bot.coach.coach import Coach
from bot.coach.due import Find, Round, complete
from bot.coach.member_session import MemberSession
from bot.domain import lateness, slots
from bot.domain.closing import Closing
from bot.domain.lateness import LATE
from bot.domain.messages import Kind
from bot.store import member_changes, mirrors, outbox, plans
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
        outbox.post_all(session, _messages([member for member in closing if member not in early]))
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


def _messages(members: Sequence[MemberSession]) -> list[outbox.New]:
    """Return what the closing slots say: nothing, mostly. Late by hours they say nothing at all."""
    says = {
        member: member.state.closes_with(member.state.today)
        for member in members
        if member.now - _due(member) <= LATE
    }
    asked = [member for member, said in says.items() if said is Closing.MIRROR]
    return [*_receipts([m for m, said in says.items() if said is Closing.RECEIPT]), *_mirrors(asked)]


def _receipts(members: Sequence[MemberSession]) -> Iterator[outbox.New]:
    """Yield the receipts; one statement loads the plans that they quote."""
    if not members:
        return
    found = plans.of_weeks(members[0].line, [member.state.open_week.id for member in members])
    for member in members:
        if plan := found.get(member.state.open_week.id):
            member.take_plan(plan)
        yield _receipt(member)


def _mirrors(members: Sequence[MemberSession]) -> Iterator[outbox.New]:
    """Yield the mirrors; two statements load what all of them show."""
    if not members:
        return
    line = members[0].line
    complete(line, members)
    answers = mirrors.newest_of(line, [member.record.id for member in members])
    for member in members:
        before = answers.get(member.record.id, [])
        if asked := mirror.invitation(member, _due(member), _expires(member), before):
            yield asked


def _due(member: MemberSession) -> datetime:
    return slots.closing(member.state.end_of(member.state.open_week), member.state.schedule)


def _expires(member: MemberSession) -> datetime:
    due, state = _due(member), member.state
    return min(lateness.end_of_hours(due, state.schedule), state.open_week.ends_at)


def _receipt(member: MemberSession) -> outbox.New:
    week = member.state.open_week
    team, user = member.record.team_id, member.record.user_id
    return {
        "team_id": team,
        "enterprise_id": member.record.enterprise_id,
        "member_id": member.record.id,
        "week_id": week.id,
        "channel": user,
        "kind": Kind.RECEIPT,
        "key": f"{team}:receipt:{user}:{week.day}:{week.number}",
        "screen": member.renderers.receipt(member.week(week), member.reader),
        "run_at": _due(member),
        "expires_at": _expires(member),
        "priority": outbox.PLANNED,
    }
