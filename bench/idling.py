"""The heartbeats when nothing is due: what they cost with many members beside few."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from bench import history
from bench.crowd import MONDAY, PEOPLE_EACH, enrol
from bench.figures import Figure
from bench.stage import Place
from bot.app import Bot
from bot.clock import MovableClock
from bot.coach import wins
from bot.coach.weeks import open_due_weeks
from bot.store.database import Database

NOWHERE = Place("http://127.0.0.1:9/api/", "xoxb-bench", "xapp-bench", "C0", "U0")
"""Nothing is sent, so nobody need answer."""
BEATS = 200
MOST = 2.0
"""Milliseconds."""


def figures(folder: Path, few: int, many: int, tick: Callable[[], None]) -> list[Figure]:
    """All looks that a quiet coach takes, one after the other; medians, few and many in turn."""
    bots = []
    for members in (few, many):
        url = f"sqlite:///{folder / f'idling-{members}.db'}"
        with closing(Database(url)) as database:
            enrol(database, members, max(1, members // PEOPLE_EACH), weeks=0, slim=True)
        bots.append(Bot(history.settings(NOWHERE, url), MovableClock(MONDAY)))
        tick()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(BEATS):
        for bot, seconds in zip(bots, taken, strict=True):
            began = time.perf_counter()
            _beat(bot)
            seconds.append(time.perf_counter() - began)
    for bot in bots:
        bot.stop()
    small, large = (round(median(seconds) * 1000, 3) for seconds in taken)
    return [
        Figure(f"idle beat, {many:,} members", large, "ms", small, 1.5),
        Figure("idle beat, by itself", large, "ms", goal=MOST),
    ]


def _beat(bot: Bot) -> None:
    """Are weeks due, messages, outcomes that somebody awaits, calls without an answer?"""
    assert open_due_weeks(bot.coach) == 0
    assert bot.delivery.opens_in() is None
    assert wins.settle(bot.coach) == 0
    assert bot.delivery.reconcile() == 0
