"""Which drill comes next, how hard it is, and what is said about the latest ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import drills
from bot.domain.drills import DoneDrill, Trend, level, next_drill, trend
from bot.domain.playbook import Drill


def drill(id_: str, kind: str = "", level: int = 1) -> Drill:
    """Return a drill; its kind is what its id begins with, if none is named."""
    kind = kind or id_.partition("-")[0]
    scored = {"text": "A: 1 asks\nB: 2 ask", "why": "Two ask."} if kind == "score" else {"text": "A text."}
    return Drill.model_validate(
        {"id": id_, "skill": "s", "kind": kind, "level": level, "setting": "You.", "sample": "An answer."}
        | scored
    )


def done(word: str) -> list[DoneDrill]:
    """Return drills by letters: c was clean, n wasn't."""
    return [DoneDrill(f"d{number}", letter == "c") for number, letter in enumerate(word)]


BANK = [
    drill("rewrite-1"),
    drill("rewrite-2", level=2),
    drill("cut-1", level=2),
    drill("cut-2", level=3),
    drill("answer-1"),
    drill("answer-2", level=3),
]


@pytest.mark.parametrize(
    ("went", "passed", "expected"),
    [
        pytest.param([], [], "rewrite-1", id="the first: the easiest, in the author's order"),
        pytest.param([], ["rewrite-1"], "answer-1", id="the first was left"),
        pytest.param(["rewrite-1"], [], "answer-1", id="another kind, as easy"),
        pytest.param(["rewrite-1", "answer-1"], [], "rewrite-2", id="another kind, none done: near in level"),
        pytest.param(["answer-1", "rewrite-1"], ["cut-1"], "cut-2", id="near in level, and not left"),
        pytest.param(
            ["cut-1"], ["rewrite-1", "rewrite-2", "answer-1", "answer-2"], "rewrite-1", id="all left"
        ),
        pytest.param(["gone"], [], "rewrite-1", id="one that the playbook no longer has"),
        pytest.param(
            ["rewrite-1", "cut-1", "rewrite-2", "cut-2"], [], "answer-1", id="what is left, before any again"
        ),
        pytest.param([each.id for each in BANK], [], "rewrite-1", id="the bank is through: from the start"),
    ],
)
def test_the_next_is_of_another_kind_new_and_near_in_level(
    went: list[str], passed: list[str], expected: str
) -> None:
    found = next_drill(BANK, [DoneDrill(each, clean=False) for each in went], passed)
    assert found
    assert found.id == expected


def test_an_empty_bank_has_none_and_one_kind_comes_again() -> None:
    assert next_drill([], []) is None
    only = [drill("cut-1")]
    assert next_drill(only, [DoneDrill("cut-1", clean=True)]) == only[0]


KINDS = ["rewrite"] * 6 + ["cut"] * 3 + ["answer"] * 4 + ["score"] * 2


@given(st.permutations(KINDS), st.data())
def test_the_bank_goes_through_once_with_never_two_of_a_kind_in_a_row(
    kinds: list[str], data: st.DataObject
) -> None:
    bank = [drill(f"d-{place}", kind, data.draw(st.integers(1, 3))) for place, kind in enumerate(kinds)]
    went: list[DoneDrill] = []
    shown: list[Drill] = []
    for _ in range(2 * len(bank)):
        found = next_drill(bank, went)
        assert found
        assert not shown or found.kind != shown[-1].kind
        shown.append(found)
        went.append(DoneDrill(found.id, data.draw(st.booleans())))
    assert len({each.id for each in shown[: len(bank)]}) == len(bank)
    assert len({each.id for each in shown[len(bank) :]}) == len(bank)


@pytest.mark.parametrize(
    ("went", "expected"),
    [
        ("", 1),
        ("cc", 1),
        ("ccc", 2),
        ("ccncc", 1),
        ("ccccc", 2),
        ("cccccc", 3),
        ("ccccccccc", 3),
        ("cccnn", 2),
        ("cccnnn", 1),
        ("nnn", 1),
        ("nnnccc", 2),
    ],
)
def test_three_clean_ones_make_the_next_harder_and_three_others_easier(went: str, expected: int) -> None:
    assert level(done(went)) == expected


@pytest.mark.parametrize(
    ("went", "expected"),
    [
        ("cc", None),
        ("ccn", Trend(2, 3)),
        ("ccnnn", Trend(2, 5)),
        ("cccnnncn", Trend(1, 5)),
    ],
)
def test_a_trend_is_of_the_last_five_and_there_is_none_before_three(
    went: str, expected: Trend | None
) -> None:
    assert trend(done(went)) == expected


SCORED = "A; 5; 4; 4; 4; 4\nB; 3; 3; 3; 3; 3"


def test_an_answer_is_checked_by_its_kind() -> None:
    question = drills.check(drill("rewrite-1"), "When did you last restart it?")
    assert question
    assert question.clean
    wish = drills.check(drill("rewrite-1"), "Would you use a button for it?")
    assert wish
    assert not wish.clean


@pytest.mark.parametrize("typed", ["", "A; 5; 4; 4; 4\nB; 3; 3; 3; 3; 3", SCORED + "\nC; 1; 1; 1; 1; 1"])
def test_scores_that_cannot_be_read_are_not_checked(typed: str) -> None:
    assert drills.check(drill("score-1"), typed, "Two ask.") is None


def test_scores_come_with_what_decides_them() -> None:
    checked = drills.check(drill("score-1"), SCORED, "Nine of 12 tickets in May are about A.")
    assert checked
    assert checked.clean
    assert checked.scores
    assert checked.scores.winner == "A"
