"""The built-in programme passes its own strict check, and what its rules say of a year on it."""

from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from bot.domain.playbook import Playbook
from bot.playbook.checks.long_run import (
    RUN,
    STEADY,
    LongRun,
    described,
    given_and_offered,
    live,
    long_run_faults,
    long_runs,
)
from bot.playbook.checks.strict import second_chance_faults
from bot.playbook.checks.supply import supply_faults
from bot.playbook.checks.twins import twin_faults
from bot.playbook.checks.validation import Fault
from bot.playbook.checks.wording import word_faults
from bot.playbook.loader import load


@cache
def ours() -> Playbook:
    return load()


@cache
def a_year() -> list[LongRun]:
    return long_runs(ours())


def breaches(found: object) -> str:
    """All of them, for a reader of the failure."""
    return "\n".join(str(fault) for fault in found if isinstance(fault, Fault))  # type: ignore[attr-defined]


def test_no_text_is_too_long_says_nothing_or_will_rot() -> None:
    assert breaches(word_faults(ours())) == ""


def test_no_two_assignments_are_twins() -> None:
    assert breaches(twin_faults(ours())) == ""


def test_a_missed_month_blocks_nothing_later() -> None:
    assert breaches(second_chance_faults(ours())) == ""


def test_every_month_has_enough_to_offer_on_each_track() -> None:
    assert breaches(supply_faults(ours())) == ""


NAMED = """
    vp-page-decision-taken prd-problem-half design-presentation alternatives-people-use
    side-product-problem solution-design launch-to-ten case-study-six-parts
    no-to-own-team no-to-stakeholder no-to-customer
    error-analysis actions-by-harm build-or-buy metric-chain results-that-hurt
    ninety-days-on-a-page mock-ai-product
    choose-learning lesson-on-live-work
""".split()  # noqa: SIM905 - one a line would be a page
"""What the article and the trade want of everybody, whatever else there is room for."""
OF_TRACKS = {
    "internal": ["first-question-to-the-lead", "offer-a-bounded-piece"],
    "external": ["twelve-companies", "applications-through-people"],
}


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("track", [None, *OF_TRACKS])
def test_a_steady_member_gets_all_that_is_named_whenever_they_start(track: str | None, month: int) -> None:
    run = live(ours(), track, STEADY, date(2027, month, 4 + month))
    eight_months = [a.id for a in run.weeks[:36]]
    assert [id_ for id_ in [*NAMED, *OF_TRACKS.get(track or "", [])] if id_ not in eight_months] == []
    assert run.longest[1] < RUN


def test_what_is_learnt_is_used_after_an_interview_at_most() -> None:
    for track in (None, *OF_TRACKS):
        weeks = [a.id for a in live(ours(), track).weeks]
        assert weeks.index("lesson-on-live-work") - weeks.index("choose-learning") in (1, 2)
        assert max(map(weeks.index, ["error-analysis", "solution-design"])) < weeks.index("launch-to-ten")
        for before, after in pairwise(["launch-to-ten", "results-that-hurt", "case-study-six-parts"]):
            assert weeks.index(before) < weeks.index(after)


def test_after_the_last_month_an_interview_comes_every_fortnight() -> None:
    after = live(ours(), None).weeks[35:]
    weeks = [week for week, a in enumerate(after) if a.kind == "interview"]
    assert weeks == list(range(0, 17, 2))
    assert [after[week].lens for week in weeks] == [12, None, 3, 4, 5, 6, 7, 8, 9]


def test_what_comes_to_nobody_by_itself_is_there_to_swap_to() -> None:
    given, offered = given_and_offered(a_year())
    assert {a.id for a in ours().assignments} - given - offered == {"talk-with-your-manager"}


def test_in_a_year_nothing_comes_twice_and_no_skill_for_more_than_three_weeks() -> None:
    assert breaches(long_run_faults(ours(), a_year())) == ""
    assert {len(run.weeks) for run in a_year()} == {52}
    longest = {described(ours(), run): run.longest[1] for run in a_year()}
    assert {caller: weeks for caller, weeks in longest.items() if weeks > RUN} == {}
