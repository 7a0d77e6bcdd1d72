"""One database, SQLite or PostgreSQL, behind the same two doors: `write` and `read`."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from bot.store.errors import DatabaseError

LONG_LOCK_TIMEOUT = 30.0
"""Seconds for what must not be lost, such as what Slack answered."""
MOST_LOOKED_THROUGH = 1_000_000_000
"""Bytes of an SQLite file that are looked through at a start: that takes a second or so (measured)."""
DAMAGED = ("malformed", "not a database", "damaged")
LOCK_TIMEOUT = 2.0
"""Seconds that an act waits for another writer: the press behind it has to be acknowledged within three."""

NOTICE_A_DEAD_LINE = {"connect_timeout": 5, "keepalives_idle": 30, "tcp_user_timeout": 30_000}
"""Seconds, seconds, milliseconds: the other machine may vanish without a word."""
LONGEST_IDLE = 60_000
"""Milliseconds that a transaction may do nothing."""
DB_UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeout)
"""What means that the database doesn't answer, or not now; anything else is a fault of what was asked."""
CONNECTIONS = 20
"""To PostgreSQL: as many stay open, and as many again come and go; the sender's threads leave some free."""
SHORT_LOCK_TIMEOUT = 0.3
"""Seconds for what can be done without, after an act may have waited already."""


class Database:
    """Sessions over one engine. A `write` block is one transaction: it commits at its end, or not at all."""

    def __init__(self, url: str) -> None:
        """`url` is an SQLAlchemy address. Nothing is opened yet."""
        self.url = make_url(url)
        self._writing = _engine(url)
        self._reading = _engine(url, reading=True) if self.is_sqlite else self._writing
        self._one_writer = Lock()

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def engine(self) -> Engine:
        return self._writing

    @contextmanager
    def write(self, *, lock_timeout: float | None = None) -> Iterator[Session]:
        """A transaction. On SQLite it waits `lock_timeout` seconds (LOCK_TIMEOUT if none) for its turn, then
        raises OperationalError."""
        with self._write_lock(LOCK_TIMEOUT if lock_timeout is None else lock_timeout) as left:
            engine = self._writing.execution_options(lock_timeout=left)
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session

    @contextmanager
    def _write_lock(self, lock_timeout: float) -> Iterator[float]:
        """On SQLite this process's threads write in turn: left to its busy handler, which only tries again
        now and then, one of twenty was measured to wait two seconds, and a press has three.

        Yields what is left of the patience.
        """
        if not self.is_sqlite:
            yield lock_timeout
            return
        began = time.monotonic()
        waited = not self._one_writer.acquire(blocking=False)
        if waited and not self._one_writer.acquire(timeout=lock_timeout):
            raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError("another thread is writing"))
        try:
            yield max(0.0, lock_timeout - (time.monotonic() - began)) if waited else lock_timeout
        finally:
            self._one_writer.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Open a connection for reading without entities: a session would cost as much as two statements."""
        with self._reading.connect() as line:
            yield line

    @property
    def shown(self) -> str:
        """The address without what may be secret in it."""
        return self.url.set(query={}).render_as_string()

    def check(self) -> None:
        """Open it once. Raises DatabaseError with the remedy."""
        if fault := self._misplaced():
            raise self.fault(fault)
        self._keep_to_ourselves()
        try:
            with self._writing.begin() as connection:
                connection.exec_driver_sql("SELECT 1")
        except DBAPIError as error:
            raise self.fault(str(error.orig)) from error

    def look_through(self, most: float = MOST_LOOKED_THROUGH) -> None:
        """Raises DatabaseError, with the remedy, if an SQLite file of `most` bytes at most is damaged."""
        if not self.is_sqlite or Path(self.url.database or "").stat().st_size > most:
            return
        try:
            with self.read() as session:
                said = session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        except DBAPIError as error:
            said = str(error.orig)
        if said != "ok":
            raise self.fault(f"its file is damaged ({said})")

    def fault(self, reason: str) -> DatabaseError:
        """The error that says why this database can't be used, in one line, and what to do."""
        why = " ".join(reason.split()).rstrip(".?")
        return DatabaseError(f"The database {self.shown} can't be used: {why}. {_remedy(why)}")

    def _misplaced(self) -> str | None:
        """What is wrong with the place of an SQLite file. Folders aren't made: a typo would hide in them."""
        if not self.is_sqlite:
            return None
        file = Path(self.url.database or "")
        if not file.parent.is_dir():
            return f"there is no folder {file.parent.absolute()}"
        return f"{file.absolute()} is a folder" if file.is_dir() else None

    def checkpoint(self) -> None:
        """Take what SQLite's log holds into the file and empty it; not now, if somebody is reading."""
        if self.is_sqlite:
            with closing(self._writing.raw_connection()) as connection:
                connection.driver_connection.execute("PRAGMA busy_timeout=100")  # type: ignore[union-attr]
                connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
                connection.invalidate()  # its patience isn't what the pool takes it for

    def _keep_to_ourselves(self) -> None:
        """What people wrote is for this user only, in a new SQLite file and what SQLite puts beside it."""
        if self.is_sqlite:
            with suppress(OSError):  # SQLite says better what is wrong
                Path(self.url.database or "").touch(mode=0o600, exist_ok=False)

    def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()  # SQLite's last connection empties the log, which one for reading can't


def _remedy(why: str) -> str:
    if any(word in why for word in DAMAGED):
        return (
            "If this is the coach's file, stop the coach and put the newest backup back: pm-coach restore "
            "FILE (docs/operating.md); if not, check DATABASE_URL."
        )
    return "Check DATABASE_URL, that its folder or server exists, and that this user may write there."


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        hide_parameters=True,
        connect_args=NOTICE_A_DEAD_LINE,
    )

    @event.listens_for(engine, "connect")
    def _configure(dbapi: Any, _record: object) -> None:
        # A replica that is frozen or cut off in a transaction would keep its lanes and members locked.
        # By a statement, since a pooler such as pgbouncer refuses options at connecting.
        try:
            dbapi.execute(f"SET idle_in_transaction_session_timeout = {LONGEST_IDLE}")
            dbapi.commit()
        except Exception as error:
            dbapi.close()  # the pool wouldn't, nor say in its own words what happened
            raise OperationalError("SET", None, error) from error

    return engine


def _engine(url: str, *, reading: bool = False) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return _postgresql(url)
    # Parameters are what members wrote, and an error that names them would end in the log.
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})
    # What is erased is overwritten too, so that no copy of the file has it.
    pragmas = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"]
    begin = "BEGIN" if reading else "BEGIN IMMEDIATE"
    # Plain BEGIN lets two writers read first and then fail as "database is locked";
    # FULL, because a commit that a power cut forgets could be a message that was sent.

    @event.listens_for(engine, "connect")
    def _configure(dbapi: Any, _record: object) -> None:
        dbapi.isolation_level = None  # pysqlite must not open transactions by itself
        for pragma in [*pragmas, *(["query_only=ON"] if reading else [])]:
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        lock_timeout = connection.get_execution_options().get("lock_timeout", LONG_LOCK_TIMEOUT)
        if connection.info.get("lock_timeout") != lock_timeout:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={int(lock_timeout * 1000)}")
            connection.info["lock_timeout"] = lock_timeout
        connection.exec_driver_sql(begin)

    return engine
