"""Milestones: marks reached by evidence, and the exact words that are offered for one."""

import re
from collections.abc import Sequence

from bot.domain.choice import Piece
from bot.domain.programme import Milestone, Programme, Proof

WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def reached(programme: Programme, pieces: Sequence[Piece]) -> tuple[Milestone, ...]:
    """All milestones that these pieces prove, in file order."""
    return tuple(m for m in programme.milestones if all(_counting(p, pieces) >= p.count for p in m.proof))


def just_reached(
    programme: Programme, before: Sequence[Piece], after: Sequence[Piece]
) -> tuple[Milestone, ...]:
    """The milestones that `after` proves and `before` didn't, in file order."""
    known = reached(programme, before)
    return tuple(m for m in reached(programme, after) if m not in known)


def progress(milestone: Milestone, pieces: Sequence[Piece]) -> tuple[int, int]:
    """How many pieces there are and how many it takes, of the proof that lacks most; never more than it takes."""
    proof = min(milestone.proof, key=lambda p: _counting(p, pieces) / p.count)
    return min(_counting(proof, pieces), proof.count), proof.count


def post_text(milestone: Milestone, pieces: Sequence[Piece]) -> str:
    """The post: the playbook's text with the number of pieces that count for the first proof."""
    number = in_words(_counting(milestone.proof[0], pieces))

    def fill(match: re.Match[str]) -> str:
        begins_sentence = match[1]
        return number if begins_sentence is None else begins_sentence + number.capitalize()

    return re.sub(r"(?:(^|[.!?]\s+)|)\{count\}", fill, milestone.text)


def in_words(number: int) -> str:
    """A number in words up to twelve, in figures above."""
    return WORDS[number] if number < len(WORDS) else str(number)


def _counting(proof: Proof, pieces: Sequence[Piece]) -> int:
    return sum(p.kind == proof.kind and p.filled.issuperset(proof.filled) for p in pieces)
