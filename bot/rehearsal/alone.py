"""A coach whose database nobody else writes, so that it needn't read twice what hasn't changed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, event

from bot.coach.coach import Caller, Coach
from bot.domain.records import MemberRecords
from bot.store import outbox

RECORDS = frozenset({"member", "absence", "week", "evidence", "plan", "win", "slack_user", "slack_channel"})
"""The tables that a member's records are read from."""
DUES = frozenset({"member", "message"})
"""Those that say what is due next."""
_WRITTEN = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')


@dataclass
class _Kept:
    """What was read, by what it is of, until one of the tables that it was read from is written."""

    rests_on: frozenset[str]
    found: dict[object, Any] = field(default_factory=dict)

    def get(self, of: object, read: Callable[[], Any]) -> Any:
        if of not in self.found:
            self.found[of] = read()
        return self.found[of]


@dataclass(frozen=True)
class LoneCoach(Coach):
    """What is written is noticed on the connections for writing, one statement after the other."""

    _records: _Kept = field(default_factory=lambda: _Kept(RECORDS), init=False)
    _dues: _Kept = field(default_factory=lambda: _Kept(DUES), init=False)

    def __post_init__(self) -> None:
        event.listen(self.database.engine, "before_cursor_execute", self._note)
        event.listen(self.database.engine, "rollback", self._forget)

    def load(
        self, line: Connection, caller: Caller, *, lock: bool = False, brief: bool = False
    ) -> MemberRecords | None:
        read = partial(super().load, line, caller, brief=brief)
        found: MemberRecords | None = self._records.get((caller.team, caller.user, brief), read)
        return found

    def next_due(self) -> datetime | None:
        """When the coach next has something to do by itself."""
        found: datetime | None = self._dues.get(None, partial(outbox.next_due, self.database))
        return found

    def _note(self, _line: object, _cursor: object, statement: str, *_: object) -> None:
        if written := _WRITTEN.match(statement):
            self._forget(table=written[1])

    def _forget(self, _line: object = None, *, table: str | None = None) -> None:
        for kept in (self._records, self._dues):
            if table is None or table in kept.rests_on:
                kept.found.clear()
