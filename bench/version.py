"""A version of the project at work: its driver, in a process of its own that runs that version's code."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.programs import environment

DRIVER = Path(__file__).with_name("driver.py")
"""This checkout's driver measures every version, so that all are asked the same."""


class Version:
    """The driver of one checkout. `begin` and `end` apart let two versions prepare at the same time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._requests, self._answers = process.stdin, process.stdout

    def begin(self, act: str, **arguments: Any) -> None:
        """Ask for an act (a method of `bench.driver.Driver`) without waiting for its answer."""
        self._requests.write(json.dumps({"act": act, **arguments}) + "\n")
        self._requests.flush()

    def end(self) -> Any:
        """Wait for the answer. Raises RuntimeError if the driver has ended instead."""
        if not (line := self._answers.readline()):
            raise RuntimeError("the driver of a version ended")
        return json.loads(line)

    def ask(self, act: str, **arguments: Any) -> Any:
        """Ask for an act and wait for its answer."""
        self.begin(act, **arguments)
        return self.end()


@contextmanager
def version(code: Path) -> Iterator[Version]:
    """Start the driver of the checkout in folder `code`; it ends with the block."""
    with tempfile.TemporaryFile() as said, _started(code, said) as process:
        try:
            made = Version(process)
            ran = Path(made.ask("code"))
            assert ran.samefile(code), f"{ran} was measured instead of {code}"
            yield made
        except RuntimeError as error:
            said.seek(0)
            error.add_note(said.read().decode(errors="replace"))
            raise
        finally:
            process.kill()


def _started(code: Path, errors: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, DRIVER],
        env=environment(code),
        cwd=tempfile.gettempdir(),  # away from a developer's .env
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    )
