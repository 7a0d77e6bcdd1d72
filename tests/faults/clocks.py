"""Clocks that are wrong: one replica's, or the machine's (on PostgreSQL the server's) for all of them."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Engine, event

from bot.store.database import Database

UNIX_EPOCH = 2440587.5
"""As a Julian day."""
SERVER_CLOCK = """
CREATE SCHEMA moved;
CREATE TABLE moved.shift (seconds double precision);
INSERT INTO moved.shift VALUES (0);
CREATE FUNCTION moved.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
  'SELECT pg_catalog.clock_timestamp() + seconds * interval ''1 second'' FROM moved.shift';
"""


def mislead(seconds: float) -> None:
    """This process's own clock is wrong by so many seconds from now on; the database's isn't."""
    now, now_ns = time.time, time.time_ns
    time.time = lambda: now() + seconds
    time.time_ns = lambda: now_ns() + int(seconds * 1_000_000_000)


def follow(shift: Path) -> None:
    """Let SQLite, in this process, take the machine's clock to be wrong by the seconds in a file."""

    def julianday(_now: str) -> float:
        return (time.time() + float(shift.read_text())) / 86400 + UNIX_EPOCH

    @event.listens_for(Engine, "connect")
    def connected(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.create_function("julianday", 1, julianday)


class MachineClock:
    """The clock that all replicas of a database share; replicas have to be told to follow `shift`."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.shift = folder / "shift"
        self.shift.write_text("0")
        self._database = database
        if not database.is_sqlite:
            name = database.url.database
            with database.engine.begin() as connection:
                connection.exec_driver_sql(SERVER_CLOCK)
                connection.exec_driver_sql(
                    f"ALTER DATABASE {name} SET search_path = moved, pg_catalog, public"
                )

    def jump(self, seconds: float) -> None:
        """From now on it is wrong by so many seconds."""
        self.shift.write_text(str(seconds))
        if not self._database.is_sqlite:
            with self._database.engine.begin() as connection:
                connection.exec_driver_sql(f"UPDATE moved.shift SET seconds = {seconds}")
