"""The coach is killed while it acknowledges: what it did is committed once, or comes again; never neither.

Real processes, SIGKILL, and a replacement that Slack turns to.
"""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.sandbox.results import ActionResult
from bot.sandbox.socket_mode import Envelope
from bot.store.tables import EvidenceVersion, Message
from bot.views import ids
from tests.app.test_processes import environment
from tests.faults import dying
from tests.faults.dying import BEFORE_THE_ACK, STEPS
from tests.forked import PROCESSES
from tests.handlers.acts import progress_of
from tests.slowness import LONG, until
from tests.world import World
from tests.world import world as open_world

NOTES = "She told me how it went the last time. " * 12
HASTY = 1.0
"""Seconds to the ack of an event that comes again."""
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Coach:
    """A process, always one, which dies at a step when told to."""

    def __init__(self, made: World, folder: Path) -> None:
        self.slack, self.folder, self.armed, self.said = made.slack, folder, folder / "die", folder / "said"
        self.environment = environment(made.slack, made.settings.database_url)
        self.start()

    def start(self) -> None:
        orders = (self.environment, self.folder, self.armed, self.said)
        self.process = PROCESSES.Process(target=dying.coach, args=orders, daemon=True)
        self.process.start()
        if not self.slack.sockets.wait_for_connections(1, LONG):
            self.stop()
            raise AssertionError(self.said.read_text())

    def dies(self, step: str, act: Callable[[], ActionResult]) -> ActionResult:
        """It dies at this step of the act, and another one takes over; what the person sees of it."""
        self.armed.write_text(step)
        with ThreadPoolExecutor(1) as thread:
            outcome = thread.submit(act)
            self.process.join(LONG)
            assert self.process.exitcode == -signal.SIGKILL
            self.armed.unlink()
            until(lambda: not self.slack.sockets.connections)
            self.start()
            return outcome.result()

    def stop(self) -> None:
        self.process.kill()
        self.process.join()


@pytest.fixture
def joined(database_url: str) -> Iterator[World]:
    """Ana is in, by today's clock, and her bot has gone home."""
    with open_world(database_url, at=datetime.now(UTC)) as made:
        made.joined()
        made.bot.stop()
        yield made


@pytest.fixture
def coach(joined: World, tmp_path: Path) -> Iterator[Coach]:
    running = Coach(joined, tmp_path)
    yield running
    running.stop()


def queued(made: World, kind: str) -> list[str]:
    with made.bot.database.read() as session:
        return list(session.exec(select(Message.key).where(Message.kind == kind, Message.method == "post")))


def said(made: World) -> list[Envelope]:
    """What Slack told of Ana's messages."""
    events = ((envelope, envelope.payload.get("event", {})) for envelope in made.slack.sockets.delivered)
    return [envelope for envelope, event in events if "client_msg_id" in event]


def test_a_piece_handed_in_is_kept_once_wherever_the_coach_dies(joined: World, coach: Coach) -> None:
    ana, pieces = joined.ana, []
    for step in STEPS:
        ana.types("/pm-progress done")
        pieces.append(f"Died {step}.")
        joined.fills_compulsory(ana, pieces[-1])
        assert coach.dies(step, ana.submits).ok, step
        assert "It is saved as version 1." in ana.sees("modal"), step
        ana.closes()
    with joined.bot.database.read() as session:
        texts = session.exec(select(EvidenceVersion.fields).order_by(col(EvidenceVersion.id)))
        assert [fields["learnt"] for fields in texts] == pieces
    assert len(queued(joined, "kept")) == len(pieces)
    assert queued(joined, "offer") == ["T0SANDBOX01:offer:1"]


@on_sqlite
def test_a_message_is_answered_once_wherever_the_coach_dies(joined: World, coach: Coach) -> None:
    joined.slack.timings.ack, joined.slack.timings.retries = HASTY, (0.0, *[0.5] * 1000)
    for step in BEFORE_THE_ACK:
        coach.dies(step, lambda: joined.ana.writes(NOTES))
        until(lambda: all(event.acked for event in said(joined)))
    assert len(queued(joined, "reply")) == len(BEFORE_THE_ACK)


@on_sqlite
def test_a_command_and_a_press_are_answered_by_whoever_takes_over(joined: World, coach: Coach) -> None:
    ana = joined.ana
    assert coach.dies("before the ack", lambda: ana.types("/pm-progress mute")).ok
    assert ana.last("#general").visible.startswith("I'm muted.")
    assert coach.dies("after the commit", lambda: ana.clicks(ids.MUTE_OFF)).ok
    assert ana.last("#general").visible.startswith("I'm not muted any more.")
    assert not progress_of(joined, ana).muted
    assert coach.dies("before the commit", lambda: ana.types("/pm-progress skip")).ok
    assert progress_of(joined, ana).week.state == "skipped"
