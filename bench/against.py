"""This checkout beside another commit, by processor time.

The versions are measured in turn, each in processes of its own.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from bench.checkout import ROOT
from bench.fake_slack import counted, fake_slack
from bench.figures import CPU_MS, CPU_S, Figure
from bench.programs import HELLO_STACK, OURS, environment
from bench.sending import ANSWER_AFTER
from bench.stage import stage
from bench.starting import Sample, figure, start
from bench.version import Version
from bench.versions import Tick, addresses, in_turn, prepare, running_versions

OPENED = 0.7
"""Of what opening a week, which had less to say, cost at commit ecc1557."""
BATCHES = 5
"""Batches of due weeks that a version opens before it is the other's turn."""
MEMBERS_A_TURN = BATCHES * 200
"""About as many: for the progress bar."""
HANDED_IN = 10
"""The same, of members who hand in."""
WEEKS = 4
"""The history of the member who is there at a start."""


def weeks(other: Path, folder: Path, members: int, acts: int, tick: Tick) -> list[Figure]:
    """Opening so many due weeks, then handing in for `acts` of them."""
    with running_versions([ROOT, other]) as sides:
        prepare(sides, "enrol", addresses(folder, "weeks", sides), members=members)
        tick()
        opened = _open(sides, members, tick)
        handed_in = _hand_in(sides, acts)
        tick()
    return [
        _milliseconds(f"opening {members:,} weeks, each", opened, OPENED),
        _milliseconds("handing in", handed_in),
    ]


def _open(sides: Sequence[Version], members: int, tick: Tick) -> list[list[float]]:
    """Seconds for a week, one for each turn, until everybody's has opened."""
    spent: list[list[float]] = [[] for _ in sides]
    left = [members for _ in sides]
    while any(left):
        for at, [(opened, each)] in enumerate(
            in_turn(1, lambda side: side.ask("open", batches=BATCHES), sides)
        ):
            assert 0 < opened <= left[at], f"{opened} weeks opened, {left[at]} were due"
            left[at] -= opened
            spent[at].append(each)
        tick()
    return spent


def _hand_in(sides: Sequence[Version], acts: int) -> list[list[float]]:
    """Seconds for handing in, one for each turn; nobody hands in twice."""
    spent: list[list[float]] = [[] for _ in sides]
    for number, first in enumerate(range(1, acts + 1, HANDED_IN)):
        times = min(HANDED_IN, acts + 1 - first)
        made = in_turn(1, lambda side: side.ask("hand_in", first=first, times=times), sides, first=number)  # noqa: B023
        for all_of_one, seconds in zip(spent, made, strict=True):
            all_of_one.extend(seconds)
    return spent


def sending(other: Path, folder: Path, messages: int, rounds: int, tick: Tick) -> list[Figure]:
    """A due batch on SQLite; the figure is for each message."""
    with fake_slack(ANSWER_AFTER) as api_url, running_versions([ROOT, other]) as sides:
        urls = addresses(folder, "sending", sides)
        prepare(sides, "enrol_batch", urls, messages=messages)
        url_of = dict(zip(sides, urls, strict=True))

        def send(side: Version) -> float:
            spent = float(side.ask("send", url=url_of[side], api_url=api_url))
            assert counted(api_url) == (messages, messages), "each message once"
            tick()
            return spent / messages

        return [_milliseconds("sending, each message", in_turn(rounds, send, sides))]


def starting(other: Path, folder: Path, starts: int, warm_up: int, tick: Tick) -> list[Figure]:
    """`pm-coach run` of both versions, and Bolt's hello-world that imports the same libraries."""
    programs = ((OURS, ROOT), (OURS, other), (HELLO_STACK, ROOT))
    samples: list[list[Sample]] = [[] for _ in programs]
    with stage(len(programs)) as slack:
        places, urls = slack.places(), addresses(folder, "starting", programs)
        with running_versions([ROOT, other]) as sides:
            for side, place, url in zip(sides, places, urls, strict=False):
                side.ask("live", place=asdict(place), url=url, weeks=WEEKS)
        for number in range(warm_up + starts):
            for at, (program, code) in enumerate(programs):
                sample = start(slack, at, program, places[at], urls[at], code)
                if (
                    number >= warm_up
                ):  # before that, the disk's cache fills and Python compiles the other checkout
                    samples[at].append(sample)
            tick()
    ours, theirs, hello = samples
    return [
        figure("start to connected", CPU_S, "cpu", ours, theirs),
        figure("start beside Bolt's hello", CPU_S, "cpu", ours, hello, 1.0),
        figure("memory once started (RSS)", "MB", "megabytes", ours, theirs),
        figure("memory beside Bolt's hello", "MB", "megabytes", ours, hello, 1.1),
    ]


def commands(other: Path, weeks: int, rounds: int, warm_up: int, tick: Tick) -> list[Figure]:
    """Whole commands, from the start of the process to its end."""
    made = []
    for name, command in command_lines(weeks).items():

        def run(code: Path, command: tuple[str, ...] = command) -> float:
            tick()
            return _run(code, command)

        in_turn(warm_up, run, (ROOT, other))  # Python compiles the other checkout
        ours, theirs = (round(median(each), 3) for each in in_turn(rounds, run, (ROOT, other)))
        made.append(Figure(name, ours, CPU_S, theirs))
    return made


def command_lines(weeks: int) -> dict[str, tuple[str, ...]]:
    """What is measured of `pm-coach`, by the name of its figure."""
    return {
        f"rehearse {weeks} weeks": ("rehearse", "--weeks", str(weeks), "--json"),
        "playbook check --strict": ("playbook", "check", "--strict"),
    }


def _run(code: Path, command: tuple[str, ...]) -> float:
    """Processor time of `pm-coach` with these arguments, seconds."""
    before = _children()
    subprocess.run(
        [sys.executable, "-m", "bot", *command],
        env=environment(code),
        cwd=tempfile.gettempdir(),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return _children() - before


def _children() -> float:
    """Processor time of the children that have ended: nothing else ends while a command runs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _milliseconds(name: str, spent: Sequence[Sequence[float]], goal: float | None = None) -> Figure:
    ours, theirs = (round(median(each) * 1000, 3) for each in spent)
    return Figure(name, ours, CPU_MS, theirs, goal)
