"""A member at one moment: all that follows from what is kept of them, the playbook and that moment.

Everything is derived when it is first asked for, and costs at most one pass over the weeks and the evidence.
Who writes replaces the records, and so gets a new state (`bot.coach.member_session`).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.domain import calendar, milestones, slots, spread, weeks
from bot.domain.case import Piece, Situation
from bot.domain.plan import REMINDS
from bot.domain.playbook import Assignment, Playbook
from bot.domain.progress import Finish, NextMilestone, WeekState
from bot.domain.records import (
    AnyEvidence,
    AnyWeek,
    EvidenceRecord,
    MemberRecord,
    MemberRecords,
    NotLoaded,
    NotYours,
    PlanRecord,
    WeekRecord,
    WinRecord,
)
from bot.domain.slots import Slot, WeeklySchedule
from bot.domain.weeks import Outcome, Record


class MemberState:
    """What a member's records amount to at `now`; immutable, without a database or a clock of its own."""

    def __init__(self, records: MemberRecords, playbook: Playbook, now: datetime) -> None:
        self.records, self.playbook, self.now = records, playbook, now

    def at(self, moment: datetime) -> "MemberState":
        """The same records as they will be seen then."""
        return MemberState(self.records, self.playbook, moment)

    @property
    def member(self) -> MemberRecord:
        return self.records.member

    # Times.

    @cached_property
    def schedule(self) -> WeeklySchedule:
        return WeeklySchedule(self.member.weekday, self.member.hour, self.member.zone)

    def local_day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.member.zone)).date()

    def month_at(self, at: datetime) -> int:
        return calendar.month_on(self.local_day(at), self.member.start)

    @cached_property
    def month(self) -> int:
        return self.month_at(self.now)

    @cached_property
    def next_message(self) -> datetime | None:
        """When the coach next writes by itself; None for who is muted or left, and asked for no reminder."""
        week = self.open_week
        silent = self.member.muted_at or self.member.left_at
        by_itself = week.moved_to if self.is_moved(week) else week.ends_at
        moments = (self.reminds_at, None if silent else by_itself)
        return min(filter(None, moments), default=None)

    @property
    def spreads(self) -> bool:
        """Whether nudges come some time after their hour, since so many have joined in the workspace."""
        return bool(spread.window(self.records.workspace_size))

    @property
    def delay(self) -> timedelta:
        """How long after the hour the member's nudge comes."""
        return spread.delay(self.member.team_id, self.member.user_id, self.records.workspace_size)

    @property
    def other_zone(self) -> str | None:
        """The zone that Slack shows, if its clock differs and the member hasn't said to stay on theirs."""
        zone = self.records.slack_zone
        if zone is None or zone in (self.member.zone, self.member.zone_declined):
            return None
        if not slots.zone_exists(zone) or slots.share_clock(zone, self.member.zone, self.now.date()):
            return None
        return zone

    # What is the member's own.

    @property
    def open_week(self) -> WeekRecord:
        """The newest week: after its end, until the next one opens, it is still the one that is shown."""
        return _in_full(self.records.weeks[-1])

    @cached_property
    def _weeks_by_id(self) -> dict[int, AnyWeek]:
        return {week.id: week for week in self.records.weeks}

    def own_week(self, week_id: int | None) -> WeekRecord:
        """The week that is named, or the open one. Raises NotYours for anybody else's."""
        if week_id is None:
            return self.open_week
        if week := self._weeks_by_id.get(week_id):
            return _in_full(week)
        raise NotYours(f"member {self.member.id} has no week {week_id}")

    def week_number(self, week_id: int) -> int:
        return self._weeks_by_id[week_id].number

    def own_evidence(self, evidence_id: int) -> EvidenceRecord:
        """The piece that is named. Raises NotYours for anybody else's."""
        for piece in self.records.evidence:
            if piece.id == evidence_id:
                return evidence_in_full(piece)
        raise NotYours(f"member {self.member.id} has no evidence {evidence_id}")

    def own_win(self, win_id: int) -> WinRecord:
        """The win that is named. Raises NotYours for anybody else's."""
        for win in self.records.wins:
            if win.id == win_id:
                return win
        raise NotYours(f"member {self.member.id} has no win {win_id}")

    def plan_of(self, week: WeekRecord) -> PlanRecord | None:
        """The plan for what a week asks for now."""
        plan = self.records.plan
        same = plan and (plan.week_id, plan.assignment_id) == (week.id, week.assignment_id)
        return plan if same else None

    @cached_property
    def reminds_at(self) -> datetime | None:
        """When the open week's reminder comes, if one is asked for."""
        plan = self.plan_of(self.open_week)
        waits = plan and plan.remind and plan.at > self.now and not self.member.left_at
        return plan.at if plan and waits and self.state_of(self.open_week) in REMINDS else None

    def assignment(self, week: AnyWeek) -> Assignment:
        return self.playbook.assignment[week.assignment_id]

    # Which evidence keeps which week.

    @cached_property
    def _stretches(self) -> dict[int, tuple[AnyWeek, ...]]:
        """The weeks in a row that an assignment of several weeks takes, by the id of each of them.

        A week that is excused stands apart: what is before and behind it are in a row.
        """
        long = self.playbook.long
        if long.isdisjoint([week.assignment_id for week in self.records.weeks]):
            return {}
        counted = (week for week in self.records.weeks if not week.excuse)
        runs = (tuple(run) for _, run in groupby(counted, key=lambda week: week.assignment_id))
        return {week.id: run for run in runs if run[0].assignment_id in long for week in run}

    def stretch(self, week: AnyWeek) -> tuple[AnyWeek, ...]:
        """The weeks that one piece of this one's assignment keeps, this one among them."""
        return self._stretches.get(week.id, (week,))

    @cached_property
    def _handed_in(self) -> set[int]:
        """The ids of the weeks for which anything was handed in."""
        return {piece.week_id for piece in self.records.evidence}

    @cached_property
    def first_evidence(self) -> int | None:
        """The id of the piece that was handed in before all others."""
        return min((piece.id for piece in self.records.evidence), default=None)

    def evidence_for(self, week: AnyWeek) -> Sequence[AnyEvidence]:
        """What keeps a week, oldest first: what was handed in for it, and the pieces of its stretch."""
        run = self._stretches.get(week.id)
        if run is None:
            if week.id not in self._handed_in:
                return ()
            return [piece for piece in self.records.evidence if piece.week_id == week.id]
        ids = {each.id for each in run}
        return [
            piece
            for piece in self.records.evidence
            if piece.week_id == week.id
            or (piece.week_id in ids and piece.assignment_id == week.assignment_id)
        ]

    # What became of the weeks.

    def is_over(self, week: AnyWeek) -> bool:
        """Whether a week has ended; one in brief has, since there are two behind it."""
        return not isinstance(week, WeekRecord) or week.ends_at <= self.now

    def is_moved(self, week: WeekRecord) -> bool:
        return week.moved_to is not None and week.moved_to > self.now

    def outcome(self, week: AnyWeek) -> Outcome:
        """What became of a week; one whose assignment goes on in the next is open with it."""
        return weeks.outcome(
            closed=self.is_over(self.stretch(week)[-1]),
            pieces=len(self.evidence_for(week)),
            away=week.excuse is not None,
        )

    def state_of(self, week: WeekRecord) -> WeekState:
        """What can be done about a week now."""
        if self.evidence_for(week):
            return WeekState.HANDED_IN
        if week.ends_at <= self.now:
            return WeekState.CLOSED
        if week.skipped_at:
            return WeekState.SKIPPED
        return WeekState.MOVED if self.is_moved(week) else WeekState.OPEN

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of each week, oldest first."""
        handed_in, done = self._handed_in, Outcome.DONE
        # Whatever was handed in for a week keeps it: of most there is no more to ask.
        return tuple([done if week.id in handed_in else self.outcome(week) for week in self.records.weeks])

    @cached_property
    def record(self) -> Record:
        return weeks.record(self.outcomes)

    @property
    def late_weeks(self) -> list[WeekRecord]:
        """The weeks that late work would keep, newest first."""
        both = zip(reversed(self.records.weeks), reversed(self.outcomes), strict=True)
        return [_in_full(week) for week, outcome in both if outcome is Outcome.MISSED]

    # What turns with a week.

    def month_that_opens(self, week: WeekRecord) -> int | None:
        """The month whose first week this is; the first week of all opens none."""
        before, month = self._month_before(week), self._month_of(week)
        return month if before and before < month <= self.playbook.months else None

    def finish(self, week: WeekRecord) -> Finish | None:
        """What the programme came to, if this is the first week after its last month."""
        before, months = self._month_before(week), self.playbook.months
        if not self.playbook.finish or not before or not before <= months < self._month_of(week):
            return None
        kept = sum(outcome is Outcome.DONE for outcome in self.outcomes)
        return Finish(self.playbook.finish, kept, len(self.records.evidence), len(self.records.reached))

    def _month_before(self, week: WeekRecord) -> int | None:
        """The month in which the week before opened; None for the first."""
        before = (each for each in reversed(self.records.weeks) if each.number == week.number - 1)
        return next((self._month_of(_in_full(each)) for each in before), None)

    def _month_of(self, week: WeekRecord) -> int:
        """The month in which a week opened: time away since then doesn't open it again."""
        return week.month or self.month_at(week.began_at)

    # What the rules of the choice and of the milestones are asked about.

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        known = self.playbook.assignment
        return tuple(
            Piece(
                piece.kind,
                known[piece.assignment_id].skill if piece.assignment_id in known else "",
                self.week_number(piece.week_id),
                piece.assignment_id,
                piece.filled,
            )
            for piece in self.records.evidence
        )

    def situation(
        self, at: datetime, week: int, picked: str | None = None, left_off: str | None = None
    ) -> Situation:
        """What the choice for week number `week`, which is open at `at`, depends on.

        `picked` is what the member takes by swap, `left_off` what they were at when they left.
        """
        # What a week held that the coach slept through was never seen, so it may come again.
        seen = [each for each in self.records.weeks if each.number < week and not each.excuse]
        return Situation(
            month=self.month_at(at),
            week=week,
            track=self.member.track,
            pieces=self.pieces,
            assigned=tuple((each.number, each.assignment_id) for each in seen),
            passed_over=tuple((each.number, id_) for each in seen for id_ in each.passed_over or ()),
            picked=picked,
            left_off=left_off,
        )

    @property
    def next_milestone(self) -> NextMilestone | None:
        """The first milestone in the author's order that isn't reached and may be shown."""
        for milestone in self.playbook.milestones:
            if milestone.id not in self.records.reached and not milestone.private:
                return NextMilestone(milestone, *milestones.progress(milestone, self.records.evidence))
        return None

    def end_of(self, week: WeekRecord) -> Slot:
        """The slot that ends a week, as a local day and an instant."""
        return Slot(self.local_day(week.ends_at), week.ends_at)


def _in_full(week: AnyWeek) -> WeekRecord:
    if isinstance(week, WeekRecord):
        return week
    raise NotLoaded(f"week {week.number}")


def evidence_in_full(piece: AnyEvidence) -> EvidenceRecord:
    """The piece, if it is loaded as a screen shows it. Raises NotLoaded where it is in brief."""
    if isinstance(piece, EvidenceRecord):
        return piece
    raise NotLoaded(f"evidence {piece.id}")
