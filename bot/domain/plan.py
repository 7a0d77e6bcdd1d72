"""A week's if-then plan: what it lacks, where its moment may lie, and what the next one begins with.

Instants are aware and come out in UTC; days and clock times are local to the zone that goes with them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain import slots
from bot.domain.progress import WeekState
from bot.domain.records import AbsenceRecord, PlanRecord
from bot.domain.slots import DAY, Later, WeeklySchedule

NO_VERBS = frozenset(("A", "An", "At", "Before", "For", "From", "In", "On", "The", "Under", "Week", "With"))
"""Words with which a step of the programme may begin, and which can't follow "I will"."""
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_FIRST_PERSON = {
    re.compile(said): becomes
    for said, becomes in {
        r"\byourself\b": "myself",
        r"\byours\b": "mine",
        r"\byour\b": "my",
        r"\byou are\b": "I am",
        r"\byou're\b": "I'm",
        r"\byou were\b": "I was",
        r"\b(by|for|from|of|on|than|to|with) you\b": r"\1 me",
        r"\byou(?=[,.;:?)]|$)": "me",
        r"\byou(?= (?:an?|the|their|how|what|why|about|at|for|from|in|on|to|with)\b)": "me",
        r"\byou\b": "I",
    }.items()
}
"""What is said of "you", as the member says it; the first that applies."""
STEP = timedelta(minutes=30)
GRACE = timedelta(minutes=30)
"""A reminder that couldn't go out for so long is dropped: "now" wouldn't be true any more."""
LEAST_LEFT = timedelta(hours=2)
"""So much of the week remains behind a moment that a form suggests: there is time to do it."""
USUAL = time(14)
MOVES_BEFORE_SHORT = 3
"""So often a plan is put off before the short version is offered."""
REMINDS = frozenset({WeekState.OPEN, WeekState.MOVED})
"""States of a week in which its reminder comes."""


@dataclass(frozen=True)
class Planned:
    """A plan as its form has it: a local day, a clock time such as "14:00", and the member's own words."""

    day: date
    clock: str
    after: str
    act: str
    obstacle: str
    response: str
    remind: bool


class Lack(StrEnum):
    """A part that an if-then plan is better with. It is said, and never filled in for the member."""

    WHEN = "when"
    ACT = "act"
    IF = "if"
    THEN = "then"


class Why(StrEnum):
    """Why a plan can't lie at a moment."""

    PAST = "past"
    QUIET = "quiet"
    OVER = "over"
    """The week ends before it."""
    AWAY = "away"


class Refused(NamedTuple):
    """A moment that can't be, and the next one that can (UTC); None if the week has none left."""

    why: Why
    next_free: datetime | None


def lacks(when: datetime | None, words: Mapping[str, str]) -> tuple[Lack, ...]:
    """Return what a plan lacks, in the order of the form; `words` by the names of PlanRecord's fields."""
    missing = {
        Lack.WHEN: when is None,
        Lack.ACT: not words.get("act"),
        Lack.IF: not words.get("obstacle"),
        Lack.THEN: bool(words.get("obstacle")) and not words.get("response"),
    }
    return tuple(lack for lack, is_missing in missing.items() if is_missing)


def refused(
    at: datetime,
    now: datetime,
    ends_at: datetime,
    own: WeeklySchedule,
    *,
    remind: bool,
    away: AbsenceRecord | None = None,
) -> Refused | None:
    """Return why a plan can't lie at `at`, or None if it can: no reminder comes in the quiet hours.

    `away` is the absence that is on or planned.
    """
    reasons = (
        (at <= now, Why.PAST, now),
        (at >= ends_at, Why.OVER, now),
        (_is_away(at, own, away), Why.AWAY, at),
        (remind and _quiet(at, own), Why.QUIET, at),
    )
    for applies, why, after in reasons:
        if applies:
            return Refused(why, _next_free(after, ends_at, own, remind=remind, away=away))
    return None


def _next_free(
    after: datetime, ends_at: datetime, own: WeeklySchedule, *, remind: bool, away: AbsenceRecord | None
) -> datetime | None:
    """Return the first full half hour after an instant at which a plan may lie, before the week ends."""
    local = after.astimezone(ZoneInfo(own.zone))
    half = local.replace(minute=local.minute - local.minute % 30, second=0, microsecond=0)
    at = half.astimezone(UTC) + STEP
    if remind and _quiet(at, own):
        there, ends = at.astimezone(ZoneInfo(own.zone)), time(own.quiet.ends)
        day = there.date() if there.time() < ends else there.date() + DAY
        at = slots.instant(day, ends, own.zone)
    if away and _is_away(at, own, away):
        if away.back is None:
            return None
        before = slots.instant(away.back, own.time, own.zone) - STEP
        return _next_free(before, ends_at, own, remind=remind, away=None)
    return at if at < ends_at else None


def _is_away(at: datetime, own: WeeklySchedule, away: AbsenceRecord | None) -> bool:
    return away is not None and away.holds(at.astimezone(ZoneInfo(own.zone)).date())


def _quiet(at: datetime, own: WeeklySchedule) -> bool:
    return own.quiet.holds(at.astimezone(ZoneInfo(own.zone)).time())


def preset(
    last: PlanRecord | None,
    now: datetime,
    ends_at: datetime,
    own: WeeklySchedule,
    away: AbsenceRecord | None = None,
) -> datetime:
    """Return the moment that the form begins with: last week's day and hour, else two days on at 14:00.

    Where that can't be, or would leave less than `LEAST_LEFT` of the week, it is tomorrow at 14:00, then the
    next free moment; in the last half hour of a week it is one that will be refused. It is never in the past.
    """
    zone = own.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    remind = last.remind if last else True
    wanted = []
    if last:
        day = today + DAY * ((last.day.weekday() - today.weekday()) % 7)
        clock = time.fromisoformat(last.clock)
        wanted = [slots.instant(day, clock, zone), slots.instant(day + 7 * DAY, clock, zone)]
    soon = [today + number * DAY for number in (2, 1) if own.days.works(today + number * DAY)]
    wanted += [slots.instant(day, USUAL, zone) for day in soon]
    latest = ends_at - LEAST_LEFT
    free = (at for at in wanted if refused(at, now, latest, own, remind=remind, away=away) is None)
    first = next(free, None) or _next_free(now, ends_at, own, remind=remind, away=away)
    return first or now.astimezone(UTC) + STEP


def first_act(title: str, steps: Sequence[str]) -> str:
    """Return what "I will" begins with: the first sentence of an assignment's first step, else its title.

    A title begins with a verb, and most steps do; "I will for one feature, count ..." is no sentence. What
    is said of "your team" is "my team" in the member's own sentence; words in quotes stay as they are.
    """
    first = _SENTENCE_END.split(steps[0], maxsplit=1)[0] if steps else ""
    parts = (first if first and first.split()[0] not in NO_VERBS else title).split('"')
    parts[::2] = map(_in_first_person, parts[::2])
    return '"'.join(parts)


def _in_first_person(text: str) -> str:
    for said, becomes in _FIRST_PERSON.items():
        text = said.sub(becomes, text)
    return text


def moves(
    clock: str, now: datetime, ends_at: datetime, own: WeeklySchedule, away: AbsenceRecord | None = None
) -> tuple[Later, ...]:
    """Return where a reminder can move to: in two hours, or the next working day at its own clock time."""
    today = now.astimezone(ZoneInfo(own.zone)).date()
    day = slots.next_working_day(today, own)
    choices = (
        Later("hours", now.astimezone(UTC) + slots.SOON),
        Later(slots.named_day(day, today), slots.instant(day, time.fromisoformat(clock), own.zone)),
    )
    return tuple(
        each for each in choices if refused(each.at, now, ends_at, own, remind=True, away=away) is None
    )


def moves_after(plan: PlanRecord | None, at: datetime) -> int:
    """Return how often a plan has been put off once its moment is `at`; an earlier moment doesn't count."""
    if plan is None:
        return 0
    return plan.moved + (at > plan.at)


def in_zone(plan: PlanRecord, zone: str, now: datetime) -> PlanRecord:
    """Return the plan on another zone's clock: its day and hour stay, or its instant where those passed."""
    at = slots.instant(plan.day, time.fromisoformat(plan.clock), zone)
    if at <= now:
        local = plan.at.astimezone(ZoneInfo(zone))
        return plan._replace(zone=zone, day=local.date(), clock=f"{local:%H:%M}")
    return plan._replace(zone=zone, at=at)
