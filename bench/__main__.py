"""`python -m bench`: measure, print the table, write bench/results.json. Exit code 1 if a goal fails."""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bench import history, latency, starting, statements
from bench.figures import Figure, table, write
from bot import logs

RESULTS = Path(__file__).with_name("results.json")


@dataclass(frozen=True)
class Effort:
    """How often and how much; the default is what a figure to quote needs."""

    rounds: int = 16
    starts: int = 7
    warm_up: int = 1
    weeks: int = history.WEEKS
    batches: tuple[int, int] = statements.BATCHES


def measure(effort: Effort, console: Console) -> list[Figure]:
    """All figures, in the order of the table. Everything made on the way is thrown away."""
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=console,
                   transient=True)  # fmt: skip
    with bar, tempfile.TemporaryDirectory(prefix="pm-coach-bench-") as name:
        folder, doing = Path(name), bar.add_task("", total=effort.rounds + effort.starts + effort.warm_up + 1)

        def tick() -> None:
            bar.advance(doing)

        bar.update(doing, description="answering")
        made = latency.figures(folder, effort.rounds, effort.weeks, tick)
        bar.update(doing, description="counting statements")
        made += statements.figures(folder, effort.weeks, effort.batches)
        tick()
        bar.update(doing, description="starting")
        return made + starting.figures(folder, effort.starts, effort.weeks, tick, warm_up=effort.warm_up)


def report(effort: Effort, console: Console, results: Path) -> bool:
    """Measure, print and write. Returns whether every goal holds."""
    figures = measure(effort, console)
    console.print(table(figures))
    write(figures, results)
    return not any(figure.holds is False for figure in figures)


def main() -> int:
    """Returns the exit code."""
    logs.set_up(level="WARNING")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(name, None)  # the SDK's socket would take a proxy even to this machine
    return int(not report(Effort(), Console(), RESULTS))


if __name__ == "__main__":
    sys.exit(main())
