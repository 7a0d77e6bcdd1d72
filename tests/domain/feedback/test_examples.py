"""Every finished example behind *Show me how* gets no finding from what answers a member's own piece."""

import re

import pytest

from bot.domain.filled_form import from_text
from bot.domain.judging import CODES, LOG, feedback_on, judge
from bot.domain.playbook import Assignment
from bot.playbook.loader import load

PLAYBOOK = load()
EXAMPLES = {each.id: each for each in PLAYBOOK.assignments if each.kind in CODES}
QUESTIONS = re.compile(r"^Questions?[^:\n]*: (.+)$", re.MULTILINE)
SCORED = re.compile(r"^(.+): ((?:[1-5] ){5})= \d+\.", re.MULTILINE)
PARTS = {"Research": "User research", "Solution": "Solution design", "Technical": "Technical approach"}
"""How an example may call a part of a decision log, where that isn't how the form does."""


def _handed_in(assignment: Assignment) -> dict[str, str]:
    """Return an example as its form's fields: its lines that begin with a label, and the rest as one text."""
    kind, example = PLAYBOOK.kind[assignment.kind], assignment.show_me.example
    if kind.id == LOG:
        return {"part": _part(example), "decided": example}
    if kind.id == "interview" and (asked := QUESTIONS.search(example)):
        lines = re.sub(r"\? ", "?\n", asked[1])
        return {**from_text(kind, example), "questions": lines}
    if scored := SCORED.findall(example):
        options = "\n".join("; ".join([name, *numbers.split()]) for name, numbers in scored)
        return {"options": options, "why": example}
    try:
        return from_text(kind, example)
    except ValueError:  # it says with labels of its own what the form asks for first
        return {kind.compulsory.id: example}


def _part(example: str) -> str:
    """Return which part of a case an example says that it is; the first that it names, if several."""
    options = PLAYBOOK.kind[LOG].fields[0].options
    low = example.lower()
    parts = {**dict.fromkeys(options, ""), **PARTS}
    found = [(low.find(name.lower()), part or name) for name, part in parts.items()]
    return min((at, part) for at, part in found if at >= 0)[1]


def test_an_example_of_every_kind_is_judged() -> None:
    """Judged, and not merely let pass as nothing that the rules can read."""
    judged = {each.kind for each in EXAMPLES.values() if judge(each.kind, _handed_in(each)) is not None}
    assert judged == CODES.keys() - {"free-text"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_finished_example_passes(name: str) -> None:
    example = EXAMPLES[name]
    kind = PLAYBOOK.kind[example.kind]
    told = feedback_on(example.kind, _handed_in(example), checks=kind.checks)
    assert not told or [(each.code, each.quote) for each in told.findings] == []
