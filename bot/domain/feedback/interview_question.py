"""One turn in a discovery interview: does it ask about the person's own past, openly, one thing at a time?"""

from bot.domain.feedback.cues import Seen, search
from bot.domain.feedback.interview_asks import Ask, asks
from bot.domain.feedback.interview_cues import CUES
from bot.domain.feedback.text import Text

CODES = ("leading", "hypothetical", "about_idea", "closed", "fishing_for_praise", "multiple")


def see(text: Text) -> Seen:
    """Return the cues of a turn, those of its form included."""
    seen = search(text, CUES)
    asked = asks(text)
    _note_form(seen, asked)
    _note_words(seen, text)
    return seen


def _note_form(seen: Seen, asked: list[Ask]) -> None:
    """Note how many asks there are, and of which form."""
    opens = [ask for ask in asked if ask.is_open]
    closes = [ask for ask in asked if ask.is_closed]
    if opens:
        seen.note("form:open", opens[0].span)
    if closes:
        seen.note("form:closed", closes[-1].span)
    if closes and not opens:
        seen.note("form:only_closed", closes[-1].span)
    if not asked:
        seen.note("form:no_ask", (0, len(seen.text.raw)))
    parts = sum(ask.parts for ask in asked)
    for least in (2, 3, 4):
        if parts >= least:
            seen.note(f"form:parts{least}", asked[-1].span)
        if len(asked) >= least:
            seen.note(f"form:asks{least}", asked[-1].span)
    if "?" not in seen.text.raw:
        seen.note("form:no_mark", (0, len(seen.text.raw)))


def _note_words(seen: Seen, text: Text) -> None:
    """Note combinations that mean more than their parts."""
    both = {
        "both:would_impolite": seen.has("would_you", "if_would", "imagine")
        and not seen.has("polite_would", "past_would"),
        "both:bad_unquoted": seen.has("bad") and not seen.has("quoted"),
        "both:why_bad": seen.has("why", "how_adj") and seen.has("bad", "how_adj") and not seen.has("quoted"),
        "both:like_ours": seen.has("like_ask") and seen.has("ours", "artefact"),
        "both:build_solution": seen.has("we_build", "imagine", "if_would", "would_you")
        and seen.has("solution"),
        "both:opinion_ours": seen.has("opinion", "like_ask") and seen.has("our_thing", "artefact"),
        "both:past_ours": seen.has("ours") and seen.has("last"),
        "both:presume_closed": seen.has("presume", "negated") and seen.has("form:only_closed"),
        "both:states_no_ask": seen.has("so_states", "presume")
        and seen.has("form:no_ask", "form:only_closed"),
        "both:states_cause": seen.has("so_states", "presume") and seen.has("cause"),
        "both:bad_super_unquoted": seen.has("bad_super") and not seen.has("quoted"),
        "both:gain_unquoted": seen.has("gain_verb", "glad")
        and not seen.has("quoted", "if_would", "would_you"),
        "both:hearsay_bad": seen.has("hearsay") and seen.has("bad"),
        "both:parts_no_story": seen.has("form:parts3") and not seen.has("last", "quoted"),
        "both:parts_multi": seen.has("form:parts2") and seen.has("multi"),
        "both:future_unpast": seen.has("future") and not seen.has("last"),
    }
    for name, holds in both.items():
        if holds:
            seen.note(name, (0, len(text.raw)))


def judge(seen: Seen) -> set[str]:
    """Return the codes by rules alone."""
    codes = set()
    if seen.has("tag", "both:hearsay_bad", "glad") or seen.has("both:presume_closed"):
        codes.add("leading")
    if seen.has("both:would_impolite"):
        codes.add("hypothetical")
    if seen.has("both:opinion_ours") or (seen.has("we_build") and not seen.has("last")):
        codes.add("about_idea")
    if seen.has("form:only_closed") and not seen.has("form:open"):
        codes.add("closed")
    if seen.has("both:like_ours") or (seen.has("pity") and seen.has("like")):
        codes.add("fishing_for_praise")
    if seen.has("form:parts4", "both:parts_multi"):
        codes.add("multiple")
    return codes
