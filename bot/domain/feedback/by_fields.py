"""Kinds whose fields say what they are: a comparison, a cut, a design, a course, an AI policy, failures.

A finding needs two things: words that show the slip, and none that would excuse it. Everything else is let
pass. A strength is a field that holds what few people write down.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from bot.domain.feedback.finding import Feedback, Finding, Strength
from bot.domain.feedback.later import later
from bot.domain.feedback.text import Text
from bot.domain.feedback.wording import SAID

MOST_READ = 12_000
"""Characters of a field."""
_Fields = Mapping[str, str]


def give(kind: str, fields: _Fields) -> Feedback | None:
    """Return the feedback on a piece of one of these kinds; None where nothing in it can be judged."""
    read = {name: text.strip()[:MOST_READ] for name, text in fields.items()}
    findings = tuple(
        _finding(code, words) for code, slips in SLIPS.get(kind, {}).items() if (words := slips(read))
    )
    spoilt = {SPOILS.get(found.code) for found in findings}
    strengths = tuple(_strengths(kind, read, spoilt))
    return Feedback(findings, strengths) if findings or strengths else None


def _finding(code: str, words: str) -> Finding:
    return Finding(code, words, 0, len(words), *SAID[code])


# Slips. Each returns the member's words that show it, or "".

_ITEM = later(r"\s*(?:[,;.&+]|\band\b)\s*")
_TAIL = later(
    r",? ?\b(?:until (?:later|v2|after the \w{2,20})|for (?:now|the first release|v1)|at first|this time|"
    r"in the first version|(?:so that we|in order to|to) (?:make|keep|hold|meet) [^,;.]{0,60})|"
    r"\band fix (?:the )?(?:bugs?|it|things) later\b[^,;.]{0,40}"
)
"""When, and for which date or list. What may excuse it, such as a "because", is left to stand."""
_CARE = later(
    r"(?:we (?:skip|cut|drop|leave out) )?(?:the |all |our |any |no )?"
    r"(?:(?:unit|automated|load|integration|regression) tests?|tests|testing|test coverage|code reviews?|"
    r"security reviews?|reviews of code|qa|error handling|monitoring|alerts|documentation|the docs)"
)


def _cuts_care(fields: _Fields) -> str:
    """The care goes, and the scope stays: all that was cut is care."""
    cut = fields.get("cut", "")
    items = [item for item in _ITEM.split(_TAIL.sub("", Text(cut).low).strip()) if item]
    return cut if items and all(map(_CARE.fullmatch, items)) else ""


_THEY = r"(?:the |our |any )?(?:users?|customers?|people|visitors?|they|nobody|no one)"
_MISSED = r"(?:needs?|will miss|misses|will notice|would notice|notices)"
_NOTHING = later(
    rf"\W*(?:nothing(?: at all| important)?|none|no loss|no ?body|no one|n/a)"
    rf"(?: for {_THEY}| loses anything| is affected| (?:really )?{_MISSED}(?: it| this| that)?)?"
    rf"(?:[,;.:] *{_THEY} (?:won't notice|will not notice|don't notice|will notice|hardly notice)(?: it)?|"
    r"[,;.:] *(?:it is|it's|that is) (?:just|only) an? (?:small|little|minor) \w{2,20})?\W*"
)


def _nothing_lost(fields: _Fields) -> str:
    loses = fields.get("loses", "")
    return loses if loses and _NOTHING.fullmatch(Text(loses).low) else ""


_PAPER = r"(?:certificates?|certified|certification|diploma|badge)"
_PAPER_AS_GAP = later(
    rf"\W*(?:i (?:need|want)|getting|to (?:get|be)|my (?:profile|cv) needs)(?: \w+){{0,2}} {_PAPER}\b|"
    rf"\W*(?:a |the )?{_PAPER} (?:on|for|in) my (?:profile|cv)\b|"
    rf"\W*i (?:don't have|have no|lack|am missing)(?: yet)?(?: an?| any|"
    rf" the)?(?: \w+)? (?:{_PAPER}|qualification)\b|"
    rf"\W*recruiters (?:ask|look) for an? {_PAPER}\b"
)
_PAPER_AS_REASON = later(
    rf"\b(?:because (?:it|there)(?: \w+){{1,3}}|i want|(?:which|that) ends (?:with|in))(?: an?| the)? "
    rf"{_PAPER}\b|\b(?:because|since) (?:the {_PAPER} is|you get an? {_PAPER})\b"
)
_NOT_FOR_PAPER = later(
    rf"\b(?:no|not|without|only|rejected|refused|though|although|instead of|than)\b[^.;]{{0,80}}\b{_PAPER}"
)
_OWN_WORK = later(r"\b(?:my (?:pages?|no's|interviews?|work|own)|i (?:lose|explain|never|can't|guess))\b")


def _certificate_aim(fields: _Fields) -> str:
    """The paper is what it is for."""
    together = Text("\n".join(fields.values())).low
    if _OWN_WORK.search(together) or _NOT_FOR_PAPER.search(together) or fields.get("used"):
        return ""
    gap, step = fields.get("gap", ""), fields.get("step", "")
    if _PAPER_AS_GAP.match(Text(gap).low):
        return gap
    return _sentence(Text(step), _PAPER_AS_REASON)


def _sentence(text: Text, wanted: re.Pattern[str]) -> str:
    """Return the first sentence with words like these; "" where there is none."""
    return next(
        (text.raw[start:end] for start, end in text.sentences if wanted.search(text.low, start, end)), ""
    )


SLIPS: Mapping[str, Mapping[str, Callable[[_Fields], str]]] = {
    "scope-decision": {"cuts_care": _cuts_care, "nothing_lost": _nothing_lost},
    "course": {"certificate_aim": _certificate_aim},
}
"""The codes of each kind, with what finds them."""


# Strengths: those first that are the rarest in such pieces.


class _Good(NamedTuple):
    code: str
    field: str
    why: str
    wanted: str = ""
    """A pattern of what the field must hold; without one, a few words are enough."""


_FEW = 3
"""Words."""
_WHOLE = 140
"""Characters of a field that is quoted in full: a sentence may end inside somebody's words."""
_GOOD: Mapping[str, tuple[_Good, ...]] = {
    "competitive-analysis": (
        _Good(
            "not_software",
            "alternatives",
            "One alternative isn't software, and that is your real rival.",
            r"\b(?:paper|phones?|colleagues?|whiteboard|notebook|nothing|by hand|post-its?|sticky)\b",
        ),
        _Good("tried_it", "tried", "You tried this yourself."),
        _Good("changes_it", "changes", "Your comparison changes a decision, as a good comparison does."),
        _Good(
            "choice",
            "so-what",
            "You say what you take and what you leave, so it ends in a choice.",
            r"\b(?:we|i) (?:copy|refuse|stop|drop|take|keep|leave|won't)\b|\b(?:copy|refuse|differ)\b",
        ),
    ),
    "scope-decision": (
        _Good("revives_it", "revives", "You say when the cut part returns, so nobody has to argue."),
        _Good("told_them", "told", "You told people about the cut yourself, so they needn't find out."),
        _Good("loss_named", "loses", "You say what the user loses. Few people write that down."),
        _Good("own_cut", "cut", "You cut something of your own.", r"\bmy own\b"),
    ),
    "design-presentation": (
        _Good("heard_before", "heard", "You asked people before the meeting, so nobody was surprised."),
        _Good("answered", "decided", "You wrote down what was decided, so nobody has to remember it."),
        _Good(
            "one_question",
            "asked",
            "Your reader can answer this question with one word.",
            r"\bwhether\b|\byes or (?:an? )?no\b|\?",
        ),
    ),
    "course": (
        _Good("taught_it", "taught", "Another person uses what you learnt."),
        _Good("used_it", "used", "You used the lesson in your real work, and that is what counts."),
        _Good(
            "left_it",
            "step",
            "You say what you didn't take, and that makes it a choice.",
            r"\b(?:reject\w*|turned down|declined|instead of|won't take|ditched|"
            r"gave (?:it|the course) up)\b",
        ),
        _Good("gap_named", "gap", "You say what you want to learn, so you can check later if you learnt it."),
    ),
    "failure-review": (
        _Good("nobody_predicted", "surprise", "You found a failure that nobody had predicted."),
        _Good(
            "stop_rule",
            "rules",
            "You say at which number to stop, so nobody has to decide it in a hurry.",
            r"\d|\b(?:two|three|five|ten)\b",
        ),
        _Good("decides", "decision", "You end with a decision about the product, and not with a list."),
        _Good(
            "counted",
            "counts",
            "Each failure has its number, so you know which to take first.",
            r"(?:^|[\n.;] ?)(?!\d+ (?:pass|right|fine|ok))\d{1,4} [a-z][^\n.;]{3,120}[\n;.] ?\d{1,4} [a-z]|"
            r"(?:^|\n)[^\n;.:]{3,80}; ?\d{1,4}\b[^\n]*\n[^\n;.:]{3,80}; ?\d{1,4}\b",
        ),
    ),
    "ai-policy": (
        _Good("untested_said", "untested", "You say what isn't tested yet, so readers know what to trust."),
        _Good("corrected_by", "corrected", "You let another person correct it, so it is theirs too."),
        _Good("floor_set", "floor", "You say what must not get worse, so people see what the gain costs."),
        _Good(
            "never_does",
            "rules",
            "You say what the AI never does, so people know where they are safe.",
            r"\bnever\b|\bmust not\b|\bsends nothing\b",
        ),
    ),
}
KINDS: Mapping[str, tuple[str, ...]] = {kind: tuple(SLIPS.get(kind, ())) for kind in _GOOD}
"""The kinds that are judged here, with their codes."""
SPOILS: Mapping[str, str] = {
    "nothing_lost": "loss_named",
    "certificate_aim": "gap_named",
}
"""The strength that a finding says the opposite of."""
_EMPTY = later(r"\W*(?:nothing|none|nobody|no one|not yet|n/a|tbd)\b")


def _strengths(kind: str, fields: _Fields, spoilt: set[str | None]) -> Iterator[Strength]:
    for good in _GOOD.get(kind, ()):
        text = Text(fields.get(good.field, ""))
        if good.code in spoilt or text.words < _FEW or _EMPTY.match(text.low):
            continue
        wanted = re.compile(good.wanted)
        if hit := wanted.search(text.low):
            start, end = text.sentence_at(hit.start()) if len(text.raw) > _WHOLE else (0, len(text.raw))
            yield Strength(text.raw[start:end], start, end, good.why, good.code)
