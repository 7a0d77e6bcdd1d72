"""The acts that a playbook wants of everybody, and which of them somebody has met."""

from collections import Counter
from collections.abc import Iterable

from bot.domain.playbook import Must, Playbook


def owed(playbook: Playbook, track: str | None) -> tuple[Must, ...]:
    """Return the musts that somebody on a track can meet, in the author's order.

    The undecided (None) can meet what is for everybody, who is on both tracks all.
    """
    open_to = [a for a in playbook.assignments if track == "both" or a.track in (None, track)]
    brought = {id_ for a in open_to for id_ in a.musts}
    return tuple(must for must in playbook.musts if must.id in brought)


def met(playbook: Playbook, handed_in: Iterable[str | None]) -> frozenset[str]:
    """Return the ids of the musts that pieces meet; of each piece the id of its assignment, or None."""
    known = playbook.assignment
    times = Counter(must for id_ in handed_in if id_ in known for must in known[id_].musts)
    return frozenset(must.id for must in playbook.musts if times.get(must.id, 0) >= must.times)
