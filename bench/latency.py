"""One `/pm-progress`, from the press of Enter over Socket Mode to its answer on the screen."""

from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from subprocess import Popen

import psutil

from bench import history
from bench.figures import CPU_MS, Figure
from bench.programs import HELLO, OURS, running
from bench.stage import COMMAND, stage

WARM_UP = 30
ROUND = 25
"""Asked of each in turn, this often, between two looks at the progress bar."""


def figures(folder: Path, rounds: int, weeks: int, tick: Callable[[], None]) -> list[Figure]:
    """Ours answers a member with so many weeks of history; theirs says "Hi". Milliseconds."""
    url = f"sqlite:///{folder / 'latency.db'}"
    with stage(2) as slack:
        ours, theirs = slack.places()
        history.live(ours, url, weeks)
        with running(OURS, ours, url) as us, running(HELLO, theirs, url) as them:
            for workspace in (0, 1):
                slack.wait_until_connected(workspace)
            slack.ask(WARM_UP)
            before = [_spent(us), _spent(them)]
            seconds: tuple[list[float], list[float]] = ([], [])
            for _ in range(rounds):
                for all_of_one, some in zip(seconds, slack.ask(ROUND), strict=True):
                    all_of_one += some
                tick()
            work = [_spent(us) - before[0], _spent(them) - before[1]]
            _make_sure(slack.seen(0), f"week {weeks + 1}")
            _make_sure(slack.seen(1), "Hi")
    mine, other = (round(each / len(seconds[0]) * 1000, 2) for each in work)
    return [
        _figure("p50", *seconds, goal=0.5),
        _figure("p95", *seconds),
        Figure(f"{COMMAND} answered, cpu", mine, CPU_MS, other),
    ]


def _spent(process: Popen[bytes]) -> float:
    """Seconds of the processor so far: heartbeats and the socket's threads too, to the hundredth."""
    times = psutil.Process(process.pid).cpu_times()
    return times.user + times.system


def _figure(percentile: str, ours: list[float], theirs: list[float], goal: float | None = None) -> Figure:
    at = int(percentile[1:]) - 1
    ours_ms, theirs_ms = (round(quantiles(each, n=100)[at] * 1000, 2) for each in (ours, theirs))
    return Figure(f"{COMMAND} answered, {percentile}", ours_ms, "ms", theirs_ms, goal)


def _make_sure(seen: str, text: str) -> None:
    """A fast wrong answer is no answer."""
    if text not in seen:
        raise AssertionError(f"{text!r} was to be shown, but it was:\n{seen}")
