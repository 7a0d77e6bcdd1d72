"""The if-then plan of the open week, and its reminder: at its minute, and only if it was asked for."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import uuid4
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.coach import later, mirror
from bot.coach.coach import Caller, Coach
from bot.coach.drafts import SentForm, erase
from bot.coach.member_session import Changed, MemberSession
from bot.domain import plan as rules
from bot.domain import slots
from bot.domain.member import MemberState
from bot.domain.member_progress import reader_of, week_of
from bot.domain.messages import Kind
from bot.domain.plan import GRACE, Planned, Refused
from bot.domain.progress import CHANGEABLE, Reader, Week
from bot.domain.records import DraftKey, DraftRecord, PlanRecord, WeekRecord
from bot.domain.wishes import Wanted
from bot.store import drafts, outbox, plans


@dataclass(frozen=True)
class PlanForm:
    """A week, and what its form begins with; `seen` tells whether the plan changed while it was open."""

    week: Week
    reader: Reader
    preset: Planned
    seen: int
    obstacle: str | None = None
    """What got in the way last week: it goes before the newest plan's "if"."""
    draft: DraftRecord | None = None
    """What was typed into this form and not sent."""


class Saved(NamedTuple):
    """A week after its form was sent, or why nothing of that was kept."""

    changed: Changed
    refused: Refused | None = None
    stale: PlanRecord | None = None
    """The plan was changed elsewhere since the form opened: this is how it is now."""


class Put(NamedTuple):
    """A week after a wish to have it on another day."""

    changed: Changed
    moved: bool
    at: datetime
    """The moment that was meant, in UTC: where the week is now, or where it can't be."""
    refused: Refused | None = None
    """Why not even a plan can lie there."""


def form_for_week(
    coach: Coach, caller: Caller, week_id: int | None = None, day: date | None = None
) -> PlanForm:
    """Return the form for the open week, or for the one named. Raises NotYours for anybody else's.

    `day` stands in it instead of the one that it would begin with.
    """
    form = _form_for_week(coach, caller, week_id)
    return replace(form, preset=replace(form.preset, day=day), draft=None) if day else form


def _form_for_week(coach: Coach, caller: Caller, week_id: int | None) -> PlanForm:
    with coach.reading(caller) as (line, member):
        record = member.own_week(week_id)
        week, reader = week_of(member, record), reader_of(member)
        plan = member.records.plan if record.id == member.open_week.id else None
        draft = drafts.find(line, member.member.id, draft_key(record.id))
        if plan and week.plan:
            return PlanForm(week, reader, _as_planned(plan), seen(plan), draft=draft)
        last = plan or plans.before(line, member.member.id, record.id)
        planned_last = member.week_number(last.week_id) if last and last.week_id != record.id else 0
        preset = _preset(member, week, last, mirror.to_try(line, member, planned_last))
        return PlanForm(week, reader, preset, seen(plan), week.last_obstacle, draft)


def draft_key(week_id: int) -> DraftKey:
    """Return which form it is, by the week that it carries."""
    return DraftKey("plan", f"week:{week_id}")


def _as_planned(plan: PlanRecord) -> Planned:
    return Planned(
        plan.day, plan.clock, plan.after, plan.act, plan.obstacle, plan.response, remind=plan.remind
    )


def _preset(member: MemberState, week: Week, last: PlanRecord | None, to_try: str) -> Planned:
    """The day and hour of the newest plan, this assignment's first step, what to do against an obstacle.

    A thing to try that the member put into their next plan goes before what they planned to do last; that
    comes again only with what it was an answer to.
    """
    zone = member.member.zone
    at = rules.preset(last, member.now, week.ends_at, member.schedule, member.absence).astimezone(
        ZoneInfo(zone)
    )
    return Planned(
        day=at.date(),
        clock=f"{at:%H:%M}",
        after=last.after if last else "",
        act=rules.first_act(week.assignment.title, week.assignment.steps),
        obstacle=last.obstacle if last else "",
        response=to_try or (last.response if last and last.obstacle and not week.last_obstacle else ""),
        remind=last.remind if last else True,
    )


def seen(plan: PlanRecord | None) -> int:
    """Return what tells one state of a plan from another; its time doesn't, where a clock stands still."""
    return crc32(repr(plan).encode()) if plan else 0


def save(
    coach: Coach,
    caller: Caller,
    week_id: int,
    planned: Planned,
    seen_before: int,
    sent: SentForm | None = None,
) -> Saved:
    """Keep a plan, and with its box ticked its reminder, in place of the ones before.

    Nothing is kept for a week that is over or done, at a moment that can't be, or over a plan that was
    changed since the form opened. Raises NotYours unless the week is the member's own.
    """
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        if member.state.state_of(week) not in CHANGEABLE:
            return Saved(member.changed(week))
        known, zone = member.state.records.plan, member.record.zone
        at = slots.instant(planned.day, time.fromisoformat(planned.clock), zone)
        unmoved = known is not None and known.week_id == week.id and at == known.at <= member.now
        refused = _refused(member.state, at, week, remind=planned.remind)
        if refused and not (unmoved and refused.why is rules.Why.PAST):
            return Saved(member.changed(week), refused=refused)
        known = known if known and known.week_id == week.id else None
        if known and seen(known) != seen_before and _as_planned(known) != planned:
            return Saved(member.changed(week), stale=known)
        erase(member, sent)
        return Saved(member.changed(_keep(member, week, planned, at, known)))


def _keep(
    member: MemberSession, week: WeekRecord, planned: Planned, at: datetime, known: PlanRecord | None
) -> WeekRecord:
    same = known is not None and _as_planned(known) == planned and known.assignment_id == week.assignment_id
    if not same:
        member.keep_plan(
            PlanRecord(
                week_id=week.id,
                assignment_id=week.assignment_id,
                at=at,
                day=planned.day,
                clock=planned.clock,
                zone=member.record.zone,
                after=planned.after,
                act=planned.act,
                obstacle=planned.obstacle,
                response=planned.response,
                remind=planned.remind,
                moved=rules.moves_after(known, at),
                updated_at=member.now,
            )
        )
    # Who plans a week takes it up, and doesn't need its message once more.
    week = member.stay_in_place(week)
    if week.skipped_at:
        week = member.change_week(week, skipped_at=None, skip_reason=None)
    show(member, week)
    member.show_home()
    return week


def move(coach: Coach, caller: Caller, week_id: int, moment: str) -> Changed | None:
    """Put the plan off to one of the moments on offer, with its reminder; None if it can't be then.

    `moment` is the offer's name, "hours" or "tomorrow/2027-01-12": an offer that has waited means its day.
    """
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        plan = member.state.plan_of(week)
        if member.state.state_of(week) not in CHANGEABLE or plan is None:
            return member.changed(week)
        at = _moment(member, plan, moment)
        if _refused(member.state, at, week, remind=True):
            return None
        local = at.astimezone(ZoneInfo(member.record.zone))
        planned = _as_planned(plan._replace(day=local.date(), clock=f"{local:%H:%M}", remind=True))
        return member.changed(_keep(member, week, planned, at, plan))


def put_on(coach: Coach, caller: Caller, wanted: Wanted) -> Put:
    """Put the open week on another day or hour: its plan, with the reminder, or without one its message.

    Of several days the first that can be is meant. A day without an hour keeps that of the plan, or of the
    opening. Where the message can't come, nothing changes.
    """
    with coach.acting(caller) as member:
        week = member.state.open_week
        plan, schedule = member.state.plan_of(week), member.state.schedule
        clock = wanted.clock or (time.fromisoformat(plan.clock) if plan else schedule.time)
        days = wanted.days or (plan.day if plan else member.state.today,)
        moments = [slots.instant(day, clock, schedule.zone) for day in days]
        if member.state.state_of(week) not in CHANGEABLE:
            return Put(member.changed(week), moved=False, at=moments[0])
        remind = plan.remind if plan else True
        free = [at for at in moments if _refused(member.state, at, week, remind=remind) is None]
        at = (free or moments)[0]
        if plan and free:
            local = at.astimezone(ZoneInfo(schedule.zone))
            planned = _as_planned(plan._replace(day=local.date(), clock=f"{local:%H:%M}"))
            return Put(member.changed(_keep(member, week, planned, at, plan)), moved=True, at=at)
        if plan is None and not member.record.muted_at and later.can_come(member, week, at):
            return Put(member.changed(later.move(member, week, at)), moved=True, at=at)
        return Put(
            member.changed(week), moved=False, at=at, refused=_refused(member.state, at, week, remind=remind)
        )


def _refused(member: MemberState, at: datetime, week: WeekRecord, *, remind: bool) -> Refused | None:
    return rules.refused(at, member.now, week.ends_at, member.schedule, remind=remind, away=member.absence)


def _moment(member: MemberSession, plan: PlanRecord, moment: str) -> datetime:
    _, _, day = moment.partition("/")
    if day:
        return slots.instant(date.fromisoformat(day), time.fromisoformat(plan.clock), member.record.zone)
    return (member.now + slots.SOON).replace(second=0, microsecond=0)


def show(member: MemberSession, week: WeekRecord) -> None:
    """Bring the week's messages to its state, and plan the reminder that its plan asks for."""
    member.show_week(week)
    plan = member.state.plan_of(week)
    if plan is None or member.state.reminds_at is None or _waits(member, week, plan):
        return
    outbox.post(
        member.session,
        team_id=member.record.team_id,
        enterprise_id=member.record.enterprise_id,
        member_id=member.record.id,
        week_id=week.id,
        channel=member.record.user_id,
        kind=Kind.REMINDER,
        key=f"{member.record.team_id}:reminder:{member.record.user_id}:{week.number}:{uuid4()}",
        screen=member.reminder_as_of(plan.at, week),
        run_at=plan.at,
        expires_at=min(plan.at + GRACE, week.ends_at),
        priority=outbox.PLANNED,
    )


def _waits(member: MemberSession, week: WeekRecord, plan: PlanRecord) -> bool:
    """Whether this very reminder is in the outbox already: `show_week` has called off all others."""
    at = outbox.millis(plan.at)
    return any(
        message.kind == Kind.REMINDER and message.run_at == at and not message.called_off
        for message in member.messages_of(week)
    )


def without_reminder(member: MemberSession) -> None:
    """Let the plan stand, and its reminder not come: the member wants no messages."""
    if member.state.reminds_at and (plan := member.state.records.plan):
        member.keep_plan(plan._replace(remind=False, updated_at=member.now))


def to_zone(member: MemberSession) -> None:
    """Bring the plan to the member's zone of now; its day and hour stay."""
    plan = member.state.records.plan
    if plan and plan.week_id == member.state.open_week.id and plan.at > member.now:
        member.keep_plan(rules.in_zone(plan, member.record.zone, member.now))
