"""Connections to Slack, which stay open from one call to the next: closed, cut, or dripping."""

from pathlib import Path

import pytest

from tests.faults.engine import engine, letters
from tests.faults.ledger import Audit
from tests.faults.unreliable import Call, Rule, Slack, serving
from tests.slowness import until

DRIPPING, CALM = "T-DRIPPING", "T-CALM"
THREADS = 2


def every_third_post(fault: str) -> Rule:
    """Of those over a connection that had carried others, each at its first attempt only."""
    posts = 0

    def rule(call: Call) -> str | None:
        nonlocal posts
        if call.method != "chat.postMessage" or not call.reused or call.nth > 1:
            return None
        posts += 1
        return fault if posts % 3 == 0 else None

    return rule


@pytest.mark.parametrize("fault", ["hung up", "dropped before", "dropped after"])
def test_a_connection_that_ends_after_an_answer_or_in_the_midst_of_a_call_loses_and_repeats_nothing(
    database_url: str, tmp_path: Path, fault: str
) -> None:
    """In the first case the next call may go out on it before its end is noticed."""
    slack = Slack(every_third_post(fault))
    with serving(slack), engine(database_url, slack, tmp_path, threads=THREADS) as run:
        run.plan(letters("T1", people=10, each=3))
        run.start()
        assert run.settle()
        assert run.audit() == Audit()
        assert slack.heard(fault) >= 3


@pytest.mark.parametrize("drips", [1, 2 * THREADS])
def test_answers_that_come_byte_by_byte_are_looked_up_instead_and_hold_up_nobody_else(
    database_url: str, tmp_path: Path, drips: int
) -> None:
    """One of them, and more of them than there are threads. Each byte is in time, the whole long after the
    lease."""

    def rule(call: Call) -> str | None:
        return "drip" if (call.team, call.method) == (DRIPPING, "chat.postMessage") else None

    with serving(Slack(rule)) as slack, engine(database_url, slack, tmp_path, threads=THREADS) as run:
        run.plan(letters(DRIPPING, people=drips))
        run.start()
        until(lambda: slack.of(DRIPPING))
        run.plan(letters(CALM, people=20))
        until(lambda: run.unsettled() == 0)
        assert run.audit() == Audit()
        assert len(run.said("verified: sent")) == drips
