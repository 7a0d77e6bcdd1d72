"""Invented members for a rehearsal: what each of them does in a week, drawn afresh but the same from a seed.

A week's draws depend on nothing but the seed and its number, so that an edit of the playbook changes what
is assigned and never how somebody behaves.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random


class Act(StrEnum):
    """What a member does to a week or to their programme."""

    HAND_IN = "hand in"
    REVISE = "revise"
    PLAN = "plan"
    LATER = "later"
    SWAP = "swap"
    SKIP = "skip"
    MUTE = "mute"
    UNMUTE = "unmute"
    ANSWER = "answer"
    AWAY = "away"
    PICK_UP = "pick up"
    LEAVE = "leave"
    COME_BACK = "come back"
    MIRROR = "mirror"
    GOAL = "goal"
    TRACK = "track"
    FEWER = "fewer"
    AS_BEFORE = "as before"
    START = "start"
    GO_ON = "go on"


@dataclass(frozen=True)
class Intent:
    """An act at the first such weekday and local time in the week; `weeks_on` puts it that much later.

    Weekdays count from 0, Monday. Two acts of one week come in the order of their times.
    """

    act: Act
    weekday: int
    hour: int
    minute: int = 0
    weeks_on: int = 0
    short: bool = False
    share: float = 0
    """How likely each field of the form that isn't compulsory is filled in."""
    word: str = ""
    """Which moment for `LATER`, which reason for `SKIP`, what got in the way for `ANSWER`, "no end" for
    `AWAY` that has none."""


Week = Callable[[int, Random], Iterator[Intent]]


@dataclass(frozen=True)
class Persona:
    """How somebody lives through a programme; `posts` is the share of offered wins that they post."""

    name: str
    about: str
    week: Week
    posts: float


MOMENTS = ((1, 12), (1, 18), (2, 12), (2, 18), (3, 12), (3, 18), (4, 16), (6, 20))
"""Weekday and hour of a lunch break, the end of a working day, Friday afternoon, Sunday evening."""
LATE_MOMENTS = ((3, 21), (4, 16), (5, 10), (6, 20), (6, 21))


def _hand_in(draw: Random, share: float, moments: tuple[tuple[int, int], ...] = MOMENTS) -> Intent:
    weekday, hour = draw.choice(moments)
    return Intent(Act.HAND_IN, weekday, hour, draw.randrange(60), share=share)


TAKES_LONGER = 3
"""So many weeks on somebody adds what nobody knows a week on."""


def _add_what_came(draw: Random, share: float, *, later: bool = True) -> Iterator[Intent]:
    """Of a third of the pieces something has come a week on, and `later` what takes longer."""
    if draw.random() < 1 / 3:
        first = Intent(Act.REVISE, draw.randrange(1, 4), 9, draw.randrange(60), weeks_on=1, share=share)
        yield first
        if later:
            yield replace(first, weeks_on=TAKES_LONGER)


def _plan(draw: Random, share: float) -> Iterator[Intent]:
    """A share of the weeks begins with a plan. It is drawn last, so that nothing else depends on it."""
    if draw.random() < share:
        yield Intent(Act.PLAN, 0, 9, draw.randrange(30, 60))


LEAVE_FROM = 30
"""The week with which a fortnight's holiday begins."""


def _steady(number: int, draw: Random) -> Iterator[Intent]:
    if number in (LEAVE_FROM, LEAVE_FROM + 1):
        return
    if number == LEAVE_FROM - 1:
        yield Intent(Act.AWAY, 4, 17, 20)
    yield Intent(Act.GOAL, 0, 9, 20)
    yield Intent(Act.MIRROR, 4, 15, 20)
    yield Intent(Act.GO_ON, 0, 9, 50)
    yield _hand_in(draw, share=0.7)
    on_holiday = number + TAKES_LONGER in (LEAVE_FROM, LEAVE_FROM + 1)
    yield from _add_what_came(draw, share=0.95, later=not on_holiday)
    yield from _plan(draw, share=0.6)


def _busy(number: int, draw: Random) -> Iterator[Intent]:
    short = draw.random() < 0.5
    piece = replace(_hand_in(draw, 0 if short else 0.4, LATE_MOMENTS), short=short)
    if draw.random() < 0.3:
        yield Intent(Act.LATER, 0, 9, 40, word=draw.choice(["tomorrow", "day"]))
    if draw.random() < 0.25:
        yield Intent(Act.SWAP, 2, 9, draw.randrange(60))
    fate = draw.random()
    if fate < 0.1 and number > 1:
        yield Intent(Act.SKIP, 3, 17, 30, word=draw.choice(["time", "big", "waiting", "nobody"]))
    elif fate < 0.25:
        yield replace(piece, weekday=draw.randrange(1, 4), hour=18, weeks_on=1)
    elif fate > 0.35 or number == 1:
        yield piece
    else:
        yield Intent(Act.ANSWER, 4, 15, 10, word="waiting")
    yield Intent(Act.TRACK, 1, 9, 15)
    yield from _plan(draw, share=0.3)


MISSED = (5, 6)
SILENT = (24, 25, 26)
WEEKS_QUIET = 3
"""So long after the coach has gone quiet somebody picks up again."""
LEAVES = 11
WEEKS_GONE = 5
GONE = {*MISSED, *SILENT}
OUT = {*GONE, *range(LEAVES, LEAVES + WEEKS_GONE + 1), *range(SILENT[-1] + 1, SILENT[-1] + WEEKS_QUIET + 2)}
"""The weeks in which they do nothing at all."""
BACK = {MISSED[-1] + 1, LEAVES + 1, SILENT[-1] + 1 + WEEKS_QUIET}
"""The first weeks after each of these."""


def _returning(number: int, draw: Random) -> Iterator[Intent]:
    if number in GONE:
        return
    if number == LEAVES:
        yield Intent(Act.LEAVE, 3, 19, 5)
        yield Intent(Act.COME_BACK, 5, 11, 20, weeks_on=WEEKS_GONE)
        return
    if number == SILENT[-1] + 1:
        yield Intent(Act.PICK_UP, 1, 12, 5, weeks_on=WEEKS_QUIET)
        return
    back = number in BACK
    yield replace(_hand_in(draw, share=0 if back else 0.6), short=back)
    if not back and number + 1 not in GONE:
        yield from _add_what_came(draw, share=0.6, later=number + TAKES_LONGER not in OUT)
    if back:
        yield from _plan(draw, share=1)


MUTES = 8
WEEKS_MUTED = 4
FEWER = 20
"""In this week the shy one wants fewer messages, and four weeks on as many as before."""
AWAY_FROM = 36
WEEKS_AWAY = 6
"""So long they are away, without having named an end: the coach asks after four weeks."""


def _shy(number: int, draw: Random) -> Iterator[Intent]:
    if number == MUTES:
        yield Intent(Act.MUTE, 0, 9, 25)
        yield Intent(Act.UNMUTE, 0, 18, 10, weeks_on=WEEKS_MUTED)
    if number == FEWER:
        yield Intent(Act.FEWER, 0, 9, 35)
        yield Intent(Act.AS_BEFORE, 0, 9, 40, weeks_on=4)
    if number == AWAY_FROM - 1:
        yield Intent(Act.AWAY, 4, 17, 20, word="no end")
    if AWAY_FROM <= number < AWAY_FROM + WEEKS_AWAY:
        if number == AWAY_FROM + WEEKS_AWAY - 1:
            yield Intent(Act.START, 1, 9, 30)
        return
    muted = MUTES <= number < MUTES + WEEKS_MUTED
    if not muted or number % 2:
        yield _hand_in(draw, share=0.5)
        away = AWAY_FROM <= number + TAKES_LONGER < AWAY_FROM + WEEKS_AWAY
        yield from _add_what_came(draw, share=0.5, later=not away)


PERSONAS = {
    persona.name: persona
    for persona in (
        Persona(
            "steady",
            "hands in every week, aims at goals, posts most wins, and has a fortnight's holiday",
            _steady,
            posts=0.75,
        ),
        Persona("busy", "15 minutes, late, moved, swapped, and some weeks only partly", _busy, posts=0.4),
        Persona(
            "returning",
            "misses two weeks, leaves, falls silent, and comes back each time",
            _returning,
            posts=0.5,
        ),
        Persona(
            "shy",
            "keeps every win private, mutes for a month, wants fewer messages, and goes away without an end",
            _shy,
            posts=0,
        ),
    )
}
