"""Material for packets: the demo's people week after week, without a database; and pieces of any text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from bot.demo.past import Life
from bot.domain import milestones
from bot.domain.packet.choice import choose
from bot.domain.packet.material import Material, PacketOpening, Piece, Reached, Variant, may_go_in
from bot.domain.packet.packet import Packet
from bot.domain.playbook import Playbook
from bot.playbook.loader import load

WEEK = timedelta(weeks=1)
JOINS = datetime(2026, 9, 7, 9, tzinfo=UTC)


class Said(NamedTuple):
    """A version: when, and what."""

    handed_in_at: datetime
    fields: Mapping[str, str]


@cache
def playbook() -> Playbook:
    return load(None)


def piece(id_: int, assignment: str, *versions: Mapping[str, str], week: int = 1) -> Piece:
    """A piece of the built-in programme, its versions a week apart."""
    asked = playbook().assignment[assignment]
    at = JOINS + (week - 1) * WEEK
    return Piece(
        id=id_,
        kind=playbook().kind[asked.kind],
        assignment=asked,
        week=week,
        month=(week - 1) * 7 // 30 + 1,
        day=at.date(),
        versions=tuple(Said(at + number * WEEK, fields) for number, fields in enumerate(versions)),
    )


def material(*pieces: Piece, name: str = "Ana Sousa") -> Material:
    """A member's material, with every milestone reached on the day of the piece that completes its proof."""
    proving = [_Proving(each.kind.id, each.filled) for each in pieces]
    reached = [
        Reached(milestone, each.day)
        for place, each in enumerate(pieces)
        for milestone in milestones.just_reached(playbook(), proving[:place], proving[: place + 1])
    ]
    return Material(playbook(), name, pieces, reached)


def _revised(piece_: Piece) -> Piece:
    """The piece with a further version that says what it says, and what that means for the next one."""
    [first, *_], name = piece_.versions, piece_.kind.compulsory.id
    more = (
        "Next time I ask for the last case before I ask for an opinion. I write down who was in the room, "
        "what each of them did first, and how long it took them. "
        "Then I read it to one of them before I show it."
    )
    later = f"{first.fields[name]} {more}"
    return replace(piece_, versions=(first, Said(first.handed_in_at + WEEK, {**first.fields, name: later})))


def saying(held: Material, name: str = "", claim: str = "", ask: str = "") -> Material:
    """The same material of somebody who says so of themselves, in both variants."""
    return replace(held, openings={variant: PacketOpening(name, claim, ask) for variant in Variant})


class _Proving(NamedTuple):
    kind: str
    filled: frozenset[str]


def person(name: str) -> Material:
    """One of the demo's people, with all that their file has, a piece a week."""
    said = Life.of(name).said
    return material(
        *(_lived(said, week, id_) for week, id_ in enumerate(said["pieces"], 1)), name=said["real_name"]
    )


def thirty() -> Packet:
    """The packet of thirty pieces, a prioritisation among them and the others revised: for measurements."""
    options = (
        "Marks on doubtful words; 5; 4; 3; 4; 4\nFaster letters; 4; 4; 4; 3; 4\nLanguages; 2; 3; 1; 4; 2"
    )
    fields = {"options": options, "weights": "1 1 1 1 1", "choice": "Marks on doubts."}
    pieces = [each for each in person("noor").pieces if may_go_in(each, Variant.EXTERNAL)][:29]
    return choose(
        material(*map(_revised, pieces), piece(99, "score-a-past-choice", fields, week=40)),
        Variant.EXTERNAL,
        drafts=True,
    )


def _lived(said: Mapping[str, Any], week: int, assignment: str) -> Piece:
    versions = [dict(said["pieces"][assignment])]
    for later in said.get("revised", {}).get(assignment, ()):
        versions.append({**versions[-1], **{k: v for k, v in later.items() if k != "weeks_later"}})
    return piece(week, assignment, *versions, week=week)
