"""Replicas are replaced one by one: for one version, the old code lives beside the new schema."""

import json

import pytest
from sqlalchemy import text
from sqlmodel import select
from structlog.testing import capture_logs

from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.migrate import migrate
from bot.store.tables import Message, Week, WorkspaceQueue


@pytest.fixture
def database(database_url: str) -> Database:
    made = Database(database_url)
    migrate(made)
    return made


def upgraded_to(database: Database, revision: str, serves: str) -> None:
    """What a later version's migration leaves behind."""
    with database.write() as session:
        session.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
        session.execute(text(f"UPDATE installation SET serves = '{serves}'"))


def test_a_newer_schema_that_serves_us_is_left_as_it_is(database: Database) -> None:
    upgraded_to(database, "9999", serves="0007")
    with capture_logs() as logs:
        migrate(database)
    assert [line["action"] for line in logs] == ["database.newer"]
    with database.read() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    database.close()


def test_a_newer_schema_that_doesnt_serve_us_is_refused(database: Database) -> None:
    upgraded_to(database, "9999", serves="9998")
    with pytest.raises(DatabaseError, match=r"was written by a newer PM Coach .*9999"):
        migrate(database)
    database.close()


def test_what_the_version_before_lanes_writes_is_understood(database: Database) -> None:
    """It names neither the columns nor the tables that came since."""
    with database.write() as session:
        session.execute(text(
            "INSERT INTO member (id, team_id, user_id, zone, weekday, hour, start, joined_at)"
            " VALUES (1, 'T1', 'U1', 'UTC', 0, 9, '2027-01-11', '2027-01-11 09:00:00')"))  # fmt: skip
        session.execute(text(
            "INSERT INTO week (id, team_id, member_id, number, day, began_at, ends_at, assignment_id, reason,"
            " excused) VALUES (1, 'T1', 1, 1, '2027-01-11', '2027-01-11 09:00:00', '2027-01-18 09:00:00',"
            " 'a', 'b', false)"))  # fmt: skip
        session.execute(text(
            "INSERT INTO message (id, uuid, team_id, member_id, week_id, kind, key, method, channel, text,"
            " blocks, priority, run_at, state, attempts, awaited, created_at) VALUES (1, 'u', 'T1', 1, 1,"
            " 'nudge', 'k', 'post', 'U1', 'hi', :blocks, 5, 1, 'planned', 0, false, 1)"),
            {"blocks": json.dumps([])})  # fmt: skip
    with database.read() as session:
        week, message = session.exec(select(Week)).one(), session.exec(select(Message)).one()
        assert (
            session.exec(select(WorkspaceQueue)).all() == []
        )  # bot.store.workspace_queue.wake_forgotten finds it
    assert (week.month, week.passed_over) == (None, [])
    assert (message.verifications, message.verify_at, message.sent_at) == (0, None, None)
    database.close()
