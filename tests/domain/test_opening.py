"""What the two slots of a week say: a table for each."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.closing import AtClosing, Closing, Level, closing, is_first_of_month, may_close
from bot.domain.opening import AtOpening, Opening, begins_small, opening, told_before
from bot.domain.slots import Pace

ALL = AtOpening(muted=True, away=True, asks=True, finishes=True, returned=True, silent=3, misses=3)


def test_the_opening_says_the_first_that_applies() -> None:
    """Everything applies at first; what decided is taken away, one after the other."""
    cases: list[tuple[dict[str, Any], Opening]] = [
        ({}, Opening.NOTHING),
        ({"muted": False}, Opening.STILL_AWAY),
        ({"asks": False}, Opening.NOTHING),
        ({"away": False}, Opening.FINISH),
        ({"finishes": False}, Opening.WELCOME_BACK),
        ({"returned": False}, Opening.GONE_QUIET),
        ({"silent": 2}, Opening.SECOND_COMEBACK),
        ({"misses": 2}, Opening.SECOND_COMEBACK),
        ({"misses": 1}, Opening.COMEBACK),
        ({"misses": 0}, Opening.NUDGE),
        ({"asks": True}, Opening.NUDGE),
    ]
    now = ALL
    for without, says in cases:
        now = replace(now, **without)
        assert opening(now) is says, now


def test_after_a_miss_or_time_away_a_week_begins_small_whoever_is_muted() -> None:
    """What is known of a member: without being muted, and muted."""
    cases: list[tuple[dict[str, Any], bool, bool]] = [
        ({}, False, False),
        ({"misses": 1}, True, True),
        ({"misses": 2}, True, True),
        ({"returned": True}, True, True),
        ({"finishes": True, "misses": 1}, False, False),
        ({"away": True, "misses": 1}, False, False),
        ({"away": True, "asks": True}, False, False),
        ({"silent": 3, "misses": 3}, False, True),  # the coach goes quiet only where it wrote before
        ({"silent": 3}, False, False),
    ]
    for known, small, muted in cases:
        assert begins_small(AtOpening(**known)) is small, known
        assert begins_small(AtOpening(muted=True, **known)) is muted, known


FORTNIGHT = {"handed_in": True, "pace": Pace.EVERY_SECOND_WEEK}


def test_the_turn_of_a_month_waits_for_a_message_that_has_room_for_it() -> None:
    """What says an opening, in which month, and the newest month that the member knew of before."""
    cases: list[tuple[Opening, int, int | None, int | None]] = [
        (Opening.NUDGE, 4, 3, None),
        (Opening.FINISH, 9, 8, None),
        (Opening.NUDGE, 4, 2, None),
        (Opening.NUDGE, 4, None, None),
        *((says, 4, 3, 3) for says in Opening if says not in (Opening.NUDGE, Opening.FINISH)),
        (Opening.COMEBACK, 5, 3, 3),  # it has waited through all of month 4
        (Opening.COMEBACK, 4, 4, None),
        (Opening.NOTHING, 9, 8, 8),  # muted, when the programme ended
        (Opening.COMEBACK, 3, 4, None),  # the first month has begun later since
        (Opening.NOTHING, 1, None, None),
    ]
    for says, month, told, waits in cases:
        assert told_before(says, month, told) == waits, (says, month, told)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ({}, Closing.RECEIPT),
        ({"settled": True}, Closing.NOTHING),
        ({"level": Level.QUIET}, Closing.NOTHING),
        ({"silenced": True}, Closing.NOTHING),
        ({"pace": Pace.TWO_A_WEEK}, Closing.NOTHING),
        ({"pace": Pace.EVERY_SECOND_WEEK}, Closing.RECEIPT),
        ({"week": 1}, Closing.NOTHING),
        ({"handed_in": True}, Closing.MIRROR),
        ({"handed_in": True, "settled": True}, Closing.MIRROR),
        ({"handed_in": True, "week": 5}, Closing.NOTHING),
        ({"handed_in": True, "week": 2}, Closing.NOTHING),
        ({"handed_in": True, "week": 4}, Closing.MIRROR),
        ({"handed_in": True, "level": Level.QUIET}, Closing.NOTHING),
        ({"handed_in": True, "silenced": True}, Closing.NOTHING),
        ({"handed_in": True, "has_mirror": False}, Closing.NOTHING),
        # At every second week, each closing from the fourth week of the calendar on.
        (FORTNIGHT | {"week": 1, "calendar": 2}, Closing.NOTHING),
        (FORTNIGHT | {"week": 2, "calendar": 3}, Closing.NOTHING),
        (FORTNIGHT | {"week": 2, "calendar": 4}, Closing.MIRROR),
        (FORTNIGHT | {"week": 3, "calendar": 6}, Closing.MIRROR),
        (FORTNIGHT | {"week": 21, "finished": True}, Closing.NOTHING),
        ({"finished": True}, Closing.NOTHING),
        ({"finished": True, "handed_in": True}, Closing.NOTHING),
        ({"finished": True, "handed_in": True, "week": 36, "first_of_month": True}, Closing.MIRROR),
        ({"finished": True, "handed_in": True, "week": 37, "first_of_month": True}, Closing.MIRROR),
        ({"finished": True, "handed_in": True, "week": 36}, Closing.NOTHING),
        ({"handed_in": True, "week": 7, "first_of_month": True}, Closing.NOTHING),
        *(
            ({"opened_with": said}, Closing.RECEIPT if said in ("nudge", "finish") else Closing.NOTHING)
            for said in Opening
        ),
    ],
)
def test_the_closing_says_the_first_that_applies(at: dict[str, Any], says: Closing) -> None:
    known = replace(AtClosing(week=6, calendar=at.get("week", 6)), **at)
    assert closing(known) is says
    assert may_close(known) or says is Closing.NOTHING


@pytest.mark.parametrize(
    ("day", "pace", "first"),
    [
        (date(2027, 12, 3), Pace.EVERY_WEEK, True),
        (date(2027, 12, 10), Pace.EVERY_WEEK, False),
        (date(2027, 12, 31), Pace.EVERY_WEEK, False),
        (date(2027, 12, 3), Pace.EVERY_SECOND_WEEK, True),
        (date(2027, 12, 17), Pace.EVERY_SECOND_WEEK, False),
        (date(2027, 12, 31), Pace.EVERY_SECOND_WEEK, False),
        (date(2028, 1, 14), Pace.EVERY_SECOND_WEEK, True),
        (date(2027, 12, 3), Pace.TWO_A_WEEK, True),
    ],
    ids=str,
)
def test_one_closing_slot_is_the_first_in_its_month(day: date, pace: Pace, first: bool) -> None:
    assert is_first_of_month(day, pace) is first
