"""How far a run is: a bar on a terminal, otherwise a line when a part begins; and how long each took."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bench.figures import Figure
from bench.part import Part
from bench.versions import Tick


def measure(parts: Sequence[Part], console: Console) -> list[Figure]:
    """Measure these parts; returns their figures in order. Everything made on the way is thrown away."""
    made: list[Figure] = []
    for number, part in enumerate(parts, 1):
        title = f"{number}/{len(parts)} {part.name}"
        with TemporaryDirectory(prefix="pm-coach-bench-") as folder, _watched(part, title, console) as tick:
            made += part.measure(Path(folder), tick)
    return made


@contextmanager
def _watched(part: Part, title: str, console: Console) -> Iterator[Tick]:
    began = time.monotonic()
    if not console.is_terminal:
        console.print(f"{title} ...")
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=part.steps or None)  # without steps, it only shows that it is alive
        yield lambda: bar.advance(task)
    console.print(f"{title}: {time.monotonic() - began:.0f} s")
