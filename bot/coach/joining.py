"""Joining, leaving, and coming back: data stays, the programme's clock doesn't run meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.coach.acting import Acting
from bot.coach.coach import Coach, Who
from bot.coach.weeks import open_week, send_nudge
from bot.domain import calendar
from bot.domain.progress import Progress
from bot.domain.weeks import Outcome
from bot.store import directory, history, outbox
from bot.store.tables import Member, Week


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


def join(coach: Coach, who: Who, form: Joining) -> Progress:
    """Begin the programme with a week that starts now; for somebody already in, just where they are."""
    with coach.writing(who) as session:
        if known := _known(session, who):
            mine = coach.history_of(session, known)
            return _come_back(mine) if known.left_at else mine.progress()
        now = coach.now()
        today = now.astimezone(ZoneInfo(form.zone)).date()
        start = calendar.start_for(form.month, today)
        mine = coach.history_of(session, _member(session, who, form, start, now))
        _note_channel(mine)
        week = open_week(mine, now)
        progress = mine.progress()
        mine.reply("welcome", f"{who.user}", coach.screens.welcome(progress, form.first_now))
        if form.first_now:
            send_nudge(mine, week)
        mine.show_home()
        return progress


def start_now(coach: Coach, who: Who) -> Progress:
    """Send the first assignment to somebody who joined without it; once, however often it is asked for."""
    with coach.acting(who) as mine:
        week = mine.kept.weeks[-1]
        if not mine.messages_of(week):
            send_nudge(mine, week)
        return mine.progress()


def leave(coach: Coach, who: Who) -> Progress:
    """End the programme: no more messages; everything handed in stays until it is erased."""
    with coach.acting(who, even_left=True) as mine:
        if mine.member.left_at is None:
            mine.member.left_at, mine.member.next_due_at = mine.now, None
            outbox.drop(mine.session, [m for m in mine.unsent() if m.kind != "win"])
            mine.show_home()
        return mine.progress()


def come_back(coach: Coach, who: Who) -> Progress:
    """Take the programme up where it was left: the month goes on, the days since don't count."""
    with coach.acting(who, even_left=True) as mine:
        return _come_back(mine) if mine.member.left_at else mine.progress()


def _come_back(mine: Acting) -> Progress:
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


def _known(session: Session, who: Who) -> Member | None:
    """The member, locked as for any act; if there is none yet, nobody else makes one meanwhile."""
    if known := history.find(session, who.team, who.user, lock=True):
        return known
    session.refresh(directory.note_person(session, who.team, who.user), with_for_update=True)
    return history.find(session, who.team, who.user)  # joined by another press while this one waited


def _member(session: Session, who: Who, form: Joining, start: date, now: datetime) -> Member:
    member = Member(
        team_id=who.team, user_id=who.user, zone=form.zone, weekday=form.weekday,
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
