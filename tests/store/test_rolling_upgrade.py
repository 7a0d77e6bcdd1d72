"""Replicas are replaced one by one: for one version, the old code lives beside the new schema."""

import json
from itertools import pairwise

import pytest
from alembic import command
from sqlalchemy import text
from sqlmodel import col, select
from structlog.testing import capture_logs

from bot.domain.closing import Level
from bot.domain.slots import Pace
from bot.store import member_records
from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.migrate import SchemaStatus, _upgrade, migrate
from bot.store.schema_upgrade import config
from bot.store.tables import (
    Evidence,
    Message,
    ProcessedDelivery,
    SlackChannel,
    SlackUser,
    Week,
    WorkspaceQueue,
)


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
    upgraded_to(database, "9999", serves="0012")
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


def test_a_newer_version_may_upgrade_between_our_look_at_the_schema_and_our_upgrade(
    database: Database,
) -> None:
    upgraded_to(database, "9999", serves="0012")
    assert _upgrade(database) is SchemaStatus.NEWER_BUT_SERVES_US
    upgraded_to(database, "9999", serves="9998")
    assert _upgrade(database) is SchemaStatus.NEWER
    database.close()


BEFORE = (
    "INSERT INTO member (id, team_id, user_id, zone, weekday, hour, start, joined_at)"
    " VALUES (1, 'T1', 'U1', 'UTC', 0, 9, '2027-01-11', '2027-01-11 09:00:00')",
    "INSERT INTO week (id, team_id, member_id, number, day, began_at, ends_at, assignment_id, reason,"
    " excused) VALUES (1, 'T1', 1, 1, '2027-01-11', '2027-01-11 09:00:00', '2027-01-18 09:00:00', 'a', 'b',"
    " false)",
    "INSERT INTO lane (team_id, due_at, open_at, tat, interval_ms, paused_until)"
    " VALUES ('T1', 7, 1, 2, 3, 4)",
    "INSERT INTO seen (delivery_id, seen_at) VALUES ('T1:Ev1', 5)",
    "INSERT INTO person (team_id, user_id, name, deleted, dm_channel, refresh_at)"
    " VALUES ('T1', 'U1', 'Ana', false, 'D1', 6)",
    "INSERT INTO channel (team_id, channel_id, name, private, people, refresh_at)"
    " VALUES ('T1', 'C1', 'wins', false, 3, 8)",
)
MESSAGES = {
    # What stood in the database: kind, key, method, priority, expires_at, state, error, attempts, looks.
    "opened": ("nudge", "k:1", "post", 5, 9, "planned", None, 0, 0),
    "asked": ("nudge", "k:2", "post", 0, 9, "sent", None, 1, 0),
    "moved": ("nudge", "T1:moved:U1:1:x", "post", 0, 9, "planned", None, 0, 0),
    "called off": ("reply", "k:3", "post", 0, 0, "sending", None, 1, 0),
    "no answer": ("reply", "k:4", "post", 0, None, "sending", "unknown", 1, 1),
    "restored": ("reply", "k:5", "post", 0, None, "sending", "unknown", 0, 0),
    "refused": ("win", "k:6", "post", 0, None, "dead", "is_archived", 1, 0),
    "exhausted": ("home", "k:7", "home", 0, None, "dead", "HTTP 503", 8, 0),
    "superseded": ("nudge", "k:8", "update", 7, None, "dead", "superseded", 0, 0),
    "lost": ("offer", "k:9", "post", 0, None, "dead", "unknown", 1, 2),
}
AFTER = {
    # What stands there now: kind, purpose, slot, state, end_reason, error, called_off, restored, expires_at.
    "opened": ("nudge", "unasked", "opening", "planned", None, None, False, False, 9),
    "asked": ("nudge", "asked", None, "sent", None, None, False, False, 9),
    "moved": ("moved_nudge", "asked", None, "planned", None, None, False, False, 9),
    "called off": ("reply", "reply", None, "sending", None, None, True, False, None),
    "no answer": ("reply", "reply", None, "unverified", None, None, False, False, None),
    "restored": ("reply", "reply", None, "unverified", None, None, False, True, None),
    "refused": ("win", "post", None, "dead", "refused", "is_archived", False, False, None),
    "exhausted": ("home", "display", None, "dead", "exhausted", "HTTP 503", False, False, None),
    "superseded": ("nudge", "display", None, "dead", "superseded", None, False, False, None),
    "lost": ("offer", "reply", None, "dead", "unknown", None, False, False, None),
}


def test_a_database_of_the_version_before_keeps_everything_under_the_new_names(empty_url: str) -> None:
    database = Database(empty_url)
    at_revision(database, "0010")
    with database.engine.begin() as connection:
        for statement in BEFORE:
            connection.execute(text(statement))
        for uuid, values in MESSAGES.items():
            kind, key, method, priority, expires, state, error, attempts, looks = values
            connection.execute(
                text(
                    "INSERT INTO message (uuid, team_id, member_id, week_id, kind, key, method, channel,"
                    " text, blocks, priority, run_at, expires_at, state, error, attempts, looks, look_at,"
                    " awaited, created_at) VALUES (:uuid, 'T1', 1, 1, :kind, :key, :method, 'U1', 'hi', '[]',"
                    " :priority, 1, :expires, :state, :error, :attempts, :looks, 44, false, 1)"
                ),
                {
                    "uuid": uuid,
                    "kind": kind,
                    "key": key,
                    "method": method,
                    "priority": priority,
                    "expires": expires,
                    "state": state,
                    "error": error,
                    "attempts": attempts,
                    "looks": looks,
                },
            )
    migrate(database)
    with database.read() as session:
        found = {
            m.uuid: (
                m.kind,
                m.purpose,
                m.slot,
                m.state,
                m.end_reason,
                m.error,
                m.called_off,
                m.restored,
                m.expires_at,
            )
            for m in session.exec(select(Message))
        }
        queue = session.exec(select(WorkspaceQueue)).one()
        user, channel = session.exec(select(SlackUser)).one(), session.exec(select(SlackChannel)).one()
        processed = session.exec(select(ProcessedDelivery)).one()
        assert found == AFTER
        assert {m.verify_at for m in session.exec(select(Message))} == {44}
    assert (queue.team_id, queue.due_at, queue.open_at, queue.tat) == ("T1", 7, 1, 2)
    assert (queue.interval_ms, queue.paused_until, queue.method_tats) == (3, 4, {})
    assert (user.name, user.dm_channel, user.refresh_at) == ("Ana", "D1", 6)
    assert (channel.name, channel.people, channel.joined) == ("wins", 3, None)
    assert (processed.delivery_id, processed.processed_at) == ("T1:Ev1", 5)
    database.close()


def at_revision(database: Database, revision: str) -> None:
    """Bring an empty database to an earlier revision of the schema."""
    alembic = config()
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            alembic.attributes["connection"] = connection
            command.upgrade(alembic, revision)
        connection.invalidate()


def test_an_excuse_has_the_reason_that_the_data_tell(empty_url: str) -> None:
    """The coach slept through week 2; the member left in week 4 and came back a fortnight after its end."""
    database = Database(empty_url)
    at_revision(database, "0012")
    begins = ("01-11", "01-18", "01-25", "02-01", "02-22", "03-01")
    with database.engine.begin() as connection:
        connection.execute(text(BEFORE[0]))
        for number, (began, ends) in enumerate(pairwise(begins), 1):
            ends = "02-08" if number == 4 else ends
            connection.execute(
                text(
                    "INSERT INTO week (id, team_id, member_id, number, day, began_at, ends_at, assignment_id,"
                    f" reason, excused) VALUES ({number}, 'T1', 1, {number}, '2027-{began}',"
                    f" '2027-{began} 09:00:00', '2027-{ends} 09:00:00', 'a', 'b',"
                    f" {'true' if number in (2, 4) else 'false'})"
                )
            )
    migrate(database)
    with database.read() as session:
        excuses = session.exec(select(Week.excuse).order_by(col(Week.number))).all()
    assert excuses == [None, "slept_through", None, "left", None]
    database.close()


def test_a_piece_says_which_fields_of_its_newest_version_are_filled_in(empty_url: str) -> None:
    database = Database(empty_url)
    at_revision(database, "0012")
    versions = ({"learnt": "x", "role": ""}, {"learnt": "x", "when": "2027-01-11", "role": " "})
    with database.engine.begin() as connection:
        for statement in BEFORE[:2]:
            connection.execute(text(statement))
        connection.execute(
            text(
                "INSERT INTO evidence (id, team_id, member_id, week_id, kind, short, version, handed_in_at)"
                " VALUES (1, 'T1', 1, 1, 'interview', false, 2, '2027-01-12 09:00:00')"
            )
        )
        for number, fields in enumerate(versions, 1):
            connection.execute(
                text(
                    "INSERT INTO evidence_version (team_id, member_id, evidence_id, number, fields,"
                    " handed_in_at) VALUES ('T1', 1, 1, :number, :fields, '2027-01-12 09:00:00')"
                ),
                {"number": number, "fields": json.dumps(fields)},
            )
    migrate(database)
    with database.read() as session:
        assert session.exec(select(Evidence.filled)).one() == "learnt when"
    database.close()


def test_for_members_in_mid_programme_the_weeks_upgrade_changes_nothing_but_what_is_new(
    empty_url: str,
) -> None:
    database = Database(empty_url)
    at_revision(database, "0014")
    with database.engine.begin() as connection:
        connection.execute(
            text(
                BEFORE[0]
                .replace("joined_at)", "joined_at, next_due_at)")
                .replace("09:00:00')", "09:00:00', 1800000000000)")
            )
        )
        connection.execute(text(BEFORE[1].replace(" excused)", " excuse)").replace("false)", "NULL)")))
    migrate(database)
    with database.engine.begin() as connection:  # as a process of the version before goes on to write
        connection.execute(text(BEFORE[0].replace("(1, 'T1', 'U1'", "(2, 'T1', 'U2'")))
        [old, new] = member_records.load_many(connection, [1, 2])
        [due] = member_records.load_due(connection, member_records.Due.OPENING, 1_800_000_000_000, 9)
        assert member_records.load_due(connection, member_records.Due.CLOSING, 1_800_000_000_000, 9) == []
    database.close()
    assert (due.member.id, old.absences, old.weeks[0].answer) == (1, (), None)
    for records in (old, new):
        member = records.member
        assert (member.pace, member.level, member.quiet_begins, member.quiet_ends) == (
            Pace.EVERY_WEEK,
            Level.NORMAL,
            19,
            8,
        )
        assert (member.acted_at, member.closing_due_at, member.country, member.weekend) == (None,) * 4
