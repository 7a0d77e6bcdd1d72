"""How late a message goes out while ten packets are built and sent, beside the same with none."""

import time
from os import devnull
from pathlib import Path
from statistics import median

from bench.apart import apart
from bench.figures import Figure
from bench.history import LINE
from bot.coach import hand_in, packet
from bot.coach.coach import Caller
from bot.coach.packet import Wanted
from bot.domain.messages import Kind, Purpose
from bot.domain.packet.material import Variant
from bot.runtime import logs
from bot.screen import Screen
from bot.store import outbox
from bot.store.tables import Message
from jobs.sender import Sender
from tests.world import World, world

PIECES, MESSAGES = 12, 4
"""Pieces in a packet, and messages for each packet."""
BETWEEN = 0.05
"""Seconds between two messages: together they last about as long as the ten packets take."""
AT_MOST = 1_000
"""Milliseconds that the latest of the messages may be late."""


def names(packets: int) -> tuple[str, str]:
    return f"message out, {packets} packets", f"the latest of {packets * MESSAGES}"


def figures(folder: Path, packets: int) -> list[Figure]:
    """The coach and a local Slack in one process, so what the packets take is taken from the messages."""
    typical, latest = names(packets)
    alone = apart(late, f"sqlite:///{folder / 'alone.db'}", packets, False)
    beside = apart(late, f"sqlite:///{folder / 'beside.db'}", packets, True)
    return [
        Figure(typical, round(median(beside), 1), "ms", round(median(alone), 1)),
        Figure(latest, round(max(beside), 1), "ms", goal=AT_MOST),
    ]


def late(url: str, packets: int, built: bool) -> list[float]:
    """Return how many milliseconds each message took from when it was due until Slack had it."""
    logs.set_up("json", Path(devnull).open("w"))  # noqa: SIM115 - as long as this process
    with world(url) as made:
        made.bot.sender.stop()
        made.bot.sender = Sender(made.bot.coach, made.bot.delivery)  # as many threads as in production
        made.bot.sender.start()
        made.joined(made.ana)
        people = [made.slack.workspace.add_person(f"P{number}") for number in range(packets)]
        askers = [_with_pieces(made, person.id) for person in people]
        for caller in askers if built else ():
            packet.ask(made.bot.coach, caller, Wanted(Variant.INTERNAL))
        taken = []
        for number in range(packets * MESSAGES):
            taken.append(_send(made, number))
            time.sleep(BETWEEN)
        made.settle()
        shared = [row for row in made.outbox() if row.method == "file" and row.state == "sent"]
        assert len(shared) == (packets if built else 0), "a fast coach that sends no packet is none"
        return taken


def _with_pieces(made: World, user: str) -> Caller:
    made.joined(made.slack.person(user))
    caller = Caller(made.bot.team, user)
    for number in range(PIECES):
        hand_in.hand_in(
            made.bot.coach,
            caller,
            week_id=None,
            kind="interview",
            fields={"learnt": f"{number}. {LINE * 3}", "quote": LINE},
        )
    made.settle()
    assert packet.choices(made.bot.coach, caller).total == PIECES, "the same text again is no piece"
    return caller


def _send(made: World, number: int) -> float:
    began = time.perf_counter()
    with made.bot.database.write() as session:
        message = outbox.post(
            session,
            team_id=made.bot.team,
            channel=made.ana.id,
            kind=Kind.NUDGE,
            purpose=Purpose.ASKED,
            key=f"bench:{number}",
            screen=Screen("Monday", []),
            run_at=made.clock.now(),
        )
        session.flush()
        id_ = message.id
    made.bot.sender.wake()
    while True:
        with made.bot.database.read() as session:
            if session.get_one(Message, id_).state == "sent":
                return (time.perf_counter() - began) * 1000
        time.sleep(0.002)
