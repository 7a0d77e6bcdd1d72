"""A playbook lived through, week by week, by the rule that members live by."""

import pytest

from bot.domain.playbook import Assignment
from bot.playbook.checks.long_run import (
    STEADY,
    WAYS,
    LongRun,
    Way,
    described,
    given_and_offered,
    length,
    live,
    long_run_faults,
    long_runs,
)
from tests.domain.playbook import assignment, months, playbook
from tests.domain.test_tiny_playbook import BOOK as TINY
from tests.domain.test_tiny_playbook import walk

TALK = assignment("talk", skill="communication")
LIST, TREE = assignment("list"), assignment("tree", skill="no")
HABIT = assignment("habit", recurs=True, months=months(1))
OTHER = assignment("other", skill="no", recurs=True, months=months(1))
BOOK = playbook(TALK, LIST, TREE, HABIT, OTHER)


NOTHING = Way("nothing handed in", hands_in=0)


def run(*weeks: Assignment, way: Way = STEADY) -> LongRun:
    return LongRun(None, way, weeks)


def test_a_programme_is_lived_through_and_half_as_long_again() -> None:
    assert length(BOOK) == 26
    assert length(playbook(LIST).model_copy(update={"phases": BOOK.phases[:1]})) == 20
    assert len(live(BOOK, None).weeks) == 26


def test_everybody_is_played_who_may_take_part() -> None:
    everybody = [(one.track, one.way) for one in long_runs(BOOK)]
    assert everybody == [(track, way) for track in (None, "internal", "external") for way in WAYS]
    assert len(long_runs(BOOK.model_copy(update={"tracks": ()}))) == len(WAYS)


def test_the_real_rule_chooses_and_evidence_tells() -> None:
    builds = assignment("builds", needs=("page",), core=True)
    page = assignment("page", kind="page", core=True)
    book = playbook(page, builds, HABIT)
    everything, nothing = (live(book, None, way) for way in (STEADY, NOTHING))
    assert [a.id for a in everything.weeks[:3]] == ["page", "builds", "habit"]
    assert "builds" not in [a.id for a in nothing.weeks]


def test_months_pass_and_tracks_differ() -> None:
    late = assignment("late", phase="build", months=months(4, 4), core=True, track="internal")
    book = playbook(late, LIST, HABIT, OTHER)
    weeks = [a.id for a in live(book, "internal").weeks]
    assert weeks.index("late") + 1 == 14  # 12 April is the first Monday of its fourth month
    assert "late" not in [a.id for a in live(book, "external").weeks]


def test_it_is_the_way_of_somebody_who_hands_in_every_week() -> None:
    assert list(live(TINY, None).weeks) == walk(13)


def test_several_weeks_are_handed_in_at_their_end() -> None:
    long = assignment("long", weeks=3, core=True, kind="page")
    book = playbook(long, assignment("builds", skill="no", needs=("page",)), HABIT, OTHER)
    weeks = [a.id for a in live(book, None).weeks]
    assert weeks[:4] == ["long", "long", "long", "builds"]
    assert "builds" not in [a.id for a in live(book, None, NOTHING).weeks]


def test_the_longest_run_of_a_skill_is_found_with_its_first_week() -> None:
    assert run(TALK, LIST, HABIT, TREE).longest == ("research", 2, 2)
    assert run(LIST, TREE, TALK).longest == ("research", 1, 1)


def test_three_weeks_of_a_skill_are_enough() -> None:
    four = run(TALK, LIST, HABIT, LIST, HABIT)
    assert [str(fault) for fault in long_run_faults(BOOK, [four]) if "row" in str(fault)] == [
        "5 weeks · undecided, everything handed in: User research comes 4 weeks in a row, from week 2; "
        "open something of another skill then (3 at most)"
    ]
    assert list(long_run_faults(BOOK, [run(TALK, LIST, HABIT, HABIT)])) == []
    swapping = run(HABIT, HABIT, HABIT, HABIT, way=WAYS[-1])
    assert list(long_run_faults(BOOK, [swapping])) == []
    two_skills = BOOK.model_copy(update={"skills": BOOK.skills[:2]})
    assert len(list(long_run_faults(two_skills, [four]))) == 2
    one_skill = BOOK.model_copy(update={"skills": BOOK.skills[:1]})
    assert list(long_run_faults(one_skill, [run(HABIT, HABIT, HABIT, HABIT)])) == []


@pytest.mark.parametrize(
    ("minutes", "weeks", "way", "breaches"),
    [
        pytest.param(120, 1, STEADY, 1, id="two in one month"),
        pytest.param(90, 1, STEADY, 0, id="an hour and a half"),
        pytest.param(180, 2, STEADY, 0, id="as much, over two weeks"),
        pytest.param(120, 1, NOTHING, 0, id="whoever hands nothing in meets less"),
    ],
)
def test_a_month_has_one_long_week_at_most(minutes: int, weeks: int, way: Way, breaches: int) -> None:
    one, other = (
        assignment(id_, skill=skill, minutes=minutes, weeks=weeks, recurs=True)
        for id_, skill in (("one", "research"), ("other", "no"))
    )
    lived = run(one, TALK, other, TALK, TALK, one, way=way)
    wrong = "month 1 has one, other, of more than 90 minutes each"
    assert [f.wrong for f in long_run_faults(BOOK, [lived]) if "minutes" in f.wrong] == [wrong] * breaches


def test_what_comes_once_is_not_repeated_but_may_take_several_weeks() -> None:
    assert run(LIST, LIST, TALK, HABIT, TREE, HABIT).repeated == []
    twice = run(LIST, TALK, LIST, TREE, TALK, way=NOTHING)
    assert [str(fault) for fault in long_run_faults(BOOK, [twice])] == [
        "5 weeks · undecided, nothing handed in: list, talk came again; "
        "open something new then, or let one recur"
    ]


def test_core_that_was_not_handed_in_may_come_twice() -> None:
    once, core = LIST, TREE.model_copy(update={"core": True})
    assert run(core, once, core, way=NOTHING).repeated == []
    assert run(core, once, core, once, core, way=NOTHING).repeated == ["list", "tree"]
    late, early = ((3, "tree"),), ((1, "tree"),)
    assert [LongRun(None, NOTHING, (core, once, core), handed_in=h).repeated for h in (late, early)] == [
        [],
        ["tree"],
    ]


def test_a_run_says_whose_it_is() -> None:
    assert described(BOOK, LongRun("internal", NOTHING, (LIST,))) == "1 weeks · internal, nothing handed in"
    bare = BOOK.model_copy(update={"tracks": ()})
    assert described(bare, run(LIST)) == "1 weeks · everybody, everything handed in"


def test_of_some_weeks_one_is_handed_in_or_swapped() -> None:
    builds = assignment("builds", needs=("page",), skill="no", core=True)
    book = playbook(assignment("page", kind="page", core=True), builds, LIST, TALK, HABIT, OTHER)
    rarely = live(book, None, Way("rarely", hands_in=3))
    assert [a.id for a in rarely.weeks[:2]] == ["page", "talk"]
    assert "builds" not in [a.id for a in rarely.weeks]
    assert [a.id for a in live(book, None).weeks[:2]] == ["page", "builds"]
    swapping, other = (live(book, None, Way("s", swaps=2, takes=takes)) for takes in (0, -1))
    assert [run.weeks[0].id for run in (swapping, other)] == ["page", "page"]
    assert swapping.weeks[1].id != other.weeks[1].id
    assert {swapping.weeks[1].id, other.weeks[1].id} <= swapping.offered & other.offered
    assert live(book, None, NOTHING).offered == frozenset()
    assert {"list", "talk"} <= live(book, None, STEADY).offered


def test_core_comes_to_whoever_hands_in_everything() -> None:
    core = assignment("core", core=True)
    inside = assignment("inside", core=True, track="internal")
    book = playbook(core, inside, LIST)
    runs = [LongRun(None, STEADY, (LIST,)), LongRun("internal", STEADY, (core, inside))]
    assert [str(fault) for fault in long_run_faults(book, runs)] == [
        "1 weeks · undecided, everything handed in: core never came, though core; "
        "open it for longer, or make less of it core"
    ]
    assert list(long_run_faults(book, [run(core, LIST), run(inside, way=NOTHING)])) == []


def test_what_comes_by_itself_and_what_only_a_swap_brings() -> None:
    looking = LongRun(None, NOTHING, (LIST,), frozenset({"list", "talk"}))
    swapping = run(LIST, TREE, way=WAYS[-1])
    assert given_and_offered([looking]) == ({"list"}, {"talk"})
    assert given_and_offered([looking, swapping]) == ({"list"}, {"talk", "tree"})


def test_what_somebody_swaps_into_twice_is_no_breach() -> None:
    twice = run(LIST, TALK, LIST, way=WAYS[-1])
    assert twice.repeated == ["list"]
    assert list(long_run_faults(BOOK, [twice])) == []


def test_a_skills_longest_silence_is_counted() -> None:
    lived = run(TALK, LIST, TREE, TALK, LIST, LIST, LIST)
    assert lived.silence("communication") == 3
    assert lived.silence("research") == 2
    assert lived.silence("formal") == 7
    assert run(TALK).silence("communication") == 0
