"""Cues: named patterns in a text, the eyes of the rules and of the weights alike.

A cue is written as words parted by `|`; `_` stands for up to three words of a sentence, `#` for a number.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from bot.domain.feedback.text import Span, Text

_SPACE = r"\s{1,3}"
_GAP = r"(?:[^\s.?!;]{1,30}\s{1,3}){0,3}?"
_NUMBER = r"[€$£]?\d[\d.,:]{0,20}"


_BEGINS_WITH_A_LETTER = re.compile(r"[a-z](?![?*+{])")


def pattern(words: str, *, after_words: bool = False) -> re.Pattern[str]:
    """Return the pattern of a cue. Every repetition is bounded, so that searching is linear.

    A cue that begins with a sign, such as a comma, may stand right after a word.
    """
    written = words.replace(" _ ", _SPACE + _GAP).replace("#", _NUMBER).replace(" ", _SPACE)
    return re.compile(rf"(?:{written if after_words else _after_no_word(written)})(?!\w)")


def _after_no_word(written: str) -> str:
    """Return the pattern for places that no word goes on to.

    Asked after the first letter, which re looks for by itself, that takes a third of the time.
    """
    ways = _ways(written)
    if all(map(_BEGINS_WITH_A_LETTER.match, ways)):
        return "|".join(rf"{way[0]}(?<!\w{way[0]}){way[1:]}" for way in ways)
    return rf"(?<!\w)(?:{written})"


def _ways(written: str) -> list[str]:
    """Return the parts of a pattern that are alternatives to each other."""
    ways, depth = [""], 0
    for piece in re.findall(r"\\.|\[[^\]]*\]|.", written, re.DOTALL):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += piece
    return ways


@dataclass
class Seen:
    """The cues of one text: for each that was found, where it was first, and how often."""

    text: Text
    first: dict[str, Span] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Say whether any of these cues is in the text."""
        return any(name in self.first for name in names)

    def times(self, name: str) -> int:
        return self.count.get(name, 0)

    def note(self, name: str, span: Span) -> None:
        """Remember a cue that a rule found by itself."""
        self.first.setdefault(name, span)
        self.count[name] = self.count.get(name, 0) + 1

    def features(self) -> Iterator[str]:
        """Yield what the weights look at: each cue, and again when it comes more than once."""
        for name, count in self.count.items():
            yield f"cue:{name}"
            if count > 1:
                yield f"cue:{name}:2"
            if count > 3:
                yield f"cue:{name}:4"


ENOUGH = 5
"""How often a cue is looked for; nothing asks whether it comes more often, but for those counted in full."""


def search(text: Text, cues: Mapping[str, re.Pattern[str]], in_full: frozenset[str] = frozenset()) -> Seen:
    """Return which cues are in a text; those named `in_full` are counted to the end."""
    seen = Seen(text)
    for name, cue in cues.items():
        for hit in islice(cue.finditer(text.low), None if name in in_full else ENOUGH):
            seen.note(name, hit.span())
    return seen
