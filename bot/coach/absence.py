"""Time away: no messages, the programme's clock stands, the weeks in it don't count."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Changed, MemberSession
from bot.coach.mute import drop_by_itself, drop_of_weeks
from bot.coach.plan import without_reminder
from bot.coach.weeks import open_week, send_nudge
from bot.domain import absence as rules
from bot.domain.absence import AbsenceFault, Consequences
from bot.domain.progress import Progress, WeekState
from bot.domain.records import AbsenceRecord
from bot.domain.slots import WEEK


class AbsencePreview(NamedTuple):
    """An absence that a member thinks of, or has taken: what is wrong with it, or what follows from it."""

    first: date
    back: date | None
    fault: AbsenceFault | None
    follows: Consequences | None
    progress: Progress
    today: date
    country: str | None
    """The member's."""


def plan_anew(coach: Coach, caller: Caller) -> AbsencePreview:
    """Return the absence that is on or planned, else a week from today: what the picker begins with."""
    with coach.reading(caller) as (_, member):
        known = member.absence
        first, back = (known.first, known.back) if known else (member.today, member.today + WEEK)
    return plan(coach, caller, first, back)


def plan(coach: Coach, caller: Caller, first: date, back: date | None) -> AbsencePreview:
    """Return what would follow from an absence, for a screen that shows it before it is saved."""
    with coach.reading(caller) as (_, member):
        begun = _begun(member.absence, member.today)
        first = begun.first if begun else first
        fault = (
            None
            if begun and (back is None or back > member.today)
            else rules.fault(first, back, member.today)
        )
        follows = None if fault else rules.what_follows(member, first, back)
        progress = coach.progress_of(member)
        return AbsencePreview(first, back, fault, follows, progress, member.today, member.days_off.country)


def go_away(coach: Coach, caller: Caller, first: date, back: date | None) -> AbsencePreview:
    """Take an absence, or change the one that is on or planned; one that has begun keeps its first day.

    Nothing changes where it has a fault. What is on its way is called off.
    """
    planned = plan(coach, caller, first, back)
    if planned.fault:
        return planned
    with coach.acting(caller) as member:
        known = member.state.absence
        first = planned.first
        if known:
            member.change_absence(known, first, back)
        else:
            member.add_absence(first, back)
        if member.state.is_away and member.state.is_excused(member.state.open_week):
            drop_of_weeks(member)
            member.show_week(member.stay_in_place(member.state.open_week))
        else:
            _call_off(member)
        member.show_home()
        return planned._replace(progress=member.progress())


def _call_off(member: MemberSession) -> None:
    """Call off what the member has asked for at a moment in an absence to come; the plan itself stays."""
    state, week = member.state, member.state.open_week
    if state.reminds_at and state.away_at(state.reminds_at):
        without_reminder(member)
    if week.moved_to and state.away_at(week.moved_to):
        week = member.stay_in_place(week)
    in_it = [
        each for each in member.unsent() if state.away_at(datetime.fromtimestamp(each.run_at / 1000, UTC))
    ]
    drop_by_itself(member, in_it)
    member.show_week(week)


def come_back(coach: Coach, caller: Caller) -> Changed:
    """End the absence that is on, or give up the one that is planned; the assignment comes at once.

    Somebody of whom the coach had heard nothing goes on, as with the press for that.
    """
    with coach.acting(caller) as member:
        absence = member.state.absence
        if absence is None and member.state.open_week.ends_at <= member.now:
            _go_on(member)
        elif absence:
            away = member.state.is_away
            member.end_absence(absence)
            if away:
                _show_or_send(member)
            member.show_home()
        return member.changed(member.state.open_week)


def pick_up(coach: Coach, caller: Caller) -> Changed:
    """Go on where the coach went quiet: in the same month, with the same assignment.

    The press itself has ended the silence (`MemberSession.note_act`).
    """
    with coach.acting(caller) as member:
        _go_on(member)
        return member.changed(member.state.open_week)


def _go_on(member: MemberSession) -> None:
    week = member.state.open_week
    if week.ends_at <= member.now:
        open_week(member, week.ends_at)
        member.show_week(member.state.own_week(week.id))
    _show_or_send(member)
    member.show_home()


def _show_or_send(member: MemberSession) -> None:
    """Bring the open week's message to its state; a week that opened in silence counts and gets one now."""
    week = member.state.open_week
    if member.messages_of(week):
        member.show_week(week)
    elif not member.record.muted_at and member.state.state_of(week) is WeekState.OPEN:
        send_nudge(member, member.change_week(week, excuse=None) if week.excuse else week)


def _begun(absence: AbsenceRecord | None, today: date) -> AbsenceRecord | None:
    return absence if absence and absence.first <= today else None
