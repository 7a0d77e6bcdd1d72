"""A playbook lived through, week by week, by the rule that members live by."""

from bot.domain.long_run import LongRun, described, length, live, long_run_faults, long_runs
from bot.domain.programme import Assignment
from tests.domain.playbook import assignment, months, programme
from tests.domain.test_tiny_playbook import BOOK as TINY
from tests.domain.test_tiny_playbook import walk

TALK = assignment("talk", skill="communication")
LIST, TREE = assignment("list"), assignment("tree", skill="no")
HABIT = assignment("habit", recurs=True, months=months(1))
OTHER = assignment("other", skill="no", recurs=True, months=months(1))
BOOK = programme(TALK, LIST, TREE, HABIT, OTHER)


def run(*weeks: Assignment, hands_in: bool = True) -> LongRun:
    return LongRun(None, hands_in, weeks)


def test_a_programme_is_lived_through_and_half_as_long_again() -> None:
    assert length(BOOK) == 26
    assert length(programme(LIST).model_copy(update={"phases": BOOK.phases[:1]})) == 20
    assert len(live(BOOK, None, hands_in=True).weeks) == 26


def test_everybody_is_played_who_may_take_part() -> None:
    assert [(one.track, one.hands_in) for one in long_runs(BOOK)] == [
        (None, True), (None, False), ("internal", True), ("internal", False),
        ("external", True), ("external", False),
    ]  # fmt: skip
    assert len(long_runs(BOOK.model_copy(update={"tracks": ()}))) == 2


def test_the_real_rule_chooses_and_evidence_tells() -> None:
    builds = assignment("builds", needs=("page",), core=True)
    page = assignment("page", kind="page", core=True)
    book = programme(page, builds, HABIT)
    everything, nothing = (live(book, None, hands_in) for hands_in in (True, False))
    assert [a.id for a in everything.weeks[:3]] == ["page", "builds", "habit"]
    assert "builds" not in [a.id for a in nothing.weeks]


def test_months_pass_and_tracks_differ() -> None:
    late = assignment("late", phase="build", months=months(4, 4), core=True, track="internal")
    book = programme(late, LIST, HABIT, OTHER)
    weeks = [a.id for a in live(book, "internal", hands_in=True).weeks]
    assert weeks.index("late") + 1 == 14  # 12 April is the first Monday of its fourth month
    assert "late" not in [a.id for a in live(book, "external", hands_in=True).weeks]


def test_it_is_the_way_of_somebody_who_hands_in_every_week() -> None:
    assert list(live(TINY, None, hands_in=True).weeks) == walk(13)


def test_several_weeks_are_handed_in_at_their_end() -> None:
    long = assignment("long", weeks=3, core=True, kind="page")
    book = programme(long, assignment("builds", skill="no", needs=("page",)), HABIT, OTHER)
    weeks = [a.id for a in live(book, None, hands_in=True).weeks]
    assert weeks[:4] == ["long", "long", "long", "builds"]
    assert "builds" not in [a.id for a in live(book, None, hands_in=False).weeks]


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
    two_skills = BOOK.model_copy(update={"skills": BOOK.skills[:2]})
    assert len(list(long_run_faults(two_skills, [four]))) == 2
    one_skill = BOOK.model_copy(update={"skills": BOOK.skills[:1]})
    assert list(long_run_faults(one_skill, [run(HABIT, HABIT, HABIT, HABIT)])) == []


def test_what_comes_once_is_not_repeated_but_may_take_several_weeks() -> None:
    assert run(LIST, LIST, TALK, HABIT, TREE, HABIT).repeated == []
    twice = run(LIST, TALK, LIST, TREE, TALK, hands_in=False)
    assert [str(fault) for fault in long_run_faults(BOOK, [twice])] == [
        "5 weeks · undecided, nothing handed in: list, talk came again; "
        "open something new then, or let one recur"
    ]


def test_a_run_says_whose_it_is() -> None:
    assert described(BOOK, LongRun("internal", False, (LIST,))) == "1 weeks · internal, nothing handed in"
    bare = BOOK.model_copy(update={"tracks": ()})
    assert described(bare, run(LIST)) == "1 weeks · everybody, everything handed in"
