"""One replica of the coach as far as sending goes: a process with a sender and its heartbeats.

It runs in a process of its own (tests.faults.engine), and dies or freezes where its orders say.
"""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from threading import Event

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.coach.coach import Coach
from bot.delivery import record
from bot.delivery.delivery import Delivery
from bot.delivery.timing import Timing
from bot.domain.messages import Kind, Purpose
from bot.playbook.loader import load
from bot.renderers import renderers
from bot.runtime import logs
from bot.screen import Screen
from bot.slack import calls
from bot.slack.client import SendingClient
from bot.slack.pacing import SendPace
from bot.store import outbox, workspace_queue
from bot.store.database import Database
from bot.store.real_time import milliseconds
from jobs import sender
from jobs.log_and_continue import log_and_continue
from jobs.sender import Sender
from tests.faults import clocks, gap, steps, weakened
from tests.faults.unreliable import CLIENT_TIMEOUT
from tests.slowness import LONG, scaled
from tests.workspaces import Everywhere

SHORT = Timing(
    lease=timedelta(seconds=scaled(3)),
    call=timedelta(seconds=scaled(1)),
    grace=timedelta(seconds=scaled(0.5)),
    settle=timedelta(seconds=0.3),
    between_verifications=timedelta(seconds=0.5),
)
QUICK = SendPace(interval=20, burst=20, channel=50)
BEAT = 0.4
"""Seconds between two looks after what is unknown."""
QUEUES_BEAT = 1.0
PROGRAMME = load(None)
"""Read once, before the replicas part: what they do with it is nothing."""


@dataclass(frozen=True)
class Letter:
    """One post that has to reach its reader once. The numbers of a person's letters grow."""

    team: str
    person: str
    number: int
    after: float = 0.0
    """Seconds from now on until it is due."""

    @property
    def text(self) -> str:
        return f"{self.team} {self.person} {self.number}"


@dataclass(frozen=True)
class Orders:
    """What one replica is and does.

    `step` is where it dies, or freezes once if `freezes`, or where one thread waits until the file `held_up`
    is there. `weakness` is what is taken out of its engine. `ahead` says by how many seconds its own clock is
    wrong, the file `shift` by how many the machine's is, `dawdles` how many a claim takes. While the file
    `read_only` is there, SQLite's is for reading only. An
    `impatient` one waits half a second for somebody who writes to the same SQLite file. Without `beats` it
    looks after nothing: a process frozen while it writes to an SQLite file would stop all others.
    """

    url: str
    slack: str
    log: Path
    step: str | None = None
    freezes: bool = False
    held_up: Path | None = None
    weakness: str | None = None
    ahead: float = 0.0
    shift: Path | None = None
    dawdles: float = 0.0
    read_only: Path | None = None
    impatient: bool = False
    beats: bool = True
    threads: int = 8
    pace: SendPace = QUICK
    timing: Timing = SHORT
    client_timeout: float = CLIENT_TIMEOUT
    plans: tuple[Letter, ...] = ()


class Ahead:
    """A clock that is wrong by so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._by = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by


def write_letter(database: Database, letter: Letter, now: datetime) -> None:
    """Plan it, unless it is planned already."""
    try:
        with database.write(lock_timeout=LONG) as session:
            post(session, letter, now)
    except IntegrityError:
        pass  # somebody else was first


def post(session: Session, letter: Letter, now: datetime) -> None:
    outbox.post(
        session,
        team_id=letter.team,
        channel=letter.person,
        kind=Kind.NUDGE,
        purpose=Purpose.ASKED,
        key=f"{letter.team}:nudge:{letter.person}:{letter.number}",
        priority=outbox.PLANNED,
        screen=Screen(letter.text, []),
        run_at=now + timedelta(seconds=letter.after),
    )


def run(orders: Orders) -> None:
    """Send until SIGTERM."""
    stopping = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us
    _log_to(orders.log)
    _shorten(orders)
    database, clock = Database(orders.url), Ahead(orders.ahead)
    workspaces = Everywhere(clients(orders.slack, orders.client_timeout))
    delivery = Delivery(database, clock, workspaces, pace=orders.pace, timing=orders.timing)
    sender = Sender(Coach(database, PROGRAMME, clock, renderers()), delivery, orders.threads)
    for letter in orders.plans:
        write_letter(database, letter, clock.now())
    sender.start()
    if orders.beats:
        _beat(delivery, stopping)
    stopping.wait()
    sender.stop()
    database.close()


def _shorten(orders: Orders) -> None:
    record.FIRST_WAIT, calls.LOCKED_OUT_WAIT = timedelta(seconds=0.2), timedelta(seconds=1)
    sender.HEARTBEAT = 0.5
    # Longer than any pause or lease: else a lease ends as if a clock had been set back.
    longest = max(orders.timing.lease + orders.timing.grace, timedelta(seconds=3.5))
    workspace_queue.FURTHEST = milliseconds(longest + timedelta(seconds=1.5))
    if orders.ahead:
        clocks.mislead(orders.ahead)
    if orders.shift:
        clocks.follow(orders.shift)
    if orders.weakness:
        weakened.WEAKNESSES[orders.weakness]()
    if orders.step:
        steps.arm(orders.step, _deed(orders))
    if orders.impatient:
        steps.impatient()
    if orders.dawdles:
        steps.dawdle(orders.dawdles)
    if orders.read_only:
        steps.read_only_while(orders.read_only)
    gap.freeze_outside_of_it()


def _deed(orders: Orders) -> Callable[[], object]:
    if orders.held_up:
        return partial(steps.wait_for, orders.held_up)
    return partial(os.kill, os.getpid(), signal.SIGSTOP if orders.freezes else signal.SIGKILL)


def _beat(delivery: Delivery, stopping: Event) -> None:
    queues_at = 0.0
    while not stopping.wait(BEAT):
        with log_and_continue("reconcile"):
            delivery.reconcile()
            if time.monotonic() > queues_at:
                delivery.wake_forgotten()
                queues_at = time.monotonic() + QUEUES_BEAT


def clients(url: str, timeout: float = CLIENT_TIMEOUT) -> Callable[[str], SendingClient]:
    """One for each workspace, each with connections that stay open."""
    return cache(lambda team: SendingClient(f"xoxb-{team}", base_url=url, timeout=timeout))  # type: ignore[arg-type]


def _log_to(file: Path) -> None:
    """A line each; several replicas write into one file."""
    logs.set_up("json", os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "w", buffering=1))
