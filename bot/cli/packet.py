"""`pm-coach packet`: a member's packet as files, for an operator whose member asks; and a rehearsed one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli import terminal

if TYPE_CHECKING:
    from bot.packet.files import PacketFile
    from bot.rehearsal.play import Rehearsal


def packet(
    user: Annotated[str, typer.Argument(metavar="MEMBER", help="The member's Slack id.")],
    out: Annotated[Path, typer.Option(help="The folder that the files go into.")],
    variant: Annotated[
        Literal["internal", "external"], typer.Option(help="For the PM lead here, or for somebody elsewhere.")
    ] = "internal",
    team: Annotated[
        str | None, typer.Option(help="The workspace's id (T...), where several know the member.")
    ] = None,
) -> None:
    """Write a member's packet: PDF, HTML and Markdown, with everything in it that may be shown."""
    settings = terminal.settings()
    from bot.domain.packet.material import Variant
    from bot.operate.packet import prepare

    with terminal.failing_in_words():
        prepared = prepare(settings, user, team, Variant(variant))
        _write(prepared.files, out)
    if prepared.private:
        typer.echo(f"Private pieces, in none of the files: {prepared.private}.")
    if prepared.naming:
        typer.echo(f"Lines that seem to name somebody: {prepared.naming}. Their author should look at them.")


def write_rehearsed(played: "Rehearsal", out: Path) -> None:
    """Write what a rehearsed programme amounts to, and say what its packet lacks."""
    from bot.rehearsal.packet import packet_files

    files, lacks = packet_files(played)
    _write(files, out)
    for gap in lacks:
        typer.echo(gap)


def _write(files: "Sequence[PacketFile]", out: Path) -> None:
    """Write new files that only their owner can read; exit code 1 if one exists, or the folder can't be."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise terminal.failure(f"{out} can't be a folder: {error.strerror}. Name another one.") from None
    for file in files:
        target = out / file.name
        try:
            target.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            raise terminal.failure(f"{target} exists already. Name another folder.") from None
        target.write_bytes(file.content)
        typer.echo(f"Written to {target}.{f' {file.note}' if file.note else ''}")
