"""Swap: take another assignment for the open week."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.coach.coach import Caller, Coach
from bot.coach.hand_in import other_drafts
from bot.coach.member_session import MemberSession
from bot.domain import choice
from bot.domain.choice import Choice
from bot.domain.member_progress import reader_of, week_of
from bot.domain.playbook import Assignment
from bot.domain.progress import CHANGEABLE, Progress, Reader, Week
from bot.domain.records import NotYours, OtherDraft, WeekRecord


class Offer(NamedTuple):
    """A week, and what else it could hold: nothing once it is over or done."""

    week: Week
    others: Sequence[Choice]
    reader: Reader


class Private(NamedTuple):
    """A week, and the assignment that shows a wish to leave, as somebody asked to see it."""

    week: Week
    assignment: Assignment | None
    reader: Reader


class Swapped(NamedTuple):
    """A week after a swap, and what had been typed for what it asked for before."""

    week: Week
    progress: Progress
    drafts: Sequence[OtherDraft]


def alternatives(coach: Coach, caller: Caller, week_id: int | None = None) -> Offer:
    """What the open week, or the one named, could hold instead."""
    with coach.reading(caller) as (_, member):
        record = member.own_week(week_id)
        week, reader = week_of(member, record), reader_of(member)
        if week.state not in CHANGEABLE:
            return Offer(week, (), reader)
        situation = member.situation(record.began_at, record.number)
        return Offer(week, choice.alternatives(member.playbook, situation, week.assignment), reader)


def private(coach: Coach, caller: Caller, week_id: int) -> Private:
    """Return the week, and the assignment that comes only on a press; None once it is over or done."""
    with coach.reading(caller) as (_, member):
        record = member.own_week(week_id)
        week = week_of(member, record)
        found = member.private_for(record) if week.private and week.state in CHANGEABLE else None
        return Private(week, found, reader_of(member))


def swap(coach: Coach, caller: Caller, week_id: int, assignment_id: str) -> Swapped:
    """Take one of the alternatives for a week that is open. Raises NotYours if it isn't on offer."""
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        if member.state.state_of(week) in CHANGEABLE and assignment_id != week.assignment_id:
            week = _take(member, week, assignment_id)
        kept = other_drafts(member.line, member.state, week.id, but=week.assignment_id)
        return Swapped(*member.changed(week), kept)


def _take(member: MemberSession, week: WeekRecord, assignment_id: str) -> WeekRecord:
    left = [each for each in member.state.stretch(week) if each.id != week.id]
    situation = member.state.situation(week.began_at, week.number, picked=assignment_id)
    chosen = choice.choose(member.playbook, situation)
    if chosen.assignment.id != assignment_id:
        raise NotYours(f"assignment {assignment_id} isn't on offer in week {week.number}")
    others = (id_ for id_ in week.passed_over or () if id_ != assignment_id)
    week = member.change_week(
        week,
        passed_over=(*others, week.assignment_id),
        assignment_id=assignment_id,
        reason=chosen.reason,
        moved_to=None,
        skipped_at=None,
        skip_reason=None,
    )
    for each in left:
        member.show_week(member.state.own_week(each.id))
    member.show_week(week)
    member.show_home()
    return week
