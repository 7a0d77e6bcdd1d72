"""The built-in programme passes its own strict check, and what its rules say of a year on it."""

from functools import cache

from bot.domain.faults import Fault
from bot.domain.long_run import RUN, LongRun, described, long_run_faults, long_runs
from bot.domain.programme import Programme
from bot.domain.strict import second_chance_faults
from bot.domain.supply import supply_faults
from bot.domain.twins import twin_faults
from bot.domain.wording import word_faults
from bot.playbook.loader import load


@cache
def ours() -> Programme:
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


def test_in_a_year_nothing_comes_twice_and_no_skill_for_more_than_three_weeks() -> None:
    assert breaches(long_run_faults(ours(), a_year())) == ""
    assert {len(run.weeks) for run in a_year()} == {52}
    assert all(run.longest[1] <= RUN for run in a_year()), [described(ours(), run) for run in a_year()]
