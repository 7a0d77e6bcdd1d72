"""Later: the week's message comes back at another moment, once."""

from datetime import date, datetime
from uuid import uuid4

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Acting
from bot.domain import slots
from bot.domain.messages import Kind
from bot.domain.progress import CHANGEABLE, Week
from bot.store import outbox, tables


def later(coach: Coach, caller: Caller, week_id: int, moment: str) -> Week:
    """Move the week's message to one of the moments on offer; it comes back then, once.

    `moment` is the offer's name, "hours" or "tomorrow/2027-01-12": an offer that has waited means its day.
    """
    with coach.acting(caller) as mine:
        row = mine.row_of(week_id)
        week = mine.week(row)
        at = _moment(mine, week, moment)
        if week.state in CHANGEABLE and at and at != row.moved_to:
            mine.stay_in_place(row)
            row.moved_to, row.skipped_at, row.skip_reason = at, None, None
            mine.show_week(row)
            mine.show_home()
            _queue_copy(mine, row)
        return mine.week(row)


def _moment(mine: Acting, week: Week, moment: str) -> datetime | None:
    name, _, day = moment.partition("/")
    if day:
        at = slots.instant(date.fromisoformat(day), mine.schedule.time, mine.schedule.zone)
        if mine.now < at < week.ends_at:
            return at
    return next((later.at for later in week.laters if later.id == name), None)


def _queue_copy(mine: Acting, row: tables.Week) -> None:
    assert row.moved_to is not None
    outbox.post(
        mine.session,
        team_id=row.team_id,
        member_id=row.member_id,
        week_id=row.id,
        channel=mine.member.user_id,
        kind=Kind.MOVED_NUDGE,
        key=f"{row.team_id}:moved:{mine.member.user_id}:{row.number}:{uuid4()}",
        screen=mine.nudge_as_of(row.moved_to, row),
        run_at=row.moved_to,
        expires_at=row.ends_at,
    )
