"""A side product's decision log: are its six parts there, and does each fit only this project?"""

import itertools
from dataclasses import dataclass

from bot.domain.feedback.cues import Seen
from bot.domain.feedback.later import later
from bot.domain.feedback.log_cues import (
    AUDIENCE,
    CAPITALS,
    EMPTY,
    FIRM,
    HEADING,
    NAMED,
    NUMBER_WORD,
    NUMBERED,
    PARTS,
    PLATITUDE,
    REASON,
)
from bot.domain.feedback.text import Span, Text

CODES = tuple(f"{state}_{part}" for part in PARTS for state in ("missing", "thin"))
_ENOUGH = 3
"""With so many parts under headings, the log is written by parts."""

_NEARLY_ALL = 5
"""With so many, it takes a firm word elsewhere to believe that the one without a heading is there."""
_SAID_SOMEHOW = ("problem", "solution")
"""Every log says these somehow; that one has no heading for them proves nothing."""
_LONGEST_PLATITUDE = {"launch": 9}
"""Words; a launch of more says to whom, as a rule."""


@dataclass(frozen=True, slots=True)
class _Mark:
    part: str
    start: int
    body: int


def see(text: Text) -> Seen:
    """Return which parts are there, in which state."""
    seen = Seen(text)
    parts = sections(text)
    if parts:
        for part in PARTS:
            _note_section(seen, text, part, parts.get(part), len(parts))
    else:
        _note_loose(seen, text)
    return seen


def sections(text: Text) -> dict[str, Span]:
    """Return where each part's words are, in a log with headings or numbers; nothing in one without."""
    marks = _marks(text)
    if len({mark.part for mark in marks}) < _ENOUGH:
        return {}
    found: dict[str, Span] = {}
    ends = [mark.start for mark in marks[1:]] + [len(text.raw)]
    for mark, end in zip(marks, ends, strict=True):
        known = found.get(mark.part)
        if known is None or end - mark.body > known[1] - known[0]:
            found[mark.part] = (mark.body, end)
    return found


def _marks(text: Text) -> list[_Mark]:
    """Return the headings in the order of the text."""
    marks = [
        _Mark(hit.lastgroup or "", hit.start(), hit.end())
        for hit in HEADING.finditer(text.low)
        if hit.lastgroup
    ]
    if len({mark.part for mark in marks}) < _ENOUGH:
        marks = [_Mark(_capital(hit[1]), hit.start(), hit.end()) for hit in CAPITALS.finditer(text.raw)]
    if len({mark.part for mark in marks}) < _ENOUGH:
        numbered = list(NUMBERED.finditer(text.low))
        if [hit[1] for hit in numbered] == list("123456"):
            marks = [_Mark(PARTS[int(hit[1]) - 1], hit.start(), hit.end()) for hit in numbered]
    return marks


def _capital(name: str) -> str:
    return next(part for part in PARTS if part in name.lower())


def _note_section(seen: Seen, text: Text, part: str, span: Span | None, headed: int) -> None:
    """Note the state of one part of a log with headings."""
    if span is None:
        if part not in _SAID_SOMEHOW and headed >= _NEARLY_ALL and not FIRM[part].search(text.low):
            seen.note(f"absent:{part}", (0, len(text.raw)))
        return
    if part == "solution" and not text.raw[slice(*trim(text, span))]:
        return  # what was built stands under another heading as often as not
    if EMPTY.match(text.low[span[0] : min(span[1], span[0] + 120)]):
        seen.note(f"empty:{part}", span)
        return
    trimmed = trim(text, span)
    if _is_thin(text, part, trimmed):
        seen.note(f"thin:{part}", trimmed)


def trim(text: Text, span: Span) -> Span:
    """Return a span without blank or decorated edges."""
    piece = text.raw[span[0] : span[1]]
    left = len(piece) - len(piece.lstrip(" \t\r\n*#:-"))
    right = len(piece.rstrip(" \t\r\n*#/-"))
    return (span[0] + left, span[0] + max(right, left))


def _is_thin(text: Text, part: str, span: Span) -> bool:
    """Say whether a part holds a platitude and nothing concrete: no number, name, quote or reason."""
    words = text.low[span[0] : span[1]].split()
    if len(words) > _LONGEST_PLATITUDE.get(part, 25) or not PLATITUDE[part].search(text.low, *span):
        return False
    return not _is_concrete(text, part, span)


_HOSTS = frozenset(
    {"Hetzner", "Vercel", "Netlify", "Heroku", "AWS", "Azure", "GitHub", "Firebase", "Render", "Cloudflare"}
)
_NO_NAMES = _HOSTS | {"I", "AI", "LLM", "API", "App", "I've", "I'm"}
"""With a capital, and yet they say nothing of this project: a host is in every log."""


def _is_concrete(text: Text, part: str, span: Span) -> bool:
    """Say whether there is a number, a name inside a sentence, a quotation or a reason; or who got it."""
    piece = text.raw[span[0] : span[1]]
    if any(char.isdigit() or char in '"“”' for char in piece):
        return True
    if NUMBER_WORD.search(text.low, *span) or REASON.search(text.low, *span):
        return True
    if part == "launch" and AUDIENCE.search(text.low, *span):
        return True
    words = piece.split()
    return any(
        word[:1].isupper()
        and not before.endswith((".", "!", "?", ":"))
        and word.strip(".,;:!?") not in _NO_NAMES
        for before, word in itertools.pairwise(words)
    )


_NUMBER = later(r"\d")
_OWN_WORDS = later(r'["“]')


def is_own(text: Text, part: str, span: Span) -> bool:
    """Say whether a part may be called the writer's own: it has a number, a quotation, a reason or a story.

    A name alone is too little, since LinkedIn or React stands in every log.
    """
    if any(cue.search(text.low, *span) for cue in (_NUMBER, _OWN_WORDS, NUMBER_WORD, REASON)):
        return True
    return len(text.low[slice(*span)].split()) >= _A_STORY and not PLATITUDE[part].search(text.low, *span)


_A_STORY = 9
"""From so many words on a part without a platitude tells something."""


_CHOSEN = later(r"\b(?:instead|rather than|in place of)\b")
"""Some sentence says what was taken, and what was not."""


def _note_loose(seen: Seen, text: Text) -> None:
    """Note the platitudes in a log without headings; what such a log lacks, lists of words can't tell."""
    for part in PARTS:
        if part == "solution" and _CHOSEN.search(text.low):
            continue
        for start, end in text.sentences:
            if end - start < (50 if part == "launch" else 110) and _loose_platitude(text, part, (start, end)):
                seen.note(f"loose:{part}", (start, end))
                break


def _loose_platitude(text: Text, part: str, span: Span) -> bool:
    """Say whether a whole sentence is this part's platitude: it names the matter and says nothing else."""
    hit = PLATITUDE[part].search(text.low, *span)
    named = NAMED[part].search(text.low, *span)
    return (
        hit is not None
        and named is not None
        and "n't" not in text.low[slice(*span)]
        and not _is_concrete(text, part, span)
    )


def judge(seen: Seen) -> set[str]:
    """Return the codes by rules alone."""
    codes = set()
    for part in PARTS:
        if seen.has(f"thin:{part}", f"loose:{part}"):
            codes.add(f"thin_{part}")
        elif seen.has(f"empty:{part}", f"absent:{part}"):
            codes.add(f"missing_{part}")
    return codes
