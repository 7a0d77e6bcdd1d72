"""Settings: when weeks open and where, which channel, when month 1 began."""

from dataclasses import dataclass
from datetime import date

from bot.coach.coach import Coach, Who
from bot.domain import slots
from bot.domain.progress import Progress
from bot.store import directory, outbox


@dataclass(frozen=True)
class Preferences:
    weekday: int
    hour: int
    zone: str
    start: date
    wins_channel: str | None


def change(coach: Coach, who: Who, new: Preferences) -> Progress:
    """Take over new settings; the open week ends at the first slot four days after it began, or later."""
    with coach.acting(who) as mine:
        member, week = mine.member, mine.kept.weeks[-1]
        before = mine.opening
        member.weekday, member.hour, member.zone = new.weekday, new.hour, new.zone
        member.start, member.wins_channel = new.start, new.wins_channel
        if new.wins_channel:
            row = directory.note_channel(mine.session, member.team_id, new.wins_channel)
            mine.kept.channels[new.wins_channel] = row
        if mine.opening != before:
            end = slots.week_end(week.began_at, mine.opening, mine.now)
            week.ends_at, member.next_due_at = end.at, outbox.millis(end.at)
            if week.moved_to and week.moved_to >= end.at:
                mine.stay_in_place(week)
            mine.show_week(week)
        mine.show_home()
        return mine.progress()
