"""A linear second opinion: readable weights per code over cues, words and pairs of words.

`weights/*.json` are written by `python -m corpus.train`; each says how its code is decided:
`rules` alone, `weights` alone above a threshold, or `both` (said only where both see it).
"""

import json
from collections import defaultdict
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

    def sureness(self, total: float) -> float:
        """Return how sure the weights are, 0 to 1, given their sum in a text."""
        return 1 / (1 + exp(-max(min(self.bias + total, 50), -50)))

    def says(self, by_rules: bool, sure: float) -> bool:
        """Say whether the code applies, given what the rules say and how sure the weights are."""
        if self.way == "rules" or (self.way == "both" and not by_rules):
            return by_rules
        return sure >= self.threshold


@dataclass(frozen=True, slots=True)
class Panel:
    """How the codes of a kind are decided, and what each feature weighs for which of them."""

    judges: Mapping[str, Judge]
    weights: Mapping[str, Mapping[str, float]]

    def totals(self, found: Mapping[str, float]) -> dict[str, float]:
        """Return the sum of weights per code: one pass over a text's features."""
        totals: defaultdict[str, float] = defaultdict(float)
        for name, value in found.items():  # in the text's order: sums of floats depend on it
            if name in self.weights:
                for code, weight in self.weights[name].items():
                    totals[code] += weight * value
        return totals


@cache
def panel(kind: str) -> Panel:
    """Return how the codes of a kind are decided; read once. A code that isn't in it is decided by rules."""
    source = resources.files("bot.domain.feedback").joinpath(f"weights/{kind}.json")
    rows = json.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
    weights: dict[str, dict[str, float]] = {}
    for code, row in rows.items():
        for name, weight in row["weights"].items():
            weights.setdefault(name, {})[code] = weight
    judges = {code: Judge(row["way"], row["threshold"], row["bias"]) for code, row in rows.items()}
    return Panel(judges, weights)


RULES = Judge("rules", 0, 0)


def features(text: Text, seen: Seen) -> dict[str, float]:
    """Return what the weights look at: cues, words, and pairs of words, each once."""
    found = dict.fromkeys(seen.features(), 1.0)
    words = ["^", *text.tokens]
    found.update((f"w:{word}", WORD) for word in words)
    found.update((f"w:{first} {second}", WORD) for first, second in pairwise(words))
    return found


def weigh(kind: str, text: Text, seen: Seen) -> dict[str, float]:
    """Return how sure the weights are of each code that they know."""
    known = panel(kind)
    totals = known.totals(features(text, seen)) if known.judges else {}
    return {code: judge.sureness(totals.get(code, 0)) for code, judge in known.judges.items()}


WANTS_NOTHING = "wants_nothing"
"""What the rules say of a page that neither recommends, asks nor plans. It is no code: nobody is told it."""
BORNE_OUT = 0.5
"""How sure of `no_recommendation` the weights must be there, where the missing ask bears it out."""


def decide(kind: str, sure: Mapping[str, float], by_rules: set[str], codes: tuple[str, ...]) -> set[str]:
    """Return the codes that apply, each decided its own way."""
    judges = panel(kind).judges
    said = {code for code in codes if judges.get(code, RULES).says(code in by_rules, sure.get(code, 0))}
    if WANTS_NOTHING in by_rules and sure["no_recommendation"] >= BORNE_OUT:
        said.add("no_recommendation")
    return said
