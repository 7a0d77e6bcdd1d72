"""An outbox in which rows stand as a test puts them."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from bot.settings import Settings
from bot.store.database import Database
from bot.store.message_states import EndReason
from bot.store.outbox import millis
from bot.store.tables import Member, Message, WorkspaceQueue

NOW = datetime(2027, 1, 11, 10, 12, tzinfo=UTC)
TEAM = "T1"


class Shelf:
    """Rows of the outbox, as delivery would have left them; `NOW` is programme time."""

    def __init__(self, url: str) -> None:
        self.settings, self.database = Settings(database_url=url), Database(url)

    def message(
        self,
        state: str = "planned",
        *,
        late: timedelta = timedelta(),
        ago: timedelta | None = None,
        **given: Any,
    ) -> int:
        """A message that was due `late` before now, last tried `ago` (real time). Returns its id."""
        if state == "dead":
            given.setdefault("end_reason", "refused")
        tried = None if ago is None else _real() - int(ago.total_seconds() * 1000)
        values = {
            "uuid": str(uuid4()),
            "team_id": TEAM,
            "kind": "nudge",
            "key": str(uuid4()),
            "method": "post",
            "channel": "U1",
            "text": "Ask five people",
            "blocks": [],
            "run_at": millis(NOW - late),
            "state": state,
            "created_at": tried or _real(),
            "sending_at": tried,
            **given,
        }
        with self.database.write() as session:
            session.add(row := Message(**values))
            session.flush()
            return row.id

    def dead(self, reason: str, **given: Any) -> int:
        """A dead message; `reason` is Slack's code, or how it ended."""
        ended = {str(each) for each in EndReason} - {"refused", "exhausted"}
        why: dict[str, Any] = (
            {"end_reason": reason} if reason in ended else {"end_reason": "refused", "error": reason}
        )
        return self.message("dead", **why, **{"ago": timedelta(minutes=1), **given})

    def member(self, user: str = "U1", **given: Any) -> int:
        values = {
            "team_id": TEAM,
            "user_id": user,
            "zone": "Europe/Berlin",
            "weekday": 0,
            "hour": 9,
            "start": NOW.date(),
            "joined_at": NOW,
            "next_due_at": millis(NOW + timedelta(days=7)),
            **given,
        }
        with self.database.write() as session:
            session.add(row := Member(**values))
            session.flush()
            return row.id

    def pause(self, seconds: float, team: str = TEAM, due_at: int | None = None) -> None:
        """Slack wants nothing from us there for so long."""
        until = _real() + int(seconds * 1000)
        with self.database.write() as session:
            session.merge(WorkspaceQueue(team_id=team, paused_until=until, open_at=until, due_at=due_at))

    def row(self, message_id: int) -> Message:
        with self.database.read() as session:
            return session.get_one(Message, message_id)

    def queue(self) -> WorkspaceQueue | None:
        with self.database.read() as session:
            return session.get(WorkspaceQueue, TEAM)


def _real() -> int:
    return time.time_ns() // 1_000_000


@pytest.fixture
def shelf(database_url: str) -> Iterator[Shelf]:
    made = Shelf(database_url)
    yield made
    made.database.close()
