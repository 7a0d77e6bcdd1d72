"""A member at one moment: all that follows from what is kept of them, the playbook and that moment.

Everything is derived when it is first asked for, and costs at most one pass over the weeks and the evidence.
Who writes replaces the records, and so gets a new state (`bot.coach.member_session`).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import groupby, takewhile
from zoneinfo import ZoneInfo

from bot.domain import calendar, choice, countries, milestones, slots, spread, weeks, working_days
from bot.domain.calendar import Away
from bot.domain.case import Piece, Situation
from bot.domain.closing import AtClosing, Closing, Level, closing, is_first_of_month
from bot.domain.days_off import NO_COUNTRY, DaysOff
from bot.domain.milestones import Begun, Early
from bot.domain.opening import (
    SILENT_WEEKS,
    TELLS_OF_MONTHS,
    AtOpening,
    Opening,
    begins_small,
    opening,
    told_before,
)
from bot.domain.plan import REMINDS
from bot.domain.playbook import Assignment, Milestone, Playbook
from bot.domain.progress import Comeback, Finish, NextMilestone, WeekState, WelcomeBack
from bot.domain.records import (
    AbsenceRecord,
    AnyEvidence,
    AnyWeek,
    EvidenceRecord,
    Excuse,
    MemberRecord,
    MemberRecords,
    NotLoaded,
    NotYours,
    PlanRecord,
    WeekRecord,
    WinRecord,
)
from bot.domain.slots import Later, Pace, QuietHours, Slot, WeeklySchedule
from bot.domain.weeks import IfEmpty, Outcome, Record
from bot.domain.working_days import WorkingDays

_WHOLE_WEEK = 7
ASKED_AFTER = timedelta(weeks=4)
"""How long somebody is away without an end before they are asked about it, once."""


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
        member = self.member
        own = member.weekday, member.hour, member.zone, member.pace, member.quiet_begins, member.quiet_ends
        return _schedule(*own, self.working_days)

    @property
    def working_days(self) -> WorkingDays:
        """The days on which the member works, where they live."""
        return working_days.of_member(self.place, self.member.weekend)

    @property
    def place(self) -> str | None:
        """The country or region whose holidays hold for the member."""
        return place_of(self.member.country, self.member.zone)

    @property
    def days_off(self) -> DaysOff:
        return DaysOff(self.place, self.member.country, self.member.weekend)

    def holiday_before(self, week: WeekRecord) -> date | None:
        """Return the public holiday that a week was planned to open on, if one has moved its opening."""
        moved = week.day != self.local_day(week.began_at)
        return week.day if moved and self.working_days.holiday(week.day) else None

    def holiday_after(self, week: WeekRecord) -> date | None:
        """Return the public holiday that the next opening is planned for, if one moves that."""
        planned = self.planned_day(week.ends_at)
        moved = planned != self.local_day(week.ends_at)
        return planned if moved and self.working_days.holiday(planned) else None

    def part(self, week: WeekRecord) -> int | None:
        """Return which of its assignment's weeks a week is; None where the assignment takes a single one."""
        several = self.assignment(week).weeks
        if several == 1:
            return None
        so_far = (each for each in reversed(self.records.weeks) if each.number <= week.number)
        seen = (each for each in so_far if each.id == week.id or not self.is_excused(each))
        running = list(takewhile(lambda each: each.assignment_id == week.assignment_id, seen))
        return len(running) if len(running) <= several else None

    @cached_property
    def today(self) -> date:
        return self.local_day(self.now)

    def local_day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.member.zone)).date()

    def planned_day(self, at: datetime) -> date:
        """Return the local day that was planned for an opening at an instant."""
        return slots.planned_day(at, self.schedule)

    def month_on(self, day: date) -> int:
        """The programme's month on a local day; the move ends the last one early."""
        month, moved = calendar.month_on(day, self.member.start, self.away), self.member.moved_on
        return max(month, self.playbook.months + 1) if moved and moved <= day else month

    def month_at(self, at: datetime) -> int:
        return self.month_on(self.local_day(at))

    @cached_property
    def month(self) -> int:
        return self.month_at(self.now)

    def month_opens(self, month: int) -> date:
        """Return when a month of the programme opens; an absence without an end counts until today."""
        away = (Away(each.first, min(each.back, max(self.today, each.first))) for each in self.endless)
        return calendar.month_opens(month, self.member.start, (*self._ended_or_planned, *away))

    def next_opening(self, day: date | None) -> datetime | None:
        """Return the first opening slot behind the open week that lies on a day or after it."""
        if day is None:
            return None
        slot = Slot(self.planned_day(self.open_week.ends_at), self.open_week.ends_at)
        while self.local_day(slot.at) < day:
            slot = slots.week_end(slot.at, self.schedule)
        return slot.at

    @property
    def closing_at(self) -> datetime | None:
        """When the open week's closing slot comes; None where it has none, or has had it."""
        due = self.member.closing_due_at
        at = datetime.fromtimestamp(due / 1000, UTC) if due is not None else None
        return at if at and at > self.now else None

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

    # Time away.

    @cached_property
    def away(self) -> tuple[Away, ...]:
        """The absences as the calendar counts them."""
        return tuple(Away(each.first, each.back or date.max) for each in self.records.absences)

    @property
    def endless(self) -> Iterable[Away]:
        return (each for each in self.away if each.back == date.max)

    @property
    def _ended_or_planned(self) -> Iterable[Away]:
        return (each for each in self.away if each.back != date.max)

    @cached_property
    def absence(self) -> AbsenceRecord | None:
        """The absence that the member is in, or has planned; never the coach's own silence."""
        last = self.records.absences[-1:]
        return next((a for a in last if not a.quiet and (a.back is None or a.back > self.today)), None)

    @cached_property
    def silence(self) -> AbsenceRecord | None:
        """The absence that began when the coach went quiet, until the member acts again."""
        return next((a for a in self.records.absences[-1:] if a.quiet and a.back is None), None)

    @property
    def ended_silence(self) -> bool:
        """Whether the member has brought the coach back, and no week has opened since the last one ended."""
        week = self.open_week
        return any(
            each.quiet and each.back and week.day <= each.first and self.local_day(week.ends_at) <= each.back
            for each in self.records.absences[-1:]
        )

    @property
    def left_off(self) -> str | None:
        """The assignment that the coach went quiet with, where the member has just brought it back."""
        undone = self.ended_silence and not self.evidence_for(self.open_week)
        return self.open_week.assignment_id if undone else None

    @property
    def is_quiet(self) -> bool:
        return self.silence is not None

    @property
    def is_away(self) -> bool:
        return self.away_on(self.today)

    def away_on(self, day: date) -> bool:
        """Return whether the absence that is on or planned holds a local day."""
        return self.absence is not None and self.absence.holds(day)

    def is_away_at(self, at: datetime) -> bool:
        """Return whether an absence holds the local day of an instant, the coach's own silence included."""
        day = self.local_day(at)
        return any(absence.holds(day) for absence in self.records.absences)

    def with_absences(self, absences: Iterable[AbsenceRecord]) -> "MemberState":
        """Return the member as they would be with these absences and no others."""
        return MemberState(self.records.with_absences(absences), self.playbook, self.now)

    def takes_up(self, absence: AbsenceRecord, first: date, end: date) -> bool:
        """Return whether a week from a first day up to an end has too few working days beside an absence."""
        if absence.first >= end or (absence.back or end) <= first:
            return False
        days = (first + number * slots.DAY for number in range((end - first).days))
        works = [absence.holds(day) for day in days if self.schedule.days.works(day)]
        return weeks.excuses(sum(works), len(works), absence.quiet)

    def _took(self, absence: AbsenceRecord) -> Iterator[AnyWeek]:
        """Yield the weeks that an absence has excused: most of one was away, or nobody saw its message."""
        for week, end in zip(self.records.weeks, self._ends, strict=True):
            unseen = week.excuse == Excuse.AWAY and week.day < (absence.back or end) and absence.first < end
            if unseen or self.takes_up(absence, week.day, end):
                yield week

    @cached_property
    def _ends(self) -> tuple[date, ...]:
        """The local day on which each week ends: that of the next one's opening."""
        days = [week.day for week in self.records.weeks[1:]]
        return (*days, self.local_day(self.open_week.ends_at)) if self.records.weeks else ()

    @cached_property
    def _away_in(self) -> frozenset[int]:
        """The ids of the weeks of which an absence takes up too much."""
        if not self.records.absences:
            return frozenset()
        return frozenset(
            week.id
            for week, end in zip(self.records.weeks, self._ends, strict=True)
            if any(self.takes_up(absence, week.day, end) for absence in self.records.absences)
        )

    def is_excused(self, week: AnyWeek) -> bool:
        """Return whether a week doesn't count: the coach slept through it, or the member left or was away."""
        return week.excuse is not None or week.id in self._away_in

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

    @cached_property
    def _calendar_numbers(self) -> tuple[int, ...]:
        ends = (*self._ends[:-1], self.planned_day(self.open_week.ends_at))
        return weeks.calendar_numbers([week.day for week in self.records.weeks], ends)

    def calendar_numbers(self, days: Sequence[date], ends: Sequence[date]) -> tuple[int, ...]:
        """Return the calendar's numbers of weeks to come, of which the open one is the first."""
        before = [week.day for week in self.records.weeks[:-1]]
        return weeks.calendar_numbers([*before, *days], [*self._ends[:-1], *ends])[len(before) :]

    def calendar_number(self, number: int) -> int:
        """Return which week of the calendar the member's week of that number opens in, as screens show it."""
        return number if self._one_a_week else self._calendar_numbers[number - 1]

    @cached_property
    def _one_a_week(self) -> bool:
        """Whether one week opened in each of the calendar's, as for nearly all, who join within the first."""
        first, last = self.records.weeks[:2][-1], self.records.weeks[-1]
        return (last.day - first.day).days == _WHOLE_WEEK * (last.number - first.number)

    @property
    def _numbers_differ(self) -> bool:
        """Whether the member's weeks aren't numbered as the calendar's are."""
        return self.calendar_number(self.open_week.number) != self.open_week.number

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
        counted = (week for week in self.records.weeks if not self.is_excused(week))
        runs = (tuple(run) for _, run in groupby(counted, key=lambda week: week.assignment_id))
        return {week.id: run for run in runs if run[0].assignment_id in self.playbook.long for week in run}

    def stretch(self, week: AnyWeek) -> tuple[AnyWeek, ...]:
        """The weeks that one piece of this one's assignment keeps, this one among them."""
        if week.assignment_id not in self.playbook.long:  # most are of one week, and ask for no other
            return (week,)
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
        stretch = self.stretch(week)
        if len(stretch) == 1 and week.id not in self._handed_in:
            return ()  # as nearly every week that opens
        ids = {each.id for each in stretch}
        if ids.isdisjoint(self._handed_in):
            return ()
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
            answer=week.answer,
            away=self.is_excused(week),
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
        numbers = self._calendar_numbers if self.records.weeks and self._numbers_differ else None
        return weeks.record(self.outcomes, self._ends, self._last_week, numbers)

    @property
    def _last_week(self) -> int | None:
        """The calendar's number of the week with which the programme ended; None while it goes on."""
        if self.month <= self.playbook.months:
            return None
        over = self._over
        number = sum([week.day < over for week in self.records.weeks])
        return number and self.calendar_number(number)

    @property
    def _over(self) -> date:
        """The first day behind a programme that is over: its last month's end, or the day behind the move."""
        member, months = self.member, self.playbook.months
        if member.moved_on and calendar.month_on(member.moved_on, member.start, self.away) <= months:
            return member.moved_on + slots.DAY
        return calendar.month_opens(months + 1, member.start, self.away)

    @property
    def late_weeks(self) -> list[WeekRecord]:
        """The weeks that late work would keep, newest first."""
        both = zip(reversed(self.records.weeks), reversed(self.outcomes), strict=True)
        return [_in_full(week) for week, outcome in both if outcome is Outcome.MISSED]

    # What the two slots of a week say.

    def opens_with(self, week: WeekRecord) -> Opening:
        """Return what the open week's opening slot says, or would say now that the member has acted since."""
        opens, muted = self.local_day(week.began_at), self.member.muted_at is not None
        if not muted and any(
            each.quiet
            and each.back
            and (opens == each.first or opens <= each.back < self.local_day(week.ends_at))
            for each in self.records.absences
        ):
            return Opening.NUDGE  # the coach went quiet with it, or the member was back in it
        return opening(self._at_opening(week))

    def begins_small(self, week: WeekRecord) -> bool:
        """Return whether the open week's ways on begin with the 15 minutes, whoever is told so."""
        return begins_small(self._at_opening(week))

    def _at_opening(self, week: WeekRecord) -> AtOpening:
        opens = self.local_day(week.began_at)
        return AtOpening(
            muted=self.member.muted_at is not None,
            away=any(a.holds(opens) and not (a.quiet and a.first == opens) for a in self.records.absences),
            asks=self._asks_about(week, opens),
            finishes=self._finishes(week),
            returned=self._absence_ended_before(week, opens) is not None,
            silent=self._silent_before(week),
            misses=self._misses_before(week),
        )

    def _asks_about(self, week: WeekRecord, opens: date) -> bool:
        """Return whether it is the first opening since an absence without an end has lasted so long."""
        before = self.week_before(week)
        if before is None or self.absence is None or self.absence.back is not None:
            return False
        return before.day < self.absence.first + ASKED_AFTER <= opens

    def _absence_ended_before(self, week: WeekRecord, opens: date) -> AbsenceRecord | None:
        """Return the absence that ended since the opening before, if the member hasn't said a word since."""
        before = self.week_before(week)
        for absence in self.records.absences[::-1]:
            if before and not absence.quiet and absence.back and before.day < absence.back <= opens:
                acted = self._acted_on and self._acted_on >= absence.back
                return absence if not acted and any(self._took(absence)) else None
        return None

    @cached_property
    def _acted_on(self) -> date | None:
        return self.local_day(self.member.acted_at) if self.member.acted_at else None

    def _silent_before(self, week: WeekRecord) -> int:
        """Return how many calendar weeks in a row passed without an act; more than matter aren't counted."""
        silent = 0
        for each in self._before(week):
            if self._acted_on is None or self._acted_on >= each.day or silent == SILENT_WEEKS * self._a_week:
                break
            silent += 1
        return silent // self._a_week

    def _misses_before(self, week: WeekRecord) -> int:
        """Return how many calendar weeks in a row were missed; more than three aren't counted.

        None once the programme is over.
        """
        misses = 0
        if self.month_of(week) > self.playbook.months:
            return 0
        for each in self._before(week):
            if self.outcome(each) is not Outcome.MISSED or misses == 3 * self._a_week:
                break
            misses += 1
        return misses // self._a_week

    def comes_back_with(self, week: WeekRecord) -> bool:
        """Return whether evidence for a week is the first after a missed one, or after they had left.

        Time away is left out, unless something was handed in for it.
        """
        if self.is_over(week) or self.month_of(week) > self.playbook.months:
            return False
        if len(self.evidence_for(week)) != 1:
            return False
        if (before := self.week_before(week)) and before.excuse == Excuse.LEFT:
            return True
        earlier = (each for each in reversed(self.records.weeks) if each.number < week.number)
        return weeks.comes_back(map(self.outcome, earlier), self._a_week)

    @property
    def _a_week(self) -> int:
        """How many of the member's weeks make one of the calendar; two where two begin in it."""
        return 2 if self.schedule.pace is Pace.TWO_A_WEEK else 1

    def _before(self, week: WeekRecord) -> Iterable[AnyWeek]:
        """The weeks before one, newest first, up to one that doesn't count: after that, everything is new."""
        earlier = (each for each in reversed(self.records.weeks) if each.number < week.number)
        return takewhile(lambda each: not self.is_excused(each), earlier)

    def closes_with(self, day: date) -> Closing:
        """Return what the open week's closing slot on a local day says, if it has one, as things are now."""
        week, member = self.open_week, self.member
        return closing(
            AtClosing(
                week=week.number,
                calendar=self.calendar_number(week.number) + self._further(week),
                pace=self.schedule.pace,
                level=Level(member.level),
                silenced=bool(member.muted_at or member.left_at) or self.is_quiet or self.away_on(day),
                finished=self.month_on(day) > self.playbook.months,
                first_of_month=is_first_of_month(day, self.schedule.pace),
                has_mirror=bool(self.playbook.habits),
                handed_in=bool(self.evidence_for(week)),
                settled=bool(week.answer or week.skipped_at) or self.is_excused(week),
            )
        )

    def _further(self, week: WeekRecord) -> int:
        """How many weeks of the calendar a week goes on for, behind that in which it opens."""
        return max((self.local_day(week.ends_at) - week.day).days // _WHOLE_WEEK - 1, 0)

    @property
    def last_obstacle(self) -> str | None:
        """What got in the way in the week before, as the member said; it comes back as an "if".

        They said it in the receipt, or when they skipped the week.
        """
        before = self.week_before(self.open_week)
        if before is None:
            return None
        week = _in_full(before)
        return week.obstacle or (None if week.skip_reason == weeks.UNSAID else week.skip_reason)

    def if_empty(self, week: WeekRecord) -> IfEmpty:
        """Return what the open week costs if it stays empty."""
        number, ends = self.calendar_number(week.number), self.local_day(week.ends_at)
        return self.record.if_empty(number, ends, self._last_week)

    def comeback(self, week: WeekRecord) -> Comeback | None:
        """Return what a comeback says of the week before, and of what stands."""
        missed = next(iter(self._before(week)), None)
        said = self.opens_with(week)
        if missed is None or said not in (Opening.COMEBACK, Opening.SECOND_COMEBACK):
            return None
        number = self.calendar_number(missed.number)
        return Comeback(
            second=said is Opening.SECOND_COMEBACK,
            third=self._misses_before(week) > 2,
            free=number <= weeks.FREE_WEEKS,
            covered=number in self.record.covered,
            freezes_left=self.record.freezes_left(self.today),
            next_freezes=weeks.quarter(self.today).next_begins,
            run=self.record.run,
            bridged=self.record.bridged,
            drills=bool(self.playbook.drills),
        )

    def welcome_back(self, week: WeekRecord) -> WelcomeBack | None:
        """Return what a welcome back says of the time away."""
        absence = self._absence_ended_before(week, self.local_day(week.began_at))
        if absence is None or self.opens_with(week) is not Opening.WELCOME_BACK:
            return None
        gone = (each.number for each in self._took(absence))
        excused = tuple(dict.fromkeys(map(self.calendar_number, gone)))
        return WelcomeBack(excused, self.record.run, self.record.bridged)

    # What turns with a week.

    def month_that_opens(self, week: WeekRecord) -> int | None:
        """The month whose turn comes with a week's message: the first nudge in it; never the first."""
        told, month = self.told_before(week), self.month_of(week)
        turns = told and told < month <= self.playbook.months and week.told_month is None
        return month if turns else None

    def month_that_waits(self, week: WeekRecord) -> int | None:
        """The month that a week stands in, where its turn waits for the next nudge."""
        month = self.month_of(week)
        return month if week.told_month and month <= self.playbook.months else None

    def told_before(self, week: WeekRecord) -> int | None:
        """The newest month that the member knew of before a week; None before the first."""
        before = self.week_before(week)
        return self.told_in(_in_full(before)) if before else None

    def told_in(self, week: WeekRecord) -> int:
        """The newest month that the member knows of after a week's message."""
        return week.told_month or self.month_of(week)

    def has_waited(self, week: WeekRecord) -> bool:
        """Return whether a week before this one left its turn to a later message."""
        before = self.week_before(week)
        return before is not None and _in_full(before).told_month is not None

    def put_off(self, week: WeekRecord, says: Opening) -> int | None:
        """Return what a week's `told_month` is when it opens with this."""
        if says in TELLS_OF_MONTHS:
            return None  # as most, which ask for no more
        return told_before(says, self.month_of(week), self.told_before(week))

    def finish(self, week: WeekRecord) -> Finish | None:
        """What the programme came to, if this is the first week after its last month or the move.

        Like a month's turn, it is told once: where it waits for the next nudge, this week doesn't tell it.
        """
        if not self._finishes(week) or week.told_month is not None:
            return None
        return Finish(
            self.playbook.finish, self.record.kept, len(self.records.evidence), len(self.records.reached)
        )

    def _finishes(self, week: WeekRecord) -> bool:
        told, months = self.told_before(week), self.playbook.months
        return bool(self.playbook.finish and told and told <= months < self.month_of(week))

    def week_before(self, week: WeekRecord) -> AnyWeek | None:
        before = (each for each in reversed(self.records.weeks) if each.number == week.number - 1)
        return next(before, None)

    def month_of(self, week: AnyWeek) -> int:
        """The month in which a week opened: time away since then doesn't open it again."""
        return week.month or self.month_on(week.day)

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
        # What a week held that the coach slept through, or the member was away from, was never seen, so it
        # may come again.
        seen = [each for each in self.records.weeks if each.number < week and not self.is_excused(each)]
        return Situation(
            month=self.month_at(at),
            week=week,
            track=self.member.track,
            pieces=self.pieces,
            assigned=tuple((each.number, each.assignment_id) for each in seen),
            passed_over=tuple((each.number, id_) for each in seen for id_ in each.passed_over or ()),
            picked=picked,
            left_off=left_off,
            calendar=self._calendar_numbers if self.records.weeks and not self._one_a_week else (),
        )

    def private_for(self, week: WeekRecord) -> Assignment | None:
        """Return the assignment that shows a wish to leave and can be had in a week on a press, if any."""
        month = self.month_of(week)
        if not any(month in each.months for each in self.playbook.boldest):
            return None  # most months have none, and ask for no more
        used = {each.assignment_id for each in self.records.weeks}
        done = {piece.assignment_id for piece in self.records.evidence}
        kinds = {piece.kind for piece in self.records.evidence}
        return choice.private(self.playbook, month, self.member.track, used | done, kinds)

    def early(
        self,
        kind: str,
        assignment_id: str | None,
        week: WeekRecord,
        saved_at: datetime,
        filled: Collection[str],
    ) -> tuple[Early, ...]:
        """Return what is filled in too early in a piece for a week that is saved now, and was at first then.

        NotLoaded where the evidence is in brief.
        """
        this = Begun(kind, assignment_id, self._begun_on(week, saved_at))
        others = [
            Begun(each.kind, each.assignment_id, self.local_day(evidence_in_full(each).handed_in_at))
            for each in self.records.evidence
        ]
        return milestones.early(self.playbook, this, others, filled, self.today)

    def _begun_on(self, week: WeekRecord, saved_at: datetime) -> date:
        """Return the day by which what a piece tells of was done: its week's end, if it came later."""
        return self.local_day(min(saved_at, week.ends_at))

    @property
    def next_milestone(self) -> NextMilestone | None:
        """The first milestone in the author's order that isn't reached and may be shown."""
        for milestone in self.playbook.milestones:
            if milestone.id not in self.records.reached and not milestone.private:
                return self._next_milestone(milestone)
        return None

    def _next_milestone(self, milestone: Milestone) -> NextMilestone:
        have, need = milestones.progress(milestone, self.records.evidence)
        proof = milestones.lacking(milestone, self.records.evidence)
        kind = self.playbook.kind[proof.kind]
        fields = tuple(field for field in kind.fields if field.id in proof.filled)
        return NextMilestone(milestone, have, need, kind, fields)

    def laters(self, week: WeekRecord) -> tuple[Later, ...]:
        """Return the moments to which a week's message can move: none in an absence."""
        choices = slots.later_choices(self.now, self.end_of(week), self.schedule)
        return tuple(each for each in choices if not self.away_at(each.at))

    def away_at(self, at: datetime) -> bool:
        """Return whether the absence that is on or planned holds an instant's local day."""
        return self.absence is not None and self.absence.holds(self.local_day(at))

    def end_of(self, week: WeekRecord) -> Slot:
        """The slot that ends a week, as a local day and an instant."""
        return Slot(self.local_day(week.ends_at), week.ends_at)


@lru_cache(maxsize=1000)
def _schedule(
    weekday: int, hour: int, zone: str, pace: str, begins: int, ends: int, days: WorkingDays
) -> WeeklySchedule:
    """Return a schedule; members who have the same one share it."""
    return WeeklySchedule(weekday, hour, zone, pace=Pace(pace), days=days, quiet=QuietHours(begins, ends))


def place_of(answer: str | None, zone: str) -> str | None:
    """Return whose holidays hold: those of the answer, or without one the zone's country; None for none."""
    if answer:
        return None if answer == NO_COUNTRY else answer
    return countries.of_zone(zone)


def _in_full(week: AnyWeek) -> WeekRecord:
    if isinstance(week, WeekRecord):
        return week
    raise NotLoaded(f"week {week.number}")


def evidence_in_full(piece: AnyEvidence) -> EvidenceRecord:
    """The piece, if it is loaded as a screen shows it. Raises NotLoaded where it is in brief."""
    if isinstance(piece, EvidenceRecord):
        return piece
    raise NotLoaded(f"evidence {piece.id}")
