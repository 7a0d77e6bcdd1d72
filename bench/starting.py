"""From the command line to a connected socket, and the memory held then, over several starts in turn."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psutil

from bench import history
from bench.checkout import ROOT
from bench.figures import CPU_S, Figure
from bench.programs import HELLO_STACK, OURS, Program, running
from bench.stage import Place, Stage, stage


class Sample(NamedTuple):
    """One start: `seconds` by the wall and `cpu` seconds until connected, `megabytes` after an answer."""

    seconds: float
    cpu: float
    megabytes: float


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
                start(slack, 0, OURS, mine, url),
                start(slack, 0, OURS, mine, f"sqlite:///{folder / f'first-{number}.db'}"),
                start(slack, 1, HELLO_STACK, other, url),
            ]
            if number >= warm_up:  # before that, the disk's cache fills
                for samples, one in zip((ours, first, theirs), made, strict=True):
                    samples.append(one)
            tick()
    return [
        figure("start to connected", "s", "seconds", ours, theirs, 1.0),
        figure("start, processor", CPU_S, "cpu", ours, theirs),
        figure("first start, database made", "s", "seconds", first, theirs, 1.5),
        figure("memory once started (RSS)", "MB", "megabytes", ours, theirs, 1.1),
    ]


def start(
    slack: Stage, workspace: int, program: Program, place: Place, url: str, code: Path = ROOT
) -> Sample:
    """Start a program of the checkout in `code`, have it answer once, and stop it."""
    begun = time.monotonic()
    with running(program, place, url, code) as process:
        connected = slack.wait_until_connected(workspace) - begun
        spent = psutil.Process(process.pid).cpu_times()
        slack.ask_one(workspace)  # whatever is loaded at first use is loaded now
        held = psutil.Process(process.pid).memory_info().rss / 1e6
    slack.wait_until_left(workspace)
    return Sample(connected, spent.user + spent.system, held)


def figure(
    name: str, unit: str, field: str, ours: list[Sample], theirs: list[Sample], goal: float | None = None
) -> Figure:
    """The medians of one field of the samples."""
    mine, other = (round(median(getattr(sample, field) for sample in each), 3) for each in (ours, theirs))
    return Figure(name, mine, unit, other, goal)
