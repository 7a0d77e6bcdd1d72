"""Later: the week's message comes back at another moment, once."""

from datetime import date, datetime
from uuid import uuid4

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Changed, MemberSession
from bot.domain import slots
from bot.domain.messages import Kind
from bot.domain.progress import CHANGEABLE, Week
from bot.domain.records import WeekRecord
from bot.store import outbox


def later(coach: Coach, caller: Caller, week_id: int, moment: str) -> Changed:
    """Move the week's message to one of the moments on offer; it comes back then, once.

    `moment` is the offer's name, "hours" or "tomorrow/2027-01-12": an offer that has waited means its day.
    To a muted member nothing comes back.
    """
    with coach.acting(caller) as member:
        record = member.state.own_week(week_id)
        week = member.week(record)
        at = None if member.record.muted_at else moment_named(member, week, moment)
        if week.state in CHANGEABLE and at and at != record.moved_to:
            record = move(member, record, at)
        return member.changed(record)


def moment_named(member: MemberSession, week: Week, moment: str) -> datetime | None:
    """Return the moment that an offer of Later means; None if it has passed meanwhile."""
    name, _, day = moment.partition("/")
    if day:
        schedule = member.state.schedule
        at = slots.instant(date.fromisoformat(day), schedule.time, schedule.zone)
        if can_come(member, member.state.own_week(week.id), at):
            return at
    return next((later.at for later in week.laters if later.id == name), None)


def can_come(member: MemberSession, week: WeekRecord, at: datetime) -> bool:
    """Return whether a week's message can come again at a moment."""
    state = member.state
    return slots.may_move(at, member.now, state.end_of(week), state.schedule) and not state.away_at(at)


def move(member: MemberSession, week: WeekRecord, at: datetime) -> WeekRecord:
    """Have a week's message come again at a moment, once."""
    week = member.stay_in_place(week)
    week = member.change_week(week, moved_to=at, skipped_at=None, skip_reason=None)
    member.show_week(week)
    member.show_home()
    outbox.post(
        member.session,
        team_id=member.record.team_id,
        enterprise_id=member.record.enterprise_id,
        member_id=member.record.id,
        week_id=week.id,
        channel=member.record.user_id,
        kind=Kind.MOVED_NUDGE,
        key=f"{member.record.team_id}:moved:{member.record.user_id}:{week.number}:{uuid4()}",
        screen=member.nudge_as_of(at, week, again=True),
        run_at=at,
        expires_at=week.ends_at,
    )
    return week
