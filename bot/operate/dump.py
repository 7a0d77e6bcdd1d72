"""PostgreSQL's own tools, which dump a database and load a dump."""

import os
import re
import subprocess
from pathlib import Path
from shutil import which

from sqlalchemy import URL

from bot.store.errors import DatabaseError

PASSWORD = "password"
"""May stand in an address's query too: https://www.postgresql.org/docs/current/libpq-connect.html."""


def dump(url: URL, file: Path) -> None:
    """Write the whole database into an existing file, in PostgreSQL's custom format."""
    _run("pg_dump", url, "--format=custom", f"--file={file}")


def load(url: URL, file: Path) -> None:
    """Load a dump into an empty database: all of it, or nothing."""
    _run(
        "pg_restore",
        url,
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        str(file),
    )


def version() -> int | None:
    """Return the major version of the `pg_dump` that is installed here; None if there is none."""
    if not (found := which("pg_dump")):
        return None
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    known = re.search(r"\b(\d+)(\.\d+)?\b", done.stdout)
    return int(known[1]) if known else None


def _run(tool: str, url: URL, *words: str) -> None:
    """Raises DatabaseError with what the tool said."""
    found = which(tool)
    if not found:
        raise DatabaseError(
            f"{tool} isn't installed here. Install PostgreSQL's client programs, of the server's version "
            "or newer (Debian: postgresql-client)."
        )
    address, secret = _without_password(url)
    done = subprocess.run(
        [found, "--no-password", f"--dbname={address}", *words],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DatabaseError(f"{tool} failed, exit code {done.returncode}: {done.stderr.strip()}")


def _without_password(url: URL) -> tuple[str, dict[str, str]]:
    """The address as it may stand among a process's arguments, which everybody on the machine can read."""
    secret = url.password or url.query.get(PASSWORD)
    query = {name: value for name, value in url.query.items() if name != PASSWORD}
    open_ = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return open_.render_as_string(), {"PGPASSWORD": str(secret)} if secret else {}
