"""Leaving, and coming back: everything stays, and the programme's clock doesn't run meanwhile."""

from bot.coach import plan
from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.coach.weeks import open_week, send_nudge
from bot.domain.messages import Kind
from bot.domain.progress import Progress
from bot.domain.records import Excuse, WeekRecord
from bot.domain.weeks import Outcome
from bot.store import accounts, outbox

PRESSED_FOR = {Kind.WIN, Kind.FILES}
"""What goes out although its member has left since they pressed for it."""


def leave(coach: Coach, caller: Caller) -> Progress:
    """End the programme: no more messages; everything handed in stays until it is erased."""
    with coach.acting(caller, even_left=True) as member:
        if member.record.left_at is None:
            end_programme(member)
            member.show_home()
        return member.progress()


def end_programme(member: MemberSession) -> None:
    """Let no week open and no message go out from now on, except posts and files that the
    member pressed for."""
    plan.without_reminder(member)
    member.change(left_at=member.now)
    member.set_due(None)
    outbox.drop(member.session, [message for message in member.unsent() if message.kind not in PRESSED_FOR])


def come_back(coach: Coach, caller: Caller) -> Progress:
    """Take the programme up where it was left: the month goes on, the days since don't count."""
    with coach.acting(caller, even_left=True) as member:
        return return_to_programme(member) if member.record.left_at else member.progress()


def return_to_programme(member: MemberSession) -> Progress:
    """Open the member's week again where they left it."""
    gone_since = member.record.left_at or member.now
    away = member.state.local_day(member.now) - member.state.local_day(gone_since)
    accounts.switch_on(member.session, member.record.team_id, member.record.user_id)
    member.change(start=member.record.start + away, left_at=None, deactivated_at=None)
    left_in = member.stay_in_place(member.state.open_week)
    if left_in.ends_at > member.now:
        member.set_due(left_in.ends_at)
        member.show_week(left_in)
    else:
        _go_on_from(member, left_in)
    member.show_home()
    return member.progress()


def _go_on_from(member: MemberSession, left_in: WeekRecord) -> None:
    """Open a week with the assignment of the one in which the member left, which doesn't count."""
    open_before = member.state.outcome(left_in) is Outcome.MISSED
    left_in = member.change_week(left_in, excuse=Excuse.LEFT)
    member.show_week(left_in)
    week = open_week(member, member.now, left_off=left_in.assignment_id if open_before else None)
    if not member.record.muted_at:
        send_nudge(member, week)
