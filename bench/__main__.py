"""`python -m bench`: measure, print a table, and after a whole run write bench/results.json.

Exit code 1 if a goal fails, 2 for wrong use.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.checkout import UnknownCommit, checkout
from bench.figures import Figure, table, write
from bench.part import LONG, Effort, chosen
from bench.parts import parts, parts_against
from bench.progress import measure
from bot.runtime import logs

RESULTS = Path(__file__).with_name("results.json")


def run(effort: Effort, console: Console, results: Path, only: str | None = None) -> bool:
    """Measure beside the obvious alternative. Returns whether every goal holds.

    Only a whole run is written: a file with a part of it would mix machines and days.
    """
    figures = measure(chosen(parts(effort), only), console)
    console.print(table(figures))
    if only is None:
        write(figures, results)
    return _hold(figures)


def run_against(commit: str, effort: Effort, console: Console, only: str | None = None) -> bool:
    """Measure beside another commit. Returns whether every goal holds. Nothing is written."""
    with checkout(commit) as other:
        figures = measure(chosen(parts_against(other, effort), only), console)
    console.print(table(figures, f"Beside {commit}"))
    return _hold(figures)


def _hold(figures: list[Figure]) -> bool:
    return not any(figure.holds is False for figure in figures)


def main(
    against: Annotated[str | None, typer.Option(metavar="COMMIT", help="Measure beside this commit.")] = None,
    only: Annotated[str | None, typer.Option(metavar="NAME", help="A part, by a word of its name.")] = None,
    long: Annotated[
        bool, typer.Option("--long", help="More of everything: this takes half an hour.")
    ] = False,
) -> None:
    """Measure the coach beside the obvious alternative, or beside another commit of itself."""
    logs.set_up(level="WARNING")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(name, None)  # the SDK's socket would take a proxy even to this machine
    effort, console = LONG if long else Effort(), Console()
    try:
        if against is None:
            holds = run(effort, console, RESULTS, only)
        else:
            holds = run_against(against, effort, console, only)
    except (UnknownCommit, LookupError) as error:
        raise typer.BadParameter(str(error)) from None
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    typer.run(main)
