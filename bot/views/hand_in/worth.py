"""What a piece is worth and what comes next, in the reply to it."""

from bot.domain.numerals import in_words
from bot.domain.worth import Fact, Kinds, Missing, Packed, Practised, Towards, Uncounted, Worth
from bot.views.text import inline, joined, spaced
from bot.views.vocabulary import counted

_READERS = {"internal": " to your company", "external": " to strangers"}


def said(worth: Worth, version: int) -> str:
    """Return both in a few sentences; nothing of a further version, which is worth the same."""
    if version > 1:
        return ""
    return spaced(
        _fact(worth.fact) if worth.fact else "",
        _missing(worth.missing) if worth.missing else worth.next,
    )


def _fact(fact: Fact) -> str:
    match fact:
        case Practised(skill, 1):
            return f"This is your first piece on {inline(skill.title)}."
        case Practised(skill, pieces):
            return f"You now have {in_words(pieces)} pieces on {inline(skill.title)}."
        case Towards(milestone, have, need):
            of = f"{in_words(have)} of {in_words(need)}"
            return f'You have {of} for the milestone "{inline(milestone.title)}".'
        case Kinds(kinds):
            return f"You can now show {counted(kinds, 'kind')} of work."
        case Packed(pieces, track):
            readers = _READERS.get(track or "", "")
            packet = f"Your packet is a document that shows your best work{readers}."
            return f"{packet} You now have {counted(pieces, 'piece')} for it."


def _missing(missing: Missing | Uncounted) -> str:
    """Return when to fill in what, and where; then what that reaches, or for what the piece counts then."""
    labels = joined([f'"{field.label}"' for field in missing.fields])
    when = inline(missing.milestone.when or "you know it")
    title = inline(missing.milestone.title)
    then = "you reach" if isinstance(missing, Missing) else "it counts for"
    return f'When {when}, fill in {labels} in this piece. Then {then} the milestone "{title}".'
