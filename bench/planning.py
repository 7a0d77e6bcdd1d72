"""A Monday at nine: how fast the weeks of everybody who is due open, and in how much memory."""

import gc
from pathlib import Path

from bench.apart import Cost, apart, cost
from bench.crowd import PEOPLE_EACH, enrol
from bench.figures import CPU_MS, Figure
from bot.coach.weeks import open_due_weeks
from bot.runtime import logs
from bot.store.database import Database

WEEKS = 4
"""Behind each member, evidence handed in for each."""
IN_A_MINUTE = 100_000
"""Members whose weeks are to open within a minute."""


def figures(folder: Path, members: int) -> list[Figure]:
    """So many due members beside a tenth of them: time in all, and the most memory that it takes."""
    few, many = (
        apart(_open, f"sqlite:///{folder / f'planning-{each}.db'}", each) for each in (members // 10, members)
    )
    return [
        Figure(f"planning {members:,} members", round(many.seconds, 1), "s", goal=60 * members / IN_A_MINUTE),
        Figure("planning, each", round(many.seconds / members * 1000, 3), "ms"),
        Figure("planning, processor time", round(many.cpu / members * 1000, 3), CPU_MS),
        Figure(
            "planning, memory",
            round(many.megabytes),
            "MB",
            round(few.megabytes),
            1.1,
        ),
    ]


def _open(url: str, members: int) -> Cost:
    """In the process of its own, which also makes the members: their rows never pass through it."""
    logs.set_up(level="WARNING")
    coach = enrol(Database(url), members, max(1, members // PEOPLE_EACH), WEEKS, slim=True)
    gc.collect()
    gc.freeze()
    opened = 0

    def open_all() -> None:
        nonlocal opened
        opened = open_due_weeks(coach)

    taken = cost(open_all)
    assert opened == members, opened
    return taken
