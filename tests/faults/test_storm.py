"""Kills at random, freezes, crashes of the database, and a Slack that fails: nothing lost, nothing twice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.databases import Postgres
from tests.faults.ledger import Audit
from tests.faults.storm import FELL, Weather, storm


@pytest.fixture
def crash(request: pytest.FixtureRequest, database_url: str) -> Callable[[], None] | None:
    """Bring PostgreSQL down and up again; an SQLite file has no server."""
    if database_url.startswith("sqlite"):
        return None
    server: Postgres = request.getfixturevalue("postgres")
    server.keep_commits(make_url(database_url).database or "")
    return server.crash


def test_a_storm_loses_nothing_and_repeats_nothing(
    database_url: str, tmp_path: Path, crash: Callable[[], None] | None
) -> None:
    weather = Weather(seed=1, deliveries=500, teams=5, kill_every=50, freeze_every=150, crash_every=150)
    report = storm(database_url, tmp_path, weather, crash=crash)
    print(report)
    assert report.audit == Audit()
    assert report.deliveries == 500
    assert FELL not in report.did
    assert min(report.did["kills"], report.faults, report.found) > 0
