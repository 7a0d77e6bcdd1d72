"""A coach whose database nobody else writes: what it remembers is what the database holds."""

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from bot.coach.coach import Caller, Coach
from bot.domain.records import MemberRecords
from bot.playbook.loader import load
from bot.rehearsal.alone import LoneCoach
from bot.rehearsal.play import Plan, rehearse
from bot.store import member_records, outbox

START = datetime(2027, 1, 11, 10, 12, tzinfo=ZoneInfo("Europe/Lisbon"))


@pytest.mark.parametrize("persona", ["steady", "returning"])
def test_whatever_it_remembers_of_a_programme_the_database_holds(
    persona: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, looks = list[int](), 0
    known, due = LoneCoach.load, LoneCoach.next_due

    def loaded(coach: LoneCoach, line: Connection, caller: Caller, **how: Any) -> MemberRecords | None:
        nonlocal looks
        looks += 1
        found = known(coach, line, caller, **how)
        assert found == Coach.load(coach, line, caller, **how)
        return found

    def looked(coach: LoneCoach) -> datetime | None:
        found = due(coach)
        assert found == outbox.next_due(coach.database)
        return found

    def counted(*args: Any, **how: Any) -> MemberRecords | None:
        reads.append(1)
        return read(*args, **how)

    read = member_records.load
    monkeypatch.setattr(LoneCoach, "load", loaded)
    monkeypatch.setattr(LoneCoach, "next_due", looked)
    monkeypatch.setattr(member_records, "load", partial(counted))
    rehearse(load(), Plan(START, persona))
    assert len(reads) - looks < looks * 2 / 3  # each look read once more, to compare
