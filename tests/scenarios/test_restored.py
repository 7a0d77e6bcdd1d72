"""A database that was put back from a backup: what went out since isn't sent again, what didn't is sent."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import Bot
from bot.delivery.timing import Timing
from bot.operate.backup import backup
from bot.operate.restore import as_of, restore
from bot.slack.pacing import UNPACED
from bot.views import ids
from tests.databases import Postgres
from tests.slowness import until
from tests.world import World

Restart = Callable[[], None]
SOON = Timing(between_verifications=timedelta(milliseconds=20))


@pytest.fixture
def world(any_world: World, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> World:
    """Ana and Li have joined."""
    if not any_world.bot.database.is_sqlite:
        monkeypatch.setenv("PATH", str(request.getfixturevalue("postgres").tools), prepend=os.pathsep)
    any_world.joined(any_world.li)
    any_world.joined()
    return any_world


@pytest.fixture
def back(world: World, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Restart]:
    """Take a backup now; called, the coach has crashed and starts again from it, and all has settled."""
    copy = tmp_path / "copy"
    backup(world.settings, copy)
    made: list[str] = []

    def place() -> str:
        if world.bot.database.is_sqlite:
            return world.settings.database_url
        server: Postgres = request.getfixturevalue("postgres")
        made.append(server.create())
        return server.url(made[-1])

    def start_again() -> None:
        world.bot.stop()
        world.settings = world.settings.model_copy(update={"database_url": place()})
        restore(world.settings, copy)
        assert as_of(world.settings, None)
        world.bot = Bot(world.settings, world.clock, pace=UNPACED, timing=SOON, senders=1)
        world.bot.start()
        until(lambda: all_settled(world))

    yield start_again
    world.bot.stop()
    for name in made:
        request.getfixturevalue("postgres").drop(name)


def all_settled(world: World) -> bool:
    world.bot.work()
    return all(message.state in ("sent", "dead") for message in world.outbox())


def texts(world: World) -> list[str]:
    return [message.visible for message in world.ana.messages("DM")]


def nudges(world: World, week: int = 2) -> int:
    return sum(f"Week {week} ends" in text for text in texts(world))


def test_a_nudge_that_went_out_since_the_backup_is_found_and_not_sent_again(
    world: World, back: Restart
) -> None:
    world.walk_to("2027-01-18 09:30")
    before = texts(world)
    with capture_logs() as lines:
        back()
    assert [line["messages"] for line in lines if line["action"] == "delivery.restored"] == [2]
    assert texts(world) == before
    assert nudges(world) == 1
    assert not any("comes late" in text for text in texts(world))


def test_its_buttons_work_though_the_week_has_another_number_in_the_database(
    world: World, back: Restart
) -> None:
    world.li.types("/pm-progress leave")
    world.li.clicks(ids.LEAVE_CONFIRM)
    world.walk_to("2027-01-18 09:30")
    back()  # and Li's week opens before Ana's
    world.ana.opens("DM")
    world.ana.clicks(ids.ASSIGNMENT_SHORT, in_="DM")
    world.fills_compulsory(world.ana, "She reads the memo twice.")
    world.ana.submits()
    world.ana.closes(all_views=True)
    world.settle()
    assert [text for text in texts(world) if text.startswith("Week 2 is done: ")]


def test_a_nudge_that_the_crash_prevented_is_sent_once(world: World, back: Restart) -> None:
    world.bot.stop()
    world.clock.move_to(world.clock.now() + timedelta(days=7))
    back()
    assert nudges(world) == 1


def test_what_was_planned_before_the_backup_and_sent_after_it_isnt_sent_again(
    world: World, request: pytest.FixtureRequest
) -> None:
    world.ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    back: Restart = request.getfixturevalue("back")
    world.walk_to("2027-01-12 12:00")
    before = texts(world)
    back()
    assert texts(world) == before


def test_a_second_start_has_nothing_left_to_doubt(world: World, back: Restart) -> None:
    world.walk_to("2027-01-18 09:30")
    back()
    world.bot.stop()
    with capture_logs() as lines:
        world.bot = Bot(world.settings, world.clock, pace=UNPACED, timing=SOON, senders=1)
        world.bot.start()
    assert [line for line in lines if line["action"] == "delivery.restored"] == []


def test_where_slack_cant_be_looked_into_nothing_is_sent_again(world: World, back: Restart) -> None:
    world.walk_to("2027-01-18 09:30")
    world.slack.faults.refuse("conversations.history", "missing_scope", times=10)
    before = texts(world)
    back()
    assert texts(world) == before
    assert {message.end_reason for message in world.outbox() if message.state == "dead"} >= {"unknown"}
