"""`pm-coach backup` and `pm-coach restore`: keep what the coach knows, and put it back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import terminal


def backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Write a checked copy of the database to a new file, also while the coach runs."""
    settings = terminal.settings()
    from bot.operate.backup import backup as write_copy

    with terminal.failing_in_words():
        size = write_copy(settings, file)
    typer.echo(
        f"Written to {file}, {size / 1e6:.1f} MB. It holds what members wrote; keep it off this machine."
    )


def restore(
    file: Annotated[Path | None, typer.Argument(help="What `pm-coach backup` wrote.")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            help="When the copy was taken, such as 2026-12-07T03:00:00+00:00, where it doesn't say so."
        ),
    ] = None,
) -> None:
    """Put a backup back, with the coach stopped. The next start looks up in Slack what was sent since.

    Without a file, --since says that the database was put back by other means.
    """
    if file is None and since is None:
        raise typer.BadParameter("name the backup's file, or say with --since to when the database went back")
    taken_at = terminal.instant(since, "--since") if since else None
    settings = terminal.settings()
    from bot.operate import restore as putting_back

    with terminal.failing_in_words():
        if file:
            aside = putting_back.restore(settings, file)
            typer.echo(f"{file} is in place." + (f" What was there is now {aside}." if aside else ""))
            if owner := putting_back.owner(settings):
                typer.echo(f"It can be opened by {owner} alone; the coach has to run as that user.")
        known = putting_back.as_of(settings, taken_at)
    if known is None:
        raise terminal.failure(
            "Nothing in it says when it was taken, so what was sent since might be sent again. Before you "
            "start the coach, say when: pm-coach restore --since 2026-12-07T03:00:00+00:00"
        )
    typer.echo(
        f"It is as of {known:%Y-%m-%d %H:%M} UTC. Start the coach: it looks up in Slack what was sent since."
    )
