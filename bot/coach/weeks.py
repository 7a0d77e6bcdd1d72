"""Weeks open at their slot: the next assignment is chosen, and a nudge is queued for it."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.coach.acting import Acting
from bot.coach.coach import Coach
from bot.domain import choice, slots
from bot.domain.progress import WeekState
from bot.domain.slots import Slot
from bot.store import history, outbox
from bot.store.tables import Member, Week

BATCH = 200
LATE = timedelta(hours=1)
"""A nudge that goes out this long after its slot says so."""


def open_due_weeks(coach: Coach) -> int:
    """Open the week of every member whose opening slot has come, in batches of one transaction each.

    Returns how many members had one due. Safe beside other replicas: each takes rows that no other holds.
    """
    opened = 0
    while batch := _open_batch(coach):
        opened += batch
    if opened:
        coach.wake()
    return opened


def _open_batch(coach: Coach) -> int:
    now = coach.now()
    with coach.database.write() as session:
        due = select(Member).where(col(Member.next_due_at) <= outbox.millis(now))
        due = due.order_by(col(Member.next_due_at)).limit(BATCH).with_for_update(skip_locked=True)
        kept = history.load(session, session.exec(due).all())
        for one in kept:
            _roll_over(Acting(coach, session, one, now))
    return len(kept)


def _roll_over(mine: Acting) -> None:
    """From the week that ended to the open one; weeks that the coach slept through don't count."""
    ended = mine.kept.weeks[-1]
    week = open_week(mine, ended.ends_at)
    while week.ends_at <= mine.now:
        week.excused = True
        week = open_week(mine, week.ends_at)
    if mine.week(ended).state is WeekState.CLOSED:
        mine.show_week(ended)
    if mine.now < _closing(mine, week) and not mine.member.muted_at:
        send_nudge(mine, week, priority=outbox.PLANNED)
    mine.show_home()


def open_week(mine: Acting, began_at: datetime, picked: str | None = None) -> Week:
    """Add the week that begins then, with its assignment chosen, and set when the next one is due.

    `picked` is an assignment that the member has a claim to.
    """
    number = mine.kept.weeks[-1].number + 1 if mine.kept.weeks else 1
    chosen = choice.choose(mine.programme, mine.situation(began_at, number, picked))
    end = slots.week_end(began_at, mine.opening)
    week = Week(
        team_id=mine.member.team_id,
        member_id=mine.member.id,
        number=number,
        day=mine.local_day(began_at),
        began_at=began_at,
        ends_at=end.at,
        assignment_id=chosen.assignment.id,
        reason=chosen.reason,
    )
    mine.session.add(week)
    mine.session.flush()
    mine.kept.weeks.append(week)
    mine.member.next_due_at = outbox.millis(end.at)
    return week


def send_nudge(mine: Acting, week: Week, *, priority: int) -> None:
    """Queue the week's message; after its closing slot it makes no sense any more."""
    shown = mine.week(week, late=mine.now - week.began_at > LATE)
    outbox.post(
        mine.session,
        team_id=mine.member.team_id,
        member_id=mine.member.id,
        week_id=week.id,
        channel=mine.member.user_id,
        kind="nudge",
        key=f"{mine.member.team_id}:nudge:{mine.member.user_id}:{week.day}:{week.number}",
        screen=mine.coach.screens.nudge(shown, mine.reader),
        run_at=mine.now,
        expires_at=_closing(mine, week) if priority == outbox.PLANNED else week.ends_at,
        priority=priority,
    )


def _closing(mine: Acting, week: Week) -> datetime:
    return slots.closing(Slot(mine.local_day(week.ends_at), week.ends_at), mine.opening)
