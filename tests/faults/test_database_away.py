"""The database lets nobody write for a while, has no room left, turns read-only, or drops connections."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from sqlmodel import Session, select

from bot.store.database import Database
from bot.store.tables import Message
from tests.databases import Postgres
from tests.faults.engine import Engine, engine, letters
from tests.faults.ledger import Audit
from tests.faults.replica import SHORT
from tests.faults.unreliable import Call, Slack, serving
from tests.slowness import LONG, until

NO_LIMIT = (psutil.RLIM_INFINITY, psutil.RLIM_INFINITY)
LONG_LEASE = replace(SHORT, lease=timedelta(seconds=LONG))
"""Nobody looks after a message meanwhile."""


def slow(call: Call) -> str | None:
    return "slow" if call.method == "chat.postMessage" else None


@contextmanager
def held(database: Database) -> Iterator[Session]:
    """Nobody else can write."""
    with database.write() as session:
        if database.is_sqlite:
            session.connection()
        else:
            session.connection().exec_driver_sql("LOCK TABLE message IN ACCESS EXCLUSIVE MODE")
        yield session


def leases_end(session: Session) -> float:
    """When the last lease and its grace are over, in Unix seconds."""
    return max(filter(None, session.exec(select(Message.verify_at)).all())) / 1000


def test_answers_that_nobody_could_write_down_for_longer_than_a_lease_are_not_asked_for_again(
    database_url: str, tmp_path: Path
) -> None:
    with (
        serving(Slack(slow)) as slack,
        engine(database_url, slack, tmp_path, impatient=True, client_timeout=LONG) as run,
    ):
        run.plan(letters("T1", people=12, each=2))
        for _ in range(2):
            run.start()
        until(lambda: len(slack.posts) >= 8)
        with held(run.database) as session:
            over = leases_end(session)
            until(lambda: time.time() > over)
        assert run.settle()
        assert run.audit() == Audit()
        if run.database.is_sqlite:
            assert run.said("no_database")


@contextmanager
def full(run: Engine) -> Iterator[None]:
    """No file of the replica's may grow beyond what SQLite's log is already; its own log is shorter."""
    process = psutil.Process(run.replicas[0].pid)
    log = Path(f"{run.database.url.database}-wal")
    process.rlimit(psutil.RLIMIT_FSIZE, (log.stat().st_size, psutil.RLIM_INFINITY))
    yield
    process.rlimit(psutil.RLIMIT_FSIZE, NO_LIMIT)


@contextmanager
def read_only(run: Engine) -> Iterator[None]:
    file = run.log.with_name(READ_ONLY)
    file.touch()
    yield
    file.unlink()


READ_ONLY = "read only"
DISKS = [(full, "disk I/O error"), (read_only, "attempt to write a readonly database")]
Disk = Callable[[Engine], AbstractContextManager[None]]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("disk", "why"), DISKS)
def test_a_disk_that_takes_nothing_is_named_and_waited_for_and_what_slack_answered_is_kept(
    database_url: str, tmp_path: Path, disk: Disk, why: str
) -> None:
    usual = {"read_only": tmp_path / READ_ONLY, "timing": LONG_LEASE, "client_timeout": LONG}
    with serving(Slack(slow)) as slack, engine(database_url, slack, tmp_path, **usual) as run:
        run.plan(letters("T1", people=12, each=2))
        run.start()
        until(lambda: len(slack.posts) >= 8)
        with disk(run):
            until(lambda: run.said("no_database", why))
            until(lambda: len(slack.posts) == run.count("sending", "unverified", "sent"))
            assert len(slack.posts) > run.count("sent")
        assert run.settle()
        assert run.audit() == Audit()
        assert len(run.said("verified: sent")) <= len(run.said('"delivery.unverified"'))


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_connections_cut_in_the_midst_of_transactions_lose_nothing(
    database_url: str, tmp_path: Path, postgres: Postgres
) -> None:
    with serving(Slack()) as slack, engine(database_url, slack, tmp_path) as run:
        run.plan(letters("T1", people=50, each=2))
        for _ in range(2):
            run.start()
        for part in range(1, 5):
            until(lambda part=part: len(slack.posts) > part * 15)  # type: ignore[misc]
            postgres.cut_connections()
        assert run.settle()
        assert run.audit() == Audit()
        assert run.said("no_database")
