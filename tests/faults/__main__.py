"""`make faults SEED=1 DELIVERIES=100000`: the long storm, on SQLite and on PostgreSQL, with a report.

The names of databases may follow: `python -m tests.faults 1 100000 postgres`. Whoever stops it, by Ctrl-C or
SIGTERM, gets the report of what was sent until then.
"""

import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from sqlalchemy import make_url

from bot.store.database import Database
from bot.store.migrate import migrate
from tests.databases import postgres_server
from tests.faults.ledger import Audit
from tests.faults.storm import FELL, Crash, Weather, storm

WAVES_BETWEEN_WORDS = 5


@contextmanager
def sqlite(folder: Path) -> Iterator[tuple[str, Crash | None]]:
    database = Database(f"sqlite:///{folder / 'coach.db'}")
    migrate(database)
    database.close()
    yield str(database.url), None


@contextmanager
def postgres(_folder: Path) -> Iterator[tuple[str, Crash | None]]:
    with postgres_server() as server, server.fresh() as url:
        server.keep_commits(make_url(url).database or "")
        yield url, server.crash


PLACES = {"sqlite": sqlite, "postgres": postgres}


def main(seed: int, deliveries: int, places: Sequence[str]) -> bool:
    """Returns whether nothing at all was wrong."""
    clean, stopped = True, Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stopped.set())
    for place in [PLACES[name] for name in places or PLACES]:
        if stopped.is_set():
            break
        with tempfile.TemporaryDirectory() as folder, place(Path(folder)) as (url, crash):
            weather = Weather(seed=seed, deliveries=deliveries)
            say = _progress(place.__name__)
            report = storm(url, Path(folder), weather, crash=crash, say=say, cut=stopped.is_set)
            print(f"{place.__name__}, seed {seed}: {report}", flush=True)
            for what, texts in vars(report.audit).items():
                for text in texts[:10]:
                    print(f"  {what}: {text}")
            clean = clean and report.audit == Audit() and FELL not in report.did
    return clean


def _progress(name: str) -> Callable[[str], None]:
    began, words = time.monotonic(), 0

    def say(how: str) -> None:
        nonlocal words
        words += 1
        if words % WAVES_BETWEEN_WORDS == 0:
            print(f"  {name}, {time.monotonic() - began:.0f} s: {how}", flush=True)

    return say


if __name__ == "__main__":
    sys.exit(not main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
