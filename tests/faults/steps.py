"""Where a replica can be made to die or freeze. The product has no hooks: its functions are wrapped here."""

import time
from collections.abc import Callable, Sequence
from functools import wraps
from http.client import HTTPConnection
from pathlib import Path
from threading import local
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import Connection, Engine, event
from sqlmodel import Session

from bot.delivery import claim, delivery, reconcile
from bot.delivery.claim import Claiming
from bot.delivery.delivery import Delivery
from bot.delivery.reconcile import Reconciler
from bot.slack import calls
from bot.store.tables import Message

BEFORE, AFTER = "before", "after"
OF_A_CALL: dict[str, tuple[str, Any, str]] = {
    "before a claim is committed": (AFTER, Claiming, "_mark"),
    "after a claim is committed": (AFTER, Claiming, "claim"),
    "before the send deadline": (BEFORE, calls, "call_slack"),
    "right before the request": (BEFORE, WebClient, "chat_postMessage"),
    "once the request is out": (BEFORE, HTTPConnection, "getresponse"),
    "once Slack has accepted": (AFTER, WebClient, "chat_postMessage"),
    "before the outcome is committed": (AFTER, delivery, "record"),
    "after the outcome is committed": (AFTER, Delivery, "_record_all"),
}
OF_A_LOOK: dict[str, tuple[str, Any, str]] = {
    "before the take-over is committed": (AFTER, reconcile, "_direct"),
    "after the take-over is committed": (BEFORE, calls, "find"),
    "before what was found is committed": (AFTER, calls, "find"),
    "after what was found is committed": (AFTER, Reconciler, "_settle"),
}
STEPS = OF_A_CALL | OF_A_LOOK
POSTING = local()
"""Whether this thread is about to make the post itself, and not what precedes it."""


def arm(step: str, deed: Callable[[], object]) -> None:
    """Wrap what the step is named for, so that this process does the deed there, once."""
    when, owner, name = STEPS[step]
    original, done = getattr(owner, name), False

    def reach(reached: bool) -> None:
        nonlocal done
        if reached and not done:
            done = True
            deed()

    @wraps(original)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        if when == BEFORE:
            reach(name != "getresponse" or _posting())
        result = original(*arguments, **named)
        if when == AFTER:
            reach(bool(arguments[-1] if name == "_mark" else result) or name not in ("_mark", "claim"))
        return result

    if name == "getresponse":
        mark_posting()
    setattr(owner, name, wrapped)


def _posting() -> bool:
    return getattr(POSTING, "now", False)


def mark_posting() -> None:
    """Let `POSTING` say in each thread whether it is at a post."""
    original = WebClient.chat_postMessage

    @wraps(original)
    def wrapped(self: WebClient, **named: Any) -> Any:
        POSTING.now = True
        try:
            return original(self, **named)
        finally:
            POSTING.now = False

    setattr(WebClient, original.__name__, wrapped)


def wait_for(file: Path) -> None:
    """Until it is there; a second file says that somebody waits."""
    waiting(file).touch()
    while not file.exists():
        time.sleep(0.01)


def waiting(file: Path) -> Path:
    return file.with_suffix(".waiting")


def dawdle(seconds: float) -> None:
    """Let a claim that found something take so long, in the midst of its transaction."""
    mark = Claiming._mark

    @wraps(mark)
    def wrapped(self: Claiming, session: Session, taken: Sequence[Message]) -> None:
        if taken:
            time.sleep(seconds)
        mark(self, session, taken)

    setattr(Claiming, mark.__name__, wrapped)


def read_only_while(file: Path) -> None:
    """As long as the file is there, SQLite refuses every writer in this process, as on a disk that the system
    has made read-only. Rights wouldn't do: they don't concern root, nor a file that is open."""

    @event.listens_for(Engine, "before_cursor_execute")
    def about_to(_connection: Connection, cursor: Any, statement: str, *_rest: Any) -> None:
        if statement == "BEGIN IMMEDIATE":
            cursor.execute(f"PRAGMA query_only={int(file.exists())}")


def impatient() -> None:
    """Wait half a second for another writer, instead of half a minute."""
    for module in (claim, delivery, reconcile):
        setattr(module, "LONG_LOCK_TIMEOUT", 0.5)  # noqa: B010
