"""Print a playbook month by month, for whoever writes or judges one."""

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.domain.playbook import Playbook

Month = dict[str, Any]


def month_by_month(playbook: Playbook, only: int | None = None) -> list[Month]:
    """Each month (or only one) with the phases and assignments open in it, as plain data.

    The month after the last is among them if anything opens then.
    """
    after = any(a.months.first > playbook.months for a in playbook.assignments)
    months = range(1, playbook.months + 1 + after) if only is None else [only]
    return [_month(playbook, month) for month in months]


def _month(playbook: Playbook, month: int) -> Month:
    return {
        "month": month,
        "phases": [phase.title for phase in playbook.phases_in(month)],
        "assignments": [
            {
                "id": a.id,
                "title": a.title,
                "phase": a.phase,
                "skill": a.skill,
                "kind": a.kind,
                "track": a.track,
                "core": a.core,
                "recurs": a.recurs,
                "weeks": a.weeks,
                "minutes": a.minutes,
                "exposure": a.exposure,
            }
            for a in playbook.assignments
            if month in a.months
        ],
    }


def render(title: str, months: list[Month], console: Console | None = None) -> None:
    """Print the months as tables; colours only on a terminal."""
    console = console or Console()
    console.print(title, style="bold", markup=False)
    for month in months:
        console.print(_table(month))


def _table(month: Month) -> Table:
    phases = ", ".join(month["phases"]) or "no phase is open"
    heading = Text(f"Month {month['month']}: {phases}", style="italic")
    table = Table(title=heading, title_justify="left", box=SIMPLE_HEAD)
    for column in ("Assignment", "Skill", "Core"):
        table.add_column(column)
    table.add_column("Minutes", justify="right")
    for a in month["assignments"]:
        core = "core" if a["core"] else "recurs" if a["recurs"] else ""
        title = f"{a['title']} ({a['track']} only)" if a["track"] else a["title"]
        cells = (title, a["skill"], core, str(a["minutes"]))
        table.add_row(*map(Text, cells))  # Text: an author's brackets are no markup
    return table
