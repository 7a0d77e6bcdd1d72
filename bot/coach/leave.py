"""Leaving, and coming back: everything stays, and the programme's clock doesn't run meanwhile."""

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Acting
from bot.coach.weeks import open_week, send_nudge
from bot.domain.messages import Kind
from bot.domain.progress import Progress
from bot.domain.weeks import Outcome
from bot.store import outbox
from bot.store.tables import Week


def leave(coach: Coach, caller: Caller) -> Progress:
    """End the programme: no more messages; everything handed in stays until it is erased."""
    with coach.acting(caller, even_left=True) as mine:
        if mine.member.left_at is None:
            mine.member.left_at, mine.member.next_due_at = mine.now, None
            outbox.drop(mine.session, [m for m in mine.unsent() if m.kind != Kind.WIN])
            mine.show_home()
        return mine.progress()


def come_back(coach: Coach, caller: Caller) -> Progress:
    """Take the programme up where it was left: the month goes on, the days since don't count."""
    with coach.acting(caller, even_left=True) as mine:
        return return_to_programme(mine) if mine.member.left_at else mine.progress()


def return_to_programme(mine: Acting) -> Progress:
    """Open the member's week again where they left it."""
    gone_since = mine.member.left_at or mine.now
    mine.member.start += mine.local_day(mine.now) - mine.local_day(gone_since)
    mine.member.left_at = None
    left_in = mine.kept.weeks[-1]
    mine.stay_in_place(left_in)
    if left_in.ends_at > mine.now:
        mine.member.next_due_at = outbox.millis(left_in.ends_at)
        mine.show_week(left_in)
    else:
        _go_on_from(mine, left_in)
    mine.show_home()
    return mine.progress()


def _go_on_from(mine: Acting, left_in: Week) -> None:
    """Open a week with the assignment of the one in which the member left, which doesn't count."""
    open_before = mine.outcome(left_in) is Outcome.MISSED
    left_in.excused = True
    mine.show_week(left_in)
    week = open_week(mine, mine.now, left_off=left_in.assignment_id if open_before else None)
    if not mine.member.muted_at:
        send_nudge(mine, week)
