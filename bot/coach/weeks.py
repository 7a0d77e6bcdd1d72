"""Weeks open at their slot: the next assignment is chosen, and a nudge is queued for it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import Connection
from sqlmodel import Session

from bot.coach.coach import Coach
from bot.coach.due import Find, Round, complete
from bot.coach.member_session import MemberSession
from bot.domain import choice, lateness, slots
from bot.domain.closing import AtClosing, may_close
from bot.domain.lateness import SendTime
from bot.domain.member import MemberState
from bot.domain.messages import DURING_ABSENCE, Kind, Purpose
from bot.domain.opening import TELLS_OF_MONTHS, Opening, told_before
from bot.domain.progress import WeekState
from bot.domain.records import Excuse, WeekRecord
from bot.domain.slots import Pace
from bot.store import member_changes, outbox
from bot.store.database import LONG_LOCK_TIMEOUT
from bot.store.member_changes import Dues, NewAbsence, NewWeek
from bot.store.member_records import Due
from bot.store.tables import Message

KINDS = {
    Opening.STILL_AWAY: Kind.STILL_AWAY,
    Opening.WELCOME_BACK: Kind.WELCOME_BACK,
    Opening.GONE_QUIET: Kind.GONE_QUIET,
    Opening.COMEBACK: Kind.COMEBACK,
    Opening.SECOND_COMEBACK: Kind.COMEBACK,
}
"""Which kind of message an opening is, where it isn't a nudge."""
CLOSING_KINDS = (Kind.RECEIPT, Kind.MIRROR)
"""These stay as the member left them when their week ends."""


class _Opening(MemberSession):
    """One member of a batch whose next week opens. It asks the database nothing: the batch did."""

    priority = outbox.LATE
    """What the ended week's message reads now can wait until everybody has their nudge."""
    showing: Sequence[Message] = ()
    """The messages of the ended week."""

    def messages_of(self, week: WeekRecord) -> list[Message]:
        return [m for m in self.showing if m.week_id == week.id and m.kind not in CLOSING_KINDS]


def open_due_weeks(coach: Coach, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Open the week of every member whose opening slot has come; returns how many were opened."""
    opened = Round("weeks", Due.OPENING, _open).run(coach, stopping)
    if opened:
        coach.wake()
    return opened


def _open(coach: Coach, due: Find) -> int:
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
        back = {member for member in opening if member.state.ended_silence}
        says = _add_weeks(
            session, {member: week.ends_at for member, week in zip(opening, ended, strict=True)}
        )
        complete(session.connection(), opening)  # a piece keeps a week whose assignment began before it
        _show_ended(session, dict(zip(opening, ended, strict=True)))
        messages = {member: _message(member, said, back=member in back) for member, said in says.items()}
        # Who was to have one and has none, since the coach was down for days, wasn't told of a month either.
        unsaid = [m for m, said in says.items() if said in TELLS_OF_MONTHS and messages[m] is None]
        _leave_turns(session.connection(), dict.fromkeys(unsaid, Opening.NOTHING))
        outbox.post_all(session, filter(None, messages.values()))
    return len(opening)


def _show_ended(session: Session, ended: Mapping[_Opening, WeekRecord]) -> None:
    """Say of the weeks that ended without evidence that they take late work.

    Home isn't drawn here: Slack says so whenever somebody opens it, and it is drawn then
    (https://docs.slack.dev/reference/events/app_home_opened). One call for everybody, every Monday, is saved.
    """
    unfinished = {m: week for m, week in ended.items() if _takes_late_work(m.state, week)}
    showing = outbox.showing(session, [week.id for week in unfinished.values()]) if unfinished else {}
    for member, week in unfinished.items():
        member.showing = showing[week.id]
        member.show_week(week)


def _takes_late_work(member: MemberState, week: WeekRecord) -> bool:
    """Whether that is to be said of a week: not to somebody who was away, whose message has the way back."""
    return member.state_of(week) is WeekState.CLOSED and not member.is_excused(week)


def open_week(member: MemberSession, began_at: datetime, left_off: str | None = None) -> WeekRecord:
    """Add the week that begins then, with its assignment chosen, and set when the next one is due.

    `left_off` is what the member was at when they left, if they go on with it.
    """
    _add_weeks(member.session, {member: began_at}, left_off)
    return member.state.open_week


Member = TypeVar("Member", bound=MemberSession)


def _add_weeks(
    session: Session, opening: Mapping[Member, datetime], left_off: str | None = None
) -> dict[Member, Opening]:
    """Add members' weeks from these moments on, with one statement, and set when they close and end.

    Returns what each opens with.
    """
    line = session.connection()
    new = [week for member, at in opening.items() for week in _weeks_from(member.state, at, left_off)]
    added = member_changes.add_weeks(line, new)
    for member in opening:
        member.take_weeks(added[member.record.id])
    says = {member: member.state.opens_with(member.state.open_week) for member in opening}
    _leave_turns(line, says)
    _go_quiet(line, [member for member, said in says.items() if said is Opening.GONE_QUIET])
    dues = {member: _dues(member.state, said) for member, said in says.items()}
    member_changes.set_due(line, {member.record.id: due for member, due in dues.items()})
    for member, due in dues.items():
        member.take_dues(due)
    # Nobody took note of what they did before this version: their silence counts from here.
    if unnoted := [member for member in opening if member.record.acted_at is None]:
        member_changes.note_acts(line, [member.record.id for member in unnoted], unnoted[0].now)
    return says


def _dues(member: MemberState, said: Opening) -> Dues:
    """When the open week ends, and when its closing slot is looked at, if it has one."""
    if member.is_quiet:
        return Dues(None)  # no heartbeat looks at somebody who may never come back
    week, schedule = member.open_week, member.schedule
    closes = slots.closing(member.end_of(week), schedule)
    has_one = (
        may_close(AtClosing(week.number, opened_with=said, pace=schedule.pace))
        and week.began_at < closes > member.now
    )
    return Dues(outbox.millis(week.ends_at), outbox.millis(closes) if has_one else None)


def _leave_turns(line: Connection, says: Mapping[Member, Opening]) -> None:
    """Leave the turn of a month to the next nudge where this opening has no place for it."""
    told = {
        member: month
        for member, said in says.items()
        if (month := member.state.put_off(member.state.open_week, said)) is not None
    }
    if not told:
        return
    member_changes.leave_turns(line, {member.state.open_week.id: month for member, month in told.items()})
    for member, month in told.items():
        member.take_weeks([member.state.open_week._replace(told_month=month)])


def _go_quiet(line: Connection, members: Sequence[MemberSession]) -> None:
    """Let the programme's clock stand for these members, from this week's day on, until they act.

    The week keeps the assignment of the message before: this one shows none, and promises to go on with it.
    """
    if not members:
        return
    chosen = {member: _last_seen(member.state) for member in members}
    member_changes.go_on(line, {member.state.open_week.id: (a, why) for member, (a, why) in chosen.items()})
    for member, (assignment, why) in chosen.items():
        member.take_weeks([member.state.open_week._replace(assignment_id=assignment, reason=why)])
    new: list[NewAbsence] = [
        {
            "member_id": member.record.id,
            "team_id": member.record.team_id,
            "enterprise_id": member.record.enterprise_id,
            "first": member.state.local_day(member.state.open_week.began_at),
            "back": None,
            "quiet": True,
        }
        for member in members
    ]
    for member, absence in zip(members, member_changes.add_absences(line, new), strict=True):
        member.take_absences((*member.state.records.absences, absence))


def _last_seen(member: MemberState) -> tuple[str, str]:
    """The assignment that the week before showed, and the sentence why."""
    week, before = member.open_week, member.week_before(member.open_week)
    left_off = before.assignment_id if before else None
    chosen = choice.choose(member.playbook, member.situation(week.began_at, week.number, left_off=left_off))
    return chosen.assignment.id, chosen.reason


def _weeks_from(member: MemberState, began_at: datetime, left_off: str | None) -> Iterator[NewWeek]:
    """A member's weeks up to the open one; what the coach slept through doesn't count, nor time away.

    Nobody saw a message of theirs, so that a month's turn waits. Nor does the open one count that begins
    in an absence, until the member comes back before its end.
    """
    left_off = left_off or (member.left_off if member.records.weeks else None)
    number = member.open_week.number + 1 if member.records.weeks else 1
    told = member.told_in(member.open_week) if member.records.weeks else None
    week = _week(member, number, began_at, left_off)
    while week["ends_at"] <= member.now:
        away = any(absence.holds(week["day"]) for absence in member.records.absences)
        excuse = Excuse.AWAY if away else Excuse.SLEPT_THROUGH
        yield {**week, "excuse": excuse, "told_month": told_before(Opening.NOTHING, week["month"], told)}
        week = _week(member, week["number"] + 1, week["ends_at"], left_off)
    unseen = any(a.holds(member.local_day(week["began_at"])) for a in member.records.absences if not a.quiet)
    yield {**week, "excuse": Excuse.AWAY} if unseen else week


def _week(member: MemberState, number: int, began_at: datetime, left_off: str | None) -> NewWeek:
    situation = member.situation(began_at, number, left_off=left_off)
    chosen = choice.choose(member.playbook, situation)
    return {
        "team_id": member.member.team_id,
        "enterprise_id": member.member.enterprise_id,
        "member_id": member.member.id,
        "number": number,
        "day": member.planned_day(began_at),
        "began_at": began_at,
        "ends_at": slots.week_end(began_at, member.schedule).at,
        "assignment_id": chosen.assignment.id,
        "reason": chosen.reason,
        "excuse": None,
        "month": situation.month,
        "told_month": None,
    }


def send_nudge(member: MemberSession, week: WeekRecord) -> None:
    """Queue the week's message at once: an act of the member's asked for it.

    Its key is of its own, for they may ask for one that was called off.
    """
    if week.told_month and member.state.opens_with(week) in TELLS_OF_MONTHS:
        week = member.change_week(week, told_month=None)
    outbox.post(member.session, **_asked(member, week))


def _asked(member: MemberSession, week: WeekRecord, says: Opening | None = None) -> outbox.New:
    at_once = SendTime(member.now, late=False)
    nudge = _nudge(member, week, at_once, week.ends_at, outbox.ACT, f":{uuid4()}", says=says)
    nudge["purpose"] = Purpose.ASKED
    return nudge


def _message(member: MemberSession, said: Opening, *, back: bool = False) -> outbox.New | None:
    """The open week's message for its slot; after the closing slot it makes no sense any more.

    Whoever has brought the coach `back` with an act, a moment ago, has asked for it by that.
    """
    if said is Opening.NOTHING:
        return None
    if back:
        return _asked(member, member.state.open_week, said)
    state = member.state
    week = state.open_week
    expires = week_message_expires(state, week)
    send_time = lateness.send_time(week.began_at, member.now, expires, state.schedule, state.delay)
    kind = KINDS.get(said, Kind.NUDGE)
    if send_time is None or not _may_come(state, send_time, kind):
        return None
    priority = outbox.LATE if send_time.late else outbox.PLANNED
    message = _nudge(member, week, send_time, expires, priority, says=said)
    message["kind"] = kind
    return message


def _may_come(state: MemberState, send_time: SendTime, kind: Kind) -> bool:
    """Return whether a message may come then: late, it can fall into an absence that has begun since."""
    return not send_time.late or kind in DURING_ABSENCE or not state.is_away_at(send_time.at)


def week_message_expires(state: MemberState, week: WeekRecord) -> datetime:
    """From when on a week's message isn't sent any more: its closing slot, or in a short week its end."""
    closes = slots.closing(state.end_of(week), state.schedule)
    return closes if closes > week.began_at and state.schedule.pace is not Pace.TWO_A_WEEK else week.ends_at


def _nudge(
    member: MemberSession,
    week: WeekRecord,
    send_time: SendTime,
    expires: datetime,
    priority: int,
    which: str = "",
    says: Opening | None = None,
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
        "screen": member.nudge_as_of(
            send_time.at, week, late=week.began_at if send_time.late else None, says=says
        ),
        "run_at": send_time.at,
        "expires_at": expires,
        "priority": priority,
    }
