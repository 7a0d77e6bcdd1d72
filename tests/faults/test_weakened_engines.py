"""Does this harness notice? Each thing that makes the engine safe is taken out, and has to be missed.

One gauntlet for all: a replica frozen before the send deadline for longer than its lease, one killed once
Slack had accepted, two that plan the same letters, and two that claim at the same moment from a workspace
queue with a slow pace.
"""

from pathlib import Path

import pytest
from sqlmodel import select

from bot.slack.pacing import SendPace
from bot.store.tables import Message
from tests.faults.engine import Engine, engine, letters
from tests.faults.ledger import Audit
from tests.faults.unreliable import Slack, serving
from tests.slowness import LONG, scaled, until

SLOW = SendPace(interval=200, burst=8, channel=0)
FROZEN, KILLED, CROWD, TWICE = "T-FROZEN", "T-KILLED", "T-CROWD", "T-TWICE"
DAWDLE = 0.5
"""Seconds of a claim: as long as a sender may sleep, so that two claims meet."""
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
STUCK_AFTER = scaled(10)
"""Seconds: an engine that has got nothing more done by then is stuck."""


def frozen_one_is_sent(run: Engine) -> bool:
    with run.database.read() as session:
        return session.exec(select(Message.state).where(Message.team_id == FROZEN)).one() == "sent"


def gauntlet(run: Engine, weakness: str | None) -> Audit:
    """Everything that happens to the engine, and what comes of it."""
    run.plan(letters(FROZEN))
    frozen = run.start(
        step="before the send deadline", freezes=True, weakness=weakness, threads=1, beats=False
    )
    until(lambda: frozen.frozen)
    run.plan(letters(KILLED))
    killed = run.start(step="once Slack has accepted", weakness=weakness, threads=1)
    assert killed.dies()
    twice = letters(TWICE, people=4)
    run.letters += twice
    for _ in range(2):
        run.start(weakness=weakness, dawdles=DAWDLE, plans=tuple(twice))
    until(lambda: frozen_one_is_sent(run))  # by somebody else, who has taken over: the late word comes last
    frozen.thaw()
    run.plan(letters(CROWD, people=15, each=2))
    run.settle(STUCK_AFTER)
    return run.audit(pace=SLOW, slack_time=1.2)


def found(url: str, folder: Path, weakness: str | None) -> Audit:
    usual = {"pace": SLOW, "client_timeout": LONG}  # else who was thawed may give its late call up
    with serving(Slack()) as slack, engine(url, slack, folder, **usual) as run:
        return gauntlet(run, weakness)


def test_the_engine_runs_the_gauntlet(database_url: str, tmp_path: Path) -> None:
    assert found(database_url, tmp_path, None) == Audit()


@on_sqlite
def test_without_the_owners_guard_a_late_word_sends_it_again(database_url: str, tmp_path: Path) -> None:
    assert found(database_url, tmp_path, "no owner guard").repeated == [f"{FROZEN} U0 1"]


@on_postgres
def test_without_the_send_deadline_who_was_frozen_sends_it_again(database_url: str, tmp_path: Path) -> None:
    assert found(database_url, tmp_path, "no send deadline").repeated == [f"{FROZEN} U0 1"]


@on_sqlite
def test_without_the_look_what_was_cut_short_is_sent_again(database_url: str, tmp_path: Path) -> None:
    assert f"{KILLED} U0 1" in found(database_url, tmp_path, "no look").repeated


@on_postgres
def test_without_the_unique_key_what_two_plan_is_sent_twice(database_url: str, tmp_path: Path) -> None:
    assert found(database_url, tmp_path, "no unique key").repeated == [f"{TWICE} U{n} 1" for n in range(4)]


def test_without_any_lock_two_take_the_same(database_url: str, tmp_path: Path) -> None:
    repeated = found(database_url, tmp_path, "no lock at all").repeated
    assert {text.split()[0] for text in repeated} >= {CROWD}


@on_postgres
def test_without_the_queues_lock_two_go_twice_as_fast_as_slack_allows(
    database_url: str, tmp_path: Path
) -> None:
    """SQLite has one writer at a time, and no other lock to take out."""
    assert found(database_url, tmp_path, "no queue lock").hurried == [CROWD]
