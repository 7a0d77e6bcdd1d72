"""Fixtures that every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Postgres, postgres_server
from tests.world import World
from tests.world import world as open_world


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'coach.db'}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, one for each test process."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database: once an SQLite file, once a migrated one on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.fresh() as url:
        yield url


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    """A local Slack with the bot in it, on SQLite; nobody has joined."""
    with open_world(sqlite_url) as made:
        yield made


@pytest.fixture
def any_world(database_url: str) -> Iterator[World]:
    """The same on SQLite and on PostgreSQL."""
    with open_world(database_url) as made:
        yield made
