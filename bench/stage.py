"""The local Slack in a process of its own, so that its work on the processor counts as nobody's."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.managers import BaseManager

from bench import apart
from bot.sandbox import Sandbox
from bot.sandbox.timings import Timings
from bot.slack import manifest

COMMAND = "/pm-progress"
ANA_LIVES_IN = "Europe/Lisbon"
LONG = 120.0
"""Seconds that this Slack waits for an app: a slow machine's figures are figures too."""


@dataclass(frozen=True)
class Place:
    """What an app needs to connect to a workspace, and who is in it."""

    api_url: str
    bot_token: str
    app_token: str
    wins: str
    ana: str


class Stage:
    """Workspaces, one for each app, with Ana in each; lives in the other process."""

    def __init__(self, workspaces: int) -> None:
        self._slacks = [
            Sandbox(manifest.load(), timings=Timings(ack=LONG, trigger=LONG)) for _ in range(workspaces)
        ]
        self._places = [furnish(slack) for slack in self._slacks]

    def places(self) -> list[Place]:
        return self._places

    def wait_until_connected(self, workspace: int) -> float:
        """Wait for an app's socket; the instant on the monotonic clock, which all processes share."""
        if not self._slacks[workspace].sockets.wait_for_connections(timeout=LONG):
            raise TimeoutError("the app didn't connect within two minutes")
        return time.monotonic()

    def wait_until_left(self, workspace: int) -> None:
        """Wait until the app's socket is gone."""
        deadline = time.monotonic() + 10
        while self._slacks[workspace].sockets.connections and time.monotonic() < deadline:
            time.sleep(0.01)

    def ask(self, times: int) -> list[list[float]]:
        """Have Ana type the command in each workspace in turn; seconds until the answer is shown to her."""
        workspaces = range(len(self._slacks))
        turns = [[self.ask_one(workspace) for workspace in workspaces] for _ in range(times)]
        return [[turn[workspace] for turn in turns] for workspace in workspaces]

    def ask_one(self, workspace: int) -> float:
        """The same once, in one workspace."""
        ana = self._slacks[workspace].person("Ana")
        before = time.perf_counter()
        outcome = ana.types(COMMAND)
        seconds = time.perf_counter() - before
        assert outcome.ok, outcome
        return seconds

    def seen(self, workspace: int) -> str:
        """What Ana was shown last."""
        return self._slacks[workspace].person("Ana").last("#general").visible

    def close(self) -> None:
        for slack in self._slacks:
            slack.stop()


class _Manager(BaseManager):
    stage: Callable[[int], Stage]


_Manager.register("stage", Stage)


@contextmanager
def stage(workspaces: int) -> Iterator[Stage]:
    """Set it up in a new process, and end that."""
    with _Manager(ctx=apart.PROCESSES) as manager:
        made = manager.stage(workspaces)
        yield made
        made.close()


def furnish(slack: Sandbox) -> Place:
    ana = slack.workspace.add_person("Ana", "Ana Sousa", tz=ANA_LIVES_IN)
    wins = slack.workspace.add_channel("wins", members=[ana], with_bot=True)
    slack.start()
    return Place(slack.api_url, slack.bot_token, slack.app_token, wins.id, ana.id)
