"""Kinds that are judged by their fields: examples by hand, and figures on the half that is held back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.feedback.by_fields import KINDS, give
from bot.domain.judging import judge
from bot.playbook.loader import load
from corpus.by_fields import ASKED, examples, said
from corpus.report import report_by_fields
from corpus.texts import DEVELOPMENT, HELD_BACK

FIELDS = {kind.id: [field.id for field in kind.fields] for kind in load().kinds}
JUDGED = [kind for kind, codes in KINDS.items() if codes]


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind in KINDS for code in KINDS[kind]])
def test_a_code_ships_only_where_it_is_right(kind: str, code: str) -> None:
    held_back = report_by_fields(HELD_BACK).codes[kind][code]
    assert held_back.precision >= 0.95
    assert held_back.right >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_told_or_asked_on_the_tuning_part_stays_right(kind: str) -> None:
    for code, tally in report_by_fields(DEVELOPMENT).codes[kind].items():
        assert tally.recall >= 0.8, code
        assert tally.precision >= (0.9 if code in ASKED else 1), code


@pytest.mark.parametrize("kind", JUDGED)
def test_most_examples_of_a_kind_are_clean_and_none_of_those_is_accused(kind: str) -> None:
    rows = [row for part in (DEVELOPMENT, HELD_BACK) for row in examples(part) if row.kind == kind]
    clean = [row for row in rows if not row.labels]
    assert len(rows) >= 30
    assert len(clean) > len(rows) / 2
    assert [row.id for row in clean if said(row) - ASKED.keys()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_that_are_read_are_those_of_the_playbook(kind: str) -> None:
    filled = dict.fromkeys(
        FIELDS[kind], "We copy 3 of 5 because my own colleague on paper said which or never."
    )
    assert give(kind, filled) is not None
    others = {
        name
        for part in (DEVELOPMENT, HELD_BACK)
        for row in examples(part)
        if row.kind == kind
        for name in row.content
    }
    assert others <= set(FIELDS[kind])


@given(kind=st.sampled_from(list(KINDS)), text=st.text(max_size=300))
@settings(max_examples=60)
def test_quotes_are_the_members_words_whatever_they_wrote(kind: str, text: str) -> None:
    found = give(kind, dict.fromkeys(FIELDS[kind], text))
    quotes = (
        [each.quote for each in found.findings] + [each.quote for each in found.strengths] if found else []
    )
    assert all(quote and quote in text for quote in quotes)


def test_a_failure_review_is_told_what_works_in_it() -> None:
    review = {
        "counts": "4 wrong numbers\n2 lost words",
        "surprise": "Both came after a cough.",
        "decision": "",
    }
    found = judge("failure-review", review)
    assert found is not None
    assert [each.code for each in found.strengths] == ["nobody_predicted", "counted"]
    assert found.findings == ()


def test_a_strength_isnt_named_beside_a_finding_that_says_the_opposite() -> None:
    found = give("scope-decision", {"cut": "Bulk edit", "loses": "No one loses anything."})
    assert found is not None
    assert (found.labels, found.strengths) == (["nothing_lost"], ())
