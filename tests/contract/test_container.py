"""The container's files, which can't be built everywhere: what they name exists, and what they run works."""

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from bot.cli import main
from bot.clock import SystemClock
from bot.runtime.web import Watched, Web, serve
from bot.settings import Needs, Settings, load
from bot.store.database import Database

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text(encoding="utf-8"))
COACH: dict[str, Any] = COMPOSE["services"]["coach"]
PYTHONS_OWN = {"PYTHONUNBUFFERED"}


def instructions(name: str) -> list[str]:
    return re.findall(rf"^\s*{name}\s+(.+)$", CONTAINERFILE, re.MULTILINE)


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in instructions("ENV")[0].split())


def test_every_setting_that_the_container_makes_is_one_of_ours() -> None:
    known = {name.upper() for name in Settings.model_fields}
    assert set(environment()) - PYTHONS_OWN <= known
    assert set(COACH["environment"]) <= known


@pytest.mark.parametrize("made", [environment(), COACH["environment"]], ids=["image", "compose"])
def test_the_settings_are_valid(made: dict[str, str]) -> None:
    filled = {name: value.replace("${POSTGRES_PASSWORD}", "secret") for name, value in made.items()}
    settings = load(Needs.NOTHING, environ=filled, env_file=None)
    assert settings.http_port == 8080
    assert settings.log_format == "json"


def test_it_starts_with_a_command_that_exists() -> None:
    commands = typer.main.get_command(main.app).commands  # type: ignore[attr-defined]
    assert json.loads(instructions("ENTRYPOINT")[0]) == ["pm-coach"]
    assert json.loads(instructions("CMD")[-1])[0] in commands
    assert COACH["command"][0] in commands


def test_what_is_copied_is_there_and_reaches_the_build() -> None:
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"}
    copied = {source for line in instructions("COPY") for source in line.split()[:-1]}
    assert copied == let_through
    assert all((ROOT / source).exists() for source in copied)


def test_each_version_that_is_installed_is_a_tested_one_and_has_its_hashes() -> None:
    tested = {name: version for name, version, _ in pins((ROOT / "constraints.txt").read_text())}
    found = pins((ROOT / "requirements.txt").read_text().replace("\\\n", " "))
    here = {name: version for name, version, rest in found if "sys_platform == 'win32'" not in rest}
    assert here == {name: tested[name] for name in here}
    assert [name for name, _, rest in found if "--hash=sha256:" not in rest] == []
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {re.split(r"[\[<>=]", each)[0] for each in declared} <= set(here)


def pins(text: str) -> list[tuple[str, str, str]]:
    """Return name, version and the rest of each line that names one version."""
    found = re.findall(r"^([\w.-]+)(?:\[\w+\])?==([^\s;]+)(.*)$", text, re.MULTILINE)
    return [(name.lower().replace("_", "-"), version, rest) for name, version, rest in found]


def test_it_runs_as_nobody_in_particular_and_is_stopped_as_it_expects() -> None:
    assert instructions("USER") == ["coach"]
    assert instructions("STOPSIGNAL") == ["SIGTERM"]


def test_two_replicas_wait_for_the_database_and_get_the_time_to_finish() -> None:
    assert COACH["deploy"]["replicas"] == 2
    assert COACH["depends_on"]["database"]["condition"] == "service_healthy"
    assert COACH["stop_grace_period"] == "30s"
    assert COACH["build"]["dockerfile"] == "Containerfile"
    used = {volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]}
    assert used == set(COMPOSE["volumes"])


@pytest.fixture
def watched(sqlite_url: str) -> Iterator[tuple[Web, list[str]]]:
    """A server as the coach has it, and what keeps that from working."""
    faults: list[str] = []
    with closing(Database(sqlite_url)) as database:
        web = serve(Watched(database, SystemClock(), lambda: faults[0] if faults else None), "127.0.0.1", 0)
        yield web, faults
        web.stop()


def test_the_health_check_asks_whether_the_coach_is_ready(watched: tuple[Web, list[str]]) -> None:
    web, faults = watched
    [check] = re.findall(r"CMD (\[\"python.+\])", CONTAINERFILE)

    def healthy() -> bool:
        env = {**os.environ, "HTTP_PORT": str(web.port)}
        return (
            subprocess.run(json.loads(check), env=env, stderr=subprocess.DEVNULL, check=False).returncode == 0
        )

    assert healthy()
    faults.append("It isn't connected to Slack.")
    assert not healthy()
