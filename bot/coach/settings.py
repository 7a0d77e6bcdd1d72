"""Settings: when weeks open and where, which channel, when month 1 began."""

from dataclasses import dataclass
from datetime import date

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Acting
from bot.coach.weeks import open_week, send_nudge
from bot.domain import slots
from bot.domain.progress import Progress
from bot.domain.slots import WeeklySchedule
from bot.store import directory, outbox


@dataclass(frozen=True)
class Preferences:
    weekday: int
    hour: int
    zone: str
    start: date
    wins_channel: str | None


def change(coach: Coach, caller: Caller, new: Preferences) -> Progress:
    """Take over new settings; where the open week then ends, `slots.changed_end` says."""
    with coach.acting(caller) as mine:
        member = mine.member
        member.start, member.wins_channel = new.start, new.wins_channel
        if new.wins_channel:
            row = directory.note_channel(mine.session, member.team_id, new.wins_channel)
            mine.kept.channels[new.wins_channel] = row
        _open_on(mine, WeeklySchedule(new.weekday, new.hour, new.zone))
        mine.show_home()
        return mine.progress()


def switch_zone(coach: Coach, caller: Caller) -> Progress:
    """Let the weeks run on the zone that Slack shows now."""
    with coach.acting(caller) as mine:
        zone = mine.other_zone()
        if zone:
            _open_on(mine, WeeklySchedule(mine.member.weekday, mine.member.hour, zone))
            mine.show_home()
        return mine.progress()


def stay_on_zone(coach: Coach, caller: Caller) -> Progress:
    """Leave the weeks as they are; that zone of Slack's isn't asked about again."""
    with coach.acting(caller) as mine:
        mine.member.zone_declined = mine.other_zone() or mine.member.zone_declined
        mine.show_week(mine.kept.weeks[-1])
        return mine.progress()


def _open_on(mine: Acting, schedule: WeeklySchedule) -> None:
    member, week = mine.member, mine.kept.weeks[-1]
    if mine.schedule == schedule:
        return
    before = mine.schedule
    member.weekday, member.hour, member.zone = schedule.weekday, schedule.hour, schedule.zone
    if week.ends_at <= mine.now:
        return  # the heartbeat opens the next one within seconds, and ends it as the new opening has it
    end = slots.changed_end(week.began_at, week.ends_at, before, schedule, mine.now)
    week.ends_at, member.next_due_at = end.at, outbox.millis(end.at)
    if week.moved_to and week.moved_to >= end.at:
        mine.stay_in_place(week)
    mine.show_week(week)
    if end.at <= mine.now:
        _open_next(mine)


def _open_next(mine: Acting) -> None:
    """The change went over the hour at which the next week would have opened: it opens now."""
    week = open_week(mine, mine.now)
    if not mine.member.muted_at:
        send_nudge(mine, week)
