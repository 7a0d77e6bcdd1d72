"""A copy of the database, taken while the coach runs, whole and checked before it gets its name."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import inspect, text

from bot.operate import dump
from bot.runtime.delayed_progress import delayed_progress
from bot.settings import Settings
from bot.store import backups
from bot.store.database import LONG_LOCK_TIMEOUT, Database
from bot.store.errors import DatabaseError
from bot.store.tables import Backup

OWNER_ONLY = 0o600
GLANCE = 0.2
"""Seconds between two reports of how far it is."""


def backup(settings: Settings, file: Path) -> int:
    """Write a copy to a new file that only its owner can read; returns its size in bytes.

    Raises OSError if the file exists or can't be written, DatabaseError for what is wrong with the database.
    """
    with closing(Database(settings.database_url)) as database:
        _check(database)
        copy = _copy_sqlite if database.is_sqlite else _copy_postgres
        with arriving(file) as partial:
            _with_bar(f"Copying {database.shown}", partial, _size(database), lambda: copy(database, partial))
    return file.stat().st_size


def check(file: Path, called: str) -> None:
    """Raises DatabaseError unless a closed file is the coach's, and SQLite finds all in it whole."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            [said] = connection.execute("PRAGMA integrity_check(1)").fetchone()
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.DatabaseError as error:
            said = str(error)
    if said != "ok":
        raise DatabaseError(f"{called} can't be used: {' '.join(said.split())}.")


@contextmanager
def arriving(file: Path) -> Iterator[Path]:
    """A new file beside, for its owner only; it takes the name of `file` once it is complete and on disk."""
    if file.exists():
        raise FileExistsError(f"{file} exists already. Name a new file.")
    partial = file.with_name(f"{file.name}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except FileExistsError:
        raise FileExistsError(
            f"{partial} exists: somebody else is at it, or was interrupted; then remove it."
        ) from None
    try:
        yield partial
        _to_disk(partial)
        partial.rename(file)
        _to_disk(file.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _check(database: Database) -> None:
    """Raises DatabaseError for a database that isn't there, or isn't ours."""
    if database.is_sqlite and not Path(database.url.database or "").exists():
        raise database.fault("it isn't there")
    database.check()
    database.look_through()
    if not inspect(database.engine).has_table(str(Backup.__tablename__)):
        raise DatabaseError(
            f"The database {database.shown} isn't of this version. Back it up with the one that runs on it."
        )


def _copy_sqlite(database: Database, partial: Path) -> None:
    """In one step: in several, it would start again whenever somebody else commits."""
    taken_at = time.time_ns() // 1_000_000
    with closing(database.engine.raw_connection()) as source, closing(sqlite3.connect(partial)) as copy:
        try:
            source.driver_connection.backup(copy)  # type: ignore[union-attr]
            copy.execute("PRAGMA journal_mode=DELETE")  # so that one file is all of it
            copy.execute(backups.MARK_COPY, [taken_at])
            copy.commit()
        except sqlite3.Error as error:
            raise DatabaseError(f"The copy failed: {error}.") from error
    check(partial, "The copy")


def _copy_postgres(database: Database, partial: Path) -> None:
    with database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        backups.mark(session)
    dump.dump(database.url, partial)


def _size(database: Database) -> int:
    """Bytes that the copy will have, or less."""
    if database.is_sqlite:
        return Path(database.url.database or "").stat().st_size
    with database.read() as session:
        return int(
            session.connection().execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        )


def _with_bar(doing: str, file: Path, size: int, work: Callable[[], None]) -> None:
    """Work, and show by the file's size how far it is."""
    with delayed_progress(doing) as passed, ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        while True:
            try:
                return done.result(GLANCE)
            except NotYet:
                passed(min(1.0, file.stat().st_size / max(size, 1)))


def _to_disk(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
