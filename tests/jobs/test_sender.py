"""The thread that sends: at once when woken, in spite of what is away, and never in a spin."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread

import pytest
from structlog.testing import capture_logs

from bot.coach import wins
from bot.delivery import delivery
from bot.domain.messages import Kind
from bot.screen import Screen
from bot.slack.pacing import SendPace
from bot.store import files
from bot.store.files import Attachment
from bot.views import ids
from jobs import sender as sender_module
from jobs.log_and_continue import log_and_continue
from tests.databases import Postgres
from tests.delivery.test_crashes import away
from tests.held import held
from tests.slowness import LONG, until
from tests.world import World


@pytest.fixture
def world(any_world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """On both databases, with a sender that looks again every twentieth of a second."""
    monkeypatch.setattr(sender_module, "HEARTBEAT", 0.05)
    any_world.bot.sender.wake()
    return any_world


def posts(world: World) -> int:
    return len([call for call in world.slack.calls if call.method == "chat.postMessage"])


@pytest.fixture
def only_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sender look at nothing by itself."""
    monkeypatch.setattr(sender_module, "HEARTBEAT", 10 * LONG)
    monkeypatch.setattr(sender_module, "LEAST_WAIT", 10 * LONG)


@pytest.mark.usefixtures("only_woken", "any_world")  # in this order
def test_what_an_act_queues_goes_out_by_itself_and_at_once(any_world: World) -> None:
    any_world.ana.types("/pm-progress join")
    any_world.ana.submits()
    until(lambda: len(any_world.ana.messages("DM")) == 2)


def test_it_outlives_a_slack_that_goes_away_and_comes_back(world: World) -> None:
    port = int(world.slack.url.rpartition(":")[2])
    ana = world.joined()
    world.bot.sender.stop()
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    world.fills_compulsory(ana, "She calls the bank before she retries.")
    ana.submits()
    sent = len(ana.messages("DM"))
    world.bot.sender = sender_module.Sender(world.bot.coach, world.bot.delivery)
    world.slack.stop()
    world.bot.sender.start()
    until(lambda: any("no connection" in (row.error or "") for row in world.outbox()))
    world.slack.start(port)

    def arrived() -> bool:
        world.clock.advance(timedelta(seconds=12))  # what failed a moment ago waits from then on
        world.bot.delivery.reconcile()  # a call that was cut off by the end of the old Slack has no answer
        return len(ana.messages("DM")) > sent

    until(arrived)
    assert [row.key for row in world.outbox() if row.state == "dead" and row.end_reason != "superseded"] == []


def test_it_outlives_a_database_that_goes_away_and_comes_back(
    world: World, request: pytest.FixtureRequest
) -> None:
    def postgres() -> Postgres:
        server: Postgres = request.getfixturevalue("postgres")
        return server

    with (
        pytest.MonkeyPatch.context() as patch,
        capture_logs() as logs,
        away(world.bot.database, postgres),
    ):
        patch.setattr(delivery, "LONG_LOCK_TIMEOUT", 0.05)
        world.bot.sender.wake()
        if not world.bot.database.is_sqlite:  # on SQLite one can read meanwhile, and nothing is due
            until(lambda: any(line["action"] == "sender.no_database" for line in logs))
    world.joined()
    assert len(world.ana.messages("DM")) == 2


def at_a_pace(world: World, channel_ms: int) -> sender_module.Sender:
    """A sender that lets so much time pass between two messages to one channel, with four threads."""
    bot = world.bot
    bot.sender.stop()
    pace = SendPace(interval=0, burst=100, channel=channel_ms)
    paced = delivery.Delivery(bot.database, bot.clock, bot.workspaces, pace=pace)
    return sender_module.Sender(bot.coach, paced, threads=4)


def test_a_sender_with_time_waits_for_what_slacks_pace_holds_back(any_world: World) -> None:
    slow, fast = (at_a_pace(any_world, channel_ms) for channel_ms in (3_600_000, 300))
    any_world.ana.types("/pm-progress join")
    any_world.ana.submits()
    slow.send()
    assert len(any_world.ana.messages("DM")) == 1
    fast.send(max_wait=LONG)
    assert len(any_world.ana.messages("DM")) == 2
    for sender in (slow, fast):
        sender.stop()


def test_four_threads_keep_the_order_of_a_channel(any_world: World) -> None:
    sender = at_a_pace(any_world, channel_ms=0)
    for person in (any_world.ana, any_world.li):
        person.types("/pm-progress join")
        person.submits()
    sender.send()
    for person in (any_world.ana, any_world.li):
        welcome, nudge = person.messages("DM")
        assert ("Week 1" in welcome.visible, "Week 1" in nudge.visible) == (False, True)
    sender.stop()


def test_a_stop_waits_for_every_call_in_flight(any_world: World) -> None:
    sender = at_a_pace(any_world, channel_ms=0)
    for person in (any_world.ana, any_world.li):
        person.types("/pm-progress join")
        person.submits()
    with held("chat_postMessage") as answers:
        sender.start()
        answers.wait(2)
        with stopping(sender):
            answers.go_on()
    assert [row.state for row in any_world.outbox() if row.kind == "welcome"] == ["sent", "sent"]


@contextmanager
def stopping(sender: sender_module.Sender) -> Iterator[None]:
    """It is told to stop, and goes on waiting; at the end it has stopped."""
    thread = Thread(target=sender.stop)
    thread.start()
    until(sender._stopping.is_set)
    thread.join(0.1)
    assert thread.is_alive()
    yield
    thread.join(LONG)
    assert not thread.is_alive()


def test_an_answer_that_found_no_database_is_recorded_also_on_a_quiet_night(
    any_world: World, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(sender_module, "HEARTBEAT", 0.05)
    monkeypatch.setattr(delivery, "LONG_LOCK_TIMEOUT", 0.05)
    sender = at_a_pace(any_world, channel_ms=0)
    any_world.ana.types("/pm-progress join")
    any_world.ana.submits()
    sender.send()
    any_world.ana.opens("Home")
    any_world.ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    any_world.fills_compulsory(any_world.ana, "She calls the bank before she retries.")
    any_world.ana.submits()
    with held("views_publish") as answer:
        sender.start()
        answer.wait()
        with (
            capture_logs() as logs,
            away(any_world.bot.database, lambda: request.getfixturevalue("postgres")),
        ):
            answer.go_on()
            until(lambda: any(line["action"] == "sender.no_database" for line in logs))
    until(lambda: {row.state for row in any_world.outbox()} <= {"sent", "dead"})
    sender.stop()


def looks(world: World, count: int = 5) -> None:
    """Wait until the sender has looked so many times more for what it may send."""
    delivery, looked = world.bot.delivery, [0]
    look = delivery.opens_in

    def opens_in() -> float | None:
        looked[0] += 1
        return look()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery, "opens_in", opens_in)
        until(lambda: looked[0] > count)


def test_a_429_is_one_call_and_not_a_storm(world: World) -> None:
    world.slack.faults.rate_limit("chat.postMessage", times=1000, retry_after=30)
    world.ana.types("/pm-progress join")
    world.ana.submits()
    until(lambda: posts(world) == 1)
    looks(world)
    assert posts(world) == 1


def test_a_dead_network_is_one_call_and_not_a_storm(world: World) -> None:
    world.slack.faults.drop("views.publish", times=1000)
    world.ana.types("/pm-progress join")
    world.ana.submits()
    until(lambda: len(world.ana.messages("DM")) == 2)
    looks(world)
    assert [call.method for call in world.slack.calls].count("views.publish") == 1


def test_stopping_finishes_the_message_in_flight_and_begins_no_other(world: World) -> None:
    with held("chat_postMessage") as answer:
        world.ana.types("/pm-progress join")
        world.ana.submits()
        answer.wait()
        with stopping(world.bot.sender):
            answer.go_on()
    states = {row.kind: row.state for row in world.outbox() if row.method == "post"}
    assert states == {"welcome": "sent", "nudge": "planned"}


def test_sending_by_hand_waits_for_the_thread(world: World) -> None:
    world.slack.faults.slow(0.2, "chat.postMessage")
    world.ana.types("/pm-progress join")
    world.ana.submits()
    world.settle()
    assert {row.state for row in world.outbox()} == {"sent"}


def test_sending_by_hand_includes_what_the_thread_settles_meanwhile(
    any_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = at_a_pace(any_world, channel_ms=0)
    any_world.joined()
    sender.send()
    any_world.slack.workspace.restrict_posting(any_world.wins, "restricted_action")
    any_world.ana.opens("DM")
    any_world.hands_in(any_world.ana)
    sender.send()
    any_world.ana.clicks(ids.WIN_SHARE, in_="DM")
    claim_all = sender._claim_all

    def and_the_thread_settles() -> int:
        claimed = claim_all()
        if not claimed:
            wins.settle(any_world.bot.coach)
        return claimed

    monkeypatch.setattr(sender, "_claim_all", and_the_thread_settles)
    sender.send()
    assert "Only some people may post in #wins" in any_world.ana.last("DM").visible
    sender.stop()


def test_a_fault_of_ours_is_logged_and_the_heartbeat_goes_on() -> None:
    with capture_logs() as logs, log_and_continue("weeks"):
        raise RuntimeError("ours to mend")
    assert [(line["action"], line["log_level"]) for line in logs] == [("weeks.failed", "error")]


def test_the_heartbeats_open_weeks_and_send(any_world: World) -> None:
    any_world.joined()
    any_world.clock.move_to(any_world.clock.now() + timedelta(days=7))
    scheduler = any_world.bot._scheduler
    assert scheduler
    beats = {job.id: job for job in scheduler.get_jobs()}
    assert {"weeks", "reconcile", "workspace_queues", "directory"} <= set(beats)
    assert all(job.coalesce and job.max_instances == 1 for job in beats.values())
    assert {job.misfire_grace_time for job in beats.values()} == {None}
    for job in beats.values():
        job.func()
    until(lambda: len(any_world.ana.messages("DM")) == 3)


def test_two_threads_that_send_at_once_send_once(any_world: World) -> None:
    any_world.ana.types("/pm-progress join")
    any_world.ana.submits()
    threads = [Thread(target=any_world.settle) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert len(any_world.ana.messages("DM")) == 2


def test_uploads_that_hang_delay_no_message(world: World) -> None:
    """As many as there are threads; three of them hang, and the others go on."""
    li = world.joined(world.li)
    world.bot.sender.stop()
    world.bot.sender = sender_module.Sender(world.bot.coach, world.bot.delivery, threads=4)
    world.slack.faults.hang("files.getUploadURLExternal", times=3)
    people = [world.slack.workspace.add_person(f"P{number}").id for number in range(4)]
    with world.bot.database.write() as session:
        for user in people:
            files.post(
                session,
                [Attachment("a.md", b"a")],
                team_id=world.bot.team,
                channel=user,
                key=user,
                kind=Kind.FILES,
                screen=Screen("Yours.", []),
                run_at=world.clock.now(),
            )
    world.bot.sender.start()
    until(lambda: [row.state for row in world.outbox()].count("sending") == sender_module.UPLOADS)
    before = len(li.messages("DM"))
    li.writes("next")
    until(lambda: len(li.messages("DM")) == before + 2)
    assert [row.state for row in world.outbox() if row.method == "file"].count("sending") == 3
    world.slack.faults.clear()
    until(lambda: all(row.state != "sending" for row in world.outbox()))
