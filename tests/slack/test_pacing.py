"""The token bucket, by cases and by playing it against a bucket that counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.pacing import SLACK, SLOWEST, UNPACED, SendPace, faster, free, opens_at, slower, taken


@pytest.mark.parametrize(
    ("tat", "now", "count"),
    [
        (0, 1_000_000, 10),  # after a rest: the whole burst
        (1_000_000, 1_000_000, 10),
        (1_000_200, 1_000_000, 9),
        (1_001_800, 1_000_000, 1),
        (1_001_801, 1_000_000, 0),
        (1_002_000, 1_000_000, 0),
        (1_002_000, 1_000_200, 1),
        (9_000_000, 1_000_000, 0),
    ],
)
def test_what_may_go_now(tat: int, now: int, count: int) -> None:
    assert free(tat, SLACK.interval, SLACK.burst, now) == count


def test_an_empty_bucket_opens_when_one_message_fits_and_not_before() -> None:
    tat = taken(0, 200, 10, 1_000_000)
    opens = opens_at(tat, 200, 10)
    assert opens == 1_000_200
    assert [free(tat, 200, 10, at) for at in (opens - 1, opens)] == [0, 1]


@given(st.lists(st.integers(0, 5_000), max_size=60), st.integers(1, 500), st.integers(1, 20))
def test_no_stretch_of_time_holds_more_than_its_share_and_the_burst(
    waits: list[int], interval: int, burst: int
) -> None:
    tat, now, sent = 0, 1_000_000, []
    for wait in waits:
        now += wait
        count = free(tat, interval, burst, now)
        tat = taken(tat, interval, count, now)
        sent += [now] * count
    for first, begin in enumerate(sent):
        for last in range(first, len(sent)):
            assert last - first + 1 <= burst + (sent[last] - begin) // interval


def test_without_a_pace_everything_may_go() -> None:
    assert free(0, UNPACED.interval, UNPACED.burst, 5) == 1000
    assert taken(0, UNPACED.interval, 1000, 5) == 5


@pytest.mark.parametrize(("interval", "next_one"), [(200, 400), (400, 800), (40_000, SLOWEST), (0, 400)])
def test_too_many_doubles_the_interval(interval: int, next_one: int) -> None:
    assert slower(interval, SLACK) == next_one


def test_too_many_slows_down_even_what_had_no_pace() -> None:
    assert slower(0, UNPACED) == 2


@pytest.mark.parametrize(("interval", "next_one"), [(400, 392), (201, 200), (200, 200), (30, 29)])
def test_each_success_brings_the_interval_back(interval: int, next_one: int) -> None:
    pace = SendPace(interval=200, burst=1, channel=0) if interval >= 200 else UNPACED
    assert faster(interval, pace) == next_one
