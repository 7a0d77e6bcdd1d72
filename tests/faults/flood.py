"""Very many messages due at once in one workspace, beside a small one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from uuid import uuid4

from sqlalchemy import Connection, event, insert

from bot.delivery.delivery import Delivery
from bot.slack.pacing import UNPACED, SendPace
from bot.store.database import Database
from bot.store.tables import Message, WorkspaceQueue
from tests.faults.engine import Engine, engine
from tests.faults.replica import Ahead, Letter, clients
from tests.faults.unreliable import Slack, serving
from tests.slowness import LONG, until
from tests.workspaces import Everywhere

CROWDED, SMALL, USUAL = "T-CROWDED", "T-SMALL", "T-USUAL"
FEW = 5
CLAIMS, CLAIMED = 10, 20
"""How many claims are measured, and of how many messages each."""
MEASURED = SendPace(interval=20, burst=20, channel=1100)


@dataclass(frozen=True)
class Flooded:
    """The database's work for a claim (see `working`), where few are due and where many are; how many posts
    the crowded workspace got before the small one had everything; bytes of a replica."""

    usual_claim: float
    claim: float
    before_small: int
    memory: int


def flood(url: str, folder: Path, due: int) -> Flooded:
    """So many are due at once; what that is like."""
    with serving(Slack()) as slack, engine(url, slack, folder, pace=MEASURED) as run:
        _write(run, [Letter(USUAL, f"U{n}", 1) for n in range(CLAIMS * CLAIMED)])
        usual_claim = median(_claims(run))
        _write(run, [Letter(CROWDED, f"U{n}", 1) for n in range(due)])
        _write(run, [Letter(SMALL, f"U{n}", 1) for n in range(FEW)])
        replica = run.start()
        until(lambda: len(slack.of(SMALL)) == FEW)
        teams = [post.team for post in slack.posts]
        before_small = teams[: len(teams) - teams[::-1].index(SMALL)].count(CROWDED)
        until(lambda: len(slack.of(CROWDED)) > 60)
        memory = replica.memory()
        run.stop()
        return Flooded(usual_claim, median(_claims(run)), before_small, memory)


def _write(run: Engine, letters: list[Letter]) -> None:
    now = int(datetime.now(UTC).timestamp() * 1000)
    rows = [
        {
            "uuid": str(uuid4()),
            "team_id": letter.team,
            "kind": "reply",
            "purpose": "reply",
            "key": letter.text,
            "method": "post",
            "channel": letter.person,
            "text": letter.text,
            "blocks": [],
            "priority": 5,
            "run_at": now,
            "state": "planned",
            "attempts": 0,
            "awaited": False,
            "created_at": now,
        }
        for letter in letters
    ]
    with run.database.write(lock_timeout=LONG) as session:
        session.execute(insert(Message), rows)
        session.add(WorkspaceQueue(team_id=letters[0].team, due_at=now))


def _claims(run: Engine) -> list[int]:
    """Return the work for each of some claims."""
    delivery = Delivery(run.database, Ahead(0), Everywhere(clients(run.slack.url)), pace=UNPACED)
    return [_measured(run.database, delivery) for _ in range(CLAIMS)]


def _measured(database: Database, delivery: Delivery) -> int:
    until(lambda: delivery.opens_in() == 0)
    with working(database) as done:
        assert len(delivery.claim(CLAIMED)) == CLAIMED
    return done()


@contextmanager
def working(database: Database) -> Iterator[Callable[[], int]]:
    """Count what the database does for transactions that write: steps of SQLite's machine, or rows that
    PostgreSQL reads. Neither depends on what else the machine does."""
    done: list[int] = []
    began, ended = (_begun, _stepped) if database.is_sqlite else (_nothing, _rows_read)

    def begin(connection: Connection) -> None:
        began(connection, done)

    def commit(connection: Connection) -> None:
        ended(connection, done)

    event.listen(database.engine, "begin", begin)
    event.listen(database.engine, "commit", commit)
    try:
        yield lambda: sum(done)
    finally:
        event.remove(database.engine, "begin", begin)
        event.remove(database.engine, "commit", commit)


def _nothing(_connection: Connection, _done: list[int]) -> None: ...


def _begun(connection: Connection, done: list[int]) -> None:
    line = connection.connection.driver_connection
    assert line
    line.set_progress_handler(lambda: done.append(1), 1)


def _stepped(connection: Connection, _done: list[int]) -> None:
    line = connection.connection.driver_connection
    assert line
    line.set_progress_handler(None, 0)


READ = "SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) FROM pg_stat_xact_user_tables"


def _rows_read(connection: Connection, done: list[int]) -> None:
    done.append(int(connection.exec_driver_sql(READ).scalar_one()))
