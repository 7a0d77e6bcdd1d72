"""Feedback on a piece, in the reply that says it is saved, and that reply once a finding was taken back."""

from collections.abc import Iterator, Sequence
from typing import Any

from slackblocks import Block, Element

from bot.domain.feedback.asking import Question
from bot.domain.feedback.finding import Finding, Strength
from bot.domain.feedback.wording import PLACES
from bot.domain.judging import Partly, PieceFeedback
from bot.domain.numerals import in_words
from bot.domain.progress import Evidence
from bot.domain.scores import NAMES, Scores
from bot.domain.text import same_passage
from bot.screen import Screen
from bot.views import ids, kit
from bot.views.text import QUOTE_LIMIT, capital, cut, one_line, spaced
from bot.views.vocabulary import counted

_REJECT, _REJECT_ONE, _REJECT_QUESTION = (
    "Reject the advice",
    "Reject advice",
    "Reject the question",
)


def fixed(given: PieceFeedback) -> str:
    """Return "You fixed both things", as a sentence to go on from; "" where nothing is fixed."""
    now, before = len(given.fixed), given.told_before
    if not now:
        return ""
    if now < before:
        return f"You fixed {in_words(now)} of {in_words(before)} things"
    all_of_them = {1: "what could be better", 2: "both things"}
    return f"You fixed {all_of_them.get(now, f'all {in_words(now)} things')}"


def better(given: PieceFeedback) -> Iterator[Block]:
    """Yield what the fixed findings have come to, and what is fixed in some places."""
    if said := [*given.better, *map(_in_places, given.partly)]:
        yield kit.plain(spaced(*said))


def _in_places(partly: Partly) -> str:
    """Return "One of two questions with an opinion in them is fixed."."""
    number, of = capital(in_words(partly.gone)), in_words(partly.of)
    return f"{number} of {of} {PLACES[partly.code]} {'is' if partly.gone == 1 else 'are'} fixed."


def said(given: PieceFeedback) -> Iterator[Block]:
    """Yield one strength and each finding: the member's words, why, and a direction."""
    if given.good:
        yield from _strength(given.good)
    if given.computed:
        yield from _computed(given.computed)
    for number, found in enumerate(given.findings, 1):
        yield from _finding(found, _label(number, len(given.findings)), _before(given, found.code))
    if given.question:
        good = given.good.quote if given.good else None
        yield from _question(given.question, again=good is not None and _same(good, given.question.quote))


def quotes(given: PieceFeedback, core: str) -> bool:
    """Return whether the feedback shows some of the member's words, or its question quotes their core."""
    if given.good is not None and given.good.quote:
        return True
    return given.question is not None and _same(given.question.quote, one_line(core))


def _same(one: str, other: str) -> bool:
    """Return whether two quotes show the same passage, or one of them a part of the other."""
    return same_passage(_words(one), _words(other))


def _strength(good: Strength) -> Iterator[Block]:
    if good.quote:
        yield kit.quoted("This works:", _words(good.quote))
    yield kit.plain(good.why)


def _label(number: int, of: int) -> str:
    if of == 1:
        return "One thing could be better:"
    label = f"{number} of {of}:"
    return f"{capital(in_words(of))} things could be better. {label}" if number == 1 else label


def _before(given: PieceFeedback, code: str) -> str:
    """Return where the same was said before: about the last version, or else about earlier pieces."""
    if code in given.stays:
        return "I said this about the last version, too."
    pieces = given.again.get(code)
    return f"I said this about {counted(pieces, 'earlier piece')}, too." if pieces else ""


def _finding(found: Finding, label: str, before: str) -> Iterator[Block]:
    name = f"{ids.FEEDBACK_FINDING}{found.code}"
    comment = spaced(found.why, found.direction, before)
    if found.quote:
        yield kit.quoted(label, _words(found.quote), name)
        yield kit.plain(comment, name=f"{name}.why")
    else:
        yield kit.plain(f"{label} {comment}", name=name)


def _question(asked: Question, *, again: bool) -> Iterator[Block]:
    """Yield the member's words and what is asked about them; words that stand there already only once."""
    name = f"{ids.FEEDBACK_FINDING}{asked.code}"
    if again:
        yield kit.plain(f"One question about these words: {asked.asks}", name=name)
        return
    yield kit.quoted("One question about your words:", _words(asked.quote), name)
    yield kit.plain(asked.asks, name=f"{name}.why")


def _words(quote: str) -> str:
    """Return the member's words on one line, short enough to be quoted."""
    return cut(" ".join(quote.split()), QUOTE_LIMIT)


def _computed(computed: Scores) -> Iterator[Block]:
    """Yield what decides a prioritisation; nothing where no single number does."""
    if not computed.winner:
        yield kit.plain("Two options or more have the same highest number, so nothing is decided yet.")
    elif flip := computed.flip:
        change = f"{NAMES[flip.dimension]} for {flip.option} from {flip.before:g} to {flip.after:g}"
        yield kit.plain(f"One number decides it. If you change {change}, then {flip.winner} wins.")


def choices(evidence: Evidence) -> Block:
    """Return what can be done about a piece and what it was told."""
    given, again = evidence.feedback, (ids.EVIDENCE_REVISE, evidence.id)
    see = kit.button("See it", ids.EVIDENCE_SEE, evidence.id)
    about = f"{evidence.id}:{evidence.version}"
    if given is None or not (given.findings or given.question):
        return kit.actions(kit.button("Add to it", *again), see)
    if given.question:
        back = kit.button(_REJECT_QUESTION, ids.FEEDBACK_MISSED, f"{about}:{given.question.code}")
        return kit.actions(kit.button("Add to it", *again), see, back, name=ids.FEEDBACK_CHOICES)
    missed = _missed([(found.why, f"{about}:{found.code}") for found in given.findings])
    return kit.actions(kit.primary("Revise", *again), see, *missed, name=ids.FEEDBACK_CHOICES)


def _missed(findings: Sequence[tuple[str, str]]) -> Iterator[Element]:
    """Yield a button for one finding and a menu for more, from pairs of why and value."""
    if len(findings) == 1:
        yield kit.button(_REJECT, ids.FEEDBACK_MISSED, findings[0][1])
    elif findings:
        yield kit.select(_REJECT_ONE, ids.FEEDBACK_MISSED, findings)


def origin(evidence: Evidence) -> str:
    """Return where the feedback comes from, as a sentence; "" where there is none, or the member knows it."""
    return "My answer comes from rules, not from AI." if evidence.feedback and evidence.tells_origin else ""


def taken_back(blocks: Sequence[dict[str, Any]], code: str, *, muted: bool) -> Screen:
    """Return a reply, from its blocks as Slack sends them, with an outcome in place of one finding."""
    shown = list[dict[str, Any]]()
    for block in blocks:
        match block.get("block_id"):
            case name if name == f"{ids.FEEDBACK_FINDING}{code}":
                shown += kit.message("", [kit.plain(_outcome(muted))]).blocks
            case name if name == f"{ids.FEEDBACK_FINDING}{code}.why":
                pass
            case ids.FEEDBACK_CHOICES:
                shown.append(_fewer(block, code))
            case _:
                shown.append(block)
    return kit.redrawn(shown)


def _outcome(muted: bool) -> str:
    if muted:
        return "I took this back for the third time, so I won't say it to you again."
    return "I took this back. I won't say it again about this piece."


def _fewer(row: dict[str, Any], code: str) -> dict[str, Any]:
    """Return the row of choices without that finding among them."""
    kept = [each for each in row["elements"] if each["action_id"] != ids.FEEDBACK_MISSED]
    [missed] = [each for each in row["elements"] if each["action_id"] == ids.FEEDBACK_MISSED] or [{}]
    options = [(each["text"]["text"], each["value"]) for each in missed.get("options", ())]
    left = list(_missed([each for each in options if not each[1].endswith(f":{code}")]))
    made = kit.message("", [kit.actions(*left)]).blocks[0]["elements"] if left else []
    return {**row, "elements": [*kept, *made]}
