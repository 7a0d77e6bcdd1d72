"""Skip: rest a week; it stays open for late work."""

from bot.coach.coach import Caller, Coach
from bot.domain.progress import CHANGEABLE, Week


def skip(coach: Coach, caller: Caller, week_id: int, reason: str | None = None) -> Week:
    """Rest this week; the reason is asked once, and the week stays open for late work."""
    with coach.acting(caller) as mine:
        row = mine.row_of(week_id)
        if mine.week(row).state in CHANGEABLE:
            row.skipped_at, row.moved_to = row.skipped_at or mine.now, None
            row.skip_reason = reason or row.skip_reason
            mine.show_week(row)
            mine.show_home()
        return mine.week(row)
