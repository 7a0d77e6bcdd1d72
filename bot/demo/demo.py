"""The demo: a local Slack with the real coach in it, people with a history, a clock, and a guided list."""

import os
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import Bot
from bot.clock import MovableClock
from bot.coach.coach import Caller
from bot.demo.past import DemoMember, Life, Showing, live
from bot.domain.member import MemberState
from bot.domain.member_progress import reader_of
from bot.rehearsal.stage import Stage, hurry
from bot.runtime import logs
from bot.runtime.start import StartError
from bot.runtime.stop import Interrupted, Stop
from bot.sandbox import Sandbox
from bot.sandbox.tour import (
    Control,
    Hint,
    TourEnd,
    acted_as,
    action,
    command,
    control,
    opened,
    seen,
    submitted,
)
from bot.settings import Settings
from bot.slack import manifest
from bot.slack.pacing import UNPACED
from bot.store import member_records
from bot.views import ids

READER = {"name": "Ana", "real_name": "Ana Sousa", "zone": "Europe/Lisbon"}
OPENS = datetime(2027, 1, 11, 10, tzinfo=ZoneInfo(READER["zone"]))
"""When the reader sits down: a Monday, 10:00, in her own zone."""
WAY_BACK = "an empty week doesn't count against you."
"""In the message of a week after one without evidence, in the first month."""
OTHERS = ("li", "ravi", "noor")
LINE = "She calls the bank before she retries."
QUESTION = "What did you do the last time a payment was declined?"
FIXED = "You fixed what could be better"
"""How the answer to the second version begins."""

TOUR = (
    Hint("Try it: type `/pm-progress` in the box at the foot, and send it.", command("/pm-progress")),
    Hint("Press *Join*, and keep what is filled in.", submitted(ids.JOIN_FORM)),
    Hint("Open the direct messages with PM Coach.", opened("DM")),
    Hint(
        "Press *Plan it* and save the plan, or go straight on.",
        submitted(ids.PLAN_FORM) | submitted(ids.HAND_IN_FORM),
    ),
    Hint("Press *Add evidence*. One line will do.", submitted(ids.HAND_IN_FORM), copy=LINE),
    Hint(
        "Read the answer: it quotes your line, and asks for what isn't there yet. Press *Revise*, and add "
        "the question that you asked.",
        seen(FIXED),
        copy=QUESTION,
    ),
    Hint("Read what #wins would see, word for word, and press *Post to #wins*.", action(ids.WIN_SHARE)),
    Hint("Open #wins.", opened("#wins")),
    Hint(
        "A week goes by: press *To the next message*, in the page's head.", control("next") | control("week")
    ),
    Hint(
        "Do nothing for a week: press *+1 week*, and open the direct messages. "
        "The coach has asked once, on Friday. On Monday it offers four ways on.",
        seen(WAY_BACK),
    ),
    Hint("Act as Li, who joined in November, and open Home. Ravi and Noor are further on.", acted_as("Li")),
)
END = TourEnd(
    "That was the tour; all of it was the real bot. `README.md` says how to connect a workspace of yours; "
    "to start over, stop the demo and run it again."
)


class Demo:
    """Everything the demo starts, on a database that goes away with it."""

    def __init__(self, port: int, folder: Path) -> None:
        self._lives = [Life.of(name) for name in OTHERS]
        self._walk = Lock()
        """One walk through time at once: the page is up, and may be pressed on, while the past is lived."""
        self.clock = MovableClock(min(life.joins for life in self._lives))
        self.slack = Sandbox(
            manifest.load(),
            name="Harbour",
            clock=self.clock.now,
            clock_label=self._label,
            controls=[
                Control("next", "To the next message", self.to_next_message),
                Control("day", "+1 day", lambda: self._on(timedelta(days=1))),
                Control("week", "+1 week", lambda: self._on(timedelta(weeks=1))),
            ],
            tour=TOUR,
            tour_end=END,
        )
        people = self.slack.workspace
        self.ana = people.add_person(READER["name"], READER["real_name"], tz=READER["zone"])
        self._others = [
            people.add_person(life.name, life.real_name, tz=life.zone.key) for life in self._lives
        ]
        self.wins = people.add_channel(
            "wins",
            purpose="What somebody here finished, in a line or two.",
            members=[self.ana, *self._others],
            with_bot=True,
        )
        self.slack.start(port)
        settings = Settings(
            slack_bot_token=SecretStr(self.slack.bot_token),
            slack_app_token=SecretStr(self.slack.app_token),
            slack_api_url=self.slack.api_url,
            database_url=f"sqlite:///{folder / 'demo.db'}",
            wins_channel=self.wins.id,
        )
        self.bot = Bot(settings, self.clock, pace=UNPACED, senders=1)
        hurry(self.bot.database)

    def live_through(self) -> None:
        """Let everybody's past happen, week by week, then connect the coach at the reader's hour."""
        with self._walk:
            self.bot.connect()
            stage = Stage(self.bot.coach, self.clock, Showing(self.bot.coach, self.slack).show)
            members = []
            for life, person in zip(self._lives, self._others, strict=True):
                self.bot.directory.look_up(self.bot.team, person.id)
                members.append(DemoMember(life, Caller(self.bot.team, person.id), stage, self.wins.id))
            live(stage, members, OPENS)
            self.bot.start()

    def _on(self, by: timedelta) -> None:
        with self._walk:
            self.bot.walk_to(self.clock.now() + by)

    def to_next_message(self) -> None:
        """Let time go by until the coach writes to Ana, or for a week where nothing is to come."""
        with self._walk:
            self.bot.walk_to(self._next_message() or self.clock.now() + timedelta(weeks=1))

    def _next_message(self) -> datetime | None:
        """When the coach next writes to Ana; read past the coach, which would count it as a look of hers."""
        with self.bot.database.connect() as line:
            records = member_records.load(line, self.bot.team, self.ana.id)
        if records is None:
            return None
        return reader_of(MemberState(records, self.bot.coach.playbook, self.clock.now())).next_message

    def _label(self) -> str:
        local = self.clock.now().astimezone(ZoneInfo(READER["zone"]))
        return f"{local:%a} {local.day} {local:%b %Y, %H:%M}, Lisbon time"

    def stop(self) -> None:
        self.bot.stop()
        self.slack.stop()


def run(port: int) -> int:
    """Keep the demo up until Ctrl-C, SIGTERM or SIGHUP, and leave nothing behind. Return the exit code."""
    logs.set_up(level="WARNING")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(name, None)  # the SDK's socket would take a proxy even to this machine
    stop = Stop()  # before the folder: a signal in between would leave it behind
    with tempfile.TemporaryDirectory(prefix="pm-coach-demo-", ignore_cleanup_errors=True) as folder:
        try:
            return _serve(port, Path(folder), stop.wait)
        except Interrupted:  # while the people's past was still happening
            return 0


def _serve(port: int, folder: Path, wait: Callable[[], object]) -> int:
    try:
        demo = Demo(port, folder)
        print("Living through ten weeks of Li's, five months of Ravi's, eight of Noor's ...", flush=True)
        demo.live_through()
    except OSError as error:
        print(f"Port {port} can't be used ({error}). Try another: make demo PORT=8766")
        return 1
    except StartError as error:
        print(error)
        return 1
    print(
        f"\n  Open {demo.slack.url} in a browser. You are {READER['name']}.\n  Ctrl-C stops it.\n", flush=True
    )
    try:
        wait()
        print("Stopped. Nothing was kept.")
    finally:
        demo.stop()
    return 0
