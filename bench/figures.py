"""What was measured, beside its goal: as a table to read and a file to compare."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table

CPU_MS, CPU_S = "cpu ms", "cpu s"
"""Processor time, user and system: the same on a busy machine, where "ms" and "s" by the wall aren't."""
VERDICTS = {True: "holds", False: "[bold red]fails", None: ""}


@dataclass(frozen=True)
class Figure:
    """One line. `goal` is the most that `ratio` may be; where there is nothing to compare, `ours`."""

    name: str
    ours: float
    unit: str
    theirs: float | None = None
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        """None also where theirs is too little to be seen."""
        return round(self.ours / self.theirs, 3) if self.theirs else None

    @property
    def holds(self) -> bool | None:
        """None where no goal was set."""
        if self.goal is None:
            return None
        return (self.ours if self.ratio is None else self.ratio) <= self.goal

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "ours": self.ours,
            "theirs": self.theirs,
            "ratio": self.ratio,
            "goal": self.goal,
            "unit": self.unit,
            "holds": self.holds,
        }


def table(figures: Sequence[Figure], title: str = "Beside the obvious alternative") -> Table:
    """A line for each figure; `title` says what `theirs` is."""
    made = Table("", box=box.SIMPLE_HEAD, title=title, title_justify="left", padding=(0, 1, 0, 0))
    for heading in ("ours", "theirs", "", "ratio", "goal"):
        made.add_column(heading, justify="left" if heading == "" else "right")
    made.add_column("")
    for figure in figures:
        made.add_row(
            figure.name,
            _number(figure.ours),
            _number(figure.theirs),
            figure.unit,
            _number(figure.ratio),
            _goal(figure),
            VERDICTS[figure.holds],
        )
    return made


def write(figures: Sequence[Figure], path: Path) -> None:
    """Replace the file by these figures."""
    path.write_text(json.dumps([figure.as_json() for figure in figures], indent=2) + "\n", encoding="utf-8")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _goal(figure: Figure) -> str:
    return "" if figure.goal is None else f"≤ {figure.goal:g}"
