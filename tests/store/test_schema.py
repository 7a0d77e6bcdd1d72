"""The schema: made from nothing, the same on both databases, and what it refuses."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from pwd import getpwnam
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from bot.domain.messages import Kind, Purpose
from bot.screen import Screen
from bot.store import database as database_module
from bot.store import directory, outbox
from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.migrate import REVISIONS, create, migrate
from bot.store.schema_upgrade import config
from bot.store.tables import Evidence, EvidenceVersion, Installation, Member, Message, SlackUser, Week, Win
from tests.databases import Postgres
from tests.slowness import LONG, until

MONDAY = datetime(2027, 1, 11, 9, tzinfo=UTC)
AS_SHIPPED = database_module.SYNCHRONOUS
"""Other tests wait for no disk."""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    migrate(made)
    yield made
    made.close()


def a_member(session: Session, user_id: str = "U0ANA") -> Member:
    member = Member(
        team_id="T1",
        user_id=user_id,
        zone="Europe/Lisbon",
        weekday=0,
        hour=9,
        start=date(2027, 1, 11),
        joined_at=MONDAY,
    )
    session.add(member)
    session.flush()
    return member


def a_week(session: Session, member: Member, number: int = 1) -> Week:
    week = Week(
        team_id="T1",
        member_id=member.id,
        number=number,
        day=date(2027, 1, 11),
        began_at=MONDAY,
        ends_at=datetime(2027, 1, 18, 9, tzinfo=UTC),
        assignment_id="a",
        reason="It is your first week.",
    )
    session.add(week)
    session.flush()
    return week


def a_message(session: Session, key: str, member: Member | None = None) -> Message:
    message = outbox.post(
        session,
        team_id="T1",
        channel="U0ANA",
        kind=Kind.NUDGE,
        purpose=Purpose.ASKED,
        key=key,
        screen=Screen("hi", []),
        run_at=MONDAY,
        member_id=member.id if member else None,
    )
    session.flush()
    return message


def test_from_nothing_the_migrations_make_what_the_models_say(empty_url: str) -> None:
    database = Database(empty_url)
    with database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    migrate(database)
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
        tables = set(inspect(connection).get_table_names())
    database.close()
    assert differences == []
    assert tables == {*SQLModel.metadata.tables, "alembic_version"}


def test_a_schema_made_without_its_history_has_the_row_that_the_migrations_make(tmp_path: Path) -> None:
    rows = []
    for make in (create, migrate):
        database = Database(f"sqlite:///{tmp_path / make.__name__}.db")
        make(database)
        with database.read() as session:
            rows.append(session.exec(select(Installation)).one().model_dump(exclude={"namespace"}))
        database.close()
    assert rows[0] == rows[1]


def test_every_constraint_has_the_name_that_a_later_migration_will_call_it_by(database: Database) -> None:
    with database.engine.connect() as connection:
        seen = inspect(connection)
        for name, table in SQLModel.metadata.tables.items():
            foreign = {key["name"] for key in seen.get_foreign_keys(name)}
            assert foreign == {key.name for key in table.foreign_key_constraints}
            assert seen.get_pk_constraint(name)["name"] == f"pk_{name}"


def test_the_files_names_say_which_revisions_there_are_and_in_what_order() -> None:
    newest_first = [each.revision for each in ScriptDirectory.from_config(config()).walk_revisions()]
    assert tuple(reversed(newest_first)) == REVISIONS


def test_migrating_again_changes_nothing(database: Database) -> None:
    with database.write() as session:
        a_member(session)
    migrate(database)
    with database.read() as session:
        assert session.exec(select(Member.user_id)).all() == ["U0ANA"]


def test_two_processes_that_start_at_once_make_the_schema_once(empty_url: str) -> None:
    script = (
        "import sys; from bot.store.database import Database; from bot.store.migrate import migrate;"
        "sys.stdin.read(1); migrate(Database(sys.argv[1])); print('ready')"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, empty_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in started:
        assert process.stdin
        process.stdin.write("x")
        process.stdin.flush()
    for process in started:
        said, complaint = process.communicate(timeout=LONG)
        assert (process.returncode, said.splitlines()[-1:]) == (0, ["ready"]), complaint


def test_a_row_needs_its_member(database: Database) -> None:
    nobody = Member(
        id=4711,
        team_id="T1",
        user_id="U0",
        zone="UTC",
        weekday=0,
        hour=9,
        start=date(2027, 1, 11),
        joined_at=MONDAY,
    )
    with pytest.raises(IntegrityError), database.write() as session:
        a_week(session, nobody)


def test_with_the_member_goes_everything_that_is_theirs(database: Database) -> None:
    with database.write() as session:
        ana, li = a_member(session), a_member(session, "U0LI")
        week = a_week(session, ana)
        piece = Evidence(team_id="T1", member_id=ana.id, week_id=week.id, kind="story", handed_in_at=MONDAY)
        session.add(piece)
        session.flush()
        session.add(
            EvidenceVersion(
                team_id="T1", member_id=ana.id, evidence_id=piece.id, number=1, fields={}, handed_in_at=MONDAY
            )
        )
        session.add(
            Win(
                team_id="T1",
                member_id=ana.id,
                milestone_id="first",
                state="offered",
                text="",
                template="",
                reached_at=MONDAY,
            )
        )
        a_message(session, "ana", ana)
        a_message(session, "li", li)
        a_week(session, li)
    with database.write() as session:
        session.delete(session.get(Member, ana.id))
    with database.read() as session:
        left = {
            model.__name__: len(session.exec(select(model)).all())
            for model in (Member, Week, Evidence, EvidenceVersion, Win, Message)
        }
    assert left == {"Member": 1, "Week": 1, "Evidence": 0, "EvidenceVersion": 0, "Win": 0, "Message": 1}


@pytest.mark.parametrize("what", ["member", "week", "message"])
def test_what_exists_once_is_refused_a_second_time(database: Database, what: str) -> None:
    def add(session: Session) -> None:
        if what == "message":
            a_message(session, "T1:nudge:U0ANA:2027-01-11")
            return
        member = session.exec(select(Member)).one_or_none() if what == "week" else None
        a_week(session, member or a_member(session))

    with database.write() as session:
        add(session)
    with pytest.raises(IntegrityError), database.write() as session:
        add(session)


def test_a_message_is_in_one_of_four_states(database: Database) -> None:
    with database.write() as session:
        message = a_message(session, "key")
    with pytest.raises(IntegrityError, match="ck_message_state"), database.write() as session:
        session.get_one(Message, message.id).state = "lost"


def test_an_hour_with_an_offset_comes_back_as_the_same_instant(database: Database) -> None:
    at = datetime.fromisoformat("2027-01-11T09:00:00-04:00")
    with database.write() as session:
        a_member(session).joined_at = at
    with database.read() as session:
        joined = session.exec(select(Member.joined_at)).one()
    assert joined == at
    assert joined.tzinfo is not None


def test_a_block_that_fails_leaves_nothing_behind(database: Database) -> None:
    def work() -> None:
        with database.write() as session:
            a_member(session)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        work()
    with database.read() as session:
        assert session.exec(select(Member)).all() == []


def test_two_that_meet_a_person_at_the_same_moment_share_one_row(postgres: Postgres) -> None:
    with postgres.fresh() as url:
        one, two = Database(url), Database(url)

        def name_them() -> None:
            with two.write() as session:
                directory.note_person(session, "T1", "U1").name = "Ana"

        with one.write() as session:
            directory.note_person(session, "T1", "U1").zone = "Europe/Lisbon"
            session.flush()
            other = Thread(target=name_them)
            other.start()
            until(lambda: blocked(two))
        other.join(LONG)
        with one.read() as session:
            [person] = session.exec(select(SlackUser)).all()
        assert (person.name, person.zone) == ("Ana", "Europe/Lisbon")
        for database in (one, two):
            database.close()


def blocked(database: Database) -> bool:
    with database.engine.connect() as connection:
        return bool(connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar())


def test_sqlite_keeps_commits_through_a_power_cut_and_holds_foreign_keys(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "SYNCHRONOUS", AS_SHIPPED)
    database = Database(sqlite_url)
    with database.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_new_file_can_be_read_by_its_owner_only(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate(database)
    file = Path(str(database.url.database))
    modes = {oct(each.stat().st_mode & 0o777) for each in file.parent.glob("coach.db*")}
    database.close()
    assert modes == {"0o600"}


def test_sqlites_log_is_emptied_into_the_file(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate(database)
    with database.write() as session:
        a_member(session)
    log = Path(f"{database.url.database}-wal")
    assert log.stat().st_size > 0
    database.checkpoint()
    assert log.stat().st_size == 0
    with database.read() as session:
        assert session.exec(select(Member.user_id)).all() == ["U0ANA"]
    database.close()


def test_a_reader_puts_the_emptying_off(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate(database)
    with database.read() as session:
        session.exec(select(Member)).all()
        with database.write() as other:
            a_member(other)
        database.checkpoint()
        assert session.exec(select(Member)).all() == []
    assert Path(f"{database.url.database}-wal").stat().st_size > 0
    database.close()


def test_reading_on_sqlite_can_not_write(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate(database)
    with pytest.raises(Exception, match="readonly"), database.read() as session:
        a_member(session)
    database.close()


@pytest.mark.parametrize(
    ("prepare", "says", "todo"),
    [
        (lambda file: None, "there is no folder ", "and that this user may write there."),
        (lambda file: file.mkdir(parents=True), "is a folder", "and that this user may write there."),
        (
            lambda file: (file.parent.mkdir(), file.write_text("not a database" * 100)),
            "not a database",
            "pm-coach restore FILE (docs/operating.md); if not, check DATABASE_URL.",
        ),
    ],
)
def test_a_place_that_cant_hold_a_database_is_said_in_one_line(  # type: ignore[no-untyped-def]
    tmp_path: Path, prepare, says, todo
) -> None:
    file = tmp_path / "data" / "coach.db"
    prepare(file)
    database = Database(f"sqlite:///{file}")
    with pytest.raises(DatabaseError) as caught:
        migrate(database)
    database.close()
    words = str(caught.value)
    assert words.startswith(f"The database sqlite:///{file} can't be used: ")
    assert says in words
    assert words.endswith(todo)
    assert "\n" not in words


@contextmanager
def somebody_who_may_not_write() -> Iterator[None]:
    """Root may write anywhere, so be nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("what", "says"),
    [("file", "attempt to write a readonly database"), ("folder", "unable to open database file")],
)
def test_a_database_that_may_only_be_read_is_said_in_one_line(what: str, says: str) -> None:
    with TemporaryDirectory(dir="/tmp") as place:
        file = Path(place, "coach.db")
        if what == "file":
            file.touch(mode=0o444)
        Path(place).chmod(0o777 if what == "file" else 0o555)
        database = Database(f"sqlite:///{file}")
        with somebody_who_may_not_write(), pytest.raises(DatabaseError) as caught:
            migrate(database)
        database.close()
        Path(place).chmod(0o777)
    assert str(caught.value).startswith(f"The database sqlite:///{file} can't be used: {says}. Check ")


def test_an_unreachable_server_is_said_without_its_password() -> None:
    database = Database("postgresql+psycopg://ana:hush@127.0.0.1:1/coach?password=hushhush")
    with pytest.raises(DatabaseError) as caught:
        migrate(database)
    assert "refused" in str(caught.value)
    assert "hush" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_database_that_holds_tables_of_something_else_is_refused(empty_url: str) -> None:
    database = Database(empty_url)
    with database.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE member (id INTEGER)")
    with pytest.raises(DatabaseError, match="already exists"):
        migrate(database)
    with database.engine.connect() as connection:
        assert "week" not in inspect(connection).get_table_names()
    database.close()


def test_a_new_migration_is_drafted_as_a_person_would_write_it(tmp_path: Path) -> None:
    database, drafting = Database(f"sqlite:///{tmp_path / 'empty.db'}"), config()
    drafting.set_main_option("path_separator", "os")
    drafting.set_main_option("version_locations", str(tmp_path))
    with database.engine.begin() as connection:
        drafting.attributes["connection"] = connection
        command.revision(drafting, "everything", autogenerate=True)
    database.close()
    [draft] = tmp_path.glob("*_everything.py")
    text = draft.read_text(encoding="utf-8")
    assert 'sa.Column("zone", sa.String(), nullable=False)' in text.replace("'", '"')
    assert 'sa.Column("joined_at", UTCDateTime(), nullable=False)' in text.replace("'", '"')
    assert text.count("postgresql_where=") == text.count("sqlite_where=") > 0


def test_a_program_under_a_path_with_a_percent_sign_finds_its_migrations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.store.schema_upgrade.__file__", "/opt/100%/bot/store/schema_upgrade.py")
    assert config().get_main_option("script_location") == "/opt/100%/bot/store/migrations"
