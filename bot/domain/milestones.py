"""Milestones: marks reached by evidence, and the exact words that are offered for one."""

import re
from collections.abc import Sequence
from typing import Protocol

from bot.domain.numerals import in_words
from bot.domain.playbook import Assignment, Milestone, Playbook, Proof


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


def post_text(milestone: Milestone, pieces: Sequence[Proving]) -> str:
    """The post: the playbook's text with the number of pieces that count for the milestone's first proof."""
    template = re.sub(r"(^|[.!?]\s+)\{count\}", r"\1{Count}", milestone.text)
    number = in_words(_counting(milestone.proof[0], pieces))
    return template.format(count=number, Count=number.capitalize())


def _counting(proof: Proof, pieces: Sequence[Proving]) -> int:
    filled = [p.filled for p in pieces if p.kind == proof.kind]
    return sum([each.issuperset(proof.filled) for each in filled]) if proof.filled else len(filled)
