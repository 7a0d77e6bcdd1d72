"""What a drill's answer is checked by: the rules of handed-in work, and for two kinds a thing of its own.

Clean or not is all that is kept of it; there is no score.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.feedback.feedback import give, give_on_table
from bot.domain.feedback.finding import Feedback, Finding
from bot.domain.feedback.interview_asks import asks
from bot.domain.feedback.prioritisation import Table
from bot.domain.feedback.text import Text

REWRITE, CUT, SCORE, ANSWER = "rewrite", "cut", "score", "answer"
_JUDGED_AS = {REWRITE: "interview_question", CUT: "vp_summary", ANSWER: "saying_no"}
MOST_WORDS = 120
"""What a page for a VP is cut down to."""
TIED = Finding(
    "tied",
    None,
    None,
    None,
    "Two options have the same highest number, so the numbers decide nothing yet.",
    "Compare the two again, and let one known fact decide.",
)
NO_QUESTION = Finding(
    "no_question",
    None,
    None,
    None,
    "Your answer doesn't ask anything yet.",
    "Write it as you would say it to a person, as one question.",
)
FEWEST_WORDS = 3
"""A question of fewer could be asked about anything."""


def check(drill: str, answer: str, most_words: int = MOST_WORDS) -> Feedback:
    """Return what the rules say to an answer, clean where nothing is found.

    ValueError for a drill that isn't judged by text.
    """
    if drill not in _JUDGED_AS:
        raise ValueError(f"no check for drill {drill!r}; it knows {', '.join(_JUDGED_AS)}")
    given = give(_JUDGED_AS[drill], answer)
    words = Text(answer).words
    if drill == CUT and words > most_words:
        too_long = Finding(
            "too_long", None, None, None, f"Your page has {words} words.", f"Cut it to {most_words}."
        )
        given = replace(given, findings=(too_long, *given.findings))
    if drill == REWRITE and (words < FEWEST_WORDS or not asks(Text(answer))):
        given = replace(given, findings=(NO_QUESTION,), strengths=())
    if not any(map(str.isalnum, answer)):
        empty = Finding(
            "empty", None, None, None, "Your answer is empty so far.", "One sentence is enough to begin."
        )
        given = replace(given, findings=(empty,))
    return given


def check_scores(table: Table, why: str) -> Feedback:
    """Return what the rules say to scores and the reason for them."""
    given = give_on_table(table, why)
    return replace(given, findings=(TIED, *given.findings)) if table.winner() is None else given


def same_options(table: Table, names: Sequence[str]) -> bool:
    """Return whether these options are scored and no others, in any order."""
    return sorted(option.name.casefold() for option in table.options) == sorted(map(str.casefold, names))
