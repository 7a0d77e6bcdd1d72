"""The copy test: what the coach's own sentences may never hold, on any screen (docs/voice.md).

`faults` looks at a message or a view as it goes to Slack. The playbook's texts and the member's words are
handed in as `quoted` and left out; so is every rich_text block, which only ever holds somebody's words.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from bot.domain.playbook import Playbook
from bot.playbook.checks.prose import LONGEST
from bot.playbook.checks.sentence import has_verb, sentences, words
from bot.playbook.checks.terms import term_faults
from bot.screen import Screen

Surface = Screen | dict[str, Any]

FIRST_LINE = 90
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_PLACE = re.compile(r"\b(time\b|UTC|GMT)")
_HOUR_ALONE = re.compile(r"\d{2}:\d{2}")
"""An option of a menu of hours, whose label names the place."""

FORBIDDEN = {
    "confetti": r"!|:\w+:|[\u2600-\u27bf\U0001f300-\U0001faff]",
    "guilt": r"\b(still|don't forget|miss you|only \d+ of|missed(?! the point)|overdue|behind|"
    r"fail(ed)?|should have)\b",
    "a bare zero": r"\b(0|zero) (of|weeks?|pieces?|milestones?)\b|: 0\b",
    "the coach is I": r"\b(we|we're|we'll|(?-i:us|Us))\b",
    "adjectives": r"\b(amazing|awesome|great job|well done|congratulations|superstar|oops|sorry)\b",
    "directions": r"\b(above|below|click|tap)\b",
    "not how we write times": r"\d ?(am|pm|a\.m\.|p\.m\.)\b|\bin \d+ days\b",
    "assignment": r"\b(tasks?|challenges?|prompts?|homework|exercise)\b",
    "evidence": r"\b(submissions?|submit(ted)?|artefacts?|artifacts?|uploads?|proofs?)\b",
    "week": r"\b(sprints?|cycles?)\b",
    "run": r"\b(streaks?|(?<!a mirror, not a )scores?|points)\b",
    "nudge": r"\b(pings?|alerts?|follow-ups?|check-ins?)\b",
    "goal": r"\b(commitments?|objectives?)\b",
    "milestone": r"\b(badges?|levels?|brags?|brag|announcements?|unlocked)\b",
    "freeze": r"\b(tokens?|safe days?|penalt(y|ies)|recovery)\b",
    "away, later": r"\b(vacation|inactive|snooze[ds]?|pauses?|paused)\b",
    "mirror": r"\b(trap check|surveys?)\b",
    "feedback": r"\b(grades?|graded|errors?)\b",
    "drill, packet": r"\b(quiz(zes)?|portfolio|CV|résumé)\b",
    "phase": r"\b(stages?|modules?)\b",
    "member": r"\b(users?|learners?|admins?)\b",
}
_PATTERNS = {why: re.compile(pattern, re.IGNORECASE) for why, pattern in FORBIDDEN.items()}

LISTED = re.compile(
    r"(?:Next milestone|Milestone|Your weeks|Your newest evidence|You can choose):|Welcome back\.|\d+\.$"
)
"""How a line begins that is a label with a list, a name or a greeting, and no sentence."""
_QUOTED = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands where quoted words were: a sentence around them can't be judged alone."""

NO_LABEL = re.compile(
    r"(ok(ay)?|yes|no|submit|cancel|continue|confirm|accept|dismiss|got it)\W*", re.IGNORECASE
)
"""Buttons say what they do and where; which ones there are stands in the snapshots of tests/views."""


def faults(screen: Surface, quoted: Collection[str] = ()) -> list[str]:
    """What is wrong with the words of a screen, one line each; empty when it may be sent."""
    blocks = screen.blocks if isinstance(screen, Screen) else screen["blocks"]
    found = [fault for text in sentences_of(blocks) for fault in _text_faults(without(text, quoted))]
    if isinstance(screen, Screen):
        found += _first_line_faults(unescape(screen.text).splitlines()[0])
    return found + [
        f"a button that doesn't say what it does: {label}"
        for label in _labels(screen)
        if NO_LABEL.fullmatch(label)
    ]


def texts_of(playbook: Playbook) -> set[str]:
    """Every text of a playbook, to be left out as quoted; single words are ids and labels, and stay in."""
    return {text for text in _strings(playbook.model_dump()) if " " in text}


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _text_faults(text: str) -> Iterator[str]:
    for why, pattern in _PATTERNS.items():
        if match := pattern.search(text):
            yield f"{why}: {match.group()!r} in {text!r}"
    if not _HOUR_ALONE.fullmatch(text):
        yield from _time_faults(text)
    yield from _prose_faults(text)


def _prose_faults(text: str) -> Iterator[str]:
    """The coach's own sentences have a subject and a verb, and are short and plain."""
    for wrong, instead in term_faults(text):
        yield f"{wrong}, {instead}, in {text!r}"
    for sentence in sentences(text.replace("*", "")):
        if _QUOTED in sentence or LISTED.match(sentence) or len(words(sentence)) < 2:
            continue
        if not has_verb(sentence):
            yield f"no verb, say who does what: {sentence!r}"
        if len(words(sentence)) > LONGEST:
            yield f"over {LONGEST} words, make two sentences of it: {sentence!r}"


def _time_faults(text: str) -> Iterator[str]:
    """A clock time names its place before its sentence ends."""
    for sentence in re.split(r"(?<=[.?])\s|\n", text):
        times = list(_CLOCK.finditer(sentence))
        if times and not _PLACE.search(sentence, times[-1].end()):
            yield f"a time without a place: {sentence!r}"


def _first_line_faults(line: str) -> Iterator[str]:
    if len(line) > FIRST_LINE:
        yield f"a first line of {len(line)} characters: {line!r}"


def without(text: str, quoted: Collection[str], stand_in: str = _QUOTED) -> str:
    folded = text.casefold()
    for said, said_folded in _longest_first(frozenset(quoted)):
        if said_folded in folded:
            text = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", stand_in, text, flags=re.IGNORECASE)
            folded = text.casefold()
    return text


@lru_cache(maxsize=16)
def _longest_first(quoted: frozenset[str]) -> list[tuple[str, str]]:
    """Thousands of texts of a playbook are looked for in each line of each screen: they are sorted once."""
    return [(said, said.casefold()) for said in sorted(filter(None, quoted), key=len, reverse=True)]


def sentences_of(value: Any) -> Iterator[str]:
    """Every text object's text, except in rich_text blocks and in what a member has typed into a field."""
    if isinstance(value, list):
        for each in value:
            yield from sentences_of(each)
    elif isinstance(value, dict) and value.get("type") in {"plain_text", "mrkdwn"}:
        yield unescape(value["text"])
    elif isinstance(value, dict) and value.get("type") != "rich_text":
        yield from sentences_of(list(value.values()))


def _labels(screen: Surface) -> Iterator[str]:
    blocks = screen.blocks if isinstance(screen, Screen) else screen["blocks"]
    elements = [e for block in blocks for e in (block.get("elements") or [block.get("accessory")])]
    yield from (e["text"]["text"] for e in elements if e and e.get("type") == "button")
    if not isinstance(screen, Screen):
        yield from (screen[key]["text"] for key in ("submit", "close") if key in screen)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
