"""A fact of the member's own, in a sentence."""

from bot.domain.own_fact import OwnFact
from bot.views.vocabulary import counted


def said(fact: OwnFact | None) -> str:
    """Return it, or "" where there is none."""
    if fact is None:
        return ""
    pieces = counted(fact.pieces, "piece")
    if fact.kept:
        return f"You have done {counted(fact.kept, 'week')} and saved {pieces} of evidence."
    if fact.pieces == 1:
        return "You have saved your first piece of evidence."
    return f"You have saved {pieces} of evidence."
