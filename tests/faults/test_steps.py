"""Killed at every step of a claim, a call and a look; and held up at one for longer than the lease."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.slack.pacing import UNPACED
from tests.faults.engine import engine, letters
from tests.faults.ledger import Audit
from tests.faults.replica import SHORT
from tests.faults.steps import OF_A_CALL, OF_A_LOOK
from tests.faults.unreliable import Call, Slack, serving
from tests.slowness import LONG, scaled, until

TEAM = "T1"
SHORTER = replace(
    SHORT,
    lease=timedelta(seconds=scaled(1.2)),
    call=timedelta(seconds=scaled(0.5)),
    grace=timedelta(seconds=scaled(0.3)),
)
"""This Slack answers at once, and most of these steps come after a lease that is over."""


def test_killed_at_each_step_in_turn_it_loses_nothing_and_says_nothing_twice(
    database_url: str, tmp_path: Path
) -> None:
    with serving(Slack()) as slack, engine(database_url, slack, tmp_path, threads=2, timing=SHORTER) as run:
        for number, step in enumerate([*OF_A_CALL, *OF_A_LOOK], start=1):
            run.plan(letters(TEAM, people=2, first=number))
            killed = run.start(step=step)
            assert killed.dies(), step
        for _ in range(2):
            run.start()
        assert run.settle()
        assert run.audit() == Audit()
        assert run.said("verified: sent")


def slow(call: Call) -> str | None:
    return "slow" if call.method == "chat.postMessage" else None


def test_a_thread_held_up_for_longer_than_the_lease_doesnt_meddle_with_its_own_processs_next_try(
    database_url: str, tmp_path: Path
) -> None:
    """Such as one that waits for a name server: the same process, and so the same owner, tries again."""
    gone_on = tmp_path / "gone on"
    with (
        serving(Slack(slow)) as slack,
        engine(database_url, slack, tmp_path, pace=UNPACED, client_timeout=LONG) as run,
    ):
        run.plan(letters(TEAM))
        run.start(step="before the send deadline", held_up=gone_on, threads=2)
        until(lambda: slack.posts)
        gone_on.touch()
        assert run.settle()
        assert run.audit() == Audit()
