"""A mini-PRD: whose problem, how we know, what it will not do, from where to where, and what comes first."""

from bot.domain.feedback.cues import Seen, search
from bot.domain.feedback.prd_cues import CUES, EVIDENCE, NOT_INSIDE, NOT_SENTENCE, TARGET_IN_WORDS, WANTS
from bot.domain.feedback.text import Text

CODES = (
    "solution_as_problem",
    "no_user",
    "no_non_goals",
    "metric_no_baseline",
    "metric_no_target",
    "scope_without_cut",
    "no_evidence",
)


def see(text: Text) -> Seen:
    """Return the cues of a mini-PRD."""
    seen = search(text, CUES)
    whole = (0, len(text.raw))
    for name in CUES:
        if not seen.has(name):
            seen.note(f"not:{name}", whole)
    for limit in (20, 35, 60, 100):
        if text.words < limit:
            seen.note(f"shape:under{limit}", whole)
    opening = text.sentences[:3]
    if opening:
        start, end = opening[0][0], opening[-1][1]
        if CUES["solution_problem"].search(text.low, start, end):
            seen.note("opening:lacks", (start, end))
        if not CUES["harm"].search(text.low, start, end):
            seen.note("opening:no_harm", (start, end))
        if CUES["tech_noun"].search(text.low, start, end):
            seen.note("opening:tech", (start, end))
    _note_sentences(seen, text)
    combined = {
        "both:no_not": not seen.has("said:not", "said:not_inside"),
        "both:no_ev": not seen.has("said:evidence"),
        "both:no_counted": not seen.has("said:counted"),
        "both:no_goal_number": not seen.has("said:target", "said:from_to"),
        "both:vague_goal": seen.has("said:vague") and not seen.has("said:target", "said:from_to"),
        "both:no_start": not seen.has("said:from_to") and not seen.has("baseline"),
        "both:target_no_from": seen.has("said:target") and not seen.has("said:from_to"),
        "both:no_cut_strong": not seen.has("cut_strong"),
        "both:long_uncut": seen.has("said:long_list") and not seen.has("cut_strong"),
        "both:users_generic": seen.has("generic_user") and seen.times("role") < 1,
        "both:lacks_no_harm": seen.has("opening:lacks") and seen.has("opening:no_harm"),
        "both:lacks_tech": seen.has("opening:lacks") and seen.has("opening:tech"),
        "both:generic_only": seen.has("generic_user") and not seen.has("role"),
        "both:vague_no_target": seen.has("vague_target") and not seen.has("target", "from_to"),
        "both:no_from_to": not seen.has("from_to"),
        "both:unmeasured": seen.has("no_baseline_said"),
        "both:few_numbers": seen.times("number") < 2,
        "both:three_numbers": seen.times("number") > 2,
        "both:many_uncut": seen.has("list_many") and not seen.has("cut"),
        "both:weak_only": seen.has("weak_evidence") and not seen.has("evidence"),
    }
    for name, holds in combined.items():
        if holds:
            seen.note(name, whole)
    return seen


def _note_sentences(seen: Seen, text: Text) -> None:
    """Note what each sentence is for: a limit, a goal with its numbers, an observation."""
    for start, end in text.sentences:
        goal = WANTS.search(text.low, start, end) is not None
        numbers = CUES["number"].search(text.low, start, end) is not None
        if NOT_SENTENCE.match(text.low, start, end):
            seen.note("said:not", (start, end))
        elif NOT_INSIDE.search(text.low, start, end):
            seen.note("said:not_inside", (start, end))
        if CUES["from_to"].search(text.low, start, end):
            seen.note("said:from_to", (start, end))
        elif goal and (numbers or TARGET_IN_WORDS.search(text.low, start, end)):
            seen.note("said:target", (start, end))
        if goal and CUES["brought_down"].search(text.low, start, end):
            seen.note("said:vague", (start, end))
        if EVIDENCE.search(text.low, start, end) and not (goal and numbers):
            seen.note("said:evidence", (start, end))
            if numbers:
                seen.note("said:counted", (start, end))
        if text.low.count(",", start, end) >= 4:
            seen.note("said:long_list", (start, end))


def judge(seen: Seen) -> set[str]:
    """Return the codes by rules alone."""
    checks = {
        "solution_as_problem": seen.has("both:lacks_no_harm"),
        "no_user": not seen.has("role"),
        "no_non_goals": seen.has("both:no_not"),
        "metric_no_baseline": seen.has("no_baseline_said") or not seen.has("number"),
        "metric_no_target": seen.has("both:vague_goal") or not seen.has("target", "from_to"),
        "scope_without_cut": seen.has("both:no_cut_strong"),
        "no_evidence": seen.has("both:no_ev"),
    }
    return {code for code, holds in checks.items() if holds}
