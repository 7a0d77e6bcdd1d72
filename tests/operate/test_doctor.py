"""`pm-coach doctor`: what is wrong, what to do, whatever else is away."""

import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from rich.console import Console
from sqlalchemy import Engine, event, text
from typer.testing import CliRunner

from bot.cli import main
from bot.operate import doctor, doctor_report, doctor_slack
from bot.operate.doctor import Report
from bot.operate.finding import DoctorFinding, State
from bot.sandbox import Sandbox
from bot.settings import Settings
from bot.slack import manifest
from bot.store import filesystem, slack_limits, zones
from bot.store.database import Database
from bot.store.schema_upgrade import config
from tests.databases import Postgres
from tests.model_server import ModelServer
from tests.world import World, local_slack

NOW = datetime(2027, 1, 11, 10, 12, tzinfo=UTC)
Set = Callable[..., None]


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Set:
    """Put settings into the environment, and no others; None takes one out."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def put(**given: str | None) -> None:
        for name, value in given.items():
            monkeypatch.setenv(name.upper(), value or "")

    return put


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with local_slack() as made:
        yield made


@pytest.fixture
def well(setting: Set, slack: Sandbox, sqlite_url: str) -> Iterator[Set]:
    """All is well, except for what a test sets otherwise."""
    wins = slack.workspace.add_channel("wins", with_bot=True)
    setting(
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        database_url=sqlite_url,
        wins_channel=wins.id,
        operators="U0ANA",
    )
    yield setting
    slack.faults.clear()


def found(check: str, report: Report | None = None) -> DoctorFinding:
    """The one finding of that name."""
    [finding] = [each for each in (report or doctor.examine(NOW)).findings if each.check == check]
    return finding


def checks(report: Report) -> list[str]:
    return [each.check for each in report.findings]


@pytest.fixture
def joined(
    any_world: World, setting: Set, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> World:
    """Ana has joined, on either database; PostgreSQL's own tools are at hand."""
    s = any_world.settings
    if not any_world.bot.database.is_sqlite:
        monkeypatch.setenv("PATH", str(request.getfixturevalue("postgres").tools), prepend=os.pathsep)
    setting(
        slack_bot_token=s.slack_bot_token.get_secret_value(),
        wins_channel=s.wins_channel,
        slack_app_token=s.slack_app_token.get_secret_value(),
        slack_api_url=s.slack_api_url,
        database_url=s.database_url,
        operators="U0ANA",
    )
    any_world.joined()
    return any_world


def test_where_all_is_well_it_says_so_and_shows_what_went_and_what_comes(joined: World) -> None:
    report = doctor.examine(joined.clock.now())
    assert [(each.check, each.said) for each in report.findings if each.todo] == []
    assert (report.state, report.exit_code) == (State.OK, 0)
    assert {"bot_token", "scopes", "app_token", "wins_channel", "clock", "schema", "queue"} < set(
        checks(report)
    )
    assert found("members", report).said == "1 enrolled, 0 of them muted."
    assert found("clock", report).said == "This machine's clock agrees with Slack's."
    shown = doctor_report.as_json(report)
    ana = joined.ana.record.id
    assert {(each["kind"], each["to"], each["late_seconds"]) for each in shown["last"]} >= {
        ("welcome", ana, 0.0),
        ("nudge", ana, 0.0),
    }
    coming = {
        "id": None,
        "workspace": "T0SANDBOX01",
        "to": ana,
        "kind": "week",
        "zone": "Europe/Lisbon",
        "due": "2027-01-18T09:00:00+00:00",
    }
    assert shown["next"] == [coming]
    assert shown["queue"] == {
        "planned": 0,
        "due": 0,
        "sending": 0,
        "unknown": 0,
        "stuck": 0,
        "dead": 0,
        "late_seconds": 0.0,
        "paused": 0,
        "members_due": 0,
    }


def test_it_asks_the_database_nothing_twice(joined: World) -> None:
    asked = list[tuple[str, str]]()

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        asked.append((statement, str(given)))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        doctor.examine(joined.clock.now())
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    twice = [statement for (statement, _), times in Counter(asked).items() if times > 1]
    assert [each for each in twice if re.search("FROM (message|lane|member)", each)] == []


def test_it_shows_ids_and_times_but_never_what_was_said_or_who_somebody_is(joined: World) -> None:
    joined.hands_in(joined.ana, "She calls the bank before she retries.")
    report = doctor.examine(joined.clock.now())
    console = Console(file=StringIO(), width=200)
    doctor_report.render(report, console)
    shown = json.dumps(doctor_report.as_json(report)) + console.file.getvalue()  # type: ignore[attr-defined]
    assert joined.ana.record.id in shown
    assert "Mon 09:00 Europe/Lisbon" in shown
    for private in (
        "calls the bank",
        "Ana Sousa",
        *(row.text.splitlines()[0] for row in joined.outbox() if row.text),
    ):
        assert private not in shown


def test_the_shape_for_scripts_stays(well: Set) -> None:
    shown = CliRunner().invoke(main.app, ["doctor", "--json"])
    assert shown.exit_code == 0, shown.output
    data = json.loads(shown.stdout)
    assert list(data) == ["state", "findings", "queue", "dead", "paused", "last", "next"]
    assert list(data["findings"][0]) == ["check", "state", "said", "todo"]


def test_for_people_it_is_a_table_in_colours_on_a_terminal_only(well: Set) -> None:
    well(operators=None)
    report = doctor.examine(NOW)
    plain, coloured = StringIO(), StringIO()
    doctor_report.render(report, Console(file=plain, width=100))
    doctor_report.render(
        report, Console(file=coloured, width=100, force_terminal=True, color_system="standard")
    )
    assert re.search(r"warning +settings +Complete, but OPERATORS is empty", plain.getvalue())
    assert plain.getvalue().splitlines()[-1].strip() == "0 wrong, 1 to watch."
    assert ("\x1b[33mwarning" in coloured.getvalue(), "\x1b" in plain.getvalue()) == (True, False)


def test_something_wrong_ends_with_one_and_warnings_dont(well: Set) -> None:
    run = CliRunner().invoke
    well(operators=None)
    assert run(main.app, ["doctor"]).exit_code == 0
    well(slack_bot_token="xoxb-wrong")
    assert run(main.app, ["doctor"]).exit_code == 1


def test_missing_settings_are_named_and_the_rest_is_looked_at(well: Set) -> None:
    well(slack_bot_token=None, slack_app_token=None)
    report = doctor.examine(NOW)
    assert [(each.said, each.todo[:15]) for each in report.findings if each.check == "settings"] == [
        ("SLACK_BOT_TOKEN is missing.", "Slack app page "),
        ("SLACK_APP_TOKEN is missing.", "Slack app page "),
    ]
    assert "bot_token" not in checks(report)
    assert found("schema", report).state is State.OK


def test_settings_that_cant_be_read_are_all_that_is_said(well: Set) -> None:
    well(log_format="xml")
    report = doctor.examine(NOW)
    assert report.findings == [
        DoctorFinding("settings", State.WRONG, "LOG_FORMAT must be console or json.", doctor.EXPLAINED)
    ]


def test_a_playbook_with_faults_is_wrong(well: Set, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text("id = 7")
    well(playbook="ours.toml")
    finding = found("playbook")
    assert (finding.state, finding.todo) == (State.WRONG, "pm-coach playbook check FILE lists each.")
    assert re.fullmatch(r"ours\.toml has \d+ faults\.", finding.said)


@pytest.mark.parametrize("fault", ["refused", "silent", "hanging up"])
def test_with_slack_away_the_database_is_looked_at(
    fault: str, well: Set, slack: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_slack, "TIMEOUT", 0.3)
    if fault == "refused":
        well(slack_api_url="http://127.0.0.1:9/")
    elif fault == "silent":
        slack.faults.hang("auth.test")
    else:
        slack.faults.drop("auth.test")
    report = doctor.examine(NOW)
    finding = found("bot_token", report)
    assert (finding.state, finding.todo) == (State.WRONG, "Check the network, a proxy, or SLACK_API_URL.")
    assert finding.said.startswith("Slack can't be reached at http://127.0.0.1:")
    assert {"scopes", "app_token", "clock"}.isdisjoint(checks(report))
    assert report.depth is not None


def test_refused_tokens_are_told_apart(well: Set, slack: Sandbox) -> None:
    slack.faults.refuse("auth.test", "account_inactive")
    assert found("bot_token").said == "Slack refuses SLACK_BOT_TOKEN (account_inactive)."
    slack.faults.refuse("apps.connections.open", "invalid_auth")
    report = doctor.examine(NOW)
    assert found("bot_token", report).state is State.OK
    assert found("app_token", report).said == "Slack refuses SLACK_APP_TOKEN (invalid_auth)."
    assert "scope connections:write" in found("app_token", report).todo


def test_scopes_that_the_token_lacks_are_named(well: Set) -> None:
    ours = deepcopy(manifest.load())
    ours["oauth_config"]["scopes"]["bot"].remove("im:history")
    other = Sandbox(ours)
    other.start()
    well(slack_bot_token=other.bot_token, slack_api_url=other.api_url)
    finding = found("scopes")
    other.stop()
    assert (finding.state, finding.said) == (State.WRONG, "The token lacks im:history.")


def test_the_wins_channel_must_be_seen_and_joined(well: Set, slack: Sandbox) -> None:
    well(wins_channel="C0NOWHERE")
    assert found("wins_channel").said == "Slack doesn't show C0NOWHERE (channel_not_found)."
    elsewhere = slack.workspace.add_channel("elsewhere")
    well(wins_channel=elsewhere.id)
    finding = found("wins_channel")
    assert finding.said == f"The coach isn't in {elsewhere.id}, so wins are refused there."
    assert finding.todo == doctor_slack.INVITE
    well(wins_channel=None)
    assert found("wins_channel").state is State.OK


@pytest.mark.parametrize(
    ("ahead", "state", "said"),
    [
        (None, State.OK, "It couldn't be compared with theirs."),
        (9.9, State.OK, "It agrees with theirs."),
        (-9.9, State.OK, "It agrees with theirs."),
        (12.0, State.WARNING, "It is 12 s ahead of theirs."),
        (-59.9, State.WARNING, "It is 60 s behind theirs."),
        (60.0, State.WRONG, "It is 60 s ahead of theirs."),
        (-3600.0, State.WRONG, "It is 3600 s behind theirs."),
    ],
)
def test_a_clock_may_be_off_by_some_seconds(ahead: float | None, state: State, said: str) -> None:
    finding = doctor_slack.clock("clock", "It", "theirs", ahead, "Set it.")
    assert (finding.state, finding.said, finding.todo) == (
        state,
        said,
        "" if state is State.OK else "Set it.",
    )


def test_the_clock_is_read_in_the_date_of_slacks_answer() -> None:
    at = datetime(2027, 1, 11, 10, 12, tzinfo=UTC).timestamp()
    date = "Mon, 11 Jan 2027 10:12:00 GMT"
    assert doctor_slack.drift(date, at, at + 1) == 0.0
    assert doctor_slack.drift(date, at + 30, at + 31) == 30.0
    assert doctor_slack.drift("", at, at) is None


def test_a_database_that_isnt_made_yet_isnt_made_by_looking(well: Set, tmp_path: Path) -> None:
    well(database_url=f"sqlite:///{tmp_path / 'new.db'}")
    report = doctor.examine(NOW)
    assert found("database", report).state is State.WARNING
    assert (report.depth, report.exit_code) == (None, 0)
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/coach.db", "postgresql+psycopg://me:hunter2@127.0.0.1:1/coach?connect_timeout=2"],
)
def test_with_the_database_away_slack_is_asked(url: str, well: Set) -> None:
    well(database_url=url)
    report = doctor.examine(NOW)
    finding = found("database", report)
    assert finding.state is State.WRONG
    assert finding.todo.startswith("Check DATABASE_URL")
    assert "hunter2" not in finding.said
    assert found("app_token", report).state is State.OK
    assert report.depth is None


def test_a_damaged_file_is_found_and_a_backup_named_as_the_remedy(well: Set, tmp_path: Path) -> None:
    file = tmp_path / "coach.db"
    with closing(sqlite3.connect(file)) as database:
        find = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_message_destination'"
        [root] = database.execute(find).fetchone()
        [size] = database.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as pages:
        pages.seek((root - 1) * size)
        pages.write(b"\xff" * size)
    finding = found("integrity")
    assert (finding.state, "backup" in finding.todo) == (State.WRONG, True)
    file.write_bytes(b"no database at all" * 100)
    assert "file is not a database" in found("database").said


@pytest.mark.parametrize(
    ("mounts", "kind", "state"),
    [
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x {folder} nfs4 rw 0 0\n", "nfs4", State.WRONG),
        ("/dev/sda1 / ext4 rw 0 0\nx {folder} fakeowner rw 0 0\n", "fakeowner", State.WRONG),
        ("/dev/sda1 / ext4 rw 0 0\nx {folder} fuse.far rw 0 0\n", "fuse.far", State.WRONG),
        ("/dev/sda1 / ext4 rw 0 0\nx {folder} fuse.bindfs rw 0 0\n", "fuse.bindfs", State.OK),
        ("/dev/sda1 / ext4 rw 0 0\ntmpfs /run tmpfs rw 0 0\n", "ext4", State.OK),
        ("", None, State.OK),
    ],
)
def test_a_file_on_a_network_is_wrong(
    mounts: str, kind: str | None, state: State, well: Set, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    table.write_text(mounts.format(folder=tmp_path))
    monkeypatch.setattr(filesystem, "MOUNTS", table)
    assert filesystem.file_system(tmp_path / "coach.db", table) == kind
    assert found("file_system").state is state
    table.unlink()
    assert filesystem.file_system(tmp_path / "coach.db", table) is None


def test_an_env_file_that_others_can_open_is_a_warning(well: Set, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("", encoding="utf-8")
    (tmp_path / ".env").chmod(0o640)
    assert (found("env_file").state, found("env_file").todo) == (State.WARNING, "Run chmod 600 .env.")
    (tmp_path / ".env").chmod(0o600)
    assert found("env_file").state is State.OK


def test_an_old_pg_dump_is_found_by_day(
    joined: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if joined.bot.database.is_sqlite:
        return
    tool = tmp_path / "pg_dump"
    for said, state in (("9.6.24", State.WARNING), ("99.1 (Debian 99.1-1)", State.OK)):
        tool.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {said}'\n", encoding="utf-8")
        tool.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        assert found("pg_dump").state is state
    monkeypatch.setenv("PATH", "/nowhere")
    assert found("pg_dump").said.startswith("pg_dump isn't installed")


def test_a_mount_point_with_a_space_in_its_name_is_found(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\n//nas/x {tmp_path}/our\\040share cifs rw 0 0\n")
    assert filesystem.file_system(tmp_path / "our share" / "coach.db", table) == "cifs"


def at_revision(url: str, revision: str) -> None:
    """A new database with the schema of that revision."""
    database = Database(url)
    alembic = config()
    with database.engine.connect() as connection, connection.begin():
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, revision)
    database.close()


def test_an_older_schema_is_a_warning_and_a_newer_one_wrong(
    well: Set, tmp_path: Path, postgres: Postgres
) -> None:
    name = postgres.create()
    for url in (f"sqlite:///{tmp_path / 'old.db'}", postgres.url(name)):
        at_revision(url, "0003")
        well(database_url=url)
        assert found("schema").state is State.WARNING
        database = Database(url)
        with database.write() as session:
            session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
        database.close()
        report = doctor.examine(NOW)
        assert (found("schema", report).state, report.depth) == (State.WRONG, None)
    postgres.drop(name)


def test_a_newer_schema_that_serves_us_is_a_warning_and_the_queue_is_looked_at(joined: World) -> None:
    with joined.bot.database.write() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    report = doctor.examine(NOW)
    assert found("schema", report).todo == "Upgrade it soon."
    assert report.depth is not None


def test_an_empty_database_is_a_warning(well: Set, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    (tmp_path / "empty.db").touch()
    well(database_url=f"sqlite:///{tmp_path / 'empty.db'}")
    finding = found("schema")
    assert (finding.state, finding.said) == (State.WARNING, "The database has no tables yet.")


def test_a_short_ration_of_histories_and_another_machines_newer_zone_rules_are_named(joined: World) -> None:
    with joined.bot.database.write() as session:
        slack_limits.note_ration(session, joined.bot.team, "conversations.history")
        zones.note_rules(session, "2999a")
    report = doctor.examine(joined.clock.now())
    ration = found("history_ration", report)
    assert "15 messages of a history a minute" in ration.said
    assert "manifest.yml" in ration.todo
    ours, newer = [each for each in report.findings if each.check == "zone_rules"]
    assert (ours.state, newer.state) == (State.OK, State.WARNING)
    assert "2999a" in newer.said


def test_the_clock_of_a_database_server_is_compared(joined: World) -> None:
    report = doctor.examine(NOW)
    if joined.bot.database.is_sqlite:
        assert not {"database_clock", "connections"} & set(checks(report))
    else:
        assert re.search(
            r"\d\d connections for us: \d+ processes of 7 fit; 1 run", found("connections", report).said
        )
        assert found("database_clock", report).said == "The database's clock agrees with this machine's."


def test_a_model_that_isnt_set_up_is_no_fault(well: Set) -> None:
    assert found("model") == DoctorFinding("model", State.OK, "No model is set up: rules alone answer.")


def test_a_model_is_asked_for_its_name_and_sent_no_text(well: Set) -> None:
    with ModelServer().serving() as server:
        well(model_url=server.url, model_name="tiny-1", model_key="sk-not-to-be-seen")
        assert found("model").state is State.OK
        server.models = ["other-2"]
        finding = found("model")
        assert (finding.state, finding.todo[:20]) == (State.WRONG, "Write one of other-2")
        assert [each["path"] for each in server.asked] == ["/v1/models"] * 2
        assert {each["headers"]["Authorization"] for each in server.asked} == {"Bearer sk-not-to-be-seen"}
    finding = found("model")
    assert (finding.state, "away" in finding.said) == (State.WRONG, True)
    assert "sk-not-to-be-seen" not in str(finding)
