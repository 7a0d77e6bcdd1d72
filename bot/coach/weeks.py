"""Weeks open at their slot: the next assignment is chosen, and a nudge is queued for it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from sqlalchemy import Connection
from sqlmodel import Session

from bot.coach.coach import Coach
from bot.coach.member_session import MemberSession
from bot.domain import choice, lateness, slots
from bot.domain.lateness import SendTime
from bot.domain.member import MemberState
from bot.domain.messages import Kind, Purpose
from bot.domain.progress import WeekState
from bot.domain.records import Excuse, MemberRecords, WeekRecord
from bot.store import due_weeks, member_changes, member_records, outbox
from bot.store.database import DB_UNAVAILABLE, LONG_LOCK_TIMEOUT
from bot.store.member_changes import NewWeek
from bot.store.tables import Message

BATCH = 200
RETRY = timedelta(hours=1)

log = structlog.get_logger()


class _Opening(MemberSession):
    """One member of a batch whose next week opens. It asks the database nothing: the batch did."""

    priority = outbox.LATE
    """What the ended week's message reads now can wait until everybody has their nudge."""
    showing: Sequence[Message] = ()
    """The messages of the ended week."""

    def messages_of(self, week: WeekRecord) -> list[Message]:
        return [message for message in self.showing if message.week_id == week.id]


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
        opened = _open(coach, lambda line, now: member_records.load_due(line, now, BATCH))
        return opened, opened
    except DB_UNAVAILABLE:
        raise
    except Exception:
        log.exception("a batch of weeks didn't open, trying them one by one", action="weeks.batch_failed")
        return _open_singly(coach)


def _open_singly(coach: Coach) -> tuple[int, int]:
    """Open each due week by itself, so that one member's trouble stays theirs."""
    with coach.database.read() as session:
        due = due_weeks.members(session, outbox.millis(coach.now()), BATCH)
    return len(due), sum(_opened(coach, member_id) for member_id in due)


def _opened(coach: Coach, member_id: int) -> int:
    try:
        return _open(coach, lambda line, now: member_records.load_if_due(line, member_id, now))
    except DB_UNAVAILABLE:
        raise
    except Exception:
        log.exception("a member's week didn't open", action="weeks.failed", member=member_id)
        _put_off(coach, member_id)
        return 0


def _put_off(coach: Coach, member_id: int) -> None:
    now = coach.now()
    with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        due_weeks.put_off(session, member_id, outbox.millis(now), outbox.millis(now + RETRY))


def _open(coach: Coach, due: Callable[[Connection, int], list[MemberRecords]]) -> int:
    """Open what is due for these members, in one transaction; many take as many statements as one."""
    now = coach.now()
    with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        if not (found := due(session.connection(), outbox.millis(now))):
            return 0  # most heartbeats end here
        opening = [
            _Opening(
                session,
                MemberState(one, coach.playbook, now),
                coach.renderers,
                coach.workspace(one.member.team_id),
            )
            for one in found
        ]
        ended = [member.state.open_week for member in opening]
        _add_weeks(session, {member: week.ends_at for member, week in zip(opening, ended, strict=True)})
        _complete(session, opening)
        _show_ended(session, dict(zip(opening, ended, strict=True)))
        nudges = (_nudge_at_its_turn(member) for member in opening if not member.record.muted_at)
        outbox.post_all(session, filter(None, nudges))
    return len(opening)


def _complete(session: Session, opening: Sequence[_Opening]) -> None:
    """Load in full the pieces that keep a week from its first hour on: its assignment began before."""
    early = {
        piece.id: member
        for member in opening
        for piece in member.state.evidence_for(member.state.open_week)[-1:]
    }
    for piece in member_records.evidence(session.connection(), list(early)):
        early[piece.id].complete([piece])


def _show_ended(session: Session, ended: Mapping[_Opening, WeekRecord]) -> None:
    """Say of the weeks that ended without evidence that they take late work.

    Home isn't drawn here: Slack says so whenever somebody opens it, and it is drawn then
    (https://docs.slack.dev/reference/events/app_home_opened). One call for everybody, every Monday, is saved.
    """
    unfinished = {m: week for m, week in ended.items() if m.state.state_of(week) is WeekState.CLOSED}
    showing = outbox.showing(session, [week.id for week in unfinished.values()]) if unfinished else {}
    for member, week in unfinished.items():
        member.showing = showing[week.id]
        member.show_week(week)


def open_week(member: MemberSession, began_at: datetime, left_off: str | None = None) -> WeekRecord:
    """Add the week that begins then, with its assignment chosen, and set when the next one is due.

    `left_off` is what the member was at when they left, if they go on with it.
    """
    _add_weeks(member.session, {member: began_at}, left_off)
    return member.state.open_week


def _add_weeks(
    session: Session, opening: Mapping[MemberSession, datetime], left_off: str | None = None
) -> None:
    """Add members' weeks from these moments on, with one statement, and set when the next ones are due."""
    new = [week for member, at in opening.items() for week in _weeks_from(member.state, at, left_off)]
    added = member_changes.add_weeks(session.connection(), new)
    for member in opening:
        member.take_weeks(added[member.record.id])
    dues = {member.record.id: outbox.millis(member.state.open_week.ends_at) for member in opening}
    member_changes.set_due(session.connection(), dues)


def _weeks_from(member: MemberState, began_at: datetime, left_off: str | None) -> Iterator[NewWeek]:
    """A member's weeks up to the open one; what the coach slept through doesn't count."""
    number = member.records.weeks[-1].number + 1 if member.records.weeks else 1
    week = _week(member, number, began_at, left_off)
    while week["ends_at"] <= member.now:
        yield {**week, "excuse": Excuse.SLEPT_THROUGH}
        week = _week(member, week["number"] + 1, week["ends_at"], left_off)
    yield week


def _week(member: MemberState, number: int, began_at: datetime, left_off: str | None) -> NewWeek:
    situation = member.situation(began_at, number, left_off=left_off)
    chosen = choice.choose(member.playbook, situation)
    return {
        "team_id": member.member.team_id,
        "enterprise_id": member.member.enterprise_id,
        "member_id": member.member.id,
        "number": number,
        "day": member.local_day(began_at),
        "began_at": began_at,
        "ends_at": slots.week_end(began_at, member.schedule).at,
        "assignment_id": chosen.assignment.id,
        "reason": chosen.reason,
        "excuse": None,
        "month": situation.month,
    }


def send_nudge(member: MemberSession, week: WeekRecord) -> None:
    """Queue the week's message at once: an act of the member's asked for it.

    Its key is of its own, for they may ask for one that was called off.
    """
    at_once = SendTime(member.now, late=False)
    nudge = _nudge(member, week, at_once, week.ends_at, outbox.ACT, f":{uuid4()}")
    nudge["purpose"] = Purpose.ASKED
    outbox.post(member.session, **nudge)


def _nudge_at_its_turn(member: MemberSession) -> outbox.New | None:
    """The open week's message for its slot; after the closing slot it makes no sense any more."""
    state = member.state
    week = state.open_week
    expires = slots.closing(state.end_of(week), state.schedule)
    send_time = lateness.send_time(week.began_at, member.now, expires, state.schedule, state.delay)
    if send_time is None:
        return None
    return _nudge(member, week, send_time, expires, outbox.LATE if send_time.late else outbox.PLANNED)


def _nudge(
    member: MemberSession,
    week: WeekRecord,
    send_time: SendTime,
    expires: datetime,
    priority: int,
    which: str = "",
) -> outbox.New:
    team, user = member.record.team_id, member.record.user_id
    return {
        "team_id": team,
        "enterprise_id": member.record.enterprise_id,
        "member_id": member.record.id,
        "week_id": week.id,
        "channel": user,
        "kind": Kind.NUDGE,
        "key": f"{team}:nudge:{user}:{week.day}:{week.number}{which}",
        "screen": member.nudge_as_of(send_time.at, week, late=week.began_at if send_time.late else None),
        "run_at": send_time.at,
        "expires_at": expires,
        "priority": priority,
    }
