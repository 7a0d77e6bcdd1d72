"""Ours and theirs, started as programs of their own, as a person starts them."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.checkout import ROOT
from bench.fake_slack import TRUSTED
from bench.stage import Place

OURS = ("bot", "run")
"""`pm-coach run`"""
HELLO = ("bench.hello_world",)
HELLO_STACK = ("bench.hello_stack",)

Program = tuple[str, ...]


@contextmanager
def running(
    program: Program, place: Place, database_url: str, code: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a module with its arguments, connected to `place`; stop it at the end, asking politely first.

    `code` is the checkout that the module comes from.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *program],
            env={**environment(code), **_connected(place, database_url)},
            cwd=tempfile.gettempdir(),  # away from a developer's .env
            stdout=said,
            stderr=said,
        )
        try:
            yield process
        except TimeoutError as error:
            said.seek(0)
            error.add_note(said.read().decode(errors="replace"))
            raise
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def environment(code: Path) -> dict[str, str]:
    """Return what a process needs that runs a checkout's code; the dependencies are those of this process.

    Only this: a proxy or a setting from outside would make two programs unlike.
    """
    found = {name: os.environ[name] for name in ("PATH", TRUSTED) if name in os.environ}
    # Without the last, modules in the working directory or beside a script would come before the checkout's.
    return {**found, "PYTHONPATH": str(code), "PYTHONSAFEPATH": "1"}


def _connected(place: Place, database_url: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": place.bot_token,
        "SLACK_APP_TOKEN": place.app_token,
        "SLACK_API_URL": place.api_url,
        "DATABASE_URL": database_url,
        "WINS_CHANNEL": place.wins,
    }
