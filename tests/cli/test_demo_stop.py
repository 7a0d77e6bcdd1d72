"""A signal ends the demo or a rehearsal at any time, and its folder goes with it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.forked import Command
from tests.slowness import LONG, until

Start = Callable[..., Command]
STARTING, STARTED = "Living through", "Ctrl-C stops it."


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `pm-coach` with these words; its folders are made in `tmp_path`."""
    running: list[Command] = []

    def begin(*words: str, talkative: bool = False) -> Command:
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        running.append(Command(*words, env=environment, cwd=tmp_path, talkative=talkative))
        return running[-1]

    yield begin
    for process in running:
        process.close()


@pytest.mark.parametrize(
    ("when", "number"),
    [(STARTING, signal.SIGTERM), (STARTING, signal.SIGHUP), (STARTED, signal.SIGHUP)],
)
def test_a_signal_removes_the_demos_folder(
    start: Start, tmp_path: Path, when: str, number: signal.Signals
) -> None:
    """SIGTERM to a demo that has started is what the last test here ends with."""
    demo = start("demo", "--port", "0", talkative=True)
    assert any(when in line for line in demo.stderr)
    assert folders(tmp_path)
    demo.send_signal(number)
    assert demo.ended()[0] == 0
    assert folders(tmp_path) == []


def folders(within: Path) -> list[Path]:
    return list(within.glob("pm-coach-demo-*"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_removes_a_rehearsals_folder(start: Start, tmp_path: Path, number: signal.Signals) -> None:
    rehearsal = start("rehearse", "--weeks", "520", talkative=True)
    until(lambda: any(tmp_path.glob("pm-coach-rehearsal-*/*")))
    rehearsal.send_signal(number)
    assert rehearsal.ended()[0] == 128 + number
    assert list(tmp_path.glob("pm-coach-rehearsal-*")) == []


DROPPED = """
import os, signal
from bot.runtime.stop import exit_when_told

class Finalized:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)

leave_if_told = exit_when_told()
leave_if_told()
Finalized()
print("played on", flush=True)
leave_if_told()
print("never")
"""


def test_a_signal_whose_exception_python_drops_ends_the_next_turn() -> None:
    ended = subprocess.run([sys.executable, "-c", DROPPED], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (128 + signal.SIGTERM, "played on\n")


def test_the_demo_outlives_its_terminal_where_nohup_says_so(tmp_path: Path) -> None:
    demo = subprocess.Popen(
        ["nohup", sys.executable, "-m", "bot", "demo", "--port", "0"],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    with demo:
        assert demo.stdout is not None
        assert any(STARTED in line for line in demo.stdout)
        demo.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            demo.wait(0.5)
        assert folders(tmp_path)
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(LONG) == 0
    assert folders(tmp_path) == []
