"""From the command line to a connected socket, and the memory held then, over several starts in turn."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psutil

from bench import history
from bench.figures import Figure
from bench.programs import HELLO_STACK, OURS, Program, running
from bench.stage import Place, Stage, stage

Sample = tuple[float, float]
"""Seconds until connected; megabytes held after the first answers."""


def figures(
    folder: Path, starts: int, weeks: int, tick: Callable[[], None], *, warm_up: int = 1
) -> list[Figure]:
    """Ours starts on a database with a member in it; "first" is a start that has to make its database."""
    url = f"sqlite:///{folder / 'starting.db'}"
    ours: list[Sample] = []
    first: list[Sample] = []
    theirs: list[Sample] = []
    with stage(2) as slack:
        mine, other = slack.places()
        history.live(mine, url, weeks)
        for number in range(warm_up + starts):
            made = [
                _start(slack, 0, OURS, mine, url),
                _start(slack, 0, OURS, mine, f"sqlite:///{folder / f'first-{number}.db'}"),
                _start(slack, 1, HELLO_STACK, other, url),
            ]
            if number >= warm_up:  # before that, the disk's cache fills
                for samples, one in zip((ours, first, theirs), made, strict=True):
                    samples.append(one)
            tick()
    return [
        _figure("start to connected", "s", 0, ours, theirs, 1.5),
        _figure("first start, database made", "s", 0, first, theirs, 1.5),
        _figure("memory once started (RSS)", "MB", 1, ours, theirs, 1.3),
    ]


def _start(slack: Stage, workspace: int, program: Program, place: Place, url: str) -> Sample:
    begun = time.monotonic()
    with running(program, place, url) as process:
        connected = slack.wait_until_connected(workspace) - begun
        slack.ask_one(workspace)  # whatever is loaded at first use is loaded now
        held = psutil.Process(process.pid).memory_info().rss / 1e6
    slack.wait_until_left(workspace)
    return connected, held


def _figure(name: str, unit: str, at: int, ours: list[Sample], theirs: list[Sample], goal: float) -> Figure:
    mine, other = (round(median(sample[at] for sample in samples), 3) for samples in (ours, theirs))
    return Figure(name, mine, unit, other, goal)
