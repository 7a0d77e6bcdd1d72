"""The measured process of one version: it does what it is asked and answers with the processor time spent.

`bench/version.py` starts it by its path with PYTHONPATH at a checkout, so `bot` and `bench` below are that
version's, which may be older than this file. It uses doors that are there since commit ecc1557:
`bot.app.Bot`, Bolt's `dispatch`, `open_due_weeks`, and that version's own `bench` for whatever makes members.
Where a name has changed since, `_door` looks for the new one first.

Requests and answers are lines of JSON on standard input and output: {"act": "press", "times": 10} -> 0.002.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from os import devnull
from pathlib import Path
from typing import Any
from uuid import uuid4

from slack_bolt import App, BoltRequest
from sqlalchemy import text

from bench import crowd, history, sending
from bench.stage import COMMAND, Place
from bot.app import Bot
from bot.coach.weeks import open_due_weeks
from bot.store.database import Database

WEEKS_BEHIND = 4
"""Of each member whose week opens."""


def _door(*names: str) -> Any:
    """Return the first of these ("module:attribute") that this version has."""
    for name in names:
        module, _, attribute = name.partition(":")
        try:
            return getattr(import_module(module), attribute)
        except (ImportError, AttributeError):
            continue
    raise ImportError(f"this version has none of {', '.join(names)}")


class Driver:
    """The acts that can be asked for. Times are seconds of processor time, of all threads of this process."""

    def __init__(self) -> None:
        self._apps: dict[int, tuple[App, Bot, Place]] = {}

    def code(self) -> str:
        """The folder that this version's code came from."""
        return str(Path(sys.modules["bot"].__file__ or "").parents[1])

    def live(self, place: dict[str, str], url: str, weeks: int) -> None:
        """Fill a new database with a member's weeks, and open the app on it."""
        at = Place(**place)
        history.live(at, url, weeks)
        bot = Bot(history.settings(at, url))
        bot.connect()
        self._apps[weeks] = (bot.bolt(), bot, at)
        self._settle()

    def press(self, weeks: int, times: int) -> float:
        """Answer `/pm-progress` to the member with so many weeks of history; the time of one answer."""
        app, bot, place = self._apps[weeks]
        body = {
            "command": COMMAND,
            "text": "",
            "team_id": bot.team,
            "user_id": place.ana,
            "channel_id": "C0",
            "response_url": "http://127.0.0.1:9/",
        }
        began = time.process_time()
        for _ in range(times):
            request = BoltRequest(mode="socket_mode", body={**body, "trigger_id": uuid4().hex})
            answer = app.dispatch(request)
        spent = time.process_time() - began
        assert f"week {weeks + 1}" in str(answer.body), answer.body  # a fast wrong answer is no answer
        return spent / times

    def home(self, weeks: int, times: int) -> float:
        """Draw Home, as when that member opens it, up to its row in the outbox; the time of one."""
        app, bot, place = self._apps[weeks]
        opened = {"type": "app_home_opened", "user": place.ana, "channel": "D0", "tab": "home"}
        body = {"type": "event_callback", "team_id": bot.team, "api_app_id": "A0", "event": opened}
        before, began = self._homes(bot), time.process_time()
        for _ in range(times):
            answer = app.dispatch(
                BoltRequest(mode="socket_mode", body={**body, "event_id": f"Ev{uuid4().hex}"})
            )
        spent = time.process_time() - began
        assert (answer.status, self._homes(bot)) == (200, before + times), answer.body
        return spent / times

    @staticmethod
    def _homes(bot: Bot) -> int:
        with bot.database.read() as session:
            return int(
                session.execute(text("SELECT count(*) FROM message WHERE method = 'home'")).scalar_one()
            )

    def enrol(self, url: str, members: int) -> None:
        """Fill a new database with members whose next week is due now."""
        self._workspaces = max(1, members // crowd.PEOPLE_EACH)
        self._coach = crowd.enrol(Database(url), members, self._workspaces, WEEKS_BEHIND, slim=True)
        self._settle()

    def open(self, batches: int) -> tuple[int, float]:
        """Open so many batches of due weeks. Returns how many opened, and the time of one."""
        left = iter(range(batches))
        began = time.process_time()
        opened = open_due_weeks(self._coach, stopping=lambda: next(left, None) is None)
        return opened, (time.process_time() - began) / max(1, opened)

    def hand_in(self, first: int, times: int) -> float:
        """Hand in for the open week of so many members, from number `first` on; the time of one."""
        caller = type(crowd.FIRST)
        members = [caller(f"T{n % self._workspaces}", f"U0{n}") for n in range(first, first + times)]
        began = time.process_time()
        for member in members:
            history.hands_in(self._coach, member)
        return (time.process_time() - began) / times

    def enrol_batch(self, url: str, messages: int) -> None:
        """Fill a new database with members who each have one message to be sent."""
        _door("bench.sending:enrol_batch", "bench.sending:_enrol")(
            url, messages, min(sending.WORKSPACES, messages)
        )

    def send(self, url: str, api_url: str) -> float:
        """Make that batch due and send it with the sender of `pm-coach run`; the time of the whole batch."""
        _door("bench.sending:make_due", "bench.sending:_make_due")(url)
        cost = _door("bench.sending:ours", "bench.sending:_ours")(url, api_url)
        return float(cost.cpu)

    @staticmethod
    def _settle() -> None:
        """Keep what stays out of later garbage collections, as `pm-coach run` does after its imports."""
        gc.collect()
        gc.freeze()


def main() -> None:
    """Answer requests until standard input ends."""
    set_up_logs = _door("bot.runtime.logs:set_up", "bot.logs:set_up")
    with Path(devnull).open("w") as nowhere:
        set_up_logs("json", nowhere)  # as in production, written, and off standard output
        driver = Driver()
        for line in sys.stdin:
            request = json.loads(line)
            act: Callable[..., Any] = getattr(driver, request.pop("act"))
            print(json.dumps(act(**request)), flush=True)


if __name__ == "__main__":
    main()
