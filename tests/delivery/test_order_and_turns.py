"""Who goes when: order within a channel, changes after what they change, the newest state only, expiry."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlmodel import col, select, update

from bot.delivery import claim
from bot.sandbox import Sandbox
from bot.store import eligibility, outbox
from bot.store.outbox_report import reason
from bot.store.tables import Message
from tests.delivery.conftest import HOME, Office, aged, screen, text_block
from tests.slowness import LONG


def test_posts_to_a_channel_go_out_in_the_order_in_which_they_were_written(office: Office) -> None:
    for text in ("one", "two", "three"):
        office.post(text)
    office.deliver()
    assert office.read() == ["one", "two", "three"]


def nobody_is_home(office: Office) -> None:
    """The next post is tried in vain, and certainly not sent."""
    office.slack.faults.drop("conversations.open")


def test_a_post_that_has_to_wait_holds_back_those_behind_it(office: Office) -> None:
    nobody_is_home(office)
    office.post("one")
    office.post("two")
    assert office.deliver() == 1
    assert office.read() == []
    office.later(seconds=12)
    assert office.read() == ["one", "two"]


def test_a_post_that_has_to_wait_holds_back_no_other_channel(office: Office) -> None:
    other = office.slack.workspace.add_channel(f"other-{office.ana.lower()}", with_bot=True)
    nobody_is_home(office)
    office.post("one")
    elsewhere = office.post("two", to=other.id)
    office.deliver()
    assert (office.row(elsewhere).state, office.read()) == ("sent", [])


def test_a_post_planned_for_later_holds_back_nothing(office: Office) -> None:
    office.post("tomorrow", run_at=office.clock.now() + timedelta(days=1))
    office.post("now")
    office.deliver()
    assert office.read() == ["now"]
    office.later(days=1)
    assert office.read() == ["now", "tomorrow"]


def test_a_dead_post_holds_back_nothing(office: Office) -> None:
    office.slack.faults.refuse("chat.postMessage", "invalid_blocks")
    office.post("one")
    office.post("two")
    office.deliver()
    assert office.read() == ["two"]


def test_what_an_act_caused_goes_before_what_nobody_asked_for_this_second(office: Office) -> None:
    other = office.slack.workspace.add_person("Li", "Li Wei", "Europe/Berlin").id
    unasked = office.post("nudge", priority=outbox.PLANNED)
    asked = office.post("reply", to=other)
    office.deliver()
    assert (office.row(asked).ts or "") < (office.row(unasked).ts or "")


def test_an_edit_of_a_message_not_yet_sent_rewrites_it(office: Office) -> None:
    target = office.post("old")
    office.change(target, "new")
    office.deliver()
    assert (office.read(), office.calls("chat.update")) == (["new"], [])


def test_an_edit_of_a_message_being_sent_waits_for_it(office: Office) -> None:
    target = office.post("old")
    [claim] = office.delivery.claim(1)
    office.change(target, "new")
    assert office.deliver() == 0
    office.delivery.send(claim)
    office.deliver()
    assert office.read() == ["new"]
    assert office.calls()[-2:] == ["chat.postMessage", "chat.update"]


def test_an_edit_of_a_message_whose_outcome_stays_unknown_is_given_up(office: Office) -> None:
    wins = office.slack.workspace.add_channel(f"wins-{office.ana.lower()}", with_bot=True)
    target = office.post("old", to=wins.id)
    office.delivery.claim(1)
    office.change(target, "new")
    office.leave()
    office.reconcile()
    office.deliver()
    assert (office.newest().state, reason(office.newest())) == ("dead", "message_not_sent")
    assert office.calls() == []


def test_a_dead_message_is_edited_no_more(office: Office) -> None:
    office.slack.faults.refuse("chat.postMessage", "invalid_blocks")
    target = office.post("old")
    office.deliver()
    office.change(target, "new")
    assert office.newest().id == target


def test_a_later_edit_takes_the_place_of_one_not_yet_sent(office: Office) -> None:
    target = office.post("old")
    office.deliver()
    for text in ("second", "third", "fourth"):
        office.change(target, text)
    office.deliver()
    assert (office.read(), office.calls("chat.update")) == (["fourth"], ["chat.update"])
    with office.database.read() as session:
        dead = session.exec(
            select(Message.end_reason).where(Message.target_id == target, Message.state == "dead")
        )
        assert dead.all() == ["superseded", "superseded"]


def test_an_older_edit_that_was_to_be_tried_again_never_overwrites_a_newer_one(office: Office) -> None:
    target = office.post("old")
    office.deliver()
    office.slack.faults.server_error("chat.update")
    office.change(target, "second")
    office.deliver()
    older = office.newest().id
    office.change(target, "third")
    office.deliver()
    assert office.later(minutes=15) == 0
    assert office.read() == ["third"]
    assert (office.row(older).state, reason(office.row(older))) == ("dead", "superseded")


def test_an_older_edit_counts_again_when_the_newer_one_is_refused(office: Office) -> None:
    target = office.post("old")
    office.deliver()
    office.slack.faults.server_error("chat.update")
    office.change(target, "second")
    office.deliver()
    office.slack.faults.refuse("chat.update", "invalid_blocks")
    office.change(target, "third")
    office.deliver()
    office.later(minutes=15)
    assert office.read() == ["second"]


def test_an_edit_waits_while_an_older_one_is_on_its_way(office: Office) -> None:
    target = office.post("old")
    office.deliver()
    office.change(target, "second")
    older = office.newest().id
    [claim] = office.delivery.claim(1)
    assert claim.message.id == older
    office.change(target, "third")
    assert office.deliver() == 0
    office.leave()
    office.reconcile()
    office.deliver()
    assert (office.read(), reason(office.row(older))) == (["third"], "superseded")


def test_only_the_newest_home_is_drawn(office: Office) -> None:
    for text in ("one", "two"):
        office.home({**HOME, "blocks": text_block(text)})
    office.deliver()
    assert office.calls() == ["views.publish"]
    home = office.slack.workspace.home(office.ana)
    assert home
    assert home.blocks[0]["text"]["text"] == "two"


def test_a_home_waits_half_a_minute_for_one_of_a_killed_process_which_draws_nothing_if_it_wakes_up(
    office: Office,
) -> None:
    office.home()
    [asleep] = office.delivery.claim(1)
    office.home({**HOME, "blocks": text_block("newer")})
    assert office.deliver() == 0
    with office.database.write() as session:
        sent_before = col(Message.sending_at) - eligibility.HOME_HELD
        session.exec(update(Message).where(col(Message.state) == "sending").values(sending_at=sent_before))
    assert office.deliver() == 1
    office.delivery.send(aged(asleep))
    assert office.calls() == ["views.publish"]
    home = office.slack.workspace.home(office.ana)
    assert home
    assert home.blocks[0]["text"]["text"] == "newer"


def test_a_home_and_a_post_dont_wait_for_each_other(office: Office) -> None:
    nobody_is_home(office)
    office.post()
    office.home()
    office.deliver()
    assert office.newest().state == "sent"


def test_a_message_that_came_too_late_isnt_sent(office: Office) -> None:
    message = office.post(expires_at=office.clock.now() + timedelta(hours=1))
    assert office.later(hours=1) == 0
    assert (office.row(message).state, reason(office.row(message))) == ("dead", "expired")
    assert office.calls() == []


def test_expiry_is_looked_at_right_before_sending_and_not_only_when_claiming(office: Office) -> None:
    message = office.post(expires_at=office.clock.now() + timedelta(hours=1))
    [claim] = office.delivery.claim(1)
    office.clock.advance(timedelta(hours=2))
    office.delivery.send(aged(claim))
    assert (office.row(message).state, reason(office.row(message)), office.calls()) == ("dead", "expired", [])


def test_what_is_called_off_between_claim_and_call_isnt_sent(office: Office) -> None:
    message = office.post()
    [claim] = office.delivery.claim(1)
    with office.database.write() as session:
        outbox.drop(session, [session.get_one(Message, message)])
    office.delivery.send(aged(claim))
    row = office.row(message)
    assert (row.state, reason(row), office.calls()) == ("dead", "called_off", [])


def test_a_message_that_waits_to_be_tried_again_may_expire(office: Office) -> None:
    nobody_is_home(office)
    message = office.post(expires_at=office.clock.now() + timedelta(seconds=5))
    office.deliver()
    office.later(seconds=60)
    assert (reason(office.row(message)), office.read()) == ("expired", [])


def test_what_was_called_off_isnt_sent(office: Office) -> None:
    message = office.post()
    with office.database.write() as session:
        outbox.drop(session, [session.get_one(Message, message)])
    assert office.deliver() == 0
    assert reason(office.row(message)) == "called_off"


@pytest.mark.parametrize("when", ["later", "sent", "dead", "sending", "behind another"])
def test_delivering_by_hand_does_nothing_to_what_isnt_due(office: Office, when: str) -> None:
    message = office.post(
        run_at=office.clock.now() + timedelta(hours=1) if when == "later" else office.clock.now()
    )
    if when == "behind another":
        message = office.post("two")
    elif when != "later":
        with office.database.write() as session:
            row = session.get_one(Message, message)
            row.state, row.end_reason = when, "refused" if when == "dead" else None
    before = office.row(message).state
    office.delivery.deliver(message)
    assert (office.row(message).state, office.calls()) == (before, [])


def test_a_delivery_asked_for_nothing_that_exists_says_nothing(office: Office) -> None:
    office.delivery.deliver(4711)
    assert office.calls() == []


def test_several_threads_and_two_processes_worth_of_deliveries_send_each_message_once(office: Office) -> None:
    people = [office.slack.workspace.add_person(f"P{n}", "P", "UTC").id for n in range(5)]
    messages = [office.post(f"{n}", to=people[n % 5]) for n in range(20)]
    deliveries, barrier = [office.delivery, office.another()], Barrier(6)

    def work(number: int) -> None:
        barrier.wait()
        for message in messages if number % 3 else reversed(messages):
            deliveries[number % 2].deliver(message)
        deliveries[number % 2].deliver_due()

    threads = [Thread(target=work, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    office.deliver()
    assert {office.row(message).state for message in messages} == {"sent"}
    assert len(office.calls("chat.postMessage")) == 20
    for number, person in enumerate(people):
        dm = office.slack.workspace.dm(person)
        assert [m.text for m in dm.messages] == [str(n) for n in range(20) if n % 5 == number]


def test_a_post_that_was_given_up_goes_out_again_under_its_own_key(office: Office) -> None:
    office.slack.faults.refuse("chat.postMessage", "channel_not_found")
    message = office.post("lost")
    office.deliver()
    with office.database.write() as session:
        outbox.again(session, session.get_one(Message, message), screen("found"), office.clock.now())
    office.deliver()
    assert (office.row(message).state, office.read()) == ("sent", ["found"])


def test_the_next_thing_due_is_a_message_or_a_week(office: Office) -> None:
    assert outbox.next_due(office.database) is None
    office.post(run_at=office.clock.now() + timedelta(hours=2))
    assert outbox.next_due(office.database) == office.clock.now() + timedelta(hours=2)


def test_the_outbox_is_searched_and_sorted_by_index(sqlite_url: str, slack: Sandbox) -> None:
    # PostgreSQL reads a small table from end to end, whatever indexes there are.
    office = Office(sqlite_url, slack)
    with office.database.read() as session:
        due = claim._READY.compile(session.get_bind()).construct_expanded_state(asked(office))
        values = tuple(due.positional_parameters)
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {due.statement}", values)
        plan = [row[3] for row in rows]
    office.close()
    assert any("ix_message_eligible" in step for step in plan)
    assert [step for step in plan if step.startswith("SCAN") or "ORDER BY" in step] == []


def test_a_channel_with_many_posts_costs_a_claim_as_little_as_one_with_few(
    sqlite_url: str, slack: Sandbox
) -> None:
    office = Office(sqlite_url, slack)
    steps = [steps_of_a_claim(office, "C0SHORT"), steps_of_a_claim(office, "C0LONG", already=300)]
    office.close()
    assert steps[1] == pytest.approx(steps[0], rel=0.5)


def asked(office: Office) -> dict[str, Any]:
    """What a claim is told of a workspace."""
    now = outbox.millis(office.clock.now())
    return {
        "team": office.team,
        "now": now,
        "real": now,
        "channel_ms": 1100,
        "limit": 20,
        "message": None,
        "exhausted": ["chat.update"],
    }


def steps_of_a_claim(office: Office, channel: str, already: int = 0) -> int:
    """What SQLite does to find a post that is due, in a channel that has had so many."""
    with office.database.write() as session:
        session.exec(update(Message).values(state="dead", end_reason="expired"))
    for _ in range(already):
        office.post(to=channel)
    with office.database.write() as session:
        planned = update(Message).where(col(Message.state) == "planned")
        session.exec(planned.values(state="sent", end_reason=None, sending_at=1))
    office.post(to=channel)
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with office.database.read() as session:
        connection = session.connection().connection.driver_connection
        assert connection
        connection.set_progress_handler(count, 1)
        assert len(session.execute(claim._READY, asked(office)).all()) == 1
        connection.set_progress_handler(None, 0)
    return steps
