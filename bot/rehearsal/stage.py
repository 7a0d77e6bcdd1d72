"""A stage for rehearsals: the coach's own use cases on a clock that jumps, and no Slack behind them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import bindparam, event
from sqlmodel import col, select

from bot.clock import MovableClock
from bot.coach import wins
from bot.coach.closing import close_due_weeks
from bot.coach.coach import Caller, Coach
from bot.coach.renderers import Renderers
from bot.coach.weeks import open_due_weeks
from bot.domain.member import MemberState
from bot.domain.playbook import Playbook
from bot.rehearsal.alone import LoneCoach
from bot.renderers import renderers
from bot.slack.workspaces import Workspace, Workspaces
from bot.store import eligibility, outbox
from bot.store.database import Database
from bot.store.message_states import EndReason, MessageState
from bot.store.migrate import create
from bot.store.tables import Message, SlackChannel, SlackUser

WHO = Caller("T0REHEARSAL", "U0SAM")
NAME = "Sam"
WINS = "C0WINS"
WINS_NAME = "wins"
IS_DUE = (Message.state == eligibility.PLANNED, col(Message.run_at) <= bindparam("now"))
DUE = select(Message).where(*IS_DUE).order_by(col(Message.priority), col(Message.run_at), col(Message.id))
FAR_OFF = 2**53
"""Milliseconds: nobody is ever asked about these people again."""


class Stage:
    """One member's coach; `posted` hears of every row of the outbox when it would have gone out."""

    def __init__(self, coach: Coach, clock: MovableClock, posted: Callable[[Message], None]) -> None:
        self.coach, self.clock, self._posted = coach, clock, posted

    def member(self) -> MemberState:
        """The member as they are now. The coach takes no note of this look: only a member's own is an act."""
        with self.coach.database.connect() as line:
            records = self.coach.load(line, WHO)
        assert records
        return MemberState(records, self.coach.playbook, self.clock.now())

    @property
    def next_due(self) -> datetime | None:
        """When the coach next has something to do by itself."""
        coach = self.coach
        return coach.next_due() if isinstance(coach, LoneCoach) else outbox.next_due(coach.database)

    def open_weeks(self) -> bool:
        """Open and close what is due now; whether anything opened."""
        opened = open_due_weeks(self.coach)
        close_due_weeks(self.coach)
        return bool(opened)

    def post(self) -> None:
        """Take out what is due now, and let the coach hear what became of it."""
        heard = 1
        while heard:
            rows = self._take()
            for row in rows:
                self._posted(row)
            heard = wins.settle(self.coach) if any(row.awaited for row in rows) else 0

    def _take(self) -> list[Message]:
        """Mark as sent all that is due, in the order of delivery, less what would not be sent any more."""
        if (due_at := self.next_due) is None or due_at > self.clock.now():
            return []
        now = outbox.millis(self.clock.now())
        with self.coach.database.write() as session:
            due = list(session.exec(DUE, params={"now": now}))
            newest = {_shows(row): row.id for row in sorted(due, key=lambda row: row.id)}
            for row in due:
                over = row.expires_at is not None and row.expires_at <= now
                sent = not over and newest[_shows(row)] == row.id
                if sent:
                    row.state, row.ts = MessageState.SENT, f"{now // 1000}.{row.id:06}"
                else:
                    row.state = MessageState.DEAD
                    row.end_reason = EndReason.EXPIRED if over else EndReason.SUPERSEDED
        return [row for row in due if row.state == MessageState.SENT]


def _shows(row: Message) -> object:
    """What a row draws anew, Home or a message: of several that wait only the newest goes out."""
    return row.method, row.channel, row.target_id, row.id if row.method in ("post", "delete") else None


@contextmanager
def staged(
    playbook: Playbook, start: datetime, posted: Callable[[Message], None], drawn: Renderers | None = None
) -> Iterator[Stage]:
    """A stage whose clock stands at `start`, on a database that goes away with it; without `drawn` every
    screen is the coach's own."""
    with TemporaryDirectory(prefix="pm-coach-rehearsal-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'rehearsal.db'}")
        hurry(database)
        try:
            create(database)
            clock = MovableClock(start)
            workspace = Workspace(WHO.team, url="https://rehearsal.slack.com/", wins_channel=WINS)
            coach = LoneCoach(database, playbook, clock, drawn or renderers(), Workspaces(workspace))
            _introduce(database)
            yield Stage(coach, clock, posted)
        finally:
            database.close()


def hurry(database: Database) -> None:
    """Have an SQLite database not wait for the disk: what a power cut takes from it is played again."""
    event.listen(database.engine, "connect", _hurry)
    database.engine.dispose()  # connections that know nothing of it


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _introduce(database: Database) -> None:
    with database.write() as session:
        session.add(SlackUser(team_id=WHO.team, user_id=WHO.user, name=NAME, refresh_at=FAR_OFF))
        session.add(
            SlackChannel(
                team_id=WHO.team, channel_id=WINS, name=WINS_NAME, people=42, joined=True, refresh_at=FAR_OFF
            )
        )
