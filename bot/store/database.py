"""One database, SQLite or PostgreSQL, behind the same two doors: `write` and `read`."""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
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
SYNCHRONOUS = "FULL"
"""Of SQLite: a commit that a power cut forgets could be a message that was sent."""
DAMAGED = ("malformed", "not a database", "damaged")
LOCK_TIMEOUT = 2.0
"""Seconds that an act waits for another writer: the press behind it has to be acknowledged within three."""

NOTICE_A_DEAD_LINE = {"connect_timeout": 5, "keepalives_idle": 30, "tcp_user_timeout": 30_000}
"""Seconds, seconds, milliseconds: the other machine may vanish without a word."""
LONGEST_IDLE = 60_000
"""Milliseconds that a transaction may do nothing."""
DB_UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeout)
"""What means that the database doesn't answer, or not now; anything else is a fault of what was asked."""
BEGIN = f"BEGIN; SET LOCAL idle_in_transaction_session_timeout = {LONGEST_IDLE}"
LOCK_NOT_AVAILABLE = "55P03"
"""https://www.postgresql.org/docs/current/errcodes-appendix.html"""
REWRITE_LOCK_TIMEOUT = 1
"""Seconds for which a table's rewriting waits for others; acts wait behind it, LOCK_TIMEOUT at most."""
BETWEEN_REWRITES = 0.5
"""Seconds between two attempts to write tables anew, in which those acts go on."""
NOT_YET_REMOVABLE = re.compile(r"\D*[1-9]")
"""The first number in PostgreSQL's notice, in any language: "5 dead row versions cannot be removed yet."."""
CONNECTIONS = 7
"""To PostgreSQL, at most, for a process: three processes fit into 25 connections, of which PostgreSQL keeps
three for itself, and thirteen into its default of 100. More threads than that wait for one of them."""
FULL = ("too many clients", "too many connections", "remaining connection slots")
"""What PostgreSQL says when it has no connection left, for anybody, for this role, or but for superusers."""
BETWEEN_CONNECTS = 0.05
"""Seconds between two attempts to get one."""
SHORT_LOCK_TIMEOUT = 0.3
"""Seconds for what can be done without, after an act may have waited already."""


class Database:
    """Sessions over one engine. A `write` block is one transaction: it commits at its end, or not at all."""

    def __init__(self, url: str) -> None:
        """`url` is an SQLAlchemy address. Nothing is opened yet."""
        self.url = make_url(url)
        self._writing = _engine(url)
        self._reading = _engine(url, reading=True) if self.is_sqlite else self._writing
        self._with_lock_timeout = lru_cache(maxsize=64)(self._waiting)
        self._one_writer = Lock()

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def engine(self) -> Engine:
        return self._writing

    def _waiting(self, seconds: float) -> Engine:
        """The engine for who waits so long for a lock; kept, since making it costs as much as a statement."""
        return self._writing.execution_options(lock_timeout=seconds)

    @contextmanager
    def write(self, *, lock_timeout: float | None = None) -> Iterator[Session]:
        """A transaction. On SQLite it waits `lock_timeout` seconds (LOCK_TIMEOUT if none) for its turn, then
        raises OperationalError."""
        lock_timeout = LOCK_TIMEOUT if lock_timeout is None else lock_timeout
        with (
            self._write_lock(lock_timeout) as left,
            Session(self._with_lock_timeout(round(left, 1)), expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def _write_lock(self, lock_timeout: float) -> Iterator[float]:
        """On SQLite this process's threads write in turn: left to its busy handler, which only tries again
        now and then, one of twenty was measured to wait two seconds, and a press has three.

        Yields what is left of the lock timeout.
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

    def checkpoint(self, lock_timeout: float = 0.1) -> bool:
        """Take what SQLite's log holds into the file and empty it. Return False if somebody reads or writes
        for so many seconds."""
        if not self.is_sqlite:
            return True
        with closing(self._writing.raw_connection()) as connection:
            line: Any = connection.driver_connection
            line.execute(f"PRAGMA busy_timeout={int(lock_timeout * 1000)}")
            [busy, *_] = line.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.invalidate()  # its time-out isn't what the pool takes it for
        return not busy

    def overwrite_deleted(self, tables: Iterable[str]) -> list[str]:
        """Have nothing left of what was deleted in these tables but in logs and copies. Return those of them
        that may still hold some, since others read or write for too long.

        SQLite's log has the pages from before until it is emptied. PostgreSQL's pages have the rows' bytes
        even after a VACUUM, which only gives their room free (findings/postgresql-vacuum.sh), so each table
        is written anew. Everybody else waits for it meanwhile: about a second for 100 MB.
        """
        left = list(tables)
        if self.is_sqlite:
            return [] if self.checkpoint(LONG_LOCK_TIMEOUT) else left
        until = time.monotonic() + LONG_LOCK_TIMEOUT
        while left := [table for table in left if not self._rewritten(table)]:
            if time.monotonic() > until:
                break
            time.sleep(BETWEEN_REWRITES)
        return left

    def _rewritten(self, table: str) -> bool:
        """Write a table of PostgreSQL's anew; return whether all that was deleted is gone from it.

        CLUSTER does what VACUUM FULL does, and may run inside a transaction: behind a pooler too, what is
        set for this one alone bounds the wait for the lock, for which everybody else's acts stand in line.
        What a transaction of anybody's in this database may still see is kept, even if it never looked at
        the table; only the notice says so (findings/postgresql-vacuum-full.sh).
        """
        said: list[str] = []

        def note(diagnostic: Any) -> None:
            said.append(diagnostic.message_detail or "")

        try:
            with self._writing.begin() as connection:
                line: Any = connection.connection.driver_connection
                line.add_notice_handler(note)
                try:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{REWRITE_LOCK_TIMEOUT}s'")
                    connection.exec_driver_sql(f"CLUSTER VERBOSE {table} USING pk_{table}")
                finally:
                    line.remove_notice_handler(note)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
                raise
            return False
        return not any(map(NOT_YET_REMOVABLE.match, said))

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
    if any(word in why for word in FULL):
        return f"Raise its max_connections, or run fewer processes: each takes up to {CONNECTIONS}."
    return "Check DATABASE_URL, that its folder or server exists, and that this user may write there."


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=LOCK_TIMEOUT,
        hide_parameters=True,
        connect_args=NOTICE_A_DEAD_LINE,
    )

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Any, _record: object, arguments: Any, named: Any) -> Any:
        """Wait a moment for a connection where the server has none left: others come and go."""
        until = time.monotonic() + LOCK_TIMEOUT
        while True:
            try:
                return dialect.connect(*arguments, **named)
            except dialect.dbapi.OperationalError as error:
                if not any(word in str(error) for word in FULL) or time.monotonic() > until:
                    raise
                time.sleep(BETWEEN_CONNECTS)

    @event.listens_for(engine, "connect")
    def _configure(dbapi: Any, _record: object) -> None:
        dbapi.autocommit = True  # `_begin` opens transactions, with what holds in them
        try:
            [server] = dbapi.execute("SELECT pg_backend_pid()").fetchone()
        except Exception as error:
            dbapi.close()  # the pool wouldn't, nor say in its own words what happened
            raise OperationalError("SELECT", None, error) from error
        if server != dbapi.info.backend_pid:
            # A pooler answered, such as PgBouncer. Its next transaction may go to another of the server's
            # connections, which knows nothing of a statement that was prepared on this one.
            dbapi.prepare_threshold = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A replica that is frozen or cut off in a transaction would keep its queues and members locked. Said
        # for this transaction only: behind a pooler, a session is somebody else's the next moment.
        connection.exec_driver_sql(BEGIN)

    return engine


def _engine(url: str, *, reading: bool = False) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return _postgresql(url)
    # Parameters are what members wrote, and an error that names them would end in the log.
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})
    # What is erased is overwritten too, so that no copy of the file has it.
    pragmas = ["journal_mode=WAL", f"synchronous={SYNCHRONOUS}", "foreign_keys=ON", "secure_delete=ON"]
    if reading:
        pragmas += ["query_only=ON", f"busy_timeout={int(LONG_LOCK_TIMEOUT * 1000)}"]

    @event.listens_for(engine, "connect")
    def _configure(dbapi: Any, _record: object) -> None:
        dbapi.isolation_level = None  # pysqlite must not open transactions by itself
        for pragma in pragmas:
            dbapi.execute(f"PRAGMA {pragma}")

    if reading:
        # By the dialect: an engine that is listened to asks its listeners around each statement, a tenth of
        # what a press costs.
        engine.dialect.do_begin = _begin_reading  # type: ignore[assignment, method-assign]
        return engine

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        lock_timeout = connection.get_execution_options().get("lock_timeout", LONG_LOCK_TIMEOUT)
        if connection.info.get("lock_timeout") != lock_timeout:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={int(lock_timeout * 1000)}")
            connection.info["lock_timeout"] = lock_timeout
        # Plain BEGIN lets two writers read first and then fail as "database is locked".
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _begin_reading(dbapi: Any) -> None:
    """Begin a transaction in which all statements see the same; readers wait for nobody in WAL mode."""
    dbapi.execute("BEGIN")
