"""Fixtures that every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World
from tests.world import world as open_world


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'coach.db'}"


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    """A local Slack with the bot in it, on SQLite; nobody has joined."""
    with open_world(sqlite_url) as made:
        yield made
