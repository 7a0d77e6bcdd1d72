"""Skip: rest a week; it stays open for late work."""

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Changed
from bot.domain.progress import CHANGEABLE


def skip(coach: Coach, caller: Caller, week_id: int | None = None, reason: str | None = None) -> Changed:
    """Rest this week, or the one that is named; the reason is asked once, and it stays open for late work."""
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        if member.state.state_of(week) in CHANGEABLE:
            week = member.change_week(
                week,
                skipped_at=week.skipped_at or member.now,
                moved_to=None,
                skip_reason=reason or week.skip_reason,
            )
            member.show_week(week)
            member.show_home()
        return member.changed(week)
