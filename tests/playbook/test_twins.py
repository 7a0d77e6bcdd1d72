"""Two assignments that are one in two dresses."""

from typing import Any

import pytest

from bot.domain.playbook import Assignment
from bot.playbook.checks.twins import likeness, nearest, overlap, twin_faults
from tests.domain.playbook import assignment, months, playbook


def asks(name: str, *words: str, **rest: Any) -> Assignment:
    return assignment(name, steps=(" ".join(words),), **rest)


def found(*assignments: Assignment, own: str | None = None) -> list[str]:
    book = playbook(*assignments).model_copy(update={"own": own})
    return [str(fault) for fault in twin_faults(book)]


def test_likeness_is_the_share_of_telling_words_that_both_have() -> None:
    one, other = asks("a", "clerk filed Monday"), asks("b", "which monday was filed by two nurses")
    assert likeness(one, other) == 2 / 5
    assert likeness(one, one) == 1
    assert likeness(asks("a", "it is so"), asks("b", "it is so")) == 0


TEN = ["apple", "bread", "chair", "dance", "eagle", "field", "grass", "house", "input", "joker"]


def test_from_three_words_in_ten_on_they_are_twins() -> None:
    whole = asks("whole", *TEN)
    assert found(whole, asks("part", *TEN[:3])) == [
        'assignments "part" · steps: 30% of the words are those of "whole"; '
        "cut one, or let it ask for something else (under 30%)"
    ]
    assert found(whole, asks("part", *TEN[:2])) == []


def test_the_nearest_is_the_one_most_alike() -> None:
    one, far, near = asks("one", *TEN), asks("far", *TEN[:1]), asks("near", *TEN[:2])
    book = playbook(one, far, near)
    assert nearest(book, one) == (near, 0.2)
    assert nearest(playbook(one), one) is None


def verb(name: str, title: str, **rest: Any) -> Assignment:
    return assignment(name, **{"kind": "page", **rest}).model_copy(update={"title": title})


SAME_ACT = (
    'assignments "b" · title: "a" begins with "Ask" too, and brings the same kind in the same month; '
    "cut one, or name another act"
)


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        pytest.param({}, {}, True, id="the same verb, kind and month"),
        pytest.param({}, {"kind": "note"}, False, id="another kind"),
        pytest.param({"months": months(1, 2)}, {"months": months(3, 3)}, False, id="another month"),
        pytest.param({"months": months(1)}, {"months": months(3, 3)}, True, id="one without an end"),
        pytest.param({"track": "internal"}, {"track": "external"}, False, id="nobody meets both"),
        pytest.param({"track": "internal"}, {"track": "internal"}, True, id="the same track"),
        pytest.param({"track": "internal"}, {}, True, id="one suits all"),
        pytest.param({}, {"track": "internal"}, True, id="the other suits all"),
        pytest.param({"lens": 1, "recurs": True}, {"lens": 2, "recurs": True}, False, id="a series"),
        pytest.param({"lens": 1, "recurs": True}, {}, True, id="only one in the series"),
        pytest.param({}, {"lens": 1, "recurs": True}, True, id="only the other"),
    ],
)
def test_the_same_act_for_the_same_kind(one: dict[str, Any], other: dict[str, Any], twins: bool) -> None:
    pair = verb("a", "Ask a clerk", **one), verb("b", "Ask a nurse", **other)
    assert found(*pair) == ([SAME_ACT] if twins else [])


def test_another_verb_is_another_act_and_capitals_make_none() -> None:
    assert found(verb("a", "Ask a clerk"), verb("b", "Tell a nurse")) == []
    assert len(found(verb("a", "Ask a clerk"), verb("b", "ask a nurse"))) == 1


def test_what_may_be_anything_is_no_kind_to_compare() -> None:
    assert found(verb("a", "Ask a clerk"), verb("b", "Ask a nurse"), own="page") == []


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((1, 3), (3, 4), True),
        ((3, 4), (1, 3), True),
        ((1, 2), (3, 4), False),
        ((3, None), (1, 2), False),
        ((1, None), (9, None), True),
    ],
)
def test_months_overlap(one: tuple[int, int | None], other: tuple[int, int | None], meet: bool) -> None:
    assert overlap(months(*one), months(*other)) is meet
