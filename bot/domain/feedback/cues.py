"""Cues: named patterns in a text, the eyes of the rules and of the weights alike.

A cue is written as words parted by `|`; `_` stands for up to three words of a sentence, `#` for a number.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from bot.domain.feedback.later import later
from bot.domain.feedback.text import Span, Text

_SPACE = r"\s{1,3}"
_GAP = r"(?:[^\s.?!;]{1,30}\s{1,3}){0,3}?"
_NUMBER = r"[€$£]?\d[\d.,:]{0,20}"


_BEGINS_WITH_A_LETTER = re.compile(r"[a-z](?![?*+{])")
_PIECE = re.compile(r"[^\\\[()|]+|\\.|\[[^\]]*\]|\(\?:|.", re.DOTALL)
"""Signs as they come, a class of characters, a group's edge, or what parts alternatives."""
_PLAIN = re.compile(rf"(?:[a-z0-9']|{re.escape(_SPACE)})(?![?*+{{])")
"""A sign at a way's beginning that stands for itself, or a space."""


def pattern(words: str, *, after_words: bool = False) -> re.Pattern[str]:
    """Return the pattern of a cue. Every repetition is bounded, so that searching is linear.

    A cue that begins with a sign, such as a comma, may stand right after a word.
    """
    written = words.replace(" _ ", _SPACE + _GAP).replace("#", _NUMBER).replace(" ", _SPACE)

    def write() -> str:
        return rf"(?:{_any_of(_ways(written)) if after_words else _after_no_word(written)})(?!\w)"

    return later(write)


def _after_no_word(written: str) -> str:
    """Return the pattern for places that no word goes on to.

    re looks for first letters by itself. Asked after the second, that takes a fifth of the time.
    """
    ways = _ways(written)
    if all(map(_BEGINS_WITH_A_LETTER.match, ways)):
        return _any_of(ways, "")
    return rf"(?<!\w)(?:{_any_of(ways)})"


def _any_of(ways: list[str], read: str | None = None) -> str:
    """Return the pattern of alternatives, what several of them begin with written once.

    re tries alternatives one by one, so that a hundred words would be a hundred looks at each letter.
    Ways keep their order wherever two of them could match at one place. `read` is what was read
    since the place that no word may go on to, None where that has been asked.
    """
    found: list[tuple[str, list[str]]] = []
    movable: dict[str, list[str]] = {}
    for way in ways:
        if not (begins := _PLAIN.match(way)):
            found.append(("", [way]))
            movable = {}
        elif begins[0] in movable:
            movable[begins[0]].append(way[begins.end() :])
        else:
            movable[begins[0]] = [way[begins.end() :]]
            found.append((begins[0], movable[begins[0]]))
    return "|".join(_begun(begins, rest, read) for begins, rest in found)


def _begun(begins: str, rest: list[str], read: str | None) -> str:
    """Return the pattern of ways that begin alike, or of one that begins with no plain sign."""
    if read is not None:
        if not read:
            return f"{begins}(?:{_any_of(rest, begins)})"
        if len(begins) == 1:
            return rf"{begins}(?<!\w{read}{begins}){_rest(rest)}"
        return rf"(?<!\w{read}){begins}{_rest(rest)}"
    return begins + _rest(rest)


def _rest(ways: list[str]) -> str:
    """Return what follows where several ways begin alike."""
    return _inside(ways[0]) if len(ways) == 1 else f"(?:{_any_of(ways)})"


def _inside(way: str) -> str:
    """Return a way with the alternatives of its groups put together, too."""
    if "(?:" not in way:
        return way
    made, group, depth = "", "", 0
    for piece in _PIECE.findall(way):
        depth += piece.startswith("(")
        if depth:
            group += piece
        else:
            made += piece
        depth -= piece == ")"
        if group and not depth:
            inner = group.removeprefix("(?:")
            made += f"(?:{_any_of(_ways(inner[:-1]))})" if inner != group else group
            group = ""
    return made


def _ways(written: str) -> list[str]:
    """Return the parts of a pattern that are alternatives to each other."""
    ways, depth = [""], 0
    for piece in _PIECE.findall(written):
        depth += piece.startswith("(") - (piece == ")")
        if piece == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += piece
    return ways


ENOUGH = 5
"""How often a cue is looked for; nothing asks whether it comes more often, but for those counted in full."""


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

    def is_full(self, name: str) -> bool:
        """Say whether a cue was found so often that nothing asks whether it comes again."""
        return self.times(name) >= ENOUGH

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


def search(text: Text, cues: Mapping[str, re.Pattern[str]], in_full: frozenset[str] = frozenset()) -> Seen:
    """Return which cues are in a text; those named `in_full` are counted to the end."""
    seen = Seen(text)
    for name, cue in cues.items():
        for hit in islice(cue.finditer(text.low), None if name in in_full else ENOUGH):
            seen.note(name, hit.span())
    return seen
