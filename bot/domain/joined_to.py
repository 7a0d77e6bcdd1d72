"""What joins a saved piece to the member's own doings: said where its words are quoted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.records import EvidenceRecord

TELLS_ORIGIN = 3
"""So many pieces say where feedback comes from; from then on the member knows."""


class PlanBehind(NamedTuple):
    """The week had a plan for this moment, and whether the piece was saved before it."""

    at: datetime
    early: bool


class Before(NamedTuple):
    """The piece of this kind before this one: which one it was, and in which week."""

    nth: int
    week: int


class Asked(NamedTuple):
    """What the week asked for."""

    title: str


JoinedTo = PlanBehind | Before | Asked


def joined_to(
    pieces: Sequence[EvidenceRecord],
    piece: EvidenceRecord,
    week_of: Callable[[EvidenceRecord], int],
    *,
    planned_at: datetime | None,
    title: str,
) -> JoinedTo | None:
    """Return what a piece among all of its member's, oldest first, is joined to; what is true takes turns.

    `title` is its assignment's, "" where there is none. A further version was joined with its first.
    """
    if piece.version > 1:
        return None
    place = place_of(pieces, piece)
    alike = [each for each in pieces[: place - 1] if each.kind == piece.kind]
    true = list[JoinedTo]()
    if planned_at:
        true.append(PlanBehind(planned_at, early=piece.handed_in_at < planned_at))
    if alike:
        true.append(Before(len(alike), week_of(alike[-1])))
    if not true and title:
        true.append(Asked(title))
    return true[place % len(true)] if true else None


def tells_origin(pieces: Sequence[EvidenceRecord], piece: EvidenceRecord) -> bool:
    """Return whether the reply to a piece says where its feedback comes from."""
    return piece.version == 1 and place_of(pieces, piece) <= TELLS_ORIGIN


def place_of(pieces: Sequence[EvidenceRecord], piece: EvidenceRecord) -> int:
    """Return which one a piece is among all of its member's, oldest first."""
    return next(place for place, each in enumerate(pieces, 1) if each.id == piece.id)
