"""The mirror: asked for in the closing slot or by the member, answered in a form, found in words.

Who calls passes the renderers. The message of a week is changed in place; where there is none, the answer
brings one.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection

from bot.coach.coach import Caller, Coach
from bot.coach.later import moment_named
from bot.coach.member_session import MemberSession
from bot.domain import mirror
from bot.domain.closing import Closing
from bot.domain.member import MemberState
from bot.domain.member_progress import reader_of, week_of
from bot.domain.messages import Kind, Purpose
from bot.domain.mirror import Check, Mirror
from bot.domain.playbook import Habit
from bot.domain.progress import Reader, Week
from bot.domain.records import MirrorRecord, WeekRecord
from bot.screen import Screen
from bot.store import member_messages, mirrors, outbox
from bot.store.message_states import MessageState
from bot.store.tables import Message


@dataclass(frozen=True)
class MirrorForm:
    """What the form is filled with; `ticked` and `when` are what the week's answer says, if there is one."""

    week_id: int
    habits: tuple[Habit, ...]
    moved: bool
    new: bool
    """Whether the member is to be told what a mirror is."""
    ticked: frozenset[str] = frozenset()
    when: str = ""


Draw = Callable[[Mirror, Reader], Screen]
Say = Callable[[Week, Reader], Screen]


def invitation(
    member: MemberSession, at: datetime, expires: datetime, answers: list[MirrorRecord]
) -> outbox.New | None:
    """Return the question for the open week's closing slot, to be queued with the others of a batch.

    `answers` are the member's newest; None if the open week's is among them, since there is nothing to ask.
    """
    week = member.state.open_week
    if answers and answers[-1].week_id == week.id:
        return None
    return _new(member, week, _question(member, week, at, answers), at, expires, "", Purpose.UNASKED)


def _question(member: MemberSession, week: WeekRecord, at: datetime, answers: list[MirrorRecord]) -> Screen:
    then = member.state.at(at)
    before = _mirror(then, answers) if answers else None
    return member.renderers.mirror(_movable(then, week), before, reader_of(then))


def form(coach: Coach, caller: Caller, week_id: int | None = None) -> MirrorForm:
    """The form for a week, the open one if none is named. Raises NotYours for anybody else's."""
    with coach.reading(caller) as (line, member):
        week = member.own_week(week_id)
        answers = mirrors.newest(line, member.member.id, week.number)
        known = answers[-1] if answers and answers[-1].week_id == week.id else None
        habits, moved = member.playbook.habits, has_moved(member)
        new = len(answers) < mirror.USED_TO_IT
        if known is None:
            return MirrorForm(week.id, habits, moved, new)
        return MirrorForm(week.id, habits, moved, new, frozenset(known.ticked), known.when_words)


def answer(
    coach: Coach, caller: Caller, week_id: int, ticked: Collection[str], when: str, draw: Draw
) -> tuple[Mirror, Reader]:
    """Keep a week's answer, in place of an earlier one, and show what it says in the week's message."""
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        known = [habit.id for habit in member.playbook.habits if habit.id in ticked]
        mirrors.put(member.line, member.record, week, known, when, member.now)
        settle_closing(member)
        return _show_found(member, week, draw)


def decide(coach: Coach, caller: Caller, week_id: int, draw: Draw, *, planned: bool) -> tuple[Mirror, Reader]:
    """Keep whether the thing to try goes into the next plan. LookupError for a week without an answer."""
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        mirrors.decide(member.line, member.record.id, week.id, planned)
        return _show_found(member, week, draw)


def decline(coach: Coach, caller: Caller, week_id: int, say: Say) -> tuple[Week, Reader]:
    """Not this time; nothing is kept of it."""
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        shown = week_of(member.state, week)
        _show(member, week, say(shown, member.reader))
        return shown, member.reader


def later(coach: Coach, caller: Caller, week_id: int, moment: str, say: Say) -> tuple[Week, Reader]:
    """Have the question come back once, at one of the moments on offer; `moved_to` says when.

    It is None if that moment has passed, or if the member is muted: then nothing comes back.
    """
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        shown = _movable(member.state, week)
        at = None if member.record.muted_at else moment_named(member, shown, moment)
        if at is None:
            return replace(shown, moved_to=None), member.reader
        shown = replace(shown, moved_to=at)
        _show(member, week, say(shown, member.reader))
        asked = _question(member, week, at, mirrors.newest(member.line, member.record.id))
        outbox.post(
            member.session, **_new(member, week, asked, at, week.ends_at, f":{uuid4()}", Purpose.ASKED)
        )
        return shown, member.reader


def settle_closing(member: MemberSession) -> None:
    """Leave the closing slot of a week empty that is handed in, and whose mirror is answered beforehand."""
    state = member.state
    closes, week = state.closing_at, state.open_week
    if closes is None or state.closes_with(state.local_day(closes)) is not Closing.MIRROR:
        return
    answers = mirrors.newest(member.line, member.record.id)
    if answers and answers[-1].week_id == week.id:
        member.end_closing()


def to_try(line: Connection, member: MemberState, planned_last: int) -> str:
    """The thing to try that the member wants in their next plan, or "" if there is none, or it had one.

    `planned_last` is the number of the week before this one that has a plan, 0 without one.
    """
    found = _newest(line, member)
    if found is None or not found.planned or member.week_number(found.week_id) < planned_last:
        return ""
    return found.finding.to_try


def has_moved(member: MemberState) -> bool:
    """Whether a milestone is reached with which the member has the new role."""
    known = member.playbook.milestone
    return any(known[id_].moves for id_ in member.records.reached if id_ in known)


def _newest(line: Connection, member: MemberState) -> Mirror | None:
    answers = mirrors.newest(line, member.member.id)
    return _mirror(member, answers) if answers else None


def _mirror(member: MemberState, answers: list[MirrorRecord]) -> Mirror:
    checks = tuple(
        Check(member.calendar_number(each.number), frozenset(each.ticked), each.when_words)
        for each in answers
    )
    habits, newest = member.playbook.habits, answers[-1]
    found = mirror.finding(habits, checks, moved=has_moved(member))
    return Mirror(newest.week_id, checks, habits, found, newest.planned)


def _show_found(member: MemberSession, week: WeekRecord, draw: Draw) -> tuple[Mirror, Reader]:
    answers = mirrors.newest(member.line, member.record.id, week.number)
    if not answers or answers[-1].week_id != week.id:
        raise LookupError(f"week {week.id} has no answer")
    found = _mirror(member.state, answers)
    _show(member, week, draw(found, member.reader))
    return found, member.reader


def _show(member: MemberSession, week: WeekRecord, screen: Screen) -> None:
    """Bring the week's message to this; a copy that waits for its moment isn't wanted any more."""
    messages = member_messages.of_week(member.session, week.id, [Kind.MIRROR])
    waiting = [each for each in messages if _waits(member, each)]
    outbox.drop(member.session, waiting)
    out = [each for each in messages if each not in waiting]
    for message in out:
        outbox.change(member.session, message, screen, member.now)
    if not out:
        asked = _new(member, week, screen, member.now, None, f":{uuid4()}", Purpose.ASKED)
        outbox.post(member.session, **asked)


def _waits(member: MemberSession, message: Message) -> bool:
    return message.state == MessageState.PLANNED and message.run_at > outbox.millis(member.now)


def _movable(member: MemberState, week: WeekRecord) -> Week:
    """A week with the moments to which its mirror can move, though it is handed in."""
    return replace(week_of(member, week), laters=member.laters(week))


def _new(
    member: MemberSession,
    week: WeekRecord,
    screen: Screen,
    at: datetime,
    expires: datetime | None,
    which: str,
    purpose: Purpose,
) -> outbox.New:
    team, user = member.record.team_id, member.record.user_id
    new: outbox.New = {
        "team_id": team,
        "enterprise_id": member.record.enterprise_id,
        "member_id": member.record.id,
        "week_id": week.id,
        "channel": user,
        "kind": Kind.MIRROR,
        "key": f"{team}:mirror:{user}:{week.number}{which}",
        "screen": screen,
        "run_at": at,
        "purpose": purpose,
        "priority": outbox.PLANNED if purpose is Purpose.UNASKED else outbox.ACT,
    }
    if expires:
        new["expires_at"] = expires
    return new
