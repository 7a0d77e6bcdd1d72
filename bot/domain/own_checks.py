"""A playbook's own checks of evidence: the few shapes that its author may declare, held against a piece."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.domain.feedback.finding import Finding
from bot.domain.playbook import Check

_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|twice|nobody|none)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")


def missed(checks: Iterable[Check], fields: Mapping[str, str], most_characters: int) -> Iterator[Finding]:
    """Yield a finding for each check that a filled field doesn't pass; it quotes nothing.

    `fields` are a piece's answers by field id, of which the first `most_characters` are read.
    """
    for check in checks:
        text = fields.get(check.field, "")[:most_characters]
        if any(map(str.isalnum, text)) and not _passes(check, text):
            yield Finding(check.id, None, None, None, check.why, check.direction)


def _passes(check: Check, text: str) -> bool:
    if check.most_words:
        return len(text.split()) <= check.most_words
    if check.part:
        return _has_part(text, check.part)
    return bool(_NUMBER.search(text))


def _has_part(text: str, part: str) -> bool:
    """Return whether a line begins with the part's name, and words follow there or below."""
    # Bounded, as a name may begin with a mark itself, and each of a long run would be tried.
    begins = re.compile(rf"^[^\w\n]{{0,60}}{re.escape(part)}(?!\w)", re.IGNORECASE | re.MULTILINE)
    first = begins.search(text)
    return first is not None and _WORD.search(text, first.end()) is not None
