"""Sentences, and whether they have a subject and a verb: a rule of ours, without a tagger.

A sentence has both where it begins with an order ("Ask one person"), or where somebody or something does
something in a clause that isn't a relative one ("the person who asked"). What the rule gets wrong is measured
on tests/playbook/sentences.toml, which was labelled by hand.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_END = re.compile(r"(?<=[.?!\u2026])\s+|(?<=[.?!\u2026][\"'\u201d\u2019)])\s+")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_PART = re.compile(r"[;:,()]|\s[-\u2013]\s")
_QUOTE = re.compile(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d")
_JOINED = re.compile(r",?\s(?:and|but|then)\s|[;,]\s(?!or\s)")
_CONTRACTED = re.compile(
    r"(?:i'm|i'd|i'll|i've|(?:you|we|they)'(?:re|ve|ll|d)|(?:he|she|it)'(?:s|ll|d)|"
    r"(?:that|there|here|who|what)'(?:s|ll|d)|\w+n't|cannot)$"
)
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""))
_NUMBERED = frozenset({"month", "week", "day", "version", "page"})
_ENGLISH = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        Path(__file__).with_name("english.toml").read_text(encoding="utf-8")
    ).items()
}
VERBS, PASTS = _ENGLISH["verbs"], _ENGLISH["pasts"]
NOUNS_TOO, ENDING_IN_S = _ENGLISH["nouns_too"], _ENGLISH["ending_in_s"]
AUXILIARIES, ADVERBS, JOINING = _ENGLISH["auxiliaries"], _ENGLISH["adverbs"], _ENGLISH["joining"]
PRONOUNS, PERSONAL, RELATIVE = _ENGLISH["pronouns"], _ENGLISH["personal"], _ENGLISH["relative"]
DETERMINERS, PREPOSITIONS = _ENGLISH["determiners"], _ENGLISH["prepositions"]


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """Return what ends with a full stop, a question mark or the like; a line without one is a label."""
    parts = (each for line in text.splitlines() for each in _END.split(line.strip()))
    return tuple(each.strip() for each in parts if _ends(each) and _WORD.search(each))


def _ends(text: str) -> bool:
    return text.rstrip("\"'\u201d\u2019)").endswith((".", "?", "!", "\u2026"))


def words(text: str) -> list[str]:
    """Return the words of a text as they are written; "isn't" and "half-year" are one each."""
    return _WORD.findall(text.replace("\u2019", "'"))


@lru_cache(maxsize=4096)
def length(text: str) -> int:
    """Return how many words a text has."""
    return len(words(text))


def has_verb(sentence: str) -> bool:
    """Return whether a sentence has a subject and a verb, or gives an order."""
    text = sentence.lower()
    parts = [tokens for part in _PART.split(text) if (tokens := _without_joining(words(part)))]
    return any(is_order(tokens) or _clauses(tokens, question=text.endswith("?")) > 0 for tokens in parts)


def is_order(tokens: list[str]) -> bool:
    """Return whether words, in lower case, begin with a verb that isn't a noun there."""
    if tokens[0] in VERBS:
        if tokens[0] not in NOUNS_TOO:
            return True
        if tokens[1:2] in (["and"], ["or"]):
            return tokens[2:] != [] and tokens[2] in VERBS - NOUNS_TOO
        return len(tokens) > 1 and tokens[1] not in {"of", "for", "without"}
    # "On day 30 read it again": a phrase of time or place goes first.
    return tokens[0] in PREPOSITIONS and any(
        token in VERBS
        and before not in DETERMINERS | PREPOSITIONS | PERSONAL
        and not _CONTRACTED.match(before)
        and following in DETERMINERS
        for before, token, following in zip(tokens[1:], tokens[2:], tokens[3:], strict=False)
    )


def orders(text: str) -> int:
    """Return how many orders a text gives: "Ask one person and note the answer" gives two.

    Words in quotation marks are somebody's, so they give none. Of two orders with "or" between them, one is
    done, so they count as one.
    """
    count = 0
    for sentence in sentences(_QUOTE.sub(_unquoted, text.lower())):
        clauses = sentence.split(":")
        given = _orders(clauses[0])
        # "Decide on it: keep it, change it or stop": the choices aren't acts of their own.
        given += sum(_orders(clause) for clause in clauses[1:] if not (given and " or " in clause))
        count += given
    return count


def _unquoted(quote: re.Match[str]) -> str:
    end = quote[0][-2:-1]
    return f"it{end}" if end in {".", "?", "!"} else "it"


def _orders(clause: str) -> int:
    parts = [words(part) for part in _JOINED.split(clause)]
    if parts[0][:1] and parts[0][0] in PERSONAL:
        return 0  # "They may send, edit or undo it."
    return sum(_is_joined_order(part, first=place == 0) for place, part in enumerate(parts) if part)


def _is_joined_order(tokens: list[str], *, first: bool) -> bool:
    """Return whether a part is an order; later ones need what they act on: "and note the first reply"."""
    while len(tokens) > 1 and tokens[0] in JOINING | ADVERBS:
        tokens = tokens[1:]
    acts_on = DETERMINERS | PRONOUNS | PREPOSITIONS | RELATIVE | ADVERBS
    plain = first or tokens[0] not in NOUNS_TOO or acts_on.intersection(tokens[1:2])
    return bool(plain) and is_order(tokens)


def _without_joining(tokens: list[str]) -> list[str]:
    while len(tokens) > 1 and tokens[0] in JOINING:
        tokens = tokens[1:]
    return tokens


def _clauses(tokens: list[str], *, question: bool) -> int:
    """Return how many verbs there are beyond those of relative clauses; a question has none of these."""
    places = range(len(tokens))
    verbs = sum(_is_finite(tokens, place) for place in places)
    return verbs if question else verbs - sum(_opens_a_relative(tokens, place) for place in places)


def _opens_a_relative(tokens: list[str], place: int) -> bool:
    """Return whether a clause begins here that only describes a word, such as "who asked"."""
    token, before = tokens[place], tokens[place - 1] if place else ""
    if token in RELATIVE and not (token == "that" and not place):
        return any(_is_finite(tokens, later) for later in range(place + 1, len(tokens)))
    if not place or token not in PERSONAL or RELATIVE.intersection(tokens[:place]):
        return False
    if before in PREPOSITIONS | JOINING | VERBS | PASTS | ADVERBS:
        return False
    return tokens[0] not in PREPOSITIONS | {"this", "next", "last", "every"} and _is_finite(tokens, place + 1)


def _is_finite(tokens: list[str], place: int) -> bool:
    """Return whether the word at `place` is a verb with its subject before it, or begins a question."""
    if place >= len(tokens):
        return False
    token = tokens[place]
    if _CONTRACTED.match(token):
        return True
    if place == 0:
        return token in AUXILIARIES
    at = place - 1
    while at > 0 and tokens[at] in ADVERBS:
        at -= 1
    if not _may_be_subject(tokens, at, token):
        return False
    before, following = tokens[at], tokens[place + 1] if place + 1 < len(tokens) else ""
    if token in AUXILIARIES:
        return before != "to" and not (token in {"do", "have"} and before in DETERMINERS - PRONOUNS)
    if not _is_form(token) or before in PRONOUNS or _CONTRACTED.match(before):
        return _is_form(token)
    if before in DETERMINERS | PREPOSITIONS | {"to", "not"}:
        return False
    if token.endswith("ed") or token in PASTS:
        return following not in {"", "by", "of"}
    if token in NOUNS_TOO or (token.removesuffix("s") in NOUNS_TOO and token not in ENDING_IN_S):
        return following in DETERMINERS | ADVERBS | {"to", "with", "as", "on", "from"}
    return True


def _may_be_subject(tokens: list[str], at: int, verb: str) -> bool:
    """Return whether the word before a verb may be its subject: no other verb, no joining, no bare number."""
    before = tokens[at]
    if before in {"and", "or"} or (before in AUXILIARIES and not verb.endswith("s")):
        return False
    return not before.isdigit() or tokens[max(at - 1, 0)] in _NUMBERED


@lru_cache(maxsize=4096)
def _is_form(token: str) -> bool:
    """Return whether a word is the present or past of a verb."""
    if token in VERBS or token in PASTS:
        return True
    stems = {token.removesuffix(end) + new for end, new in _ENDINGS if token.endswith(end)}
    return any(stem in VERBS or (stem[-1:] == stem[-2:-1] and stem[:-1] in VERBS) for stem in stems if stem)
