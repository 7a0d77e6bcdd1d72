"""The playbook's file changes while somebody is in the middle of a week: what they are at stays theirs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from bot.app import Bot
from bot.coach.playbook_versions import remember
from bot.playbook.loader import load
from bot.sandbox.person import Person
from bot.slack.pacing import UNPACED
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import PlaybookEntry
from bot.views import ids
from tests.playbook.tiny import TINY
from tests.world import MONDAY, World
from tests.world import world as open_world

BEFORE = TINY.read_text(encoding="utf-8")
AFTER = (  # a new id is an old one that went and a new one that came
    BEFORE.replace('"watch-one-reader"', '"sit-beside-a-reader"')
    .replace("Watch one person read your page", "Sit beside a reader")
    .replace('"reading"', '"sitting"')
    .replace("reading watched", "sitting")
    .replace('"first-reading"', '"first-sitting"')
    .replace("The first reading", "The first sitting")
)


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(BEFORE, encoding="utf-8")
    return path


@pytest.fixture
def world(database_url: str, playbook: Path) -> Iterator[World]:
    """A world on a small playbook of somebody's own, on SQLite and on PostgreSQL."""
    with open_world(database_url, playbook=playbook) as made:
        yield made


@pytest.fixture
def ana(world: World) -> Person:
    return world.joined()


def change(world: World, playbook: Path, text: str = AFTER) -> list[dict[str, object]]:
    """The file is edited and the coach started anew; returns what it logs of that."""
    world.bot.stop()
    playbook.write_text(text, encoding="utf-8")
    with capture_logs() as logged:
        world.bot = Bot(world.settings, world.clock, pace=UNPACED, senders=1)
    world.bot.start()
    return [dict(entry) for entry in logged if str(entry.get("action", "")).startswith("playbook.")]


def test_the_change_is_logged_with_what_went_and_who_is_at_it(
    world: World, ana: Person, playbook: Path
) -> None:
    version = world.bot.coach.playbook.version
    [entry] = change(world, playbook)
    assert (entry["action"], entry["before"]) == ("playbook.changed", version)
    assert entry["version"] == world.bot.coach.playbook.version != version
    assert (entry["assignments_gone"], entry["kinds_gone"]) == (["watch-one-reader"], ["reading"])
    assert entry["milestones_gone"] == ["first-reading"]
    assert entry["came"] == ["sit-beside-a-reader", "sitting", "first-sitting"]
    assert entry["open_weeks"] == {"watch-one-reader": 1}


def test_a_start_with_the_same_file_logs_and_writes_nothing(world: World, playbook: Path) -> None:
    assert change(world, playbook, f"# A comment is no change.\n{BEFORE}") == []
    with world.bot.database.read() as session:
        rows = session.exec(select(PlaybookEntry)).all()
    assert {row.loading for row in rows} == {1}


def test_a_week_whose_assignment_went_is_shown_and_handed_in_as_before(
    world: World, ana: Person, playbook: Path
) -> None:
    change(world, playbook)
    ana.opens_home()
    world.settle()
    assert "This week: watch one person read your page (20 min)" in ana.sees("Home")
    ana.types("/pm-progress")
    assert "This week: watch one person read your page (20 min)" in ana.last("#general").visible
    ana.opens("DM")
    ana.clicks(ids.ASSIGNMENT_HOW, in_="DM")
    assert "You can tell where a reader stops." in ana.sees("modal")
    ana.closes()
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    ana.fills("Where did they stop?", "At the second heading.")
    ana.submits()
    ana.closes(all_views=True)
    world.settle()
    ana.types("/pm-progress evidence")
    assert "Watch one person read your page (11 Jan): reading watched for week 1" in (
        ana.last("#general").visible
    )


def test_a_form_that_was_open_meanwhile_loses_nothing(world: World, ana: Person, playbook: Path) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    ana.fills("Where did they stop?", "At the second heading.")
    change(world, playbook)
    ana.submits()
    ana.closes(all_views=True)
    ana.types("/pm-progress evidence")
    ana.clicks(ids.EVIDENCE_SEE)
    assert "At the second heading." in ana.sees("modal")


def test_the_next_week_comes_from_the_new_file(world: World, ana: Person, playbook: Path) -> None:
    change(world, playbook)
    world.walk_to("2027-01-18 09:00")
    assert "Sit beside a reader" in ana.last("DM").visible


def test_evidence_and_wins_of_what_went_stay_and_can_be_revised(
    world: World, ana: Person, playbook: Path
) -> None:
    world.hands_in(ana, "At the second heading.")
    change(world, playbook)
    ana.types("/pm-progress evidence")
    ana.clicks(ids.EVIDENCE_SEE)
    assert "Where did they stop?\nAt the second heading." in ana.sees("modal")
    ana.closes()
    ana.types("/pm-progress wins")
    assert "The first reading" in ana.last("#general").visible
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    world.fills_compulsory(ana, "At the third heading.")
    ana.submits()
    ana.closes(all_views=True)
    world.settle()
    assert "version 2" in ana.last("DM").visible


def test_what_went_two_changes_ago_is_still_known_and_what_came_back_is_new_again(
    world: World, ana: Person, playbook: Path
) -> None:
    change(world, playbook)
    again = AFTER.replace('"cut-by-half"', '"cut-a-page"')
    [entry] = change(world, playbook, again)
    assert (entry["assignments_gone"], entry["open_weeks"]) == (["cut-by-half"], {})
    known = world.bot.coach.playbook.assignment
    assert {"watch-one-reader", "cut-by-half", "sit-beside-a-reader", "cut-a-page"} <= known.keys()
    [entry] = change(world, playbook, BEFORE)
    now = world.bot.coach.playbook
    assert not now.is_retired(now.assignment["watch-one-reader"])
    assert now.is_retired(now.assignment["cut-a-page"])


def test_an_entry_of_long_ago_that_no_longer_fits_is_named_and_stops_nobody(
    world: World, playbook: Path
) -> None:
    with world.bot.database.write() as session:
        session.add(PlaybookEntry(part="kinds", id="old", loading=0, version="0", content={"id": "old"}))
    [entry] = change(world, playbook, BEFORE)
    assert (entry["action"], entry["part"], entry["id"]) == ("playbook.unreadable", "kinds", "old")


def test_two_that_start_at_once_with_a_new_file_keep_it_once(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(4)]
    migrate(databases[0])
    with ThreadPoolExecutor() as pool:
        known = list(pool.map(lambda database: remember(database, load(TINY), MONDAY), databases))
    with databases[0].read() as session:
        rows = session.exec(select(PlaybookEntry)).all()
    assert {row.loading for row in rows} == {1}
    assert {playbook.version for playbook in known} == {row.version for row in rows}
    for database in databases:
        database.close()
