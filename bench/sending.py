"""A due batch, sent by the coach and by a plain loop over the SDK: the same calls, as many threads."""

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from os import devnull
from pathlib import Path
from statistics import median
from typing import Any

from slack_sdk import WebClient
from sqlmodel import col, func, select, update

from bench import history
from bench.apart import Cost, apart, cost
from bench.crowd import MONDAY, enrol
from bench.fake_slack import counted, fake_slack
from bench.figures import CPU_MS, Figure
from bench.stage import Place
from bot.app import SEND_TIMEOUT, Bot, _certificates
from bot.clock import MovableClock
from bot.runtime import logs
from bot.slack.workspaces import Workspace
from bot.store.database import Database
from bot.store.tables import Message, SlackUser, WorkspaceQueue
from jobs.sender import THREADS
from tests.databases import postgres_server

ANSWER_AFTER = 0.02
"""Seconds: several times as fast as Slack, so that the work around a call shows."""
WORKSPACES = 2_000


def figures(
    folder: Path, messages: int, rounds: int, databases: Sequence[str], tick: Callable[[], None]
) -> list[Figure]:
    """Ours and theirs in turn, with ours on each of the databases; medians of the rounds."""
    made = []
    for name in databases:
        with _fresh(name, folder) as url:
            made += _on(name, url, messages, rounds, tick)
    return made


@contextmanager
def _fresh(name: str, folder: Path) -> Iterator[str]:
    """The address of an empty database."""
    if name == "SQLite":
        yield f"sqlite:///{folder / 'sending.db'}"
        return
    with postgres_server(safe=True) as server, server.fresh() as url:
        yield url


def _on(name: str, url: str, messages: int, rounds: int, tick: Callable[[], None]) -> list[Figure]:
    apart(enrol_batch, url, messages, min(WORKSPACES, messages))
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    with fake_slack(ANSWER_AFTER) as api_url:
        for _ in range(rounds):
            for made, send in zip(costs, (ours, _theirs), strict=True):
                apart(make_due, url)
                made.append(apart(send, url, api_url))
                assert counted(api_url) == (messages, messages), "each message once"
                tick()
    mine, theirs = ([cost.seconds / messages * 1000 for cost in each] for each in costs)
    work, plain = ([cost.cpu / messages * 1000 for cost in each] for each in costs)
    return [
        _figure(f"{messages:,} sent, {name}", mine, theirs, 1 / 0.9),
        _figure(f"processor, {name}", work, plain, 1.5, CPU_MS),
    ]


def _figure(name: str, mine: list[float], theirs: list[float], goal: float, unit: str = "ms") -> Figure:
    return Figure(name, round(median(mine), 3), unit, round(median(theirs), 3), round(goal, 2))


def enrol_batch(url: str, messages: int, workspaces: int) -> None:
    """Fill an empty database with members who have one message each."""
    enrol(Database(url), messages, workspaces, weeks=0)


def make_due(url: str) -> None:
    """Every member's first assignment is planned again."""
    with Database(url).write() as session:
        again = {"state": "planned", "ts": None, "sent_at": None, "expires_at": None, "attempts": 0}
        person = func.replace(Message.channel, "D", "U")
        session.exec(update(Message).where(col(Message.kind) == "nudge").values(channel=person, **again))
        session.exec(update(SlackUser).values(dm_channel=func.replace(SlackUser.user_id, "U", "D")))
        session.exec(update(WorkspaceQueue).values(tat=0, open_at=0))


def ours(url: str, api_url: str) -> Cost:
    """The sender of `pm-coach run`, with its log."""
    logs.set_up("json", Path(devnull).open("w"))  # noqa: SIM115 - as long as this process
    place = Place(api_url, "xoxb-bench", "xapp-bench", "C0", "U0")
    bot = Bot(history.settings(place, url), MovableClock(MONDAY))
    with bot.database.read() as session:
        for team in session.exec(select(Message.team_id).distinct()):
            bot.workspaces.add(Workspace(team, sending=bot._sending))
    bot.delivery.wake_forgotten()
    gc.freeze()
    try:
        return cost(bot.sender.send)
    finally:
        bot.stop()


def _theirs(url: str, api_url: str) -> Cost:
    """The same calls from a list in memory: nothing is remembered, nothing would survive a crash."""
    with Database(url).read() as session:
        calls = [
            _call(message) for message in session.exec(select(Message).where(Message.state == "planned"))
        ]
    client = WebClient(
        "xoxb-bench", base_url=api_url, timeout=SEND_TIMEOUT, retry_handlers=[], ssl=_certificates()
    )

    def send(call: dict[str, Any]) -> None:
        assert client.chat_postMessage(**call)["ok"]

    def send_all() -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(send, calls))

    gc.freeze()
    return cost(send_all)


def _call(message: Message) -> dict[str, Any]:
    return {
        "channel": message.channel.replace("U", "D"),
        "text": message.text,
        "blocks": message.blocks,
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {"event_type": "pm_coach", "event_payload": {"key": message.uuid}},
    }
