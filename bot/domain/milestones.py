"""Milestones: marks reached by evidence, and the exact words that are offered for one."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from bot.domain.numerals import in_words
from bot.domain.playbook import Assignment, Milestone, Playbook, Proof

DAY = timedelta(days=1)


class Proving(Protocol):
    """What a milestone asks of a piece of evidence: its kind, and the fields that aren't empty."""

    @property
    def kind(self) -> str: ...
    @property
    def filled(self) -> frozenset[str]: ...


def reached(playbook: Playbook, pieces: Sequence[Proving]) -> tuple[Milestone, ...]:
    """All milestones that these pieces prove, in file order."""
    return tuple(milestone for milestone in playbook.milestones if proves(milestone, pieces))


def proves(milestone: Milestone, pieces: Sequence[Proving]) -> bool:
    """Return whether these pieces prove a milestone."""
    return all(_counting(proof, pieces) >= proof.count for proof in milestone.proof)


def is_for(milestone: Milestone, assignment: Assignment | None) -> bool:
    """Return whether a piece for an assignment is one that can fill in a milestone's fields at all."""
    return not milestone.asks or bool(assignment and set(milestone.asks).intersection(assignment.musts))


class Begun(NamedTuple):
    """A piece of evidence as far as it says when something began."""

    kind: str
    assignment_id: str | None
    day: date
    """The local day on which it was first saved, or its week ended if it came later."""


class Early(NamedTuple):
    """Fields of a piece that say how something went on, before that can be known."""

    milestone: Milestone
    fields: frozenset[str]
    day: date
    """The local day from which on they count once they are saved."""


def early(
    playbook: Playbook, piece: Begun, others: Sequence[Begun], filled: Collection[str], today: date
) -> tuple[Early, ...]:
    """Return what is filled in too early in a piece that is saved today, in file order.

    The days of a proof count from the piece itself, or where its milestone asks for a must, from the first
    piece that brings one.
    """
    found = (
        Early(
            milestone, frozenset(proof.filled), _begun(playbook, milestone, piece, others) + DAY * proof.days
        )
        for milestone in playbook.milestones
        for proof in milestone.proof
        if proof.days and proof.kind == piece.kind and set(proof.filled).intersection(filled)
    )
    return tuple(each for each in found if today < each.day)


def early_fields(early: Sequence[Early]) -> frozenset[str]:
    """Return the ids of the fields that don't count yet."""
    return frozenset[str]().union(*(each.fields for each in early))


def _begun(playbook: Playbook, milestone: Milestone, piece: Begun, others: Sequence[Begun]) -> date:
    known = playbook.assignment
    brings = (each for each in others if is_for(milestone, known.get(each.assignment_id or "")))
    return min([piece.day, *(each.day for each in brings if milestone.asks)])


def just_reached(
    playbook: Playbook, before: Sequence[Proving], after: Sequence[Proving]
) -> tuple[Milestone, ...]:
    """The milestones that `after` proves and `before` didn't, in file order."""
    known = {m.id for m in reached(playbook, before)}
    return tuple(m for m in reached(playbook, after) if m.id not in known)


def progress(milestone: Milestone, pieces: Sequence[Proving]) -> tuple[int, int]:
    """Pieces there are (at most what it takes), and pieces it takes, for the proof that lacks most."""
    counted = [(_counting(proof, pieces), proof.count) for proof in milestone.proof]
    have, need = min(counted, key=lambda each: each[0] / each[1])
    return min(have, need), need


def lacking(milestone: Milestone, pieces: Sequence[Proving]) -> Proof:
    """The proof that lacks most."""
    return min(milestone.proof, key=lambda p: _counting(p, pieces) / p.count)


def uncounted(milestone: Milestone, piece: Proving) -> tuple[Proof, frozenset[str]] | None:
    """Return the proof of several pieces for which one has the kind, and the fields that it lacks there.

    None where there is no such proof, or where the piece counts.
    """
    for proof in milestone.proof:
        lacks = frozenset(proof.filled) - piece.filled
        if proof.count > 1 and proof.kind == piece.kind and lacks:
            return proof, lacks
    return None


def post_text(milestone: Milestone, pieces: Sequence[Proving]) -> str:
    """The post: the playbook's text with the number of pieces that count for the milestone's first proof."""
    template = re.sub(r"(^|[.!?]\s+)\{count\}", r"\1{Count}", milestone.text)
    number = in_words(_counting(milestone.proof[0], pieces))
    return template.format(count=number, Count=number.capitalize())


def _counting(proof: Proof, pieces: Sequence[Proving]) -> int:
    filled = [p.filled for p in pieces if p.kind == proof.kind]
    return sum([each.issuperset(proof.filled) for each in filled]) if proof.filled else len(filled)
