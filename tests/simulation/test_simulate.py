"""The simulated Monday, against schedules worked out by hand and against a plain simulation step by step."""

import json
from collections.abc import Iterator
from io import StringIO
from random import Random
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from bot.cli.main import app
from bot.runtime import delayed_progress
from bot.simulation import simulate as command
from bot.simulation.events import PLANNING, SECOND, SENDERS, SLACK, Bucket, Fleet, Peak, Waiting, play
from bot.simulation.population import Planner, Population, due_in_busiest_hour, sizes, waiting
from bot.simulation.simulate import Power, simulate

UNLIMITED = Bucket(interval=1, burst=1_000_000)
AT_ONCE = Fleet(replicas=1, senders=1_000, call=0, cpu=0)
HOUR = 3600 * SECOND


def due(*seconds: float) -> list[Waiting]:
    return [(round(at * SECOND), round(at * SECOND)) for at in seconds]


def late(peak: Peak) -> list[float]:
    return [lateness / SECOND for lateness in peak.lateness]


# Worked out by hand.


def test_a_workspace_sends_a_burst_and_then_one_message_an_interval() -> None:
    peak = play([due(0, 0, 0, 0, 0)], Bucket(interval=SECOND // 5, burst=2), AT_ONCE)
    assert late(peak) == [0, 0, 0.2, 0.4, 0.6]


def test_after_a_rest_the_burst_is_there_again() -> None:
    peak = play([due(0, 0, 0, 60, 60, 60)], Bucket(interval=SECOND, burst=2), AT_ONCE)
    assert late(peak) == [0, 0, 0, 0, 1, 1]


def test_a_thread_is_busy_until_slack_has_answered() -> None:
    peak = play([due(0)] * 5, UNLIMITED, Fleet(replicas=1, senders=2, call=SECOND, cpu=0))
    assert late(peak) == [1, 1, 2, 2, 3]


def test_a_replica_works_on_one_message_at_a_time_and_two_on_two() -> None:
    queues, core = [due(0)] * 4, SECOND // 10
    one = play(queues, UNLIMITED, Fleet(replicas=1, senders=4, call=SECOND, cpu=core))
    two = play(queues, UNLIMITED, Fleet(replicas=2, senders=4, call=SECOND, cpu=core))
    assert late(one) == [1.1, 1.2, 1.3, 1.4]
    assert late(two) == [1.1, 1.1, 1.2, 1.2]


def test_a_large_workspace_makes_a_small_one_wait_for_a_burst_at_most() -> None:
    large, small = due(*[0.0] * 500), due(1, 1)
    peak = play([large, small], Bucket(SECOND, 10), Fleet(replicas=1, senders=1, call=SECOND // 10, cpu=0))
    alone = play([large], Bucket(SECOND, 10), Fleet(replicas=1, senders=1, call=SECOND // 10, cpu=0))
    assert peak.lateness[-1] == alone.lateness[-1]
    first_of_large, both_of_small = [0.1, 0.2, 0.3], [0.2, 0.3]
    assert [lateness for lateness in late(peak) if lateness < 0.4] == sorted(first_of_large + both_of_small)


def test_a_message_waits_for_its_row_and_is_late_from_when_it_was_due() -> None:
    assert late(play([[(3 * SECOND, SECOND)]], UNLIMITED, AT_ONCE)) == [2]


@pytest.mark.parametrize(
    ("queues", "bucket", "senders", "cause"),
    [
        ([due(*[0.0] * 50)], Bucket(SECOND, 1), 100, SLACK),
        ([due(0)] * 50, Bucket(SECOND, 1), 1, SENDERS),
        ([[(60 * SECOND, 0)]] * 50, Bucket(SECOND, 1), 100, PLANNING),
    ],
)
def test_what_was_waited_for_is_told_apart(
    queues: list[list[Waiting]], bucket: Bucket, senders: int, cause: str
) -> None:
    peak = play(queues, bucket, Fleet(replicas=1, senders=senders, call=SECOND, cpu=0))
    assert peak.waits[cause] == peak.waits.total() > 0


def test_a_late_thread_isnt_blamed_on_slack() -> None:
    """Five a second would be allowed, one thread does one a second."""
    peak = play([due(*[0.0] * 100)], Bucket(SECOND // 5, 1), Fleet(1, 1, SECOND, 0))
    assert peak.waits[SLACK] == sum(number * SECOND // 5 for number in range(100))
    assert peak.waits[SENDERS] == sum(number * SECOND * 4 // 5 for number in range(100))


def test_a_percentile_is_a_lateness_that_occurred() -> None:
    peak = Peak(lateness=list(range(1, 201)))
    assert [peak.percentile(percent) for percent in (50, 95, 99, 100)] == [100, 190, 198, 200]
    assert Peak(lateness=[7]).percentile(50) == 7


def test_the_busiest_second_counts_calls_that_begin_in_it() -> None:
    assert play([due(0, 0, 0.9, 1, 1)], UNLIMITED, AT_ONCE).busiest_second == 3


# Against a simulation that knows nothing of heaps and theoretical arrival times.


class Stepped:
    """Second by second: each workspace holds tokens, gets one more every `interval` seconds, spends them."""

    def __init__(self, queues: list[list[int]], interval: int, burst: int, threads: int) -> None:
        self.queues = [sorted(queue) for queue in queues]
        self.interval, self.burst, self.threads = interval, burst, threads
        self.tokens, self.refill = [burst] * len(queues), [interval] * len(queues)
        self.lateness: list[int] = []

    def run(self) -> list[int]:
        second = 0
        while any(self.queues):
            self._refill(second)
            self._spend(second)
            second += 1
        return sorted(self.lateness)

    def _refill(self, second: int) -> None:
        for queue in range(len(self.queues)):
            if self.tokens[queue] < self.burst and second == self.refill[queue]:
                self.refill[queue] += self.interval
                self.tokens[queue] += 1

    def _spend(self, second: int) -> None:
        free = self.threads
        while free and (
            ready := [n for n, queue in enumerate(self.queues) if self._may_go(n, queue, second)]
        ):
            first = min(ready, key=self._turn)
            while free and self._may_go(first, self.queues[first], second):
                self.lateness.append(second + 1 - self.queues[first].pop(0))
                if self.tokens[first] == self.burst:
                    self.refill[first] = second + self.interval
                self.tokens[first] -= 1
                free -= 1

    def _turn(self, queue: int) -> tuple[int, int]:
        """Since when it could send its first message: that is there, and so is the last token it needs."""
        return max(self.queues[queue][0], self.refill[queue] - self.tokens[queue] * self.interval), queue

    def _may_go(self, queue: int, waiting: list[int], second: int) -> bool:
        return bool(waiting) and waiting[0] <= second and self.tokens[queue] > 0


QUEUES = st.lists(st.lists(st.integers(0, 20), max_size=12), min_size=1, max_size=6).filter(any)


@settings(max_examples=200)
@given(QUEUES, st.integers(1, 4), st.integers(1, 4), st.integers(1, 8))
def test_events_come_to_the_same_as_steps_of_a_second(
    queues: list[list[int]], interval: int, burst: int, threads: int
) -> None:
    stepped = Stepped(queues, interval, burst, threads).run()
    fleet = Fleet(replicas=1, senders=threads, call=SECOND, cpu=0)
    peak = play([due(*queue) for queue in queues], Bucket(interval * SECOND, burst), fleet)
    assert late(peak) == stepped


# The population.


@pytest.mark.parametrize(("members", "workspaces"), [(1, 1), (7, 7), (5_000, 1), (5_000, 300)])
def test_every_member_is_in_one_workspace_and_no_workspace_is_empty(members: int, workspaces: int) -> None:
    population = Population(members, workspaces, spread=False, seed=3)
    queues = waiting(population, Planner(beat=0, row=0))
    assert (sum(map(len, queues)), len(queues), all(queues)) == (members, workspaces, True)


def test_workspaces_are_of_very_different_sizes() -> None:
    counts = sorted(sizes(Population(100_000, 1_000, spread=False, seed=1), Random(1)))
    assert counts[500] < 60
    assert counts[-1] > 1_500


def test_everybody_is_due_at_nine_on_monday_where_they_live() -> None:
    queues = waiting(Population(2_000, 20, spread=False, seed=1), Planner(beat=0, row=0))
    hours = {at // HOUR % 24 for queue in queues for _, at in queue}
    assert hours <= {0, 1, 3, 8, 9, 12, 14, 15, 16, 17, 22}
    assert {14, 17} < hours  # New York and Los Angeles, in winter


def test_four_of_five_members_live_where_their_workspace_does() -> None:
    [queue] = waiting(Population(10_000, 1, spread=False, seed=1), Planner(beat=0, row=0))
    assert 7_900 <= due_in_busiest_hour([queue]) <= 8_800


def test_rows_are_written_one_after_the_other_from_the_next_beat_on() -> None:
    queues = waiting(Population(1_000, 10, spread=False, seed=1), Planner(beat=5 * SECOND, row=1_000))
    by_slot: dict[int, list[int]] = {}
    for can_go, at in (message for queue in queues for message in queue):
        by_slot.setdefault(at, []).append(can_go)
    for slot, written in by_slot.items():
        first = min(written)
        assert 0 <= first - slot <= 5 * SECOND + 1_000
        assert sorted(written) == [first + 1_000 * number for number in range(len(written))]


def test_a_spread_makes_the_large_workspace_due_over_time_and_leaves_a_small_one_alone() -> None:
    [large] = waiting(Population(3_000, 1, spread=True, seed=1), Planner(beat=0, row=0))
    [small] = waiting(Population(200, 1, spread=True, seed=1), Planner(beat=0, row=0))
    assert {at % HOUR for _, at in small} <= {0, HOUR // 2}  # Kolkata is half an hour off
    assert len({at % HOUR for _, at in large}) > 2_000


def test_the_busiest_hour_begins_anywhere() -> None:
    assert due_in_busiest_hour([due(0, 1800, 3599), due(3600, 5399, 5400)]) == 4


# What an operator is told.


def test_the_same_seed_plays_the_same_monday() -> None:
    power = Power(rate=5, senders=20, replicas=2)
    one, same, other = (simulate(Population(5_000, 50, spread=True, seed=seed), power) for seed in (1, 1, 2))
    assert one == same != other


def test_a_spread_takes_the_wait_out_of_a_single_large_workspace() -> None:
    power = Power(rate=5, senders=20, replicas=1)
    at_once, spread = (simulate(Population(10_000, 1, spread=how, seed=1), power) for how in (False, True))
    assert (at_once["bottleneck"], spread["bottleneck"]) == (SLACK, None)
    assert at_once["lateness"]["max"] > 1_500
    assert spread["lateness"]["max"] < 60


def processor_time(members: int) -> float:
    began = thread_time()
    simulate(Population(members, members // 100, spread=True, seed=1), Power(rate=5, senders=20, replicas=1))
    return thread_time() - began


def test_four_times_the_members_take_about_four_times_as_long() -> None:
    few, many = (min(processor_time(members) for _ in range(2)) for members in (10_000, 40_000))
    assert many < 9 * few  # sixteen, if one step looked at all members


def run(*words: str) -> str:
    result = CliRunner().invoke(app, ["simulate", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_says_how_late_and_why() -> None:
    printed = run("--members", "5000", "--workspaces", "1", "--no-spread", "--rate", "1", "--senders", "3")
    assert "5,000 in 1 workspaces, 5,000 in the largest" in printed
    assert "1 x 3 threads, 1 messages a second and workspace" in printed
    assert "Slack's limit per workspace. More machines don't help; a spread does." in printed


def test_as_json_it_gives_lateness_in_seconds_and_what_was_assumed() -> None:
    played = json.loads(
        run("--members", "900", "--workspaces", "3", "--replicas", "2", "--seed", "5", "--json")
    )
    assert (played["members"], played["workspaces"], played["replicas"], played["seed"]) == (900, 3, 2, 5)
    assert list(played["lateness"]) == ["p50", "p95", "p99", "max"]
    assert played["lateness"]["p50"] <= played["lateness"]["max"]
    assert sum(played["waited_for"].values()) == pytest.approx(1, abs=0.002)


def test_more_workspaces_than_members_is_wrong_use() -> None:
    result = CliRunner().invoke(app, ["simulate", "--members", "5", "--workspaces", "6"])
    assert result.exit_code == 2
    assert "--workspaces can't be more than --members" in result.output


@pytest.mark.parametrize(("terminal", "bar"), [(True, True), (False, False)])
def test_a_bar_appears_after_two_seconds_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, bar: bool
) -> None:
    seconds: Iterator[float] = iter(range(10_000))
    monkeypatch.setattr(delayed_progress, "monotonic", lambda: next(seconds))
    out = StringIO()
    console = Console(file=out, force_terminal=terminal, width=80)
    simulate(Population(30_000, 3_000, spread=False, seed=1), Power(5, 20, 1), console)
    assert ("Playing Monday" in out.getvalue()) is bar


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0.0 s"), (9.94, "9.9 s"), (10, "10 s"), (119, "119 s"), (120, "2 min")]
)
def test_a_time_is_as_exact_as_it_is_short(seconds: float, words: str) -> None:
    assert command._long(seconds) == words
