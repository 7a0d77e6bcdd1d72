"""What is left behind: in files after an erasure, in a terminal, in time, and on a port of this machine."""

import http.client
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from rich.console import Console

from bot.coach import wins
from bot.domain.commands import near, parse_command
from bot.domain.text import comparable, display_name
from bot.operate import doctor_report, members
from bot.operate.doctor import Report
from bot.operate.finding import DoctorFinding, State
from bot.runtime import logs
from bot.runtime.harmless import harmless
from bot.sandbox.person import Person
from bot.slack.typed_text import as_seen, with_emoji
from bot.views import ids
from bot.views.text import cut, one_line
from tests.handlers.acts import caller, progress_of
from tests.linear import is_linear
from tests.world import World

SECRET = "Zwiebelkuchen"


def _hands_in(world: World, ana: Person) -> None:
    world.hands_in(ana, f"{SECRET} 1")


def _revises(world: World, ana: Person) -> None:
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    world.fills_compulsory(ana, f"{SECRET} 2")
    ana.submits()
    ana.closes(all_views=True)


def _types_and_closes(world: World, ana: Person) -> None:
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    world.fills_compulsory(ana, f"{SECRET} 3")
    ana.closes(all_views=True)


def _plans(world: World, ana: Person) -> None:
    ana.types("/pm-progress plan")
    ana.fills("plan.act", f"{SECRET} 4")
    ana.submits()
    ana.closes(all_views=True)


def _rewrites_a_win(world: World, ana: Person) -> None:
    win = progress_of(world, ana).wins[0]
    wins.rewrite(world.bot.coach, caller(world, ana), win.id, f"{SECRET} 5")


def _sends_a_long_text(world: World, ana: Person) -> None:
    ana.writes(f"{SECRET} 6 " * 60)
    world.settle()
    ana.clicks(ids.TEXT_KEEP, in_="DM")


def _answers_the_mirror(world: World, ana: Person) -> None:
    ana.types("/pm-progress mirror")
    ana.fills(ids.MIRROR_WHEN, f"{SECRET} 7")
    ana.submits()
    ana.closes(all_views=True)


TYPED: list[tuple[str, Callable[[World, Person], None]]] = [
    ("nushell/reedline#538", _plans),
    ("session-foundation/session-android#2056", _hands_in),
    ("marmot-protocol/mdk#756", _revises),
    ("ollama/ollama#16543", _types_and_closes),
    ("globaleaks/globaleaks-whistleblowing-software#1678", _rewrites_a_win),
    ("go-gitea/gitea#35826", _sends_a_long_text),
    ("laurent22/joplin#13432", _answers_the_mirror),
]


def test_what_was_typed_anywhere_is_in_no_file_once_it_is_erased(world: World, ana: Person) -> None:
    for report, types in TYPED:
        before = _held(world)
        types(world, ana)
        world.settle()
        assert _held(world) > before, report
    members.erase(world.settings, ana.id, None)
    assert _held(world) == 0


def _held(world: World) -> int:
    folder = Path(world.bot.database.url.database or "").parent
    return sum(file.read_bytes().count(SECRET.encode()) for file in folder.glob("coach.db*"))


NAMES = {
    "GingerGraham/bash-logger#36": "\x1b[2J\x1b]0;title\x07Ana",
    "berthubert/trifecta#50": "Ana\n2027-01-11 [info] false",
    "augustd/owasp-security-logging#59": "Ana\x85false\u2028false",
    "rust-lang/log#611": "\x9b31mAna\x9d0;t\x9c",
    "ballerina-platform/ballerina-library#426": "Ana\r\nfalse",
    "niekcandaele/sitrep#33": "Ana\u202efalse\u2066",
}
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def test_no_name_commands_a_terminal_or_begins_a_line(world: World, ana: Person) -> None:
    for report, name in NAMES.items():
        log, doctor = io.StringIO(), io.StringIO()
        logs.set_up("console", log)
        structlog.get_logger().info("connected", action="app.started", workspace=name)
        found = DoctorFinding("slack", State.OK, f"Connected to {name}.")
        doctor_report.render(Report([found]), Console(file=doctor, width=200))
        ana.record.name = ana.record.real_name = name
        world.bot.directory.look_up(world.bot.team, ana.id)
        export = harmless(json.dumps(members.export(world.settings, ana.id, None), ensure_ascii=False))
        for shown in (log.getvalue(), doctor.getvalue(), export):
            assert not OBEYED.search(shown.replace("\n", "")), (report, shown)
        for shown in (log.getvalue(), doctor.getvalue()):
            assert [each for each in shown.splitlines() if each.startswith(("false", "2027"))] == [], report


REPEATED = {
    "ariabuckles/simple-markdown#73": "<" * 60 + ":/" * 40,
    "ariabuckles/simple-markdown#29": "[+test)[]\n",
    "markedjs/marked#4071": "[x](",
    "markedjs/marked#4013": "[](" + " " * 99,
    "Python-Markdown/markdown#1130": "[]:0" + " " * 99,
    "dnbexperience/eufemia#9078": "[[[[[[",
    "oven-sh/bun#31241": "(((([[[[",
    "a mention that never ends": "<@U1 ",
    "emoji that never end": ":+1",
    "tones": ":+1::skin-tone-4:",
    "our own command": "/pm-progress ",
}
READERS: dict[str, Callable[[str], object]] = {
    "as_seen": as_seen,
    "with_emoji": lambda text: with_emoji(text, [{"type": "emoji", "name": "+1", "unicode": "1f44d"}]),
    "parse_command": parse_command,
    "near": lambda text: near(text[:4_000]),
    "comparable": comparable,
    "display_name": display_name,
    "one_line": one_line,
    "cut": lambda text: cut(text, len(text) - 1),
}


def test_typed_text_is_read_in_time_that_grows_with_its_length() -> None:
    for report, unit in REPEATED.items():
        for name, read in READERS.items():
            assert is_linear(read, unit), (report, name)


HOSTS = {
    ("http-party/http-server#758", "evil.example"): 403,
    ("google/adk-js#744", "127.0.0.1.evil.example"): 403,
    ("vladar107/claudescope#40", "localhost.evil.example:80"): 403,
    ("milady-ai/milady#564", "evil.example@127.0.0.1"): 403,
    ("Canonry/canonry#1177", "0.0.0.0"): 403,
    ("modelcontextprotocol/conformance#103", "[::1"): 403,
    ("quick-lint/quick-lint-js#951", "LOCALHOST"): 200,
    ("quick-lint/quick-lint-js#951", "localhost."): 200,
    ("milady-ai/milady#564", "[::1]:31337"): 200,
}


def test_only_this_machine_is_served(world: World) -> None:
    to = urlsplit(world.slack.url)
    for (report, host), status in HOSTS.items():
        for method in ("GET", "POST"):  # google/adk-js#744: a rebound page reads, and sends no Origin
            known = len(world.slack.calls)
            line = http.client.HTTPConnection(str(to.hostname), to.port or 80)
            line.request(method, "/api/auth.test", headers={"Host": host})
            answered = line.getresponse().status
            line.close()
            assert answered == status, (report, method, host)
            assert len(world.slack.calls) - known == (status == 200), (report, method)
