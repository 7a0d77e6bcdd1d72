"""The built-in programme passes its own strict check, and what its rules say of a year on it."""

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, product

import pytest

from bot.domain.calendar import month_on
from bot.domain.drills import check
from bot.domain.musts import met, owed
from bot.domain.playbook import Must, Playbook
from bot.playbook.checks.long_run import (
    RUN,
    START,
    LongRun,
    Way,
    described,
    given_and_offered,
    live,
    long_run_faults,
    long_runs,
)
from bot.playbook.checks.musts import HELD, STEADY, Walk, must_faults, silence_faults, walks
from bot.playbook.checks.strict import sample_faults, second_chance_faults
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


TRACKS = (None, "internal", "external")


@cache
def walked() -> list[Walk]:
    return walks(ours())


def test_whoever_hands_everything_in_meets_the_musts() -> None:
    assert breaches(must_faults(ours(), (walk for walk in walked() if walk.run.way in HELD))) == ""


def test_whoever_does_half_or_misses_a_month_meets_enough() -> None:
    short = {
        (walk.run.track, walk.run.way.name): " ".join(must.id for must in walk.missed)
        for walk in walked()
        if not walk.enough
    }
    assert short == {}


def test_no_skill_is_silent_for_more_than_six_weeks() -> None:
    assert breaches(silence_faults(ours(), walked())) == ""


@pytest.mark.parametrize("start", [START, *(date(2027, month, 4 + month) for month in range(1, 13))], ids=str)
@pytest.mark.parametrize("track", TRACKS)
def test_each_month_brings_a_no(track: str | None, start: date) -> None:
    weeks = live(ours(), track, STEADY, start, weeks=35).weeks
    months = {
        month_on(start + timedelta(weeks=n), start) for n, a in enumerate(weeks) if a.skill == "saying-no"
    }
    assert months == set(range(1, 9))


def test_what_shows_a_wish_to_leave_says_so_before_anybody_asks_for_it() -> None:
    bold = {a.id for a in ours().assignments if a.exposure == 3}
    assert bold == {
        "talk-with-your-manager",
        "applications-through-people",
        "second-application",
        "third-application",
    }
    assert [
        a.id
        for a in ours().assignments
        if a.id in bold and not a.why.startswith("This shows that you want to")
    ] == []


def test_whoever_asks_for_money_outside_looks_at_their_contract_in_a_step() -> None:
    paid = [a for a in ours().assignments if "would you pay" in " ".join(a.steps).lower()]
    assert {"return-outside", "outside-counted-again"} <= {a.id for a in paid}
    assert [a.id for a in paid if "employment contract" not in " ".join(a.steps)] == []


def test_what_a_milestone_asks_fits_whoever_looks_inside_and_whoever_looks_elsewhere() -> None:
    said = {m.id: f"{m.title} {m.why} {m.when}" for m in ours().milestones}
    said |= {f.id: f"{f.label} {f.hint}" for f in ours().kind["application"].fields}
    assert [id_ for id_, text in said.items() if re.search(r"the lead\b|product team", text)] == []


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("track", TRACKS)
def test_a_steady_member_meets_the_musts_whenever_they_start(track: str | None, month: int) -> None:
    run = live(ours(), track, STEADY, date(2027, month, 4 + month), weeks=35)
    done = met(ours(), (id_ for _, id_ in run.handed_in))
    missing = [must for must in owed(ours(), track) if must.id not in done]
    assert [must.id for must in missing if must.firm] == []
    assert len(missing) <= 1
    assert run.longest[1] < RUN


def test_the_side_product_is_launched_counted_and_told_in_this_order() -> None:
    for track in TRACKS:
        weeks = [a.id for a in live(ours(), track).weeks]
        for before, after in pairwise(["launch-to-ten", "results-that-hurt", "case-study-six-parts"]):
            assert weeks.index(before) < weeks.index(after)


def test_strangers_send_nothing_before_its_failures_are_read_its_data_listed_and_its_bar_set() -> None:
    before = ["error-analysis", "solution-design", "no-to-data", "launch-bar"]
    for track in TRACKS:
        weeks = [a.id for a in live(ours(), track).weeks]
        assert max(map(weeks.index, before)) < weeks.index("launch-to-ten")


@pytest.mark.parametrize("track", TRACKS)
def test_a_steady_member_writes_the_ai_page_and_reads_runs_before_what_rests_on_them(
    track: str | None,
) -> None:
    weeks = [a.id for a in live(ours(), track, weeks=35).weeks]
    assert weeks.index("launch-bar") < weeks.index("prd-problem-half") < weeks.index("prd-scope-and-cuts")
    assert 1 <= weeks.index("actions-by-harm") - weeks.index("agent-runs-step-by-step") <= 3
    assert {"model-goes-in-thirty-days", "first-hour-of-an-incident"} <= set(weeks)


@pytest.mark.parametrize("track", TRACKS)
def test_the_side_product_is_launched_by_week_19(track: str | None) -> None:
    assert [a.id for a in live(ours(), track).weeks].index("launch-to-ten") + 1 <= 19


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(
    ("track", "lent", "returned"),
    [
        ("internal", "offer-a-bounded-piece", "trial-half-way"),
        ("external", "borrow-outside", "return-outside"),
    ],
)
def test_work_is_lent_by_month_5_and_returned_in_month_7_about_eight_weeks_later(
    track: str, lent: str, returned: str, month: int
) -> None:
    start = date(2027, month, 4 + month)
    weeks = [a.id for a in live(ours(), track, STEADY, start, weeks=35).weeks]
    months = [month_on(start + timedelta(weeks=weeks.index(each)), start) for each in (lent, returned)]
    assert months == [5, 7]
    assert 7 <= weeks.index(returned) - weeks.index(lent) <= 9


@pytest.mark.parametrize("month", range(1, 13))
def test_work_left_with_an_owner_outside_is_counted_again_after_four_weeks(month: int) -> None:
    start = date(2027, month, 4 + month)
    for way in (STEADY, Way("everything handed in")):
        weeks = [a.id for a in live(ours(), "external", way, start, weeks=35).weeks]
        assert 4 <= weeks.index("outside-counted-again") - weeks.index("return-outside") <= 7


def test_no_talk_asked_for_takes_the_place_of_the_offer() -> None:
    """Whoever presses for each private one still offers a piece before they give one back."""
    book = {name: getattr(ours(), name) for name in Playbook.model_fields}
    pressed = [a.id for a in ours().assignments if a.exposure == 3 and a.track != "external"]
    must = Must(id="pressed", title="what was pressed for", times=len(pressed))
    book["musts"] += (must,)
    book["assignments"] = [
        a.model_copy(update={"musts": (*a.musts, must.id)}) if a.id in pressed else a
        for a in ours().assignments
    ]
    asked = Playbook.model_validate(book)
    weeks = [a.id for a in live(asked, "internal", STEADY, weeks=35).weeks]
    assert set(pressed) <= set(weeks)
    assert 7 <= weeks.index("trial-half-way") - weeks.index("offer-a-bounded-piece") <= 9


def test_after_the_last_month_an_interview_comes_every_fortnight() -> None:
    after = live(ours(), None).weeks[35:]
    weeks = [week for week, a in enumerate(after) if a.kind == "interview"]
    assert weeks == list(range(0, 17, 2))
    assert [after[week].lens for week in weeks] == [4, 6, 7, 8, 9, 10, 11, 12, 13]


def test_what_comes_to_nobody_by_itself_is_there_to_swap_to() -> None:
    given, offered = given_and_offered(a_year())
    assert {a.id for a in ours().assignments} - given - offered == {
        "talk-with-your-manager",
        "applications-through-people",
        "second-application",
        "third-application",
    }


def test_in_a_year_nothing_comes_twice_and_no_skill_for_more_than_three_weeks() -> None:
    assert breaches(long_run_faults(ours(), a_year())) == ""
    assert {len(run.weeks) for run in a_year()} == {52}
    longest = {described(ours(), run): run.longest[1] for run in a_year()}
    assert {caller: weeks for caller, weeks in longest.items() if weeks > RUN} == {}


def test_the_drills_are_many_of_every_kind_and_skill_and_each_sample_passes_the_feedback() -> None:
    book = load()
    assert len(book.drills) >= 60
    assert {drill.skill for drill in book.drills} == set(book.skill)
    assert {(drill.kind, drill.level) for drill in book.drills} == set(
        product(("rewrite", "cut", "score", "answer"), (1, 2, 3))
    )
    assert sum(drill.id.startswith("ai-") for drill in book.drills) >= 15
    assert list(sample_faults(book)) == []


def test_what_a_drill_asks_to_mend_needs_mending() -> None:
    for drill in load().drills:
        if drill.kind in ("rewrite", "cut"):
            checked = check(drill, drill.text)
            assert checked
            assert not checked.clean, drill.id
