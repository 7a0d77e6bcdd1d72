"""What a later draft has changed, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 400
"""A longer text isn't compared: the time grows with its square, and nobody reads so long a comparison."""
SHOWN = 90
"""Words of a comparison that are shown."""
AROUND = 6
"""Words that are shown before and behind a change: the whole text stands over it already."""
SHOWN_CHARACTERS = 900
"""As many as a claim may have: one word may be as long as a page."""
_WORDS = re.compile(r"\S+")


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Run:
    """Some words in a row that met with the same fate."""

    fate: Fate
    words: str


@dataclass(frozen=True)
class Difference:
    """The words of two drafts, in the order in which they are read."""

    runs: tuple[Run, ...]


def difference(before: str, after: str) -> Difference | None:
    """Return what `after` changes; None where nothing is to be seen: no word changed, or nearly all did."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if not old or not new or old == new or max(len(old), len(new)) > MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return None
    runs = []
    for tag, first, last, from_, to in matcher.get_opcodes():
        if tag == "equal":
            kept = _kept(old[first:last], opens=first == from_ == 0, ends=last == len(old) and to == len(new))
            runs.append(Run(Fate.KEPT, " ".join(kept)))
            continue
        if last > first:
            runs.append(Run(Fate.OUT, " ".join(old[first:last])))
        if to > from_:
            runs.append(Run(Fate.IN, " ".join(new[from_:to])))
    words = [word for run in runs for word in run.words.split()]
    short = len(words) <= SHOWN and sum(map(len, words)) <= SHOWN_CHARACTERS
    return Difference(tuple(runs)) if short else None


def _kept(words: Sequence[str], *, opens: bool, ends: bool) -> Sequence[str]:
    """Return words that no draft changed: only those beside a change, where there are many."""
    before = [] if opens else words[:AROUND]
    behind = [] if ends else words[-AROUND:]
    if len(words) <= len(before) + len(behind) + 1:
        return words
    return [*before, "…", *behind]
