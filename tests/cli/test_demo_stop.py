"""A signal ends the demo or a rehearsal at any time, and its folder goes with it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slowness import LONG, until


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    with started:
        yield started
        started.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("when", ["Living through", "Ctrl-C stops it."])
def test_a_signal_removes_the_demos_folder(
    demo: "subprocess.Popen[str]", tmp_path: Path, when: str, number: signal.Signals
) -> None:
    assert demo.stdout is not None
    assert any(when in line for line in demo.stdout)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("pm-coach-demo-")]
    demo.send_signal(number)
    assert demo.wait() == 0
    assert list(tmp_path.glob("pm-coach-demo-*")) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_removes_a_rehearsals_folder(tmp_path: Path, number: signal.Signals) -> None:
    rehearsal = subprocess.Popen(
        [sys.executable, "-m", "bot", "rehearse", "--weeks", "520"],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    with rehearsal:
        until(lambda: any(tmp_path.glob("pm-coach-rehearsal-*/*")))
        rehearsal.send_signal(number)
        assert rehearsal.wait(LONG) == 128 + number
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
        assert any("Ctrl-C stops it." in line for line in demo.stdout)
        demo.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            demo.wait(0.5)
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(LONG) == 0
