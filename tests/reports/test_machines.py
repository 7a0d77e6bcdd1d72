"""What machines, networks and pools do to a coach, as reports of other programs have it."""

import ast
import enum
import importlib
import json
import pkgutil
import subprocess
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import make_url, text
from structlog.testing import capture_logs

import bot
import handlers
import jobs
from bot.domain import slots
from bot.operate.finding import State
from bot.runtime.zone_rules import use_newest
from bot.sandbox.person import Person
from bot.sandbox.socket_mode import LONGEST_FRAME
from bot.settings import SettingsError, load
from bot.slack.calls import MOST_PAGES, asked_wait
from bot.slack.socket_line import SocketClient
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.views import ids
from jobs.schedule import Interval, watch_clock
from tests.databases import Postgres
from tests.delivery.conftest import Office
from tests.delivery.servers import serving as answering
from tests.runtime.test_presence import Coaches, coaches
from tests.slack.socket_server import Caller, Server, serving
from tests.slack.test_socket_line import EAGER, connected
from tests.slowness import LONG
from tests.store.test_connections import pgbouncer
from tests.world import World

__all__ = ["coaches"]

# -- Python's versions

RUN_BY_OTHERS = ("__main__", "migrations.env")


@pytest.fixture(scope="module")
def modules() -> list[Any]:
    """Every module of ours."""
    found = []
    for package in (bot, handlers, jobs):
        names = (each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
        found += [importlib.import_module(name) for name in names if not name.endswith(RUN_BY_OTHERS)]
    return found


def _source(module: Any) -> str:
    return Path(module.__file__).read_text(encoding="utf-8")


def _oldest() -> str:
    """The oldest Python of this machine on which the coach may run."""
    asks = "import sys; print(sys.version_info >= (3, 11))"
    for python in ("/usr/bin/python3.11", "/usr/bin/python3", sys.executable):
        if Path(python).exists():
            ran = subprocess.run([python, "-c", asks], capture_output=True, text=True, check=False)
            if ran.stdout.strip() == "True":
                return python
    return sys.executable


def _enum_with_tuples(module: Any) -> list[object]:
    """python/cpython#100098: 3.11.1 makes a plain tuple of a named one, earlier ones an object() of ()."""
    kinds: list[Any] = [each for each in vars(module).values() if isinstance(each, enum.EnumType)]
    return [member for kind in kinds for member in kind if isinstance(member.value, tuple)]


def _looked_for_in_an_enum(module: Any) -> list[object]:
    """flyteorg/flyte#5904: up to 3.11, asking whether a text is in an Enum is a TypeError."""
    asked = (
        right.id
        for node in ast.walk(ast.parse(_source(module)))
        if isinstance(node, ast.Compare)
        for sign, right in zip(node.ops, node.comparators, strict=True)
        if isinstance(sign, ast.In | ast.NotIn) and isinstance(right, ast.Name)
    )
    return [name for name in asked if isinstance(getattr(module, name, None), enum.EnumType)]


def test_no_enum_is_used_as_only_newer_pythons_do(modules: list[Any]) -> None:
    assert len(modules) > 100
    for module in modules:
        assert _enum_with_tuples(module) == [], "python/cpython#100098"
        assert _looked_for_in_an_enum(module) == [], "flyteorg/flyte#5904"


SYNTAX_AND_NAMES = """
import importlib, json, sys
asked = json.load(sys.stdin)
for path, source in asked["sources"].items():
    compile(source, path, "exec")
for module, name in asked["names"]:
    found = importlib.import_module(module)
    if not hasattr(found, name):
        importlib.import_module(f"{module}.{name}")
"""


def test_the_oldest_python_reads_every_line_and_knows_every_name(modules: list[Any]) -> None:
    """D4-project/Plum-Island#92: quotes in f-strings. home-assistant/core#117167: `override` of typing."""
    sources = {module.__file__: _source(module) for module in modules}
    names = {
        (node.module, each.name)
        for source in sources.values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module
        for each in node.names
        if node.module.split(".")[0] in sys.stdlib_module_names
    }
    asked = json.dumps({"sources": sources, "names": sorted(names)})
    ran = subprocess.run(
        [_oldest(), "-c", SYNTAX_AND_NAMES], input=asked, capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""


def test_a_closed_database_leaves_no_file_open(tmp_path: Path) -> None:
    """fox-it/flow.record#209: 3.13 warns of an SQLite connection that nobody closes."""
    database = Database(f"sqlite:///{tmp_path}/coach.db")
    migrate(database)
    with database.write() as session, database.read() as other:
        session.execute(text("SELECT 1"))
        other.execute(text("SELECT 1"))
    database.checkpoint()
    database.look_through()
    database.close()
    held = [each.resolve() for each in Path("/proc/self/fd").iterdir() if each.exists()]
    assert [each for each in held if each.is_relative_to(tmp_path)] == []


# -- Rules of time zones

ZONES = {
    ("mfogel/django-timezone-field#82", "Pacific/Kanto"): False,
    ("Avaiga/taipy#2697", "Asia/Beijing"): False,
    ("dezlov/PascalTZ#9", "US/Pacific-New"): False,
    ("python/cpython#85702", "America"): False,
    ("python/cpython#96463", "x" * 300): False,
    ("python/cpython#96463", "leapseconds"): False,
    ("linuxserver/docker-calibre#218", "US/Pacific"): True,
    ("python-kasa/python-kasa#1620", "MST7MDT"): True,
}


def test_a_profile_may_name_any_zone(world: World) -> None:
    for number, ((report, zone), known) in enumerate(ZONES.items()):
        assert slots.zone_exists(zone) is known, report
        person = world.slack.workspace.add_person(f"P{number}", f"P{number}", "Europe/Lisbon")
        world.slack.workspace.set_zone(person, zone)
        newcomer = world.slack.person(person.name)
        newcomer.types("/pm-progress join")
        assert ("Time zone" in newcomer.sees("modal")) is not known, report
        if not known:
            newcomer.fills(ids.JOIN_ZONE, "Europe/Lisbon")
        assert newcomer.submits().errors == {}, report
        world.settle()
        assert "Every Monday at 09:00" in newcomer.sees("DM"), report


RULES = {
    "Morocco, 2026": ("Africa/Casablanca", "2026-12-15", 0),
    "British Columbia, 2026": ("America/Vancouver", "2026-12-15", -7),
    "Alberta, 2026": ("America/Edmonton", "2026-12-15", -6),
    "Manitoba, 2026": ("America/Winnipeg", "2026-12-15", -5),
    "Paraguay, 2024": ("America/Asuncion", "2025-07-15", -3),
    "Kazakhstan, 2024": ("Asia/Almaty", "2024-07-15", 5),
    "Greenland, 2023": ("America/Nuuk", "2024-12-15", -2),
    "Mexico, 2022": ("America/Mexico_City", "2023-07-15", -6),
    "Jordan, 2022": ("Asia/Amman", "2022-12-15", 3),
    "Egypt, 2023": ("Africa/Cairo", "2023-07-15", 3),
}
"""Changes of rules at short notice, which a machine's own files may lack for years."""


def test_a_nudge_comes_at_its_hour_by_the_newest_rules(zone_path: None) -> None:
    use_newest()
    for report, (zone, day, offset) in RULES.items():
        due = slots.instant(date.fromisoformat(day), time_of_day(9), zone)
        assert (9 - due.hour) == offset, report


@pytest.fixture
def zone_path() -> Iterator[None]:
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(before)
    zoneinfo.ZoneInfo.clear_cache()


FOLDERS: dict[str, tuple[dict[str, str], str | None]] = {
    "containers/common#257": ({"old": "2000a", "new": "2999a"}, "new"),  # /usr/share/zoneinfo, /etc/zoneinfo
    "phusion/passenger-docker#427": ({"new": "2999a"}, "new"),  # it has no zone but those that are in use
    "oracle/container-images#19": ({"empty": ""}, None),
    "a build from the sources": ({"unknown": "unknown"}, None),
    "another build from them": ({"commit": "2999a-12-g1f2e3d4"}, "commit"),
}


def test_the_newest_folder_is_read_and_the_package_has_what_it_lacks(zone_path: None, tmp_path: Path) -> None:
    for report, (folders, used) in FOLDERS.items():
        for name, version in folders.items():
            (tmp_path / name).mkdir(exist_ok=True)
            if version:
                (tmp_path / name / "tzdata.zi").write_text(f"# version {version}\n", encoding="ascii")
        use_newest(tuple(str(tmp_path / name) for name in folders))
        expected = (str(tmp_path / used),) if used else ()
        assert expected == zoneinfo.TZPATH, report
        zoneinfo.ZoneInfo.clear_cache()
        assert zoneinfo.ZoneInfo("US/Pacific"), report


# -- Reconnects


def _cut(_slack: Server, line: Caller) -> None:
    line.cut()


def _fall_silent(_slack: Server, line: Caller) -> None:
    line.fall_silent()


def _renew(_slack: Server, line: Caller) -> None:
    line.say(type="disconnect", reason="refresh_requested")


def _refuse(slack: Server, line: Caller) -> None:
    slack.refusals = 3
    line.cut()


def _have_too_many(slack: Server, line: Caller) -> None:
    slack.first = [{"type": "disconnect", "reason": "too_many_websockets"}] * 2
    line.cut()


def _ration(slack: Server, line: Caller) -> None:
    slack.refusals, slack.retry_after = 1, "0"
    line.cut()


ENDS: dict[str, Callable[[Server, Caller], None]] = {
    "slackapi/python-slack-sdk#1701": _cut,
    "ryanwinchester/slack_elixir#13": _fall_silent,
    "slackapi/bolt-js#1906": _renew,
    "slackapi/node-slack-sdk#1495": _refuse,
    "slackapi/bolt-js#2225": _have_too_many,
    "slackapi/java-slack-sdk#1256": _ration,
}


@pytest.mark.parametrize("report", ENDS)
def test_a_press_after_the_end_of_a_connection_is_answered(report: str) -> None:
    with serving() as slack, connected(slack, replace(EAGER, opening=LONG)):
        old = slack.next()
        assert old.press() == old.acked()
        ENDS[report](slack, old)
        while slack.first:  # connections that bring no hello
            slack.next()
        new = slack.next()
        while new.closing.wait(0):
            new = slack.next()
        pressed = {new.press()}
        assert new.acked() in pressed, report


RATIONED = {
    "slackapi/python-slack-sdk#960": ("900", 900),
    "slackapi/java-slack-sdk#1223": ("30", 30),
    "SpaceTradersAPI/api-docs#24": ("30.493", 31),
}


def test_slack_that_is_asked_too_often_for_an_address_is_left_alone() -> None:
    for report, (said, seconds) in RATIONED.items():
        with serving() as slack, capture_logs() as logs, connected(slack, EAGER):
            slack.refusals, slack.retry_after = 99, said
            slack.next().cut()
            assert slack.wait_for_asks(2)
            while not (waits := [each for each in logs if each["action"] == "socket.rationed"]):
                Event().wait(0.01)
            assert [each["seconds"] for each in waits] == [seconds], report
        assert slack.asked == 2, report  # and the client was closed while it waited


# -- Several installations on one token

COUNTED: dict[str, tuple[int, int, int, State]] = {
    # processes of ours, what the newest hello counts, how many of those are its own
    "automagik-dev/omni#1185": (1, 2, 1, State.WRONG),
    "slackapi/python-slack-sdk#1940": (1, 10, 1, State.WRONG),
    "openclaw/openclaw#102439": (1, 3, 1, State.WRONG),
    "slackapi/bolt-js#2327": (2, 3, 1, State.WRONG),
    "slackapi/bolt-python#1071": (2, 2, 1, State.OK),
    "slackapi/bolt-python#462": (10, 10, 1, State.OK),
    "JKHeadley/instar#1078": (1, 2, 2, State.OK),
}


@pytest.mark.parametrize("report", COUNTED)
def test_connections_that_nobody_here_knows_are_told(coaches: Coaches, report: str) -> None:
    processes, counted, own, state = COUNTED[report]
    for number in range(1, processes + 1):
        newest = coaches.starts(counted=number)
    coaches.passes(1000)
    newest.hello(counted, own=own)
    newest.beat()
    assert coaches.doctor()["app_token_shared"].state is state, report


# -- PostgreSQL behind a pooler


def _answers_again(database: Database, _direct: str) -> None:
    """A statement that psycopg prepares finds whichever of the server's connections it is given."""
    with ThreadPoolExecutor(6) as pool:
        for number in pool.map(partial(_adds_one, database), range(60)):
            assert number


def _adds_one(database: Database, number: int) -> int:
    with database.write() as session:
        for _ in range(7):
            found: int = session.execute(text("SELECT CAST(:n AS integer) + 1"), {"n": number}).scalar_one()
    return found


def _bounds_each_transaction(database: Database, direct: str) -> None:
    """What bounds an idle transaction holds in each of ours, and is left on none of the server's lines."""
    for _ in range(6):
        with database.write() as session:
            shown = session.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
            assert shown == "1min"
    with psycopg.connect(direct, autocommit=True) as line:
        assert line.execute("SHOW idle_in_transaction_session_timeout").fetchone() == ("0",)


def _leaves_no_lock(_database: Database, direct: str) -> None:
    with psycopg.connect(direct, autocommit=True) as line:
        assert line.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone() == (0,)


def _writes_utc(database: Database, direct: str) -> None:
    with psycopg.connect(direct, autocommit=True) as line:
        line.execute("ALTER DATABASE " + (make_url(direct).database or "") + " SET timezone = 'Asia/Kolkata'")
    database.close()  # its next connections have the zone of Kolkata
    now = datetime.now(UTC)
    with database.write() as session:
        session.execute(text("CREATE TABLE moment (at timestamptz)"))
        session.execute(text("INSERT INTO moment VALUES (:at)"), {"at": now})
    with database.read() as session:
        assert session.execute(text("SELECT at FROM moment")).scalar_one() == now


POOLED: list[tuple[str, Callable[[Database, str], None]]] = [
    ("psycopg/psycopg#280", _answers_again),
    ("psycopg/psycopg#1151", _answers_again),
    ("keygen-sh/keygen-api#1029", _bounds_each_transaction),
    ("dagster-io/dagster#33416", _bounds_each_transaction),
    ("goauthentik/authentik#23876", _leaves_no_lock),
    ("pgbouncer/pgbouncer#1562", _writes_utc),
]


def test_a_pooler_is_no_hindrance(postgres: Postgres) -> None:
    """goauthentik/authentik#19939: a pooler refuses parameters at the start that it doesn't know."""
    name = postgres.create()
    with pgbouncer(postgres.url(name)) as url:
        replicas = [Database(url) for _ in range(3)]
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(migrate, replicas))  # at once, as pods start
        for report, holds in POOLED:
            holds(replicas[0], postgres.url(name).replace("+psycopg", ""))
            assert report
        for each in replicas:
            each.close()
    postgres.drop(name)


# -- Clocks that are set

YEAR = timedelta(days=365.25)
AHEAD = {
    "agronholm/apscheduler#35": 57 * YEAR,  # a machine without a battery begins in 1970
    "agronholm/apscheduler#526": 10 * YEAR,
    "node-schedule/node-schedule#431": timedelta(hours=1),
    "kdcllc/CronScheduler.AspNetCore#42": timedelta(days=3),
    "agronholm/apscheduler#794": timedelta(minutes=7),
}


def test_beats_that_were_missed_are_one_beat() -> None:
    now, beat = datetime.now(UTC), Interval(seconds=5, timezone="UTC")
    for report, slept in AHEAD.items():
        following = beat.get_next_fire_time(now - slept, now)
        assert following == now + timedelta(seconds=5), report
    assert beat.get_next_fire_time(now, now) == now + timedelta(seconds=5)


def test_the_heartbeats_of_a_running_coach_are_of_that_kind(world: World) -> None:
    beats = world.bot._scheduler
    assert beats
    for job in beats.get_jobs():
        now = datetime.now(UTC)
        assert job.trigger.get_next_fire_time(now - 57 * YEAR, now) > now, "agronholm/apscheduler#35"


BACK = {
    "agronholm/apscheduler#351": 2 * 60,
    "dbader/schedule#323": 12 * 3600,
    "citusdata/pg_cron#105": 8 * 3600,
    "agronholm/apscheduler#752": round(YEAR.total_seconds()),
    "jcass77/django-apscheduler#107": 90,
}


@pytest.mark.parametrize("report", BACK)
def test_beats_go_on_when_the_clock_is_set_back(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    beat, over, began = Event(), Event(), datetime.now(UTC).timestamp()
    scheduler = BackgroundScheduler(timezone="UTC")
    due = datetime.now(UTC) + timedelta(seconds=BACK[report])  # where it stood before
    scheduler.add_job(beat.set, Interval(seconds=5, timezone="UTC"), next_run_time=due)
    scheduler.start()
    now = iter([began])
    monkeypatch.setattr("jobs.schedule.wall", lambda: next(now, began - BACK[report]))
    watch = watch_clock(scheduler, over, seconds=0.01)
    assert beat.wait(LONG), report
    over.set()
    watch.join(LONG)
    scheduler.shutdown()


# -- Retry-After

REFUSAL = b'{"ok":false,"error":"ratelimited"}'
DATED = {"Date": "Wed, 21 Oct 2026 07:27:00 GMT", "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}
WAITS: dict[str, tuple[dict[str, str], int]] = {
    "os/slacker#88": ({"Retry-After": "30"}, 30),
    "slackapi/python-slack-sdk#1143": ({"retry-after": "12"}, 12),
    "urllib3/urllib3#2861": ({"Retry-After": "0.503"}, 1),
    "NousResearch/hermes-agent#23178": ({"Retry-After": "42.5"}, 43),
    "IBM/mcp-context-forge#5674": (DATED, 60),
    "slackapi/node-slack-sdk#1421": ({"Retry-After": ""}, 30),
    "slackapi/node-slack-sdk#217": ({}, 30),
    "notatallshaw/nab#596": ({**DATED, "Retry-After": "Fri, 31 Dec 99999 23:59:59 GMT"}, 30),
    "monzo/response#234": ({"Retry-After": "60"}, 60),
}


def test_slack_is_left_alone_for_as_long_as_it_says(office: Office) -> None:
    for report, (headers, seconds) in WAITS.items():
        assert asked_wait(headers) == timedelta(seconds=seconds), report
        kept = {name: value for name, value in headers.items() if name != "Date"}
        dated = "Date" in headers  # the server writes its own
        with answering(lambda _: REFUSAL, 429, kept) as url:
            office.delivery = office.through(url)
            office.post()
            office.deliver()
        assert dated or office.paused_for(seconds), report
        office.open_queue()


# -- A history in rations

PAGE = [{"type": "message", "ts": "1.000001", "text": "hi"}]
Looked = tuple[str, int]
"""What becomes of a post that isn't there after two looks, and how many pages these ask for at most."""


def _cursor(name: str) -> dict[str, Any]:
    return {"has_more": True, "response_metadata": {"next_cursor": name}}


ANSWERS: dict[str, tuple[dict[str, Any], Looked]] = {
    "ltworf/localslackirc#381": ({"messages": PAGE, **_cursor("same")}, ("dead", MOST_PAGES)),
    "openclaw/slacrawl#159": ({"messages": [], **_cursor("same")}, ("dead", MOST_PAGES)),
    "soxtoby/SlackNet#60": (
        {"messages": PAGE, "has_more": False, "response_metadata": {"next_cursor": ""}},
        ("planned", 2),
    ),
    "m3dev/gokart#96": ({"messages": PAGE, "response_metadata": None}, ("planned", 2)),
    "Leonidas-from-XIV/slacko#27": (
        {"messages": [{**PAGE[0], "text": None, "attachments": [{"ts": 1}], "metadata": None}]},
        ("planned", 2),
    ),
    "slackapi/python-slack-sdk#1501": (
        {"messages": [{**PAGE[0], "metadata": {"event_type": "pm_coach", "event_payload": None}}]},
        ("planned", 2),
    ),
    "getsentry/junior#218": ({"ok": False, "error": "invalid_cursor"}, ("unverified", 2)),
}


@pytest.mark.parametrize("report", ANSWERS)
def test_a_look_into_an_odd_history_ends(office: Office, report: str) -> None:
    said, (state, most) = ANSWERS[report]
    office.slack.faults.drop("chat.postMessage")
    office.post("Monday")
    office.deliver()
    asked = count()
    opened = b'{"ok":true,"channel":{"id":"D1"}}'

    def answer(method: str) -> bytes:
        if method == "conversations.open":
            return opened
        next(asked)
        return json.dumps({"ok": True, **said}).encode()

    with answering(answer) as url:
        office.delivery = office.through(url)
        assert [office.reconcile() for _ in range(2)][-1] == state, report
    assert next(asked) <= most, report


def test_an_app_that_is_held_short_is_noticed(office: Office) -> None:
    """airbytehq/airbyte#62056, slack-samples/bolt-js-assistant-template#41: 15 messages, once a minute."""
    office.slack.faults.drop("chat.postMessage")
    office.post("Monday")
    office.deliver()
    pages = iter([json.dumps({"ok": True, "messages": PAGE * 15, **_cursor("next")}).encode()])
    opened = b'{"ok":true,"channel":{"id":"D1"}}'
    with answering(lambda method: opened if method == "conversations.open" else next(pages, REFUSAL)) as url:
        office.delivery = office.through(url)
        assert office.reconcile() == "unverified"
    row = office.newest()
    assert (row.verify_cursor, row.verify_pauses) == ("next", 1)


# -- Frames

FRAMES: dict[str, Callable[[Caller], str]] = {
    "python-websockets/websockets#866": lambda line: line.press("x" * 2_000_000),
    "theturtle32/WebSocket-Node#403": lambda line: line.press("x" * 131_000),
    "yamcs/yamcs-studio#52": lambda line: line.press("x" * 65_536),
    "slackapi/python-slack-sdk#1124": lambda line: _in_fragments(line, "42ах саппор"),
    "python-websockets/websockets#1522": lambda line: _in_fragments(line, "x" * 500),
}


def _in_fragments(line: Caller, words: str) -> str:
    line.say_in_fragments(type="interactive", envelope_id="E1", payload={"type": "x", "pad": words})
    return "E1"


def test_a_frame_of_any_size_and_in_any_pieces_is_a_press() -> None:
    with serving() as slack, connected(slack):
        line = slack.next()
        for report, send in FRAMES.items():
            assert send(line) == line.acked(), report


LONG_WORDS = "Я спросила восьмерых 🙂 и записала. " * 80
SENDS: dict[str, Callable[[World, Person], None]]


def _saves_settings(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_HOUR, "10:00")
    ana.submits()
    assert "Your settings are saved." in ana.sees("modal")
    ana.closes(all_views=True)


def _hands_in_much(world: World, ana: Person) -> None:
    world.hands_in(ana, LONG_WORDS)


def _plans_much(world: World, ana: Person) -> None:
    ana.types("/pm-progress plan")
    for field in ("plan.act", "plan.if", "plan.then"):
        ana.fills(field, LONG_WORDS[:200])
    ana.submits()
    ana.closes(all_views=True)


def _asks_for_everything(world: World, ana: Person) -> None:
    for word in ("status", "help", "next", "evidence", "wins", LONG_WORDS):
        ana.types(f"/pm-progress {word}")


def _exports(world: World, ana: Person) -> None:
    ana.types("/pm-progress export")


SENDS = {
    "slack-go/slack#1196": _saves_settings,
    "slackapi/deno-slack-sdk#324": _plans_much,
    "slackapi/python-slack-sdk#1230": _hands_in_much,
    "revelrylabs/slax#614": _asks_for_everything,
    "rampatra/jbot#24": _exports,
}


def test_no_ack_is_larger_than_slacks_socket_takes(
    world: World, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    send = SocketClient.send_message

    def noted(client: SocketClient, message: str) -> None:
        sizes.append(len(message.encode()))
        send(client, message)

    monkeypatch.setattr(SocketClient, "send_message", noted)
    for report, acts in SENDS.items():
        acts(world, ana)
        world.settle()
        assert sizes, report
        assert max(sizes) < LONGEST_FRAME, report
        sizes.clear()


def test_an_answer_without_room_in_an_ack_comes_beside_it(
    world: World, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.types("/pm-progress help")
    usual = ana.sees("#general")
    monkeypatch.setattr("handlers.answer.LARGEST_ACK", 100)
    ana.types("/pm-progress help")
    again, line = ana.sees("#general"), usual.splitlines()[-1]
    assert again.count(line) > usual.count(line), "revelrylabs/slax#614"
    ana.types("/pm-progress settings")
    ana.submits()
    assert "Your settings are saved." in ana.sees("modal"), "slack-go/slack#1196"


# -- Files, paths and addresses

PASSWORDS = {
    "jazzband/dj-database-url#224": "pass#word",
    "ariga/atlas#1631": "slfkjkwi[oer?[$dkks}owow",
    "supabase/cli#155": "Ax^s#y",
    "nightroman/Mdbc#37": "prod@password",
    "Netflix/dispatch#884": "%%%dispatch%%%",
    "prometheus-community/postgres_exporter#459": "De$kt0p@2019",
}


def test_a_password_may_hold_any_sign(tmp_path: Path) -> None:
    for report, password in PASSWORDS.items():
        address = f"postgres://me:{password}@myhost:5432/spclients"
        (tmp_path / ".env").write_text(f"DATABASE_URL={address}\n", encoding="utf-8")
        for read in (
            load(environ={"DATABASE_URL": address}, env_file=None),
            load(environ={}, env_file=tmp_path / ".env"),
        ):
            url = make_url(read.database_url)
            assert (url.host, url.port, url.database, url.password) == (
                "myhost",
                5432,
                "spclients",
                password,
            ), report
            assert password not in Database(read.database_url).shown, report


FOLDER_NAMES = {
    "doctrine/dbal#5242": "#Github",
    "mar-file-system/GUFI#126": "100%BD",
    "transact-rs/sqlx#258": "test directory",
    "AlexCovizzi/vscode-sqlite#249": "[db]",
    "AlexCovizzi/vscode-sqlite#106": "Ryuujou's Rumpus Room",
    "codebox/bitmeteros#2": "Fichiers & Préférences",
    "ellie-commons/sequeler#323": "_0_Диссертация",
    "our own": "really?",
}


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    for report, name in FOLDER_NAMES.items():
        (tmp_path / name).mkdir()
        address = f"sqlite:///{tmp_path}/{name}/coach.db"
        database = Database(load(environ={"DATABASE_URL": address}, env_file=None).database_url)
        database.check()
        migrate(database)
        database.close()
        assert [each.name for each in (tmp_path / name).iterdir()] == ["coach.db"], report


WRITTEN: dict[str, tuple[bytes, str | None]] = {
    "theskumar/python-dotenv#637": (b"\xef\xbb\xbfWINS_CHANNEL=C1\nLOG_FORMAT=json\n", "C1"),
    "motdotla/dotenv#461": (b"LOG_FORMAT=json\r\nWINS_CHANNEL=C1\r\n", "C1"),
    "jpadilla/django-dotenv#2": (b"WINS_CHANNEL=C1 # ours\n", "C1"),
    "docker/compose#8479": (b"WINS_CHANNEL='C1'\n", "C1"),
    "motdotla/dotenv#445": ("WINS_CHANNEL=C1\n".encode("utf-16"), None),
    "appwrite/console#3186": ("WINS_CHANNEL=C1\n".encode("utf-16-le"), None),
}


def test_a_file_of_settings_is_read_or_refused_with_the_remedy(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    for report, (written, channel) in WRITTEN.items():
        file.write_bytes(written)
        if channel:
            assert load(environ={}, env_file=file).wins_channel == channel, report
            continue
        with pytest.raises(SettingsError, match="Write it as UTF-8 text"):
            load(environ={}, env_file=file)


ADDRESSES = {
    "trotto/go-links#100": ("postgres://u:p@h/db", "postgresql+psycopg://u:p@h/db"),
    "miguelgrinberg/Flask-Migrate#197": ("sqllite:///goda.db", None),
    "CrowdHailer/raxx_kit#104": ('"postgresql://u:p@h/db"', None),
}


def test_an_address_is_understood_or_refused_in_words() -> None:
    for report, (address, read) in ADDRESSES.items():
        environ = {"DATABASE_URL": address}
        if read:
            assert load(environ=environ, env_file=None).database_url == read, report
            continue
        with pytest.raises(SettingsError, match="DATABASE_URL is no database address"):
            load(environ=environ, env_file=None)
