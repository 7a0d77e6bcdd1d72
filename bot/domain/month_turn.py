"""The month turn: what comes with the first week of a month, beside its assignment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.domain import goals
from bot.domain.member import MemberState
from bot.domain.progress import KindCount, MonthGoals, MonthTurn, PhaseEnd, Ways
from bot.domain.records import AnyEvidence, WeekRecord


def month_turn(state: MemberState, week: WeekRecord) -> MonthTurn | None:
    """Return what comes with a week whose message tells of a month; None for any other."""
    month, told = state.month_that_opens(week), state.told_before(week)
    if month is None or told is None:
        return None
    ended = tuple(
        PhaseEnd(phase.title, phase.months.last, kinds)
        for phase in state.playbook.phases
        if phase.months.last and told <= phase.months.last < month and (kinds := kinds_of(state, phase.id))
    )
    return MonthTurn(
        goals=goals_of(state, month),
        ended=ended,
        waited=state.has_waited(week),
        ways=ways_of(state) if told < state.playbook.tracks_part - 1 <= month else None,
        # One list of what was saved is enough: a phase counts the same pieces another way.
        saved=() if ended else _saved_in(state, month - 1),
        begins=tuple(phase.title for phase in state.playbook.phases if told < phase.months.first <= month),
    )


def ways_of(state: MemberState) -> Ways | None:
    tracks = state.playbook.tracks
    return Ways(tracks, state.member.track) if len(tracks) > 1 else None


def goals_of(state: MemberState, month: int) -> MonthGoals:
    """Return the goals of a month, with what else it offers while fewer than two are chosen."""
    ids = (state.member.goals or {}).get(str(month), ())
    playbook, pieces, reached = state.playbook, state.pieces, state.records.reached
    offered = goals.offered(playbook, month, pieces, reached) if len(ids) < goals.MOST else []
    return MonthGoals(
        month,
        tuple(_shown(state, goal) for goal in goals.chosen(playbook, ids, pieces, reached)) if ids else (),
        tuple(goal for goal in offered if goal.id not in ids),
    )


def _shown(state: MemberState, goal: goals.Goal) -> goals.Goal:
    """Return a goal with the weeks' numbers as screens show them."""
    return replace(goal, waits=tuple(dict.fromkeys(map(state.calendar_number, goal.waits))))


def _saved_in(state: MemberState, month: int) -> tuple[KindCount, ...]:
    """Count the pieces of each kind for the weeks of a month, most first."""
    weeks = {week.id for week in state.records.weeks if state.month_of(week) == month}
    return _of_kinds(state, [piece for piece in state.records.evidence if piece.week_id in weeks])


def kinds_of(state: MemberState, phase: str | None = None) -> tuple[KindCount, ...]:
    """Count the pieces of each kind, for a phase's assignments or for all, most first."""
    known, pieces = state.playbook.assignment, state.records.evidence
    if phase is not None:
        pieces = tuple(p for p in pieces if (a := known.get(p.assignment_id or "")) and a.phase == phase)
    return _of_kinds(state, pieces)


def _of_kinds(state: MemberState, pieces: Sequence[AnyEvidence]) -> tuple[KindCount, ...]:
    counts = Counter([piece.kind for piece in pieces])
    return tuple(KindCount(state.playbook.kind[kind], number) for kind, number in counts.most_common())
