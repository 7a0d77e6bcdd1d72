"""`python -m bench [--long]`: measure, print tables, write bench/results.json. Exit code 1 if a goal fails.

`--long` sends the batch five times and gives 100,000 members an APScheduler job each, which takes minutes.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bench import history, idling, latency, one_job_each, planning, sending, starting, statements
from bench.figures import Figure, table, write
from bot.runtime import logs

RESULTS = Path(__file__).with_name("results.json")


@dataclass(frozen=True)
class Effort:
    """How often and how much; the default is what a figure to quote needs."""

    rounds: int = 16
    starts: int = 7
    warm_up: int = 1
    weeks: int = history.WEEKS
    batches: tuple[int, int] = statements.BATCHES
    messages: int = 10_000
    sendings: int = 2
    enrolled: tuple[int, int] = (1_000, 1_000_000)
    due: int = 100_000
    jobs: int = 10_000

    @property
    def ticks(self) -> int:
        return self.rounds + 1 + self.starts + self.warm_up + 4 * self.sendings + 4


def measure(effort: Effort, console: Console) -> list[Figure]:
    """All figures, in the order of the table. Everything made on the way is thrown away."""
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=console,
                   transient=True)  # fmt: skip
    with bar, tempfile.TemporaryDirectory(prefix="pm-coach-bench-") as name:
        folder, doing = Path(name), bar.add_task("", total=effort.ticks)

        def tick() -> None:
            bar.advance(doing)

        bar.update(doing, description="answering")
        made = latency.figures(folder, effort.rounds, effort.weeks, tick)
        bar.update(doing, description="counting statements")
        made += statements.figures(folder, effort.weeks, effort.batches)
        tick()
        bar.update(doing, description="starting")
        made += starting.figures(folder, effort.starts, effort.weeks, tick, warm_up=effort.warm_up)
        bar.update(doing, description="sending a due batch")
        made += sending.figures(folder, effort.messages, effort.sendings, tick)
        bar.update(doing, description="doing nothing, with many")
        made += idling.figures(folder, *effort.enrolled, tick)
        bar.update(doing, description="planning a Monday")
        made += planning.figures(folder, effort.due)
        tick()
        bar.update(doing, description="keeping a job for each member")
        return made + one_job_each.figures(folder, effort.jobs)


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
    effort = Effort(sendings=5, jobs=100_000) if "--long" in sys.argv[1:] else Effort()
    return int(not report(effort, Console(), RESULTS))


if __name__ == "__main__":
    sys.exit(main())
