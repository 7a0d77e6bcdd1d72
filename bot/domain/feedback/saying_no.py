"""A no to somebody: heard as a no, with a reason, something instead, and what would reopen it."""

import re

from bot.domain.feedback.cues import Seen, search
from bot.domain.feedback.no_cues import (
    CONDITION,
    CUES,
    NAMED_CONDITION,
    OFFER_INSIDE,
    OFFER_VERBS,
    REVIEW,
    SMALL_TALK,
    TIME,
    US,
)
from bot.domain.feedback.text import Span, Text

CODES = ("no_reason", "no_alternative", "no_date", "apology_padding", "not_really_a_no")


def see(text: Text) -> Seen:
    """Return the cues of a refusal."""
    seen = search(text, CUES)
    whole = (0, len(text.raw))
    _note_sentences(seen, text)
    _note_unread(seen, text)
    for name in (
        "because_word",
        "authority",
        "cost_of_yes",
        "tried",
        "explicit_alt",
        "said:review",
        "said:condition",
        "said:offer",
        "because",
        "offer",
        "when",
        "cond",
        "final",
        "no",
        "no_strong",
        "number",
        "maybe",
    ):
        if not seen.has(name):
            seen.note(f"not:{name}", whole)
    for limit in (8, 15, 25, 40, 70):
        if text.words < limit:
            seen.note(f"shape:under{limit}", whole)
    if not seen.has("said:review", "said:condition", "final"):
        seen.note("both:no_review", whole)
    if not seen.has("said:offer", "explicit_alt"):
        seen.note("both:no_alt", whole)
    if not seen.has("because_word", "authority", "cost_of_yes", "tried", "said:ground"):
        seen.note("both:no_because", whole)
        if seen.has("busy"):
            seen.note("both:only_busy", seen.first["busy"])
    if not seen.has("when", "cond", "final"):
        seen.note("both:no_time", whole)
    if not seen.has("because", "number"):
        seen.note("both:no_ground", whole)
    if seen.has("bare") and not seen.has("number"):
        seen.note("both:bare_only", seen.first["bare"])
    if seen.has("maybe") and not seen.has("no_strong"):
        seen.note("both:soft", seen.first["maybe"])
    if not seen.has("offer") or (seen.has("offer_chat") and seen.times("offer") < 2):
        seen.note("both:no_offer", whole)
    sorrows = seen.times("sorry")
    for least in (2, 3):
        if sorrows >= least:
            seen.note(f"sorry:{least}", seen.first["sorry"])
    return seen


def _note_sentences(seen: Seen, text: Text) -> None:
    """Note what each sentence is for: a review, a condition, an offer, a ground."""
    for start, end in text.sentences:
        if REVIEW.search(text.low, start, end) and TIME.search(text.low, start, end):
            seen.note("said:review", (start, end))
        named = NAMED_CONDITION.search(text.low, start, end)
        if named or (CONDITION.search(text.low, start, end) and US.search(text.low, start, end)):
            seen.note("said:condition", (start, end))
        ways = (CUES["explicit_alt"], OFFER_INSIDE)
        if OFFER_VERBS.match(text.low, start, end) or any(way.search(text.low, start, end) for way in ways):
            seen.note("said:offer", (start, end))
        elif CUES["number"].search(text.low, start, end) and not TIME.search(text.low, start, end):
            seen.note("said:ground", (start, end))


_REFUSES = ("no", "no_strong", "bare", "busy", "thanks", "sorry", "maybe", "offer_chat")
_GROUNDS = ("because_word", "authority", "cost_of_yes", "tried")
_OWN = {"no_reason": "ground", "no_alternative": "offer", "no_date": "review"}
_IF_YOU = re.compile(r"(?:if|should|in case) you")
"""So an offer begins more often than a review does."""
_FEWEST_WORDS = 2
"""One word alone greets, or refuses."""


def _note_unread(seen: Seen, text: Text) -> None:
    """Note what a sentence after the first may be for, where it has no other use: no list has all offers.

    "The brass quartet is free" offers, "the floor was oiled" is a reason, and no word of theirs says so.
    """
    open_ = set(_OWN)
    for span in text.sentences[1:]:
        if not open_:
            return
        if len(text.low[slice(*span)].split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS:
            uses = _uses(text, span)
            for code in [code for code in open_ if not uses - {_OWN[code]}]:
                seen.note(f"unread:{code}", span)
                open_.discard(code)


def _uses(text: Text, span: Span) -> set[str]:
    """Return what a sentence is for, as far as its words give it away."""
    if SMALL_TALK.search(text.low, *span) or any(CUES[cue].search(text.low, *span) for cue in _REFUSES):
        return {"refusal"}
    if _IF_YOU.match(text.low, *span):
        return {"offer"}
    uses = set()
    if any(CUES[cue].search(text.low, *span) for cue in _GROUNDS):
        uses.add("ground")
    offers = (CUES["explicit_alt"], OFFER_INSIDE, CUES["offer"])
    if OFFER_VERBS.match(text.low, *span) or any(offer.search(text.low, *span) for offer in offers):
        uses.add("offer")
    if (
        (REVIEW.search(text.low, *span) and TIME.search(text.low, *span))
        or NAMED_CONDITION.search(text.low, *span)
        or (CONDITION.search(text.low, *span) and US.search(text.low, *span))
        or CUES["final"].search(text.low, *span)
    ):
        uses.add("review")
    return uses


def reopens(text: Text) -> bool:
    """Return whether a note on a refusal says when or by what the answer could change, or that it can't."""
    return see(text).has("said:review", "said:condition", "final")


def judge(seen: Seen) -> set[str]:
    """Return the codes by rules alone."""
    checks = {
        "no_reason": seen.has("both:no_because") and not seen.has("unread:no_reason"),
        "no_alternative": not seen.has("unread:no_alternative"),
        "no_date": not seen.has("unread:no_date"),
        "apology_padding": seen.has("sorry:2"),
        "not_really_a_no": seen.has("both:soft"),
    }
    return {code for code, holds in checks.items() if holds}
