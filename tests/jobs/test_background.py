"""Packets and exports are built beside everything else: however long that takes, nobody waits for it."""

from pathlib import Path
from threading import Event

import pytest

from bot.coach import hand_in, packet, second_reading
from bot.coach.packet import Wanted
from bot.coach.weeks import open_due_weeks
from bot.domain.packet.material import Variant
from bot.domain.packet.packet import Packet
from bot.packet import pdf
from tests.handlers.acts import caller, keeps
from tests.model_server import ModelServer, hangs
from tests.slowness import LONG, until
from tests.world import World
from tests.world import world as open_world

PEOPLE = 3


def test_each_packet_that_was_asked_for_is_built_and_the_same_one_only_once(
    any_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first build hangs, and more is asked for while the others wait behind it."""
    world, hangs, may_go_on = any_world, Event(), Event()
    built: list[Variant] = []

    def slow(made: Packet) -> bytes:
        hangs.set()
        assert may_go_on.wait(LONG)
        built.append(made.variant)
        return b"%PDF-"

    monkeypatch.setattr(pdf, "pdf", slow)
    li, ana = world.joined(world.li), world.joined()
    for person in (li, ana):
        keeps(world, person, "interview", learnt="She calls the bank.")
    inside, elsewhere = (Wanted(variant, None, ["pdf"]) for variant in Variant)
    packet.ask(world.bot.coach, caller(world, li), inside)
    assert hangs.wait(LONG)
    try:
        for wanted in (inside, elsewhere, inside, inside._replace(formats=["pdf", "md"]), elsewhere):
            packet.ask(world.bot.coach, caller(world, ana), wanted)
    finally:
        may_go_on.set()
    world.settle()
    assert built == [Variant.INTERNAL, Variant.INTERNAL, Variant.EXTERNAL, Variant.INTERNAL]
    sent = [[each["name"] for each in message.files] for message in ana.messages("DM") if message.files]
    assert sent == [["ana.pdf"], ["ana.pdf"], ["ana.pdf", "ana.md"]]


def test_packets_asked_for_at_once_delay_no_answer_no_write_and_no_nudge(
    any_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first build hangs and the others wait behind it, while all the rest goes on."""
    world, hangs, may_go_on = any_world, Event(), Event()
    built: list[Packet] = []

    def slow(made: Packet) -> bytes:
        hangs.set()
        assert may_go_on.wait(LONG)
        built.append(made)
        return b"%PDF-"

    monkeypatch.setattr(pdf, "pdf", slow)
    li = world.joined(world.li)
    people = [world.slack.workspace.add_person(f"P{number}").id for number in range(PEOPLE)]
    asking = [world.joined(world.slack.person(user)) for user in people]
    for person in asking:
        keeps(world, person, "interview", learnt="She calls the bank.")
    for person in asking:
        packet.ask(world.bot.coach, caller(world, person), Wanted(Variant.INTERNAL, None, ["pdf"]))
    assert hangs.wait(LONG)
    try:
        li.types("/pm-progress")
        assert "week 1" in li.last("#general").visible
        nudges = len(li.messages("DM"))
        world.clock.move_to(world.bot.coach.progress(caller(world, li)).week.ends_at)
        open_due_weeks(world.bot.coach)
        until(lambda: len(li.messages("DM")) > nudges)
        assert built == []
    finally:
        may_go_on.set()
    world.settle()
    assert len(built) == PEOPLE
    for person in asking:
        assert [message for message in person.messages("DM") if message.files], person.record.name


def test_a_model_that_hangs_holds_up_no_packet(tmp_path: Path) -> None:
    server = ModelServer()
    server.plays = hangs
    with server.serving(), open_world(f"sqlite:///{tmp_path / 'coach.db'}", model_url=server.url) as world:
        ana = world.joined()
        coach, who = world.bot.coach, caller(world, ana)
        piece = hand_in.hand_in(coach, who, week_id=None, kind="interview", fields={"learnt": "She calls."})
        agreed = second_reading.consent(coach, who, piece.evidence.id)
        assert agreed is not None
        second_reading.ask(coach, who, agreed.evidence_id, agreed.version, agreed.reads)
        until(lambda: len(server.asked) == 1)
        packet.ask(coach, who, Wanted(Variant.INTERNAL, None, ["md"]))
        until(lambda: any(message.files for message in ana.messages("DM")))
        server.over.set()
