"""The sign of life of a process that listens to Slack, and whether it listens alone on its app token."""

import time
from collections.abc import Callable
from threading import Lock
from uuid import uuid4

import structlog

from bot.store import replicas
from bot.store.database import LONG_LOCK_TIMEOUT, Database

SHARED = "Stop the other one, or give it a Slack app of its own; replicas of one coach share one database."
"""What the operator does about another installation on the same app token."""

log = structlog.get_logger()


class Presence:
    """This process, as the database knows it.

    `hello` is called in the thread that opens a connection and keeps what Slack counted in memory only: a
    database that is slow must not keep the new connection from being read. The next `beat` writes it.
    """

    def __init__(self, database: Database, last_envelope: Callable[[], float | None]) -> None:
        """`last_envelope` returns when Slack's last envelope came, in Unix seconds."""
        self._database, self._last_envelope = database, last_envelope
        self.id = str(uuid4())
        self._lock, self._reported = Lock(), 0
        self._connections: int | None = None

    def hello(self, connections: int, *, own: int = 1) -> None:
        """Take how many connections Slack counts, `own` of which are this process's.

        While a connection is being replaced there are two of its own; the other one is left out.
        """
        with self._lock:
            self._connections = connections - own + 1

    def beat(self) -> None:
        """Say that this process is there, and say in the log once if another installation is there too."""
        connections = self._connections
        last = self._last_envelope()
        age = None if last is None else max(0, round((time.time() - last) * 1000))
        with self._database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
            replicas.beat(session, self.id, age, connections)
            found = replicas.find(session, self.id)
            others = replicas.strangers(found)
        with self._lock:
            if self._connections == connections:  # no other hello came meanwhile
                self._connections = None
        if others and others != self._reported:
            log.warning(
                "another installation listens on this app token, and gets some of what members do",
                action="app.token_shared",
                connections=found.connections,
                replicas=found.replicas,
                todo=SHARED,
            )
        self._reported = others
