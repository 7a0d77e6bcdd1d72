"""A workspace of an Enterprise Grid: every row that names the workspace names its organisation too."""

from datetime import date
from typing import Any

from sqlmodel import SQLModel, select

from bot.coach import absence
from bot.coach.coach import Caller
from bot.operate.greeting import greet_operators
from bot.store import slack_limits, workspace_queue
from bot.store.tables import BackgroundTask, File, WorkspaceQueue
from bot.views import ids
from tests.world import World

GRID = "E0ACME"
TABLES = [table for table in SQLModel.metadata.sorted_tables if "team_id" in table.c]


def enterprises(world: World) -> dict[str, set[str | None]]:
    """Return, by table, the enterprise ids of its rows."""
    with world.bot.database.read() as session:
        return {
            table.name: set(session.connection().scalars(select(table.c.enterprise_id)).all())
            for table in TABLES
        }


def lives_a_week(world: World) -> None:
    """A stranger looks around, writes, joins, plans, hands in, shares, drills, and has a second week."""
    li = world.li
    li.opens("Home")
    li.writes("hello")
    greet_operators(world.bot.coach, world.bot.workspace, [world.ana.id])
    world.settle()
    world.joined(li)
    li.clicks(ids.PLAN_OPEN, in_="DM")
    li.fills(ids.PLAN_ACT, "call one customer")
    li.submits()
    li.closes(all_views=True)
    world.hands_in(li)
    li.types("/pm-progress mirror")
    li.submits()
    li.closes(all_views=True)
    li.clicks(ids.WIN_SHARE, in_="DM")
    li.types("/pm-progress drill")
    world.fills_compulsory(li, "What happened the last time you did it?")
    li.submits()
    li.closes(all_views=True)
    absence.go_away(world.bot.coach, Caller(world.bot.team, li.id), date(2027, 8, 2), None)
    world.settle()
    world.walk_to("2027-01-18 09:30", "Europe/Berlin")
    with world.bot.database.write() as session:
        of: dict[str, Any] = {"team_id": world.bot.team, "enterprise_id": world.bot.workspace.enterprise_id}
        slack_limits.take(session, world.bot.team, "users.info", of["enterprise_id"])
        # What waits only for a moment: a file, and work in the background that no process takes.
        session.add(File(**of, number=1, name="a.md", size=1))
        session.add(
            BackgroundTask(**of, what="export", details={}, claimed_until=2**60, asked_at=world.clock.now())
        )


def in_a_grid(world: World) -> None:
    """The workspace is one of a Grid from the coach's next start on."""
    world.slack.app.enterprise_id = GRID
    world.bot.connect()


def test_every_row_has_the_enterprise_id(any_world: World) -> None:
    in_a_grid(any_world)
    lives_a_week(any_world)
    assert enterprises(any_world) == {table.name: {GRID} for table in TABLES}


def test_without_a_grid_no_row_has_one(any_world: World) -> None:
    lives_a_week(any_world)
    assert enterprises(any_world) == {table.name: {None} for table in TABLES}


def test_a_workspace_that_joins_a_grid_has_it_in_its_old_rows_too(any_world: World) -> None:
    lives_a_week(any_world)
    in_a_grid(any_world)
    assert enterprises(any_world) == {table.name: {GRID} for table in TABLES}
    any_world.hands_in(any_world.li)
    assert enterprises(any_world) == {table.name: {GRID} for table in TABLES}


def test_a_queue_that_is_made_for_forgotten_messages_has_it(any_world: World) -> None:
    in_a_grid(any_world)
    any_world.joined()
    with any_world.bot.database.write() as session:
        [queue] = session.exec(select(WorkspaceQueue)).all()
        session.delete(queue)
    with any_world.bot.database.write() as session:
        in_a_week = any_world.outbox()[0]
        in_a_week.state, in_a_week.run_at = "planned", 2**50
        session.merge(in_a_week)
        workspace_queue.wake_forgotten(session)
    assert enterprises(any_world)["workspace_queue"] == {GRID}
