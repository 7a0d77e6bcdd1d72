"""The coach is killed while it opens weeks, and two open them at once: each week and nudge is there once."""

from collections import Counter
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from typing import Any

import pytest
from sqlmodel import col, select

from bot.coach import join
from bot.coach.coach import Caller
from bot.coach.join import Joining
from bot.store.database import Database
from bot.store.tables import Member, Message, Week
from tests.faults import planner
from tests.forked import PROCESSES
from tests.slowness import LONG

MONDAY = datetime(2027, 1, 11, 10, 12, tzinfo=UTC)
NEXT = datetime(2027, 1, 18, 9, 1, tzinfo=UTC)
PEOPLE = [f"U{number}" for number in range(5)]


def planning(url: str, *details: Any) -> BaseProcess:
    process = PROCESSES.Process(target=planner.plan, args=(url, NEXT, *details), daemon=True)
    process.start()
    return process


@pytest.mark.parametrize("step", planner.STEPS)
def test_killed_while_it_plans_it_plans_each_week_once(database_url: str, step: str) -> None:
    database = Database(database_url)
    for user in PEOPLE:
        join.join(planner.coach(database, MONDAY), Caller("T1", user), Joining("Europe/Lisbon", 0, 9))
    killed = planning(database_url, step)
    killed.join(LONG)
    assert killed.exitcode == -9
    assert weeks(database) == Counter(dict.fromkeys(PEOPLE, 1 if step.startswith("before") else 2))
    for process in [planning(database_url) for _ in range(2)]:
        process.join(LONG)
        assert process.exitcode == 0
    assert weeks(database) == Counter(dict.fromkeys(PEOPLE, 2))
    assert nudges(database) == Counter(dict.fromkeys(PEOPLE, 2))  # the first one came with joining
    database.close()


def weeks(database: Database) -> Counter[str]:
    with database.read() as session:
        return Counter(session.exec(select(Member.user_id).join(Week)).all())


def nudges(database: Database) -> Counter[str]:
    with database.read() as session:
        found = select(Message.channel).where(Message.kind == "nudge", col(Message.state) == "planned")
        return Counter(session.exec(found).all())
