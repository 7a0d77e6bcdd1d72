"""The database doesn't let anybody write for a while, has no room left, or drops connections in the midst."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from bot.store.database import Database
from tests.databases import Postgres
from tests.faults.engine import engine, happens, letters
from tests.faults.ledger import Audit
from tests.faults.replica import SHORT
from tests.faults.unreliable import Call, Slack, serving

LONGER_THAN_A_LEASE = (SHORT.lease + SHORT.grace).total_seconds() + 0.5
NO_LIMIT = (psutil.RLIM_INFINITY, psutil.RLIM_INFINITY)


def slow(call: Call) -> str | None:
    return "slow" if call.method == "chat.postMessage" else None


@contextmanager
def held(database: Database) -> Iterator[None]:
    """Nobody else can write."""
    with database.write() as session:
        if database.is_sqlite:
            session.connection()
        else:
            session.connection().exec_driver_sql("LOCK TABLE message IN ACCESS EXCLUSIVE MODE")
        yield


def test_answers_that_nobody_could_write_down_for_longer_than_a_lease_are_not_asked_for_again(
    database_url: str, tmp_path: Path
) -> None:
    with serving(Slack(slow)) as slack, engine(database_url, slack, tmp_path, impatient=True) as run:
        run.plan(letters("T1", people=12, each=2))
        for _ in range(2):
            run.start()
        assert happens(lambda: len(slack.posts) >= 8)
        with held(run.database):
            time.sleep(LONGER_THAN_A_LEASE)
        assert run.settle()
        assert run.audit() == Audit()
        if run.database.is_sqlite:
            assert run.said("no_database")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_stops_the_coach_until_there_is_room_again(database_url: str, tmp_path: Path) -> None:
    with serving(Slack(slow)) as slack, engine(database_url, slack, tmp_path) as run:
        run.plan(letters("T1", people=12, each=2))
        filled = run.start()
        assert happens(lambda: len(slack.posts) >= 8)
        process = psutil.Process(filled.pid)
        process.rlimit(psutil.RLIMIT_FSIZE, (0, psutil.RLIM_INFINITY))
        received = len(slack.posts)
        time.sleep(LONGER_THAN_A_LEASE)
        assert len(slack.posts) <= received + 16  # what had been claimed before, and no more
        process.rlimit(psutil.RLIMIT_FSIZE, NO_LIMIT)
        assert run.settle()
        assert run.audit() == Audit()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_connections_cut_in_the_midst_of_transactions_lose_nothing(
    database_url: str, tmp_path: Path, postgres: Postgres
) -> None:
    with serving(Slack()) as slack, engine(database_url, slack, tmp_path) as run:
        run.plan(letters("T1", people=50, each=4))
        for _ in range(2):
            run.start()
        for part in range(1, 5):
            assert happens(lambda part=part: len(slack.posts) > part * 30)  # type: ignore[misc]
            postgres.cut_connections()
        assert run.settle()
        assert run.audit() == Audit()
        assert run.said("no_database")
