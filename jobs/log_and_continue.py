"""Heartbeats go on when something is away for a while."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from bot.runtime import metrics
from bot.store.database import DB_UNAVAILABLE

log = structlog.get_logger()

Stopping = Callable[[], bool]
"""Says whether the coach is being stopped; long work asks it between two pieces."""


@contextmanager
def log_and_continue(what: str) -> Iterator[None]:
    """Log what goes wrong inside, and go on: a database that is away in a line, a fault of ours in full.

    Either way, the thread has given a sign of life.
    """
    try:
        yield
    except DB_UNAVAILABLE as error:
        log.warning(
            "the database doesn't answer, trying again soon",
            action=f"{what}.no_database",
            error=str(getattr(error, "orig", error)),
        )
    except Exception:
        log.exception("that failed, trying again soon", action=f"{what}.failed")
    finally:
        metrics.beat(what)
