"""How many SQL statements acts and nudges cost: a small constant each, whatever the history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bench import history
from bench.figures import Figure
from bench.stage import COMMAND, Place, furnish
from bot.app import Bot
from bot.clock import Clock, MovableClock, SystemClock
from bot.coach.coach import Caller
from bot.coach.weeks import open_due_weeks
from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.sandbox.results import ActionResult
from bot.slack import manifest
from bot.slack.pacing import UNPACED
from bot.slack.socket_line import SocketHandler
from bot.store.outbox import next_due
from bot.views import ids

UNIT = "statements"
BATCHES = (5, 25)
"""Members in two batches: what the second takes more is what its further members cost."""


def figures(folder: Path, weeks: int = history.WEEKS, batches: tuple[int, int] = BATCHES) -> list[Figure]:
    """Statements, measured in `folder`. What SQLite needs by itself (BEGIN, COMMIT, PRAGMA) isn't counted."""
    return [*_acts(folder, weeks), *_nudges(folder, batches)]


class _Listening(Bot):
    """The bot without its heartbeats and its sender's thread, so that only what is asked for is counted."""

    def start(self) -> None:
        self.connect()
        self._socket = SocketHandler(self.bolt(), self.settings.slack_app_token.get_secret_value())
        self._socket.client.connect()


@dataclass
class _World:
    slack: Sandbox
    place: Place
    bot: Bot


@contextmanager
def _world(url: str, clock: Clock, weeks: int = 0) -> Iterator[_World]:
    slack = Sandbox(manifest.load())
    place = furnish(slack)
    if weeks:
        history.live(place, url, weeks)
    bot = _Listening(history.settings(place, url), clock, pace=UNPACED)
    bot.start()
    try:
        yield _World(slack, place, bot)
    finally:
        bot.stop()
        slack.stop()


def _acts(folder: Path, weeks: int) -> Iterator[Figure]:
    with _world(f"sqlite:///{folder / 'acts.db'}", SystemClock(), weeks) as world:
        ana = world.slack.person("Ana")
        yield Figure(f"{COMMAND}, {weeks} weeks on", _count(lambda: ana.types(COMMAND)), UNIT, goal=8)
        yield Figure(
            "form for handing in", _count(lambda: ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")), UNIT, goal=8
        )
        _fill_in(ana)
        yield Figure("handing in", _count(ana.submits), UNIT, goal=16)
        yield Figure("form for a packet", _count(lambda: ana.types(f"{COMMAND} packet")), UNIT, goal=8)
        yield Figure("asking for a packet", _count(ana.submits), UNIT, goal=16)
        before = len(world.slack.calls)
        statements = _count(world.bot.sender.send)
        sent = len(world.slack.calls) - before
        yield Figure("sending, per message", round(statements / sent, 1), UNIT, goal=8)


def _fill_in(ana: Person) -> None:
    assert ana.modal is not None
    for block in ana.modal.blocks:
        if block["type"] == "input" and not block.get("optional"):
            ana.fills(block["element"]["action_id"], history.LINE)


def _nudges(folder: Path, batches: tuple[int, int]) -> Iterator[Figure]:
    few, many = batches
    cheap, dear = (_opening(f"sqlite:///{folder / f'{members}.db'}", members) for members in batches)
    each = (dear - cheap) / (many - few)
    yield Figure("nudging, per member", round(each, 1), UNIT, goal=5)
    yield Figure("nudging, per batch", round(cheap - each * few, 1), UNIT, goal=13)


def _opening(url: str, members: int) -> int:
    """Statements for opening the second week of so many members and queueing their nudges, in one batch."""
    clock = MovableClock(SystemClock().now())
    with _world(url, clock) as world:
        people = [world.slack.workspace.add_person(f"P{number}") for number in range(members)]
        for person in people:
            history.joins(world.bot.coach, Caller(world.bot.team, person.id), world.place)
        world.bot.sender.send()
        due = next_due(world.bot.database)
        assert due is not None
        clock.move_to(due)
        return _count(lambda: open_due_weeks(world.bot.coach))


def _count(act: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        outcome = act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert not isinstance(outcome, ActionResult) or outcome.ok, outcome
    return len(seen)
