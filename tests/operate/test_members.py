"""Everything kept of a person can be handed out, and erased so that nothing of them is left."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlmodel import SQLModel, select
from typer.testing import CliRunner

from bot import cli
from bot.coach import joining
from bot.coach.coach import Who
from bot.operate import members
from bot.sandbox.person import Person
from bot.store.tables import Member
from bot.store.tables import Person as PersonRow
from tests.world import World

SECRET = "She calls the bank before she retries."


def everything(world: World) -> str:
    """All that the database holds, as text."""
    with world.bot.database.read() as session:
        connection = session.connection()
        tables = inspect(connection).get_table_names()
        return "\n".join(
            f"{name}: {tuple(row)}"
            for name in tables
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
        )


def live(world: World) -> World:
    """Ana opened Home, joined, handed in and shared a win; Li did the same."""
    for person in (world.ana, world.li):
        person.opens_home()
        world.joined(person)
        person.writes("hello?")
        world.hands_in(person, SECRET)
        person.clicks("Post to #wins", in_="DM")
        world.settle()
    return world


@pytest.fixture
def lived(world: World) -> World:
    return live(world)


@pytest.fixture
def lived_anywhere(any_world: World) -> World:
    """The same on both databases."""
    return live(any_world)


def counts(data: dict[str, Any]) -> dict[str, bool]:
    return {name: bool(rows) for name, rows in data.items()}


def names(person: Person, world: World) -> str:
    """Whatever tells that a row is this person's."""
    record = world.slack.workspace.person(person.record.id)
    dm = world.slack.workspace.dm(record.id)
    return rf"\b({record.id}|{dm.id}|{record.real_name})\b"


def test_every_table_that_names_a_member_or_a_person_is_handed_out_and_erased(lived_anywhere: World) -> None:
    with lived_anywhere.bot.database.read() as session:
        seen = inspect(session.connection())
        theirs = {
            name
            for name in seen.get_table_names()
            if {"member_id", "user_id"} & {column["name"] for column in seen.get_columns(name)}
        }
    handed_out = members.export(lived_anywhere.settings, lived_anywhere.ana.record.id, None)
    assert set(handed_out) == theirs
    assert counts(handed_out) == dict.fromkeys(theirs, True)
    assert set(members.erase(lived_anywhere.settings, lived_anywhere.ana.record.id, None)) == theirs


OF_NOBODY = {"channel", "playbook_entry"}
"""Tables without a row about one person; a new table that names nobody has to be put here on purpose."""


def test_a_table_of_later_is_thought_of_by_itself() -> None:
    tables = SQLModel.metadata.tables
    owned = {name for name, table in tables.items() if {"member_id", "user_id"} & set(table.c.keys())}
    assert owned == set(tables) - OF_NOBODY


def test_what_is_handed_out_is_all_of_theirs_and_nothing_of_others(lived: World) -> None:
    data = json.dumps(members.export(lived.settings, lived.ana.record.id, None))
    assert SECRET in data
    assert "Ana Sousa" in data or '"Ana"' in data
    assert not re.search(names(lived.li, lived), data)


def test_times_are_handed_out_with_their_offset(lived: World) -> None:
    [member] = members.export(lived.settings, lived.ana.record.id, None)["member"]
    assert member["joined_at"] == "2027-01-11T10:12:00Z"


def test_erasing_leaves_nothing_of_theirs_and_everything_of_others(lived_anywhere: World) -> None:
    of_li = members.export(lived_anywhere.settings, lived_anywhere.li.record.id, None)
    assert re.search(names(lived_anywhere.ana, lived_anywhere), everything(lived_anywhere))
    erased = members.erase(lived_anywhere.settings, lived_anywhere.ana.record.id, None)
    assert min(erased.values()) >= 1
    assert not re.search(names(lived_anywhere.ana, lived_anywhere), everything(lived_anywhere))
    assert members.export(lived_anywhere.settings, lived_anywhere.li.record.id, None) == of_li


def test_what_stands_in_channels_stays(lived: World) -> None:
    before = lived.li.sees("#wins")
    members.erase(lived.settings, lived.ana.record.id, None)
    assert lived.li.sees("#wins") == before


def test_somebody_who_left_can_be_erased(lived: World) -> None:
    joining.leave(lived.bot.coach, Who(lived.bot.team, lived.ana.record.id))
    lived.settle()
    members.erase(lived.settings, lived.ana.record.id, None)
    assert not re.search(names(lived.ana, lived), everything(lived))


def test_somebody_erased_can_begin_anew(lived: World) -> None:
    members.erase(lived.settings, lived.ana.record.id, None)
    before = len(lived.ana.messages("DM"))
    lived.joined()
    assert len(lived.ana.messages("DM")) == before + 2


def test_somebody_who_only_looked_can_be_erased_too(any_world: World) -> None:
    any_world.ana.opens_home()
    any_world.ana.types("/pm-progress join")
    any_world.settle()
    of_others = everything(any_world).count("U0LI")
    assert members.export(any_world.settings, any_world.ana.record.id, None)["member"] == []
    members.erase(any_world.settings, any_world.ana.record.id, None)
    assert not re.search(names(any_world.ana, any_world), everything(any_world))
    assert everything(any_world).count("U0LI") == of_others


def test_a_stranger_isnt_known(any_world: World) -> None:
    with pytest.raises(LookupError, match=r"Nothing of U0NOBODY is kept here\."):
        members.export(any_world.settings, "U0NOBODY", None)


@pytest.fixture
def twice(lived: World) -> World:
    """Ana's id is a member in another workspace as well."""
    with lived.bot.database.write() as session:
        here = session.exec(select(Member).where(Member.user_id == lived.ana.record.id)).one()
        session.add(Member(**{**here.model_dump(), "id": None, "team_id": "T0OTHER"}))
        session.add(PersonRow(team_id="T0OTHER", user_id=here.user_id, name="Somebody else"))
    return lived


def test_one_id_in_two_workspaces_needs_the_workspace(twice: World) -> None:
    with pytest.raises(LookupError, match=r"several workspaces \(T0OTHER, T0SANDBOX01\)"):
        members.erase(twice.settings, twice.ana.record.id, None)


def test_only_the_named_workspace_is_touched(twice: World) -> None:
    user = twice.ana.record.id
    there = members.export(twice.settings, user, "T0OTHER")
    assert (there["person"][0]["name"], there["evidence"]) == ("Somebody else", [])
    members.erase(twice.settings, user, "T0OTHER")
    assert len(members.export(twice.settings, user, None)["evidence"]) == 1
    with pytest.raises(LookupError, match="in T0OTHER"):
        members.export(twice.settings, user, "T0OTHER")


def test_the_command_line_prints_and_erases(lived: World) -> None:
    user, run = lived.ana.record.id, CliRunner().invoke
    env = {"DATABASE_URL": lived.settings.database_url}
    printed = run(cli.app, ["member", "export", user], env=env)
    assert json.loads(printed.stdout[printed.stdout.index("{\n") :])["person"][0]["user_id"] == user
    erased = run(cli.app, ["member", "erase", user, "--yes"], env=env)
    assert f"Erased {user}: " in erased.stdout
    again = run(cli.app, ["member", "erase", user, "--yes"], env=env)
    assert (again.exit_code, again.stderr.strip()) == (1, f"Nothing of {user} is kept here.")
