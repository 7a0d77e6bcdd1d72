"""Brings a database to the newest schema; safe to call at every start, from several processes."""

from enum import Enum
from pathlib import Path
from uuid import uuid4

import structlog
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.tables import Installation

VERSIONS = Path(__file__).parent / "migrations" / "versions"
REVISIONS = tuple(sorted(file.name.partition("_")[0] for file in VERSIONS.glob("*.py")))
"""All that we know, oldest first: a migration's file begins with its revision."""

log = structlog.get_logger()


class SchemaStatus(Enum):
    """How a database's schema stands to ours."""

    EMPTY, OLDER, CURRENT, NEWER, NEWER_BUT_SERVES_US = range(5)


BEHIND = (SchemaStatus.EMPTY, SchemaStatus.OLDER)


def schema_status(database: Database) -> SchemaStatus:
    """Look, and change nothing. DBAPIError if the database doesn't answer."""
    at = _revision(database)
    if at is None:
        return SchemaStatus.EMPTY
    if at == REVISIONS[-1]:
        return SchemaStatus.CURRENT
    if at in REVISIONS:
        return SchemaStatus.OLDER
    return SchemaStatus.NEWER_BUT_SERVES_US if _serves_us(database) else SchemaStatus.NEWER


def migrate(database: Database) -> None:
    """Run what is missing. Raises DatabaseError when the database can't be used, or knows more than we do."""
    database.check()
    database.look_through()
    try:
        if (status := schema_status(database)) in BEHIND:
            status = _upgrade(database)
    except DBAPIError as error:
        raise database.fault(f"{error.orig} (while bringing it to the newest schema)") from error
    if status is SchemaStatus.NEWER_BUT_SERVES_US:
        log.warning(
            "the database has a newer schema, which serves this version too; upgrade it soon",
            action="database.newer",
        )
    elif status is SchemaStatus.NEWER:
        raise DatabaseError(
            f"The database {database.shown} was written by a newer PM Coach (its schema is "
            f"{_revision(database)}, ours {REVISIONS[-1]}). Run that one, or go back to a copy of the "
            "database from before; nothing was changed."
        )


def create(database: Database) -> None:
    """Give an empty database, which won't outlive this process, the newest schema without its history."""
    with database.write() as session:
        SQLModel.metadata.create_all(session.connection(), checkfirst=False)
        session.add(Installation(namespace=str(uuid4())))


def _upgrade(database: Database) -> SchemaStatus:
    from alembic.util.exc import CommandError

    from bot.store.schema_upgrade import upgrade

    try:
        upgrade(database)
    except CommandError:
        # Alembic doesn't know the revision: a newer version, started beside us, was faster. Or all is wrong.
        if schema_status(database) in BEHIND:
            raise
    return schema_status(database)


def _revision(database: Database) -> str | None:
    """The revision that a database names, read without Alembic; None if it has no tables of ours."""
    with database.read() as session:
        connection = session.connection()
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def _serves_us(database: Database) -> bool:
    """Whether a schema that we don't know says that code like ours may run on it."""
    try:
        with database.read() as session:
            return session.execute(text("SELECT serves FROM installation")).scalar_one() in REVISIONS
    except DBAPIError:
        return False
