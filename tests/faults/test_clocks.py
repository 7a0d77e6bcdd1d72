"""Clocks that are wrong by a minute in one replica, and a machine's clock that jumps under all of them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.faults.clocks import MachineClock
from tests.faults.engine import engine, letters
from tests.faults.ledger import Audit
from tests.faults.replica import SHORT, Letter
from tests.faults.unreliable import Slack, chance, serving
from tests.slowness import scaled, until

HOUR, DAY = 3600.0, 86400.0
BETWEEN = replace(SHORT, between_verifications=timedelta(seconds=scaled(1.2)))
"""Longer than a call takes, as it is in earnest: a jump ends every lease in the midst of it."""


def test_a_replica_whose_clock_is_a_minute_wrong_repeats_nothing(database_url: str, tmp_path: Path) -> None:
    """Leases go by the database's clock; the programme's time is only when something is due."""
    slack = Slack(chance(seed=7, faulty=0.1), visible_after=0.2)
    with serving(slack), engine(database_url, slack, tmp_path) as run:
        run.plan(letters("T1", people=40, each=2))
        run.start(ahead=60, step="once Slack has accepted")
        for ahead in (60, -60, 0):
            run.start(ahead=ahead)
        assert run.settle()
        assert run.audit() == Audit()
        assert run.said("verified: sent")


def everybody(number: int) -> list[Letter]:
    return [letter for team in range(10) for letter in letters(f"T{team}", people=3, first=number)]


def test_a_machines_clock_that_jumps_loses_nothing_and_repeats_nothing(
    database_url: str, tmp_path: Path
) -> None:
    """First a day on, then to an hour before the true time.

    Every lease is over at once then, and what is unknown holds back nobody: order and pace may suffer.
    """
    slack = Slack(chance(seed=3, faulty=0.2))
    with serving(slack), engine(database_url, slack, tmp_path, timing=BETWEEN) as run:
        clock = MachineClock(run.database, tmp_path)
        run.plan(everybody(1))
        for _ in range(2):
            run.start(shift=clock.shift)
        for number, wrong_by in enumerate((DAY, -HOUR), start=2):
            until(lambda number=number: len(slack.posts) > number * 30 - 50)  # type: ignore[misc]
            clock.jump(wrong_by)
            run.plan(everybody(number))
        assert run.settle()
        assert replace(run.audit(), hurried=[], disordered=[]) == Audit()
        assert run.said("verified: sent")
