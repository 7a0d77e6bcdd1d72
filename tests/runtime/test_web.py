"""What whoever watches over the coach gets over HTTP: alive, ready, and figures."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app import Bot
from bot.runtime import metrics
from bot.runtime.handling_time import listener
from bot.runtime.start import StartError
from bot.runtime.web import SILENCE, Watched, serve
from bot.settings import Settings
from tests.app.conftest import MakeSettings
from tests.databases import Postgres
from tests.slowness import LONG, until
from tests.world import World
from tests.world import world as open_world


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=LONG) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def sample(text: str, name: str, **labels: str) -> float | None:
    for family in text_string_to_metric_families(text):
        for each in family.samples:
            if each.name == name and each.labels == labels:
                return float(each.value)
    return None


def watched(world: World) -> Watched:
    return Watched(world.bot.database, world.clock, world.bot.why_not)


@pytest.fixture
def port(any_world: World) -> Iterator[int]:
    """Where a running coach answers."""
    web = serve(watched(any_world), "127.0.0.1", 0)
    yield web.port
    web.stop()


def test_a_running_coach_is_alive_and_ready(port: int) -> None:
    assert get(port, "/healthz") == (200, "Alive.\n")
    assert get(port, "/readyz") == (200, "Ready.\n")
    assert get(port, "/")[0] == 404


def test_a_sender_or_a_scheduler_that_stands_still_isnt_alive(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.bot.stop()
    seconds = 1000.0
    clock = SimpleNamespace(monotonic=lambda: seconds)
    for module in ("metrics", "web"):
        monkeypatch.setattr(f"bot.runtime.{module}.time", clock)
    monkeypatch.setattr(metrics, "_last_beat", {})
    web = serve(replace(watched(world), why_not=lambda: None), "127.0.0.1", 0)
    seconds += SILENCE + 1
    metrics.beat("weeks")
    assert get(web.port, "/healthz") == (503, "The sender gave no sign of life for 61 s.\n")
    metrics.beat("sender")
    assert get(web.port, "/healthz") == (200, "Alive.\n")
    seconds += SILENCE + 1
    metrics.beat("sender")
    assert get(web.port, "/healthz") == (503, "The scheduler gave no sign of life for 61 s.\n")
    assert get(web.port, "/readyz")[1].startswith("The scheduler gave no sign of life for ")
    metrics.beat("directory")
    assert get(web.port, "/healthz")[0] == 200
    web.stop()


def test_the_sender_gives_signs_of_life(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "_last_beat", {})
    assert metrics.silence("sender") == float("inf")
    world.bot.sender.wake()
    until(lambda: metrics.silence("sender") < float("inf"))


def test_while_it_stops_it_isnt_ready(any_world: World, port: int) -> None:
    any_world.bot._stopping.set()
    assert get(port, "/readyz") == (503, "It is stopping.\n")
    assert get(port, "/healthz")[0] == 200


def test_without_its_socket_it_isnt_ready(world: World) -> None:
    web = serve(watched(world), "127.0.0.1", 0)
    world.slack.faults.refuse("apps.connections.open", "internal_error", times=1000)
    world.slack.faults.close_sockets()
    until(lambda: get(web.port, "/readyz") == (503, "It isn't connected to Slack.\n"))
    assert get(web.port, "/healthz")[0] == 200
    web.stop()


def test_without_its_database_it_isnt_ready_and_still_counts(postgres: Postgres) -> None:
    with postgres.fresh() as url, open_world(url) as world:
        web = serve(watched(world), "127.0.0.1", 0)
        open_to_all = f"ALTER DATABASE {world.bot.database.url.database} ALLOW_CONNECTIONS"
        postgres.run(f"{open_to_all} false")
        postgres.cut_connections()
        assert get(web.port, "/readyz") == (503, "The database doesn't answer.\n")
        code, text = get(web.port, "/metrics")
        assert (code, sample(text, "pm_coach_database_up")) == (200, 0)
        assert sample(text, "pm_coach_queue_messages", state="due") is None
        postgres.run(f"{open_to_all} true")
        assert get(web.port, "/readyz")[0] == 200
        web.stop()


def test_a_database_that_hangs_keeps_nobody_waiting(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.web.DATABASE_TIMEOUT", 0.3)
    with postgres.fresh() as url, open_world(url) as world:
        web = serve(watched(world), "127.0.0.1", 0)
        with world.bot.database.write() as session:
            session.connection().exec_driver_sql("LOCK TABLE workspace_queue IN ACCESS EXCLUSIVE MODE")
            assert get(web.port, "/readyz") == (503, "The database doesn't answer.\n")
            assert sample(get(web.port, "/metrics")[1], "pm_coach_database_up") == 0
            web.stop()
            web._thread.join(LONG)
            assert not web._thread.is_alive()
        pool: Any = world.bot.database.engine.pool
        # Nobody waits for the two that read, and a closed pool takes none.
        until(lambda: pool.checkedout() == 0)


def test_the_figures_are_those_of_the_queue_and_of_what_was_handled(any_world: World, port: int) -> None:
    before = sample(get(port, "/metrics")[1], "pm_coach_handling_seconds_count", listener="/pm-progress") or 0
    any_world.joined()
    text = get(port, "/metrics")[1]
    assert sample(text, "pm_coach_database_up") == 1
    assert sample(text, "pm_coach_members_due") == 0
    assert sample(text, "pm_coach_queue_messages", state="due") == 0
    assert sample(text, "pm_coach_handling_seconds_count", listener="/pm-progress") == before + 1


def test_what_feedback_told_is_counted_from_the_database(any_world: World, port: int) -> None:
    any_world.joined()
    any_world.hands_in(any_world.ana)
    assert sample(get(port, "/metrics")[1], "pm_coach_findings", code="no_questions", state="said") == 1


def test_nothing_secret_and_nobody_is_in_it(any_world: World, port: int) -> None:
    any_world.joined()
    any_world.hands_in(any_world.ana, "She calls the bank before she retries.")
    told = "".join(get(port, path)[1] for path in ("/healthz", "/readyz", "/metrics"))
    token = any_world.settings.slack_bot_token.get_secret_value()
    for private in (any_world.ana.record.id, "Ana", "calls the bank", token, any_world.bot.team):
        assert private not in told


def test_a_port_that_is_taken_stops_the_start_with_a_sentence(any_world: World, port: int) -> None:
    with pytest.raises(StartError, match=rf"HTTP_PORT {port} on 127\.0\.0\.1 can't be used: .*in use\."):
        serve(watched(any_world), "127.0.0.1", port)
    with pytest.raises(StartError, match="HTTP_PORT 0 on nowhere can't be used"):
        serve(watched(any_world), "nowhere", 0)


def test_it_stops_also_with_somebody_on_the_line(any_world: World) -> None:
    web = serve(watched(any_world), "::1", 0)
    with urllib.request.urlopen(f"http://[::1]:{web.port}/healthz") as kept:
        web.stop()
        web._thread.join(LONG)
        assert not web._thread.is_alive()
        kept.read()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://[::1]:{web.port}/healthz")


def test_without_a_port_there_is_no_server(settings: MakeSettings) -> None:
    bot = Bot(settings())
    bot.start()
    assert bot._web is None
    bot.stop()
    assert Settings().http_port is None


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"type": "block_actions", "actions": [{"action_id": "assignment.done"}]}, "assignment.done"),
        ({"type": "block_actions", "actions": []}, "other"),
        ({"type": "block_actions", "actions": [{"action_id": "Ana's own " + "x" * 99}]}, "other"),
        ({"type": "view_submission", "view": {"callback_id": "hand_in"}}, "hand_in"),
        ({"type": "view_closed", "view": {}}, "other"),
        ({"type": "event_callback", "event": {"type": "app_home_opened"}}, "app_home_opened"),
        ({"command": "/pm-progress", "text": "away until Monday"}, "/pm-progress"),
        ({"type": "shortcut"}, "shortcut"),
        ({}, "other"),
    ],
)
def test_what_was_done_is_named_without_what_was_typed(body: dict[str, object], name: str) -> None:
    assert listener(body) == name
