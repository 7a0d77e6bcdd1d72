"""A linear second opinion: readable weights per code over cues, words and pairs of words.

`weights/*.json` are written by `python -m corpus.train`; each says how its code is decided:
`rules` alone, `weights` alone above a threshold, or `both` (said only where both see it).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import exp

from bot.domain.feedback.cues import Seen
from bot.domain.feedback.text import Text

WORD = 0.5
"""What a word or a pair of words counts, against 1 for a cue."""


@dataclass(frozen=True, slots=True)
class Judge:
    """How one code is decided."""

    way: str
    threshold: float
    bias: float
    weights: Mapping[str, float]

    def says(self, by_rules: bool, features: Mapping[str, float]) -> bool:
        """Say whether the code applies."""
        if self.way == "rules" or (self.way == "both" and not by_rules):
            return by_rules
        return self.probability(features) >= self.threshold

    def probability(self, features: Mapping[str, float]) -> float:
        """Return how sure the weights are, from 0 to 1."""
        known = self.weights
        total = self.bias + sum(known[name] * value for name, value in features.items() if name in known)
        return 1 / (1 + exp(-max(min(total, 50), -50)))


RULES = Judge("rules", 0, 0, {})


@cache
def judges(kind: str) -> Mapping[str, Judge]:
    """Return how each code of a kind is decided; read once. A code without weights is decided by rules."""
    source = resources.files("bot.domain.feedback").joinpath(f"weights/{kind}.json")
    if not source.is_file():
        return {}
    return {code: Judge(**row) for code, row in json.loads(source.read_text(encoding="utf-8")).items()}


def features(text: Text, seen: Seen) -> dict[str, float]:
    """Return what the weights look at: cues, words, and pairs of words, each once."""
    found = dict.fromkeys(seen.features(), 1.0)
    words = ["^", *text.tokens]
    found.update((f"w:{word}", WORD) for word in words)
    found.update((f"w:{first} {second}", WORD) for first, second in pairwise(words))
    return found


def decide(kind: str, text: Text, seen: Seen, by_rules: set[str], codes: tuple[str, ...]) -> set[str]:
    """Return the codes that apply, each decided its own way."""
    known = judges(kind)
    found = features(text, seen) if known else {}
    return {code for code in codes if known.get(code, RULES).says(code in by_rules, found)}
