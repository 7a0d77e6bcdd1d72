"""Looking into Slack's history for what became of a post, and what follows from each thing one may see."""

import time

import pytest
from sqlmodel import update
from structlog.testing import capture_logs

from bot.delivery.reconcile import PAUSES
from bot.delivery.timing import Timing
from bot.store import slack_limits
from bot.store.outbox_report import reason
from bot.store.tables import Message, SlackLimit
from tests.delivery.conftest import Office
from tests.slowness import scaled


@pytest.fixture
def unknown(office: Office) -> int:
    """A post that Slack took, and whose answer was lost."""
    office.slack.faults.drop("chat.postMessage", executed=True)
    message = office.post("Monday")
    office.deliver()
    assert office.row(message).state == "unverified"
    return message


@pytest.fixture
def missing(office: Office) -> int:
    """A post that Slack never took, and whose answer was lost."""
    office.slack.faults.drop("chat.postMessage")
    message = office.post("Monday")
    office.deliver()
    return message


def test_what_is_there_counts_as_sent_with_its_place(office: Office, unknown: int) -> None:
    assert office.reconcile() == "sent"
    row, [seen] = office.row(unknown), office.slack.workspace.dm(office.ana).messages
    assert (row.ts, row.channel, row.error) == (seen.ts, seen.channel, None)
    assert row.sent_at == row.run_at  # the clock stands
    office.change(unknown, "Tuesday")
    office.deliver()
    assert office.read() == ["Tuesday"]


def test_one_look_isnt_enough_to_send_again(office: Office, missing: int) -> None:
    assert office.reconcile() == "unverified"
    assert office.deliver() == 0
    assert office.reconcile() == "planned"
    assert office.deliver() == 1
    assert office.read() == ["Monday"]


def test_a_history_that_was_behind_at_the_first_look_is_believed_at_the_second(office: Office) -> None:
    office.slack.faults.hang("chat.postMessage")
    office.delivery = office.another(timeout=scaled(1))
    message = office.post("Monday")
    office.deliver()
    office.slack.faults.clear()
    assert office.reconcile() == "unverified"
    row = office.row(message)
    office.client().chat_postMessage(
        channel=office.ana, text="Monday", metadata={"event_type": "x", "event_payload": {"key": row.uuid}}
    )
    assert office.reconcile() == "sent"
    assert office.read() == ["Monday"]


def test_it_is_found_behind_a_hundred_others(office: Office, unknown: int) -> None:
    for number in range(130):
        office.client().chat_postMessage(channel=office.ana, text=str(number))
    assert office.reconcile() == "sent"


def test_a_message_of_somebody_else_isnt_taken_for_it(office: Office, missing: int) -> None:
    office.client().chat_postMessage(
        channel=office.ana, text="Monday", metadata={"event_type": "pm_coach", "event_payload": {"key": "x"}}
    )
    assert [office.reconcile(), office.reconcile()] == ["unverified", "planned"]


@pytest.mark.parametrize("code", ["missing_scope", "channel_not_found", "not_allowed_token_type"])
def test_where_one_may_not_look_it_is_never_sent_again(office: Office, missing: int, code: str) -> None:
    office.slack.faults.refuse("conversations.history", code)
    with capture_logs() as logs:
        assert office.reconcile() == "dead"
    assert reason(office.row(missing)) == "unknown"
    assert (logs[0]["action"], logs[0]["error"]) == ("delivery.dead", code)
    mended = [line["error"] for line in logs[1:] if line["action"] == "delivery.needs_mending"]
    assert mended == (["missing_scope"] if code == "missing_scope" else [])
    assert (office.later(days=1), office.read()) == (0, [])


def test_a_look_that_slack_puts_off_counts_for_nothing(office: Office, missing: int) -> None:
    office.slack.faults.rate_limit("conversations.history", retry_after=60)
    assert office.reconcile() == "unverified"
    assert office.reconcile() == "unverified"  # not yet: it was put off
    assert len(office.calls("conversations.history")) == 1
    row = office.row(missing)
    assert ((row.verify_at or 0) - (row.sending_at or 0)) / 1000 == pytest.approx(60, abs=3)
    office.slack.faults.clear()
    office.leave()
    with office.database.write() as session:
        session.exec(update(SlackLimit).values(open_at=0))
    assert [office.reconcile(), office.reconcile()] == ["unverified", "planned"]


def test_a_look_asks_for_the_days_around_the_call_alone(office: Office, missing: int) -> None:
    office.reconcile()
    [look] = [call for call in office.slack.calls if call.method == "conversations.history"][-1:]
    called = (office.row(missing).sending_at or 0) / 1000
    days = [(float(look.arguments[bound]) - called) / 86_400 for bound in ("oldest", "latest")]
    assert days == pytest.approx([-2, 2], abs=0.01)


def a_minute_passes(office: Office) -> None:
    """Slack gives one more page of 15, as to apps that it holds short."""
    office.slack.faults.clear()
    office.slack.faults.ration("conversations.history", calls=1, seconds=3600)
    office.leave()
    with office.database.write() as session:
        session.exec(update(SlackLimit).values(open_at=0))


def test_a_look_goes_on_where_slack_put_it_off(
    office: Office, missing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.slack.workspace, "history_page", 15)
    for number in range(16):
        office.client().chat_postMessage(channel=office.ana, text=str(number))
    states = []
    for _ in range(4):  # two looks of two pages each, three of which are refused once
        a_minute_passes(office)
        states += [
            office.reconcile(),
            office.reconcile(),
        ]  # the second waits for Slack's minute, and asks nothing
    assert states == ["unverified"] * 6 + ["planned"] * 2
    assert len(office.calls("conversations.history")) == 7
    with office.database.read() as session:
        assert slack_limits.rationed(session, 60_000) == [office.team]


def test_a_look_that_slack_puts_off_every_time_ends(office: Office, missing: int) -> None:
    for _ in range(PAUSES - 1):
        a_minute_passes(office)
        office.slack.faults.rate_limit("conversations.history")
        assert office.reconcile() == "unverified"
    a_minute_passes(office)
    office.slack.faults.rate_limit("conversations.history")
    assert (office.reconcile(), reason(office.row(missing))) == ("dead", "unknown")


def test_a_cursor_that_slack_no_longer_knows_begins_the_look_anew(office: Office, unknown: int) -> None:
    with office.database.write() as session:
        session.get_one(Message, unknown).verify_cursor = "gone"
    assert [office.reconcile(), office.reconcile()] == ["unverified", "sent"]


@pytest.mark.parametrize("trouble", ["drop", "fatal_error", "server_error"])
def test_a_look_that_fails_is_repeated_and_decides_nothing(
    office: Office, unknown: int, trouble: str
) -> None:
    getattr(office.slack.faults, trouble)("conversations.history")
    assert [office.reconcile(), office.reconcile()] == ["unverified", "sent"]


def test_a_person_whose_channel_isnt_known_yet_is_asked_for(office: Office, unknown: int) -> None:
    assert office.row(unknown).channel == office.ana
    assert office.reconcile() == "sent"
    assert office.row(unknown).channel.startswith("D")


def test_a_post_to_a_channel_is_never_looked_up_and_never_sent_again(office: Office) -> None:
    wins = office.slack.workspace.add_channel(f"wins-{office.ana.lower()}", with_bot=True)
    message = office.post("won", to=wins.id)
    office.delivery.claim(1)
    office.leave()
    assert office.reconcile() == "dead"
    assert (reason(office.row(message)), office.calls()) == ("unknown", [])


def test_two_replicas_dont_look_after_the_same_message(office: Office, unknown: int) -> None:
    office.timing = Timing()
    assert [office.another().reconcile(), office.another().reconcile()] == [1, 0]
    assert len(office.calls("conversations.history")) == 1


def test_posts_behind_an_unknown_one_wait_for_it_five_minutes_at_most(office: Office, unknown: int) -> None:
    office.post("second")
    assert office.deliver() == 0
    with office.database.write() as session:
        session.get_one(type(office.row(unknown)), unknown).sending_at = 0
    assert office.deliver() == 1


def test_a_post_that_is_lost_every_time_is_given_up_after_eight(office: Office) -> None:
    office.slack.faults.drop("chat.postMessage", times=99)
    message = office.post()
    for _ in range(8):
        assert office.deliver() == 1
        office.reconcile()
        office.reconcile()
    assert (office.row(message).state, reason(office.row(message))) == ("dead", "unknown")
    assert len(office.calls("chat.postMessage")) == 8


def test_the_second_look_follows_half_a_minute_after_the_first_was_made(office: Office, missing: int) -> None:
    office.timing = Timing()
    office.delivery = office.another()
    with office.database.write() as session:  # as if the batch had been taken over a while ago
        session.get_one(type(office.row(missing)), missing).verify_at = 0
    began = time.time()
    assert office.reconcile() == "unverified"
    assert (office.row(missing).verify_at or 0) / 1000 - began == pytest.approx(30, abs=3)


def test_the_first_look_waits_ten_seconds_for_slack_to_finish(office: Office) -> None:
    office.timing = Timing()
    office.delivery = office.another()
    office.slack.faults.drop("chat.postMessage")
    message = office.post()
    began = time.time()
    office.deliver()
    assert (office.row(message).verify_at or 0) / 1000 - began == pytest.approx(10, abs=3)
    assert office.delivery.reconcile() == 0
