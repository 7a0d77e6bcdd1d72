"""The answer to a piece of evidence: what of it is judged, and how the findings of two versions compare.

The rules themselves are in `bot.domain.feedback`. Kinds and fields are named by their ids in the playbook; a
kind that isn't among them is judged by nobody, and gets no answer of this sort.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from bot.domain.feedback import (
    across,
    by_fields,
    decision_log,
    interview_question,
    mini_prd,
    saying_no,
    vp_summary,
)
from bot.domain.feedback.asking import Decided, Question, Written, about_table, questions, stems
from bot.domain.feedback.feedback import give, give_on_table, spoilt
from bot.domain.feedback.finding import Feedback, Finding, Strength
from bot.domain.feedback.later import later
from bot.domain.feedback.text import Text
from bot.domain.feedback.wording import FIXED, GOOD, SAID, USEFUL_FIRST
from bot.domain.own_checks import missed
from bot.domain.playbook import Check
from bot.domain.scores import NAMES, Scores, scores, table

MOST_FINDINGS = 3
"""So many are said at once."""
MUTED_AFTER = 3
"""Pieces on which a member has found a code beside the point: then it isn't said any more."""
MOST_CHARACTERS = 12_000
"""What is read of a piece."""
MOST_QUESTIONS = 60
A_FEW_WORDS = 3
"""From so many words on a field says something."""
A_PAGE = 40
"""From so many words on a text is the page itself, and no link to it."""
A_WHOLE_PRD = 80
"""From so many words on a problem field holds more than the problem."""


class FindingState(StrEnum):
    """What became of a finding; the value stands in the database and in what operators count."""

    SAID = "said"
    FIXED = "fixed"
    """The next version doesn't have it."""
    WITHDRAWN = "withdrawn"
    """The member found it beside the point."""
    PRAISED = "praised"
    """It is no finding: the strength that was named."""
    ASKED = "asked"
    """It is no finding: the question that was asked."""


class Partly(NamedTuple):
    """A code that stays, of which the version before had more places."""

    code: str
    gone: int
    of: int


NEVER: Mapping[str, int] = MappingProxyType({})


class PieceFeedback(NamedTuple):
    """What a version of a piece is told."""

    good: Strength | None = None
    findings: tuple[Finding, ...] = ()
    """The most useful first, three at most, no code twice."""
    fixed: tuple[str, ...] = ()
    """Codes that the version before was told and this one doesn't have."""
    better: tuple[str, ...] = ()
    """A sentence for each of them: what is so now."""
    partly: tuple[Partly, ...] = ()
    """What is fixed in some places and not in all."""
    told_before: int = 0
    """How many findings the version before was told."""
    stays: tuple[str, ...] = ()
    """Codes of the findings that the version before was told too."""
    again: Mapping[str, int] = NEVER
    """About how many earlier pieces a finding was said, by its code."""
    computed: Scores | None = None
    """For a prioritisation: its order, and what would change it."""
    question: Question | None = None
    """What is asked where nothing is found."""


class Earlier(NamedTuple):
    """What the member was told before, and wrote elsewhere, that this answer takes into account."""

    praised: str = ""
    """The strength that was last named on this kind, by its code."""
    praised_here: frozenset[str] = frozenset()
    """What was praised on this piece, by code: it isn't praised for the same again."""
    said: Mapping[str, int] = NEVER
    """About how many other pieces each code was said."""
    asked_here: frozenset[str] = frozenset()
    """What was asked about this piece, by code: it isn't asked again."""
    asked_lately: frozenset[str] = frozenset()
    """What was asked about the latest pieces: something else is asked, if there is anything."""
    launch: str = ""
    """What a decision log says of the launch."""


NOTHING_EARLIER = Earlier()


class Reading(NamedTuple):
    """What the rules say to a piece: all that is found and, where nothing is, one question."""

    feedback: Feedback
    question: Question | None = None


def read(
    kind: str,
    fields: Mapping[str, str],
    unwanted: Collection[str] = frozenset(),
    checks: Sequence[Check] = (),
    earlier: Earlier = NOTHING_EARLIER,
) -> Reading | None:
    """Return all that is found in what stands in a piece's fields, or what is asked about it.

    The most useful finding comes first, and before it those by the checks of the playbook's author. None
    where nothing of it is judged, and nothing can be asked.
    """
    given = judge(kind, fields)
    own = tuple(missed(checks, fields, MOST_CHARACTERS))
    question = ask(kind, fields, unwanted, earlier)
    if given is None and question is None and not checks:
        return None
    given = given or Feedback()
    found = (each for each in (*own, *given.findings) if each.code not in unwanted)
    findings = tuple(sorted(found, key=_by_use))
    return Reading(replace(given, findings=findings), None if findings else question)


def judge(kind: str, fields: Mapping[str, str]) -> Feedback | None:
    """Return the feedback on what stands in a piece's fields; None where nothing of it is judged.

    Quotes are the member's own words; their offsets count within what is judged, so nobody should use them.
    """
    judged = _JUDGED.get(kind)
    given = judged(fields) if judged else None
    across_it = tuple(_across(kind, fields))
    if not across_it:
        return given
    given = given or Feedback()
    codes = {found.code for found in across_it}
    strengths = tuple(each for each in given.strengths if not spoilt(each.code, codes))
    return replace(given, findings=(*across_it, *given.findings), strengths=strengths)


def feedback_on(
    kind: str,
    fields: Mapping[str, str],
    told_before: Sequence[str] = (),
    unwanted: Collection[str] = frozenset(),
    before: Mapping[str, str] | None = None,
    checks: Sequence[Check] = (),
    earlier: Earlier = NOTHING_EARLIER,
) -> PieceFeedback | None:
    """Return what a version is told; None where nothing of it is judged, and nothing can be asked.

    `told_before` are the codes that the version before was told, `before` what its fields held; `unwanted`
    are the codes that aren't to be said, `checks` those of the playbook's author.
    """
    said = read(kind, fields, unwanted, checks, earlier)
    if said is None:
        return None
    found = {each.code: each for each in reversed(said.feedback.findings)}
    first = dict.fromkeys(each.code for each in said.feedback.findings)
    sentences = {**FIXED, **{check.id: check.fixed for check in checks}}
    told = [code for code in told_before if code in sentences and code not in unwanted]
    fixed = tuple(code for code in told if code not in found)
    stays = [code for code in told if code in found]
    judged_before = judge(kind, before) if before and stays else None
    return PieceFeedback(
        good=_praise(said.feedback.strengths, earlier),
        findings=tuple(found[code] for code in first)[:MOST_FINDINGS],
        fixed=fixed,
        better=tuple(sentences[code] for code in fixed),
        partly=tuple(_partly(judged_before, said.feedback, stays)) if judged_before else (),
        told_before=len(told),
        stays=tuple(stays),
        again={code: earlier.said[code] for code in first if code in earlier.said},
        computed=_scores(fields) if kind == "prioritisation" else None,
        question=said.question,
    )


def _praise(strengths: Sequence[Strength], earlier: Earlier) -> Strength | None:
    """Return the rarest strength that isn't the one named last time, as far as there is another.

    None that was named on this piece before: a further version isn't praised for the same.
    """
    new = [each for each in strengths if each.code not in earlier.praised_here]
    return next((each for each in new if each.code != earlier.praised), new[0] if new else None)


def ask(
    kind: str,
    fields: Mapping[str, str],
    unwanted: Collection[str] = frozenset(),
    earlier: Earlier = NOTHING_EARLIER,
) -> Question | None:
    """Return what is asked: the most telling question that wasn't asked lately, and none again on a piece."""
    written = Written(fields, earlier.launch)
    about = [*_about_table(written, _scores(fields))] if kind == "prioritisation" else []
    never = {*unwanted, *earlier.asked_here}
    left = [each for each in (*about, *questions(kind, written)) if each.code not in never]
    fresh = [each for each in left if each.code not in earlier.asked_lately]
    return next(iter(fresh or left), None)


def _about_table(written: Written, computed: Scores | None) -> Iterator[Question]:
    if computed is None:
        return
    names = tuple(row.name for row in computed.rows)
    decided = Decided(names, computed.winner)
    if flip := computed.flip:
        before, after = f"{flip.before:g}", f"{flip.after:g}"
        decided = Decided(names, computed.winner, flip.option, NAMES[flip.dimension], before, after)
    yield from about_table(written, decided)


def _partly(earlier: Feedback, given: Feedback, codes: Sequence[str]) -> Iterator[Partly]:
    """Yield what is fixed in some places: words that had a finding are gone, and fewer words have it now."""
    for code in codes:
        before, now = _places(earlier, code), _places(given, code)
        if gone := (before - now).total() if now.total() < before.total() else 0:
            yield Partly(code, gone, before.total())


def _places(given: Feedback, code: str) -> Counter[str]:
    """Return how often each quote of a code stands there, whatever its case and spaces."""
    return Counter(
        "".join(found.quote.lower().split()) for found in given.findings if found.code == code and found.quote
    )


def _by_use(finding: Finding) -> int:
    """Return the place of a finding: an author's own before ours, the most useful first."""
    return PLACE.get(finding.code, len(PLACE) if finding.code == NO_QUESTIONS.code else -1)


PLACE = {code: place for place, code in enumerate(USEFUL_FIRST)}


# An interview: each question by itself, and of what was learnt only whether people do it.

# Who adds a quote or a surprise to it has shown how they know; only a bare line is asked for its questions.

NO_QUESTIONS = Finding(
    "no_questions",
    None,
    None,
    None,
    "Your interview doesn't say yet what you asked, and that decides its worth.",
    "Add your questions, one a line, as you really asked them.",
)
_WATCHED = later(r"\b(?:watch\w*|sat (?:beside|with|next to)|shadow\w*|looked on)\b")
"""Who watched has asked little."""
_MARK = later(r"^\s*(?:[-–•*]|\d{1,2}[.)])\s+")
_PEOPLE = later(r"\b(?:she|he|they)\b")
_NOT_DONE = later(r"n't\b|\bnobody\b|\binstead of \d|\"$")
"""What somebody says or can't do is nothing that they do."""
_DO = later(r"\b(?:before|after|then|first|instead|until|twice|again|every|each|whenever|when)\b")
_WISH = later(r"\b(?:would|could|should|might|wish\w*|want\w*|hope\w*|like|likes|love|loves)\b")
THEY_DO = "This is what people do, rather than what they wish for."


def _interview(fields: Mapping[str, str]) -> Feedback | None:
    lines = (_MARK.sub("", line).strip() for line in fields.get("questions", "").splitlines())
    each = [give("interview_question", line) for line in islice(filter(None, lines), MOST_QUESTIONS)]
    findings = [found for feedback in each for found in feedback.findings]
    learnt = fields.get("learnt", "")[:MOST_CHARACTERS]
    asked = (good for one in each if not one.findings for good in one.strengths)
    good = (*sorted(asked, key=_by_rarity), *_what_they_do(Text(learnt)))
    told = _WATCHED.search(learnt.lower()) or Text(learnt).words >= A_PAGE or "?" in learnt
    if not each and not told and not list(_filled(fields, ("quote", "surprise", "more"))):
        findings.append(NO_QUESTIONS)
    return Feedback(tuple(findings), good) if each or findings or good else None


_RARITY = {cue: place for place, (cue, _) in enumerate(GOOD["interview_question"])}


def _by_rarity(good: Strength) -> int:
    return _RARITY[good.code]


def _what_they_do(text: Text) -> Iterator[Strength]:
    """Yield the first sentence in which people do something, as far as its words show that."""
    for start, end in text.sentences:
        said = text.low[start:end]
        refused = _WISH.search(said) or _NOT_DONE.search(said) or "?" in said
        if _PEOPLE.search(said) and _DO.search(said) and not refused:
            yield Strength(text.raw[start:end], start, end, THEY_DO, "they_do")
            return


# Texts: several fields read as one. What a field of its own answers isn't said to be missing.


def _page(fields: Mapping[str, str]) -> Feedback | None:
    page = fields.get("page", "")
    text = page if Text(page).words >= A_PAGE else _together(fields, "recommendation", "trade-offs", "risk")
    answers = {"no_tradeoffs": "trade-offs", "no_risk": "risk"}
    return _without(_give("vp_summary", text), _answered(fields, answers))


SECOND_HALF = frozenset({"metric_no_baseline", "metric_no_target", "scope_without_cut", "no_non_goals"})
"""What a PRD says once its problem is worth solving."""


def _prd(fields: Mapping[str, str]) -> Feedback | None:
    second = ("goals", "non-goals", "metric", "scope")
    text = _together(fields, "problem", "user", "evidence", *second)
    answers = {"no_user": "user", "no_evidence": "evidence", "no_non_goals": "non-goals"}
    codes = _answered(fields, answers)
    begun = any(fields.get(name, "").strip() for name in second)
    if not begun and Text(fields.get("problem", "")).words < A_WHOLE_PRD:
        codes |= SECOND_HALF
    return _without(_give("mini_prd", text), codes)


def _no(fields: Mapping[str, str]) -> Feedback | None:
    answers = {"no_reason": "reason", "no_alternative": "alternative"}
    given = _give("saying_no", _together(fields, "refused", "reason", "alternative"))
    codes = _answered(fields, answers)
    outcome, refused = fields.get("outcome", ""), fields.get("refused", "")
    if saying_no.reopens(Text(outcome[:MOST_CHARACTERS])) or _FOR_NOW.search(refused.lower()):
        codes.add("no_date")
    if given is not None:
        good = [each for each in given.strengths if not _is_no_elsewhere(each, fields)]
        if not good and "no_reason" in codes - set(given.labels):
            good = [_first_sentence(fields["reason"], "because_word")]
        given = replace(given, strengths=tuple(good))
    return _without(given, codes)


_FOR_NOW = later(r"\bthis (?:week|sprint|month|quarter|half-year|year)\W*(?:$|[.,;\n])")
"""The no ends with the time for which it was asked."""
_GOOD_NO = dict(GOOD["saying_no"])


def _is_no_elsewhere(good: Strength, fields: Mapping[str, str]) -> bool:
    """Return whether a strength takes for the no what is offered or explained: "The short code stays"."""
    return good.code == "no_strong" and (good.quote or "") not in fields.get("refused", "")


def _first_sentence(text: str, code: str) -> Strength:
    start, end = Text(text[:MOST_CHARACTERS]).sentences[0]
    return Strength(text[start:end], start, end, _GOOD_NO[code], code)


_PARTS = {
    "Problem identification": ("Problem", "problem"),
    "User research": ("Research", "research"),
    "Solution design": ("Solution", "solution"),
    "Technical approach": ("Technical", "technical"),
    "Launch": ("Launch", "launch"),
    "Results": ("Results", "results"),
}
"""The heading and the code's name of each part of a decision log."""


def _log_entry(fields: Mapping[str, str]) -> Feedback | None:
    """Return the feedback on one part of a log; the others are entries of their own."""
    heading, part = _PARTS.get(fields.get("part", ""), ("", ""))
    decided = fields.get("decided", "").strip()
    if not heading or not decided:
        return None
    given = _give("decision_log", f"{heading}\n{decided}")
    if given is None:
        return None
    findings = tuple(each for each in given.findings if each.code == f"thin_{part}")
    return Feedback(findings, () if findings else tuple(_of_an_entry(part, Text(decided[:MOST_CHARACTERS]))))


_OWN_WORDS = later(
    r'"(?:[^"\s]{1,30} ){3,40}[^"\s]{1,30}"' r"|(?<!\w)'(?:[^\s]{1,30} ){3,40}?[^\s']{1,30}'(?!\w)"
)
_NOT_TAKEN = later(
    r"\b(?:struck|rejected|refused|dropped|left out|not (?:the|a|an|one)|instead of|rather than)\b"
)


def _of_an_entry(part: str, text: Text) -> Iterator[Strength]:
    """Yield what works in one part of a log that isn't thin."""
    for wanted, code in ((_NOT_TAKEN, "not_taken"), (_OWN_WORDS, "own_words")):
        if hit := wanted.search(text.low):
            start, end = text.sentence_at(hit.start())[0], text.sentence_at(hit.end() - 1)[1]
            yield Strength(text.raw[start:end], start, end, _GOOD_ENTRY[code], code)
    if text.words >= A_FEW_WORDS and decision_log.is_own(text, part, (0, len(text.raw))):
        yield Strength(text.raw, 0, len(text.raw), _GOOD_ENTRY["yours"], "yours")


_GOOD_ENTRY = {
    "not_taken": "You say what you didn't take, and that is most of a decision.",
    "own_words": "You quote a person's own words.",
    "yours": "This is specific: it fits your project and no other.",
}


LOG = "decision-log"


def launch_of(entries: Iterable[Mapping[str, str]]) -> str:
    """Return what a decision log says of the launch, from its entries, oldest first; "" if nothing."""
    told = [each.get("decided", "") for each in entries if each.get("part") == "Launch"]
    return told[-1] if told else ""


def _prioritisation(fields: Mapping[str, str]) -> Feedback | None:
    read = table(fields.get("options", ""), fields.get("weights", ""))
    return give_on_table(read, fields.get("why", "")[:MOST_CHARACTERS]) if read else None


def _scores(fields: Mapping[str, str]) -> Scores | None:
    return scores(fields.get("options", ""), fields.get("weights", ""))


def _give(kind: str, text: str) -> Feedback | None:
    """Return the feedback on a text; None where there are no words in it."""
    return give(kind, text) if any(map(str.isalnum, text)) else None


def _without(given: Feedback | None, codes: Collection[str]) -> Feedback | None:
    if given is None:
        return None
    return replace(given, findings=tuple(each for each in given.findings if each.code not in codes))


def _together(fields: Mapping[str, str], *names: str) -> str:
    """Return fields as one text, each a paragraph, up to what is read of a piece."""
    return "\n\n".join(_filled(fields, names))[:MOST_CHARACTERS]


def _filled(fields: Mapping[str, str], names: Sequence[str]) -> Iterator[str]:
    yield from filter(None, (fields.get(name, "").strip() for name in names))


def _answered(fields: Mapping[str, str], answers: Mapping[str, str]) -> set[str]:
    """Return the codes of what a field of its own says, by the ids of those fields."""
    return {code for code, name in answers.items() if Text(fields.get(name, "")).words >= A_FEW_WORDS}


# Across fields: numbers that can't all be so, and an offer that is what was refused.

_WITHOUT_NUMBERS = frozenset({"interview"})
"""What somebody else told is no sum of the member's own."""
_LATER = later(
    r"\b(?:later|next \w+|in \w+ (?:weeks|months)|soon|again|then|"
    r"(?:in|by|from|until) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)\b"
)
_SMALLER = later(
    r"\b(?:only|first|without|smaller|by hand|manual\w*|instead|part|half|one|two|for now|as an?|but|paper|"
    r"read)\b"
)


def _across(kind: str, fields: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what can't be so once all fields of a piece are read together."""
    if kind not in CODES or kind in _WITHOUT_NUMBERS:
        return
    if kind == "failure-review":
        yield from _counted(fields)
    yield from islice(across.disagreements(_together(fields, *sorted(fields))), 1)
    if kind == "no" and _is_the_same(fields.get("refused", ""), fields.get("alternative", "")):
        offered = fields["alternative"].strip()[:MOST_CHARACTERS]
        yield Finding("same_alternative", offered, 0, len(offered), *SAID["same_alternative"])


def _is_the_same(refused: str, offered: str) -> bool:
    """Return whether an offer names all of what was refused, and hardly anything beside it but a time."""
    offered = _LATER.sub(" ", offered.lower())
    wanted, given = stems(refused), stems(offered)
    return len(wanted) > 1 and wanted <= given and len(given - wanted) <= 1 and not _SMALLER.search(offered)


_READ = later(r"\b(?:read|of|out of) (?:all )?(\d{1,6})\b(?! ?%)")
_FAILED = later(r"\b(\d{1,6})(?: of them)? (?:\w+ )?(?:failed|fails?|failures|were wrong)\b")
_PASSED = later(r"\b(\d{1,6}) (?:pass\w*|were right|right|fine)\b")


def _counted(fields: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a total of a failure review that what passed and failed doesn't come to."""
    total, counts = fields.get("total", "")[:MOST_CHARACTERS], fields.get("counts", "")[:MOST_CHARACTERS]
    read, failed = _READ.findall(total.lower()), _FAILED.findall(total.lower())
    passed = _PASSED.findall(counts.lower())
    if not len(read) == len(failed) == len(passed) == 1:
        return
    added = int(passed[0]) + int(failed[0])
    if added != int(read[0]):
        why = f"{passed[0]} that pass and {failed[0]} that fail are {added}, and you read {read[0]}."
        yield Finding(across.CODE, total, 0, len(total), why, "Count again, or say what became of the rest.")


_OWN_CODES: Mapping[str, Iterable[str]] = {
    "interview": (*interview_question.CODES, NO_QUESTIONS.code),
    "vp-page": vp_summary.CODES,
    "mini-prd": mini_prd.CODES,
    "no": (*saying_no.CODES, "same_alternative"),
    "decision-log": [f"thin_{part}" for _, part in _PARTS.values()],
    "prioritisation": ("contradiction", "missing_evidence"),
    **by_fields.KINDS,
    "free-text": (),
}
CODES: Mapping[str, frozenset[str]] = {
    kind: frozenset({*codes, *(() if kind in _WITHOUT_NUMBERS else (across.CODE,))})
    for kind, codes in _OWN_CODES.items()
}
"""What each judged kind can be told."""
_JUDGED: Mapping[str, Callable[[Mapping[str, str]], Feedback | None]] = {
    "interview": _interview,
    "vp-page": _page,
    "mini-prd": _prd,
    "no": _no,
    "decision-log": _log_entry,
    "prioritisation": _prioritisation,
    **{kind: partial(by_fields.give, kind) for kind in by_fields.KINDS},
}
