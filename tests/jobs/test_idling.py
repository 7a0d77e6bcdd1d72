"""A beat with nothing to do costs the same with a million members, for it reads no table from end to end."""

from typing import Any

from pydantic import SecretStr
from sqlalchemy import Engine, event

from bot.app import Bot
from bot.clock import MovableClock
from bot.coach import wins
from bot.coach.accounts import follow_accounts
from bot.coach.closing import close_due_weeks
from bot.coach.weeks import open_due_weeks
from bot.settings import Settings
from tests.world import MONDAY


def test_a_quiet_beat_searches_by_index(sqlite_url: str) -> None:
    # PostgreSQL reads a small table from end to end, whatever indexes there are.
    bot = Bot(
        Settings(slack_bot_token=SecretStr("xoxb-nobody"), database_url=sqlite_url), MovableClock(MONDAY)
    )
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert (open_due_weeks(bot.coach), bot.delivery.opens_in()) == (0, None)
        assert (close_due_weeks(bot.coach), follow_accounts(bot.coach)) == (0, 0)
        assert (wins.settle(bot.coach), bot.delivery.reconcile()) == (0, 0)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with bot.database.read() as session:
        plans = [
            row[3]
            for statement, parameters in asked
            for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    bot.stop()
    assert len(asked) >= 6
    assert [step for step in plans if step.startswith("SCAN") and "INDEX" not in step] == []
