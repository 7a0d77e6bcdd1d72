"""What the coach sends next by itself, as things are: the rule behind every "Next from me".

Instants are in UTC. Later weeks are known by their openings only: what closes them depends on what happens.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import slots
from bot.domain.closing import Closing
from bot.domain.member import MemberState
from bot.domain.progress import Coming, Silence, What

_CLOSINGS = {Closing.RECEIPT: What.RECEIPT, Closing.MIRROR: What.MIRROR}


def silence(state: MemberState) -> Silence | None:
    """Return why nothing comes unasked; None while something does."""
    causes = (
        (state.member.left_at, Silence.LEFT),
        (state.member.muted_at, Silence.MUTED),
        (state.is_quiet, Silence.QUIET),
        (state.is_away and state.absence and state.absence.back is None, Silence.AWAY),
    )
    return next((cause for holds, cause in causes if holds), None)


def coming(state: MemberState) -> Iterator[Coming]:
    """Yield what comes, soonest first; it ends only where the coach is silent."""
    silent = silence(state)
    yield from sorted(_of_open_week(state, silent))
    opens = None if silent else _next_opening(state)
    while opens:
        yield Coming(opens, What.OPENING)
        opens = slots.week_end(opens, state.schedule).at


def _of_open_week(state: MemberState, silent: Silence | None) -> Iterator[Coming]:
    if state.reminds_at:
        yield Coming(state.reminds_at, What.REMINDER)
    week, closes = state.open_week, state.closing_at
    if silent:
        return
    if week.moved_to and week.moved_to > state.now:
        yield Coming(week.moved_to, What.MOVED)
    if closes and (what := _CLOSINGS.get(state.closes_with(state.local_day(closes)))):
        yield Coming(closes, what)


def _next_opening(state: MemberState) -> datetime | None:
    """Return the opening that ends the open week, or the first behind the absence that holds its day.

    None if that absence has no end.
    """
    ends = state.open_week.ends_at
    away = state.absence
    if away and (state.is_away or away.holds(state.local_day(ends))):
        return state.next_opening(away.back)
    # It lies behind whoever has just ended a silence: the next heartbeat opens their week.
    return max(ends, state.now)
