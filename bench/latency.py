"""One `/pm-progress`, from the press of Enter over Socket Mode to its answer on the screen."""

from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from bench import history
from bench.figures import Figure
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
        with running(OURS, ours, url), running(HELLO, theirs, url):
            for workspace in (0, 1):
                slack.wait_until_connected(workspace)
            slack.ask(WARM_UP)
            seconds: tuple[list[float], list[float]] = ([], [])
            for _ in range(rounds):
                for all_of_one, some in zip(seconds, slack.ask(ROUND), strict=True):
                    all_of_one += some
                tick()
            _make_sure(slack.seen(0), f"week {weeks + 1}")
            _make_sure(slack.seen(1), "Hi")
    return [_figure("p50", *seconds, goal=0.5), _figure("p95", *seconds)]


def _figure(percentile: str, ours: list[float], theirs: list[float], goal: float | None = None) -> Figure:
    at = int(percentile[1:]) - 1
    ours_ms, theirs_ms = (round(quantiles(each, n=100)[at] * 1000, 2) for each in (ours, theirs))
    return Figure(f"{COMMAND} answered, {percentile}", ours_ms, "ms", theirs_ms, goal)


def _make_sure(seen: str, text: str) -> None:
    """A fast wrong answer is no answer."""
    if text not in seen:
        raise AssertionError(f"{text!r} was to be shown, but it was:\n{seen}")
