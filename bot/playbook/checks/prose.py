"""Whether a playbook's texts are read once: sentences with a verb, short ones, named people, plain words.

Each is a breach of the strict check. The rule about verbs is wrong about one sentence in twelve at most
(tests/playbook/sentences.toml); another wording helps there.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from statistics import mean
from typing import NamedTuple

from bot.domain.playbook import Assignment, Playbook
from bot.playbook.checks.sentence import VERBS, has_verb, length, orders, sentences, words
from bot.playbook.checks.terms import term_faults
from bot.playbook.checks.validation import Fault, place
from bot.playbook.checks.wording import Text, texts

LONGEST, MEAN = 25, 15
"""Words of a sentence at most, and on average at most."""
ACTS = 4
"""That the steps of an assignment ask for, at most."""
PEOPLE = 5
"""Times in 1,000 words that a person may be nobody in particular."""
NOBODY = re.compile(r"\b(?:some|any)(?:body|one)\b|\bwho(?:m?)ever\b", re.IGNORECASE)
POINTS_BACK = re.compile(
    r"^(?:Its?|They|Them|Such|This|These|Those|Then|Both|He|She)\b|"
    r"\b[Tt](?:hat|hose) (?:question|sentence|message|line|request)s?\b"
)
QUOTED = frozenset(
    {
        "example",
        "say",
        "people",
        "title",
        "line",
        "label",
        "plural",
        "packet_label",
        "packet_plural",
        "decision",
        "options",
    }
)
"""Keys of what isn't the coach's own sentence: somebody's words, a list, a name."""


class Rule(StrEnum):
    VERB = "verb"
    SEMICOLON = "semicolon"
    LONG = "long"
    MEAN = "mean"
    PEOPLE = "people"
    ORDER = "order"
    ACTS = "acts"
    TERM = "term"
    ALONE = "alone"


class Prose(NamedTuple):
    rule: Rule
    fault: Fault


def prose_faults(playbook: Playbook) -> Iterator[Prose]:
    """Return every place that is read twice, with what to write instead."""
    said = [text for text in texts(playbook) if not QUOTED.intersection(text.keys)]
    for text in said:
        for rule, found in RULES.items():
            yield from (Prose(rule, Fault(text.where, wrong, right)) for wrong, right in found(text))
    for a in playbook.assignments:
        for rule, key, wrong, right in _message_faults(a):
            yield Prose(rule, Fault(place("assignments", a.id, *key), wrong, right))
    yield from _of_all(said)


def _verb(text: Text) -> Iterator[tuple[str, str]]:
    for sentence in own_sentences(text):
        if not has_verb(sentence):
            yield f"no verb: {sentence}", "say who does what, or begin with what to do"


def own_sentences(text: Text) -> list[str]:
    """Return the sentences of a text as shown: what is done behind "Done when", a trap without its name."""
    match text.keys[-1]:
        case "done_when":
            return [f"It is done when {text.words}"]
        case "traps":
            return list(sentences(text.words))[1:]
    return list(sentences(text.words))


def _semicolon(text: Text) -> Iterator[tuple[str, str]]:
    if text.keys[-1] == "why" and ";" in text.words:
        yield "it has a semicolon", 'write "because", or two sentences'


def _long(text: Text) -> Iterator[tuple[str, str]]:
    for sentence in sentences(text.words):
        if (count := length(sentence)) > LONGEST:
            yield f"{count} words: {sentence}", f"make two sentences of it; {LONGEST} words are the most"


def _term(text: Text) -> Iterator[tuple[str, str]]:
    yield from term_faults(text.words)


def _alone(text: Text) -> Iterator[tuple[str, str]]:
    """What a reply shows by itself, without the steps or the example before it."""
    if text.keys[-1] in {"short", "next"} and (found := POINTS_BACK.search(text.words)):
        yield f'"{found[0]}" points at what is shown elsewhere', "name the thing, because it is read alone"


RULES: dict[Rule, Callable[[Text], Iterator[tuple[str, str]]]] = {
    Rule.VERB: _verb,
    Rule.SEMICOLON: _semicolon,
    Rule.LONG: _long,
    Rule.TERM: _term,
    Rule.ALONE: _alone,
}


def _message_faults(a: Assignment) -> Iterator[tuple[Rule, tuple[str, ...], str, str]]:
    for key, text in (("title", a.title), ("line", a.line.partition(": ")[2] or a.line)):
        first = words(text.lower())[:1]
        if first and first[0] not in VERBS:
            yield (
                Rule.ORDER,
                (key,),
                f'it begins with "{first[0]}"',
                'begin with what to do: "Watch one person …"',
            )
    if (count := _acts(a)) > ACTS:
        yield Rule.ACTS, ("steps",), f"they ask for {count} acts", f"ask for {ACTS} at most"


def _acts(a: Assignment) -> int:
    """Return how many orders the steps give."""
    return sum(map(orders, a.steps))


def _of_all(said: list[Text]) -> Iterator[Prose]:
    lengths = [length(sentence) for text in said for sentence in sentences(text.words)]
    if lengths and (average := mean(lengths)) > MEAN:
        wrong = f"a sentence has {average:.1f} words on average"
        yield Prose(Rule.MEAN, Fault("playbook", wrong, f"keep it under {MEAN}"))
    count = sum(len(words(text.words)) for text in said)
    people = sum(len(NOBODY.findall(text.words)) for text in said)
    if count and people * 1000 / count >= PEOPLE:
        wrong = f"{people * 1000 / count:.1f} in 1,000 words are somebody, anyone or whoever"
        yield Prose(Rule.PEOPLE, Fault("playbook", wrong, f"name the role; keep them under {PEOPLE}"))
