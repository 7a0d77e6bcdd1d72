"""What Slack or the network answered, and what that means for the message: row by row."""

import json
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from bot.delivery.record import ATTEMPTS
from bot.store.outbox import millis
from bot.store.outbox_report import reason
from tests.delivery.conftest import Office
from tests.delivery.servers import serving
from tests.slowness import scaled


def in_seconds(office: Office, message_id: int) -> float:
    """How far off the next attempt is, in programme time."""
    return (office.row(message_id).run_at - millis(office.clock.now())) / 1000


def answering(status: int, body: str, headers: dict[str, str] | None = None) -> AbstractContextManager[str]:
    """A server that gives one and the same answer to everything."""
    return serving(lambda _method: body.encode(), status, headers)


def test_a_post_is_sent_and_its_place_kept(office: Office) -> None:
    message = office.post("Monday")
    assert office.deliver() == 1
    row = office.row(message)
    [seen] = office.slack.workspace.dm(office.ana).messages
    assert (row.state, row.ts, row.channel, row.attempts, row.error) == (
        "sent",
        seen.ts,
        seen.channel,
        1,
        None,
    )
    assert office.read() == ["Monday"]


def test_the_second_post_to_a_person_needs_no_look_up_of_the_channel(office: Office) -> None:
    office.post()
    office.deliver()
    office.post()
    office.deliver()
    assert office.calls() == ["conversations.open", "chat.postMessage", "chat.postMessage"]


def test_metadata_carries_the_uuid_and_nothing_else_and_links_arent_unfurled(office: Office) -> None:
    message = office.post()
    office.deliver()
    asked = office.slack.calls[-1].arguments
    assert json.loads(json.dumps(asked["metadata"])) == {
        "event_type": "pm_coach",
        "event_payload": {"key": office.row(message).uuid},
    }
    assert (asked["unfurl_links"], asked["unfurl_media"]) == (False, False)


def test_429_pauses_the_workspace_for_as_long_as_slack_said(office: Office) -> None:
    office.slack.faults.rate_limit("chat.postMessage", retry_after=40)
    message = office.post()
    assert office.deliver() == 1
    row = office.row(message)
    assert (row.state, row.error, row.attempts) == ("planned", "ratelimited", 0)
    assert office.paused_for(40)
    assert office.another().deliver_due() == 0  # another replica keeps the pause too
    office.open_queue()
    assert office.deliver() == 1
    assert (office.row(message).state, office.read()) == ("sent", ["hi"])


@pytest.mark.parametrize(
    ("header", "seconds"), [(None, 30), ("0", 1), ("soon", 30), ("-4", 30), ("99999", 900), ("7", 7)]
)
def test_a_strange_or_missing_retry_after_neither_spins_nor_waits_for_ever(
    office: Office, header: str | None, seconds: int
) -> None:
    office.post(to="C0WINS")
    with answering(
        429, '{"ok":false,"error":"ratelimited"}', {"Retry-After": header} if header else {}
    ) as url:
        assert office.through(url).deliver_due() == 1
    assert office.paused_for(seconds)


def test_ratelimited_without_429_waits_too(office: Office) -> None:
    office.slack.faults.refuse("chat.postMessage", "ratelimited")
    message = office.post()
    office.deliver()
    assert (office.row(message).state, office.paused_for(30)) == ("planned", True)


def near(seconds: float) -> object:
    """A wait is up to a fifth shorter or longer, so that not everybody comes back at once."""
    return pytest.approx(seconds, rel=0.2)


def test_a_refused_connection_is_tried_again_further_and_further_apart_eight_times(office: Office) -> None:
    nobody = office.through("http://127.0.0.1:1/api/")
    message, waits = office.post(to="C0WINS"), []
    for _ in range(ATTEMPTS):
        assert nobody.deliver_due() == 1
        assert nobody.deliver_due() == 0
        waits.append(in_seconds(office, message))
        office.clock.advance(timedelta(minutes=15))
    assert waits[:-1] == [near(10 * 2**n) for n in range(7)]
    row = office.row(message)
    assert (row.state, row.attempts) == ("dead", 8)
    assert "refused" in (row.error or "")


def test_a_name_that_cant_be_found_is_no_connection(office: Office) -> None:
    message = office.post(to="C0WINS")
    office.through("http://nobody.invalid/api/").deliver_due()
    assert (office.row(message).state, in_seconds(office, message)) == ("planned", near(10))


def test_a_certificate_that_cant_be_had_is_no_connection(office: Office) -> None:
    message = office.post(to="C0WINS")
    with answering(200, "{}") as url:
        office.through(url.replace("http:", "https:")).deliver_due()
    assert (office.row(message).state, in_seconds(office, message)) == ("planned", near(10))


def test_a_connection_that_doesnt_come_about_in_time_is_no_connection(office: Office) -> None:
    message = office.post(to="C0WINS")
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        callers = [socket.socket() for _ in range(3)]
        for caller in callers:  # the queue of callers is full, so the next one isn't let in
            caller.setblocking(False)
            caller.connect_ex(address)
        office.through(f"http://127.0.0.1:{address[1]}/api/", timeout=1).deliver_due()
        for caller in callers:
            caller.close()
    assert (office.row(message).state, in_seconds(office, message)) == ("planned", near(10))


Trouble = Callable[[Office], object]
UNKNOWN: dict[str, Trouble] = {
    "fatal_error": lambda o: o.slack.faults.fatal_error("chat.postMessage"),
    "internal_error": lambda o: o.slack.faults.refuse("chat.postMessage", "internal_error"),
    "500 before it took effect": lambda o: o.slack.faults.server_error("chat.postMessage", status=500),
    "503 after it took effect": lambda o: o.slack.faults.server_error("chat.postMessage", executed=True),
    "dropped before it took effect": lambda o: o.slack.faults.drop("chat.postMessage"),
    "dropped after it took effect": lambda o: o.slack.faults.drop("chat.postMessage", executed=True),
}


@pytest.mark.parametrize("trouble", UNKNOWN.values(), ids=UNKNOWN)
def test_a_post_whose_outcome_is_unknown_is_looked_up_and_reaches_its_reader_once(
    office: Office, trouble: Trouble
) -> None:
    trouble(office)
    message = office.post()
    office.deliver()
    assert office.row(message).state == "unverified"
    there = len(office.read())
    office.reconcile()
    assert office.reconcile() == ("sent" if there else "planned")
    office.deliver()
    row = office.row(message)
    assert (row.state, row.error, office.read()) == ("sent", None, ["hi"])
    assert len(office.calls("chat.postMessage")) == 2 - there


@pytest.mark.parametrize("executed", [False, True])
def test_a_post_that_hangs_past_the_time_out_reaches_its_reader_once(office: Office, executed: bool) -> None:
    office.slack.faults.hang("chat.postMessage", executed=executed)
    office.delivery = office.another(timeout=scaled(1))
    message = office.post()
    office.deliver()
    assert office.row(message).state == "unverified"
    office.slack.faults.clear()
    for _ in range(2):
        office.reconcile()
    office.deliver()
    assert (office.row(message).state, office.read()) == ("sent", ["hi"])


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, "<html>Sign in to the proxy</html>"), (403, "<html>No</html>"), (200, "[]"), (200, '{"ok": fal')],
)
def test_a_post_to_a_channel_with_an_unreadable_answer_is_dead_and_never_sent_again(
    office: Office, status: int, body: str
) -> None:
    message = office.post(to="C0WINS")
    with answering(status, body) as url:
        office.through(url).deliver_due()
    assert (office.row(message).state, reason(office.row(message))) == ("dead", "unknown")
    assert (office.later(days=1), office.delivery.reconcile()) == (0, 0)


@pytest.mark.parametrize("trouble", ["error", "drop", "hang"])
def test_looking_up_the_channel_may_fail_without_harm_to_the_post(office: Office, trouble: str) -> None:
    faults, method = office.slack.faults, "conversations.open"
    if trouble == "error":
        faults.fatal_error(method)
    elif trouble == "drop":
        faults.drop(method, executed=True)
    else:
        faults.hang(method)
        office.delivery = office.another(timeout=0.2)
    message = office.post()
    office.deliver()
    assert (office.row(message).state, in_seconds(office, message)) == ("planned", near(10))
    faults.clear()
    office.delivery = office.another()
    office.later(seconds=12)
    assert (office.row(message).state, office.read()) == ("sent", ["hi"])


@pytest.mark.parametrize(
    "code", ["channel_not_found", "is_archived", "invalid_blocks", "messages_tab_disabled"]
)
def test_what_slack_refuses_for_good_is_dead_with_its_code(office: Office, code: str) -> None:
    office.slack.faults.refuse("chat.postMessage", code)
    message = office.post()
    office.deliver()
    assert (office.row(message).state, reason(office.row(message))) == ("dead", code)
    assert office.later(days=1) == 0
    assert len(office.calls("chat.postMessage")) == 1


def test_somebody_who_left_the_workspace_is_refused_for_good(office: Office) -> None:
    office.slack.workspace.deactivate(office.slack.workspace.person(office.ana))
    message = office.post()
    office.deliver()
    assert (office.row(message).state, reason(office.row(message))) == ("dead", "user_disabled")


def test_a_poison_message_doesnt_hold_up_the_next(office: Office) -> None:
    office.slack.faults.refuse("chat.postMessage", "msg_blocks_too_long")
    office.post("poison")
    office.post("wholesome")
    office.deliver()
    assert office.read() == ["wholesome"]


def test_a_revoked_token_loses_nothing_however_long_it_takes_to_install_again(office: Office) -> None:
    office.slack.faults.refuse("chat.postMessage", "token_revoked", times=ATTEMPTS + 1)
    message = office.post()
    for _ in range(ATTEMPTS + 1):
        assert office.deliver() == 1
        assert office.paused_for(900)
        office.open_queue()
    assert (office.row(message).state, office.row(message).error) == ("planned", "token_revoked")
    office.deliver()
    assert (office.row(message).state, office.read()) == ("sent", ["hi"])


CHANGES: dict[str, tuple[str, Callable[[Office, int], None]]] = {
    "update": ("chat.update", lambda office, target: office.change(target, "new")),
    "delete": ("chat.delete", lambda office, target: office.delete(target)),
    "home": ("views.publish", lambda office, _target: office.home()),
}


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("trouble", ["fatal_error", "503", "drop before", "drop after"])
def test_what_may_be_done_twice_is_simply_tried_again(office: Office, kind: str, trouble: str) -> None:
    method, act = CHANGES[kind]
    target = office.post("old")
    office.deliver()
    {
        "fatal_error": lambda: office.slack.faults.refuse(method, "fatal_error"),
        "503": lambda: office.slack.faults.server_error(method),
        "drop before": lambda: office.slack.faults.drop(method),
        "drop after": lambda: office.slack.faults.drop(method, executed=kind != "delete"),
    }[trouble]()
    act(office, target)
    assert office.deliver() == 1
    assert (office.newest().state, in_seconds(office, office.newest().id)) == ("planned", near(10))
    office.later(seconds=12)
    assert (office.newest().state, len(office.calls(method))) == ("sent", 2)


def test_a_deletion_that_took_effect_unheard_is_over_at_the_second_try(office: Office) -> None:
    target = office.post()
    office.deliver()
    office.slack.faults.drop("chat.delete", executed=True)
    office.delete(target)
    office.deliver()
    office.later(seconds=12)
    assert (office.newest().state, office.newest().error) == ("sent", None)
    assert office.read() == []


def test_a_change_that_keeps_failing_is_given_up_with_its_reason(office: Office) -> None:
    target = office.post("old")
    office.deliver()
    office.slack.faults.server_error("chat.update", times=99)
    office.change(target, "new")
    for _ in range(ATTEMPTS):
        office.later(minutes=15)
    assert (office.newest().state, reason(office.newest())) == ("dead", "HTTP 503")
    assert len(office.calls("chat.update")) == ATTEMPTS
