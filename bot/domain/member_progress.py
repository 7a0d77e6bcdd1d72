"""A member's state as the values that screens are drawn from. Each is made when a screen asks for it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property

from bot.domain import milestones, slots
from bot.domain.member import MemberState, evidence_in_full
from bot.domain.playbook import Phase
from bot.domain.progress import (
    CHANGEABLE,
    Channel,
    Evidence,
    NextMilestone,
    Reader,
    Sharing,
    SkillCount,
    Week,
    Win,
    Workspace,
)
from bot.domain.records import EvidenceRecord, NotLoaded, WeekRecord, WinRecord
from bot.domain.slots import WeeklySchedule
from bot.domain.weeks import Outcome, Record


class _Unread(Mapping[str, str]):
    """What was written in a piece that is only listed: it wasn't loaded, which isn't the same as nothing."""

    def __getitem__(self, field: str) -> str:
        raise NotLoaded(f"field {field}")

    def __iter__(self) -> Iterator[str]:
        raise NotLoaded("fields")

    def __len__(self) -> int:
        raise NotLoaded("fields")


UNREAD = _Unread()


def reader_of(state: MemberState) -> Reader:
    chosen = state.is_moved(state.open_week) or state.reminds_at is not None
    return Reader(state.member.zone, state.now, state.next_message, chosen, state.spreads)


def week_of(state: MemberState, week: WeekRecord, *, late: datetime | None = None) -> Week:
    """A week as screens show it; `late` is when its message was due, if it goes out hours after that."""
    pieces, outcome, where = state.evidence_for(week), state.outcome(week), state.state_of(week)
    return Week(
        id=week.id,
        number=week.number,
        began_at=week.began_at,
        ends_at=week.ends_at,
        state=where,
        outcome=outcome,
        assignment=state.assignment(week),
        reason=week.reason,
        laters=slots.later_choices(state.now, state.end_of(week), state.schedule)
        if where in CHANGEABLE
        else (),
        moved_to=week.moved_to,
        plan=state.plan_of(week),
        skip_reason=week.skip_reason,
        evidence=evidence_of(state, evidence_in_full(pieces[-1])) if pieces else None,
        late=late,
        month_opens=state.month_that_opens(week),
        finish=state.finish(week),
        goes_on=outcome is Outcome.OPEN and week.ends_at <= state.now,
        slack_zone=state.other_zone if week.id == state.open_week.id else None,
    )


def evidence_of(state: MemberState, piece: EvidenceRecord, fields: Mapping[str, str] = UNREAD) -> Evidence:
    """A piece as screens show it, with what was written in it where the screen shows that."""
    kind = state.playbook.kind[piece.kind]
    assignment = state.playbook.assignment.get(piece.assignment_id or "")
    return Evidence(
        id=piece.id,
        kind=kind,
        title=assignment.title if assignment else kind.label,
        week=state.week_number(piece.week_id),
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


def win_of(state: MemberState, win: WinRecord, workspace: Workspace) -> Win:
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
        channel=channel_of(state, win.channel_id or state.member.wins_channel),
        posted_at=win.posted_at,
        corrected_at=win.corrected_at,
        link=_link(win, workspace),
        known=win.post_ts is not None,
        refusal=win.refusal,
        correction=true_now if untouched and true_now != win.text else None,
        twin=state.playbook.milestone.get(milestone.twin or ""),
    )


def name_of(state: MemberState) -> str:
    return state.records.name or "a colleague"


def _link(win: WinRecord, workspace: Workspace) -> str | None:
    """To the post, or to the channel that may hold it."""
    if win.channel_id is None or not workspace.url:
        return None
    post = f"/p{win.post_ts.replace('.', '')}" if win.post_ts else ""
    return f"{workspace.url}archives/{win.channel_id}{post}"


class MemberProgress:
    """`bot.domain.progress.Progress` of a member who has joined."""

    def __init__(self, state: MemberState, workspace: Workspace) -> None:
        self._state, self._workspace = state, workspace

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
    def phases(self) -> tuple[Phase, ...]:
        return tuple(self._state.playbook.phases_in(self.month))

    @cached_property
    def week(self) -> Week:
        return week_of(self._state, self._state.open_week)

    @property
    def weeks(self) -> tuple[tuple[int, Outcome], ...]:
        both = zip(self._state.records.weeks, self._state.outcomes, strict=True)
        return tuple((week.number, outcome) for week, outcome in both)

    @property
    def record(self) -> Record:
        return self._state.record

    @property
    def skills(self) -> tuple[SkillCount, ...]:
        playbook, pieces = self._state.playbook, self._state.pieces
        return tuple(
            SkillCount(skill, sum(p.skill == skill.id for p in pieces), playbook.skill_opens[skill.id])
            for skill in playbook.skills
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
        pieces = reversed(self._state.records.evidence)
        return tuple(evidence_of(self._state, evidence_in_full(piece)) for piece in pieces)

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
