"""Ours and theirs, started as programs of their own, as a person starts them."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.stage import Place

OURS = ("bot", "run")
"""`pm-coach run`"""
HELLO = ("bench.hello_world",)
HELLO_STACK = ("bench.hello_stack",)

Program = tuple[str, ...]


@contextmanager
def running(program: Program, place: Place, database_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a module with its arguments, connected to `place`; stop it at the end, asking politely first."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *program],
            env=_environment(place, database_url),
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


def _environment(place: Place, database_url: str) -> Mapping[str, str]:
    """Only what both need: a proxy or a setting from outside would make the two unlike."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "SLACK_BOT_TOKEN": place.bot_token,
        "SLACK_APP_TOKEN": place.app_token,
        "SLACK_API_URL": place.api_url,
        "DATABASE_URL": database_url,
        "WINS_CHANNEL": place.wins,
    }
