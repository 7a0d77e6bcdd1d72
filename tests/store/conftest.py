"""Here a database begins with nothing in it: making it is what is tested."""

from pathlib import Path

import pytest


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that doesn't exist yet."""
    return f"sqlite:///{tmp_path / 'coach.db'}"
