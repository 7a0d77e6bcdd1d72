"""Print what the strict check counted, for whoever writes or judges a playbook."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.domain.playbook import BOLDEST, Playbook
from bot.playbook.checks.long_run import RUN, described, given_and_offered
from bot.playbook.checks.musts import HALF, LOOSE, MONTH_MISSED
from bot.playbook.checks.strict import Report
from bot.playbook.checks.supply import CANDIDATES
from bot.playbook.checks.twins import TWINS
from bot.playbook.checks.wording import WORDS

NUMBERS = {"Words", "Minutes", "Candidates", "Skills", "Once", "Core", "Met"}
"""Columns that hold one."""


def render(playbook: Playbook, report: Report, console: Console | None = None) -> None:
    """Print the counts as tables, then every breach; colours only on a terminal."""
    console = console or Console()
    tables = [_assignments(report), _months(playbook, report), _runs(playbook, report)]
    for heading, table in (*tables, *([_walks(playbook, report)] if report.walks else [])):
        console.print(Text(heading, style="italic"), soft_wrap=True)
        console.print(table)
    for line in (_silences(playbook, report), *_ungiven(playbook, report)):
        console.print(Text(line), soft_wrap=True)
    count = len(report.breaches)
    if not count:
        console.print("Strict: nothing to mend.")
        return
    console.print(f"Strict: {count} {'breach' if count == 1 else 'breaches'}.", style="bold")
    for breach in report.breaches:
        console.print(Text(f"- {breach}"), soft_wrap=True)


def _assignments(report: Report) -> tuple[str, Table]:
    table = _table("Assignment", "Words", "Minutes", "Most alike")
    for count in report.counts:
        alike = f"{count.twin.likeness:.0%} {count.twin.other.id}" if count.twin else ""
        a = count.assignment
        table.add_row(*map(Text, (a.id, str(count.words), str(a.minutes), alike)))
    heading = (
        f"Each assignment: words of its message (at most {WORDS}), minutes, and the one whose steps are most "
        f"alike (twins from {TWINS:.0%} on)"
    )
    return heading, table


def _months(playbook: Playbook, report: Report) -> tuple[str, Table]:
    titles = {track.id: track.title for track in playbook.tracks}
    table = _table("Month", "Track", "Candidates", "Skills", "Once", "Core")
    for s in report.supplies:
        month = str(s.month) if s.month <= playbook.months else "after"
        cells = (month, titles.get(s.track or "", ""), s.candidates, s.skills, s.once, s.slots)
        table.add_row(*(Text(str(cell)) for cell in cells))
    heading = (
        f"Each month and track: candidates (at least {CANDIDATES}) over skills, those that come once, and "
        "the weeks of core that opens, those by rhythm included"
    )
    return heading, table


def _runs(playbook: Playbook, report: Report) -> tuple[str, Table]:
    table = _table("Whose weeks", "Longest run", "Came twice")
    for run in report.runs:
        skill, weeks, first = run.longest
        longest = f"{weeks} from week {first}: {playbook.skill[skill].title}"
        table.add_row(*map(Text, (described(playbook, run), longest, ", ".join(run.repeated))))
    return f"Lived through: the skill that comes most weeks in a row (at most {RUN}), what came twice", table


def _walks(playbook: Playbook, report: Report) -> tuple[str, Table]:
    table = _table("Whose weeks", "Met", "Missing")
    for walk in report.walks:
        missing = ", ".join(must.id for must in walk.missed)
        met = f"{len(walk.met)} of {len(walk.met) + len(walk.missed)}"
        table.add_row(*map(Text, (described(playbook, walk.run), met, missing)))
    heading = (
        f"Walked: the musts that are met when the last month is over (all firm ones and {LOOSE:.0%} of the "
        f"others; {MONTH_MISSED:.0%} of all without one month, {HALF:.0%} by half)"
    )
    return heading, table


def _silences(playbook: Playbook, report: Report) -> str:
    """How many weeks each skill stayed away at most, from whoever takes what comes."""
    plain = [run for run in report.runs if not run.way.swaps]
    longest = (f"{s.title} {max(run.silence(s.id) for run in plain)}" for s in playbook.skills)
    return f"Longest silence without a swap, in weeks: {', '.join(longest)}."


def _ungiven(playbook: Playbook, report: Report) -> Iterator[str]:
    """What comes to nobody by itself, and whether it may be had at all."""
    given, offered = given_and_offered(list(report.runs))
    rest = [a for a in playbook.assignments if a.id not in given]
    notes = (
        ("Only by a swap", [a.id for a in rest if a.id in offered]),
        (
            "In none of these weeks and in no swap offered there",
            [a.id for a in rest if a.exposure <= BOLDEST and a.id not in offered],
        ),
        ("Not to be had yet, as it needs its own yes", [a.id for a in rest if a.exposure > BOLDEST]),
    )
    yield from (f"{note}: {', '.join(ids)}." for note, ids in notes if ids)


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, justify="right" if column in NUMBERS else "left")
    return table
