"""What the words of a playbook are held against: length, filler, people left unnamed, what rots.

A rule takes a text and gives what is wrong with it and what would be right, for each thing it finds.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pydantic import BaseModel

from bot.domain.playbook import BOLDEST, NOTIFICATION_LIMIT, Assignment, Playbook
from bot.playbook.checks.validation import LISTS, Fault, place

WORDS = 150
"""In the message of an assignment: what is read on a phone without putting it off."""
IDS = {
    "id",
    "phase",
    "skill",
    "kind",
    "needs",
    "track",
    "strength",
    "twin",
    "own",
    "filled",
    "input",
    "shows",
    "silent",
    "field",
    "part",
}
"""Keys whose values are no words for members."""

FILLER = re.compile(
    r"\b(?:explor(?:e|es|ing)|leverag\w+|deep dives?|reflect(?:s|ing)? on|consider(?:s|ing)?(?! it\b)|"
    r"familiari[sz]e\w*|best practices?|key stakeholders|various|where possible|it is important to|simply)\b"
)
UNNAMED = re.compile(r"\b(?:users|stakeholders)\b(?! +(?:of|who|whose|with|from|that|at)\b)", re.IGNORECASE)
WORD_BEFORE = re.compile(r"[\w'’-]+(?= +\Z)")
SAYS_NOT_WHICH = frozenset(
    """a all an and any are as ask asks at because but by did do does each every few for from give had has
    have hear help her his how if in interview into is its key know let listen many more most my need new of
    on or other our potential real several show some talk tell test than that the their these this those to
    understand us want was watch were what when where which while why will with would your
    """.split()  # noqa: SIM905 - one a line would be a page
)
"""Words before "users" that leave open which ones."""
SHOUT = re.compile(r"!")
YEAR_OR_MODEL = re.compile(
    r"\b(?:19[89]\d|20[1-4]\d)\b|"
    r"\b(?:chatgpt|gpt-?\d\S*|claude|gemini|llama ?\d|mistral|copilot|deepseek|openai)\b"
)
PRICE = re.compile(r"[$€£] ?\d+(?:[.,]\d+)*|\b\d[\d.,]* ?(?:dollars|euros?|pounds|cents|eur|usd|gbp)\b")
IDLE = re.compile(r"(?:read|watch|think)\b", re.IGNORECASE)
GIVES_AWAY = re.compile(
    r"\b(?:pms?|product manag\w+|managers?|careers?|recruit\w*|salar\w+|resign\w*|quit\w*|promotions?|cv|"
    r"appl(?:y|ying|ications?)|new job|job (?:offer|advert|search|hunt|interview)s?|(?:your|the) move|"
    r"(?:your|a) transfer|vacanc\w+|openings?|employers?|hir(?:e|es|ed|ing)|mock interviews?|"
    r"outside (?:your|the) company)\b"
)
"""What somebody who glances at a locked screen isn't meant to learn."""

Found = Iterator[tuple[str, str]]


class Text(NamedTuple):
    part: str
    """The list that it stands in; empty for the playbook's own."""
    where: str
    keys: tuple[str, ...]
    words: str


def texts(playbook: Playbook) -> Iterator[Text]:
    """Every text of a playbook that a member may read, with its place."""
    for key in ("title", "about", "trap", "finish"):
        yield Text("", key, (key,), getattr(playbook, key))
    for name in LISTS:
        for entry in getattr(playbook, name):
            yield from _texts_in(name, entry, place(name, entry.id), ())


def _texts_in(part: str, value: object, where: str, keys: tuple[str, ...]) -> Iterator[Text]:
    if isinstance(value, BaseModel):
        for key in type(value).model_fields:
            if key not in IDS:
                yield from _texts_in(part, getattr(value, key), f"{where} · {key}", (*keys, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _texts_in(part, item, f"{where} number {number}", keys)
    elif isinstance(value, str) and value:
        yield Text(part, where, keys, value)


def word_faults(playbook: Playbook) -> Iterator[Fault]:
    """What is wrong with single texts, and with what stands in the message and the notification."""
    for text in texts(playbook):
        for rule in RULES:
            yield from (Fault(text.where, wrong, right) for wrong, right in rule(text))
    for a in playbook.assignments:
        for key, wrong, right in (*_assignment_faults(a), *_opening_faults(playbook, a)):
            yield Fault(place("assignments", a.id, *key), wrong, right)


def words(a: Assignment) -> int:
    """How many words its message has: title, why now, steps, the short version, done when."""
    text = " ".join((a.title, a.why, *a.steps, a.short, a.done_when))
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def _assignment_faults(a: Assignment) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if (count := words(a)) > WORDS:
        wrong = f"title, why, steps, short and done_when have {count} words"
        yield (), wrong, f"keep them to {WORDS}"
    if idle := IDLE.match(a.short):
        yield (
            ("short",),
            f'it begins with "{idle[0]}"',
            "keep the hard part: an act that leaves something behind",
        )
    for key, text in _on_locked_screens(a):
        if known := _quoted(GIVES_AWAY, text):
            yield (key,), f"a locked screen would show {known}", "name the thing that is done, and no plan"


def _on_locked_screens(a: Assignment) -> Found:
    """Yield what notifications begin with; the closing question hides a title that shows a wish to leave."""
    yield "line", a.line
    if a.exposure <= BOLDEST:
        yield "title", a.title


def _opening_faults(playbook: Playbook, a: Assignment) -> Iterator[tuple[tuple[str, ...], str, str]]:
    last = min(a.months.last or playbook.months, playbook.months)
    long = len(a.opening_line(last)) - NOTIFICATION_LIMIT
    if max(a.months.first, 2) <= last and long > 0:
        wrong = f'"Month {last} starts." and the line without its minutes are {long} too long'
        yield ("line",), wrong, f"leave the two {NOTIFICATION_LIMIT} characters together"


def _quoted(pattern: re.Pattern[str], text: str) -> str:
    """What matches in small letters, each once, in quotes and as it is written; empty if nothing does.

    A pattern that takes capitals for small letters would need twice the time.
    """
    found = (text[slice(*match.span())].strip() for match in pattern.finditer(text.lower()))
    return ", ".join(f'"{each}"' for each in dict.fromkeys(found))


def _filler(text: Text) -> Found:
    if found := _quoted(FILLER, text.words):
        yield f"{found} says nothing", "name the act or the thing"


def _unnamed(text: Text) -> Found:
    # A skill or a phase is about all of them; a trap is where one quotes them.
    if text.part not in ("assignments", "milestones") or text.keys[-1] == "traps":
        return
    for people in UNNAMED.finditer(text.words):
        found = WORD_BEFORE.search(text.words, 0, people.start())
        before = found[0] if found else ""
        if before.lower() in SAYS_NOT_WHICH or not before:
            yield (
                f'"{f"{before} {people[0]}".strip()}" leaves open which',
                "say who they are, by role or by what they did",
            )
            return


def _shout(text: Text) -> Found:
    if SHOUT.search(text.words):
        yield "it has an exclamation mark", "end with a full stop"


def _rot(text: Text) -> Found:
    found = _quoted(YEAR_OR_MODEL, text.words)
    if text.keys[-1] != "example":  # where it is what somebody once paid
        found = ", ".join(filter(None, (found, _quoted(PRICE, text.words))))
    if found:
        yield f"{found} will be out of date", "let members look it up, or leave it out"


RULES: tuple[Callable[[Text], Found], ...] = (_filler, _unnamed, _shout, _rot)
