"""Putting a backup back. The coach must be stopped; its next start looks up what was sent since."""

import os
import pwd
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

from sqlalchemy import inspect, make_url

from bot.operate import dump
from bot.operate.backup import arriving, check
from bot.settings import Settings
from bot.store import backups
from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.migrate import migrate
from bot.store.outbox import millis
from bot.store.tables import Backup

SIDE_FILES = ("", "-wal", "-shm")
"""What SQLite keeps beside a database belongs to it: left beside another one, it would damage that."""


def restore(settings: Settings, file: Path) -> Path | None:
    """Put a backup in the place that DATABASE_URL names; returns where a file that was there has gone.

    Raises OSError, or DatabaseError if the backup or its place isn't fit; then nothing was changed.
    """
    if not file.is_file():
        raise FileNotFoundError(f"There is no file {file}.")
    with closing(Database(settings.database_url)) as database:
        if database.is_sqlite:
            return _put_file(file, Path(database.url.database or ""))
        _load(database, file)
        return None


def owner(settings: Settings) -> str | None:
    """Return who may open the SQLite file, where root has put it there; else whoever did is meant."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or os.geteuid() != 0:
        return None
    theirs = Path(url.database or "").stat().st_uid
    try:
        return pwd.getpwuid(theirs).pw_name
    except KeyError:  # of a container, or gone
        return f"the user with the number {theirs}"


def as_of(settings: Settings, since: datetime | None) -> datetime | None:
    """The instant of real time to which the database has gone back; None if nothing in it says that it has.

    `since` notes it, where other means than a backup of ours have brought the database back.
    """
    with closing(Database(settings.database_url)) as database:
        migrate(database)
        with database.write() as session:
            if since:
                session.merge(Backup(id=1, taken_at=millis(since), written_by=None))
                session.flush()
            mark = backups.restored_from(session)
    return datetime.fromtimestamp(mark.taken_at / 1000, UTC) if mark else None


def _put_file(file: Path, place: Path) -> Path | None:
    check(file, str(file))
    _let_go(place)
    aside = place.with_name(f"{place.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    new = place.with_name(f"{place.name}.restored")
    had_one = place.exists()
    with arriving(new) as partial:
        copyfile(file, partial)
        _hand_over(partial, place if had_one else place.parent)
    for suffix in SIDE_FILES:
        with suppress(FileNotFoundError):
            place.with_name(place.name + suffix).rename(aside.with_name(aside.name + suffix))
    new.rename(place)
    return aside if had_one else None


def _hand_over(file: Path, like: Path) -> None:
    """Where root restores, the file belongs to whom the one before did, or its folder does: only its owner
    may open it, and the service that needs it seldom runs as root."""
    if os.geteuid() == 0:
        owner = like.stat()
        os.chown(file, owner.st_uid, owner.st_gid)


def _let_go(place: Path) -> None:
    """Raises DatabaseError while somebody has the file open. What is damaged can't say so, and is let go."""
    if not place.exists():
        return
    with closing(sqlite3.connect(place, timeout=0)) as connection, suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise DatabaseError(f"{place} is in use. Stop the coach first.") from None


def _load(database: Database, file: Path) -> None:
    database.check()
    if inspect(database.engine).get_table_names():
        raise DatabaseError(
            f"The database {database.shown} isn't empty. Make a new one (createdb), name it in DATABASE_URL, "
            "and restore into that."
        )
    dump.load(database.url, file)
