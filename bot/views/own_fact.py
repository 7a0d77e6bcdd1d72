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
        return f"You have done {counted(fact.kept, 'week')} and saved {pieces} of evidence."
    saved = f"You have saved {pieces} of evidence."
    if fact.newest is None:
        return saved
    label = inline(fact.newest.label)
    if fact.pieces == 1:
        return f"You have saved your first piece of evidence: {label}."
    return f"{saved} The newest is your {label}."
