"""The fact of the member's own in an unasked message: what they have done, never a zero."""

from bot.domain.opening import Opening
from bot.domain.own_fact import Own, OwnFact, own_fact
from tests.views import samples

KIND = samples.INTERVIEW


def test_which_fact_comes_with_which_opening() -> None:
    own = Own(6, KIND, 5)
    cases: dict[Opening, OwnFact | None] = {
        Opening.NUDGE: OwnFact(6, KIND),
        Opening.FINISH: None,  # it consists of them
        Opening.COMEBACK: OwnFact(6),
        Opening.SECOND_COMEBACK: OwnFact(6),
        Opening.WELCOME_BACK: OwnFact(6),
        Opening.GONE_QUIET: OwnFact(6, kept=5),
        Opening.STILL_AWAY: None,
        Opening.NOTHING: None,
    }
    assert {says: own_fact(says, own) for says in Opening} == cases
    assert {own_fact(says, Own(0, None)) for says in Opening} == {None}
    assert own_fact(Opening.GONE_QUIET, Own(1, KIND, 0)) == OwnFact(1)
