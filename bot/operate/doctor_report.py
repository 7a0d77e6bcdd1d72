"""The doctor's report, for a terminal and for scripts. Never a word of what members wrote or were sent."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.operate import reasons
from bot.operate.doctor import Report
from bot.operate.doctor_queue import spell
from bot.operate.finding import DoctorFinding, State
from bot.runtime.harmless import one_line
from bot.store.outbox_report import QueueEntry

COLOURS = {State.OK: "green", State.WARNING: "yellow", State.WRONG: "bold red"}


def as_json(report: Report) -> dict[str, Any]:
    """The same as data, under keys that stay. Times are in UTC; `queue` is null if it couldn't be read."""
    return {
        "state": report.state,
        "findings": [asdict(each) for each in report.findings],
        "queue": asdict(report.depth) if report.depth else None,
        "dead": [
            {
                "workspace": each.team_id,
                "reason": each.reason,
                "method": each.method,
                "count": each.count,
                "newest": each.newest,
                "todo": reasons.todo(each.reason),
            }
            for each in report.dead
        ],
        "paused": [
            {
                "workspace": each.team_id,
                "seconds": each.left.total_seconds(),
                "late_seconds": each.late.total_seconds(),
            }
            for each in report.paused
        ],
        "last": [
            {
                **_entry(each),
                "sent": _utc(each.sent_at or each.at).isoformat(),
                "late_seconds": _lateness(each).total_seconds(),
            }
            for each in report.last
        ],
        "next": [_entry(each) for each in report.coming],
    }


def _entry(entry: QueueEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "workspace": entry.team_id,
        "to": entry.to,
        "kind": entry.kind,
        "due": _utc(entry.at).isoformat(),
        "zone": entry.zone,
    }


def render(report: Report, console: Console | None = None) -> None:
    """Print it; colours only on a terminal."""
    console = console or Console()
    console.print(_findings(report.findings))
    if report.last:
        console.print(_entries("Last deliveries", report.last, "Late"))
    if report.coming:
        console.print(_entries("Next", report.coming, "There"))
    console.print(_conclusion(report))


def _findings(findings: Sequence[DoctorFinding]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("Check", no_wrap=True)
    table.add_column("What was found, and what to do", ratio=1)
    for each in findings:
        words = Text(one_line(each.said))  # Text: what Slack or a playbook says is no markup
        if each.todo:
            words.append(f"\n{one_line(each.todo)}", style="italic")
        table.add_row(Text(each.state, style=COLOURS[each.state]), each.check, words)
    return table


def _entries(title: str, entries: Sequence[QueueEntry], last: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for column in ("Time (UTC)", "What", "To", last):
        table.add_column(column)
    for each in entries:
        time = f"{_utc(each.sent_at or each.at):%Y-%m-%d %H:%M:%S}"
        table.add_row(*map(Text, (time, each.kind, f"{each.to} in {each.team_id}", _about(each))))
    return table


def _about(entry: QueueEntry) -> str:
    """How late it was; of what is still to come, the time where the member lives."""
    if entry.sent_at:
        return spell(_lateness(entry))
    return f"{_utc(entry.at).astimezone(ZoneInfo(entry.zone)):%a %H:%M} {entry.zone}" if entry.zone else ""


def _conclusion(report: Report) -> Text:
    counts = {state: sum(each.state is state for each in report.findings) for state in State}
    if not counts[State.WRONG] + counts[State.WARNING]:
        return Text("All is well.", style=COLOURS[State.OK])
    return Text(
        f"{counts[State.WRONG]} wrong, {counts[State.WARNING]} to watch.", style=COLOURS[report.state]
    )


def _lateness(entry: QueueEntry) -> timedelta:
    return timedelta(milliseconds=max(0, (entry.sent_at or entry.at) - entry.at))


def _utc(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
