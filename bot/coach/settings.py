"""Settings: when weeks open, how much comes and on which days, which channel, when month 1 began."""

from dataclasses import dataclass
from datetime import date
from typing import Unpack

from bot.coach import plan, wins
from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.coach.overdue_nudges import plan_anew
from bot.coach.weeks import open_week, send_nudge
from bot.domain import slots
from bot.domain.closing import Level
from bot.domain.progress import Progress, preferences
from bot.domain.slots import Pace, QuietHours
from bot.store.member_changes import MemberChanges

USUAL = QuietHours()


@dataclass(frozen=True)
class Preferences:
    weekday: int
    hour: int
    zone: str
    start: date
    wins_channel: str | None
    pace: Pace = Pace.EVERY_WEEK
    level: Level = Level.NORMAL
    quiet: QuietHours = USUAL
    country: str | None = None
    """As in `bot.domain.records.MemberRecord`, and so is the weekend."""
    weekend: str | None = None


class ChangedMeanwhile(Exception):  # noqa: N818 - it is a situation, not a fault
    """The settings aren't those any more that the form was opened with: another device changed them."""


def change(
    coach: Coach, caller: Caller, new: Preferences, shown: list[str | int | None] | None = None
) -> Progress:
    """Take over new settings; where the open week then ends, `slots.changed_end` says.

    Raises ChangedMeanwhile if they aren't as `shown` any more, unless they are as wanted already.
    """
    wanted = [
        *(new.weekday, new.hour, new.zone, new.start.isoformat(), new.wins_channel, new.pace, new.level),
        *(new.quiet.begins, new.quiet.ends, new.country, new.weekend),
    ]
    with coach.acting(caller) as member:
        if shown is not None and preferences(member.progress()) not in (shown, wanted):
            raise ChangedMeanwhile
        if new.start != member.record.start:
            member.change(start=new.start, moved_on=None)  # whoever names a month goes on in it
        wins.change_default(member, new.wins_channel)
        reschedule(
            member,
            weekday=new.weekday,
            hour=new.hour,
            zone=new.zone,
            pace=new.pace,
            level=new.level,
            quiet_begins=new.quiet.begins,
            quiet_ends=new.quiet.ends,
            country=new.country,
            weekend=new.weekend,
        )
        member.show_home()
        return member.progress()


def switch_zone(coach: Coach, caller: Caller, zone: str) -> Progress:
    """Let the weeks run on the zone that the button named, whatever Slack shows by now.

    Raises ChangedMeanwhile where it named none, as those of an older coach did.
    """
    with coach.acting(caller) as member:
        if not slots.zone_exists(zone):
            raise ChangedMeanwhile
        if zone != member.record.zone:
            reschedule(member, zone=zone)
            member.show_home()
        return member.progress()


def stay_on_zone(coach: Coach, caller: Caller, here: str, there: str) -> Progress:
    """Leave the weeks on `here`; `there`, which Slack showed, isn't asked about again.

    Raises ChangedMeanwhile where the weeks don't run on `here` any more.
    """
    with coach.acting(caller) as member:
        if here != member.record.zone or not slots.zone_exists(there):
            raise ChangedMeanwhile
        if there != member.record.zone_declined:
            member.change(zone_declined=there)
        member.show_week(member.state.open_week)
        return member.progress()


def reschedule(member: MemberSession, **own: Unpack[MemberChanges]) -> None:
    """Take over what bends a member's weeks, and bring the open one and what shows it to that."""
    week, before, level = member.state.open_week, member.state.schedule, member.record.level
    member.change(**own)
    schedule = member.state.schedule  # a zone may lie in another country, which has other days off
    if before == schedule:
        if level != member.record.level:
            member.show_week(week)
        return
    plan.to_zone(member)
    if week.ends_at <= member.now:
        return  # the heartbeat opens the next one within seconds, and ends it as the new opening has it
    end = slots.changed_end(week.began_at, week.ends_at, before, schedule, member.now)
    week = member.change_week(week, ends_at=end.at)
    member.set_due(end.at)
    if week.moved_to and week.moved_to >= end.at:
        week = member.stay_in_place(week)
    plan.show(member, week)
    plan_anew(member, week)
    if end.at <= member.now:
        _open_next(member)


def _open_next(member: MemberSession) -> None:
    """The change went over the hour at which the next week would have opened: it opens now."""
    week = open_week(member, member.now)
    if not member.record.muted_at:
        send_nudge(member, week)
