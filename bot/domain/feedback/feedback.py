"""Feedback on one piece of work: every code that applies, with its words, and what to keep.

Pure: the same piece always gets the same answer; there is no clock, no network and no model behind it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import ModuleType

from bot.domain.feedback import (
    decision_log,
    interview_question,
    mini_prd,
    prioritisation,
    rationale,
    saying_no,
    vp_summary,
    wording,
)
from bot.domain.feedback.cues import Seen
from bot.domain.feedback.finding import Feedback, Finding, Strength
from bot.domain.feedback.log_cues import PARTS
from bot.domain.feedback.prioritisation import Table
from bot.domain.feedback.text import Span, Text
from bot.domain.feedback.weighing import decide, weigh

JUDGED: Mapping[str, ModuleType] = {
    "interview_question": interview_question,
    "vp_summary": vp_summary,
    "mini_prd": mini_prd,
    "saying_no": saying_no,
    "decision_log": decision_log,
}
PRIORITISATION = "prioritisation"
KINDS = (*JUDGED, PRIORITISATION)

WHERE: Mapping[str, tuple[str, ...]] = {
    "leading": ("tag", "negated", "glad", "hearsay", "presume", "bad_super", "bad", "gain_verb", "how_adj"),
    "hypothetical": ("imagine", "if_would", "would_you", "future", "pay"),
    "about_idea": ("we_build", "our_thing", "artefact", "solution", "ours"),
    "closed": ("form:only_closed", "form:closed"),
    "fishing_for_praise": ("like_ask", "pity", "like"),
    "multiple": ("multi", "form:asks2", "form:parts2"),
    "too_long": ("shape:too_long",),
    "buried_recommendation": ("rec:only_later", "rec:mid", "rec:late", "order:mid", "order:late"),
    "jargon": ("tech:unexplained", "tech", "acronym", "rare"),
    "metric_without_meaning": ("metric:bare", "metric", "tech"),
    "hedging": ("hedge",),
    "solution_as_problem": ("opening:lacks", "solution_problem", "opening:tech"),
    "scope_without_cut": ("said:long_list", "scope_head"),
    "apology_padding": ("sorry",),
    "not_really_a_no": ("maybe", "offer_chat"),
    **{f"thin_{part}": (f"thin:{part}", f"loose:{part}") for part in PARTS},
}
"""Which cues show where a finding is, the most telling first."""


PRAISED_FOR_STORIES = frozenset({"interview_question"})
"""Kinds whose praise the suspicion of a slip keeps away: the same words open a story and lead it."""
SUSPECTED = 0.3
"""How sure of a code the weights are where it is suspected; a finding takes more."""


def give(kind: str, content: str) -> Feedback:
    """Return the feedback on a text of one of the judged kinds; ValueError for another kind."""
    if kind not in JUDGED:
        raise ValueError(f"no feedback for {kind!r}; it knows {', '.join(JUDGED)}")
    module, text = JUDGED[kind], Text(content)
    if not any(char.isalnum() for char in content):
        return Feedback()
    seen = module.see(text)
    sure = weigh(kind, text, seen)
    codes = decide(kind, sure, module.judge(seen), module.CODES)
    findings = tuple(_finding(code, seen) for code in _by_use(codes))
    spoils = codes | _suspected(sure) if kind in PRAISED_FOR_STORIES else codes
    return Feedback(findings, tuple(_strengths(kind, text, seen, spoils)))


def _suspected(sure: Mapping[str, float]) -> set[str]:
    """Return the codes that may apply, though the weights are too unsure of them for a finding."""
    return {code for code, known in sure.items() if known >= SUSPECTED}


def give_on_table(table: Table, why: str) -> Feedback:
    """Return the feedback on a prioritisation and its rationale, with all that is computed."""
    text = Text(why)
    against = rationale.contradictions(text, table)
    unbacked = rationale.missing_evidence(text, table)
    findings = [
        Finding("contradiction", why[slice(*found.span)], *found.span, *wording.SAID["contradiction"])
        for found in against[:1]
    ]
    if unbacked:
        findings.append(Finding("missing_evidence", None, None, None, *wording.SAID["missing_evidence"]))
    computed = prioritisation.expect(table)
    computed["missing_evidence"] = unbacked
    computed["contradiction"] = bool(against)
    computed["contradicts"] = [{"option": found.option, "about": found.about} for found in against]
    wrong = [found.span for found in against]
    return Feedback(tuple(findings), tuple(_backed(text, table, wrong)), computed)


def _backed(text: Text, table: Table, wrong: Sequence[Span]) -> Iterator[Strength]:
    """Yield the first sentence that backs a score, and says nothing `wrong`."""
    for span in text.sentences:
        contradicts = any(span[0] <= start < span[1] for start, _ in wrong)
        if rationale.backs(text, table, span) and not contradicts:
            why = "A number is backed by something observed."
            yield Strength(text.raw[slice(*span)], *span, why, "backed")
            return


def _by_use(codes: set[str]) -> list[str]:
    """Return codes, the most useful first."""
    return sorted(codes, key=wording.USEFUL_FIRST.index)


def _where(code: str, seen: Seen) -> Span | None:
    """Return the sentence that a finding is about; None for what is missing."""
    if code in wording.MISSING:
        return None
    span = next((seen.first[cue] for cue in WHERE[code] if cue in seen.first), (0, len(seen.text.raw)))
    if code.startswith("thin_"):
        return span
    if code == "too_long":
        return seen.text.sentences[-1]
    return _sentences(seen.text, span)


def _sentences(text: Text, span: Span) -> Span:
    """Widen a span to the sentence that it begins in."""
    sentence = text.sentence_at(span[0])
    return sentence if sentence[1] > sentence[0] else span


def _finding(code: str, seen: Seen) -> Finding:
    """Return a finding with the words that it is about."""
    span = _where(code, seen)
    if span is None:
        return Finding(code, None, None, None, *wording.SAID[code])
    return Finding(code, seen.text.raw[slice(*span)], *span, *wording.SAID[code])


def _strengths(kind: str, text: Text, seen: Seen, codes: set[str]) -> Iterator[Strength]:
    """Yield what to keep, the rarest first, and no strength that one of the codes says the opposite of."""
    if kind == "decision_log":
        yield from _concrete_parts(text, seen, codes)
    for cue, why in wording.GOOD[kind]:
        if cue in seen.first and not spoilt(cue, codes) and (span := _praised(cue, text, seen)):
            yield Strength(text.raw[slice(*span)], *span, why, cue)


def _praised(cue: str, text: Text, seen: Seen) -> Span | None:
    """Return the sentence to praise for a cue. Praise is narrower than what keeps a finding away."""
    if cue not in wording.PRAISED:
        return _sentences(text, seen.first[cue])
    wanted, refused = wording.PRAISED[cue], wording.UNPRAISED.get(cue)
    return next(
        (
            (start, end)
            for start, end in text.sentences
            if wanted.search(text.low, start, end) and not (refused and refused.search(text.low[start:end]))
        ),
        None,
    )


SPOILT_BY: Mapping[str, frozenset[str]] = {
    "recall": frozenset({"multiple"}),
    "last": frozenset({"hypothetical", "closed", "leading", "about_idea", "fishing_for_praise"}),
    "quoted": frozenset({"leading", "about_idea", "fishing_for_praise", "closed"}),
    "form:open": frozenset({"leading", "hypothetical", "about_idea", "fishing_for_praise", "closed"}),
    "rec:early": frozenset({"no_recommendation", "buried_recommendation", "hedging"}),
    "order:early": frozenset({"no_recommendation", "buried_recommendation", "hedging"}),
    "loss_strong": frozenset({"no_tradeoffs", "hedging"}),
    "risk_strong": frozenset({"no_risk", "hedging"}),
    "ask_strong": frozenset({"no_ask"}),
    "said:from_to": frozenset({"metric_no_baseline", "metric_no_target"}),
    "said:counted": frozenset({"no_evidence"}),
    "said:not": frozenset({"no_non_goals"}),
    "role": frozenset({"no_user"}),
    "because_word": frozenset({"no_reason"}),
    "explicit_alt": frozenset({"no_alternative", "same_alternative"}),
    "said:review": frozenset({"no_date", "not_really_a_no"}),
    "no_strong": frozenset({"not_really_a_no", "no_reason", "no_alternative", "same_alternative"}),
}
"""A strength isn't named beside a finding, or the suspicion of one, that says the opposite."""


def spoilt(cue: str, codes: Collection[str]) -> bool:
    """Return whether one of these codes says the opposite of a strength."""
    return not SPOILT_BY.get(cue, frozenset()).isdisjoint(codes)


def _concrete_parts(text: Text, seen: Seen, codes: set[str]) -> Iterator[Strength]:
    """Yield the parts of a log that say something of their own, those first that few logs have."""
    parts = decision_log.sections(text)
    for part in ("research", "results", "launch", "technical", "problem", "solution"):
        if part in parts and not {f"missing_{part}", f"thin_{part}"} & codes:
            start, end = decision_log.trim(text, parts[part])
            if decision_log.is_own(text, part, (start, end)):
                why = "This part is yours and fits no other project."
                yield Strength(text.raw[start:end], start, end, why, f"part:{part}")
