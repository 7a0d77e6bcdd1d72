"""A month's goals: what is offered, what is chosen, and how far it has come."""

from bot.domain import goals
from bot.domain.case import Piece
from bot.domain.playbook import Milestone, Playbook, Proof
from tests.domain.playbook import assignment, months, playbook


def milestone(name: str, phase: str = "start", private: bool = False) -> Milestone:
    proof = (Proof(kind="interview", count=3),)
    return Milestone(id=name, title=name, phase=phase, proof=proof, why="w", text="t", private=private)


def programme() -> Playbook:
    return playbook(
        assignment("a"),
        assignment("b", "communication"),
        assignment("c", "no", months=months(3)),
        milestones=(
            milestone("one"),
            milestone("secret", private=True),
            milestone("two"),
            milestone("later", "build"),
            milestone("four"),
        ),
    )


PIECES = [Piece("interview", "research", 1, "a"), Piece("note", "research", 2, "a")]


def test_a_month_offers_next_milestones_then_skills_least_practised_first() -> None:
    cases = {
        (1, ()): ["one", "two", "four", "communication", "research"],
        (2, ("one",)): ["two", "later", "four", "communication", "research"],
        (3, ("one", "two", "four")): ["later", "communication", "no", "research"],
        (4, ("one", "two", "four", "later")): ["communication", "no", "research"],
    }
    for (month, reached), offered in cases.items():
        found = goals.offered(programme(), month, PIECES, reached)
        assert [goal.id.partition("/")[2] for goal in found] == offered


def test_a_goal_says_how_far_it_has_come() -> None:
    ids = ["skill/research", "milestone/one", "milestone/gone", "milestone/two"]
    found = goals.chosen(programme(), ids, PIECES, {"two"})
    assert [(goal.title, goal.have, goal.need, goal.reached) for goal in found] == [
        ("practice in user research", 2, None, False),
        ("one", 1, 3, False),
        ("two", 1, 3, True),
    ]


def test_a_month_has_two_goals_at_most_and_keeps_those_of_others() -> None:
    chosen = goals.with_goal({}, 1, "a")
    chosen = goals.with_goal(chosen, 1, "a")
    chosen = goals.with_goal(chosen, 2, "b")
    for more in ("b", "c"):
        chosen = goals.with_goal(chosen, 1, more)
    assert chosen == {"1": ["a", "b"], "2": ["b"]}
    assert goals.without(chosen, 1) == {"2": ["b"]}


def test_a_goal_names_the_pieces_that_do_not_count_for_it_yet() -> None:
    proof = (Proof(kind="interview", count=3, filled=("quote",)),)
    book = playbook(assignment("a"), milestones=(milestone("one").model_copy(update={"proof": proof}),))
    made = [
        Piece("interview", "research", 1, "a"),
        Piece("interview", "research", 2, "a", frozenset({"quote"})),
        Piece("note", "research", 3, "a"),
        Piece("interview", "research", 4, "a"),
    ]
    [found] = goals.chosen(book, ["milestone/one"], made, ())
    assert (found.have, found.waits, found.lacks) == (1, (1, 4), ("Q",))
    assert found.kind == book.kind["interview"]
    [done] = goals.chosen(book, ["milestone/one"], made, {"one"})
    assert done.waits == ()
