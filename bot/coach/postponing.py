"""Swap, later, skip, mute: bending a week without losing it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from bot.coach.acting import Acting
from bot.coach.coach import Coach, Who
from bot.domain import choice, slots
from bot.domain.choice import Choice
from bot.domain.progress import Progress, Week, WeekState
from bot.store import outbox, tables

CHANGEABLE = {WeekState.OPEN, WeekState.MOVED, WeekState.SKIPPED}


def alternatives(coach: Coach, who: Who, week_id: int | None = None) -> tuple[Week, Sequence[Choice]]:
    """The open week, or the one named, and what else it could hold: nothing once it is over or done."""
    with coach.reading(who) as mine:
        row = mine.row_or_open(week_id)
        week = mine.week(row)
        if week.state not in CHANGEABLE:
            return week, ()
        situation = mine.situation(row.began_at, row.number)
        return week, choice.alternatives(mine.programme, situation, week.assignment)


def swap(coach: Coach, who: Who, week_id: int, assignment_id: str) -> Week:
    """Take one of the alternatives for a week that is open. LookupError if it isn't on offer."""
    with coach.acting(who) as mine:
        row = mine.row_of(week_id)
        week = mine.week(row)
        if week.state in CHANGEABLE and assignment_id != row.assignment_id:
            left = [each for each in mine.stretch(row) if each is not row]
            situation = mine.situation(row.began_at, row.number, picked=assignment_id)
            chosen = choice.choose(mine.programme, situation)
            if chosen.assignment.id != assignment_id:
                raise LookupError(f"assignment {assignment_id} isn't on offer in week {row.number}")
            others = [id_ for id_ in row.passed_over if id_ != assignment_id]
            row.passed_over = [*others, row.assignment_id]
            row.assignment_id, row.reason = assignment_id, chosen.reason
            row.moved_to = row.skipped_at = row.skip_reason = None
            for each in left:
                mine.show_week(each)
            _show(mine, row)
        return mine.week(row)


def later(coach: Coach, who: Who, week_id: int, moment: str) -> Week:
    """Move the week's message to one of the moments on offer; it comes back then, once.

    `moment` is the offer's name, "hours" or "tomorrow/2027-01-12": an offer that has waited means its day.
    """
    with coach.acting(who) as mine:
        row = mine.row_of(week_id)
        week = mine.week(row)
        at = _moment(mine, week, moment)
        if week.state in CHANGEABLE and at and at != row.moved_to:
            mine.stay_in_place(row)
            row.moved_to, row.skipped_at, row.skip_reason = at, None, None
            _show(mine, row)
            _queue_copy(mine, row)
        return mine.week(row)


def _moment(mine: Acting, week: Week, moment: str) -> datetime | None:
    name, _, day = moment.partition("/")
    if day:
        at = slots.instant(date.fromisoformat(day), mine.opening.time, mine.opening.zone)
        if mine.now < at < week.ends_at:
            return at
    return next((later.at for later in week.laters if later.id == name), None)


def skip(coach: Coach, who: Who, week_id: int, reason: str | None = None) -> Week:
    """Rest this week; the reason is asked once, and the week stays open for late work."""
    with coach.acting(who) as mine:
        row = mine.row_of(week_id)
        if mine.week(row).state in CHANGEABLE:
            row.skipped_at, row.moved_to = row.skipped_at or mine.now, None
            row.skip_reason = reason or row.skip_reason
            _show(mine, row)
        return mine.week(row)


def mute(coach: Coach, who: Who) -> Progress:
    """Stop all messages, the clock goes on; what waits is dropped."""
    with coach.acting(who) as mine:
        if mine.member.muted_at is None:
            mine.member.muted_at = mine.now
            outbox.drop(mine.session, [m for m in mine.unsent() if m.kind == "nudge" and m.method == "post"])
            mine.stay_in_place(mine.kept.weeks[-1])
            _show(mine, mine.kept.weeks[-1])
        return mine.progress()


def unmute(coach: Coach, who: Who) -> Progress:
    """Messages come again from the next slot on."""
    with coach.acting(who) as mine:
        if mine.member.muted_at:
            mine.member.muted_at = None
            mine.show_home()
        return mine.progress()


def _show(mine: Acting, row: tables.Week) -> None:
    mine.show_week(row)
    mine.show_home()


def _queue_copy(mine: Acting, row: tables.Week) -> None:
    assert row.moved_to is not None
    outbox.post(
        mine.session,
        team_id=row.team_id,
        member_id=row.member_id,
        week_id=row.id,
        channel=mine.member.user_id,
        kind="nudge",
        key=f"{row.team_id}:moved:{mine.member.user_id}:{row.number}:{uuid4()}",
        screen=mine.nudge_as_of(row.moved_to, row),
        run_at=row.moved_to,
        expires_at=row.ends_at,
    )
