"""A process that opens the weeks that are due and ends, or dies at a step of it."""

import os
import signal
from datetime import datetime
from functools import wraps
from typing import Any

from bot.clock import MovableClock
from bot.coach import weeks
from bot.coach.coach import Coach
from bot.renderers import renderers
from bot.store.database import Database
from tests.faults.replica import PROGRAMME

STEPS = {"before the plan is committed": "_show_ended", "after the plan is committed": "_open"}
"""The function after which it dies."""


def plan(url: str, at: datetime, step: str | None = None) -> None:
    """Open what is due at that moment."""
    if step:
        _die_after(STEPS[step])
    database = Database(url)
    weeks.open_due_weeks(coach(database, at))
    database.close()


def coach(database: Database, at: datetime) -> Coach:
    return Coach(database, PROGRAMME, MovableClock(at), renderers())


def _die_after(name: str) -> None:
    original = getattr(weeks, name)

    @wraps(original)
    def wrapped(*arguments: Any) -> None:
        original(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(weeks, name, wrapped)
