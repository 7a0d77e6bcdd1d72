"""`pm-coach` as people run it: a process, with its settings in the environment, ended by a signal."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from sqlmodel import col, select

from bot.sandbox import Sandbox
from bot.store.database import Database
from bot.store.tables import Message
from tests.forked import Command
from tests.slowness import LONG, until
from tests.world import World

Start = Callable[..., Command]
Tick = Callable[[World, str], Command]
ROOT = Path(__file__).parents[2]


def environment(slack: Sandbox, database_url: str, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url.replace("+psycopg", ""),
        "LOG_FORMAT": "json",
        **more,
    }


@pytest.fixture
def start(slack: Sandbox, sqlite_url: str, tmp_path: Path) -> Iterator[Start]:
    """Start `pm-coach` with these words; whatever still runs at the end is killed."""
    running: list[Command] = []

    def begin(*words: str, database_url: str = sqlite_url, **more: str) -> Command:
        process = Command(*words, env=environment(slack, database_url, **more), cwd=tmp_path)
        running.append(process)
        return process

    yield begin
    for process in running:
        process.close()


def connected(slack: Sandbox) -> bool:
    return bool(slack.sockets.clients())


def test_run_says_what_it_is_connected_to_and_stops_when_it_is_told(start: Start, slack: Sandbox) -> None:
    process = start("run")
    line = ""
    while "app.started" not in line:
        line = process.stderr.readline()
        assert line, "it ended"
    for fact in (
        '"workspace": "T0SANDBOX01"',
        slack.api_url,
        "sqlite:///",
        "connected to Sandbox",
        "PM Coach",
    ):
        assert fact in line
    process.send_signal(signal.SIGTERM)
    code, said = process.ended()
    assert (code, "app.stopped" in said) == (0, True)
    assert slack.bot_token not in said + line
    assert not connected(slack)


def test_run_serves_where_it_is_told_and_ends_that_too(start: Start) -> None:
    process = start("run", HTTP_PORT="0")
    port = None
    for line in process.stderr:
        record = json.loads(line)
        port = record.get("port", port)
        if record["action"] == "app.started":
            break
    with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=LONG) as answer:
        assert answer.read() == b"Ready.\n"
    process.send_signal(signal.SIGTERM)
    assert process.ended()[0] == 0
    with pytest.raises(URLError):
        urlopen(f"http://127.0.0.1:{port}/readyz", timeout=LONG)


def test_a_second_signal_ends_it_at_once(start: Start, slack: Sandbox) -> None:
    ana = slack.workspace.add_person("Ana", "Ana", "Europe/Lisbon")
    slack.faults.hang("chat.postMessage")
    process = start("run", OPERATORS=ana.id)
    until(lambda: any(call.method == "chat.postMessage" for call in slack.calls))
    process.send_signal(signal.SIGTERM)
    until(lambda: not connected(slack))
    process.send_signal(signal.SIGTERM)
    assert process.ended()[0] == -signal.SIGTERM


def test_stopping_finishes_the_message_in_flight(start: Start, slack: Sandbox, sqlite_url: str) -> None:
    ana = slack.workspace.add_person("Ana", "Ana", "Europe/Lisbon")
    slack.faults.slow(0.8, "chat.postMessage")
    process = start("run", OPERATORS=ana.id)
    until(lambda: any(call.method == "chat.postMessage" for call in slack.calls))
    process.send_signal(signal.SIGTERM)
    assert process.ended()[0] == 0
    database = Database(sqlite_url)
    with database.read() as session:
        states = session.exec(select(Message.state).where(Message.method == "post")).all()
    database.close()
    assert states == ["sent"]


@pytest.mark.parametrize("method", ["auth.test", "users.info", "apps.connections.open"])
def test_a_stop_while_slack_hangs_at_the_start_ends_it_at_once(
    start: Start, slack: Sandbox, method: str
) -> None:
    slack.faults.hang(method)
    process = start("run")
    until(lambda: any(call.method == method for call in slack.calls))
    process.send_signal(signal.SIGTERM)
    code, said = process.ended()
    assert (code, "app.stopped" in said, "Traceback" in said) == (0, True, False)
    assert slack.calls[-1].method == method  # it hasn't waited for what hangs, and gone on then


def test_a_stop_while_slack_says_to_wait_at_the_start_ends_it_at_once(start: Start, slack: Sandbox) -> None:
    slack.faults.rate_limit("apps.connections.open", retry_after=60)
    process = start("run")
    until(lambda: any(call.method == "apps.connections.open" for call in slack.calls))
    process.send_signal(signal.SIGINT)
    assert process.ended()[0] == 0
    assert [call.method for call in slack.calls].count("apps.connections.open") == 1  # it hasn't waited


def test_two_coaches_on_one_sqlite_file_share_the_work_and_send_each_message_once(
    start: Start, slack: Sandbox
) -> None:
    names = [f"Person{number}" for number in range(5)]
    for name in names:
        slack.workspace.add_person(name, name, "Europe/Lisbon")
    both = [start("run"), start("run")]
    until(lambda: len(slack.sockets.clients()) == 2)
    for name in names:
        slack.person(name).types("/pm-progress join")
        slack.person(name).submits()
    # Each is welcomed, and has the first assignment.
    until(lambda: all(len(slack.person(name).messages("DM")) >= 2 for name in names))
    for process in both:
        process.send_signal(signal.SIGTERM)
    said = [process.ended() for process in both]
    assert [code for code, _ in said] == [0, 0]
    posted = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert len(posted) == 2 * len(names)
    assert sum(line.count('"action": "delivery.sent"') for _, line in said) >= len(posted)


def test_a_wrong_app_token_leaves_no_thread_behind(start: Start) -> None:
    code, said = start("run", SLACK_APP_TOKEN="xapp-wrong").ended()
    assert code == 1
    assert said.splitlines()[-1].startswith("Slack refuses SLACK_APP_TOKEN (invalid_auth).")
    assert "Traceback" not in said


def test_a_wrong_bot_token_is_all_that_is_said(start: Start) -> None:
    code, said = start("run", SLACK_BOT_TOKEN="xoxb-wrong").ended()
    assert (code, said.count("\n")) == (1, 0)
    assert said.startswith("Slack refuses SLACK_BOT_TOKEN (invalid_auth).")


def test_everything_wrong_with_the_settings_is_said_at_once(start: Start) -> None:
    wrong = {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": "xoxb-1", "OPERATORS": "ana", "WINS_CHANNEL": "#wins"}
    code, said = start("run", **wrong).ended()
    assert code == 1
    assert [line.split()[1] for line in said.splitlines()[1:]] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "WINS_CHANNEL",
        "OPERATORS",
    ]


def test_a_database_that_isnt_there_is_a_sentence_for_every_command(start: Start, tmp_path: Path) -> None:
    commands = (("member", "export", "U1"), ("member", "erase", "U1", "--yes"), ("tick",))
    nowhere = f"sqlite:///{tmp_path / 'no' / 'coach.db'}"
    for process in [start(*words, database_url=nowhere) for words in commands]:
        code, said = process.ended()
        assert code == 1
        assert said.splitlines()[-1].startswith("The database sqlite:///")
        assert "Traceback" not in said


@pytest.fixture
def joined(any_world: World) -> World:
    """Ana is in, and her bot has gone home; the scheduled work is left to `tick`."""
    any_world.joined()
    any_world.bot.stop()
    return any_world


@pytest.fixture
def tick(tmp_path: Path) -> Iterator[Tick]:
    """Start `pm-coach tick` at an instant."""
    running: list[Command] = []

    def begin(world: World, at: str) -> Command:
        env = environment(world.slack, world.settings.database_url)
        running.append(Command("tick", "--at", at, env=env, cwd=tmp_path))
        return running[-1]

    yield begin
    for process in running:
        process.close()


def nudges(world: World) -> int:
    return sum("Week 2 ends" in message.visible for message in world.ana.messages("DM"))


def test_tick_does_what_is_due_at_an_instant_and_only_once(joined: World, tick: Tick) -> None:
    for _ in range(2):
        assert tick(joined, "2027-01-18T09:00:00+00:00").ended()[0] == 0
    assert nudges(joined) == 1


def test_two_ticks_at_once_send_each_message_once(joined: World, tick: Tick) -> None:
    both = [tick(joined, "2027-01-18T09:00:00+00:00") for _ in range(2)]
    assert [process.ended()[0] for process in both] == [0, 0]
    assert nudges(joined) == 1
    assert len(joined.ana.messages("DM")) == 3


def test_tick_beside_a_running_bot_sends_each_message_once(any_world: World, tick: Tick) -> None:
    any_world.joined()
    any_world.clock.move_to(any_world.clock.now().replace(day=18, hour=9, minute=0))
    beside = tick(any_world, "2027-01-18T09:00:00+00:00")
    any_world.bot.work()
    assert beside.ended()[0] == 0
    any_world.bot.work()
    assert nudges(any_world) == 1
    assert len(any_world.ana.messages("DM")) == 3


def test_a_tick_killed_in_the_middle_of_a_post_never_sends_it_again(joined: World, tick: Tick) -> None:
    joined.slack.faults.hang("chat.postMessage", executed=True)
    before = len(joined.slack.calls)
    killed = tick(joined, "2027-01-18T09:00:00+00:00")

    def made() -> int:
        return [call.method for call in joined.slack.calls[before:]].count("chat.postMessage")

    until(lambda: made() == 1)
    killed.kill()
    killed.ended()
    joined.slack.faults.clear()
    database = Database(joined.settings.database_url)
    with database.write() as session:  # three minutes pass
        posts = select(Message).where(Message.state == "sending", Message.method == "post")
        left = session.exec(posts).one()
        left.verify_at = 0
    assert tick(joined, "2027-01-18T09:05:00+00:00").ended()[0] == 0
    with database.read() as session:
        row = session.exec(select(Message).where(col(Message.id) == left.id)).one()
    database.close()
    assert (row.state, row.error, made(), nudges(joined)) == ("sent", None, 1, 1)
