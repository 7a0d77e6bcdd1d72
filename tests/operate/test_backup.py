"""A backup taken while others write, and put back, on SQLite and on PostgreSQL."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import make_url
from sqlmodel import col, select
from typer.testing import CliRunner, Result

from bot.cli import main
from bot.operate import dump
from bot.operate.restore import as_of
from bot.settings import Settings
from bot.store import directory
from bot.store.database import Database
from bot.store.tables import SlackUser
from tests.databases import Postgres
from tests.slowness import LONG

REMEDY = "put the newest backup back: pm-coach restore FILE (docs/operating.md); if not, check DATABASE_URL."
Run = Callable[..., Result]


@pytest.fixture
def pm_coach(database_url: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on this database; on PostgreSQL with the server's own tools."""
    if database_url.startswith("postgresql"):
        tools = request.getfixturevalue("postgres").tools
        monkeypatch.setenv("PATH", str(tools), prepend=os.pathsep)

    def run(*words: object, url: str = database_url) -> Result:
        return CliRunner().invoke(main.app, [str(word) for word in words], env={"DATABASE_URL": url})

    return run


@pytest.fixture
def empty(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of another database of the same kind, in which nothing is."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'other.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


def meet(url: str, *people: str) -> None:
    with closing(Database(url)) as database, database.write() as session:
        for person in people:
            directory.note_person(session, "T1", person)


def known(url: str) -> list[str]:
    with closing(Database(url)) as database, database.read() as session:
        return list(session.exec(select(SlackUser.user_id).order_by(col(SlackUser.user_id))))


def test_what_was_backed_up_comes_back(pm_coach: Run, database_url: str, empty: str, tmp_path: Path) -> None:
    meet(database_url, "U1", "U2")
    written = pm_coach("backup", tmp_path / "copy")
    meet(database_url, "U3")
    assert (written.exit_code, written.stdout.startswith(f"Written to {tmp_path / 'copy'}, ")) == (0, True)
    restored = pm_coach("restore", tmp_path / "copy", url=empty)
    assert restored.exit_code == 0, restored.stderr
    assert restored.stdout.splitlines()[0] == f"{tmp_path / 'copy'} is in place."
    assert "Start the coach: it looks up in Slack what was sent since." in restored.stdout
    assert (known(empty), known(database_url)) == (["U1", "U2"], ["U1", "U2", "U3"])


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT ROOT: only root restores what is another user's")
def test_what_root_restores_belongs_to_whom_it_did(pm_coach: Run, tmp_path: Path, sqlite_url: str) -> None:
    place = Path(make_url(sqlite_url).database or "")
    meet(sqlite_url, "U1")
    assert pm_coach("backup", tmp_path / "copy", url=sqlite_url).exit_code == 0
    os.chown(place, 12345, 12345)
    said = pm_coach("restore", tmp_path / "copy", url=sqlite_url)
    assert (place.stat().st_uid, place.stat().st_gid, place.stat().st_mode & 0o777) == (12345, 12345, 0o600)
    assert "It can be opened by the user with the number 12345 alone" in said.stdout


def test_only_its_owner_may_read_a_backup_and_nothing_else_is_left(pm_coach: Run, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    assert pm_coach("backup", folder / "copy").exit_code == 0
    assert [(file.name, oct(file.stat().st_mode & 0o777)) for file in folder.iterdir()] == [("copy", "0o600")]


def test_a_backup_never_takes_the_place_of_a_file(pm_coach: Run, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("last night's")
    refused = pm_coach("backup", tmp_path / "copy")
    assert (refused.exit_code, refused.stderr) == (
        1,
        f"{tmp_path / 'copy'} exists already. Name a new file.\n",
    )
    assert (tmp_path / "copy").read_text() == "last night's"


def test_two_backups_to_one_file_dont_mix(pm_coach: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.partial").touch()
    refused = pm_coach("backup", tmp_path / "copy")
    assert refused.exit_code == 1
    assert (
        "copy.partial exists: somebody else is at it, or was interrupted; then remove it." in refused.stderr
    )
    assert not (tmp_path / "copy").exists()


@contextmanager
def somebody_writing(url: str) -> Iterator[None]:
    """Commits, one after the other, in another thread."""
    enough, several = Event(), Event()

    def write() -> None:
        with closing(Database(url)) as database:
            number = 0
            while not enough.is_set():
                with database.write() as session:
                    directory.note_person(session, "T1", f"U{number}A")
                    directory.note_person(session, "T1", f"U{number}B")
                number += 1
                if number > 20:
                    several.set()

    thread = Thread(target=write)
    thread.start()
    several.wait(LONG)
    yield
    enough.set()
    thread.join(LONG)


def test_a_backup_beside_writers_holds_whole_transactions(
    pm_coach: Run, database_url: str, empty: str, tmp_path: Path
) -> None:
    with somebody_writing(database_url):
        assert pm_coach("backup", tmp_path / "copy").exit_code == 0
    assert pm_coach("restore", tmp_path / "copy", url=empty).exit_code == 0
    people = known(empty)
    assert len(people) >= 40
    assert {name[:-1] for name in people if name.endswith("A")} == {
        name[:-1] for name in people if name.endswith("B")
    }


def test_only_a_copy_is_taken_for_a_restored_database(
    pm_coach: Run, database_url: str, empty: str, tmp_path: Path
) -> None:
    before = datetime.now(UTC)
    for name in ("one", "two"):
        assert pm_coach("backup", tmp_path / name).exit_code == 0
    assert as_of(Settings(database_url=database_url), None) is None
    assert pm_coach("restore", tmp_path / "two", url=empty).exit_code == 0
    taken = as_of(Settings(database_url=empty), None)
    assert taken
    moment = timedelta(seconds=1)  # it is kept without its fraction
    assert before - moment <= taken <= datetime.now(UTC) + moment


def test_a_database_that_went_back_by_other_means_can_be_told_so(pm_coach: Run, database_url: str) -> None:
    said = pm_coach("restore", "--since", "2026-12-07T04:00:00+01:00")
    assert "It is as of 2026-12-07 03:00 UTC. Start the coach" in said.stdout
    taken = as_of(Settings(database_url=database_url), None)
    assert taken == datetime(2026, 12, 7, 3, tzinfo=UTC)


def test_a_place_that_is_taken_keeps_what_it_has(pm_coach: Run, database_url: str, tmp_path: Path) -> None:
    pm_coach("backup", tmp_path / "copy")
    meet(database_url, "U1")
    said = pm_coach("restore", tmp_path / "copy")
    if database_url.startswith("postgresql"):
        assert (said.exit_code, known(database_url)) == (1, ["U1"])
        assert "isn't empty. Make a new one (createdb), name it in DATABASE_URL" in said.stderr
        return
    [aside] = tmp_path.glob("coach.db.before-*Z")
    assert f"What was there is now {aside}." in said.stdout
    assert (known(database_url), known(f"sqlite:///{aside}")) == ([], ["U1"])


@pytest.mark.parametrize("text", ["", "no backup at all" * 1000])
def test_a_file_that_is_no_backup_changes_nothing(
    pm_coach: Run, database_url: str, empty: str, tmp_path: Path, text: str
) -> None:
    (tmp_path / "copy").write_text(text)
    meet(database_url, "U1")
    said = pm_coach("restore", tmp_path / "copy", url=empty)
    assert said.exit_code == 1
    assert said.stderr.startswith(
        f"{tmp_path / 'copy'} can't be used: "
        if empty.startswith("sqlite")
        else "pg_restore failed, exit code 1: "
    )
    assert not (tmp_path / "other.db").exists()


def test_restore_wants_a_file_or_an_instant(pm_coach: Run) -> None:
    assert pm_coach("restore").exit_code == 2
    assert pm_coach("restore", "nowhere.db").stderr == "There is no file nowhere.db.\n"
    assert pm_coach("restore", "--since", "yesterday").exit_code == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_plain_copy_of_a_file_is_put_back_and_the_instant_asked_for(
    pm_coach: Run, sqlite_url: str, empty: str, tmp_path: Path
) -> None:
    said = pm_coach("restore", make_url(sqlite_url).database, url=empty)
    assert said.exit_code == 1
    assert "Nothing in it says when it was taken" in said.stderr
    assert "pm-coach restore --since" in said.stderr


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_is_backed_up_that_isnt_there(pm_coach: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.db"
    said = pm_coach("backup", tmp_path / "copy", url=f"sqlite:///{nowhere}")
    assert (said.exit_code, nowhere.exists()) == (1, False)
    assert "can't be used: it isn't there." in said.stderr


HOLD = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM member').fetchall();"
HOLD += "print('held', flush=True); sys.stdin.read()"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_the_coach_has_open_isnt_replaced(pm_coach: Run, sqlite_url: str, tmp_path: Path) -> None:
    pm_coach("backup", tmp_path / "copy")
    file = str(make_url(sqlite_url).database)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as coach:
        assert coach.stdout
        coach.stdout.readline()
        said = pm_coach("restore", tmp_path / "copy")
        coach.kill()
    assert (said.exit_code, said.stderr) == (1, f"{file} is in use. Stop the coach first.\n")
    assert not list(tmp_path.glob("*.before-*"))


def damage(file: Path) -> None:
    """Overwrite pages in the middle, where rows are."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE filler (words TEXT)")
        connection.executemany("INSERT INTO filler VALUES (?)", [("words " * 100,)] * 2000)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    with file.open("r+b") as raw:
        raw.seek(file.stat().st_size - 400_000)
        raw.write(b"\xff" * 200_000)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_damaged_file_is_refused_with_the_remedy_and_can_be_replaced(
    pm_coach: Run, sqlite_url: str, tmp_path: Path
) -> None:
    assert pm_coach("backup", tmp_path / "copy").exit_code == 0
    damage(Path(str(make_url(sqlite_url).database)))
    for words in (["backup", tmp_path / "another"], ["member", "export", "U1"]):
        said = pm_coach(*words)
        assert (said.exit_code, said.stderr.count("\n")) == (1, 1)
        assert said.stderr.startswith(f"The database {sqlite_url} can't be used: ")
        assert said.stderr.strip().endswith(REMEDY)
    assert not (tmp_path / "another").exists()
    assert pm_coach("restore", tmp_path / "copy").exit_code == 0
    assert pm_coach("member", "export", "U1").stderr == "Nothing of U1 is kept here.\n"


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_without_postgresqls_tools_it_says_what_to_install(
    pm_coach: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = pm_coach("backup", tmp_path / "copy")
    assert (said.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert said.stderr.startswith("pg_dump isn't installed here. Install PostgreSQL's client programs")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://ana:hush@db/coach",
        "postgresql+psycopg://ana@db/coach?password=hush&sslmode=require",
    ],
)
def test_a_password_is_handed_over_in_the_environment_only(address: str) -> None:
    shown, secret = dump._without_password(make_url(address))
    assert shown.startswith("postgresql://ana@db/coach")
    assert ("hush" in shown, "sslmode" in shown, secret) == (
        False,
        "sslmode" in address,
        {"PGPASSWORD": "hush"},
    )
