"""What is old goes, and what may still change in Slack stays changeable."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import col, select, update

from bot.coach.coach import Caller
from bot.delivery.prune import BATCH, prune
from bot.domain.messages import Kind
from bot.operate.greeting import greet_operators
from bot.screen import Screen
from bot.store import outbox
from bot.store.real_time import milliseconds
from bot.store.tables import Installation, Message, ProcessedDelivery
from bot.views import ids
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def lived(any_world: World) -> World:
    """Ana has handed in, shared her win, and had a second week."""
    any_world.joined()
    any_world.hands_in(any_world.ana)
    any_world.ana.clicks(ids.WIN_SHARE)
    any_world.settle()
    any_world.walk_to("2027-01-18 09:30")
    return any_world


def passes(world: World, time: timedelta) -> None:
    """Real time passes: everything is older by so much."""
    age = milliseconds(time)
    with world.bot.database.write() as session:
        session.exec(update(Message).values(created_at=Message.created_at - age))
        session.exec(update(ProcessedDelivery).values(processed_at=ProcessedDelivery.processed_at - age))


def kept(world: World) -> set[tuple[str, str]]:
    return {(message.kind, message.method) for message in world.outbox()}


def test_nothing_goes_before_eight_weeks(lived: World) -> None:
    before = len(lived.outbox())
    passes(lived, 55 * DAY)
    with lived.bot.database.write() as session:
        session.exec(
            update(ProcessedDelivery).values(
                processed_at=ProcessedDelivery.processed_at + milliseconds(49 * DAY)
            )
        )  # six days old
    assert prune(lived.bot.database) == 0
    assert len(lived.outbox()) == before


def test_after_eight_weeks_only_what_shows_a_week_or_a_win_is_left(lived: World) -> None:
    passes(lived, 57 * DAY)
    assert prune(lived.bot.database) > 0
    assert kept(lived) == {("nudge", "post"), ("offer", "post"), ("win", "post")}
    assert all(message.text == "" and message.blocks == [] and message.ts for message in lived.outbox())


def test_an_old_week_and_an_old_win_still_change_in_place(lived: World) -> None:
    passes(lived, 57 * DAY)
    prune(lived.bot.database)
    ana = lived.ana
    ana.clicks(ids.WIN_TAKE_DOWN, in_="DM")
    if ana.modal:
        ana.submits()
    lived.settle()
    assert [message.visible for message in lived.li.messages("#wins")] == []
    before = [message.visible for message in ana.messages("DM")]
    ana.types("/pm-progress done")
    lived.fills_compulsory(ana, "She reads the memo twice.")
    ana.submits()
    lived.settle()
    after = [message.visible for message in ana.messages("DM")]
    changed = [new for old, new in zip(before, after, strict=False) if old != new]
    assert [text for text in changed if "Week 2" in text]


def test_what_waits_isnt_pruned_however_old(lived: World) -> None:
    with lived.bot.database.write() as session:
        waiting = outbox.post(
            session,
            team_id="T1",
            channel="U1",
            kind=Kind.REPLY,
            key="T1:reply",
            screen=Screen("hi", []),
            run_at=lived.clock.now() + DAY,
        )
    passes(lived, 57 * DAY)
    prune(lived.bot.database)
    [message] = [message for message in lived.outbox() if message.id == waiting.id]
    assert (message.state, message.text) == ("planned", "hi")


def test_what_is_yet_to_be_changed_isnt_pruned(lived: World) -> None:
    lived.slack.faults.rate_limit("chat.update", retry_after=900)
    with lived.bot.database.write() as session:
        [welcome] = session.exec(select(Message).where(Message.kind == "welcome"))
        outbox.change(session, welcome, Screen("hi", []), lived.clock.now())
    lived.settle()
    passes(lived, 57 * DAY)
    prune(lived.bot.database)
    assert {("welcome", "post"), ("welcome", "update")} <= kept(lived)


def test_an_operator_is_greeted_once_in_a_lifetime(lived: World) -> None:
    def greetings() -> int:
        greet_operators(lived.bot.coach, lived.bot.workspace, [lived.li.id])
        lived.settle()
        return sum(message.kind == "operator_hello" for message in lived.outbox())

    assert greetings() == 1
    passes(lived, 57 * DAY)
    prune(lived.bot.database)
    assert greetings() == 1
    assert [m.text for m in lived.outbox() if m.kind == "operator_hello"] == [""]


def test_deliveries_are_forgotten_after_a_week(lived: World) -> None:
    def remembered() -> int:
        with lived.bot.database.read() as session:
            return len(session.exec(select(ProcessedDelivery)).all())

    assert remembered() > 2
    passes(lived, 6 * DAY)
    lived.ana.types("/pm-progress help")
    with lived.bot.database.write() as session:
        session.add(ProcessedDelivery(delivery_id="T1:old", processed_at=0))
    before = remembered()
    assert prune(lived.bot.database) == 1
    assert remembered() == before - 1
    passes(lived, 8 * DAY)
    prune(lived.bot.database)
    assert remembered() == 0


def test_a_delivery_is_remembered_as_long_by_a_replica_whose_clock_is_wrong(
    lived: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_month_ago = time.time_ns() - 30 * 24 * 3600 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: a_month_ago)
    caller = Caller("T1", "U1", delivery="Ev1")
    assert lived.bot.coach.mark_processed(caller)
    prune(lived.bot.database)
    assert not lived.bot.coach.mark_processed(caller)


def test_what_is_kept_is_gone_through_once(lived: World) -> None:
    passes(lived, 57 * DAY)
    prune(lived.bot.database)
    newest = max(message.id for message in lived.outbox())
    with lived.bot.database.read() as session:
        assert session.get_one(Installation, 1).pruned_to >= newest
    assert prune(lived.bot.database) == 0


def test_many_are_pruned_in_several_short_transactions(lived: World) -> None:
    database = lived.bot.database
    with database.write() as session:
        for number in range(2 * BATCH):
            outbox.home(
                session, team_id="T1", user_id=f"U{number}", member_id=None, view={}, now=lived.clock.now()
            )
        session.exec(update(Message).where(col(Message.team_id) == "T1").values(state="sent"))
    passes(lived, 57 * DAY)
    commits: list[object] = []
    event.listen(database.engine, "commit", commits.append)
    assert prune(database) >= 2 * BATCH
    assert len(commits) >= 3
    assert [message for message in lived.outbox() if message.team_id == "T1"] == []


def test_a_prune_that_is_stopped_goes_on_next_time(lived: World) -> None:
    passes(lived, 57 * DAY)
    assert prune(lived.bot.database, stopping=lambda: True) == 0
    assert prune(lived.bot.database) > 0
