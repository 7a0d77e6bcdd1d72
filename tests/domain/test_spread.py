"""The spread of nudges over the minutes after the hour, in large workspaces."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import spread

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("members", "minutes"),
    [(0, 0), (1, 0), (300, 0), (301, 30), (2000, 30), (2001, 60), (1_000_000, 60)],
)
def test_the_window_grows_with_the_workspace(members: int, minutes: int) -> None:
    assert spread.window(members) == minutes * MINUTE


@pytest.mark.parametrize(
    ("team", "user", "members", "delay"),
    [
        pytest.param("T1", "U0ANA", 300, timedelta(), id="small: on the hour"),
        pytest.param("T1", "U0ANA", 301, timedelta(milliseconds=1_289_288), id="in every process the same"),
        pytest.param("T1", "U0ANA", 2000, timedelta(milliseconds=1_289_288), id="whoever else joins"),
        pytest.param("T1", "U0ANA", 2001, timedelta(milliseconds=2_578_577), id="the same share of an hour"),
        pytest.param("T1", "U0LI", 301, timedelta(milliseconds=336_596), id="somebody else's"),
        pytest.param("T2", "U0ANA", 301, timedelta(milliseconds=1_258_824), id="the same id somewhere else"),
    ],
)
def test_a_member_has_a_moment_of_their_own(team: str, user: str, members: int, delay: timedelta) -> None:
    assert spread.delay(team, user, members) == delay


@given(st.text(max_size=12), st.text(max_size=12), st.integers(0, 10_000))
def test_it_never_reaches_the_end_of_the_window(team: str, user: str, members: int) -> None:
    delay = spread.delay(team, user, members)
    assert timedelta() <= delay <= max(spread.window(members) - timedelta(milliseconds=1), timedelta())


def test_a_crowd_is_spread_evenly() -> None:
    minutes = Counter(spread.delay("T1", f"U{number}", 3000) // MINUTE for number in range(3000))
    assert set(minutes) == set(range(60))
    assert max(minutes.values()) < 3000 / 60 * 1.6
