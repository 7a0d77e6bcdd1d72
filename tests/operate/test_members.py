"""Everything kept of a person can be handed out, and erased so that nothing of them is left."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import psycopg
import pytest
from sqlalchemy import inspect
from sqlmodel import SQLModel, select
from typer.testing import CliRunner

from bot.cli import main
from bot.coach import absence, leave
from bot.coach.coach import Caller
from bot.domain.background import Work
from bot.operate import alarms, members
from bot.sandbox.person import Person
from bot.settings import Settings
from bot.store.database import Database
from bot.store.tables import BackgroundTask, File, Member
from bot.store.tables import SlackUser as PersonRow
from bot.views import ids
from tests.world import MONDAY, World
from tests.world import world as open_world

GONE = "Zwiebelkuchen for the interviewers."
SECRET = "She calls the bank before she retries."


@dataclass
class Past:
    """What two people did, after the fact; `ana` and `li` match whatever tells that a row is theirs."""

    settings: Settings
    ana_id: str
    li_id: str
    ana: str
    li: str

    def everything(self) -> str:
        """All that the database holds, as text."""
        database = Database(self.settings.database_url)
        with database.read() as session:
            connection = session.connection()
            held = "\n".join(
                f"{name}: {tuple(row)}"
                for name in inspect(connection).get_table_names()
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            )
        database.close()
        return held


def live(world: World) -> Past:
    """Ana opened Home, joined, handed in and shared a win, and plans to be away; Li did the same."""
    for person in (world.ana, world.li):
        person.opens_home()
        world.joined(person)
        person.writes("hello?")
        person.types("/pm-progress plan")
        person.submits()
        person.closes(all_views=True)
        world.hands_in(person, SECRET)
        person.clicks(ids.EVIDENCE_REVISE, in_="DM")
        world.fills_compulsory(person, f"{SECRET} And then her sister.")
        person.closes(all_views=True)
        person.clicks(ids.WIN_SHARE, in_="DM")
        absence.go_away(world.bot.coach, Caller(world.bot.team, person.id), date(2027, 8, 2), None)
        world.settle()
        person.types("/pm-progress mirror")
        person.fills(ids.MIRROR_WHEN, SECRET)
        person.submits()
        person.closes()
        person.types("/pm-progress drill")
        person.fills(ids.DRILL_TEXT, SECRET)
        person.submits()
        person.closes()
        world.settle()
    with world.bot.database.write() as session:
        for member in session.exec(select(Member)).all():
            content = SECRET.encode() + b"\xff"  # not every file is text
            session.add(
                File(
                    team_id=member.team_id,
                    member_id=member.id,
                    number=1,
                    name="a.md",
                    size=9,
                    content=content,
                )
            )
            session.add(
                BackgroundTask(
                    team_id=member.team_id,
                    member_id=member.id,
                    what=Work.PACKET,
                    details={"said": SECRET},
                    claimed_until=2**60,
                    asked_at=MONDAY,
                )
            )
    return past(world)


def past(world: World) -> Past:
    return Past(
        world.settings,
        world.ana.record.id,
        world.li.record.id,
        names(world.ana, world),
        names(world.li, world),
    )


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Lived through once; a test takes a copy of it."""
    file = tmp_path_factory.mktemp("lived") / "coach.db"
    with open_world(f"sqlite:///{file}") as world:
        return live(world)


@pytest.fixture
def lived(snapshot: Past, tmp_path: Path) -> Past:
    file = copy(snapshot.settings.database_url.removeprefix("sqlite:///"), tmp_path / "lived.db")
    settings = snapshot.settings.model_copy(update={"database_url": f"sqlite:///{file}"})
    return replace(snapshot, settings=settings)


@pytest.fixture
def lived_anywhere(any_world: World) -> Past:
    """The same on both databases, beside a bot that runs."""
    return live(any_world)


def counts(data: dict[str, Any]) -> dict[str, bool]:
    return {name: bool(rows) for name, rows in data.items()}


def names(person: Person, world: World) -> str:
    """Whatever tells that a row is this person's."""
    record = world.slack.workspace.person(person.record.id)
    dm = world.slack.workspace.dm(record.id)
    return rf"\b({record.id}|{dm.id}|{record.real_name})\b"


def test_every_table_that_names_a_member_or_a_person_is_handed_out_and_erased(lived: Past) -> None:
    database = Database(lived.settings.database_url)
    seen = inspect(database.engine)
    theirs = {
        name
        for name in seen.get_table_names()
        if {"member_id", "user_id"} & {column["name"] for column in seen.get_columns(name)}
    }
    database.close()
    handed_out = members.export(lived.settings, lived.ana_id, None)
    assert counts(handed_out) == dict.fromkeys(theirs, True)
    assert set(members.erase(lived.settings, lived.ana_id, None).rows) == theirs


OF_NOBODY = {
    "slack_channel",
    "slack_limit",
    "playbook_entry",
    "workspace_queue",
    "replica",
    "processed_delivery",
    "installation",
    "backup",
}
"""Tables without a row about one person; a new table that names nobody has to be put here on purpose."""


def test_a_table_of_later_is_thought_of_by_itself() -> None:
    tables = SQLModel.metadata.tables
    owned = {name for name, table in tables.items() if {"member_id", "user_id"} & set(table.c.keys())}
    assert owned == set(tables) - OF_NOBODY


def test_what_is_handed_out_is_all_of_theirs_and_nothing_of_others(lived: Past) -> None:
    data = json.dumps(members.export(lived.settings, lived.ana_id, None))
    assert SECRET in data
    assert '"name": "Ana"' in data
    assert not re.search(lived.li, data)


def test_times_are_handed_out_with_their_offset(lived: Past) -> None:
    [member] = members.export(lived.settings, lived.ana_id, None)["member"]
    assert member["joined_at"] == "2027-01-11T10:12:00Z"


def test_erasing_leaves_nothing_of_theirs_and_everything_of_others(lived_anywhere: Past) -> None:
    then = lived_anywhere
    of_li = members.export(then.settings, then.li_id, None)
    assert re.search(then.ana, then.everything())
    erased = members.erase(then.settings, then.ana_id, None)
    assert min(erased.rows.values()) >= 1
    assert (erased.left_in, erased.home_cleared) == ([], True)
    assert not re.search(then.ana, then.everything())
    assert members.export(then.settings, then.li_id, None) == of_li


def test_what_was_erased_is_nowhere_in_the_files_and_home_is_a_strangers(any_world: World) -> None:
    any_world.hands_in(any_world.joined(), GONE)
    any_world.joined(any_world.li)
    assert held(any_world) > 0
    members.erase(any_world.settings, any_world.ana.id, None)
    assert held(any_world) == 0
    any_world.ana.opens("Home")
    assert "Join" in any_world.ana.sees("Home")


def held(world: World) -> int:
    """How often the text stands in the database's files, PostgreSQL's own log apart."""
    url = world.bot.database.url
    if world.bot.database.is_sqlite:
        files = list(Path(url.database or "").parent.glob("coach.db*"))
    else:
        with psycopg.connect(url.render_as_string().replace("+psycopg", ""), autocommit=True) as line:
            line.execute("CHECKPOINT")
            [folder] = line.execute("SHOW data_directory").fetchone() or [""]
            [oid] = line.execute(
                "SELECT oid FROM pg_database WHERE datname = current_database()"
            ).fetchone() or [0]
        files = list(Path(folder, "base", str(oid)).iterdir())
    return sum(file.read_bytes().count(GONE.encode()) for file in files)


def test_what_stands_in_channels_stays_and_one_can_begin_anew(world: World) -> None:
    then = live(world)
    posted, written = world.li.sees("#wins"), len(world.ana.messages("DM"))
    members.erase(then.settings, then.ana_id, None)
    assert world.li.sees("#wins") == posted
    world.joined()
    assert len(world.ana.messages("DM")) == written + 2


def test_posts_are_taken_down_with_everything_else_if_that_is_asked_for(any_world: World) -> None:
    then = live(any_world)
    env = {"DATABASE_URL": then.settings.database_url}
    offered = CliRunner().invoke(main.app, ["member", "erase", then.ana_id], env=env)
    assert "Posts of theirs in channels: 1; --take-down deletes them, too." in " ".join(
        offered.stderr.replace("│", " ").split()
    )
    members.erase(then.settings, then.ana_id, None, take_down=True)
    assert not re.search(then.ana, then.everything())
    assert len(any_world.li.messages("#wins")) == 2
    any_world.settle()
    assert [message.visible.split("\n")[-1] for message in any_world.li.messages("#wins")] == ["Shared by Li"]


def test_somebody_who_left_can_be_erased(world: World) -> None:
    world.joined()
    leave.leave(world.bot.coach, Caller(world.bot.team, world.ana.record.id))
    world.settle()
    then = past(world)
    members.erase(then.settings, then.ana_id, None)
    assert not re.search(then.ana, then.everything())


def test_an_alarm_that_names_somebody_goes_with_them(any_world: World) -> None:
    any_world.joined()
    any_world.joined(any_world.li)
    for person in (any_world.ana, any_world.li):
        any_world.slack.workspace.deactivate(person.record)
        any_world.bot.directory.look_up(any_world.bot.team, person.id)
    any_world.bot.work()
    here = any_world.bot.workspace
    assert alarms.tell_operators(any_world.bot.coach, here, ["U0BOSS"]) == 2
    assert alarms.tell_operators(any_world.bot.coach, replace(here, team_id="T0OTHER"), ["U0BOSS"]) == 2
    then = past(any_world)
    assert len(members.export(then.settings, then.ana_id, None)["message"]) > 2
    members.erase(then.settings, then.ana_id, None)
    assert not re.search(then.ana, then.everything())
    assert f"The Slack account of {then.li_id}" in then.everything()


def test_somebody_who_only_looked_can_be_erased_too(any_world: World) -> None:
    for person in (any_world.ana, any_world.li):
        person.opens_home()
        person.types("/pm-progress join")
    any_world.settle()
    then = past(any_world)
    of_li = len(re.findall(then.li, then.everything()))
    assert members.export(then.settings, then.ana_id, None)["member"] == []
    members.erase(then.settings, then.ana_id, None)
    assert not re.search(then.ana, then.everything())
    assert len(re.findall(then.li, then.everything())) == of_li > 0


def test_a_stranger_isnt_known(lived: Past) -> None:
    with pytest.raises(LookupError, match=r"Nothing of U0NOBODY is kept here\."):
        members.export(lived.settings, "U0NOBODY", None)


@pytest.fixture
def twice(lived: Past) -> Past:
    """Ana's id is a member in another workspace as well."""
    database = Database(lived.settings.database_url)
    with database.write() as session:
        here = session.exec(select(Member).where(Member.user_id == lived.ana_id)).one()
        session.add(Member(**{**here.model_dump(), "id": None, "team_id": "T0OTHER"}))
        session.add(PersonRow(team_id="T0OTHER", user_id=here.user_id, name="Somebody else"))
    database.close()
    return lived


def test_one_id_in_two_workspaces_needs_the_workspace(twice: Past) -> None:
    with pytest.raises(LookupError, match=r"several workspaces \(T0OTHER, T0SANDBOX01\)"):
        members.erase(twice.settings, twice.ana_id, None)


def test_only_the_named_workspace_is_touched(twice: Past) -> None:
    there = members.export(twice.settings, twice.ana_id, "T0OTHER")
    assert (there["slack_user"][0]["name"], there["evidence"]) == ("Somebody else", [])
    members.erase(twice.settings, twice.ana_id, "T0OTHER")
    assert len(members.export(twice.settings, twice.ana_id, None)["evidence"]) == 1
    with pytest.raises(LookupError, match="in T0OTHER"):
        members.export(twice.settings, twice.ana_id, "T0OTHER")


def test_the_command_line_prints_and_erases(lived: Past) -> None:
    user, run = lived.ana_id, CliRunner().invoke
    env = {"DATABASE_URL": lived.settings.database_url}
    printed = run(main.app, ["member", "export", user], env=env)
    assert json.loads(printed.stdout)["slack_user"][0]["user_id"] == user
    erased = run(main.app, ["member", "erase", user, "--yes"], env=env)
    assert f"Erased {user}: " in erased.stdout
    again = run(main.app, ["member", "erase", user, "--yes"], env=env)
    assert (again.exit_code, again.stderr.strip()) == (1, f"Nothing of {user} is kept here.")
