"""A workspace's queue: Slack's pace, kept by all replicas together, and nobody waits for somebody else's."""

import time
from collections import Counter
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, update

from bot.delivery.delivery import Delivery
from bot.domain.messages import Kind, Purpose
from bot.slack.pacing import SLACK, UNPACED, SendPace
from bot.store import outbox, workspace_queue
from bot.store.tables import Message, SlackUser, WorkspaceQueue
from tests.delivery.conftest import Office, aged, screen
from tests.slowness import LONG, scaled

SLOW = SendPace(interval=60_000, burst=3, channel=0)
"""Three at once, and then one a minute: what the bucket holds shows without waiting."""


def people(office: Office, count: int) -> list[str]:
    return [office.slack.workspace.add_person(f"P{n}", "P", "UTC").id for n in range(count)]


@pytest.fixture
def slow(office: Office) -> Office:
    office.pace = SLOW
    office.delivery = office.another()
    return office


def in_another_workspace(office: Office, count: int, team: str = "T0OTHER") -> None:
    """Messages of a workspace that the same Slack answers for."""
    with office.database.write() as session:
        for number, person in enumerate(people(office, count)):
            outbox.post(
                session,
                team_id=team,
                channel=person,
                kind=Kind.NUDGE,
                purpose=Purpose.ASKED,
                key=f"{team}:{person}:{number}",
                screen=screen("hi"),
                run_at=office.clock.now(),
            )


def claimed(office: Office, limit: int = 20) -> Counter[str]:
    """How many messages of each workspace may go now."""
    return Counter(claim.message.team_id for claim in office.delivery.claim(limit))


def test_a_workspace_gets_its_burst_and_then_one_at_a_time(slow: Office) -> None:
    for person in people(slow, 5):
        slow.post(to=person)
    assert claimed(slow) == {slow.team: 3}
    assert claimed(slow) == {}
    opens_in = slow.delivery.opens_in()
    assert opens_in == pytest.approx(60, abs=10)
    with slow.database.write() as session:  # a minute passes
        session.exec(
            update(WorkspaceQueue).values(
                tat=WorkspaceQueue.tat - 60_000, open_at=WorkspaceQueue.open_at - 60_000
            )
        )
    assert claimed(slow) == {slow.team: 1}


@pytest.fixture
def tiered(office: Office) -> Office:
    """Of three messages in direct messages that are known, all three are changed; new changes are scarce."""
    for person in people(office, 3):
        office.post(to=person)
    office.deliver()
    for number in range(1, 4):
        office.change(number, "changed")
    office.pace = SendPace(
        interval=0, burst=2, channel=0, methods={"chat.update": 60_000, "conversations.open": 60_000}
    )
    office.delivery = office.another()
    return office


def methods(office: Office, delivery: Delivery | None = None) -> Counter[str]:
    return Counter(claim.message.method for claim in (delivery or office.delivery).claim(20))


def test_what_a_methods_tier_holds_back_holds_up_nothing_else(tiered: Office) -> None:
    tiered.post(to="C0WINS")
    assert methods(tiered) == {"update": 2}
    assert methods(tiered) == {"post": 1}
    assert methods(tiered) == {}
    assert tiered.delivery.opens_in() == pytest.approx(60, abs=10)
    with tiered.database.write() as session:  # a minute passes
        minute_ago = {name: tat - 60_000 for name, tat in tiered.queue().method_tats.items()}
        session.exec(
            update(WorkspaceQueue).values(open_at=WorkspaceQueue.open_at - 60_000, method_tats=minute_ago)
        )
    assert methods(tiered) == {"update": 1}


def test_a_claim_takes_no_more_of_a_method_than_its_tier_has_left(tiered: Office) -> None:
    tiered.pace = SendPace(interval=0, burst=10, channel=0, methods={"chat.update": 60_000})
    spent = int(time.time() * 1000) + 9 * 60_000 - 1_000  # nine of ten
    with tiered.database.write() as session:
        session.exec(update(WorkspaceQueue).values(method_tats={"chat.update": spent}))
    tiered.post(to="C0WINS")
    assert methods(tiered, tiered.another()) == {"update": 1, "post": 1}


def test_a_clock_set_back_leaves_no_tier_waiting(tiered: Office) -> None:
    hour_ahead = int(time.time() * 1000) + 3_600_000
    with tiered.database.write() as session:
        session.exec(update(WorkspaceQueue).values(method_tats={"chat.update": hour_ahead}))
    assert methods(tiered) == {}
    tiered.delivery.wake_forgotten()
    assert methods(tiered) == {"update": 2}


def test_two_replicas_share_a_methods_tier(tiered: Office) -> None:
    assert [methods(tiered), methods(tiered, tiered.another())] == [{"update": 2}, {}]


def test_only_a_persons_first_post_counts_as_opening_a_channel(tiered: Office) -> None:
    tiered.delivery.claim(2)
    known, *new = tiered.ana, *people(tiered, 3)
    with tiered.database.write() as session:
        session.add(SlackUser(team_id=tiered.team, user_id=known, dm_channel="D0KNOWN"))
    for person in (*new, known):
        tiered.post(to=person)
    assert [claim.message.channel for claim in tiered.delivery.claim(20)] == new[:2]
    assert [claim.message.channel for claim in tiered.delivery.claim(20)] == [known]


def test_two_replicas_share_one_bucket(slow: Office) -> None:
    for person in people(slow, 5):
        slow.post(to=person)
    other = slow.another()
    assert [len(slow.delivery.claim(2)), len(other.claim(20))] == [2, 1]


def test_a_workspace_that_has_to_wait_holds_up_no_other(slow: Office) -> None:
    for person in people(slow, 10):
        slow.post(to=person)
    in_another_workspace(slow, 2)
    assert claimed(slow) == {slow.team: 3, "T0OTHER": 2}


def test_whoever_has_waited_longest_goes_first(office: Office) -> None:
    for person in people(office, 4):
        office.post(to=person)
    in_another_workspace(office, 4)
    turns = [next(iter(claimed(office, limit=1))) for _ in range(6)]
    assert Counter(turns) == {office.team: 3, "T0OTHER": 3}


def test_a_channel_gets_one_message_at_a_time(office: Office) -> None:
    office.pace = SendPace(interval=0, burst=100, channel=60_000)
    office.delivery = office.another()
    office.post("one")
    office.post("two")
    other = office.post("elsewhere", to=people(office, 1)[0])
    assert office.deliver() == 2
    assert (office.row(other).state, office.read()) == ("sent", ["one"])
    with office.database.write() as session:  # a minute passes
        session.exec(update(Message).values(sending_at=col(Message.sending_at) - 60_000))
    assert office.deliver() == 1
    assert office.read() == ["one", "two"]


def test_after_too_many_it_goes_more_slowly_and_finds_back_to_its_pace(office: Office) -> None:
    office.pace = SendPace(interval=20, burst=100, channel=0)
    office.delivery = office.another()
    office.slack.faults.rate_limit("chat.postMessage", retry_after=30)
    office.post("0")
    office.deliver()
    assert office.queue().interval_ms == 40
    office.open_queue()
    for number in range(3):
        office.post(str(number))
        office.deliver()
    assert office.queue().interval_ms == 36


def test_what_was_claimed_before_the_pause_isnt_sent_in_it(office: Office) -> None:
    messages = [office.post(to=person) for person in people(office, 3)]
    office.slack.faults.rate_limit("chat.postMessage", retry_after=30)
    for claim in office.delivery.claim(3):
        office.delivery.send(aged(claim))
    assert len(office.calls("chat.postMessage")) == 1
    rows = [office.row(message) for message in messages]
    assert [(row.state, row.attempts) for row in rows] == [("planned", 0)] * 3
    office.open_queue()
    assert office.deliver() == 3


@pytest.mark.parametrize(("waits", "lasts"), [([60, 1], 60), ([1, 60], 60)])
def test_of_two_pauses_the_longer_one_counts(office: Office, waits: list[int], lasts: int) -> None:
    for person in people(office, 2):
        office.post(to=person)
    claims = office.delivery.claim(2)
    for wait in waits:
        with office.database.write() as session:
            workspace_queue.pause(session, office.team, wait * 1000, 10, 0)
    assert len(claims) == 2
    assert office.paused_for(lasts)


def test_writers_of_queues_lock_them_in_one_order(office: Office) -> None:
    """On PostgreSQL two that lock in different orders end in a deadlock, and one of them in an error."""
    barrier, failures = Barrier(2), list[BaseException]()

    def write(paused: str, woken: str) -> None:
        try:
            for _ in range(10):
                with office.database.write() as session:
                    workspace_queue.pause(session, paused, 1, 0, 0)
                    workspace_queue.note(session, woken, 1, None)
                    if not office.database.is_sqlite:
                        with suppress(BrokenBarrierError):
                            barrier.wait(scaled(1))  # in vain, if one waits for the other's lock
        except DBAPIError as error:
            failures.append(error)

    with office.database.write() as session:
        for team in ("TA", "TZ"):
            workspace_queue.note(session, team, 1, None)
    threads = [Thread(target=write, args=pair) for pair in (("TZ", "TA"), ("TA", "TZ"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert failures == []


def test_queues_that_only_wait_go_behind_those_that_may_go(office: Office) -> None:
    """Also where they are slowed down, so that their bucket's time lies far back."""
    office.pace = SLACK
    office.delivery = office.another()
    for number in range(4):
        in_another_workspace(office, 1, team=f"TSLOW{number}")
    office.delivery.claim(4)
    with office.database.write() as session:
        for number in range(4):
            outbox.post(
                session,
                team_id=f"TSLOW{number}",
                channel="U1",
                kind=Kind.NUDGE,
                purpose=Purpose.ASKED,
                key=f"2:{number}",
                screen=screen("x"),
                run_at=office.clock.now(),
            )
        session.flush()
        session.exec(update(Message).values(channel="U1"))
        session.exec(update(WorkspaceQueue).values(interval_ms=60_000, open_at=0, tat=0))
    assert claimed(office, limit=2) == {}
    in_another_workspace(office, 1, team="TFREE")
    assert claimed(office, limit=2) == {"TFREE": 1}


def test_a_message_that_no_queue_knows_of_is_found(office: Office) -> None:
    """The version before this one plans messages without waking a queue."""
    message = office.post()
    with office.database.write() as session:
        session.delete(session.get_one(WorkspaceQueue, office.team))
    assert office.deliver() == 0
    office.delivery.wake_forgotten()
    assert office.deliver() == 1
    assert office.row(message).state == "sent"
    assert office.queue().due_at is None


def test_waking_the_forgotten_leaves_alone_who_knows(office: Office) -> None:
    office.post()
    before = office.queue()
    office.delivery.wake_forgotten()
    assert office.queue() == before


def test_a_queue_knows_what_is_due_next(office: Office) -> None:
    assert office.delivery.opens_in() is None
    office.post(to=people(office, 1)[0])
    assert office.delivery.opens_in() == 0
    office.deliver()
    assert office.delivery.opens_in() is None


def test_a_claim_too_old_calls_nobody_and_is_given_back(office: Office) -> None:
    message = office.post()
    [claim] = office.delivery.claim(1)
    office.delivery.send(aged(claim, office.timing.send_deadline))
    assert office.calls() == []
    assert (office.row(message).state, office.row(message).attempts) == ("planned", 0)
    assert office.deliver() == 1


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="Linux has it")
def test_a_claim_from_before_the_machine_was_suspended_calls_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = office.post()
    [claim] = office.delivery.claim(1)
    awake, asleep = time.clock_gettime, {time.CLOCK_BOOTTIME: office.timing.send_deadline.total_seconds()}
    monkeypatch.setattr(time, "clock_gettime", lambda clock: awake(clock) + asleep.get(clock, 0))
    office.delivery.send(claim)
    assert (office.calls(), office.row(message).state) == ([], "planned")


def test_a_claim_that_somebody_else_took_over_calls_nobody(office: Office) -> None:
    message = office.post()
    [claim] = office.delivery.claim(1)
    with office.database.write() as session:
        session.exec(update(Message).values(owner="another"))
    office.delivery.send(aged(claim))
    assert (office.calls(), office.row(message).owner) == ([], "another")


def test_the_pace_that_slack_documents_is_the_default() -> None:
    assert (SLACK.interval, SLACK.channel, UNPACED.interval) == (200, 1100, 0)
