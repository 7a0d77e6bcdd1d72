"""`pm-coach run`: the settings in, the coach's exit code out."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def run() -> int:
    """Coach until stopped. Returns the exit code."""
    with _loading():
        from bot.settings import Needs, SettingsError, load

        try:
            settings = load(Needs.SOCKET)
        except SettingsError as error:
            print(error, file=sys.stderr)
            return 1
        from bot.app import run as run_coach

    return run_coach(settings)


@contextmanager
def _loading() -> Iterator[None]:
    """Import without looking for garbage in what stays for good; that takes a seventh of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
