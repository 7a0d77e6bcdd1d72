"""The coach starts, or says in one sentence why it can't: what is wrong, where, what to do."""

import copy
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from bot import app
from bot.app import Bot
from bot.operate.greeting import greet_operators
from bot.runtime import logs
from bot.runtime.start import warn_of_place
from bot.sandbox import Sandbox
from bot.slack import directory, manifest
from bot.store.database import Database
from bot.store.tables import Message
from tests.app.conftest import MakeSettings
from tests.delivery.test_what_came_back import answering
from tests.slowness import until
from tests.world import MONDAY


@pytest.fixture(autouse=True)
def _leave_signals_as_they_were_and_the_log_to_pytest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(logs, "set_up", lambda *_: None)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


Complain = Any


@pytest.fixture
def complaint(settings: MakeSettings, capsys: pytest.CaptureFixture[str]) -> Complain:
    """What `pm-coach run` says on standard error with these settings, having failed."""

    def start(**wrong: Any) -> str:
        chosen = settings(**wrong)
        assert app.run(chosen) == 1
        said = capsys.readouterr().err.strip()
        secrets = (chosen.slack_bot_token.get_secret_value(), chosen.slack_app_token.get_secret_value())
        assert not any(secret in said for secret in secrets)
        assert "Traceback" not in said
        return said

    return start


def test_a_wrong_bot_token(complaint: Complain) -> None:
    said = complaint(slack_bot_token="xoxb-wrong")
    assert said.startswith("Slack refuses SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User OAuth Token")
    assert "\n" not in said


def test_a_revoked_bot_token(complaint: Complain, slack: Sandbox) -> None:
    slack.faults.refuse("auth.test", "token_revoked")
    assert complaint().startswith("Slack refuses SLACK_BOT_TOKEN (token_revoked).")


def test_a_wrong_app_token(complaint: Complain) -> None:
    said = complaint(slack_app_token="xapp-wrong")
    assert said.startswith("Slack refuses SLACK_APP_TOKEN (invalid_auth). Make one:")
    assert said.endswith("scope connections:write.")


def test_an_app_token_without_its_scope(complaint: Complain, slack: Sandbox) -> None:
    slack.faults.refuse("apps.connections.open", "missing_scope")
    assert complaint().startswith("Slack refuses SLACK_APP_TOKEN (missing_scope).")


def test_another_refusal_of_the_connection(complaint: Complain, slack: Sandbox) -> None:
    slack.faults.refuse("apps.connections.open", "forbidden_team")
    assert complaint() == (
        f"Slack at {slack.api_url} refuses the connection: forbidden_team. Compare the app with manifest.yml."
    )


def test_an_unreachable_slack(complaint: Complain) -> None:
    said = complaint(slack_api_url="http://127.0.0.1:1/api/")
    assert said.startswith("Slack can't be reached at http://127.0.0.1:1/api/: ")
    assert "refused" in said
    assert said.endswith("Check the network, a proxy, or SLACK_API_URL.")


def test_a_slack_that_breaks_off(complaint: Complain, slack: Sandbox) -> None:
    slack.faults.drop("auth.test")
    assert complaint().startswith(f"Slack can't be reached at {slack.api_url}: Remote end closed")


def test_a_slack_that_doesnt_answer(
    complaint: Complain, slack: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "SEND_TIMEOUT", 0.2)
    slack.faults.hang("auth.test")
    assert complaint().startswith(f"Slack can't be reached at {slack.api_url}: timed out.")


@pytest.mark.parametrize(("status", "body"), [(503, ""), (200, "<html>Sign in</html>"), (404, "no")])
def test_something_that_isnt_slack(complaint: Complain, status: int, body: str) -> None:
    with answering(status, body) as url:
        assert complaint(slack_api_url=url).startswith(
            f"What answers at {url} isn't Slack as it should be (HTTP {status})."
        )


def test_a_websocket_that_doesnt_open(
    complaint: Complain, slack: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    monkeypatch.setattr(
        "bot.slack.socket_line.SocketClient.issue_new_wss_url",
        lambda _self: f"ws://127.0.0.1:{port}/link/",
    )
    assert "its WebSocket doesn't open" in complaint()


def test_a_broken_playbook(complaint: Complain, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("title = 3")
    said = complaint(playbook=file)
    assert str(file) in said


def test_a_database_without_its_folder(complaint: Complain, tmp_path: Path) -> None:
    folder = tmp_path / "date"
    said = complaint(database_url=f"sqlite:///{folder / 'coach.db'}")
    assert f"there is no folder {folder}." in said
    assert not folder.exists()


def test_a_database_that_goes_away_in_the_middle(
    settings: MakeSettings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(bot: Bot, max_wait: float) -> None:
        with bot.database.write() as session:
            session.connection().exec_driver_sql("SELECT * FROM gone")

    monkeypatch.setattr(Bot, "work", lose)
    assert app.tick(settings(), MONDAY) == 1
    assert capsys.readouterr().err == "The database failed: no such table: gone. Run it again.\n"


def test_a_message_may_take_longer_than_a_look_up(
    settings: MakeSettings, slack: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The directory asks with a shorter time-out, on a line of its own: else every slow post were unknown."""
    ana = slack.workspace.add_person("Ana", "Ana Sousa", "Europe/Lisbon")
    bot = Bot(settings(operators=(ana.id,)))
    bot.connect()
    monkeypatch.setattr(directory, "BOUND", 0.2)
    bot.directory.look_up(bot.team, ana.id)
    slack.faults.slow(0.5, "chat.postMessage")
    greet_operators(bot.coach, bot.workspace, (ana.id,))
    bot.sender.send()
    with bot.database.read() as session:
        row = session.exec(select(Message).where(Message.method == "post")).one()
    bot.stop()
    assert (row.state, row.error) == ("sent", None)


def started(settings: MakeSettings, **chosen: Any) -> list[Any]:
    """What is logged while a bot starts and stops."""
    bot = Bot(settings(**chosen))
    with capture_logs() as lines:
        try:
            bot.start()
        finally:
            bot.stop()
    return lines


def test_a_token_without_a_scope_is_a_warning_that_names_it(tmp_path: Path, settings: MakeSettings) -> None:
    ours = copy.deepcopy(manifest.load())
    ours["oauth_config"]["scopes"]["bot"].remove("im:history")
    poor = Sandbox(ours)
    poor.start()
    chosen = {
        "slack_bot_token": poor.bot_token,
        "slack_app_token": poor.app_token,
        "slack_api_url": poor.api_url,
    }
    [warning] = [line for line in started(settings, **chosen) if line["action"] == "app.scopes"]
    poor.stop()
    assert (warning["log_level"], warning["event"]) == ("warning", "My token lacks im:history.")


def test_with_every_scope_nothing_is_said_of_scopes(settings: MakeSettings) -> None:
    assert [line for line in started(settings) if line["log_level"] != "info"] == []


def test_a_wins_channel_that_the_bot_cant_see_is_a_warning(settings: MakeSettings, slack: Sandbox) -> None:
    lines = started(settings, wins_channel="C0NOWHERE")
    [warning] = [line for line in lines if line["action"] == "app.wins_channel"]
    assert warning["event"] == "I can't see WINS_CHANNEL, C0NOWHERE."


@pytest.mark.parametrize(("kind", "warned"), [("nfs4", ["nfs4"]), ("ext4", [])])
def test_an_sqlite_file_on_a_network_file_system_is_a_warning(
    tmp_path: Path, kind: str, warned: list[str]
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/root / ext4 rw 0 0\nserver:/home {tmp_path} {kind} rw 0 0\n")
    with capture_logs() as lines:
        warn_of_place(Database(f"sqlite:///{tmp_path / 'coach.db'}"), mounts)
        warn_of_place(Database("postgresql+psycopg://db/coach"), mounts)
    assert [line["kind"] for line in lines] == warned


def test_the_coach_takes_its_name_and_address_from_slack(settings: MakeSettings, slack: Sandbox) -> None:
    bot = Bot(settings())
    bot.connect()
    bot.stop()
    assert (bot.team, bot.workspace.sender) == (slack.app.team_id, "PM Coach")
    assert bot.workspace.url.endswith("/")


def test_the_name_falls_back_when_slack_doesnt_say_it(settings: MakeSettings, slack: Sandbox) -> None:
    slack.faults.refuse("users.info", "user_not_found")
    bot = Bot(settings())
    bot.connect()
    bot.stop()
    assert bot.workspace.sender == slack.app.bot_name


def test_run_coaches_until_it_is_told_to_stop(settings: MakeSettings, slack: Sandbox) -> None:
    def stop_once_started() -> None:
        until(lambda: any(line["action"] == "app.started" for line in lines))
        os.kill(os.getpid(), signal.SIGTERM)

    with capture_logs() as lines:
        Thread(target=stop_once_started).start()
        assert app.run(settings()) == 0
    [started_, *_, stopped] = [line for line in lines if line["action"].startswith("app.")]
    assert started_["event"] == "connected to Sandbox"
    assert (started_["workspace"], started_["slack"]) == (slack.app.team_id, slack.api_url)
    assert stopped["action"] == "app.stopped"


def test_a_stop_right_after_the_start_ends_too(settings: MakeSettings) -> None:
    bot = Bot(settings())
    bot.start()
    bot.stop()
