"""Joining: the member's row, the first week, the welcome."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.coach.coach import Caller, Coach
from bot.coach.leave import return_to_programme
from bot.coach.member_session import MemberSession
from bot.coach.weeks import open_week, send_nudge
from bot.domain import calendar
from bot.domain.messages import Kind
from bot.domain.progress import Progress
from bot.domain.records import MemberRecords
from bot.store import directory, member_changes, member_records


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
        enterprise_id = coach.workspaces.get(caller.team).enterprise_id
        if known := _known(session, caller, enterprise_id):
            member = coach.member_session(session, known)
            return return_to_programme(member) if member.record.left_at else member.progress()
        joined = _enrol(session, caller, form, coach.now(), enterprise_id)
        return _begin(coach.member_session(session, joined), form)


def _begin(member: MemberSession, form: Joining) -> Progress:
    if form.wins_channel:
        member.note_channel(form.wins_channel)
    week = open_week(member, member.now)
    progress = member.progress()
    member.reply(Kind.WELCOME, member.record.user_id, member.renderers.welcome(progress, form.first_now))
    if form.first_now:
        send_nudge(member, week)
    member.show_home()
    return progress


def start_now(coach: Coach, caller: Caller) -> Progress:
    """Send the first assignment to somebody who joined without it; once, however often it is asked for."""
    with coach.acting(caller) as member:
        shown = member.messages_of(member.state.open_week)
        if all(message.kind == Kind.REMINDER for message in shown):
            send_nudge(member, member.state.open_week)
        return member.progress()


def _known(session: Session, caller: Caller, enterprise_id: str | None) -> MemberRecords | None:
    """The member, locked as for any act; if there is none yet, nobody else makes one meanwhile."""
    line = session.connection()
    if known := member_records.load(line, caller.team, caller.user, lock=True):
        return known
    person = directory.note_person(session, caller.team, caller.user, enterprise_id)
    session.refresh(person, with_for_update=True)
    # Joined by another press while this one waited.
    return member_records.load(line, caller.team, caller.user)


def _enrol(
    session: Session, caller: Caller, form: Joining, now: datetime, enterprise_id: str | None
) -> MemberRecords:
    today = now.astimezone(ZoneInfo(form.zone)).date()
    member_changes.add_member(
        session.connection(),
        team_id=caller.team,
        enterprise_id=enterprise_id,
        user_id=caller.user,
        zone=form.zone,
        weekday=form.weekday,
        hour=form.hour,
        start=calendar.start_for(form.month, today),
        joined_at=now,
        acted_at=now,
        track=form.track,
        wins_channel=form.wins_channel,
    )
    records = member_records.load(session.connection(), caller.team, caller.user)
    assert records
    return records
