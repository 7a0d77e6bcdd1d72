"""Words of a packet that look like a name of a person, company or customer, to be seen before it goes.

It points out and takes nothing away: who sends a packet decides. It finds what is spelt like a name in the
middle of a sentence, first names that open one, unknown words that do, names with capitals inside (McKinsey),
unknown abbreviations (HSBC), titles, companies' endings and addresses. A company that is called like an
everyday word and opens a sentence isn't found ("Orange pays for it"), nor a name in small letters.

`first_names.txt` is the census of the United States, 1990 (in the public domain), with names from elsewhere;
`names_and_words.txt` are those of that census that are everyday words, too. `tests/domain/names_lines.toml`
has the lines on which the rule is measured.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import NamedTuple

import tomli

from bot.domain.feedback.rarity import KNOWN_ACRONYMS, is_common
from bot.domain.packet.difference import Fate
from bot.domain.packet.packet import Exhibit, Packet

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w[\w.-]+")
_ADDRESS = re.compile(
    r"(?:(?<=://)|(?<![\w@./:-]))(?:[a-z0-9-]{1,63}\.){1,5}"
    r"(?:com|net|org|io|co|ai|app|dev|eu|uk|us|ca|au|nz|de|fr|es|pt|it|nl|be|lu|ch|at|se|dk|no|fi|ie|pl|cz|ro|gr|"
    r"tr|in|sg|jp|kr|cn|hk|br|mx|ar|za|ng|ke|ae|il|health|cloud|tech|bank|site|shop|online|store|info|biz|gov|edu)"
    r"(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herr|Frau|Sra?|Mme)\.?\s+[^\W\d_a-z][\w'’-]+")
_HONOURED = re.compile(r"(?![皆客奥屋])[\u3400-\u9fff\u30a1-\u30ff]{1,8}(?<![皆客奥屋])さん")
_COMPANY = re.compile(
    r"\b[^\W\d_a-z][\w&'’-]{0,60}(?:\s{1,9}[^\W\d_a-z][\w&'’-]{0,60}){0,3}\s{1,9}"
    r"(?:Inc|Ltd|LLC|GmbH|AG|SA|SAS|BV|Corp|Co|PLC|KG|Oy|AB)\b\.?|\b[A-Z]{1,3}&[A-Z]{1,3}\b"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FORMED = re.compile("(?:ists?|ions?|ing|ed|ly|ments?|ness|it(?:y|ies)|able|ible|ized?|ised?)$")
"""Endings of words, not of names."""
_PREFIXES, _PART = ("re", "de", "un", "non", "pre", "mis", "over", "under", "sub", "co"), 4
_PARTS = re.compile("['’-]")
_ENDS = ".!?…:;\"“”„«»'‘’()[]•–—|/*#>_~`"
_MARK = re.compile(r"\s*[-*\d.)]+")
_NEAR = 20
"""Characters before a word that are looked at: a long line takes no longer than as many short ones."""
CLAIM, ASK = "Your claim", "What you ask for"
MANY_CAPITALS = 0.2
"""A text in which more words than these begin with a capital may be in another language or style."""
ENGLISH = 0.8
"""Of the words in small letters so many are common ones in an English sentence."""
SHOUTED = 3
"""Words in capitals without a word in small letters are a heading."""
SHOUTED_NAME = 4
"""Letters of a first name in capitals: a shorter one may well be an abbreviation."""
SHORTEST, LONGEST = 3, 5
"""Letters of an abbreviation that may be a company's: a longer word in capitals is said aloud."""


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
    runs = exhibit.difference.runs if exhibit.difference else ()
    before = " ".join(run.words for run in runs if run.fate is not Fate.IN)
    out = words_of(" ".join(run.words for run in runs if run.fate is Fate.OUT))
    options = (row.name for row in exhibit.scores.rows) if exhibit.scores else ()
    texts = (exhibit.title, exhibit.claim, exhibit.quote, *(row.text for row in rows), *options, exhibit.link)
    for text in texts:
        yield from _in_text(exhibit.id, exhibit.title, text)
    if names := tuple(dict.fromkeys(name for name in names_in_line(before) if words_of(name) & out)):
        yield Named(exhibit.id, exhibit.title, before, names)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text as names are compared: as a whole, and Anna's is Anna."""
    return frozenset(
        word[0].replace("’", "'").removesuffix("'s").removesuffix("'") for word in _WORD.finditer(text)
    )


def _in_text(piece: int | None, title: str, text: str) -> Iterator[Named]:
    for line in text.splitlines():
        if names := tuple(dict.fromkeys(names_in_line(line))):
            yield Named(piece, title, line, names)


def names_in_line(line: str) -> Iterator[str]:
    """Yield the words of one line that seem to name somebody, in time that grows with its length."""
    certain = [match for pattern in (_MAIL, _TITLED, _HONOURED, _COMPANY) for match in pattern.finditer(line)]
    hosts = list(_ADDRESS.finditer(line))
    certain += [host for host in hosts if host[0].lower().removeprefix("www.") not in _known().hosts]
    yield from (match[0] for match in certain)
    taken = {place for match in (*certain, *hosts) for place in range(*match.span())}
    words = [word for word in _WORD.finditer(line) if word.start() not in taken]
    style = _Style(line, words)
    for place, word in enumerate(words):
        text = word[0].replace("’", "'")
        stems = {text, text.removesuffix("'s"), text.removesuffix("s")}
        if not (text[0].isupper() or text in _known().companies) or stems & _known().no_names:
            continue
        if _opens(line, word.start()):
            then = words[place + 1][0] if place + 1 < len(words) else ""
            seems = _names_at_opening(text, then, style, line, word.start())
        else:
            seems = _names_inside(text, style)
        if seems:
            yield word[0]


def could_be_names(line: str) -> Iterator[str]:
    """Yield what seems to name somebody, each word in capitals, and each everyday word that is a name, too.

    Too many rather than too few: for words that were taken out again.
    """
    yield from names_in_line(line)
    for word in _WORD.finditer(line):
        text = word[0].replace("’", "'").removesuffix("'s")
        if (text.isupper() and len(text) > 1) or (
            text[0].isupper() and text.lower() in _known().names_and_words
        ):
            yield word[0]


class _Style:
    """How a line is written: in an English sentence a capital inside it means a name."""

    def __init__(self, line: str, words: list[re.Match[str]]) -> None:
        small = [word[0].replace("’", "'") for word in words if word[0].islower()]
        inside = [word[0] for word in words if word[0][0].isupper() and not _opens(line, word.start())]
        self.few = len(inside) <= max(3, MANY_CAPITALS * len(words))
        self.heading = not small and len(words) >= SHOUTED
        common = sum(map(is_common, small))
        self.english = bool(small) and common >= ENGLISH * len(small) and not set(inside) & _known().in_titles


def _names_inside(text: str, style: _Style) -> bool:
    if text.isupper() and len(text) > 1:
        return _is_company(text, style)
    if _is_first_name(text) or _has_capital_inside(text):
        return True
    return (style.english or (style.few and not style.heading)) and _is_spelt_like_a_name(text)


def _names_at_opening(text: str, then: str, style: _Style, line: str, at: int) -> bool:
    if text.isupper() and len(text) > 1:
        return _is_company(text, style)
    lower = text.lower().removesuffix("'s")
    if (
        text in _known().companies
        or _is_first_name(text)
        or _has_capital_inside(text)
        or (lower in _known().names_and_words and then in _known().said)
    ):
        return True
    after_label = line[max(at - _NEAR, 0) : at].rstrip().endswith(":") and not then
    plural = (
        text.endswith("s") and not text.endswith("'s") and not (then.endswith("s") or then in _known().said)
    )
    sentence = style.english and then.islower() and not plural
    return (after_label or sentence) and _is_spelt_like_a_name(text) and not _is_english(text)


def _is_company(text: str, style: _Style) -> bool:
    """Return whether an abbreviation is a company's; a word in capitals is only said aloud, a name isn't."""
    if text in _known().companies:
        return True
    if not style.heading and len(text) >= SHOUTED_NAME and text.lower() in _known().first_names:
        return True
    return (
        not style.heading
        and text.isalpha()
        and SHORTEST <= len(text) <= LONGEST
        and not is_common(text.lower())
    )


def _is_first_name(text: str) -> bool:
    lower = text.lower().removesuffix("'s")
    return text[1:].islower() and lower in _known().first_names


def _has_capital_inside(text: str) -> bool:
    """Return whether it is spelt as McKinsey, O'Brien or Jean-Luc are; Follow-Up is two words."""
    parts = [part for part in _PARTS.split(text.removesuffix("'s")) if part]
    if len(parts) == 1:
        return (
            any(c.isupper() for c in text[1:]) and any(c.islower() for c in text) and not text.endswith("s")
        )
    rest = parts[1:]
    if not all(part[0].isupper() and (part[1:].islower() or len(parts[0]) == 1) for part in rest):
        return False
    return not all(part in _known().no_names or _is_word(part) for part in parts)


def _is_word(text: str) -> bool:
    lower = text.lower()
    return len(text) > 1 and is_common(lower) and lower not in _known().first_names


def _is_english(text: str) -> bool:
    """Return whether a word is common, or made of common ones: retried, policyholders."""
    lower = text.lower().removesuffix("'s")
    if is_common(lower) or _FORMED.search(lower) or not lower.isalpha():
        return True
    if any(is_common(lower.removeprefix(prefix)) for prefix in _PREFIXES if lower.startswith(prefix)):
        return True
    places = range(_PART, len(lower) - _PART + 1)
    return any(is_common(lower[:place]) and is_common(lower[place:]) for place in places)


def _is_spelt_like_a_name(text: str) -> bool:
    return text[1:].islower() and not (len(parts := _PARTS.split(text)) > 1 and _is_word(parts[0]))


class _Known(NamedTuple):
    """The words that the rule knows; the first two are in small letters."""

    first_names: frozenset[str]
    names_and_words: frozenset[str]
    no_names: frozenset[str]
    companies: frozenset[str]
    in_titles: frozenset[str]
    said: frozenset[str]
    hosts: frozenset[str]


@cache
def _known() -> _Known:
    folder = resources.files("bot.domain.packet")
    words = tomli.loads((folder / "names.toml").read_text(encoding="utf-8"))
    known = {key: frozenset(text.split()) for key, text in words.items()}
    return _Known(
        frozenset((folder / "first_names.txt").read_text(encoding="utf-8").split()),
        frozenset((folder / "names_and_words.txt").read_text(encoding="utf-8").split()),
        known["calendar"] | known["trade"] | KNOWN_ACRONYMS,
        known["companies"],
        known["in_titles"],
        known["said"],
        known["hosts"],
    )


def _opens(line: str, at: int) -> bool:
    """Return whether a sentence begins there: with the line, behind a list's mark or another sentence."""
    before = line[max(at - _NEAR, 0) : at].rstrip()
    return not before or before[-1] in _ENDS or (at <= _NEAR and bool(_MARK.fullmatch(before)))
