"""A whole world for a test: a local Slack, the real bot connected to it, and a clock to move."""

import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy
from threading import Thread
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlmodel import col, select

from bot.app import Bot
from bot.clock import MovableClock
from bot.delivery.timing import Timing
from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.settings import Settings
from bot.slack import manifest
from bot.slack.pacing import UNPACED
from bot.store.tables import Message
from bot.views import ids

MONDAY = datetime(2027, 1, 11, 10, 12, tzinfo=UTC)
"""When Ana joins: a Monday morning in Lisbon, which is on UTC in winter."""
SOON = Timing(
    fresh=timedelta(minutes=1), settle=timedelta(seconds=0.2), between_verifications=timedelta(seconds=0.2)
)
"""What has no answer is looked up soon; how fast the machine is decides no reading."""


NOT_OF_THE_MOMENT = {"app", "clock", "lock", "_changed"}
"""What of a workspace in the local Slack no snapshot holds."""


class Snapshot(NamedTuple):
    """A world at rest: an SQLite file, what the local Slack held, and when that was."""

    database: Path
    slack: bytes
    """Pickled: each world that goes on from here has things of its own."""
    at: datetime


MODEL_KEY = "sk-not-to-be-seen"


class World:
    """`ana` and `li` are in #wins, with the bot; `ana` lives in Lisbon, `li` in Berlin.

    Nobody has joined, unless the world goes on from a snapshot; its database then is a copy of that one's.
    """

    def __init__(
        self,
        database_url: str,
        at: datetime = MONDAY,
        playbook: Path | None = None,
        snapshot: Snapshot | None = None,
        model_url: str = "",
    ) -> None:
        self.clock = MovableClock(snapshot.at if snapshot else at)
        self.slack = Sandbox(manifest.load(), clock=self.clock.now)
        if snapshot:
            vars(self.slack.workspace).update(pickle.loads(snapshot.slack))
        else:
            self._settle_people()
        [self.wins] = [each for each in self.slack.workspace.channels.values() if each.name == "wins"]
        self.slack.start()
        self.settings = Settings(
            slack_bot_token=SecretStr(self.slack.bot_token),
            slack_app_token=SecretStr(self.slack.app_token),
            slack_api_url=self.slack.api_url,
            database_url=database_url,
            wins_channel=self.wins.id,
            playbook=playbook,
            model_url=model_url,
            model_name="tiny-1" if model_url else "",
            model_key=SecretStr(MODEL_KEY if model_url else ""),
            model_run_by="our own IT, in Lisbon" if model_url else "",
        )
        self.bot = Bot(self.settings, self.clock, pace=UNPACED, timing=SOON, senders=1)
        self.bot.start()

    def _settle_people(self) -> None:
        people = [
            self.slack.workspace.add_person("Ana", "Ana Sousa", tz="Europe/Lisbon"),
            self.slack.workspace.add_person("Li", "Li Wei", tz="Europe/Berlin"),
        ]
        self.slack.workspace.add_channel("wins", members=people, with_bot=True)

    def snapshot(self, database: Path) -> Snapshot:
        """Keep how things stand, the database (SQLite) in this file; for when everything has been sent."""
        ours = sqlite3.connect(self.bot.database.url.database or "")
        with closing(ours), closing(sqlite3.connect(database)) as theirs:
            ours.backup(theirs)
        of_slack = {k: v for k, v in vars(self.slack.workspace).items() if k not in NOT_OF_THE_MOMENT}
        return Snapshot(database, pickle.dumps(of_slack), self.clock.now())

    @property
    def ana(self) -> Person:
        return self.slack.person("Ana")

    @property
    def li(self) -> Person:
        return self.slack.person("Li")

    def joined(self, person: Person | None = None) -> Person:
        """Ana (or whoever) joins with everything preset, and has her first assignment."""
        person = person or self.ana
        person.types("/pm-progress join")
        person.submits()
        self.settle()
        person.opens("DM")
        return person

    def hands_in(self, person: Person, text: str = "She calls the bank before she retries.") -> None:
        """The person presses Add evidence on the newest message and fills in the compulsory field."""
        person.clicks(ids.ASSIGNMENT_DONE, in_="DM")
        self.fills_compulsory(person, text)
        person.submits()
        person.closes(all_views=True)
        self.settle()

    def fills_compulsory(self, person: Person, text: str) -> None:
        modal = person.modal
        assert modal is not None
        field = next(b for b in modal.blocks if b["type"] == "input" and not b.get("optional"))
        element = field["element"]
        if options := element.get("options"):
            person.chooses(element["action_id"], options[0]["text"]["text"])
        else:
            person.fills(element["action_id"], text)

    def presets(self, channel_id: str | None) -> None:
        """The join form offers this channel from now on."""
        self.bot.workspaces.add(replace(self.bot.workspace, wins_channel=channel_id))

    def settle(self) -> None:
        """Until everything that is due has been done and sent."""
        self.bot.background.work()
        self.bot.readings.work()
        self.bot.sender.send()

    def walk_to(self, local: str, zone: str = "Europe/Lisbon") -> None:
        """Move the clock to a local time such as "2027-01-18 09:00", through every slot on the way."""
        at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
        self.bot.walk_to(at.astimezone(UTC))

    def passes(self, by: timedelta) -> None:
        self.bot.walk_to(self.clock.now() + by)

    def outbox(self) -> list[Message]:
        with self.bot.database.read() as session:
            return list(session.exec(select(Message).order_by(col(Message.id))))

    def stop(self) -> None:
        self.bot.stop()
        Thread(target=self.slack.stop).start()  # its server waits a tenth of a second for nobody


@contextmanager
def local_slack() -> Iterator[Sandbox]:
    """A local Slack with our manifest, and nobody in it."""
    made = Sandbox(manifest.load())
    made.start()
    yield made
    made.stop()


@contextmanager
def world(
    database_url: str,
    at: datetime = MONDAY,
    playbook: Path | None = None,
    snapshot: Snapshot | None = None,
    model_url: str = "",
) -> Iterator[World]:
    made = World(database_url, at, playbook, snapshot, model_url)
    try:
        yield made
    finally:
        made.stop()


def lived(folder: Path, empty_database: Path, live: Callable[[World], object]) -> Snapshot:
    """Live through this once, for tests that go on from there."""
    with world(f"sqlite:///{copy(empty_database, folder / 'coach.db')}") as made:
        live(made)
        return made.snapshot(folder / "lived.db")
