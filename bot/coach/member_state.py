"""A member's rows inside a transaction, and the domain values that they make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.coach import transitions
from bot.domain import calendar, milestones, slots, spread, weeks
from bot.domain.choice import Piece, Situation
from bot.domain.playbook import Assignment
from bot.domain.progress import (
    Channel,
    Evidence,
    NextMilestone,
    Progress,
    Reader,
    Sharing,
    SkillCount,
    Week,
    WeekState,
    Win,
)
from bot.domain.slots import Slot, WeeklySchedule
from bot.domain.weeks import Outcome
from bot.store import tables
from bot.store.member_records import Kept

if TYPE_CHECKING:
    from bot.coach.coach import Coach


class History:
    """One member at the coach's now. What a use case adds to `kept` shows in every value derived after."""

    def __init__(self, coach: Coach, session: Session, kept: Kept, now: datetime | None = None) -> None:
        self.coach, self.session, self.kept = coach, session, kept
        self.member = kept.member
        self.playbook = coach.playbook
        self.now = now or coach.now()

    # Times.

    @property
    def schedule(self) -> WeeklySchedule:
        return WeeklySchedule(self.member.weekday, self.member.hour, self.member.zone)

    def local_day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.member.zone)).date()

    def month_at(self, at: datetime) -> int:
        return calendar.month_on(self.local_day(at), self.member.start)

    @property
    def name(self) -> str:
        return self.kept.name or "a colleague"

    @property
    def next_message(self) -> datetime | None:
        if self.member.muted_at or self.member.left_at:
            return None
        week = self.kept.weeks[-1]
        return week.moved_to if self._moved(week) else week.ends_at

    @property
    def reader(self) -> Reader:
        moved, spreads = self._moved(self.kept.weeks[-1]), bool(spread.window(self.kept.workspace_size))
        return Reader(self.member.zone, self.now, self.next_message, moved, spreads)

    @property
    def delay(self) -> timedelta:
        """How long after the hour the member's nudge comes."""
        return spread.delay(self.member.team_id, self.member.user_id, self.kept.workspace_size)

    def _moved(self, week: tables.Week) -> bool:
        return week.moved_to is not None and week.moved_to > self.now

    # Evidence, and the situation that rules are asked about.

    def pieces(self) -> tuple[Piece, ...]:
        return tuple(self._piece(row, fields) for row, fields in self.kept.evidence)

    def _piece(self, row: tables.Evidence, fields: dict[str, str]) -> Piece:
        assignment = self.playbook.assignment.get(row.assignment_id or "")
        filled = frozenset(name for name, value in fields.items() if value.strip())
        week = self.row_of(row.week_id)
        return Piece(row.kind, assignment.skill if assignment else "", week.number, row.assignment_id, filled)

    def situation(
        self, at: datetime, week: int, picked: str | None = None, left_off: str | None = None
    ) -> Situation:
        """What the choice for week number `week`, which is open at `at`, depends on.

        `picked` is what the member takes by swap, `left_off` what they were at when they left.
        """
        # What a week held that the coach slept through was never seen, so it may come again.
        seen = [w for w in self.kept.weeks if w.number < week and not w.excused]
        return Situation(
            month=self.month_at(at),
            week=week,
            track=self.member.track,
            pieces=self.pieces(),
            assigned=tuple((w.number, w.assignment_id) for w in seen),
            passed_over=tuple((w.number, id_) for w in seen for id_ in w.passed_over),
            picked=picked,
            left_off=left_off,
        )

    def evidence(self, row: tables.Evidence, fields: dict[str, str]) -> Evidence:
        kind = self.playbook.kind[row.kind]
        assignment = self.playbook.assignment.get(row.assignment_id or "")
        return Evidence(
            id=row.id,
            kind=kind,
            title=assignment.title if assignment else kind.label,
            week=self.row_of(row.week_id).number,
            version=row.version,
            handed_in_at=row.handed_in_at,
            short=row.short,
            fields=fields,
            first=row.id == min(piece.id for piece, _ in self.kept.evidence),
        )

    # Weeks.

    def row_of(self, week_id: int) -> tables.Week:
        """The member's own week; LookupError for anybody else's."""
        for row in self.kept.weeks:
            if row.id == week_id:
                return row
        raise LookupError(f"member {self.member.id} has no week {week_id}")

    def row_or_open(self, week_id: int | None) -> tables.Week:
        """The member's own week that is named, or the open one."""
        return self.kept.weeks[-1] if week_id is None else self.row_of(week_id)

    def stretch(self, row: tables.Week) -> list[tables.Week]:
        """The weeks in a row that an assignment of several weeks takes, this one among them."""
        if self.assignment(row).weeks == 1 or row.excused:
            return [row]
        counted = (week for week in self.kept.weeks if not week.excused)
        runs = (list(run) for _, run in groupby(counted, key=lambda week: week.assignment_id))
        return next(run for run in runs if any(week is row for week in run))

    def _evidence_for(self, row: tables.Week) -> list[tuple[tables.Evidence, dict[str, str]]]:
        """What keeps a week; a piece of an assignment of several weeks keeps each of them."""
        ids = {week.id for week in self.stretch(row)}
        return [
            (piece, fields)
            for piece, fields in self.kept.evidence
            if piece.week_id in ids and (piece.week_id == row.id or piece.assignment_id == row.assignment_id)
        ]

    def outcome(self, row: tables.Week) -> Outcome:
        closed = self.stretch(row)[-1].ends_at <= self.now
        return weeks.outcome(closed=closed, pieces=len(self._evidence_for(row)), away=row.excused)

    def state(self, row: tables.Week) -> WeekState:
        if self._evidence_for(row):
            return WeekState.HANDED_IN
        if row.ends_at <= self.now:
            return WeekState.CLOSED
        if row.skipped_at:
            return WeekState.SKIPPED
        if self._moved(row):
            return WeekState.MOVED
        return WeekState.OPEN

    def assignment(self, row: tables.Week) -> Assignment:
        return self.playbook.assignment[row.assignment_id]

    def week(self, row: tables.Week, *, late: datetime | None = None) -> Week:
        pieces = self._evidence_for(row)
        outcome = self.outcome(row)
        end = Slot(self.local_day(row.ends_at), row.ends_at)
        return Week(
            id=row.id,
            number=row.number,
            began_at=row.began_at,
            ends_at=row.ends_at,
            state=self.state(row),
            outcome=outcome,
            assignment=self.assignment(row),
            reason=row.reason,
            laters=slots.later_choices(self.now, end, self.schedule),
            moved_to=row.moved_to,
            skip_reason=row.skip_reason,
            evidence=self.evidence(*pieces[-1]) if pieces else None,
            late=late,
            month_opens=transitions.month_that_opens(self, row),
            finish=transitions.finish(self, row),
            goes_on=outcome is Outcome.OPEN and row.ends_at <= self.now,
            slack_zone=self.other_zone() if row is self.kept.weeks[-1] else None,
        )

    def other_zone(self) -> str | None:
        """The zone that Slack shows, if it differs and the member hasn't said to stay on theirs."""
        zone = self.kept.slack_zone
        known = zone is not None and slots.zone_exists(zone)
        return zone if known and zone not in (self.member.zone, self.member.zone_declined) else None

    # Wins.

    def win_row(self, win_id: int) -> tables.Win:
        """The member's own win; LookupError for anybody else's."""
        for row in self.kept.wins:
            if row.id == win_id:
                return row
        raise LookupError(f"member {self.member.id} has no win {win_id}")

    def channel(self, channel_id: str | None) -> Channel | None:
        if channel_id is None:
            return None
        row = self.kept.channels.get(channel_id)
        if row is None:
            return Channel(channel_id, "")
        return Channel(channel_id, row.name, row.private, row.people, row.joined)

    def win(self, row: tables.Win, pieces: tuple[Piece, ...] | None = None) -> Win:
        """`pieces` are theirs, if the caller has them already."""
        milestone = self.playbook.milestone[row.milestone_id]
        true_now = milestones.post_text(milestone, self.pieces() if pieces is None else pieces)
        untouched = row.text == row.template
        return Win(
            id=row.id,
            milestone=milestone,
            state=Sharing(row.state),
            text=row.text,
            reached_at=row.reached_at,
            name=self.name,
            sender=self.coach.sender,
            channel=self.channel(row.channel_id or self.member.wins_channel),
            posted_at=row.posted_at,
            corrected_at=row.corrected_at,
            link=self._link(row),
            known=row.post_ts is not None,
            refusal=row.refusal,
            correction=true_now if untouched and true_now != row.text else None,
            twin=self.playbook.milestone.get(milestone.twin or ""),
        )

    def _link(self, row: tables.Win) -> str | None:
        """To the post, or to the channel that may hold it."""
        if row.channel_id is None or not self.coach.workspace_url:
            return None
        post = f"/p{row.post_ts.replace('.', '')}" if row.post_ts else ""
        return f"{self.coach.workspace_url}archives/{row.channel_id}{post}"

    # The whole.

    def progress(self) -> Progress:
        rows = self.kept.weeks
        outcomes = [self.outcome(row) for row in rows]
        month = self.month_at(self.now)
        pieces = self.pieces()
        return Progress(
            reader=self.reader,
            name=self.name,
            schedule=self.schedule,
            start=self.member.start,
            track=self.member.track,
            month=month,
            months=self.playbook.months,
            phases=tuple(self.playbook.phases_in(month)),
            week=self.week(rows[-1]),
            weeks=tuple((row.number, outcome) for row, outcome in zip(rows, outcomes, strict=True)),
            record=weeks.record(outcomes),
            skills=tuple(self._skills(pieces)),
            next_milestone=self._next_milestone(pieces),
            wins=tuple(self.win(row, pieces) for row in reversed(self.kept.wins)),
            evidence=tuple(self.evidence(*piece) for piece in reversed(self.kept.evidence)),
            wins_channel=self.channel(self.member.wins_channel),
            muted=self.member.muted_at is not None,
            left=self.member.left_at is not None,
            late=tuple(self.week(row) for row in reversed(rows) if self.outcome(row) is Outcome.MISSED),
        )

    def _skills(self, pieces: tuple[Piece, ...]) -> Iterator[SkillCount]:
        for skill in self.playbook.skills:
            months = [a.months.first for a in self.playbook.assignments if a.skill == skill.id]
            yield SkillCount(skill, sum(p.skill == skill.id for p in pieces), min(months, default=1))

    def _next_milestone(self, pieces: tuple[Piece, ...]) -> NextMilestone | None:
        reached = {row.milestone_id for row in self.kept.wins}
        for milestone in self.playbook.milestones:
            if milestone.id not in reached and not milestone.private:
                return NextMilestone(milestone, *milestones.progress(milestone, pieces))
        return None
