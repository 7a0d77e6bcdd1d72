"""A process killed in the middle of a call, a database that goes away, and what operators are told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from threading import Thread

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import update
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.delivery import claim, delivery
from bot.delivery.delivery import Delivery
from bot.delivery.record import ATTEMPTS
from bot.slack.client import SendingClient
from bot.slack.workspaces import Workspace, Workspaces
from bot.store.database import Database
from bot.store.outbox_report import reason
from bot.store.tables import Message, WorkspaceQueue
from tests.databases import Postgres
from tests.delivery.conftest import Office, aged
from tests.forked import PROCESSES
from tests.held import held
from tests.slowness import LONG, until


def deliver_due(team: str, url: str, token: str, api: str) -> None:
    """Send what is due, as a process does."""
    client = SendingClient(token, base_url=api, timeout=120)
    Delivery(Database(url), SystemClock(), Workspaces(Workspace(team, sending=client))).deliver_due()


@contextmanager
def another_process(office: Office, url: str) -> Iterator[BaseProcess]:
    """Deliver in a process of its own, forked from one that has imported the coach."""
    details = (office.team, url, office.slack.bot_token, office.slack.api_url)
    process = PROCESSES.Process(target=deliver_due, args=details, daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def due_for_a_process(office: Office, act: Callable[[], object]) -> None:
    """Make what `act` queues due by the machine's clock, which the other process goes by."""
    act()
    with office.database.write() as session:
        session.exec(update(Message).values(run_at=0))
        session.exec(update(WorkspaceQueue).values(due_at=0))


@pytest.mark.parametrize("executed", [True, False], ids=["Slack had taken it", "Slack hadn't taken it"])
def test_a_post_cut_short_by_kill_9_is_looked_up_and_sent_only_if_it_isnt_there(
    office: Office, database_url: str, executed: bool
) -> None:
    office.slack.faults.hang("chat.postMessage", executed=executed)
    message = office.post()
    due_for_a_process(office, lambda: None)
    with another_process(office, database_url) as process:
        until(lambda: bool(office.calls("chat.postMessage")))
        process.kill()
        process.join()
    office.slack.faults.clear()
    assert office.delivery.reconcile() == 0  # the lease isn't over: whoever has it may still be at it
    office.leave()
    assert [office.reconcile(), office.reconcile()] == (
        ["sent", "sent"] if executed else ["unverified", "planned"]
    )
    office.deliver()
    assert (office.row(message).state, len(office.read())) == ("sent", 1)
    assert len(office.calls("chat.postMessage")) == (1 if executed else 2)


@pytest.mark.parametrize("method", ["views.publish", "chat.update"])
def test_a_change_cut_short_by_kill_9_is_made_again(office: Office, database_url: str, method: str) -> None:
    target = office.post("old")
    office.deliver()
    office.slack.faults.hang(method)
    due_for_a_process(
        office, office.home if method == "views.publish" else lambda: office.change(target, "new")
    )
    with another_process(office, database_url) as process:
        until(lambda: bool(office.calls(method)))
        process.kill()
        process.join()
    office.slack.faults.clear()
    office.leave()
    assert office.delivery.reconcile() == 1
    office.deliver()
    assert (office.newest().state, len(office.calls(method))) == ("sent", 2)


def test_a_change_that_kills_its_process_every_time_is_given_up(office: Office) -> None:
    office.home()
    home = office.newest().id
    for _ in range(ATTEMPTS):
        assert len(office.delivery.claim(1)) == 1
        office.leave()
        office.delivery.reconcile()
    assert (office.row(home).state, reason(office.row(home))) == ("dead", "unknown")


def test_a_late_answer_doesnt_overrule_what_was_settled_meanwhile(office: Office) -> None:
    message = office.post()
    thread = Thread(target=office.deliver)
    with held("chat_postMessage") as answer:
        thread.start()
        answer.wait()
        office.leave()
        office.another().reconcile()  # finds it: the sandbox has it already
        found = office.row(message)
    thread.join(LONG)
    assert (office.row(message).state, office.row(message)) == ("sent", found)


@contextmanager
def away(database: Database, postgres: Callable[[], Postgres]) -> Iterator[None]:
    """The database can't be written to."""
    if database.is_sqlite:
        with database.write() as session:  # somebody else is at it, for longer than anybody waits
            session.connection()
            yield
        return
    name = database.url.database
    server = postgres()
    server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    server.cut_connections()
    yield
    server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_an_answer_that_finds_no_database_is_kept_until_there_is_one(
    office: Office, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "LONG_LOCK_TIMEOUT", 0.05)
    monkeypatch.setattr(claim, "LONG_LOCK_TIMEOUT", 0.05)
    message, failures = office.post(), []

    def work() -> None:
        try:
            office.deliver()
        except DBAPIError as error:
            failures.append(error)

    thread = Thread(target=work)
    with held("chat_postMessage") as answer:
        thread.start()
        answer.wait()
        with away(office.database, lambda: request.getfixturevalue("postgres")):
            answer.go_on()
            thread.join(LONG)
            with pytest.raises(OperationalError):
                office.deliver()
    assert len(failures) == 1
    assert office.row(message).state == "sending"
    office.deliver()
    assert (office.row(message).state, len(office.calls("chat.postMessage"))) == ("sent", 1)


def test_a_claim_whose_preflight_finds_no_database_is_given_back(
    office: Office, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "LONG_LOCK_TIMEOUT", 0.05)
    message = office.post()
    [claim] = office.delivery.claim(1)
    if office.database.is_sqlite:  # one can read there as long as there is a file
        office.database._reading.dispose()
        monkeypatch.setattr(office.database, "_reading", Database("sqlite:////nowhere/coach.db")._reading)
    with away(office.database, lambda: request.getfixturevalue("postgres")), pytest.raises(OperationalError):
        office.delivery.send(aged(claim))
    monkeypatch.undo()
    assert (office.calls(), office.row(message).state) == ([], "sending")
    assert office.deliver() == 1
    assert (office.row(message).state, office.row(message).attempts) == ("sent", 1)


def test_connections_that_were_cut_are_made_again(office: Office, request: pytest.FixtureRequest) -> None:
    office.post("one")
    office.deliver()
    if not office.database.is_sqlite:
        request.getfixturevalue("postgres").cut_connections()
    office.post("two")
    office.deliver()
    assert office.read() == ["one", "two"]


def mended(office: Office) -> list[tuple[str, str]]:
    with capture_logs() as logs:
        office.deliver()
    return [(line["error"], line["event"]) for line in logs if line["action"] == "delivery.needs_mending"]


def test_what_somebody_has_to_mend_is_said_once_with_what_to_do(office: Office) -> None:
    office.slack.faults.refuse("chat.postMessage", "messages_tab_disabled", times=3)
    for text in ("one", "two"):
        office.post(text)
    said = [("messages_tab_disabled", "Switch the Messages Tab on: Slack app page -> App Home.")]
    assert mended(office) == said
    office.post("three")
    assert mended(office) == []


def test_it_is_said_again_when_it_breaks_again(office: Office) -> None:
    for _ in range(2):
        office.slack.faults.refuse("chat.postMessage", "missing_scope")
        office.post()
        assert [code for code, _ in mended(office)] == ["missing_scope"]
        office.post()
        assert mended(office) == []


def test_an_ordinary_refusal_needs_nobody(office: Office) -> None:
    office.slack.faults.refuse("chat.postMessage", "channel_not_found")
    office.post()
    assert mended(office) == []


def test_the_log_says_what_became_of_a_message_and_nothing_of_what_it_said(office: Office) -> None:
    message = office.post("my secret plan")
    with capture_logs() as logs:
        office.deliver()
    [line] = logs
    assert (line["action"], line["message_id"], line["attempts"]) == ("delivery.sent", message, 1)
    assert "secret" not in str(line)
