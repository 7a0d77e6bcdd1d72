"""How the database stands: reachable, of the right shape, whole, in a good place, and on time."""

import time
from collections.abc import Iterator
from math import inf
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from bot.operate import dump
from bot.operate.doctor_slack import clock
from bot.operate.finding import DoctorFinding, from_error, ok, warning, wrong
from bot.store import filesystem, replicas
from bot.store.database import CONNECTIONS, Database
from bot.store.errors import DatabaseError
from bot.store.migrate import SchemaStatus, schema_status
from bot.store.real_time import REAL_NOW

START = "Start the coach (pm-coach run): it brings the database to the newest schema."
GO_BACK = "Run that version, or go back to an older backup."
CLIENT = "Install PostgreSQL's client programs of the server's version (Debian: postgresql-client)."
SET_CLOCKS = "Switch time synchronisation (NTP) on for both machines."


_FREE = text(
    "SELECT LEAST("
    " current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
    " - (SELECT count(*) FROM pg_stat_activity"
    " WHERE backend_type = 'client backend' AND datname <> current_database()),"
    " CASE WHEN rolconnlimit < 0 THEN 1000000 ELSE rolconnlimit END,"
    " CASE WHEN datconnlimit < 0 THEN 1000000 ELSE datconnlimit END)"
    " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
)
"""What the server gives to this role and database, less what is used in other databases."""


class Unusable(Exception):  # noqa: N818 - it is how things stand
    """The tables can't be read, so what they hold isn't examined."""


def examine(database: Database) -> Iterator[DoctorFinding]:
    """Examine without changing anything. Raise Unusable after the last finding if there are no tables."""
    if database.is_sqlite and _file(database).parent.is_dir() and not _file(database).exists():
        yield warning("database", f"There is no {database.shown} yet.", START)
        raise Unusable
    try:
        database.check()
        yield ok("database", f"{database.shown} answers.")
        if database.is_sqlite:
            yield _integrity(database)
            yield _file_system(_file(database))
        else:
            yield _connections(database)
            yield _pg_dump(database)
            yield _clock(database)
        yield (schema := _schema(database))
    except DatabaseError as error:
        yield from_error("database", str(error))
        raise Unusable from None
    except DBAPIError as error:
        yield from_error("database", str(database.fault(str(error.orig))))
        raise Unusable from None
    if schema.todo in (START, GO_BACK):
        raise Unusable


def _integrity(database: Database) -> DoctorFinding:
    try:
        database.look_through(most=inf)
    except DatabaseError as error:
        return from_error("integrity", str(error))
    return ok("integrity", "SQLite finds the file whole.")


def _file_system(file: Path) -> DoctorFinding:
    kind = filesystem.file_system(file, filesystem.MOUNTS)
    if filesystem.is_shared(kind):
        return wrong(
            "file_system",
            f"The file lies on a shared file system ({kind}), where SQLite's locks don't hold.",
            "Move it to a local disk, or use PostgreSQL.",
        )
    return ok("file_system", f"The file lies on a local file system ({kind or 'of unknown kind'}).")


def _connections(database: Database) -> DoctorFinding:
    with database.read() as session:
        free = session.execute(_FREE).scalar_one()
        count = len(replicas.running(session)) if schema_status(database) is SchemaStatus.CURRENT else 0
    fit = max(0, free // CONNECTIONS)
    said = f"PostgreSQL has {free} connections for us: {fit} processes of {CONNECTIONS} fit; {count} run."
    if count > fit or not fit:
        return wrong("connections", said, "Raise its max_connections, or run fewer processes.")
    return ok("connections", said)


def _pg_dump(database: Database) -> DoctorFinding:
    with database.read() as session:
        server = int(session.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
    ours = dump.version()
    if ours is None:
        return warning("pg_dump", "pg_dump isn't installed here, so `pm-coach backup` can't work.", CLIENT)
    if ours < server:
        said = f"pg_dump is of version {ours}, the server of {server}: it refuses to copy a newer one."
        return warning("pg_dump", said, CLIENT)
    return ok("pg_dump", f"pg_dump {ours} can copy a server of version {server}.")


def _clock(database: Database) -> DoctorFinding:
    began = time.time()
    with database.read() as session:
        theirs = session.exec(select(REAL_NOW)).one() / 1000
    ahead = theirs - (began + time.time()) / 2
    return clock("database_clock", "The database's clock", "this machine's", ahead, SET_CLOCKS)


def _schema(database: Database) -> DoctorFinding:
    match schema_status(database):
        case SchemaStatus.CURRENT:
            return ok("schema", "The schema is the newest.")
        case SchemaStatus.NEWER_BUT_SERVES_US:
            return warning("schema", "The schema is newer, and serves this PM Coach too.", "Upgrade it soon.")
        case SchemaStatus.EMPTY:
            return warning("schema", "The database has no tables yet.", START)
        case SchemaStatus.OLDER:
            return warning("schema", "The schema is of an older PM Coach.", START)
    return wrong("schema", "The schema is of a newer PM Coach.", GO_BACK)


def _file(database: Database) -> Path:
    return Path(database.url.database or "")
