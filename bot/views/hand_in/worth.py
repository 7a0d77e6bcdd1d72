"""What a piece is worth and what comes next, in the reply to it."""

from bot.domain.numerals import in_words
from bot.domain.worth import Fact, Kinds, Missing, Packed, Practised, Towards, Worth
from bot.views.text import inline, joined, spaced
from bot.views.vocabulary import counted

_PACKETS = {"internal": "your packet for your company", "external": "your packet for readers elsewhere"}


def said(worth: Worth, version: int) -> str:
    """Return both in two sentences or three; of a further version only what it lacks."""
    if version > 1:
        return _missing(worth.missing) if worth.missing else ""
    return spaced(
        _fact(worth.fact) if worth.fact else "", _missing(worth.missing) if worth.missing else worth.next
    )


def _fact(fact: Fact) -> str:
    match fact:
        case Practised(skill, 1):
            return f"It is your first piece of evidence for {inline(skill.title)}."
        case Practised(skill, pieces):
            return f"You now have {in_words(pieces)} pieces of evidence for {inline(skill.title)}."
        case Towards(milestone, have, need):
            return f'That makes {in_words(have)} of {in_words(need)} for "{inline(milestone.title)}".'
        case Kinds(kinds):
            return f"You now have work of {counted(kinds, 'kind')} to show."
        case Packed(pieces, track):
            packet = _PACKETS.get(track or "", "your packet")
            return f"You can now choose from {counted(pieces, 'piece')} of evidence for {packet}."


def _missing(missing: Missing) -> str:
    labels = joined([f'"{field.label}"' for field in missing.fields])
    them = "it" if len(missing.fields) == 1 else "them"
    return f'Add {labels} when you have {them}, and you reach "{inline(missing.milestone.title)}".'
