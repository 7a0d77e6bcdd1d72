"""Here a database begins with nothing in it: making it is what is tested."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Postgres


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that doesn't exist yet."""
    return f"sqlite:///{tmp_path / 'coach.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database in which nothing is yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)
