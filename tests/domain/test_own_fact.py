"""The fact of the member's own in an unasked message: what they have done, never a zero."""

import pytest

from bot.domain.opening import Opening
from bot.domain.own_fact import OwnFact, is_said, own_fact


def test_which_fact_comes_with_which_opening() -> None:
    cases: dict[Opening, OwnFact | None] = {
        Opening.NUDGE: OwnFact(6),
        Opening.FINISH: None,  # it consists of them
        Opening.COMEBACK: OwnFact(6),
        Opening.SECOND_COMEBACK: OwnFact(6),
        Opening.WELCOME_BACK: OwnFact(6),
        Opening.GONE_QUIET: OwnFact(6, kept=5),
        Opening.STILL_AWAY: OwnFact(6),
        Opening.NOTHING: None,
    }
    assert {says: own_fact(says, 6, 5) for says in Opening} == cases
    assert {own_fact(says, 0) for says in Opening} == {None}
    assert own_fact(Opening.GONE_QUIET, 1) == OwnFact(1)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("You last practised saying no in week 1.", True),
        ("This can be your fifth interview.", True),
        ("Your last piece on saying no is from week 7.", True),
        ("Of your four skills, prioritisation has the fewest pieces so far: two.", True),
        ("This is the second of two weeks for this assignment.", False),
        ("The youngest product has no numbers.", False),
        ("", False),
    ],
)
def test_a_reason_that_speaks_of_the_member_is_a_fact_of_their_own(reason: str, said: bool) -> None:
    assert is_said(reason) is said
