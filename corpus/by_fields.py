"""Pieces of the kinds that are judged by their fields, labelled; most of them are held back."""

import json
from collections.abc import Iterator
from pathlib import Path

from bot.domain.feedback.asking import Written, questions
from bot.domain.feedback.by_fields import give
from corpus.texts import Sample

FOLDER = Path(__file__).parent / "feedback"
ASKED = {
    "no_decision_asked": "ask_which_decision",
    "review_without_size": "ask_review_size",
    "prompt_as_guard": "ask_prompt",
    "no_so_what": "ask_so_what",
    "one_bucket": "ask_name_of_it",
}
"""Labels for which the answer has a question, which accuses of nothing, and no finding."""


def examples(part: str) -> Iterator[Sample]:
    """Yield the pieces of a part; what is in their `content` is the fields."""
    for file in sorted(FOLDER.glob("by_fields*.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if row["part"] == part:
                labels = frozenset(row["labels"])
                yield Sample(row["id"], row["kind"], row["fields"], labels, frozenset())


def said(sample: Sample) -> set[str]:
    """Return the codes that a piece is told, and those that it is asked about."""
    given = give(sample.kind, sample.content)
    asked = {each.code for each in questions(sample.kind, Written(sample.content))}
    told = given.labels if given else ()
    return {*told, *(code for code, question in ASKED.items() if question in asked)}
