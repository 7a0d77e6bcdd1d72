"""What a saved piece of evidence is worth to its member, and what comes next.

Each fact is counted from what the member has. Which one is said turns with the number of pieces, so that
no two replies in a row are alike.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain import milestones
from bot.domain.joined_to import place_of
from bot.domain.playbook import Assignment, EvidenceField, Kind, Milestone, Playbook, Skill
from bot.domain.records import EvidenceRecord

WORTH_SHOWING = 3
"""Pieces from which on a packet is worth showing."""
PACKS_EVERY = 5
"""After so many more pieces the packet is named again."""


class Practised(NamedTuple):
    """How many pieces there are of the skill that this one practises."""

    skill: Skill
    pieces: int


class Towards(NamedTuple):
    """How far this piece brings a milestone that isn't reached yet."""

    milestone: Milestone
    have: int
    need: int


class Kinds(NamedTuple):
    """Of how many kinds the member's work is, where this is the first of its kind."""

    kinds: int


class Packed(NamedTuple):
    """How many pieces a packet can choose from, and for which track."""

    pieces: int
    track: str | None


Fact = Practised | Towards | Kinds | Packed


class Missing(NamedTuple):
    """A field or two of this very piece that would reach a milestone."""

    fields: tuple[EvidenceField, ...]
    milestone: Milestone


class Uncounted(NamedTuple):
    """Fields without which this very piece doesn't count for a milestone that takes several."""

    fields: tuple[EvidenceField, ...]
    milestone: Milestone


class Worth(NamedTuple):
    """Which one of its kind the piece is, one fact about it, and what comes next."""

    nth: int
    fact: Fact | None
    missing: Missing | Uncounted | None
    next: str
    """The author's words on what comes after the assignment; "" without one, and where they were said or
    aren't true."""


def worth(
    playbook: Playbook, pieces: Sequence[EvidenceRecord], piece: EvidenceRecord, track: str | None
) -> Worth:
    """Return what `piece` is worth among all `pieces`, itself included, oldest first."""
    so_far = pieces[: place_of(pieces, piece)]
    assignment = playbook.assignment.get(piece.assignment_id or "")
    return Worth(
        nth=sum(each.kind == piece.kind for each in so_far),
        fact=_rare(so_far, track) or _common(playbook, so_far, piece, assignment),
        missing=_missing(playbook, so_far) or _uncounted(playbook, so_far),
        next=_next(so_far, assignment),
    )


def _next(so_far: Sequence[EvidenceRecord], assignment: Assignment | None) -> str:
    """Return what comes next, said with the first piece of an assignment and not word for word again.

    Nothing after the 15-minute option: the author's words go on from the whole assignment.
    """
    *before, piece = so_far
    said = (each.assignment_id for each in before if not each.short)
    if assignment is None or piece.short or assignment.id in said:
        return ""
    return assignment.show_me.next


def _rare(so_far: Sequence[EvidenceRecord], track: str | None) -> Fact | None:
    """Return what is true of few pieces, and so is said whenever it is."""
    if len(so_far) == WORTH_SHOWING or len(so_far) % PACKS_EVERY == 0:
        return Packed(len(so_far), track)
    before, now = ({each.kind for each in pieces} for pieces in (so_far[:-1], so_far))
    return Kinds(len(now)) if len(now) > len(before) > 0 else None


def _common(
    playbook: Playbook,
    so_far: Sequence[EvidenceRecord],
    piece: EvidenceRecord,
    assignment: Assignment | None,
) -> Fact | None:
    facts: list[Fact] = []
    if towards := _towards(playbook, so_far, piece):
        facts.append(towards)
    if assignment:
        skill = playbook.skill[assignment.skill]
        facts.append(Practised(skill, _of_skill(playbook, so_far, skill.id)))
    return facts[len(so_far) % len(facts)] if facts else None


def _of_skill(playbook: Playbook, pieces: Sequence[EvidenceRecord], skill: str) -> int:
    known = playbook.assignment
    return sum(each.assignment_id in known and known[each.assignment_id].skill == skill for each in pieces)


def _towards(playbook: Playbook, so_far: Sequence[EvidenceRecord], piece: EvidenceRecord) -> Towards | None:
    """Return the first milestone that this piece brings nearer and doesn't reach; never a private one."""
    for milestone in playbook.milestones:
        before = milestones.progress(milestone, so_far[:-1])
        have, need = milestones.progress(milestone, so_far)
        counts = any(each.kind == piece.kind for each in milestone.proof)
        if counts and not milestone.private and have < need and have > before[0]:
            return Towards(milestone, have, need)
    return None


_MOST_LACKING = 2


def _missing(playbook: Playbook, so_far: Sequence[EvidenceRecord]) -> Missing | None:
    """Return what the newest piece lacks to reach a milestone; only the first piece that does is asked."""
    *_, piece = so_far
    kind: Kind = playbook.kind[piece.kind]
    for milestone in playbook.milestones:
        lacking = _lacking(playbook, milestone, so_far)
        earlier = (so_far[:number] for number in range(1, len(so_far)))
        if lacking and not any(_lacking(playbook, milestone, each) for each in earlier):
            return Missing(tuple(field for field in kind.fields if field.id in lacking), milestone)
    return None


def _uncounted(playbook: Playbook, so_far: Sequence[EvidenceRecord]) -> Uncounted | None:
    """Return for which milestone of several pieces the newest one doesn't count yet; no private one."""
    *_, piece = so_far
    for milestone in playbook.milestones:
        found = None if milestone.private else milestones.uncounted(milestone, piece)
        if found and not milestones.proves(milestone, so_far):
            fields = playbook.kind[piece.kind].fields
            return Uncounted(tuple(field for field in fields if field.id in found[1]), milestone)
    return None


def _lacking(playbook: Playbook, milestone: Milestone, so_far: Sequence[EvidenceRecord]) -> set[str]:
    """Return the field or two without which the newest piece doesn't reach a milestone; none if it can't."""
    *before, piece = so_far
    asked = {id_ for each in milestone.proof if each.kind == piece.kind for id_ in each.filled}
    lacking = asked - piece.filled
    assignment = playbook.assignment.get(piece.assignment_id or "")
    if not 0 < len(lacking) <= _MOST_LACKING or not milestones.is_for(milestone, assignment):
        return set()
    filled = piece._replace(filled_ids=" ".join(sorted(piece.filled | lacking)))
    reaches = not milestones.proves(milestone, so_far) and milestones.proves(milestone, [*before, filled])
    return lacking if reaches else set()
