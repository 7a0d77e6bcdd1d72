"""One page for a VP: recommendation first, what is given up, what could go wrong, the ask, in plain words."""

import re
from itertools import islice

from bot.domain.feedback.cues import ENOUGH, Seen, search
from bot.domain.feedback.later import later
from bot.domain.feedback.rarity import acronyms, is_common
from bot.domain.feedback.text import Span, Text
from bot.domain.feedback.vp_cues import CUES, PLAN, REC, VERBS
from bot.domain.feedback.weighing import WANTS_NOTHING

CODES = (
    "too_long",
    "buried_recommendation",
    "no_recommendation",
    "no_tradeoffs",
    "no_risk",
    "no_ask",
    "jargon",
    "metric_without_meaning",
    "hedging",
)
MOST_WORDS = 300
_SHARED = frozenset({"hedge", "loss", "risk", "tech"})
"""Cues whose share of the text counts."""
_GREETING = later(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|"
    r"respected|ladies|madam|sir|to:|from:|date:|"
    r"cc:|kind regards|best|"
    r"regards|thanks|thank you|hope|i hope|as promised|short one|quick one|here is|here's)\b"
)
_IMPERATIVE = later(
    r"[-*#>•\d.) ]{0,6}(?:[\w;' -]{1,40}: ?|please |so,? |yes,? |to be frank |instead,? |then,? |"
    r"[a-z]{1,20}, )"
    r"{0,2}(?:" + VERBS + r")(?!\w)"
)
_FIRM = later(
    r"(?<!\w)(?:recommend|propos|suggest|should(?! (?:the|it|this|that|they|a|an|any|one|you|i|there|no|fall|"
    r"rise|drop|arrive|cost|work|be (?:done|ready|able|enough|fine|live|back|finished|over|possible))\b)|"
    r"my advice|is (?:therefore )?advised|we want to (?!be|have|know|see|learn|understand|hear)|"
    r"i'd (?!like to (?:see|know|hear|understand))|"
    r"i would (?!like to (?:see|know|hear|understand))|we'd like|i want to|let's|my view)"
)
_OTHERS = later(
    r"\b(?:they|he|she|who|which|consultants?|committee|council|board|finance|sales|legal|vendor|supplier|"
    r"auditors?|customers?|users?|dr\.? \w{1,20}|mrs?\.? \w{1,20}) (?:\w{1,12} )?"
    r"(?:recommend|propos|suggest)|(?:recommend|propos|suggest)(?:ed|ion) (?:by|from|of) (?!me|us)"
)
"""Somebody else's recommendation."""
_HEADS = later(r"[#*>\-\s\d.]{0,12}")
_ADDRESS = later(r"^[*\s]{0,4}(?:to|from|cc|date)[*]{0,2}:[^\n]{1,100}\n", re.MULTILINE)
"""A line of a letter's head; its length and its full stops prove nothing."""
_TITLE = later(
    r"\s{0,4}[#*]{0,3} ?(?:subject: ?|re: ?)?(?:[^\n]{0,60}(?<!\w)from [^\n]{1,60} to |"
    r"\w{2,20}ing )[^\n]{1,120}[^\n.?!]\n"
)
"""A title that names a change: "Moving ...", "from ... to ..."."""
_RARE = later(r"(?<![\w'.-])[a-z]{5,24}(?![\w'])")


_FACT = re.compile(
    r"\b(?:was|were|had|went|came|\w{3,20}ed|ran|brought|sold|took|lost|stood|last|since|now|today|"
    r"at present|already|saves?|pays? for (?:it|them)sel\w{1,4}|benefit)\b"
)
"""With a number: what was, or what it brings."""
_UNSAID = re.compile(
    r"\b(?:not|no|nobody|none|never|without|but|only|too|yet|still|though|although|however|except|nor|neither|"
    r"hardly|would|should|might|could|may)\b|n't\b|'d\b"
)
"""Closed classes of words that say no, turn a sentence or leave it open: a loss or a risk has one of them."""
_SPEAKS_TO = re.compile(
    r"\b(?:you|your|yours|u|ur|please|pls|kindly|ask|asked|need|needed|request\w{0,3}|sign\w{0,4}|approv\w{1,4}|"
    r"ok|okay|yes)\b|\?"
)
"""Who asks speaks to somebody."""
_USED = {"no_tradeoffs": "loss", "no_risk": "risk"}
_FEWEST_WORDS = 3

_MOST_HEADS = 4


def see(text: Text) -> Seen:
    """Return the cues of a page, and where its recommendation stands."""
    seen = search(text, CUES, _SHARED)
    _note_place(seen, text)
    _note_unread(seen, text)
    _note_hard_words(seen, text)
    _note_shape(seen, text)
    return seen


def _body(text: Text) -> list[Span]:
    """Return the sentences without greetings."""
    heads = [hit.span() for hit in _ADDRESS.finditer(text.low)]
    return [
        span
        for span in text.sentences
        if not _greets(text, span) and not any(start <= span[0] < end for start, end in heads[:_MOST_HEADS])
    ]


def _greets(text: Text, span: Span) -> bool:
    """Say whether a sentence only greets: a short one that opens as letters do."""
    heads = _HEADS.match(text.low, span[0])
    return span[1] - span[0] < 45 and heads is not None and _GREETING.match(text.low, heads.end()) is not None


def _note_place(seen: Seen, text: Text) -> None:
    """Note where a recommendation is worded, and where an order is given."""
    body = _body(text)
    for index, (start, end) in enumerate(body):
        place = "early" if index < 2 else "mid" if index < 4 else "late"
        known = seen.is_full(f"rec:{place}") and seen.is_full("rec:firm")
        if (
            not known
            and REC.search(text.low, start, end)
            and not CUES["rec_reading"].search(text.low, start, end)
        ):
            seen.note(f"rec:{place}", (start, end))
            if index > 1 and _FIRM.search(text.low, start, end) and not _OTHERS.search(text.low, start, end):
                seen.note("rec:firm", (start, end))
        if index < 2 and PLAN.search(text.low, start, end):
            seen.note("plan:early", (start, end))
        if not seen.is_full(f"order:{place}") and _IMPERATIVE.match(text.low, start, end):
            seen.note(f"order:{place}", (start, end))
    if body and _TITLE.match(text.low):
        seen.note("order:early", body[0])
    if body and not seen.has("rec:early", "order:early"):
        seen.note("rec:not_early", body[0])
        if seen.has("rec:mid", "rec:late"):
            seen.note("rec:only_later", seen.first.get("rec:mid") or seen.first["rec:late"])
        else:
            seen.note("rec:nowhere", body[0])


def _note_unread(seen: Seen, text: Text) -> None:
    """Note which loss or risk a sentence may tell of that has no other use, and whether anybody is asked.

    No list has all ways to say it: "the fire marshal has not said his word" is a risk.
    """
    body = _body(text)
    for span in body:
        if _SPEAKS_TO.search(text.low, *span) and not CUES["vague_ask"].search(text.low, *span):
            seen.note("addressed", span)
            break
    for code, use in _USED.items():
        if not seen.has(use) or (use == "risk" and seen.has("no_risk_said")):
            _note_unread_of(seen, text, body, code, {"ask", "loss", "risk"} - {use})


def _note_unread_of(seen: Seen, text: Text, body: list[Span], code: str, other: set[str]) -> None:
    """Note what may tell of one thing, until nothing asks for more of it."""
    for index, span in enumerate(body):
        if seen.times(f"unread:{code}") > 1 and seen.has(f"unsaid:{code}"):
            return
        if len(text.low[slice(*span)].split(maxsplit=_FEWEST_WORDS)) < _FEWEST_WORDS:
            continue
        if any(seen.has(use) and CUES[use].search(text.low, *span) for use in other):
            continue
        unsaid = _UNSAID.search(text.low, *span) is not None
        if not unsaid and _NUMERAL.search(text.low, *span) and _FACT.search(text.low, *span):
            continue
        if unsaid:
            seen.note(f"unsaid:{code}", span)
        if index and not _recommends(text, span, early=index < 2):
            seen.note(f"unread:{code}", span)


_NUMERAL = re.compile(r"\d")


def _recommends(text: Text, span: Span, *, early: bool) -> bool:
    """Say whether a sentence recommends, plans early on, or gives an order."""
    return (
        REC.search(text.low, *span) is not None
        or (early and PLAN.search(text.low, *span) is not None)
        or _IMPERATIVE.match(text.low, *span) is not None
    )


def _note_hard_words(seen: Seen, text: Text) -> None:
    """Note acronyms and rare words; a name has a capital, so it isn't one."""
    for hit in acronyms(text.raw):
        seen.note("acronym", hit.span())
    rare = (hit for hit in _RARE.finditer(text.raw) if not is_common(hit[0]))
    for hit in islice(rare, ENOUGH):
        seen.note("rare", hit.span())
    if seen.times("tech") and not seen.has("gloss"):
        seen.note("tech:unexplained", seen.first["tech"])


def _note_shape(seen: Seen, text: Text) -> None:
    """Note the length, and how much of it hedges, loses or risks."""
    if text.words > MOST_WORDS:
        seen.note("shape:too_long", (0, len(text.raw)))
    for limit in (15, 30, 60, 100):
        if text.words < limit:
            seen.note(f"shape:under{limit}", (0, len(text.raw)))
    for name in sorted(_SHARED):
        share = seen.times(name) / max(text.words, 1)
        for limit in (2, 4, 6, 8, 12):
            if share * 100 >= limit:
                seen.note(f"share:{name}:{limit}", seen.first[name])
    for name in ("loss", "loss_strong", "risk", "risk_strong", "ask", "ask_strong", "rec"):
        if not seen.has(name):
            seen.note(f"not:{name}", (0, len(text.raw)))
    if seen.has("vague_ask") and not seen.has("ask_strong"):
        seen.note("both:vague_only", seen.first["vague_ask"])
    for hit in CUES["metric"].finditer(text.low):
        start, end = text.sentence_at(hit.start())
        if not CUES["effect"].search(text.low, start, end):
            seen.note("metric:bare", (start, end))
    if seen.has("metric:bare") and not seen.has("gloss"):
        seen.note("both:bare_no_gloss", seen.first["metric:bare"])


def _is_read(code: str, seen: Seen) -> bool:
    """Say whether at most one sentence may tell of it, and that one has no word that says no or turns."""
    return seen.times(f"unread:{code}") <= (not seen.has(f"unsaid:{code}"))


def judge(seen: Seen) -> set[str]:
    """Return the codes by rules alone, and whether the page wants nothing."""
    codes: set[str] = set()
    asks_nothing = seen.has("not:ask") and not seen.has("addressed")
    reports = seen.has("rec:nowhere") and asks_nothing
    checks = {
        "too_long": seen.has("shape:too_long"),
        "buried_recommendation": seen.has("rec:only_later")
        and seen.has("rec:firm")
        and not seen.has("plan:early"),
        "no_recommendation": seen.has("rec:nowhere") and (asks_nothing or seen.has("no_pick")),
        "no_tradeoffs": seen.has("not:loss") and (reports or _is_read("no_tradeoffs", seen)),
        "no_risk": seen.has("not:risk", "no_risk_said") and (reports or _is_read("no_risk", seen)),
        "no_ask": asks_nothing,
        "jargon": seen.times("tech") + seen.times("acronym") > 1 and not seen.has("gloss"),
        "metric_without_meaning": seen.has("metric:bare"),
        "hedging": seen.has("share:hedge:8"),
        WANTS_NOTHING: seen.has("rec:nowhere") and seen.has("not:ask") and not seen.has("plan:early"),
    }
    codes.update(code for code, holds in checks.items() if holds)
    return codes
