"""Connections to PostgreSQL: through PgBouncer in transaction mode, and where there are few of them."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import make_url, text

from bot.store.database import CONNECTIONS, Database
from bot.store.errors import DatabaseError
from bot.store.migrate import migrate
from tests.databases import Postgres
from tests.slowness import LONG, until

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")


@contextmanager
def pgbouncer(url: str) -> Iterator[str]:
    """Two of the server's connections, handed over after each transaction; yields the address."""
    if PGBOUNCER is None:
        pytest.skip("NO PGBOUNCER: install Debian's pgbouncer")
    host = make_url(url).query["host"]
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Not in pytest's folder: another session of pytest that starts closes that to other users again.
    with TemporaryDirectory(prefix="pgbouncer-") as made:
        folder = Path(made)
        config = folder / "pgbouncer.ini"
        config.write_text(
            f"[databases]\n* = host={host} user=postgres\n[pgbouncer]\npool_mode = transaction\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = any\ndefault_pool_size = 2\n"
            f"unix_socket_dir =\nlogfile = {folder}/pgbouncer.log\n"
        )
        like: list[str] = []
        if os.geteuid() == 0:  # it refuses to run as root
            owner = Path(str(host)).owner()  # who may go to the server's socket
            like = ["runuser", "-u", owner, "--"]
            shutil.chown(folder, owner)
        process = subprocess.Popen([*like, PGBOUNCER, "-q", str(config)], stderr=subprocess.DEVNULL, cwd="/")
        try:
            until(lambda: process.poll() is not None or _answers(port))
            assert process.poll() is None, "pgbouncer ended by itself"
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/{make_url(url).database}"
        finally:
            process.terminate()
            process.wait(LONG)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def test_a_pooler_that_hands_connections_over_after_each_transaction(postgres: Postgres) -> None:
    name = postgres.create()
    with pgbouncer(postgres.url(name)) as url:
        database = Database(url)
        migrate(database)

        def act(number: int) -> str:
            with database.write() as session:
                for _ in range(7):  # psycopg prepares what it executes for the sixth time
                    found = session.execute(
                        text("SELECT CAST(:n AS integer) + 1"), {"n": number}
                    ).scalar_one()
                assert found == number + 1
                shown: str = session.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
                return shown

        with ThreadPoolExecutor(10) as pool:
            assert set(pool.map(act, range(100))) == {"1min"}
        database.close()
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as other:
            shown = other.execute("SHOW idle_in_transaction_session_timeout").fetchone()
            assert shown == ("0",)  # nobody else finds our settings on the server's connections
    postgres.drop(name)


WORDS = "She calls the bank."
OPEN = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM "
OVERWRITTEN = {
    OPEN + "note": (["note"], 1),
    OPEN + "other": (["note"], 1),  # it may still look at what it has never looked at
    "SELECT * FROM note": ([], 0),
}
"""By what somebody else has done: which tables may still hold what was deleted, and how often one does."""


def test_what_was_deleted_is_overwritten_behind_a_pooler_too_or_named(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.LONG_LOCK_TIMEOUT", 0)  # one attempt for each
    name, seen = postgres.create(), {}
    direct = postgres.url(name).replace("+psycopg", "")
    with pgbouncer(postgres.url(name)) as url, psycopg.connect(direct, autocommit=True) as line:
        line.execute(
            "CREATE TABLE other (); CREATE TABLE note (id int CONSTRAINT pk_note PRIMARY KEY, words text)"
        )
        database = Database(url)
        for act in OVERWRITTEN:
            line.execute("INSERT INTO note VALUES (1, 'stays'), (2, %s)", [WORDS])
            with psycopg.connect(direct, autocommit=True) as other:
                other.execute(act.encode())
                line.execute("DELETE FROM note WHERE id = 2")
                seen[act] = database.overwrite_deleted(["note"]), _held(line)
            line.execute("TRUNCATE note")
        database.close()
    assert seen == OVERWRITTEN
    postgres.drop(name)


def _held(line: psycopg.Connection) -> int:
    """How often the words stand in the table's file."""
    line.execute("CHECKPOINT")
    [path] = line.execute(
        "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('note')"
    ).fetchone() or [""]
    return Path(path).read_bytes().count(WORDS.encode())


def test_processes_share_few_connections_and_a_server_that_has_none_left_is_named(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, role = postgres.create(), f"few_{os.getpid()}"
    postgres.run(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT {3 * CONNECTIONS + 1}")
    url = make_url(postgres.url(name)).set(username=role).render_as_string(hide_password=False)
    replicas = [Database(url) for _ in range(3)]

    def act(number: int) -> None:
        with replicas[number % 3].write() as session:
            session.execute(text("SELECT 1"))

    with ThreadPoolExecutor(60) as pool:
        list(pool.map(act, range(300)))
    monkeypatch.setattr("bot.store.database.LOCK_TIMEOUT", 0)  # nobody gives one back
    with pytest.raises(DatabaseError, match=f"run fewer processes: each takes up to {CONNECTIONS}"):
        _fill(url, replicas)
    for each in replicas:
        each.close()
    postgres.drop(name)
    postgres.run(f"DROP ROLE {role}")


def _fill(url: str, replicas: list[Database]) -> None:
    """Take every connection that is left, then start one more process."""
    one_more = Database(url)
    with closing(psycopg.connect(url.replace("+psycopg", ""))):
        for each in replicas:
            lines = [each.engine.connect() for _ in range(CONNECTIONS)]
            for line in lines:
                line.close()
        one_more.check()
