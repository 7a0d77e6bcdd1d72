"""Joining: the member's row, the first week, the welcome."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.coach.coach import Caller, Coach
from bot.coach.leave import return_to_programme
from bot.coach.member_session import Acting
from bot.coach.weeks import open_week, send_nudge
from bot.domain import calendar
from bot.domain.messages import Kind
from bot.domain.progress import Progress
from bot.store import directory, member_records
from bot.store.tables import Member


@dataclass(frozen=True)
class Joining:
    """What the join form says; `month` is where the member stands, 1 for starting now."""

    zone: str
    weekday: int
    hour: int
    month: int = 1
    track: str | None = None
    wins_channel: str | None = None
    first_now: bool = True


def join(coach: Coach, caller: Caller, form: Joining) -> Progress:
    """Begin the programme with a week that starts now; for somebody already in, just where they are."""
    with coach.writing(caller) as session:
        if known := _known(session, caller):
            mine = coach.history_of(session, known)
            return return_to_programme(mine) if known.left_at else mine.progress()
        now = coach.now()
        today = now.astimezone(ZoneInfo(form.zone)).date()
        start = calendar.start_for(form.month, today)
        mine = coach.history_of(session, _member(session, caller, form, start, now))
        _note_channel(mine)
        week = open_week(mine, now)
        progress = mine.progress()
        mine.reply(Kind.WELCOME, f"{caller.user}", coach.screens.welcome(progress, form.first_now))
        if form.first_now:
            send_nudge(mine, week)
        mine.show_home()
        return progress


def start_now(coach: Coach, caller: Caller) -> Progress:
    """Send the first assignment to somebody who joined without it; once, however often it is asked for."""
    with coach.acting(caller) as mine:
        week = mine.kept.weeks[-1]
        if not mine.messages_of(week):
            send_nudge(mine, week)
        return mine.progress()


def _known(session: Session, caller: Caller) -> Member | None:
    """The member, locked as for any act; if there is none yet, nobody else makes one meanwhile."""
    if known := member_records.find(session, caller.team, caller.user, lock=True):
        return known
    session.refresh(directory.note_person(session, caller.team, caller.user), with_for_update=True)
    return member_records.find(
        session, caller.team, caller.user
    )  # joined by another press while this one waited


def _member(session: Session, caller: Caller, form: Joining, start: date, now: datetime) -> Member:
    member = Member(
        team_id=caller.team, user_id=caller.user, zone=form.zone, weekday=form.weekday,
        hour=form.hour, start=start, joined_at=now, track=form.track, wins_channel=form.wins_channel,
    )  # fmt: skip
    session.add(member)
    session.flush()
    return member


def _note_channel(mine: Acting) -> None:
    """Have Slack asked about it soon, so that an offer can say how many people would read it."""
    if mine.member.wins_channel:
        channel = directory.note_channel(mine.session, mine.member.team_id, mine.member.wins_channel)
        mine.kept.channels[channel.channel_id] = channel
