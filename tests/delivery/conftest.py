"""An outbox, a delivery and a Slack to deliver to, without the rest of the coach."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlmodel import col, select, update

from bot.clock import MovableClock
from bot.delivery.claim import Claim
from bot.delivery.delivery import Delivery
from bot.delivery.timing import Timing
from bot.domain.messages import Kind, Purpose
from bot.sandbox import Sandbox
from bot.screen import Screen
from bot.slack.client import SendingClient
from bot.slack.pacing import UNPACED
from bot.store import outbox
from bot.store.database import Database
from bot.store.message_states import IN_FLIGHT
from bot.store.tables import Message, WorkspaceQueue
from tests.slowness import LONG
from tests.workspaces import Everywhere
from tests.world import local_slack

MONDAY = datetime(2027, 1, 11, 9, tzinfo=UTC)
AT_ONCE = Timing(
    lease=timedelta(hours=1),
    fresh=timedelta(minutes=10),
    settle=timedelta(0),
    between_verifications=timedelta(0),
)
"""Unknown outcomes are looked up as soon as anybody looks; nothing else happens because time passes."""
HOME = {"type": "home", "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "Home"}}]}


def text_block(text: str) -> list[dict[str, Any]]:
    return [{"type": "section", "text": {"type": "plain_text", "text": text}}]


def screen(text: str) -> Screen:
    return Screen(text, text_block(text))


def aged(claim: Claim, by: timedelta = AT_ONCE.fresh) -> Claim:
    """The claim as it is so much later."""
    return replace(claim, since=claim.since - by.total_seconds())


class Office:
    """Queues messages to `ana`, delivers them to `slack`, and looks at what came of it."""

    def __init__(self, url: str, slack: Sandbox) -> None:
        self.slack, self.clock = slack, MovableClock(MONDAY)
        self.database = Database(url)
        self.team = slack.app.team_id
        self.ana = slack.workspace.add_person("Ana", "Ana Sousa", "Europe/Lisbon").id
        self._clients: list[SendingClient] = []
        self._keys, self._first, self._began = count(1), len(slack.calls), time.time()
        self.delivery = self.another()

    pace, timing = UNPACED, AT_ONCE

    def another(self, timeout: float = LONG) -> Delivery:
        """One more delivery on the same outbox, as a second process has it."""
        return self.through(self.slack.api_url, timeout)

    def through(self, url: str, timeout: float = LONG) -> Delivery:
        """One that takes what is there for Slack."""
        client = self.client(url, timeout)
        everywhere = Everywhere(lambda _team: client)
        return Delivery(self.database, self.clock, everywhere, pace=self.pace, timing=self.timing)

    def client(self, url: str | None = None, timeout: float = LONG) -> SendingClient:
        made = SendingClient(self.slack.bot_token, base_url=url or self.slack.api_url, timeout=timeout)  # type: ignore[arg-type]
        self._clients.append(made)
        return made

    def close(self) -> None:
        for client in self._clients:
            client.close()
        self.database.close()

    def post(self, text: str = "hi", to: str | None = None, **details: Any) -> int:
        """Queue a post, due now unless `run_at` says otherwise; returns its id."""
        with self.database.write() as session:
            message = outbox.post(
                session,
                team_id=self.team,
                channel=to or self.ana,
                kind=Kind.NUDGE,
                purpose=Purpose.ASKED,
                key=f"{self.ana}:{next(self._keys)}",
                screen=screen(text),
                **{"run_at": self.clock.now(), **details},
            )
            session.flush()
            return message.id

    def change(self, target: int, text: str) -> None:
        with self.database.write() as session:
            outbox.change(session, session.get_one(Message, target), screen(text), self.clock.now())

    def delete(self, target: int) -> None:
        with self.database.write() as session:
            outbox.take_down(session, session.get_one(Message, target), self.clock.now())

    def home(self, view: Any = None) -> None:
        with self.database.write() as session:
            outbox.home(
                session,
                team_id=self.team,
                user_id=self.ana,
                member_id=None,
                view=view or HOME,
                now=self.clock.now(),
            )

    def deliver(self) -> int:
        return self.delivery.deliver_due()

    def leave(self) -> None:
        """Lease and grace of everything that is being sent are over."""
        with self.database.write() as session:
            session.exec(update(Message).where(col(Message.state).in_(IN_FLIGHT)).values(verify_at=0))

    def reconcile(self) -> str:
        """Reconcile once; return the state of the newest message."""
        self.delivery.reconcile()
        return self.newest().state

    def open_queue(self) -> None:
        """The pause that Slack asked for is over."""
        with self.database.write() as session:
            session.exec(update(WorkspaceQueue).values(open_at=0, paused_until=0, tat=0))

    def queue(self) -> WorkspaceQueue:
        with self.database.read() as session:
            return session.get_one(WorkspaceQueue, self.team)

    def paused_for(self, seconds: float) -> bool:
        """Whether it was decided, since this office opened, to leave Slack alone for so long."""
        decided = self.queue().paused_until / 1000 - seconds
        return self._began - 0.01 <= decided <= time.time() + 0.01  # both are rounded

    def later(self, **by: float) -> int:
        """Move the clock on and deliver what is due then."""
        self.clock.advance(timedelta(**by))
        return self.deliver()

    def row(self, message_id: int) -> Message:
        with self.database.read() as session:
            return session.get_one(Message, message_id)

    def newest(self) -> Message:
        with self.database.read() as session:
            return session.exec(select(Message).order_by(col(Message.id).desc()).limit(1)).one()

    def calls(self, method: str | None = None) -> list[str]:
        """What Slack was asked since this office opened, in order."""
        made = [call.method for call in self.slack.calls[self._first :]]
        return made if method is None else [name for name in made if name == method]

    def read(self) -> list[str]:
        """What Ana reads in her direct messages."""
        dm = self.slack.workspace.dm(self.ana)
        return [message.visible for message in self.slack.workspace.messages(dm, self.ana)]


@pytest.fixture(scope="session")
def slack() -> Iterator[Sandbox]:
    """A local Slack with our manifest; every office brings an Ana of its own."""
    with local_slack() as made:
        yield made


@pytest.fixture
def office(database_url: str, slack: Sandbox) -> Iterator[Office]:
    made = Office(database_url, slack)
    yield made
    slack.faults.clear()
    made.close()
