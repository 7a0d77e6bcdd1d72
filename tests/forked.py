"""`pm-coach` in a process of its own that is there at once: forked from one that has imported the coach."""

import io
import os
import signal
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from tests.slowness import long_time_outs

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["bot.cli.main", "bot.cli.run", "tests.faults.replica", "tests.warm"])
"""One server of forks serves a whole test process, so it imports what any test forks."""


class Command:
    """A started command; it ends as a new Python would, and its standard error can be read.

    What a `talkative` one writes to standard output is read there, too.
    """

    def __init__(self, *words: str, env: Mapping[str, str], cwd: Path, talkative: bool = False) -> None:
        said, says = PROCESSES.Pipe(duplex=False)
        details = (words, dict(env), cwd, says, (1, 2) if talkative else (2,))
        self._process = PROCESSES.Process(target=_run, args=details, daemon=True)
        self._process.start()
        says.close()
        self._said = said
        self.stderr = io.TextIOWrapper(io.FileIO(said.fileno(), closefd=False), encoding="utf-8")

    @property
    def returncode(self) -> int | None:
        """The exit code once it has ended, negative for the signal that ended it."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self._process.pid or 0, number)

    def kill(self) -> None:
        self._process.kill()

    def ended(self) -> tuple[int, str]:
        """Wait until it has ended; its exit code, and what it has said since it was last read."""
        said = self.stderr.read()
        self._process.join()
        assert self.returncode is not None
        return self.returncode, said.strip()

    def close(self) -> None:
        self.kill()
        self._process.join()
        self.stderr.close()
        self._said.close()


def _run(
    words: tuple[str, ...], env: dict[str, str], cwd: Path, says: Connection, heard: tuple[int, ...]
) -> None:
    for number in heard:
        os.dup2(says.fileno(), number)
    says.close()
    # A stream that was made for another file can't be set up anew.
    sys.stdout, sys.stderr = (open(number, "w", 1, encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115 - as long as the process
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    tempfile.tempdir = None  # it may have been looked for in the other environment
    sys.argv = ["pm-coach", *words]
    for each in long_time_outs():
        setattr(*each)
    from bot.__main__ import main

    main()
