"""What a drill's answer is checked by: the rules of handed-in work, and for two kinds a thing of its own.

Clean or not is all that is kept of it; there is no score.
"""

from dataclasses import dataclass, replace

from bot.domain.feedback.feedback import give
from bot.domain.feedback.finding import Feedback, Finding
from bot.domain.feedback.prioritisation import Table, expect
from bot.domain.feedback.text import Text

REWRITE, CUT, SCORE, ANSWER = "rewrite", "cut", "score", "answer"
_JUDGED_AS = {REWRITE: "interview_question", CUT: "vp_summary", ANSWER: "saying_no"}
MOST_WORDS = 120
"""What a page for a VP is cut down to."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer's feedback; clean where nothing was found."""

    feedback: Feedback

    @property
    def clean(self) -> bool:
        return not self.feedback.findings


def check(drill: str, answer: str, most_words: int = MOST_WORDS) -> Checked:
    """Return what the rules say to an answer; ValueError for a drill that isn't judged by text."""
    if drill not in _JUDGED_AS:
        raise ValueError(f"no check for drill {drill!r}; it knows {', '.join(_JUDGED_AS)}")
    given = give(_JUDGED_AS[drill], answer)
    words = Text(answer).words
    if drill == CUT and words > most_words:
        too_long = Finding("too_long", None, None, None, f"It has {words} words.", f"Cut it to {most_words}.")
        given = replace(given, findings=(too_long, *given.findings))
    if not words:
        empty = Finding(
            "empty", None, None, None, "There is nothing in it yet.", "One sentence is enough to begin."
        )
        given = replace(given, findings=(empty,))
    return Checked(given)


def flips(table: Table, option: str, dimension: str) -> bool:
    """Say whether a member named a score that flips the winner when it moves by the smallest step."""
    computed = expect(table)
    named = computed["score_flips"] or computed["score_flips_2"]
    return any(flip["option"] == option and flip["dimension"] == dimension for flip in named)
