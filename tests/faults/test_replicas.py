"""Several replicas, one that is told to stop, an older version beside them, what is called off meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from bot.store import outbox
from bot.store.tables import Message, WorkspaceQueue
from tests.faults.engine import engine, letters
from tests.faults.ledger import Audit
from tests.faults.replica import SHORT
from tests.faults.steps import waiting
from tests.faults.unreliable import Call, Slack, chance, serving
from tests.slowness import LONG, until

TEAM = "T1"
SOON_OLD = replace(SHORT, fresh=timedelta(milliseconds=1))
"""What was read with a claim is read again before its call."""
UNHURRIED = {"timing": replace(SHORT, lease=timedelta(seconds=LONG)), "client_timeout": LONG}
"""Nothing is looked up because the machine is slow."""


def slow(call: Call) -> str | None:
    return "slow" if call.method == "chat.postMessage" else None


@pytest.mark.parametrize(
    ("database_url", "count"), [("sqlite", 4), ("postgres", 8)], indirect=["database_url"]
)
def test_replicas_that_are_killed_and_replaced_share_the_work_and_repeat_none_of_it(
    database_url: str, tmp_path: Path, count: int
) -> None:
    slack = Slack(chance(seed=count, faulty=0.05))
    with serving(slack), engine(database_url, slack, tmp_path, threads=2) as run:
        for _ in range(count):
            run.start()
        run.plan([letter for n in range(20) for letter in letters(f"T{n}", people=5, each=2)])
        for killed in range(1, 5):
            until(lambda killed=killed: len(slack.posts) > 30 * killed)  # type: ignore[misc]
            run.replicas.pop(0).kill()
            run.start()
        assert run.settle()
        assert run.audit() == Audit()
        with run.database.read() as session:
            owners = set(session.exec(select(Message.owner).where(Message.verifications == 0)))
        assert len(owners) >= count


def test_who_is_told_to_stop_finishes_what_is_under_way_and_leaves_the_rest_to_others(
    database_url: str, tmp_path: Path
) -> None:
    with serving(Slack(slow)) as slack, engine(database_url, slack, tmp_path, **UNHURRIED) as run:
        run.plan(letters(TEAM, people=30))
        stopped = run.start()
        until(lambda: len(slack.posts) >= 8)
        stopped.stop()
        assert stopped.code == 0
        with run.database.read() as session:
            states = set(session.exec(select(Message.state)))
        assert states == {"sent", "planned"}
        run.start()
        assert run.settle()
        assert run.audit() == Audit()


def test_what_an_older_version_planned_or_left_half_done_is_taken_up(
    database_url: str, tmp_path: Path
) -> None:
    """It knows neither workspace queues nor verifications, so it writes into neither."""
    got, lost, planned = letters(TEAM, people=3)
    lease_over = int(datetime.now(UTC).timestamp() * 1000) - 60_000
    with serving(Slack()) as slack, engine(database_url, slack, tmp_path) as run:
        run.plan([got, lost, planned])
        with run.database.write() as session:
            half_done = col(Message.text).in_([got.text, lost.text])
            values = {
                "state": "sending",
                "owner": "old",
                "sending_at": lease_over,
                "verify_at": None,
                "attempts": 1,
            }
            session.exec(update(Message).where(half_done).values(values))
            session.exec(update(WorkspaceQueue).values(due_at=None))
            uuid = session.exec(select(Message.uuid).where(Message.text == got.text)).one()
        metadata = {"event_payload": {"key": uuid}}
        sent = {"channel": f"D{got.person}", "text": got.text, "metadata": metadata}
        slack.received(Call(TEAM, "chat.postMessage", sent, 1))
        run.start()
        assert run.settle()
        assert run.audit() == Audit()


@pytest.mark.parametrize("step", ["after a claim is committed", "right before the request"])
def test_what_is_called_off_a_while_after_its_claim_goes_out_only_if_its_request_had_begun(
    database_url: str, tmp_path: Path, step: str
) -> None:
    """A member leaves or mutes the coach in that moment; both drop what is planned for them."""
    with serving(Slack()) as slack, engine(database_url, slack, tmp_path, timing=SOON_OLD) as run:
        run.plan(letters(TEAM))
        gone_on = tmp_path / "gone on"
        held = run.start(step=step, held_up=gone_on)
        until(waiting(gone_on).exists)
        with run.database.write() as session:
            outbox.drop(session, session.exec(select(Message)).all())
        gone_on.touch()
        assert run.settle()
        assert held.code == 0
        begun = step == "right before the request"
        assert [post.text for post in slack.posts] == ([letters(TEAM)[0].text] if begun else [])
