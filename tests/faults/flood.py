"""Very many messages due at once in one workspace, beside a small one."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import insert

from bot.delivery.delivery import Delivery
from bot.slack.pacing import UNPACED, Pace
from bot.store.tables import Message, WorkspaceQueue
from tests.faults.engine import Engine, engine, happens
from tests.faults.replica import Ahead, Letter, clients
from tests.faults.unreliable import Slack, serving
from tests.workspaces import Everywhere

CROWDED, SMALL = "T-CROWDED", "T-SMALL"
FEW = 5
CLAIMS = 10
MEASURED = Pace(interval=20, burst=20, channel=1100)


@dataclass(frozen=True)
class Flooded:
    """Seconds of the slowest claim, seconds until the small workspace had everything, bytes of a replica."""

    slowest_claim: float
    small_done: float
    memory: int


def flood(url: str, folder: Path, due: int) -> Flooded:
    """So many are due at once; what that is like."""
    with serving(Slack()) as slack, engine(url, slack, folder, pace=MEASURED) as run:
        _write(run, [Letter(CROWDED, f"U{n}", 1) for n in range(due)])
        _write(run, [Letter(SMALL, f"U{n}", 1) for n in range(FEW)])
        began = time.monotonic()
        replica = run.start()
        assert happens(lambda: len(slack.of(SMALL)) == FEW, 60)
        done = time.monotonic() - began
        assert happens(lambda: len(slack.of(CROWDED)) > 60, 60)
        memory = replica.memory()
        run.stop()
        return Flooded(max(_claims(run)), done, memory)


def _write(run: Engine, letters: list[Letter]) -> None:
    now = int(datetime.now(UTC).timestamp() * 1000)
    rows = [
        {
            "uuid": str(uuid4()), "team_id": letter.team, "kind": "reply", "purpose": "reply",
            "key": letter.text, "method": "post",
            "channel": letter.person, "text": letter.text, "blocks": [], "priority": 5, "run_at": now,
            "state": "planned", "attempts": 0, "awaited": False, "created_at": now,
        }
        for letter in letters
    ]  # fmt: skip
    with run.database.write(lock_timeout=30) as session:
        session.execute(insert(Message), rows)
        session.add(WorkspaceQueue(team_id=letters[0].team, due_at=now))


def _claims(run: Engine) -> list[float]:
    """Seconds that each of some claims takes."""
    delivery = Delivery(run.database, Ahead(0), Everywhere(clients(run.slack.url)), pace=UNPACED)
    return [_timed(delivery) for _ in range(CLAIMS)]


def _timed(delivery: Delivery) -> float:
    assert happens(lambda: delivery.opens_in() == 0)
    began = time.monotonic()
    assert len(delivery.claim(20)) == 20
    return time.monotonic() - began
