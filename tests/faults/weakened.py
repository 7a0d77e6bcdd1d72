"""Engines without one of the things that make them safe; the tests of faults have to notice each."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, event, update
from sqlmodel import Session, col

from bot.delivery import reconcile, record
from bot.slack import calls
from bot.slack.call_result import CallResult, Verdict
from bot.store import outbox
from bot.store.real_time import REAL_NOW
from bot.store.tables import Message

LOCK = re.compile(r"\s+FOR UPDATE( OF \w+)?( SKIP LOCKED)?")
STILL_PLANNED = re.compile(r" AND message\.state = 'planned'(?= RETURNING)")


def _no_owner_guard() -> None:
    def unguarded(session: Session, message: Message, values: dict[str, Any]) -> bool:
        new = {name: value for name, value in values.items() if name != "verify_in"}
        if "verify_in" in values:
            new["verify_at"] = REAL_NOW + values["verify_in"]
        session.execute(update(Message).where(col(Message.id) == message.id).values(**new))
        return True

    name = record.guarded.__name__
    setattr(record, name, unguarded)
    setattr(reconcile, name, unguarded)


def _no_send_deadline() -> None:
    begin = calls._Caller.__init__

    def without_deadline(line: calls._Caller, client: Any, _may_call: Any) -> None:
        begin(line, client, lambda: True)

    setattr(calls._Caller, begin.__name__, without_deadline)


def _no_look() -> None:
    calls.find = lambda *_: CallResult(Verdict.NEVER, error=calls.NOT_THERE)


def _no_unique_key() -> None:
    keyed = outbox.post

    def unkeyed(session: Session, *, key: str, **values: Any) -> Message:
        return keyed(session, key=f"{key}:{uuid4()}", **values)

    outbox.post = unkeyed


def _no_queue_lock() -> None:
    """Claims in one workspace read its bucket at the same time."""
    _rewrite(lambda sql: LOCK.sub("", sql) if "FROM workspace_queue" in sql else sql)


def _no_lock_at_all() -> None:
    """Several claims read the same rows, and none looks whether they are still planned."""
    _rewrite(lambda sql: STILL_PLANNED.sub("", LOCK.sub("", sql)))
    begin = "BEGIN IMMEDIATE"
    _rewrite(lambda sql: "SELECT 1" if sql == begin else sql)  # each statement by itself then


def _rewrite(how: Callable[[str], str]) -> None:
    @event.listens_for(Engine, "before_cursor_execute", retval=True)
    def rewritten(
        _connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
    ) -> tuple[str, Any]:
        return how(statement), parameters


WEAKNESSES: dict[str, Callable[[], None]] = {
    "no owner guard": _no_owner_guard,
    "no send deadline": _no_send_deadline,
    "no look": _no_look,
    "no unique key": _no_unique_key,
    "no queue lock": _no_queue_lock,
    "no lock at all": _no_lock_at_all,
}
