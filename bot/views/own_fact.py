"""A fact of the member's own, in a sentence or two."""

from bot.domain.own_fact import OwnFact
from bot.views.text import inline
from bot.views.vocabulary import counted


def said(fact: OwnFact | None) -> str:
    """Return it, or "" where there is none."""
    if fact is None or fact.pieces is None:
        return ""
    pieces = counted(fact.pieces, "piece")
    if fact.kept:
        return f"You have kept {counted(fact.kept, 'week')} and handed in {pieces} of evidence."
    handed_in = f"You have handed in {pieces} of evidence so far."
    if fact.newest is None:
        return handed_in
    label = inline(fact.newest.label)
    if fact.pieces == 1:
        return f"Your first piece of evidence is handed in ({label})."
    return f"{handed_in} The newest is of this kind: {label}."
