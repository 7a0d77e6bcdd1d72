"""Brings a database to the newest schema; safe to call at every start, from several processes."""

from enum import Enum
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store.database import Database
from bot.store.errors import DatabaseError

_LOCK = 7_206_126  # any number, the same in every replica

log = structlog.get_logger()


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return made


class SchemaStatus(Enum):
    """How a database's schema stands to ours."""

    EMPTY, OLDER, CURRENT, NEWER, NEWER_BUT_SERVES_US = range(5)


def schema_status(database: Database) -> SchemaStatus:
    """Look, and change nothing. DBAPIError if the database doesn't answer."""
    script = ScriptDirectory.from_config(config())
    with database.read() as session:
        at = MigrationContext.configure(session.connection()).get_current_revision()
    if at is None:
        return SchemaStatus.EMPTY
    if at == script.get_current_head():
        return SchemaStatus.CURRENT
    if at in {each.revision for each in script.walk_revisions()}:
        return SchemaStatus.OLDER
    return SchemaStatus.NEWER_BUT_SERVES_US if _serves_us(database) else SchemaStatus.NEWER


def migrate(database: Database) -> None:
    """Run what is missing. Raises DatabaseError when the database can't be used, or knows more than we do."""
    database.check()
    database.look_through()
    try:
        _upgrade(database)
    except CommandError as error:  # alembic doesn't know the revision that the database names
        if _serves_us(database):
            log.warning("the database has a newer schema, which serves this version too; upgrade it soon",
                        action="database.newer")  # fmt: skip
            return
        raise DatabaseError(
            f"The database {database.shown} was written by a newer PM Coach ({error}). Run that one, "
            "or go back to a copy of the database from before; nothing was changed."
        ) from error
    except DBAPIError as error:
        raise database.fault(f"{error.orig} (while bringing it to the newest schema)") from error


def _serves_us(database: Database) -> bool:
    """Whether a schema that we don't know says that code like ours may run on it."""
    known = {each.revision for each in ScriptDirectory.from_config(config()).walk_revisions()}
    try:
        with database.read() as session:
            return session.execute(text("SELECT serves FROM installation")).scalar_one() in known
    except DBAPIError:
        return False


def _upgrade(database: Database) -> None:
    alembic = config()
    with database.engine.connect() as connection:
        if database.is_sqlite:
            # A batch change of a parent with foreign keys on would cascade into its children;
            # the pragma is ignored inside a transaction, hence the raw connection.
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not database.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            alembic.attributes["connection"] = connection
            command.upgrade(alembic, "head")
        connection.invalidate()
