"""The operating guide names nothing that isn't there: commands, settings, metrics, log actions, links."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main
from sqlmodel import SQLModel

from bot.cli import main
from bot.runtime import metrics
from bot.settings import Settings
from bot.store import outbox_report
from bot.store.message_states import MessageState

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
SOURCE = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in ("bot", "handlers", "jobs")
    for file in sorted((ROOT / folder).rglob("*.py"))
)
RENAMED = GUIDE.partition("### This upgrade asks for a stop\n")[2].partition("\n## ")[0]
"""The section that names what was there before."""
IN_LINES = re.findall(r"`([^`\n]+)`", GUIDE.replace(RENAMED, ""))
COMMANDS = sorted(
    {
        line.strip()
        for line in [*re.findall(r"^ {4,}(.+)$", GUIDE, re.MULTILINE), *IN_LINES]
        if line.strip().startswith("pm-coach ")
    }
)
NOT_FOR_NOW = {"slack_signing_secret", "slack_client_id", "slack_client_secret"}


def parse(line: str) -> str:
    """Read a command line as `pm-coach` would, without doing it; returns the command's name."""
    command: Any = typer.main.get_command(main.app)
    words = shlex.split(line)[1:]
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    if words:  # else it is only spoken of
        command.make_context(command.name, ["4711" if word == "ID" else word for word in words])
    return str(command.name)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_guide_is_one_of_ours(line: str) -> None:
    assert parse(line) in line


@pytest.mark.parametrize(
    "line", ["pm-coach backup a b", "pm-coach restore --sice x", "pm-coach member eras U1"]
)
def test_a_command_that_isnt_ours_would_be_noticed(line: str) -> None:
    with pytest.raises(Exception, match=r"unexpected extra argument|No such option|eras"):
        parse(line)


def test_the_guide_has_every_command_that_an_operator_needs() -> None:
    named = {" ".join(word for word in line.split()[1:3] if word.isalpha()) for line in COMMANDS}
    assert named >= {
        "run",
        "tick",
        "doctor",
        "backup",
        "restore",
        "simulate",
        "outbox dead",
        "outbox retry",
        "member export",
        "member erase",
    }


def test_every_setting_is_explained_and_none_is_invented() -> None:
    table = GUIDE.partition("## Settings")[2].partition("\n## ")[0]
    explained = {name.lower() for name in re.findall(r"`([A-Z_]+)`", table)}
    assert explained == set(Settings.model_fields) - NOT_FOR_NOW


def test_every_metric_of_the_guide_is_exposed() -> None:
    named = set(re.findall(r"\bpm_coach_\w+", GUIDE))

    depth = outbox_report.Depth(0, 0, 0, 0, 0, 0, 0.0, 0, 0)
    exposed = set(re.findall(r"^# TYPE (pm_coach_\w+)", metrics.exposed(depth).decode(), re.MULTILINE))
    assert named <= exposed


def test_every_action_of_the_guide_is_logged() -> None:
    logged = set(re.findall(r'action="([a-z_.]+)"', SOURCE))
    logged |= {f"delivery.{state}" for state in MessageState}
    beats = set(re.findall(r'(?:beat|log_and_continue)\("(\w+)"', SOURCE))
    logged |= {f"{beat}.{end}" for beat in beats for end in ("no_database", "failed", "batch_failed")}
    named = {word for word in IN_LINES if re.fullmatch(r"[a-z]+\.[a-z_]+", word)} - {
        "compose.yml",
        "playbook.md",
    }
    files = {word for word in named if (ROOT / word).exists()}
    assert {"app.started", "delivery.restored", "sender.no_database"} <= named
    assert named - files <= logged


def renamed(what: str) -> tuple[set[str], set[str]]:
    """Return the names of tables or columns before and after this upgrade."""
    rows = re.findall(rf"^\| {what}.* \| (.+) \| (.+) \|$", RENAMED, re.MULTILINE)
    before, now = ({name for row in rows for name in re.findall(r"`(\w+)`", row[n])} for n in (0, 1))
    return before, now


def test_a_renamed_table_is_there_under_its_new_name_alone() -> None:
    before, now = renamed("table")
    assert now >= {"workspace_queue", "processed_delivery", "slack_user", "slack_channel"}
    assert now <= {*SQLModel.metadata.tables, "processed_at"}
    assert before & set(SQLModel.metadata.tables) == set()


def test_a_renamed_column_is_there_under_its_new_name_alone() -> None:
    before, now = renamed("column of `message`")
    columns = set(SQLModel.metadata.tables["message"].columns.keys())
    assert now >= {"verify_at", "verifications"}
    assert now <= columns
    assert before & columns == set()


def test_every_check_that_the_guide_sends_to_is_one_of_doctors() -> None:
    doctor = "\n".join(
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "bot" / "operate").glob("doctor*.py"))
    )
    checks = set(re.findall(r"doctor's `(\w+)`", GUIDE))
    assert checks >= {"queue", "dead", "unknown", "members", "paused", "integrity", "clock"}
    assert {check for check in checks if f'"{check}"' not in doctor} == set()


def test_every_link_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        if target.startswith("#"):
            assert target[1:] in headings
        else:
            assert (ROOT / "docs" / target).exists(), target


def test_every_alarm_of_the_table_is_walked_through() -> None:
    rules = re.findall(r"^\| `(?:up|pm_coach|increase).+\| \[.+\]\(#(.+)\) \|$", GUIDE, re.MULTILINE)
    assert len(rules) == 7
    walked = GUIDE.partition("## Alarms, one by one")[2].partition("\n## ")[0]
    for heading in re.findall(r"^### (.+)$", walked, re.MULTILINE):
        text = walked.partition(f"### {heading}\n")[2].partition("\n### ")[0]
        assert "You see:" in text, heading


def test_the_table_of_cases_has_each_check_of_doctors_and_no_other() -> None:
    table = GUIDE.partition("## Every case at a glance\n")[2].partition("\n## ")[0]
    named = {
        name
        for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
    sources = (ROOT / "bot" / "operate").glob("doctor*.py")
    made = re.compile(r'\b(?:ok|warning|wrong|from_error|clock)\)?\(\s*"(\w+)"')
    assert named == {name for file in sources for name in made.findall(file.read_text(encoding="utf-8"))}
