"""Statements compiled once for all engines of a test process, and not anew for every database of a test."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from bot.store import database

MOST_STATEMENTS = 5_000
"""That are kept; the whole suite has about a thousand."""


def share_compiled_statements(patch: pytest.MonkeyPatch) -> None:
    """Have every engine that the product creates from now on read and fill one cache for each dialect.

    SQLAlchemy keeps a compiled statement by its dialect, an object of each engine, so a test's own database
    would compile everything again: a third of what a test with a bot takes. All our engines of one dialect
    are set up alike, so what is compiled for one is right for the others.
    """
    patch.setattr(DefaultDialect, "__eq__", lambda self, other: type(self) is type(other))
    patch.setattr(DefaultDialect, "__hash__", lambda self: hash(type(self)))
    patch.setattr(database, "create_engine", _sharing(create_engine))


def _sharing(create: Callable[..., Engine]) -> Callable[..., Engine]:
    compiled: LRUCache[Any, Any] = LRUCache(MOST_STATEMENTS)

    def create_sharing(*words: Any, **options: Any) -> Engine:
        engine = create(*words, **options)
        engine._compiled_cache = compiled
        return engine

    return create_sharing
