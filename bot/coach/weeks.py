"""Weeks open at their slot: the next assignment is chosen, and a nudge is queued for it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy import ColumnElement, insert
from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from bot.coach.coach import Coach
from bot.coach.member_session import Acting
from bot.domain import choice, lateness, slots
from bot.domain.lateness import SendTime
from bot.domain.messages import Kind, Purpose
from bot.domain.progress import WeekState
from bot.domain.slots import Slot
from bot.store import member_records, outbox
from bot.store.database import DB_UNAVAILABLE, LONG_LOCK_TIMEOUT
from bot.store.member_records import Kept
from bot.store.tables import Member, Message, Week

BATCH = 200
RETRY = timedelta(hours=1)

log = structlog.get_logger()


class _Opening(Acting):
    """One member of a batch whose next week opens. It asks the database nothing: the batch did."""

    priority = outbox.LATE
    """What the ended week's message reads now can wait until everybody has their nudge."""

    def __init__(self, coach: Coach, session: Session, kept: Kept, now: datetime) -> None:
        super().__init__(coach, session, kept, now)
        self.ended = kept.weeks[-1]
        self.showing: list[Message] = []
        """The messages of the ended week."""

    def messages_of(self, row: Week) -> list[Message]:
        return self.showing if row is self.ended else []


def open_due_weeks(coach: Coach, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Open the week of every member whose opening slot has come, in batches of one transaction each.

    Returns how many were opened. Safe beside other replicas: each takes rows that no other holds.
    A member for whom it fails is logged and tried again in an hour; everybody else is served.
    """
    opened = 0
    while not stopping():
        taken, batch = _open_batch(coach)
        opened += batch
        if taken < BATCH:
            break
    if opened:
        coach.wake()
    return opened


def _open_batch(coach: Coach) -> tuple[int, int]:
    """Open a batch of due weeks; if one fails, each by itself. Returns how many were tried and opened."""
    try:
        opened = _open(coach, select(Member).limit(BATCH))
        return opened, opened
    except DB_UNAVAILABLE:
        raise
    except Exception:
        log.exception("a batch of weeks didn't open, trying them one by one", action="weeks.batch_failed")
        return _open_singly(coach)


def _open_singly(coach: Coach) -> tuple[int, int]:
    """Open each due week by itself, so that one member's trouble stays theirs."""
    with coach.database.read() as session:
        due = list(session.exec(select(Member.id).where(_due(coach)).limit(BATCH)))
    opened = 0
    for member_id in due:
        try:
            opened += _open(coach, select(Member).where(Member.id == member_id))
        except DB_UNAVAILABLE:
            raise
        except Exception:
            log.exception("a member's week didn't open", action="weeks.failed", member=member_id)
            _put_off(coach, member_id)
    return len(due), opened


def _put_off(coach: Coach, member_id: int) -> None:
    still_due = update(Member).where(col(Member.id) == member_id, _due(coach))
    with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        session.exec(still_due.values(next_due_at=outbox.millis(coach.now() + RETRY)))


def _due(coach: Coach) -> ColumnElement[bool]:
    return col(Member.next_due_at) <= outbox.millis(coach.now())


def _open(coach: Coach, members: SelectOfScalar[Member]) -> int:
    """Open what is due for these members, in one transaction; many take as many statements as one."""
    now = coach.now()
    with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        due = members.where(_due(coach)).order_by(col(Member.next_due_at)).with_for_update(skip_locked=True)
        if not (found := session.exec(due).all()):
            return 0  # most heartbeats end here
        kept = member_records.load(session, found, whole=False)
        opening = [_Opening(coach, session, one, now) for one in kept]
        _add_weeks(session, {mine: mine.ended.ends_at for mine in opening})
        _tell(session, opening)
    return len(opening)


def _tell(session: Session, opening: Sequence[_Opening]) -> None:
    """Home isn't drawn here: Slack says so whenever somebody opens it, and it is drawn then.

    https://docs.slack.dev/reference/events/app_home_opened. One call for everybody, every Monday, is saved.
    """
    unfinished = [mine for mine in opening if mine.state(mine.ended) is WeekState.CLOSED]
    showing = outbox.showing(session, [mine.ended.id for mine in unfinished]) if unfinished else {}
    for mine in unfinished:
        mine.showing = showing[mine.ended.id]
        mine.show_week(mine.ended)
    nudges = (_nudge_at_its_turn(mine) for mine in opening if not mine.member.muted_at)
    outbox.post_all(session, filter(None, nudges))


def open_week(mine: Acting, began_at: datetime, left_off: str | None = None) -> Week:
    """Add the week that begins then, with its assignment chosen, and set when the next one is due.

    `left_off` is what the member was at when they left, if they go on with it.
    """
    _add_weeks(mine.session, {mine: began_at}, left_off)
    return mine.kept.weeks[-1]


def _add_weeks(session: Session, opening: Mapping[Acting, datetime], left_off: str | None = None) -> None:
    """Add members' weeks from these moments on, with one statement, and set when the next ones are due."""
    rows = [row for mine, began_at in opening.items() for row in _weeks_from(mine, began_at, left_off)]
    whose = {mine.member.id: mine for mine in opening}
    for week in sorted(session.scalars(insert(Week).returning(Week), rows), key=lambda week: week.number):
        mine = whose[week.member_id]
        mine.kept.weeks.append(week)
        mine.member.next_due_at = outbox.millis(week.ends_at)


def _weeks_from(mine: Acting, began_at: datetime, left_off: str | None) -> Iterator[dict[str, Any]]:
    """The rows of a member's weeks up to the open one; what the coach slept through doesn't count."""
    number = mine.kept.weeks[-1].number + 1 if mine.kept.weeks else 1
    row = _week(mine, number, began_at, left_off)
    while row["ends_at"] <= mine.now:
        yield {**row, "excused": True}
        row = _week(mine, row["number"] + 1, row["ends_at"], left_off)
    yield row


def _week(mine: Acting, number: int, began_at: datetime, left_off: str | None) -> dict[str, Any]:
    situation = mine.situation(began_at, number, left_off=left_off)
    chosen = choice.choose(mine.playbook, situation)
    return {
        "team_id": mine.member.team_id,
        "member_id": mine.member.id,
        "number": number,
        "day": mine.local_day(began_at),
        "began_at": began_at,
        "ends_at": slots.week_end(began_at, mine.schedule).at,
        "assignment_id": chosen.assignment.id,
        "reason": chosen.reason,
        "excused": False,
        "month": situation.month,
    }


def send_nudge(mine: Acting, week: Week) -> None:
    """Queue the week's message at once: an act of the member's asked for it.

    Its key is of its own, for they may ask for one that was called off.
    """
    at_once = SendTime(mine.now, late=False)
    nudge = _nudge(mine, week, at_once, week.ends_at, outbox.ACT, f":{uuid4()}")
    nudge["purpose"] = Purpose.ASKED
    outbox.post(mine.session, **nudge)


def _nudge_at_its_turn(mine: Acting) -> outbox.New | None:
    """The open week's message for its slot; after the closing slot it makes no sense any more."""
    week = mine.kept.weeks[-1]
    expires = _closing(mine, week)
    send_time = lateness.send_time(week.began_at, mine.now, expires, mine.schedule, mine.delay)
    if send_time is None:
        return None
    return _nudge(mine, week, send_time, expires, outbox.LATE if send_time.late else outbox.PLANNED)


def _nudge(
    mine: Acting, week: Week, send_time: SendTime, expires: datetime, priority: int, which: str = ""
) -> outbox.New:
    return {
        "team_id": mine.member.team_id,
        "member_id": mine.member.id,
        "week_id": week.id,
        "channel": mine.member.user_id,
        "kind": Kind.NUDGE,
        "key": f"{mine.member.team_id}:nudge:{mine.member.user_id}:{week.day}:{week.number}{which}",
        "screen": mine.nudge_as_of(send_time.at, week, late=week.began_at if send_time.late else None),
        "run_at": send_time.at,
        "expires_at": expires,
        "priority": priority,
    }


def _closing(mine: Acting, week: Week) -> datetime:
    return slots.closing(Slot(mine.local_day(week.ends_at), week.ends_at), mine.schedule)
