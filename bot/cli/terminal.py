"""What all commands do alike: read the settings, fail in a sentence, print JSON, write a new file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.runtime.harmless import harmless

if TYPE_CHECKING:
    from bot.settings import Needs, Settings

AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


def settings(needs: "Needs | None" = None) -> "Settings":
    """What is set; a sentence for each thing that is missing or malformed, and exit code 1."""
    from bot.settings import Needs, SettingsError, load

    try:
        return load(needs or Needs.NOTHING)
    except SettingsError as error:
        raise failure(str(error)) from None


@contextmanager
def failing_in_words() -> Iterator[None]:
    """Turn what may well happen (a wrong file, an unknown member) into a sentence and exit code 1."""
    from bot.playbook.loader import PlaybookError
    from bot.store.errors import DatabaseError

    try:
        yield
    except (KeyError, IndexError):  # also a LookupError, and always ours to mend
        raise
    except (PlaybookError, DatabaseError, LookupError, OSError) as error:
        raise failure(str(error)) from None


def instant(text: str, option: str) -> datetime:
    """An aware instant from ISO 8601; wrong use if it can't be read or names no offset."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option} {text} is no instant. Write 2026-12-07T09:00:00+00:00.") from None
    if read.tzinfo is None:
        raise typer.BadParameter(f"{option} {text} names no offset from UTC. Write {read.isoformat()}+00:00.")
    return read


def failure(words: str) -> typer.Exit:
    typer.echo(harmless(words), err=True)
    return typer.Exit(1)


def print_json(data: object, out: Path | None = None) -> None:
    """Print `data`, or write it to a new file that only its owner can read."""
    import json

    if out is None:
        readable = (
            (sys.stdout.encoding or "").lower().startswith("utf")
        )  # else as numbers, which all can read
        typer.echo(harmless(json.dumps(data, indent=2, ensure_ascii=not readable, default=str)))
        return
    text = json.dumps(data, indent=2, ensure_ascii=False, default=str)
    write(out, text + "\n", mode=0o600)


def write(out: Path, text: str, mode: int = 0o666) -> None:
    """Write a new file; exit code 1 if it exists."""
    try:
        out.touch(mode=mode, exist_ok=False)
    except FileExistsError:
        raise failure(f"{out} exists already. Name a new file.") from None
    out.write_text(text, encoding="utf-8")
    typer.echo(f"Written to {out}.")
