"""What Slack brings twice has its effect once: every kind of payload, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import copy
from threading import Barrier
from typing import Any, NamedTuple, cast
from unittest.mock import patch

import pytest
from slack_bolt import App
from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, col, func, select

from bot.app import Bot
from bot.coach.coach import Caller, Coach
from bot.domain.commands import SUBCOMMANDS, SYNONYMS, parse_command
from bot.domain.progress import Sharing
from bot.operate.greeting import greet_operators
from bot.sandbox.elements import interactive
from bot.sandbox.person import Person
from bot.sandbox.records import MessageRef
from bot.sandbox.socket_mode import Envelope
from bot.store import tables
from bot.store.message_states import IN_FLIGHT
from bot.store.outbox import millis
from bot.store.tables import Message
from bot.views import ids
from handlers import listeners
from tests.faults.journey import STEPS
from tests.handlers.acts import progress_of, written
from tests.handlers.broken import full_disk
from tests.handlers.test_registration import Register
from tests.model_server import ModelServer
from tests.slowness import scaled, until
from tests.world import World
from tests.world import world as open_world

EVERY = 10**6
"""More payloads than come."""
ProcessedDelivery = list[tuple[str, dict[str, Any]]]


class Once(NamedTuple):
    made: World
    seen: ProcessedDelivery
    payloads: list[dict[str, Any]]


UNLIKE = {
    "id",
    "uuid",
    "key",
    "blocks",
    "ts",
    "owner",
    "member_id",
    "week_id",
    "evidence_id",
    "target_id",
    "offer_id",
    "post_id",
    "post_ts",
    "created_at",
    "sending_at",
    "verify_at",
    "refresh_at",
    "attempts",
    "typed_at",
    "view_id",
    "about",
    "message_id",
    "slack_id",
    "size",
}
"""Columns that differ between two runs: real times, random names, numbers that a database skips.

What a post says is compared as people see it: a change may reach its row or, once it is sent, Slack.
"""
KEPT = (
    tables.Member,
    tables.Week,
    tables.Evidence,
    tables.EvidenceVersion,
    tables.Win,
    tables.SlackUser,
    tables.SlackChannel,
    tables.Plan,
    tables.Draft,
    tables.File,
)


def quiet(made: World) -> bool:
    """Everything is acknowledged, built and sent, its outcome heard, what Slack said to that acknowledged."""
    made.settle()
    due = (col(Message.state) == "planned") & (col(Message.run_at) <= millis(made.clock.now()))
    under_way = col(Message.awaited) | col(Message.state).in_(IN_FLIGHT) | due
    with made.bot.database.read() as session:  # the work first: it becomes messages
        works = session.exec(select(func.count()).select_from(tables.BackgroundTask)).one()
        waits = session.exec(select(func.count()).select_from(Message).where(under_way)).one()
    return made.slack.sockets.unacked == 0 and not works and not waits


def shown(made: World, ana: Person) -> dict[str, Any]:
    """Every row, and all that people see.

    How many pictures of Home and updates were sent on the way depends on how busy the sender was.
    """
    with made.bot.database.read() as session:
        rows = {table.__name__: _told(session, table) for table in KEPT}
        posts = [row for row in _told(session, Message, "text") if row["method"] == "post"]
    places = {
        place: [m.visible for m in ana.messages(place)] for place in ("DM", "#general", "#wins", "#shown")
    }
    modals = [view.visible for view in made.slack.workspace.views(ana.id)]
    return {**rows, "posts": posts, **places, "modals": modals, "Home": ana.home and ana.home.visible}


def _told(session: Session, table: type[SQLModel], *more_unlike: str) -> list[dict[str, Any]]:
    """Return the rows of a table in order; by column, since to make entities of them all takes seconds."""
    mapper = inspect(table)
    named = {name: column for name, column in mapper.columns.items() if name not in UNLIKE | {*more_unlike}}
    columns = [column.label(name) for name, column in named.items()]
    rows = session.execute(select(*columns).select_from(table).order_by(*mapper.primary_key))
    return [dict(row._mapping) for row in rows]


def lived(made: World) -> ProcessedDelivery:
    """All steps, and what is there after each."""
    made.slack.workspace.add_channel("shown", members=[made.ana.record, made.li.record], with_bot=True)
    seen = []
    for name, step in STEPS.items():
        step(made, made.ana)
        until(lambda: quiet(made))
        seen.append((name, shown(made, made.ana)))
    return seen


@pytest.fixture(scope="module")
def model_url() -> Iterator[str]:
    """Where a model answers: it has nothing to say."""
    with ModelServer().serving() as server:
        yield server.url


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, empty_database: Path, model_url: str) -> Iterator[Once]:
    """The journey when Slack brings everything once, and the world in which it was."""
    file = copy(empty_database, tmp_path_factory.mktemp("once") / "coach.db")
    with open_world(f"sqlite:///{file}", model_url=model_url) as made:
        seen = lived(made)
        yield Once(made, seen, [envelope.payload for envelope in made.slack.sockets.delivered])


@contextmanager
def at_once_and_again_in_another_envelope(made: World) -> Iterator[None]:
    """And every envelope is acknowledged as the first one was; the first that would answer dies before that.

    So what is answered was worked out after the act, as it is on a replica that takes over. It may come after
    what the act sends.
    """
    made.slack.faults.duplicate_payloads(EVERY)
    made.slack.faults.repeat_payloads(EVERY)
    asked, mark = set[str](), Coach.mark_processed

    def but_not_the_first(coach: Coach, caller: Caller) -> bool:
        if caller.delivery is None or caller.delivery in asked:
            return mark(coach, caller)
        asked.add(caller.delivery)
        return False

    with patch.object(Coach, "mark_processed", but_not_the_first):
        yield
    again = [(each.repeats, each) for each in made.slack.sockets.delivered if each.repeats]
    assert len(again) > len(STEPS)
    for first, second in again:
        assert (second.acked, second.answer) == (True, first.answer), first.payload


@contextmanager
def to_two_replicas_at_once(made: World) -> Iterator[None]:
    replica = Bot(made.settings, made.clock)
    replica.start()
    made.slack.faults.duplicate_payloads(EVERY)
    yield
    replica.stop()


def in_any_order(seen: Any) -> Any:
    return sorted(seen, key=str) if isinstance(seen, list) else seen


def in_order(seen: Any) -> Any:
    return seen


WAYS = [
    ("sqlite", at_once_and_again_in_another_envelope, in_any_order),
    ("postgres", to_two_replicas_at_once, in_order),
]
"""The whole journey takes seconds of processor; two replicas on SQLite are tested below."""


@pytest.mark.parametrize(("database_url", "comes", "placed"), WAYS, indirect=["database_url"])
def test_whatever_comes_twice_leaves_the_same_as_once(
    database_url: str,
    comes: Callable[[World], AbstractContextManager[None]],
    placed: Callable[[Any], Any],
    once: Once,
    model_url: str,
) -> None:
    with open_world(database_url, model_url=model_url) as made, comes(made):
        twice = lived(made)
    for (name, expected), (_, found) in zip(once.seen, twice, strict=True):
        for where, held in expected.items():
            assert placed(found[where]) == placed(held), f"{where} after {name!r}"


def test_every_payload_that_there_is_a_listener_for_is_among_the_steps(once: Once) -> None:
    sent = {"action": set[str](), "view": set[str](), "event": set[str](), "command": set[str]()}
    words = set[str | None]()
    for payload in once.payloads:
        match payload:
            case {"actions": [action]}:
                sent["action"].add(action["action_id"])
            case {"type": "view_submission", "view": view}:
                sent["view"].add(view["callback_id"])
            case {"event": event}:
                sent["event"].add(event["type"])
            case {"command": command, "text": text}:
                sent["command"].add(command)
                words.add(parse_command(text).subcommand)
    register = Register()
    listeners.register(cast(App, register), cast(Any, None), cast(Any, None))
    assert [p for p in register.patterns if not any(map(p.search, sent["action"]))] == []
    assert {kind: known - sent[kind] for kind, known in register.known.items()} == {
        kind: set() for kind in sent
    }
    assert words >= {word.word for word in SUBCOMMANDS} | set(SYNONYMS.values()) | {None}


def test_what_comes_again_when_all_is_over_changes_nothing_of_what_is_kept(once: Once) -> None:
    world = once.made
    before = shown(world, world.ana)
    for envelope in list(world.slack.sockets.delivered):
        world.slack.sockets.again(envelope)
    until(lambda: quiet(world))
    after = shown(world, world.ana)
    # Slack gives up on a press long before; here those whose form can't open any more are told so.
    after["posts"] = [post for post in after["posts"] if post["kind"] != "trouble"]
    for where in ("Member", "Week", "Evidence", "EvidenceVersion", "Win", "posts", "#wins", "#shown"):
        assert after[where] == before[where], where


def test_a_delivery_that_failed_is_not_remembered(world: World) -> None:
    ana = world.joined()
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    world.fills_compulsory(ana, "She calls.")
    with full_disk(world):
        assert "I can't save right now." in next(iter(ana.submits().errors.values()))
    refused = world.slack.sockets.delivered[-1]
    again = world.slack.sockets.again(refused)
    assert world.slack.sockets.waits(again)
    assert again.answer
    assert again.answer["response_action"] == "update"
    assert len(progress_of(world, ana).evidence) == 1


@pytest.fixture
def two(any_world: World) -> Iterator[World]:
    """Two replicas on one database; Slack hands them one payload each in turn."""
    replica = Bot(any_world.settings, any_world.clock)
    replica.start()
    yield any_world
    replica.stop()


def member(made: World, person: Person) -> Person:
    """The person joins, and has all that follows from it, whichever replica sends it."""
    made.joined(person)
    until(lambda: quiet(made))
    return person


def at_once(made: World, *people: Person) -> list[Envelope]:
    """Each presses the submit button of the form before them, all in the same moment."""
    pressed = [
        made.slack.user_actions.submission(person.id, person.modal) for person in people if person.modal
    ]
    envelopes = [made.slack.sockets.deliver("interactive", each, takes_answer=True) for each in pressed]
    assert all(made.slack.sockets.waits(envelope) for envelope in envelopes)
    return envelopes


def test_two_presses_on_hand_it_in_are_one(two: World) -> None:
    ana = member(two, two.ana)
    ana.clicks(ids.ASSIGNMENT_DONE, in_="DM")
    two.fills_compulsory(ana, "She calls.")
    first, second = at_once(two, ana, ana)
    assert first.answer == second.answer
    assert len(progress_of(two, ana).evidence) == 1
    until(lambda: quiet(two))
    assert sum("Week 1 is done: " in message.visible for message in ana.messages("DM")) == 1


def test_two_members_at_once_both_count(two: World) -> None:
    people = [member(two, person) for person in (two.ana, two.li)]
    for person in people:
        person.clicks(ids.ASSIGNMENT_DONE, in_="DM")
        two.fills_compulsory(person, f"{person.record.name} listened.")
    at_once(two, *people)
    for person in people:
        assert [piece.core for piece in written(two, person)] == [f"{person.record.name} listened."]


def test_joining_on_two_devices_at_once_is_joining_once(two: World) -> None:
    two.ana.types("/pm-progress join")
    first, second = at_once(two, two.ana, two.ana)
    assert (first.answer, second.answer) == (None, None)
    until(lambda: quiet(two))
    assert [m.visible.splitlines()[0] for m in two.ana.messages("DM")] == [
        "Hello Ana, I'm PM Coach. I help you to do product work and to show it. "
        "After eight months you can show what you did in almost every week.",
        "Ask one person about the last time they used your work (45 min)",
    ]


def press_on_two_devices(made: World, person: Person, action: str) -> None:
    """Press a button of the newest message twice, before either press is heard."""
    until(lambda: quiet(made))
    message = person.last("DM")
    [found] = [each for each in interactive(message.blocks) if each.element["action_id"] == action]
    ref, block = MessageRef(message.channel, message.ts), found.block["block_id"]
    made.slack.faults.delay_payloads(scaled(0.3), times=2)
    with ThreadPoolExecutor(2) as devices:
        presses = [
            devices.submit(made.slack.user_actions.press, person.id, ref, block, action) for _ in range(2)
        ]
    assert [press.result().ok for press in presses] == [True, True]
    until(lambda: quiet(made))


def test_a_post_that_is_pressed_twice_is_posted_and_taken_down_once(two: World) -> None:
    ana = member(two, two.ana)
    two.hands_in(ana)
    press_on_two_devices(two, ana, ids.WIN_SHARE)
    assert len(two.li.messages("#wins")) == 1
    press_on_two_devices(two, ana, ids.WIN_TAKE_DOWN)
    assert two.li.messages("#wins") == []
    assert [call.method for call in two.slack.calls].count("chat.delete") == 1
    assert progress_of(two, ana).wins[0].state is Sharing.TAKEN_DOWN


def test_replicas_that_start_at_once_greet_an_operator_once(two: World) -> None:
    gate = Barrier(2)

    def greet() -> None:
        gate.wait()
        greet_operators(two.bot.coach, two.bot.workspace, [two.ana.id, two.li.id])

    with ThreadPoolExecutor(2) as replicas:
        started = [replicas.submit(greet) for _ in range(2)]
    assert [each.result() for each in started] == [None, None]
    assert sorted(row.channel for row in two.outbox()) == sorted([two.ana.id, two.li.id])
