"""A drill: the form that it is answered in, and what is said to the answer. Both are views of one modal."""

from collections.abc import Collection, Iterator
from typing import Any

from slackblocks import Block, InputBlock, PlainTextInput

from bot.domain.drills import Answered, Trend
from bot.domain.feedback.drills import ANSWER, CUT, MOST_WORDS, REWRITE, SCORE
from bot.domain.judging import MOST_FINDINGS, PieceFeedback
from bot.domain.numerals import in_words
from bot.domain.playbook import DRILL_LIMIT, Drill
from bot.domain.scores import NAMES, Scores
from bot.screen import Screen
from bot.views import feedback, ids, kit
from bot.views.text import inline, joined

TITLE = "Drill"
WHY_LIMIT = 1000
_TASKS = {
    REWRITE: "Rewrite this question, so that it is open and about what really happened.",
    CUT: f"Cut this text to {MOST_WORDS} words for a VP. Keep what a decision needs.",
    SCORE: "Give each option five numbers from 1 to 5. 5 is best, so a 5 for engineering cost means cheap.",
    ANSWER: "Answer with a no that gives a reason, something instead, and what could change it.",
}
_LABELS = {REWRITE: "Your question", CUT: "Your text", SCORE: "Your numbers", ANSWER: "Your answer"}
_HARD = {1: "easy", 2: "harder", 3: "hard"}
_KEPT = (
    "I note which drill you did and what I found, and I keep no word of your answer. "
    "A drill doesn't count as evidence."
)


def form(drill: Drill, skill: str, passed: Collection[str] = ()) -> dict[str, Any]:
    """Return a drill with its field; `passed` are the ids of those that were looked at and left."""
    given = () if drill.kind == CUT else (kit.quote(drill.text.strip()),)
    return kit.modal(
        TITLE,
        [
            kit.context(
                "A drill is a five-minute practice. "
                f"This one trains {inline(skill)} and is {_HARD[drill.level]}."
            ),
            kit.plain(_TASKS[drill.kind]),
            kit.plain(drill.setting),
            *given,
            *_weights(drill),
            *_fields(drill),
            kit.actions(kit.button("Another drill", ids.DRILL_ANOTHER)),
            kit.context(_KEPT),
        ],
        submit="Check it",
        callback=ids.DRILL_FORM,
        ids={"drill": drill.id, "passed": [*passed, drill.id]},
    )


def _weights(drill: Drill) -> Iterator[Block]:
    if drill.weights:
        each = [f"{name} {weight:g}" for name, weight in zip(NAMES, drill.weights, strict=True)]
        yield kit.plain(f"The weights are: {joined(each)}.")


def _fields(drill: Drill) -> Iterator[Block]:
    """Yield what the answer is typed into. A block is named by the drill: Slack keeps what stands in one."""
    preset, hint = _preset(drill)
    line = PlainTextInput(
        ids.DRILL_TEXT, preset, multiline=drill.kind != REWRITE, max_length=DRILL_LIMIT, focus_on_load=True
    )
    yield InputBlock(_LABELS[drill.kind], line, block_id=f"{ids.DRILL_TEXT}.{drill.id}", hint=hint)
    if drill.kind == SCORE:
        why = PlainTextInput(ids.DRILL_WHY, multiline=True, max_length=WHY_LIMIT)
        known = "Name one thing that was observed, such as a count or a quote."
        yield InputBlock("Why this order?", why, block_id=f"{ids.DRILL_WHY}.{drill.id}", hint=known)


def _preset(drill: Drill) -> tuple[str | None, str | None]:
    """Return what stands in the field at first, and the line below it."""
    if drill.kind == CUT:
        return drill.text.strip(), None
    if drill.kind == SCORE:
        names = "\n".join(f"{option}; " for option in drill.options)
        return names, f"Write five numbers after each name, with semicolons: {joined(NAMES)}."
    return None, None


def unreadable() -> str:
    """Return what is wrong with scores that can't be read."""
    return "I need each option on its own line: the name and five numbers from 1 to 5, with semicolons."


def answered(given: Answered) -> dict[str, Any]:
    """Return what is said to an answer, one good answer beside it, and how the latest drills went."""
    checked = given.checked
    first = "I found nothing to improve." if checked.clean else "Here is what could be better."
    found = PieceFeedback(
        checked.feedback.good,
        checked.feedback.findings[:MOST_FINDINGS],
        computed=checked.scores if checked.scores and checked.scores.winner else None,
    )
    return kit.modal(
        TITLE,
        [
            kit.plain(first),
            *_order(checked.scores),
            *feedback.said(found),
            kit.quoted(
                "One good answer:", "\n".join(filter(None, (given.drill.sample.strip(), given.drill.why)))
            ),
            kit.actions(kit.primary("Another drill", ids.DRILL_ANOTHER)),
            kit.context(f"{_trend(given.trend)}My answer comes from rules, not from AI."),
        ],
        ids={"passed": []},
    )


def _order(scores: Scores | None) -> Iterator[Block]:
    if scores:
        each = [f"{row.name} ({row.total:g})" for row in scores.rows]
        yield kit.plain(f"Your numbers put them in this order: {joined(each)}.")


def _trend(trend: Trend | None) -> str:
    """Return in how many of the latest nothing was found, as a sentence to go on behind; "" for none."""
    if trend is None or not trend.clean:
        return ""
    number, of = in_words(trend.clean), in_words(trend.of)
    return f"I found nothing to improve in {number} of your last {of} drills. "


def none() -> Screen:
    """Return the answer where the playbook has no drills."""
    first = "Your programme has no drills."
    return kit.message(first, [kit.plain(first), kit.actions(kit.button("All commands", ids.HELP_OPEN))])
