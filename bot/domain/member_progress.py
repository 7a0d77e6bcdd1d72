"""A member's state as the values that screens are drawn from. Each is made when a screen asks for it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice

from bot.domain import milestones, plan, upcoming
from bot.domain.closing import Frequency, Level
from bot.domain.criteria import WELCOME_BACK
from bot.domain.days_off import DaysOff
from bot.domain.forecast import Forecast, forecast
from bot.domain.member import MemberState, evidence_in_full
from bot.domain.month_turn import goals_of, kinds_of, month_turn, ways_of
from bot.domain.opening import BEGINS_SMALL, COMEBACKS, Opening
from bot.domain.own_fact import OwnFact, counts_weeks, own_fact
from bot.domain.playbook import Phase
from bot.domain.progress import (
    CHANGEABLE,
    MAY_BE_POSTED,
    CatchUp,
    Channel,
    Coming,
    Evidence,
    Finish,
    MonthGoals,
    NextMilestone,
    PhaseWeeks,
    Reader,
    Sharing,
    Silence,
    SkillCount,
    Ways,
    Week,
    WeekState,
    Win,
    WorkspaceProfile,
)
from bot.domain.records import AnyWeek, EvidenceRecord, Excuse, NotLoaded, WeekRecord, WinRecord
from bot.domain.slots import Pace, WeeklySchedule
from bot.domain.weeks import Answer, Outcome, Record, is_fortnight


class _Unread(Mapping[str, str]):
    """What was written in a piece that is only listed: it wasn't loaded, which isn't the same as nothing."""

    def __getitem__(self, field: str) -> str:
        raise NotLoaded(f"field {field}")

    def __iter__(self) -> Iterator[str]:
        raise NotLoaded("fields")

    def __len__(self) -> int:
        raise NotLoaded("fields")


UNREAD = _Unread()
_COMING = 3


def reader_of(state: MemberState) -> Reader:
    zone, now, spread = state.member.zone, state.now, state.spreads
    muted = state.member.muted_at is not None
    often = Frequency(state.schedule.pace, Level(state.member.level))
    if first := next(upcoming.coming(state), None):
        week = state.calendar_number(state.open_week.number)
        return Reader(zone, now, *first, week=week, spread=spread, muted=muted, frequency=often)
    silence = upcoming.silence(state) or Silence.MUTED
    return Reader(zone, now, silence=silence, spread=spread, muted=muted, frequency=often)


def week_of(
    state: MemberState, week: WeekRecord, *, late: datetime | None = None, says: Opening | None = None
) -> Week:
    """A week as screens show it; `late` is when its message was due, if it goes out hours after that.

    `says` is what it opens with, where that is known already.
    """
    pieces, outcome, where = state.evidence_for(week), state.outcome(week), state.state_of(week)
    planned, assignment = state.plan_of(week), state.assignment(week)
    newest = week.id == state.open_week.id
    now_open = newest and where is not WeekState.CLOSED
    opens_with = (says or state.opens_with(week)) if now_open and not pieces else Opening.NUDGE
    return Week(
        id=week.id,
        number=state.calendar_number(week.number),
        began_at=week.began_at,
        ends_at=week.ends_at,
        state=where,
        outcome=outcome,
        assignment=assignment.for_two_weeks if is_fortnight(week.began_at, week.ends_at) else assignment,
        reason=week.reason,
        laters=state.laters(week) if where in CHANGEABLE else (),
        moved_to=week.moved_to,
        plan=planned,
        moves=plan.moves(planned.clock, state.now, week.ends_at, state.schedule, state.absence)
        if planned
        else (),
        skip_reason=week.skip_reason,
        if_empty=state.if_empty(week) if newest and (where is WeekState.SKIPPED or planned) else None,
        evidence=evidence_of(state, evidence_in_full(pieces[-1])) if pieces else None,
        late=late,
        month_opens=state.month_that_opens(week),
        turn=month_turn(state, week),
        month_waits=state.month_that_waits(week),
        finish=_finish(state, week),
        goes_on=outcome is Outcome.OPEN and week.ends_at <= state.now,
        opens_with=opens_with,
        begins_small=opens_with in BEGINS_SMALL
        or (opens_with is Opening.NOTHING and state.begins_small(week)),
        comeback=state.comeback(week) if opens_with in COMEBACKS else None,
        welcome_back=state.welcome_back(week) if opens_with is Opening.WELCOME_BACK else None,
        answer=Answer(week.answer) if week.answer else None,
        obstacle=week.obstacle,
        last_obstacle=state.last_obstacle if now_open else None,
        own_fact=_own_fact(state, opens_with) if now_open and not pieces else None,
        holiday=(holiday := state.holiday_before(week) if now_open else None),
        returns=week.reason == WELCOME_BACK,
        holiday_after=(later := state.holiday_after(week) if now_open else None),
        part=state.part(week) if now_open else None,
        place=state.place if holiday or later else None,
        private=now_open and not pieces and state.private_for(week) is not None,
        away=newest and (state.is_away or state.is_quiet),
        back=state.absence.back if newest and state.absence and state.is_away else None,
        after_the_end=newest and state.month > state.playbook.months,
        slack_zone=state.other_zone if newest else None,
    )


def _own_fact(state: MemberState, says: Opening) -> OwnFact | None:
    return own_fact(says, len(state.records.evidence), state.record.kept if counts_weeks(says) else 0)


def finish_of(state: MemberState, finish: Finish) -> Finish:
    """A finish with everything that was done, but for the words of pieces, which aren't loaded."""
    playbook = state.playbook
    known = {piece.assignment_id or "" for piece in state.records.evidence} & playbook.assignment.keys()
    practised = {playbook.assignment[id_].skill for id_ in known}
    return replace(
        finish,
        kinds=kinds_of(state),
        reached=tuple(m.title for m in playbook.milestones if m.id in state.records.reached),
        skills=tuple(skill.title for skill in playbook.skills if skill.id in practised),
        quieter=state.schedule.pace is not Pace.EVERY_SECOND_WEEK,
        moved=state.member.moved_on is not None,
        months=playbook.months,
    )


def _finish(state: MemberState, week: WeekRecord) -> Finish | None:
    """The finish that a week opens with, which draws the weeks of each phase too."""
    finish = state.finish(week)
    return replace(finish_of(state, finish), phase_weeks=phase_weeks_of(state)) if finish else None


def evidence_of(state: MemberState, piece: EvidenceRecord, fields: Mapping[str, str] = UNREAD) -> Evidence:
    """A piece as screens show it, with what was written in it where the screen shows that."""
    kind = state.playbook.kind[piece.kind]
    assignment = state.playbook.assignment.get(piece.assignment_id or "")
    return Evidence(
        id=piece.id,
        kind=kind,
        title=assignment.title if assignment else kind.label,
        week=state.calendar_number(state.week_number(piece.week_id)),
        version=piece.version,
        handed_in_at=piece.handed_in_at,
        short=piece.short,
        fields=fields,
        first=piece.id == state.first_evidence,
    )


def channel_of(state: MemberState, channel_id: str | None) -> Channel | None:
    """A channel by its id, with what Slack has said of it so far."""
    if channel_id is None:
        return None
    known = (state.records.channels or {}).get(channel_id)
    return Channel(*known) if known else Channel(channel_id, "")


def _channel_of(state: MemberState, win: WinRecord) -> Channel | None:
    """A win's channel. A private one is named only while the coach watches that its member is in it.

    It does for the channels that wins may go to (`bot.store.directory.watchers`).
    """
    channel = channel_of(state, win.channel_id or state.member.wins_channel)
    if channel is None or not channel.private or win.state in MAY_BE_POSTED:
        return channel
    return channel if channel.id == state.member.wins_channel else Channel(channel.id, "", private=True)


def win_of(state: MemberState, win: WinRecord, workspace: WorkspaceProfile) -> Win:
    """A reached milestone as screens show it: where its post stands, and whether it still tells the truth."""
    milestone = state.playbook.milestone[win.milestone_id]
    true_now = milestones.post_text(milestone, state.records.evidence)
    untouched = win.text == win.template
    return Win(
        id=win.id,
        milestone=milestone,
        state=Sharing(win.state),
        text=win.text,
        reached_at=win.reached_at,
        name=name_of(state),
        sender=workspace.sender,
        channel=_channel_of(state, win),
        posted_at=win.posted_at,
        corrected_at=win.corrected_at,
        link=_link(win, workspace),
        known=win.post_ts is not None,
        refusal=win.refusal,
        correction=true_now if untouched and true_now != win.text else None,
        twin=state.playbook.milestone[milestone.twin] if milestone.twin in state.records.reached else None,
    )


def name_of(state: MemberState) -> str:
    return state.records.name or "a colleague"


def _link(win: WinRecord, workspace: WorkspaceProfile) -> str | None:
    """To the post, or to the channel that may hold it."""
    if win.channel_id is None or not workspace.url:
        return None
    post = f"/p{win.post_ts.replace('.', '')}" if win.post_ts else ""
    return f"{workspace.url}archives/{win.channel_id}{post}"


_LASTS = {
    Pace.EVERY_WEEK: timedelta(weeks=1),
    Pace.EVERY_SECOND_WEEK: timedelta(weeks=2),
    Pace.TWO_A_WEEK: timedelta(weeks=1) / 2,
}
"""How long a member's week is."""


def _counts(week: AnyWeek) -> bool:
    """Whether a week says something of its member's pace: one that the coach slept through doesn't."""
    return week.excuse != Excuse.SLEPT_THROUGH


def phase_weeks_of(state: MemberState) -> tuple[PhaseWeeks, ...]:
    """Count the kept weeks of each phase by month."""
    kept = Counter(
        (state.assignment(week).phase, state.month_of(week))
        for week, outcome in zip(state.records.weeks, state.outcomes, strict=True)
        if outcome is Outcome.DONE
    )
    months = range(1, state.playbook.months + 1)
    rows = (
        PhaseWeeks(phase.title, tuple(kept[phase.id, month] for month in months))
        for phase in state.playbook.phases
    )
    return tuple(row for row in rows if any(row.kept))


class MemberProgress:
    """`bot.domain.progress.Progress` of a member who has joined.

    `words` are what their first and last piece say, for the finish, where that was loaded.
    """

    def __init__(
        self, state: MemberState, workspace: WorkspaceProfile, words: tuple[str, str] = ("", "")
    ) -> None:
        self._state, self._workspace, self._words = state, workspace, words

    @cached_property
    def reader(self) -> Reader:
        return reader_of(self._state)

    @property
    def name(self) -> str:
        return name_of(self._state)

    @property
    def schedule(self) -> WeeklySchedule:
        return self._state.schedule

    @property
    def start(self) -> date:
        return self._state.member.start

    @property
    def track(self) -> str | None:
        return self._state.member.track

    @property
    def month(self) -> int:
        return self._state.month

    @property
    def months(self) -> int:
        return self._state.playbook.months

    @property
    def minutes(self) -> tuple[int, int]:
        sizes = [each.minutes // each.weeks for each in self._state.playbook.assignments]
        return min(sizes), max(sizes)

    @property
    def phases(self) -> tuple[Phase, ...]:
        return tuple(self._state.playbook.phases_in(self.month))

    @cached_property
    def week(self) -> Week:
        return week_of(self._state, self._state.open_week)

    @cached_property
    def weeks(self) -> tuple[tuple[int, Outcome], ...]:
        both = zip(self._state.records.weeks, self._state.outcomes, strict=True)
        return tuple((self._state.calendar_number(week.number), outcome) for week, outcome in both)

    @property
    def record(self) -> Record:
        return self._state.record

    @cached_property
    def forecast(self) -> Forecast | None:
        state, joined = self._state, self._state.member.joined_at
        if state.month > self.months:
            return None
        return forecast(
            [
                outcome
                for outcome, week in zip(state.outcomes, state.records.weeks, strict=True)
                if _counts(week)
            ],
            month=state.month,
            months=self.months,
            joined_in=min(state.month_at(joined), self.months) if joined else 1,
            today=state.local_day(state.now),
            week=_LASTS[state.schedule.pace],
        )

    @property
    def catch_up(self) -> CatchUp | None:
        """The newest open week: short versions all take 15 minutes, and it is the freshest in mind."""
        state = self._state
        both = zip(reversed(state.records.weeks), reversed(state.outcomes), strict=True)
        missed = (week for week, outcome in both if outcome is Outcome.MISSED)
        if (week := next(missed, None)) is None:
            return None
        return CatchUp(week.id, state.calendar_number(week.number), state.assignment(week))

    @cached_property
    def goals(self) -> MonthGoals:
        return goals_of(self._state, self.month)

    @property
    def ways(self) -> Ways | None:
        asks = 0 < self._state.playbook.tracks_part <= self.month + 1 and self.month <= self.months
        return ways_of(self._state) if asks and self.track is None else None

    @property
    def has_mirror(self) -> bool:
        return bool(self._state.playbook.habits)

    @property
    def phase_weeks(self) -> tuple[PhaseWeeks, ...]:
        return phase_weeks_of(self._state)

    @cached_property
    def finish(self) -> Finish | None:
        playbook = self._state.playbook
        if not playbook.finish or self.month <= playbook.months:
            return None
        totals = Finish(playbook.finish, self.record.kept, self.pieces, len(self._state.records.reached))
        first, last = self._words
        return replace(finish_of(self._state, totals), first=first, last=last)

    @cached_property
    def skills(self) -> tuple[SkillCount, ...]:
        playbook = self._state.playbook
        of = [playbook.assignment.get(piece.assignment_id or "") for piece in self._state.records.evidence]
        counts = Counter([assignment.skill for assignment in of if assignment])
        return tuple(
            SkillCount(skill, counts[skill.id], playbook.skill_opens[skill.id]) for skill in playbook.skills
        )

    @cached_property
    def next_milestone(self) -> NextMilestone | None:
        return self._state.next_milestone

    @cached_property
    def wins(self) -> tuple[Win, ...]:
        return tuple(win_of(self._state, win, self._workspace) for win in reversed(self._state.records.wins))

    @property
    def pieces(self) -> int:
        return len(self._state.records.evidence)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.newest_evidence(self.pieces)

    def newest_evidence(self, most: int) -> tuple[Evidence, ...]:
        pieces = islice(reversed(self._state.records.evidence), most)
        return tuple(evidence_of(self._state, evidence_in_full(piece)) for piece in pieces)

    @property
    def level(self) -> Level:
        return Level(self._state.member.level)

    @property
    def days_off(self) -> DaysOff:
        return self._state.days_off

    @property
    def coming(self) -> tuple[Coming, ...]:
        return tuple(islice(upcoming.coming(self._state), _COMING))

    @property
    def wins_channel(self) -> Channel | None:
        return channel_of(self._state, self._state.member.wins_channel)

    @property
    def muted(self) -> bool:
        return self._state.member.muted_at is not None

    @property
    def left(self) -> bool:
        return self._state.member.left_at is not None

    @property
    def late(self) -> tuple[Week, ...]:
        return tuple(week_of(self._state, week) for week in self._state.late_weeks)
