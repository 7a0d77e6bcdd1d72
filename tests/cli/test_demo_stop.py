"""SIGTERM ends the demo at any time, and its folder goes with it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


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


@pytest.mark.parametrize("when", ["Living through", "Ctrl-C stops it."])
def test_sigterm_removes_the_demos_folder(demo: "subprocess.Popen[str]", tmp_path: Path, when: str) -> None:
    assert demo.stdout is not None
    assert any(when in line for line in demo.stdout)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("pm-coach-demo-")]
    demo.send_signal(signal.SIGTERM)
    assert demo.wait() == 0
    assert list(tmp_path.glob("pm-coach-demo-*")) == []
