"""A text as the rules see it: sentences, tokens and lower case, every one with its place in the original.

All of it is linear in the text's length: one pass of a regular expression without nested repetition.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!%$€£→=+]")
_READABLE = re.compile(r"[^\W_]")
_ENDS = re.compile(r"(?<![.?!…])[.?!…]+[\"”’')*\]]{0,3}(?=\s)|\n\s*|\s/\s")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[a-z]|mrs?|ms|dr|prof|st|no|nr|vs|approx|ca|etc|incl|e\.g|i\.e|p\.m|a\.m)$"
)
_STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"'}


@dataclass(frozen=True)
class Text:
    """The member's text. Offsets count characters of `raw`."""

    raw: str

    @cached_property
    def low(self) -> str:
        """The text in lower case with straight quotes, as long as the original, character for character."""
        lower = self.raw.lower()
        if len(lower) != len(self.raw):  # one letter's lower case has two characters in some scripts
            lower = "".join(low if len(low := char.lower()) == 1 else char for char in self.raw)
        for curly, straight in _STRAIGHT.items():  # a twentieth of what str.translate takes
            lower = lower.replace(curly, straight)
        return lower

    @cached_property
    def tokens(self) -> list[str]:
        """Words, numbers and the few signs that mean something, in lower case."""
        return _TOKEN.findall(self.low)

    @cached_property
    def sentences(self) -> list[Span]:
        """Where the sentences are; a line break ends one, a full stop after an abbreviation doesn't."""
        spans: list[Span] = []
        start = 0
        for end in _ENDS.finditer(self.low):
            if end[0][0] == "." and len(end[0]) == 1 and self._abbreviates(start, end.start()):
                continue
            self._add(spans, start, end.end())
            start = end.end()
        self._add(spans, start, len(self.raw))
        return spans

    def _abbreviates(self, start: int, stop: int) -> bool:
        """Say whether the word before a full stop is an abbreviation."""
        return _ABBREVIATION.search(self.low, max(start, stop - 8), stop) is not None

    def _add(self, spans: list[Span], start: int, end: int) -> None:
        """Add the stretch without its blank edges, if anything is left that can be read."""
        if _READABLE.search(self.low, start, end):
            piece = self.low[start:end]
            left = len(piece) - len(piece.lstrip())
            spans.append((start + left, start + len(piece.rstrip())))

    def sentence_at(self, position: int) -> Span:
        """Return the sentence that holds a position; the nearest one before, if it is between two."""
        index = bisect_right(self.sentences, (position, len(self.raw) + 1)) - 1
        return self.sentences[max(index, 0)] if self.sentences else (0, len(self.raw))

    @cached_property
    def words(self) -> int:
        """How many words it has, parted by white space, as people count."""
        return len(self.raw.split())
