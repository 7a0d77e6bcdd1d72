"""A start imports no library that it doesn't use: each costs every start time, and memory for good."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.migrate import migrate
from tests.app.test_processes import environment
from tests.slowness import LONG
from tests.world import local_slack

UNUSED = (
    "alembic",  # the schema is the newest
    "mako",
    "yaml",  # the manifest's command and scopes are known
    "typer",  # `run` has no options
    "sqlalchemy.dialects.postgresql",  # the database is SQLite
    "psycopg",
    "starlette",  # no HTTP_PORT is set
    "uvicorn",
    "jinja2",  # the sandbox's page
    "jsonschema",
    "holidays",  # no country has been looked up
    "dateparser",  # nobody has written a date
    "typst",  # nobody wants a PDF
    "bot.packet",
    "bot.sandbox",
    "bot.demo",
    "bot.rehearsal",
    "bot.simulation",
)
RUN = """
import json, sys
from bot.__main__ import main
sys.argv = ["pm-coach", "run"]
try:
    main()
finally:
    print(json.dumps(list(sys.modules)))
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What `pm-coach run` has imported when it is stopped after it has connected to Slack."""
    folder: Path = tmp_path_factory.mktemp("start")
    database = Database(f"sqlite:///{folder / 'coach.db'}")
    migrate(database)
    database.close()
    with local_slack() as slack:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN],
            env=environment(slack, str(database.url)),
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert slack.sockets.wait_for_connections(timeout=LONG)
        process.terminate()
        said, _ = process.communicate(timeout=LONG)
    assert process.returncode == 0
    return set(json.loads(said.splitlines()[-1]))


def test_the_coach_was_there(imported: set[str]) -> None:
    assert {"bot.app", "slack_bolt", "sqlalchemy.dialects.sqlite", "handlers.listeners"} <= imported


@pytest.mark.parametrize("name", UNUSED)
def test_a_start_does_without(name: str, imported: set[str]) -> None:
    assert sorted(each for each in imported if each == name or each.startswith(f"{name}.")) == []
