"""What a piece is worth and what comes next, in the reply to it."""

from bot.domain.numerals import in_words
from bot.domain.worth import Fact, Kinds, Missing, Packed, Practised, Towards, Worth
from bot.views.text import inline, joined, spaced
from bot.views.vocabulary import counted

_READERS = {"internal": " that you show in your company", "external": " that tells strangers what you did"}


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
            document = f"the document{_READERS.get(track or '', ' that makes your case')}"
            return f"You have {counted(pieces, 'piece')} to choose from for your packet, {document}."


def _missing(missing: Missing) -> str:
    """Return when to fill in what, and where; then what that reaches."""
    labels = joined([f'"{field.label}"' for field in missing.fields])
    when = inline(missing.milestone.when or "you know it")
    title = inline(missing.milestone.title)
    return f'When {when}, fill in {labels} in this piece. Then you reach the milestone "{title}".'
