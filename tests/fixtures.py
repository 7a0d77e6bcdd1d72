"""Fixtures that every test may ask for; `tests/conftest.py` says where they are loaded."""

import gc
import inspect
import logging
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copy
from types import CodeType
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, settings
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.listener_matcher.builtins import BuiltinListenerMatcher

from bot import app
from bot.domain import member
from bot.playbook import loader
from bot.runtime import logs, zone_rules
from bot.store import database
from bot.store.database import Database
from bot.store.migrate import migrate
from tests.databases import Postgres, postgres_server
from tests.slowness import long_time_outs
from tests.statements import share_compiled_statements
from tests.world import Snapshot, World, lived
from tests.world import world as open_world

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

gc.disable()  # what imports and collecting make stays


def pytest_collection_finish() -> None:
    """Leave what is there to stay out of every later look for garbage, and look more seldom.

    As Python sets it, a fifth of what a bot's start takes goes into such looks.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _give_up_nothing_because_the_machine_is_slow() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for each in long_time_outs():
            patch.setattr(*each)
        yield


@pytest.fixture(scope="session", autouse=True)
def _read_the_built_in_playbook_once() -> Iterator[None]:
    """It can't change meanwhile, and reading it is a third of what a bot's start takes."""
    built_in = cache(loader.load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "load", lambda path=None: loader.load(path) if path else built_in())
        yield


@pytest.fixture(scope="session", autouse=True)
def _take_the_newest_zone_rules() -> None:
    """As every command does first; a zone that exists keeps the rules it was made by."""
    zone_rules.use_newest()


@pytest.fixture(scope="session", autouse=True)
def _compile_statements_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share_compiled_statements(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _look_at_listeners_once() -> Iterator[None]:
    """Bolt reads the signature of every listener whenever a bot is made: a tenth of its start.

    Most are made anew for each bot, by functions in functions, so what is known of one is known by its code.
    A list of names is new each time, since Bolt takes names out.
    """
    names_in: dict[CodeType, list[str]] = {}

    def names(listener: Any) -> list[str]:
        function = inspect.unwrap(listener)
        code = getattr(function, "__code__", None)
        if code is None:
            return inspect.getfullargspec(function).args
        if code not in names_in:
            names_in[code] = inspect.getfullargspec(function).args
        return list(names_in[code])

    with pytest.MonkeyPatch.context() as patch:
        for module in [each for name, each in sys.modules.items() if name.startswith("slack_bolt.")]:
            if hasattr(module, "get_arg_names_of_callable"):
                patch.setattr(module, "get_arg_names_of_callable", names)
        yield


@pytest.fixture(scope="session", autouse=True)
def _ask_matchers_by_the_body_alone() -> Iterator[None]:
    """For each listener that it asks whether a request is its own, Bolt gathers all that one might want.

    Its own matchers want the body. They are asked all the same, with what Bolt would have handed them.
    """
    asked = BuiltinListenerMatcher.matches

    def matches(self: BuiltinListenerMatcher, req: BoltRequest, resp: BoltResponse) -> bool:
        if self.arg_names == ["body"]:
            return bool(self.func(req.body))
        return asked(self, req, resp)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BuiltinListenerMatcher, "matches", matches)
        yield


@pytest.fixture(scope="session", autouse=True)
def _wait_for_no_disk() -> Iterator[None]:
    """No test pulls the plug: SQLite, like the tests' PostgreSQL, leaves writing to the system."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture(autouse=True)
def _leave_the_log_as_it_was() -> Iterator[None]:
    """A command that runs in this process sends the log to a standard error which is closed later on."""
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", *logs.QUIET)}
    yield
    for ours in [handler for handler in root.handlers if isinstance(handler, logs._Handler)]:
        root.removeHandler(ours)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def _plain_log() -> None:
    """structlog's default draws a traceback with all locals, seconds long and longer than Slack waits."""
    structlog.reset_defaults()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
    )


@pytest.fixture
def no_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has a country, so no holiday moves what a test is about."""
    monkeypatch.setattr(member, "place_of", lambda answer, zone: None)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema; migrating anew is half of what a bot's start takes."""
    path = tmp_path_factory.mktemp("empty") / "coach.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, empty_database: Path) -> str:
    """The address of a fresh, migrated SQLite file."""
    return f"sqlite:///{copy(empty_database, tmp_path / 'coach.db')}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, one for each test process."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database: once an SQLite file, once a migrated one on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.fresh() as url:
        yield url


@pytest.fixture(scope="session")
def joined(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The world in which Ana has just joined; walking there is half of what a short test takes."""
    return lived(tmp_path_factory.mktemp("joined"), empty_database, World.joined)


@pytest.fixture
def past(request: pytest.FixtureRequest) -> Snapshot | None:
    """What a test's world goes on from: Ana has joined where a test asks for her, else nobody has.

    A file of tests that all begin further on has a `past` of its own.
    """
    return request.getfixturevalue("joined") if "ana" in request.fixturenames else None


@pytest.fixture
def world(past: Snapshot | None, sqlite_url: str) -> Iterator[World]:
    """A local Slack with the bot in it, on SQLite."""
    if past:
        copy(past.database, sqlite_url.removeprefix("sqlite:///"))
    with open_world(sqlite_url, snapshot=past) as made:
        yield made


@pytest.fixture
def any_world(database_url: str) -> Iterator[World]:
    """The same on SQLite and on PostgreSQL."""
    with open_world(database_url) as made:
        yield made
