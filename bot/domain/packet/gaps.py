"""What a packet lacks: for the member alone, in no file. The first thing that they read beside it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.packet.choice import choosable
from bot.domain.packet.material import Material, Piece, Variant
from bot.domain.playbook import Shows
from bot.domain.worth import WORTH_SHOWING


class Lack(StrEnum):
    """What may be missing."""

    PIECES = "pieces"
    """So many more would make it worth showing."""
    SKILL = "skill"
    """Nothing was handed in for a skill."""
    PART = "part"
    """A part of the case study that has others."""
    KIND = "kind"
    """A kind of evidence that the programme's core asks for."""
    SEEN = "seen"
    """Nobody is named who saw any of it."""
    RESULT = "result"
    """Nothing is said of what came of any of it."""


@dataclass(frozen=True)
class Gap:
    """One thing that a packet lacks: `of` is a title in the middle of a sentence, `number` how many more."""

    lack: Lack
    of: str = ""
    number: int = 0


def gaps(material: Material, variant: Variant, chosen: Collection[int] | None = None) -> tuple[Gap, ...]:
    """Return what the packet of these pieces lacks, the gravest first."""
    pieces = [p for p in choosable(material, variant) if chosen is None or p.id in chosen]
    return tuple(_gaps(material, variant, pieces))


def kept_back(material: Material, variant: Variant) -> int:
    """Return how many pieces are private and stay out of every file."""
    return len(material.pieces) - len(choosable(material, variant))


def _gaps(material: Material, variant: Variant, pieces: list[Piece]) -> Iterator[Gap]:
    if len(pieces) < WORTH_SHOWING:
        yield Gap(Lack.PIECES, number=WORTH_SHOWING - len(pieces))
    if not pieces:
        return
    for shows, lack in ((Shows.SEEN, Lack.SEEN), (Shows.RESULT, Lack.RESULT)):
        if not any(_has(piece, shows) for piece in pieces):
            yield Gap(lack)
    skills = {piece.skill for piece in pieces}
    yield from (Gap(Lack.SKILL, skill.title) for skill in material.playbook.skills if skill.id not in skills)
    yield from (Gap(Lack.PART, part) for part in _missing_parts(pieces))
    kinds = {piece.kind.id for piece in pieces}
    yield from (Gap(Lack.KIND, kind) for kind in _core_kinds(material, variant, kinds))


def _has(piece: Piece, shows: Shows) -> bool:
    return any(f.shows is shows and piece.fields.get(f.id, "").strip() for f in piece.kind.fields)


def _missing_parts(pieces: list[Piece]) -> Iterator[str]:
    for kind in {piece.kind.id: piece.kind for piece in pieces}.values():
        for field in kind.fields:
            if field.shows is Shows.PART:
                there = {piece.fields.get(field.id, "") for piece in pieces if piece.kind.id == kind.id}
                yield from (option for option in field.options if option not in there)


def _core_kinds(material: Material, variant: Variant, there: Collection[str]) -> Iterator[str]:
    """Yield the labels of the kinds that core assignments of this way ask for and nobody handed in."""
    playbook = material.playbook
    core = {
        a.kind
        for a in playbook.assignments
        if a.core and not a.private and a.track in (None, variant) and a.kind != playbook.own
    }
    for kind in playbook.kinds:
        if kind.id in core - set(there) and kind.compulsory.shows not in (Shows.PRIVATE, Shows.PART):
            yield kind.label
