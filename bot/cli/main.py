"""The command line: parsing, exit codes and sentences. The work is done elsewhere, imported when needed.

Exit codes: 0 done, 1 failed, 2 wrong use.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli import backup, feedback, outbox, packet, terminal
from bot.cli import run as running
from bot.cli.terminal import AsJson

if TYPE_CHECKING:
    from bot.domain.playbook import Playbook

PlaybookFile = Annotated[Path | None, typer.Argument(help="A playbook; without it, the built-in one.")]
MemberId = Annotated[str, typer.Argument(metavar="ID", help="The member's Slack id, such as U0123ABCDEF.")]
Team = Annotated[str | None, typer.Option(help="The workspace's id (T...), where several know the member.")]

SCHEMA_FILE = "playbook.schema.json"
"""Where a copied playbook looks for its schema: beside it."""

app = typer.Typer(
    name="pm-coach",
    help="A Slack bot that coaches engineers on their way into AI product management.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
playbook = typer.Typer(no_args_is_help=True, help="Check and show playbooks.")
member = typer.Typer(no_args_is_help=True, help="Give a member their data, or erase it.")
app.add_typer(playbook, name="playbook")
app.add_typer(member, name="member")
app.add_typer(outbox.app, name="outbox")
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(feedback.feedback)
app.command()(packet.packet)


@app.command()
def run() -> None:
    """Connect to Slack and coach, until stopped."""
    raise typer.Exit(running.run())


@app.command()
def demo(port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8765) -> None:
    """Start the coach in a local Slack and print the address to open."""
    from bot.demo.demo import run as run_demo

    raise typer.Exit(run_demo(port))


@app.command()
def tick(
    at: Annotated[str | None, typer.Option(help="An instant such as 2026-12-07T09:00:00+00:00.")] = None,
) -> None:
    """Do all scheduled work due now (or at an instant), deliver it, and exit."""
    from bot.clock import SystemClock
    from bot.settings import Needs

    instant = SystemClock().now() if at is None else terminal.instant(at, "--at")
    settings = terminal.settings(Needs.BOT)
    from bot.app import tick as tick_coach

    raise typer.Exit(tick_coach(settings, instant))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say what is wrong here, if anything, and what to do about each thing. Changes nothing."""
    from rich.console import Console

    from bot.clock import SystemClock
    from bot.operate import doctor_report
    from bot.operate.doctor import examine

    with Console(stderr=True).status("Looking at everything"):  # on a terminal; a large file takes seconds
        report = examine(SystemClock().now())
    if as_json:
        terminal.print_json(doctor_report.as_json(report))
    else:
        doctor_report.render(report)
    raise typer.Exit(report.exit_code)


@app.command()
def rehearse(
    file: PlaybookFile = None,
    persona: Annotated[
        Literal["steady", "busy", "returning", "shy"], typer.Option(help="Who plays it.")
    ] = "steady",
    track: Annotated[str, typer.Option(help="A track of the playbook's, both, or undecided.")] = "undecided",
    start: Annotated[str, typer.Option(help="When they join, by their own clock.")] = "2027-01-11T10:12",
    zone: Annotated[str, typer.Option(help="Where they live, such as Europe/Lisbon.")] = "Europe/Lisbon",
    holidays: Annotated[
        str | None, typer.Option(help="Whose holidays hold, such as PT or DE-BY; without it the zone's.")
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How long it goes on.")] = 52,
    seed: Annotated[int, typer.Option(help="Another one, other days and other moods.")] = 1,
    message: Annotated[int | None, typer.Option(help="Print this message in full, and no other.")] = None,
    edits: Annotated[bool, typer.Option("--edits", help="List changes of sent messages too.")] = False,
    packet_to: Annotated[
        Path | None, typer.Option("--packet", help="Write what it amounts to into this folder, as a packet.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Play a programme without Slack: what would be sent when, why, and what came of it."""
    from bot.playbook.loader import load
    from bot.rehearsal.rehearse import plan, play, show
    from bot.runtime.stop import exit_when_told

    leave_if_told = exit_when_told()
    with terminal.failing_in_words():
        playbook = load(file)
        try:
            planned = plan(playbook, persona, track, start, zone, weeks, seed, holidays)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        played = play(playbook, planned, leave_if_told=leave_if_told)
        if packet_to is not None:
            packet.write_rehearsed(played, packet_to)
        else:
            show(played, message=message, edits=edits, as_json=as_json)


@app.command()
def simulate(
    members: Annotated[int, typer.Option(min=1, max=10_000_000, help="All together.")] = 10_000,
    workspaces: Annotated[int, typer.Option(min=1, help="Of log-normal sizes.")] = 100,
    rate: Annotated[float, typer.Option(min=0.02, max=1000, help="Messages a second and workspace.")] = 5,
    senders: Annotated[int, typer.Option(min=1, max=1000, help="Threads in each replica.")] = 20,
    replicas: Annotated[int, typer.Option(min=1, max=1000, help="Processes that share the work.")] = 1,
    spread: Annotated[bool, typer.Option(help="Let larger workspaces' nudges come one by one.")] = True,
    seed: Annotated[int, typer.Option(help="Another one, other sizes and other zones.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Play Monday, 09:00 in virtual time, under Slack's limits: how late everybody's message would be."""
    from bot.simulation import simulate as work
    from bot.simulation.population import Population

    try:
        population = Population(members, workspaces, spread, seed)
        played = work.simulate(population, work.Power(rate, senders, replicas))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    work.show(played, as_json=as_json)


@playbook.command()
def check(
    file: PlaybookFile = None,
    strict: Annotated[bool, typer.Option("--strict", help="Also count what can be counted.")] = False,
) -> None:
    """Say everything that is wrong with a playbook, or that nothing is."""
    from bot.playbook.loader import BUILT_IN, load

    with terminal.failing_in_words():
        playbook = load(file)
    count = len(playbook.assignments)
    name = file or BUILT_IN
    typer.echo(f"{name} is in order: {playbook.title}, {playbook.months} months, {count} assignments.")
    if strict:
        _judge(playbook)


def _judge(playbook: "Playbook") -> None:
    """Print the strict report; exit code 1 on a breach."""
    from bot.playbook.checks.report import render
    from bot.playbook.checks.strict import judge

    report = judge(playbook)
    render(playbook, report)
    if report.breaches:
        raise typer.Exit(1)


@playbook.command()
def show(
    file: PlaybookFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    month: Annotated[int | None, typer.Option(min=1, help="This month only.")] = None,
) -> None:
    """Print a playbook month by month."""
    from bot.playbook.loader import load
    from bot.playbook.show import month_by_month, render

    with terminal.failing_in_words():
        playbook = load(file)
    months = month_by_month(playbook, month)
    if as_json:
        terminal.print_json({"id": playbook.id, "title": playbook.title, "months": months})
    else:
        render(playbook.title, months)


@playbook.command()
def copy(file: Annotated[Path, typer.Argument(help="The new file.")]) -> None:
    """Write the built-in playbook to a new file, to make it yours."""
    from bot.playbook.loader import built_in, built_in_drills, drills_of

    with terminal.failing_in_words():
        terminal.write(file, f"#:schema ./{SCHEMA_FILE}\n{built_in()}")
        terminal.write(drills_of(file), built_in_drills())
    typer.echo(f"For completion and checks in an editor, beside it: pm-coach playbook schema > {SCHEMA_FILE}")


@playbook.command()
def schema() -> None:
    """Print the JSON schema of playbooks: completion, explanations and checks in an editor."""
    from bot.playbook.schema import schema as made

    terminal.print_json(made())


@member.command()
def export(
    user: MemberId,
    team: Team = None,
    out: Annotated[Path | None, typer.Option(help="Write to a new file rather than here.")] = None,
) -> None:
    """Print everything that is kept about a member, as JSON."""
    settings = terminal.settings()
    from bot.operate.members import export as export_member

    with terminal.failing_in_words():
        data = export_member(settings, user, team)
        terminal.print_json(data, out)


@member.command()
def erase(
    user: MemberId,
    team: Team = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this nothing is erased.")] = False,
    take_down: Annotated[
        bool, typer.Option("--take-down", help="Have the coach delete their posts in channels, too.")
    ] = False,
) -> None:
    """Erase everything that is kept about a member, for good; first see what of theirs stands in channels."""
    settings = terminal.settings()
    if not yes:
        from bot.operate import posts

        count = posts.count(settings, user, team)
        stand = f" Posts of theirs in channels: {count}; --take-down deletes them, too." if count else ""
        raise typer.BadParameter(
            f"this erases all that {user} ever handed in, for good.{stand} Add --yes to do it."
        )
    from bot.operate.members import erase as erase_member

    with terminal.failing_in_words():
        erased = erase_member(settings, user, team, take_down=take_down)
    rows = ", ".join(f"{name} {count}" for name, count in erased.rows.items())
    typer.echo(f"Erased {user}: {rows}.")
    if erased.left_in:
        typer.echo(
            "Other programs use the database, so bytes of it may stay in its files. With SQLite a running "
            "coach empties the log within the hour. With PostgreSQL end what has a transaction open, such as "
            f"a backup or psql, then run: VACUUM FULL {', '.join(erased.left_in)};"
        )
    if not erased.home_cleared:
        typer.echo("Home in Slack couldn't be drawn anew; it changes when they open it.")
    stay = "direct messages with the coach" if take_down else "direct messages with the coach and their posts"
    typer.echo(f"Their {stay} stay in Slack. Backups keep what they have.")
