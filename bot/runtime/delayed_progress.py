"""A progress bar for what is usually done before anybody wonders."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import Progress

DELAY = 2.0
"""Seconds of silence before the bar appears."""


@contextmanager
def delayed_progress(doing: str, console: Console | None = None) -> Iterator[Callable[[float], object]]:
    """To be called with the share that is done; drawn on a terminal (standard error) after a while."""
    console = console or Console(stderr=True)
    bar = Progress(console=console, transient=True, disable=not console.is_terminal)
    task, began = bar.add_task(doing, total=1.0), monotonic()

    def passed(share: float) -> None:
        if monotonic() - began > DELAY:
            bar.start()
        bar.update(task, completed=share)

    try:
        yield passed
    finally:
        bar.stop()
