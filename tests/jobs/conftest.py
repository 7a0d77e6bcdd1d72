"""Members whose weeks open, without a Slack: what would be sent is read in the outbox."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert
from sqlmodel import col, select, update

from bot.clock import MovableClock
from bot.coach import join
from bot.coach.coach import Caller, Coach
from bot.coach.join import Joining
from bot.domain.messages import KINDS, Kind, UnaskedSlot
from bot.playbook.loader import load
from bot.renderers import renderers
from bot.store.database import Database
from bot.store.tables import Member, Message, Week

OPENINGS = [*(kind for kind, rules in KINDS.items() if rules.slot is UnaskedSlot.OPENING), Kind.MOVED_NUDGE]
"""The kinds of messages that a week begins with."""
LISBON, NEW_YORK = "Europe/Lisbon", "America/New_York"


def local(text: str, zone: str = LISBON) -> datetime:
    """The instant of a local time such as "2027-01-18 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.fixture(autouse=True)
def _leave_holidays_out(no_holidays: None) -> None:
    """For all tests here."""


class Class:
    """People who took up the programme together, on Mon 11 Jan 2027 at 10:12 in Lisbon."""

    def __init__(self, url: str) -> None:
        self.clock = MovableClock(local("2027-01-11 10:12"))
        self.database = Database(url)
        self.coach = Coach(self.database, load(None), self.clock, renderers())

    def joins(self, user: str, zone: str = LISBON, weekday: int = 0, hour: int = 9) -> Caller:
        caller = Caller("T1", user)
        join.join(self.coach, caller, Joining(zone, weekday, hour))
        return caller

    def at(self, text: str, zone: str = LISBON) -> None:
        self.clock.move_to(local(text, zone))

    def workspace_size(self, number: int) -> None:
        """So many who joined once, and left."""
        row = {"team_id": "T1", "zone": LISBON, "weekday": 0, "hour": 9, "start": date(2027, 1, 1)}
        past = [{**row, "user_id": f"U0PAST{n}", "joined_at": self.clock.now()} for n in range(number)]
        with self.database.write() as session:
            session.execute(insert(Member), past)

    def sends(self) -> None:
        """Everything queued has been sent."""
        with self.database.write() as session:
            session.exec(update(Message).values(state="sent", ts="1.1"))

    def look_in(self) -> None:
        """Everybody who has joined has shown up, so that nobody is silent for weeks."""
        with self.database.write() as session:
            session.exec(update(Member).values(acted_at=self.clock.now()))

    def member(self, caller: Caller) -> Member:
        with self.database.read() as session:
            return session.exec(select(Member).where(Member.user_id == caller.user)).one()

    def weeks(self, caller: Caller) -> list[Week]:
        with self.database.read() as session:
            mine = select(Week).join(Member).where(Member.user_id == caller.user)
            return list(session.exec(mine.order_by(col(Week.number))))

    def nudges(self, caller: Caller) -> list[Message]:
        """The weekly messages queued for a member, the first assignment's aside."""
        with self.database.read() as session:
            mine = select(Message).where(
                col(Message.kind).in_(OPENINGS),
                Message.method == "post",
                Message.channel == caller.user,
            )
            return list(session.exec(mine.order_by(col(Message.id))))[1:]


@pytest.fixture
def group(database_url: str) -> Iterator[Class]:
    made = Class(database_url)
    yield made
    made.database.close()
