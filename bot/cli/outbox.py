"""`pm-coach outbox`: what couldn't be sent, for whoever runs the coach."""

from typing import Annotated

import typer

from bot.cli import terminal
from bot.cli.terminal import AsJson

app = typer.Typer(no_args_is_help=True, help="See what couldn't be sent, and send it again.")


@app.command()
def dead(as_json: AsJson = False) -> None:
    """List what was given up, newest first, and what may be sent again."""
    settings = terminal.settings()
    from bot.clock import SystemClock
    from bot.operate.dead_letters import listed, render

    with terminal.failing_in_words():
        rows = listed(settings, SystemClock().now())
    if as_json:
        terminal.print_json(rows)
    else:
        render(rows)


@app.command()
def retry(
    ids: Annotated[list[int] | None, typer.Argument(metavar="[ID]...", help="From `outbox dead`.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All that may be sent again.")] = False,
    late: Annotated[bool, typer.Option("--late", help="Also what has outlived its moment.")] = False,
) -> None:
    """Send again what was given up, once its reason is mended. Harmless to repeat."""
    if bool(ids) == every:
        raise typer.BadParameter("name messages by their ids, or say --all")
    settings = terminal.settings()
    from bot.clock import SystemClock
    from bot.operate import dead_letters

    with terminal.failing_in_words():
        done = dead_letters.retry(settings, ids or None, SystemClock().now(), late=late)
    for line in dead_letters.sentences(done):
        typer.echo(line)
    if ids and any(each.outcome == dead_letters.REFUSED for each in done):
        raise typer.Exit(1)
