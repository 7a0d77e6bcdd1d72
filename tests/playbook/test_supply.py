"""What a month has to offer on a track, and how much of it is core."""

from typing import Any

import pytest

from bot.domain.entry import Months
from bot.domain.playbook import Assignment, Playbook, Rhythm
from bot.playbook.checks.supply import supplies, supply_faults, ways
from tests.domain.playbook import assignment, months, playbook

SKILLS = ["research", "communication", "no"]


def many(count: int, **rest: Any) -> list[Assignment]:
    """So many assignments, over all three skills in turn; open in months 1 to 4 unless told otherwise."""
    schema_status = {"phase": "build", "months": months(1, 4)}
    return [assignment(f"a{n}", skill=SKILLS[n % 3], **{**schema_status, **rest}) for n in range(count)]


def found(book: Playbook, where: str) -> list[str]:
    return [f"{fault.wrong}; {fault.right}" for fault in supply_faults(book) if fault.where == where]


def without_tracks(*assignments: Assignment, rhythms: tuple[Rhythm, ...] = ()) -> Playbook:
    return playbook(*assignments, rhythms=rhythms).model_copy(update={"tracks": ()})


TOO_FEW = "open at least 6 over 3 skills: one for each week, and one to swap to"


def test_six_over_three_skills_are_enough_for_a_month() -> None:
    assert found(without_tracks(*many(6)), "month 1") == []
    assert found(without_tracks(*many(5)), "month 1") == [f"candidates: 5, skills: 3; {TOO_FEW}"]
    alike = [assignment(f"a{n}", skill=SKILLS[n % 2]) for n in range(9)]
    assert found(without_tracks(*alike), "month 2") == [f"candidates: 9, skills: 2; {TOO_FEW}"]


def test_a_playbook_of_two_skills_needs_no_third() -> None:
    book = without_tracks(*(assignment(f"a{n}", skill=SKILLS[n % 2]) for n in range(6)))
    assert found(book.model_copy(update={"skills": book.skills[:2]}), "month 1") == []


@pytest.mark.parametrize(
    "sixth",
    [
        pytest.param({"track": "external"}, id="for the other track"),
        pytest.param({"exposure": 2}, id="shows more than its phase assigns"),
        pytest.param({"months": months(2, 4)}, id="not open yet"),
    ],
)
def test_what_may_not_come_is_no_candidate(sixth: dict[str, Any]) -> None:
    book = playbook(*many(5), assignment("sixth", phase="build", **{"months": months(1, 4), **sixth}))
    assert found(book, "month 1 · internal")[0].startswith("candidates: 5, skills: 3;")


def test_each_track_is_counted_by_itself_and_a_playbook_without_any_once() -> None:
    assert ways(playbook(*many(1))) == ["internal", "external"]
    assert ways(without_tracks(*many(1))) == [None]
    book = playbook(*many(9), assignment("inside", phase="build", months=months(3, 4), track="internal"))
    assert {fault.where for fault in supply_faults(book)} == {"months 3 to 4 · external"}


def test_what_shows_as_much_as_its_phase_assigns_is_a_candidate() -> None:
    assert found(without_tracks(*many(6, exposure=1)), "month 1") == []


def test_of_a_series_by_rhythm_only_its_weeks_count_but_its_skill_does() -> None:
    series = [
        assignment(f"s{n}", kind="interview", skill="no", recurs=True, months=months(1)) for n in range(4)
    ]
    rest = [a for a in many(6) if a.skill != "no"]
    fortnightly = Rhythm(kind="interview", months=months(1, 2), every=2)
    book = without_tracks(*rest, *series, rhythms=(fortnightly,))
    first, third = supplies(book)[0], supplies(book)[2]
    assert (first.candidates, first.skills, first.rhythmic) == (6, 3, 2)
    assert (third.candidates, third.rhythmic) == (8, 0)
    assert (first.once, first.slots) == (4, 2)
    shorter = without_tracks(*rest, *series[:1], rhythms=(fortnightly,))
    assert supplies(shorter)[0].candidates == 5


def test_the_time_after_is_shown_and_not_held_to_it() -> None:
    book = without_tracks(*many(6), assignment("later", phase="build", months=months(5)))
    after = supplies(book)[-1]
    assert (after.month, after.candidates) == (5, 1)
    assert found(book, "month 5") == []


@pytest.mark.parametrize(
    ("core", "every", "wrong"),
    [
        pytest.param([1, 1], 2, None, id="two interviews and two more weeks"),
        pytest.param([2, 1], 2, "5 weeks are core, 2 of them by rhythm", id="a long one counts its weeks"),
        pytest.param([1, 1, 1], 3, None, id="every third week is one a month"),
        pytest.param([1, 1, 1], 2, "5 weeks are core, 2 of them by rhythm", id="one too many"),
        pytest.param([], 1, None, id="an interview every week fills the month"),
        pytest.param([1], 1, "5 weeks are core, 4 of them by rhythm", id="and leaves no room"),
        pytest.param([1, 1, 1, 1], 5, None, id="less than one a month takes none"),
    ],
)
def test_what_is_core_fits_into_four_weeks(core: list[int], every: int, wrong: str | None) -> None:
    story = assignment("story", kind="interview", recurs=True, core=True, months=months(1))
    book = without_tracks(
        *(assignment(f"core{n}", core=True, weeks=w, months=months(1, 1)) for n, w in enumerate(core)),
        assignment("next", core=True, months=months(2, 3), weeks=4),
        assignment("offer"),
        story,
        rhythms=(Rhythm(kind="interview", months=months(1), every=every),),
    )
    crowded = [fault for fault in found(book, "month 1") if "core" in fault]
    assert crowded == ([f"{wrong}; keep it to 4, or open some for longer"] if wrong else [])


@pytest.mark.parametrize(
    ("spans", "where"),
    [
        pytest.param([(1, 2)] * 8, None, id="two months have eight weeks"),
        pytest.param([(1, 2)] * 9, "months 1 to 2", id="and not nine"),
        pytest.param([(1, 1)] * 3 + [(1, 2)] * 6, "months 1 to 2", id="what is open in one counts for both"),
        pytest.param(
            [(1, 1)] + [(1, 2)] * 5 + [(2, 3)] * 4 + [(3, 3)] * 4,
            "months 1 to 3",
            id="each pair holds, all don't",
        ),
        pytest.param([(1, None)] * 30, None, id="what is open for good can wait"),
        pytest.param([(1, 2)] * 9 + [(2, 2)] * 5, "month 2", id="the shortest stretch is named"),
    ],
)
def test_core_that_is_open_for_longer_may_wait(
    spans: list[tuple[int, int | None]], where: str | None
) -> None:
    core = (
        assignment(f"c{n}", core=True, phase="build", months=months(*span)) for n, span in enumerate(spans)
    )
    wheres = [f.where for f in supply_faults(without_tracks(*core)) if "core" in f.wrong]
    assert wheres == ([where] if where else [])


def test_a_rhythm_that_nothing_serves_takes_no_week() -> None:
    rhythm = Rhythm(kind="interview", months=months(1), every=1)
    assert supplies(without_tracks(*many(1), rhythms=(rhythm,)))[0].slots == 0


def test_the_last_two_months_have_something_new_every_week() -> None:
    right = "open at least 10 over 3 skills: something new every week"
    assert found(without_tracks(*many(10)), "months 3 to 4") == []
    assert found(without_tracks(*many(9)), "months 3 to 4") == [
        f"candidates that don't recur: 9, skills: 3; {right}"
    ]
    recurring = [a.model_copy(update={"id": f"r{a.id}"}) for a in many(10, recurs=True)]
    assert len(found(without_tracks(*many(9), *recurring), "months 3 to 4")) == 1
    one_skill = [a.model_copy(update={"skill": "no"}) for a in many(12)]
    assert found(without_tracks(*one_skill), "months 3 to 4") == [
        f"candidates that don't recur: 12, skills: 1; {right}"
    ]


def test_what_opens_only_in_the_very_last_month_counts_as_well() -> None:
    late = [a.model_copy(update={"id": f"l{a.id}"}) for a in many(5, months=months(4, 4))]
    assert found(without_tracks(*many(5, months=months(3, 3)), *late), "months 3 to 4") == []


@pytest.mark.parametrize("elsewhere", [months(1, 2), months(5)])
def test_what_is_over_before_or_opens_after_does_not_count_for_the_end(elsewhere: Months) -> None:
    other = [a.model_copy(update={"id": f"o{a.id}"}) for a in many(5, months=elsewhere)]
    assert len(found(without_tracks(*many(9), *other), "months 3 to 4")) == 1


def test_a_playbook_of_one_month_is_asked_for_one_month() -> None:
    def book(count: int) -> Playbook:
        made = without_tracks(*many(count, phase="start", months=months(1, 1)))
        only = made.phases[0].model_copy(update={"months": months(1, 1)})
        return made.model_copy(update={"phases": (only,)})

    assert list(supply_faults(book(6))) == []
    assert [(fault.where, fault.wrong) for fault in supply_faults(book(5))] == [
        ("month 1", "candidates: 5, skills: 3"),
        ("month 1", "candidates that don't recur: 5, skills: 3"),
    ]


@pytest.mark.parametrize(
    ("weeks", "minutes", "wrong"),
    [
        (1, 29, "29 minutes"),
        (1, 30, None),
        (1, 90, None),
        (1, 91, "91 minutes"),
        (1, 119, "119 minutes"),
        (1, 120, None),
        (2, 120, None),
        (2, 180, None),
        (2, 200, "200 minutes in 2 weeks"),
        (2, 240, None),
    ],
)
def test_the_minutes_of_a_week_have_their_limits(weeks: int, minutes: int, wrong: str | None) -> None:
    faults = supply_faults(without_tracks(assignment("one", minutes=minutes, weeks=weeks)))
    found_ = [f"{each.wrong}; {each.right}" for each in faults if "minutes" in each.where]
    assert found_ == ([f"{wrong}; ask for 30 to 90 a week, or for 120 once a month"] if wrong else [])
