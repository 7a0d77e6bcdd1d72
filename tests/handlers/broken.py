"""Real ways for the database to fail, each for the length of a with block."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.world import World


@contextmanager
def renamed_table(world: World) -> Iterator[None]:
    path = world.bot.database.url.database
    assert path
    with sqlite3.connect(path) as line:
        line.execute("ALTER TABLE evidence RENAME TO gone")
    line.close()
    yield
    with sqlite3.connect(path) as line:
        line.execute("ALTER TABLE gone RENAME TO evidence")
    line.close()


@contextmanager
def full_disk(world: World) -> Iterator[None]:
    path = world.bot.database.url.database
    assert path
    with sqlite3.connect(path) as line:
        line.execute(
            "CREATE TRIGGER full BEFORE INSERT ON evidence_version BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    line.close()
    yield
    with sqlite3.connect(path) as line:
        line.execute("DROP TRIGGER full")
    line.close()


@contextmanager
def locked_database(world: World) -> Iterator[None]:
    path = world.bot.database.url.database
    assert path
    line = sqlite3.connect(path, isolation_level=None)
    line.execute("BEGIN EXCLUSIVE")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("bot.store.database.LOCK_TIMEOUT", "bot.coach.coach.SHORT_LOCK_TIMEOUT"):
            patch.setattr(name, 0.1)
        yield
    line.execute("ROLLBACK")
    line.close()
