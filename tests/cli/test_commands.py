"""The other commands: what they take, what they hand on, and how they fail."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import main as pm_coach
from bot.cli import main
from bot.operate.members import Erased
from bot.settings import Settings
from bot.store.database import Database
from bot.store.directory import note_person
from bot.store.migrate import migrate

runner = CliRunner()
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}

Calls = list[tuple[Any, ...]]
Standin = Callable[..., Calls]


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch) -> Standin:
    """Put a function in the place of one that a command would import; its calls are returned as they come."""

    def put(module: str, function: str, result: object = 0) -> Calls:
        calls: Calls = []

        def double(*args: object, **_named: object) -> object:
            calls.append(args)
            if isinstance(result, Exception):
                raise result
            return result

        stand_in = ModuleType(module)
        setattr(stand_in, function, double)
        monkeypatch.setitem(sys.modules, module, stand_in)
        return calls

    return put


def invoke(*words: str, env: dict[str, str] | None = None) -> Any:
    return runner.invoke(main.app, words, env=env)


def test_run_hands_on_the_settings_and_ends_as_the_coach_did(standin: Standin) -> None:
    calls = standin("bot.app", "run")
    assert invoke("run", env=TOKENS).exit_code == 0
    [(settings,)] = calls
    assert settings.slack_app_token.get_secret_value() == "xapp-1"
    standin("bot.app", "run", 1)
    assert invoke("run", env=TOKENS).exit_code == 1


def test_run_without_tokens_lists_what_is_missing() -> None:
    result = invoke("run")
    assert result.exit_code == 1
    first, *rest = result.stderr.splitlines()
    assert first == "The settings aren't complete or right (.env.example explains each):"
    assert [line.split(".")[0] for line in rest] == [
        "- SLACK_BOT_TOKEN is missing",
        "- SLACK_APP_TOKEN is missing",
    ]


def test_run_reads_the_env_file_of_the_working_directory(standin: Standin) -> None:
    Path(".env").write_text("".join(f"{name}={value}\n" for name, value in TOKENS.items()))
    standin("bot.app", "run")
    assert invoke("run").exit_code == 0


def test_demo_takes_a_port(standin: Standin) -> None:
    calls = standin("bot.demo.demo", "run")
    assert invoke("demo").exit_code == invoke("demo", "--port", "0").exit_code == 0
    assert calls == [(8765,), (0,)]
    assert invoke("demo", "--port", "70000").exit_code == 2


@pytest.mark.parametrize("text", ["2026-12-07T10:00:00+01:00", "2026-12-07T09:00Z"])
def test_tick_takes_an_instant_with_its_offset(text: str, standin: Standin) -> None:
    calls = standin("bot.app", "tick")
    result = invoke("tick", "--at", text, env={"SLACK_BOT_TOKEN": "xoxb-1"})
    assert result.exit_code == 0
    assert [at for _, at in calls] == [datetime(2026, 12, 7, 9, tzinfo=UTC)]


def test_tick_without_an_instant_means_now(standin: Standin) -> None:
    calls = standin("bot.app", "tick")
    before = datetime.now(UTC)
    assert invoke("tick", env={"SLACK_BOT_TOKEN": "xoxb-1"}).exit_code == 0
    [(_, at)] = calls
    assert before <= at <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-12-07T09:00", "names no offset from UTC. Write 2026-12-07T09:00:00+00:00."),
        ("Monday", "is no instant. Write 2026-12-07T09:00:00+00:00."),
    ],
)
def test_tick_refuses_an_instant_that_could_mean_several(text: str, words: str) -> None:
    result = invoke("tick", "--at", text, env={"SLACK_BOT_TOKEN": "xoxb-1"})
    assert result.exit_code == 2
    assert f"--at {text} {words}" in result.stderr


def test_export_prints_a_members_data(standin: Standin) -> None:
    calls = standin("bot.operate.members", "export", {"name": "Zoé"})
    result = invoke("member", "export", "U1", "--team", "T1")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"name": "Zoé"})
    assert calls[0][1:] == ("U1", "T1")


def test_export_writes_a_new_file_that_only_its_owner_reads(standin: Standin) -> None:
    calls = standin("bot.operate.members", "export", {"name": "Zoé"})
    result = invoke("member", "export", "U1", "--out", "zoe.json")
    assert (result.exit_code, result.stdout) == (0, "Written to zoe.json.\n")
    assert json.loads(Path("zoe.json").read_text(encoding="utf-8")) == {"name": "Zoé"}
    assert stat.S_IMODE(Path("zoe.json").stat().st_mode) == 0o600
    assert calls[0][1:] == ("U1", None)
    again = invoke("member", "export", "U1", "--out", "zoe.json")
    assert (again.exit_code, again.stderr) == (1, "zoe.json exists already. Name a new file.\n")


def test_export_into_a_folder_that_is_not_there_fails_in_words(standin: Standin) -> None:
    standin("bot.operate.members", "export", {})
    result = invoke("member", "export", "U1", "--out", "nowhere/zoe.json")
    assert result.exit_code == 1
    assert "No such file or directory: 'nowhere/zoe.json'" in result.stderr


@pytest.mark.parametrize("words", [["export", "U1"], ["erase", "U1", "--yes"]])
def test_a_member_whom_nobody_knows_is_told_so(words: list[str], standin: Standin) -> None:
    standin("bot.operate.members", words[0], LookupError("U1 is no member."))
    result = invoke("member", *words)
    assert (result.exit_code, result.stderr) == (1, "U1 is no member.\n")


def test_a_fault_of_our_own_is_not_dressed_up_as_the_users(standin: Standin) -> None:
    standin("bot.operate.members", "export", KeyError("weeks"))
    assert isinstance(invoke("member", "export", "U1").exception, KeyError)


def test_erase_asks_for_a_yes_first(standin: Standin) -> None:
    calls = standin("bot.operate.members", "erase", Erased({"weeks": 3, "members": 1}, [], True))
    refused = invoke("member", "erase", "U1")
    assert (refused.exit_code, calls) == (2, [])
    assert "Add --yes to do it." in refused.stderr
    done = invoke("member", "erase", "U1", "--yes")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "Erased U1: weeks 3, members 1.")
    assert "direct messages with the coach and their posts stay in Slack" in done.stdout
    assert calls[0][1:] == ("U1", None)


def test_what_erasing_couldnt_reach_is_said(standin: Standin) -> None:
    standin("bot.operate.members", "erase", Erased({"week": 3}, ["week", "draft"], home_cleared=False))
    said = invoke("member", "erase", "U1", "--yes").stdout
    assert "run: VACUUM FULL week, draft;" in said
    assert "Home in Slack couldn't be drawn anew" in said


@pytest.mark.parametrize("words", [["dance"], ["member", "export"], ["tick", "--when", "now"], []])
def test_wrong_use_ends_with_two(words: list[str]) -> None:
    assert invoke(*words).exit_code == 2


def test_the_package_runs_as_a_module_and_answers_help() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True, env=os.environ
    )
    for command in ("run", "demo", "tick", "playbook", "member"):
        assert f"\n  {command} " in done.stdout


def test_a_terminal_that_isnt_utf_8_breaks_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'coach.db'}"
    database = Database(url)
    migrate(database)
    with database.write() as session:
        note_person(session, "T1", "U1").name = "Zo\u00e9 \u009b\u4e2d"
    database.close()
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "DATABASE_URL": url}
    for words in (["member", "export", "U1"], ["rehearse", "--weeks", "2"]):
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words], capture_output=True, env=env, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr.decode()
        if words[0] == "member":
            assert json.loads(done.stdout)["slack_user"][0]["name"] == "Zo\u00e9 \u009b\u4e2d"


def test_help_imports_nothing_heavy() -> None:
    heavy = {"rich", "pydantic", "slack_bolt", "sqlalchemy", "yaml"}
    code = f"import bot.cli.main, sys; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def entered(monkeypatch: pytest.MonkeyPatch, *words: str) -> object:
    """The exit code of `pm-coach` with these words."""
    monkeypatch.setattr(sys, "argv", ["pm-coach", *words])
    with pytest.raises(SystemExit) as end:
        pm_coach()
    return end.value.code


@pytest.mark.parametrize("words", [("--help",), ("run", "--help")])
def test_the_entry_point_runs_the_command_line(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entered(monkeypatch, *words) == 0
    assert capsys.readouterr().out.strip().startswith("Usage: ")


def test_the_entry_point_runs_the_coach_as_the_command_line_does(
    standin: Standin, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entered(monkeypatch, "run") == 1
    assert capsys.readouterr().err == invoke("run").stderr
    for name, token in TOKENS.items():
        monkeypatch.setenv(name, token)
    for code in (0, 1):
        calls = standin("bot.app", "run", code)
        assert entered(monkeypatch, "run") == code
        assert len(calls) == 1


def test_ctrl_c_before_the_coach_is_there_ends_in_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, token in TOKENS.items():
        monkeypatch.setenv(name, token)

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    stand_in = ModuleType("bot.app")
    monkeypatch.setattr(stand_in, "run", interrupt, raising=False)
    monkeypatch.setitem(sys.modules, "bot.app", stand_in)
    assert entered(monkeypatch, "run") == "Aborted!"
