"""Words of a packet that look like a name of a person, company or customer, to be seen before it goes.

It points out and takes nothing away: who sends a packet decides. It finds what is spelt like a name in the
middle of a sentence, after a title, with a company's ending, or in an address; a name that opens a sentence
and stands alone isn't found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bot.domain.packet.packet import Exhibit, Packet

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w[\w.-]+")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herr|Frau|Sra?|Mme)\.?\s+[^\W\d_a-z][\w'’-]+")
_COMPANY = re.compile(
    r"\b[^\W\d_a-z][\w&'’-]{0,60}(?:\s{1,9}[^\W\d_a-z][\w&'’-]{0,60}){0,3}\s{1,9}"
    r"(?:Inc|Ltd|LLC|GmbH|AG|SA|SAS|BV|Corp|Co|PLC|KG|Oy|AB)\b\.?"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDS = ".!?…:;\"“”„«»'‘’()[]•–—|/"
_MARK = re.compile(r"\s*[-*\d.)]+")
_NEAR = 20
"""Characters before a word that are looked at: a long line takes no longer than as many short ones."""
CLAIM, ASK = "Your claim", "What you ask for"
MANY_CAPITALS = 0.2
"""A text in which more words than these begin with a capital is in a language or a style that uses them."""
_CAPITALISED = """
I I'm I've I'd I'll Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March
April May June July August September October November December Mon Tue Wed Thu Fri Sat Sun Jan Feb
Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec English German French Spanish Portuguese Italian Dutch
Polish Turkish Arabic Hindi Chinese Japanese Korean European American British Indian Christmas
Easter Internet
"""
_NO_NAMES = frozenset(_CAPITALISED.split())


@dataclass(frozen=True)
class Named:
    """A line that names somebody, as it seems: the line, the words in question, and where it stands.

    `piece` is None for a milestone, whose title it is then, and on the first page, for the claim or the ask.
    """

    piece: int | None
    title: str
    line: str
    names: tuple[str, ...]


def names_in(packet: Packet) -> tuple[Named, ...]:
    """Return the lines that seem to name somebody, in the order in which they stand in the packet."""
    own = ((CLAIM, packet.claim, packet.own_claim), (ASK, packet.ask, packet.own_ask))
    opening = (_in_text(None, title, text) for title, text, is_own in own if is_own)
    milestones = (_in_text(None, mark.title, mark.text) for mark in packet.milestones)
    return tuple(chain.from_iterable((*opening, *map(_in_exhibit, packet.exhibits), *milestones)))


def _in_exhibit(exhibit: Exhibit) -> Iterator[Named]:
    rows = (*exhibit.seen, *exhibit.result, *exhibit.forgone, *exhibit.details)
    options = (row.name for row in exhibit.scores.rows) if exhibit.scores else ()
    texts = (exhibit.title, exhibit.claim, exhibit.quote, *(row.text for row in rows), *options, exhibit.link)
    for text in texts:
        yield from _in_text(exhibit.id, exhibit.title, text)


def _in_text(piece: int | None, title: str, text: str) -> Iterator[Named]:
    for line in text.splitlines():
        if names := tuple(dict.fromkeys(names_in_line(line))):
            yield Named(piece, title, line, names)


def names_in_line(line: str) -> Iterator[str]:
    """Yield the words of one line that seem to name somebody, in time that grows with its length."""
    certain = [match for pattern in (_MAIL, _TITLED, _COMPANY) for match in pattern.finditer(line)]
    yield from (match[0] for match in certain)
    words = list(_WORD.finditer(line))
    spelt = [word for word in words if word[0][0].isupper() and word[0][1:].islower()]
    capital = [word for word in spelt if not _opens(line, word.start())]
    if len(capital) > max(3, MANY_CAPITALS * len(words)):
        return
    taken = {place for match in certain for place in range(*match.span())}
    for word in capital:
        straight = word[0].replace("’", "'")
        known = {straight, straight.removesuffix("s")} & _NO_NAMES
        if not known and word.start() not in taken:
            yield word[0]


def _opens(line: str, at: int) -> bool:
    """Return whether a sentence begins there: with the line, behind a list's mark or another sentence."""
    before = line[max(at - _NEAR, 0) : at].rstrip()
    return not before or before[-1] in _ENDS or (at <= _NEAR and bool(_MARK.fullmatch(before)))
