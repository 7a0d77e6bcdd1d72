"""Alembic on a database of ours. Imported only to upgrade one: it is a tenth of a start, and 10 MB."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot.store.database import Database

_LOCK = 7_206_126  # any number, the same in every replica


def config() -> Config:
    made = Config()
    folder = str(Path(__file__).parent / "migrations")
    made.set_main_option("script_location", folder.replace("%", "%%"))  # Alembic interpolates
    return made


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, one process after the other.

    CommandError if the database names a revision that we don't have.
    """
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
