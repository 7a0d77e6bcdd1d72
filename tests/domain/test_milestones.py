"""Milestones: reached by proof alone, told in the playbook's words."""

from datetime import date

import pytest

from bot.domain.case import Piece
from bot.domain.milestones import Begun, early, just_reached, post_text, progress, reached, uncounted
from bot.domain.playbook import Milestone, Proof
from tests.domain.playbook import assignment, piece, playbook


def milestone(name: str, *proof: Proof, text: str = "Talked to {count} people.") -> Milestone:
    return Milestone(id=name, title=name, phase="start", proof=proof, why="w", text=text)


FIRST = milestone("first-story", Proof(kind="interview"))
THREE = milestone("three-stories", Proof(kind="interview", count=3, filled=("learnt", "quote")))
BOTH = milestone("both", Proof(kind="interview", count=4), Proof(kind="page", count=2))
BOOK = playbook(assignment("a"), milestones=(FIRST, THREE, BOTH))

STORY = piece(kind="interview", filled="learnt")
QUOTED = piece(kind="interview", filled="learnt quote when")
PAGE = piece(kind="page")


@pytest.mark.parametrize(
    ("pieces", "names"),
    [
        pytest.param([], [], id="nothing handed in"),
        pytest.param([PAGE], [], id="another kind proves nothing"),
        pytest.param([STORY], ["first-story"], id="the first story"),
        pytest.param([STORY, QUOTED, QUOTED], ["first-story"], id="a story without its quote doesn't count"),
        pytest.param([QUOTED] * 3, ["first-story", "three-stories"], id="three, each with a quote"),
        pytest.param([STORY] * 4 + [PAGE], ["first-story"], id="one of two proofs is short"),
        pytest.param([STORY] * 4 + [PAGE] * 2, ["first-story", "both"], id="both proofs"),
    ],
)
def test_a_milestone_is_reached_by_all_its_proof(pieces: list[Piece], names: list[str]) -> None:
    assert [m.id for m in reached(BOOK, pieces)] == names


def test_only_the_newest_piece_makes_a_milestone_just_reached() -> None:
    assert just_reached(BOOK, [], [QUOTED]) == (FIRST,)
    assert just_reached(BOOK, [QUOTED], [QUOTED] * 2) == ()
    assert just_reached(BOOK, [QUOTED] * 2, [QUOTED] * 3) == (THREE,)
    assert just_reached(BOOK, [], [QUOTED] * 3) == (FIRST, THREE)


@pytest.mark.parametrize(
    ("mark", "pieces", "expected"),
    [
        pytest.param(THREE, [], (0, 3), id="nothing yet"),
        pytest.param(THREE, [QUOTED, STORY], (1, 3), id="only those with a quote"),
        pytest.param(THREE, [QUOTED] * 5, (3, 3), id="never more than it takes"),
        pytest.param(BOTH, [STORY] * 2, (0, 2), id="the page hasn't begun"),
        pytest.param(BOTH, [STORY] * 1 + [PAGE], (1, 4), id="stories lack more than pages"),
        pytest.param(BOTH, [STORY] * 2 + [PAGE], (2, 4), id="equally far: the first proof"),
        pytest.param(BOTH, [STORY] * 4 + [PAGE], (1, 2), id="the page is left"),
    ],
)
def test_progress_is_that_of_the_proof_that_lacks_most(
    mark: Milestone, pieces: list[Piece], expected: tuple[int, int]
) -> None:
    assert progress(mark, pieces) == expected


@pytest.mark.parametrize(
    ("text", "stories", "post"),
    [
        pytest.param("Talked to {count} people.", 3, "Talked to three people.", id="in words"),
        pytest.param("Talked to {count} people.", 12, "Talked to twelve people.", id="up to twelve"),
        pytest.param("Talked to {count} people.", 13, "Talked to 13 people.", id="in figures above"),
        pytest.param("{count} talks.", 3, "Three talks.", id="a capital at the beginning"),
        pytest.param(
            "Done. {count} talks, {count} notes.", 3, "Done. Three talks, three notes.", id="and after"
        ),
        pytest.param("Done!\n\n{count} talks.", 13, "Done!\n\n13 talks.", id="figures have no capital"),
        pytest.param("Cost: {{5}}.", 3, "Cost: {5}.", id="a brace of one's own"),
        pytest.param("No number here.", 3, "No number here.", id="without a number"),
    ],
)
def test_the_post_is_the_playbooks_text_with_the_number_of_pieces(text: str, stories: int, post: str) -> None:
    mark = milestone("m", Proof(kind="interview"), text=text)
    assert post_text(mark, [STORY] * stories + [PAGE]) == post


def test_the_post_counts_only_what_proves() -> None:
    assert post_text(THREE, [QUOTED] * 3 + [STORY] * 2) == "Talked to three people."


HELD = milestone("held", Proof(kind="page", filled=("quote",), days=7))
USED = milestone("used", Proof(kind="note", filled=("quote",), days=14)).model_copy(
    update={"asks": ("launch",)}
)
LATER = playbook(assignment("launch", musts=("launch",)), assignment("page"), milestones=(HELD, USED))
MONDAY = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("kind", "assignment_id", "others", "filled", "day", "counts_from"),
    [
        pytest.param("page", "page", [], "quote", 1, 8, id="on the day itself"),
        pytest.param("page", "page", [], "quote", 7, 8, id="a day too early"),
        pytest.param("page", "page", [], "quote", 8, None, id="a week later"),
        pytest.param("page", "page", [], "learnt", 1, None, id="another field"),
        pytest.param("interview", "page", [], "quote", 1, None, id="another kind"),
        pytest.param("note", "launch", [], "quote", 14, 15, id="two weeks are fourteen days"),
        pytest.param("note", "launch", [], "quote", 15, None, id="and then they are over"),
        pytest.param("note", "page", ["launch"], "quote", 1, None, id="from the launch, if that came before"),
        pytest.param("note", "page", ["page"], "quote", 1, 15, id="but from no other piece"),
        pytest.param("page", "page", ["page"], "quote", 1, 8, id="a second refusal has a week of its own"),
    ],
)
def test_what_cannot_be_known_yet_counts_from_its_day_on(
    kind: str, assignment_id: str, others: list[str], filled: str, day: int, counts_from: int | None
) -> None:
    before = [Begun("note", name, date(2027, 1, 11)) for name in others]
    found = early(LATER, Begun(kind, assignment_id, MONDAY), before, {filled}, date(2027, 2, day))
    assert [each.day for each in found] == ([date(2027, 2, counts_from)] if counts_from else [])


@pytest.mark.parametrize(
    ("mark", "of", "lacks"),
    [
        pytest.param(THREE, QUOTED, None, id="a piece that counts"),
        pytest.param(THREE, STORY, {"quote"}, id="a piece without its quote"),
        pytest.param(THREE, PAGE, None, id="a piece of another kind"),
        pytest.param(FIRST, STORY, None, id="a milestone of one piece"),
    ],
)
def test_a_piece_that_does_not_count_yet_lacks_fields(
    mark: Milestone, of: Piece, lacks: set[str] | None
) -> None:
    found = uncounted(mark, of)
    assert (found and found[1]) == lacks
