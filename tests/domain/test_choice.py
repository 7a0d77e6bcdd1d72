"""The week's assignment: cases that a member could argue about, in the order in which criteria weigh."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Case
from bot.domain.choice import Choice, Piece, Situation, alternatives, choose
from bot.domain.criteria import CRITERIA, WELCOME_BACK, first
from bot.domain.playbook import Assignment, Must, Retired, Rhythm
from tests.domain.playbook import assignment, months, piece, playbook

STORY = Rhythm(kind="interview", months=months(1, 3), every=2)


def story(name: str, **rest: Any) -> Assignment:
    return assignment(name, kind="interview", **{"recurs": True, **rest})


def at(week: int = 1, month: int = 1, track: str | None = None, **rest: Any) -> Situation:
    return Situation(month, week, track, **rest)


def chosen(choice: Choice) -> tuple[str, str]:
    return choice.assignment.id, choice.reason


def names(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.assignment.id for choice in choices]


LIST = assignment("list")
FIGURES = assignment("figures", skill="communication")
REFUSAL = assignment("refusal", skill="no")
BIG = assignment("big", weeks=2)
CORE = assignment("core", core=True)
FIRST = story("first", lens=1)
SECOND = story("second", lens=2)


# 1. What the member picked

PICK = playbook(LIST, FIGURES, assignment("bold", exposure=2), assignment("leaving", exposure=3), FIRST)


@pytest.mark.parametrize(
    ("situation", "name"),
    [
        pytest.param(at(picked="figures"), "figures", id="a pick comes before everything"),
        pytest.param(at(picked="figures", month=4), "figures", id="moved from a month that has closed since"),
        pytest.param(
            at(2, picked="figures", assigned=((1, "figures"),)), "figures", id="moved from last week"
        ),
        pytest.param(at(picked="bold"), "bold", id="an interest in product may be picked"),
        pytest.param(at(picked="leaving"), "leaving", id="a wish to leave is theirs to press"),
        pytest.param(at(2, picked="figures", pieces=(piece("figures"),)), "list", id="handed in meanwhile"),
        pytest.param(at(2, picked="first", pieces=(piece("first"),)), "first", id="a recurring one, again"),
        pytest.param(at(picked="gone"), "list", id="the playbook no longer has it"),
    ],
)
def test_what_the_member_picked_is_the_assignment(situation: Situation, name: str) -> None:
    choice = choose(PICK, situation)
    assert choice.assignment.id == name
    assert choice.reason.startswith("You chose this assignment yourself.") == (situation.picked == name)


BREAK = WELCOME_BACK
FEWEST_PIECES = "Of your three skills, saying no has the fewest pieces so far."


@pytest.mark.parametrize(
    ("situation", "name", "reason"),
    [
        pytest.param(at(left_off="figures"), "figures", BREAK, id="goes on"),
        pytest.param(at(left_off="figures", pieces=(piece("figures"),)), "list", None, id="was handed in"),
        pytest.param(at(left_off="leaving"), "list", None, id="shows a wish to leave"),
        pytest.param(
            at(left_off="list", picked="figures"),
            "figures",
            "You chose this assignment yourself.",
            id="a swap",
        ),
    ],
)
def test_who_comes_back_goes_on_with_what_they_were_at(
    situation: Situation, name: str, reason: str | None
) -> None:
    choice = choose(PICK, situation)
    assert choice.assignment.id == name
    assert reason in (None, choice.reason)
    assert (choice.reason == BREAK) == (reason == BREAK)


# What was swapped away


@pytest.mark.parametrize(
    ("week", "assigned", "passed", "name"),
    [
        pytest.param(2, {1: "list"}, {1: "first"}, "figures", id="an interview had its turn all the same"),
        pytest.param(3, {1: "list", 2: "figures"}, {1: "first"}, "second", id="then comes the next lens"),
        pytest.param(3, {1: "list"}, {2: "first"}, "figures", id="two weeks after it was passed over"),
        pytest.param(
            5, {1: "second", 3: "list"}, {3: "first"}, "panel", id="before lenses used or passed over"
        ),
        pytest.param(
            7, {1: "second", 3: "list", 5: "panel"}, {3: "first"}, "second", id="and they take turns again"
        ),
    ],
)
def test_an_interview_that_was_swapped_away_has_had_its_turn(
    week: int, assigned: dict[int, str], passed: dict[int, str], name: str
) -> None:
    situation = at(week, assigned=tuple(assigned.items()), passed_over=tuple(passed.items()))
    assert choose(STORIES, situation).assignment.id == name


@pytest.mark.parametrize(
    ("book", "week", "name"),
    [
        pytest.param([CORE, FIGURES], 2, "figures", id="not in the week after, core or not"),
        pytest.param([CORE, FIGURES], 3, "core", id="core comes again then"),
        pytest.param([assignment("core"), assignment("twin")], 3, "twin", id="the rest after its like"),
        pytest.param([CORE], 2, "core", id="at once where there is nothing else"),
    ],
)
def test_what_was_swapped_away_rests(book: list[Assignment], week: int, name: str) -> None:
    situation = at(week, assigned=((1, "x"),), passed_over=((1, "core"),))
    assert choose(playbook(*book), situation).assignment.id == name


def test_core_that_was_swapped_away_twice_presses_no_more() -> None:
    once, twice = ((1, "core"),), ((1, "core"), (4, "core"))
    chosen_after = [choose(playbook(CORE, LIST), at(9, passed_over=past)) for past in (once, twice)]
    assert [choice.assignment.id for choice in chosen_after] == ["core", "list"]
    assert choose(playbook(CORE), at(9, passed_over=twice)).reason == FIRST_PIECE


# 2. What goes on

LONG = playbook(LIST, BIG, assignment("huge", weeks=3), story("diary", weeks=2))


@pytest.mark.parametrize(
    ("assigned", "pieces", "name", "reason"),
    [
        pytest.param(
            ["big"], [], "big", "This is the second of two weeks for this assignment.", id="the second week"
        ),
        pytest.param(
            ["huge", "huge"],
            [],
            "huge",
            "This is the third of three weeks for this assignment.",
            id="a third week",
        ),
        pytest.param(["big"], [piece("big")], "list", None, id="handed in after a week"),
        pytest.param(["big", "big"], [], "list", None, id="its weeks are over"),
        pytest.param(["big", "figures"], [], "list", None, id="another one came in between"),
        pytest.param(["diary"], [piece("diary")], "list", None, id="a recurring one handed in this time"),
        pytest.param(
            ["diary", "x", "diary"],
            [piece("diary", week=1)],
            "diary",
            "This is the second of two weeks for this assignment.",
            id="a recurring one handed in the time before",
        ),
    ],
)
def test_an_assignment_of_several_weeks_goes_on(
    assigned: list[str], pieces: list[Piece], name: str, reason: str | None
) -> None:
    past = tuple(enumerate(assigned, 1))
    choice = choose(LONG, at(len(past) + 1, assigned=past, pieces=tuple(pieces)))
    assert choice.assignment.id == name
    assert reason in (None, choice.reason)


def test_an_assignment_of_several_weeks_goes_on_after_an_absence() -> None:
    assert choose(LONG, at(6, assigned=((1, "list"), (2, "big")))).assignment.id == "big"


# What the playbook no longer has

REMOVED = playbook(LIST).with_retired(
    Retired(assignments=(assignment("big", weeks=2), assignment("rule", recurs=True, phase="gone")))
)


@pytest.mark.parametrize(
    ("situation", "name"),
    [
        pytest.param(at(2, assigned=((1, "big"),)), "big", id="somebody is in the middle of it"),
        pytest.param(at(2, assigned=((1, "big"),), pieces=(piece("big"),)), "list", id="and handed it in"),
        pytest.param(at(3, assigned=((1, "big"), (2, "big"))), "list", id="and its weeks are over"),
        pytest.param(at(picked="rule"), "rule", id="somebody moved it here"),
        pytest.param(at(), "list", id="nobody else gets it"),
        pytest.param(at(4, assigned=((1, "list"), (2, "big"))), "big", id="nobody else between them"),
        pytest.param(at(4, assigned=((2, "rule"), (3, "list"))), "list", id="not as a last resort either"),
    ],
)
def test_a_retired_assignment_stays_with_those_who_are_at_it(situation: Situation, name: str) -> None:
    assert choose(REMOVED, situation).assignment.id == name


def test_a_retired_assignment_is_no_alternative() -> None:
    assert alternatives(REMOVED, at(2, assigned=((1, "big"),)), LIST) == ()


# 3. The rhythm

STORIES = playbook(LIST, FIGURES, SECOND, FIRST, story("panel", recurs=False), REFUSAL, rhythms=(STORY,))


@pytest.mark.parametrize(
    ("week", "assigned", "pieces", "name"),
    [
        pytest.param(1, {}, [], "first", id="the first week begins with one"),
        pytest.param(2, {1: "first"}, [], "figures", id="a week later it isn't due, done or not"),
        pytest.param(3, {1: "first", 2: "list"}, [], "second", id="two weeks later: the next lens"),
        pytest.param(3, {2: "first"}, [], "figures", id="late start, and it isn't due yet"),
        pytest.param(
            3, {1: "first"}, [piece("list", 2, "interview")], "figures", id="one handed in unasked counts"
        ),
        pytest.param(2, {}, [piece(None, 1, "interview")], "figures", id="also without any assignment"),
        pytest.param(4, {}, [piece(None, 1, "interview")], "first", id="which uses up no lens"),
        pytest.param(
            5, {1: "first", 3: "second"}, [], "panel", id="then the one that has no lens and comes once"
        ),
        pytest.param(7, {1: "first", 3: "second", 5: "panel"}, [], "first", id="then the one longest ago"),
        pytest.param(
            9, {1: "first", 3: "second", 5: "panel", 7: "first"}, [], "second", id="the lenses take turns"
        ),
        pytest.param(3, {1: "second"}, [], "first", id="the lowest lens that wasn't used"),
        pytest.param(3, {1: "no-longer-there"}, [], "first", id="what left the playbook is forgotten"),
        pytest.param(9, {1: "first"}, [piece("second", 5, "interview")], "panel", id="handed in is used too"),
    ],
)
def test_an_interview_comes_when_its_rhythm_is_due(
    week: int, assigned: dict[int, str], pieces: list[Piece], name: str
) -> None:
    situation = at(week, assigned=tuple(assigned.items()), pieces=tuple(pieces))
    assert choose(STORIES, situation).assignment.id == name


TWO = (piece("x", 1, skill="no"), piece("x", 1, skill="no"))


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        pytest.param((), "This can be your first piece on user research.", id="the first"),
        pytest.param(
            (piece("asked", 2), piece("asked", 4, skill="no")),
            "Your last piece on user research is from week 2.",
            id="the last one's week; another skill's doesn't count",
        ),
        pytest.param(
            (piece("gone", 3), piece("leaving", 2)),
            "Your last piece on user research is from week 3.",
            id="the latest week, whatever it was for and whenever it was saved",
        ),
        pytest.param(
            (*TWO, piece("asked", 3), piece("asked", 4, skill="no")),
            "Your last piece was on saying no, and this one is on user research.",
            id="after another skill's, by turns",
        ),
        pytest.param(
            (*TWO, piece("asked", 1), piece("asked", 4, skill="no")),
            "Your last piece on user research is from week 1.",
            id="but a gap of four weeks is said",
        ),
        pytest.param(
            (*TWO, piece("asked", 3), piece("asked", 4, skill="gone")),
            "Your last piece on user research is from week 3.",
            id="nor is a skill named that left the playbook",
        ),
        pytest.param(
            (piece("asked", 1), piece("asked", 3), piece("x", 4, skill="no")),
            'Your last piece on user research was "asked".',
            id="by its title, by turns",
        ),
        pytest.param(
            (piece("asked", 1), piece("leaving", 3), piece("x", 4, skill="no")),
            "Your last piece on user research is from week 3.",
            id="but by no title that shows a wish to leave",
        ),
        pytest.param(
            (piece("asked", 1), piece("gone", 3), piece("x", 4, skill="no")),
            "Your last piece on user research is from week 3.",
            id="nor by one that left the playbook",
        ),
        pytest.param(
            (piece("asked", 1),) * 4,
            "This can be your fifth piece on user research.",
            id="every fifth is counted",
        ),
    ],
)
def test_a_reason_says_the_number_that_is_worth_a_word_else_what_came_last(
    pieces: tuple[Piece, ...], reason: str
) -> None:
    book = playbook(assignment("asked"), assignment("leaving", exposure=3), CORE)
    asked = ((2, "asked"), (3, "x"), (4, "y")) if pieces else ()
    assert chosen(choose(book, at(5, pieces=pieces, assigned=asked))) == ("core", reason)


@pytest.mark.parametrize(
    ("every", "stories", "reason"),
    [
        pytest.param(1, 0, "This can be your first interview.", id="weekly"),
        pytest.param(2, 2, "Your last interview is from week 1.", id="fortnightly"),
        pytest.param(4, 14, "This can be your fifteenth interview.", id="monthly"),
    ],
)
def test_the_rhythm_says_which_one_it_is_for_the_member(every: int, stories: int, reason: str) -> None:
    book = playbook(FIRST, rhythms=(Rhythm(kind="interview", months=months(1, 3), every=every),))
    done = (piece(None, 1, "interview"),) * stories
    assert choose(book, at(9, pieces=done)).reason == reason


def test_what_was_done_before_comes_again_with_the_week_in_which_it_was() -> None:
    book = playbook(FIRST, rhythms=(STORY,))
    again = choose(book, at(9, assigned=((3, "first"),), pieces=(piece("first", 3, "interview"),)))
    assert again.reason == "You did this assignment in week 3. Look for what has changed since."
    assert "too" not in choose(book, at(9, assigned=((3, "first"),))).reason


def test_after_an_interview_more_of_its_skill_does_not_build_on_it() -> None:
    more = assignment("more", needs=("interview",))
    book = playbook(more, TREE, REFUSAL, FIRST, rhythms=(STORY,))
    after = at(2, assigned=((1, "first"),), pieces=(piece("first", 1, "interview"),))
    assert chosen(choose(book, after)) == ("tree", BUILDS)
    assert choose(playbook(more, FIGURES, FIRST, rhythms=(STORY,)), after).assignment is FIGURES


def test_a_swap_offers_first_what_would_not_come_by_itself() -> None:
    menu = playbook(LIST, assignment("core-figures", skill="communication", core=True), FIGURES, REFUSAL)
    assert names(alternatives(menu, at(), LIST)) == ["figures", "refusal"]


def test_a_rhythm_holds_in_its_months_only() -> None:
    late = assignment("late", months=months(4), phase="build", skill="no")
    book = playbook(late, story("any", months=months(1)), rhythms=(STORY,))
    assert choose(book, at(1, 3)).assignment.id == "any"
    assert chosen(choose(book, at(15, 4))) == ("late", "This can be your first piece on saying no.")


# 4 to 7. What builds on the last piece, the core, the skill, the author's order

TREE = assignment("tree", skill="no", needs=("interview",))
PRESENTED = assignment("presented", skill="communication", needs=("page",), core=True)
LATER_CORE = assignment("later-core", core=True, months=months(2, 3))
NO_CORE = assignment("no-core", skill="no", core=True, months=months(2, 3))

BUILDS = "This assignment builds on your first interview, from week 1."
FIRST_PIECE = "This can be your first piece on user research."
ADDS = "Your last piece on user research is from week 1."
SINCE = (piece(None, 3, skill="no"),)
"""Handed in of one's own accord, after what came in weeks 1 and 2."""


@pytest.mark.parametrize(
    ("week", "situation", "name"),
    [
        pytest.param(2, {}, "list", id="not in the week after"),
        pytest.param(3, {}, "list", id="nor in the next"),
        pytest.param(4, {}, "core", id="in the third"),
        pytest.param(4, {"pieces": ()}, "list", id="not while nothing has been handed in since"),
        pytest.param(4, {"pieces": (piece("habit", 1),)}, "list", id="what came in before doesn't count"),
        pytest.param(4, {"assigned": ((1, "core"), (2, "list"))}, "core", id="before what isn't core"),
        pytest.param(4, {"pieces": (piece("core", 2),)}, "list", id="unless it was handed in"),
        pytest.param(9, {"assigned": ((1, "core"), (4, "core"))}, "list", id="once more and not again"),
        pytest.param(4, {"month": 4}, "late", id="while it is open"),
        pytest.param(4, {"passed_over": ((3, "core"),)}, "list", id="nor soon after a swap"),
    ],
)
def test_core_that_was_not_handed_in_comes_once_more(week: int, situation: dict[str, Any], name: str) -> None:
    late = assignment("late", phase="build", months=months(4, 4))
    book = playbook(CORE, LIST, late, assignment("habit", recurs=True, months=months(1)))
    choice = choose(book, at(week, **{"assigned": ((1, "core"),), "pieces": SINCE, **situation}))
    assert choice.assignment.id == name
    if name == "core":
        assert choice.reason == "This was your assignment in week 1 too."


def test_core_of_several_weeks_comes_once_more_for_all_of_them() -> None:
    book = playbook(assignment("long", core=True, weeks=2), LIST)
    came = ((1, "long"), (2, "long"), (3, "list"), (4, "list"))
    assert choose(book, at(5, assigned=came, pieces=SINCE)).assignment.id == "long"
    again = choose(book, at(6, assigned=(*came, (5, "long")), pieces=SINCE))
    assert chosen(again) == ("long", "This is the second of two weeks for this assignment.")


PAGE_MUST = assignment("page", core=True, musts=("page",))
BOTH_MUSTS = assignment("both", core=True, musts=("page", "talk"))
MUSTS = (Must(id="page", title="a page"), Must(id="talk", title="talks", times=2))


@pytest.mark.parametrize(
    ("book", "done", "name"),
    [
        pytest.param([PAGE_MUST, CORE, BOTH_MUSTS], [], "page", id="the author's order"),
        pytest.param([PAGE_MUST, CORE], ["a-page"], "core", id="last what was met by something else"),
        pytest.param([PAGE_MUST, BOTH_MUSTS], ["a-page"], "both", id="before it what isn't met by half"),
        pytest.param([BOTH_MUSTS, CORE], ["a-page", "a-talk"], "both", id="once where it takes two"),
        pytest.param([BOTH_MUSTS, CORE], ["a-page", "a-talk", "a-talk"], "core", id="twice is enough"),
        pytest.param([PAGE_MUST, LIST], ["a-page"], "page", id="it still comes before what isn't core"),
    ],
)
def test_core_that_meets_nothing_new_comes_last_of_the_core(
    book: list[Assignment], done: list[str], name: str
) -> None:
    given = (assignment("a-page", musts=("page",)), assignment("a-talk", musts=("talk",), recurs=True))
    situation = at(9, assigned=((8, "a-talk"),), pieces=tuple(piece(id_) for id_ in done))
    assert choose(playbook(*book, *given, musts=MUSTS), situation).assignment.id == name


@pytest.mark.parametrize(
    ("book", "situation", "name", "reason"),
    [
        pytest.param(
            [CORE, TREE],
            at(pieces=(piece(None, 1, "interview"),)),
            *("core", ADDS),
            id="the core comes before what builds on the last piece",
        ),
        pytest.param(
            [LIST, FIGURES, TREE],
            at(pieces=(piece(None, 1, "interview", "no"),)),
            *("tree", BUILDS),
            id="which comes before the rest",
        ),
        pytest.param(
            [LIST, FIGURES, TREE],
            at(pieces=(piece(None, 1, "interview", "no"), piece(None, 2))),
            *("figures", "This can be your first piece on communication."),
            id="only the very last piece is built on",
        ),
        pytest.param(
            [assignment("for-good", core=True, months=months(1)), CORE],
            at(),
            *("for-good", FIRST_PIECE),
            id="of the core the author's first, whatever closes",
        ),
        pytest.param(
            [assignment("other", core=True), assignment("less", skill="no", core=True)],
            at(pieces=(piece(),)),
            *("other", ADDS),
            id="all alike: the author's order, whatever the skill",
        ),
        pytest.param([TREE, LIST], at(), "list", FIRST_PIECE, id="what needs a kind waits for it"),
        pytest.param(
            [assignment("both", needs=("page", "interview")), LIST],
            at(pieces=(piece(None, 1, "interview"),)),
            *("list", ADDS),
            id="and for all of them",
        ),
        pytest.param(
            [TREE, PRESENTED],
            at(pieces=(piece(None, 1, "interview"), *[piece(None, 2, "page", "no")] * 2)),
            *("presented", "This assignment builds on your second page for a VP, from week 2."),
            id="the sentence counts the pieces of that kind",
        ),
        pytest.param([LIST, CORE], at(), "core", FIRST_PIECE, id="the core comes before the rest"),
        pytest.param(
            [CORE, LATER_CORE], at(month=2), "core", FIRST_PIECE, id="core of a month before has its place"
        ),
        pytest.param(
            [LATER_CORE, CORE],
            at(month=2, assigned=((1, "core"),)),
            *("later-core", FIRST_PIECE),
            id="then that of the next",
        ),
        pytest.param(
            [LATER_CORE],
            at(month=3),
            *("later-core", FIRST_PIECE),
            id="core in its last month",
        ),
        pytest.param([LATER_CORE, LIST], at(), "list", FIRST_PIECE, id="no core before its month"),
        pytest.param(
            [CORE, assignment("other-core", skill="no", core=True, months=months(2, 3))],
            at(3, 2, assigned=((1, "x"), (2, "y"))),
            *("core", FIRST_PIECE),
            id="what the playbook no longer has tires nobody",
        ),
        pytest.param(
            [CORE, LIST, LATER_CORE, NO_CORE],
            at(3, 2, assigned=((1, "list"), (2, "core"))),
            *("no-core", "This can be your first piece on saying no."),
            id="no third week of a skill while another's core is open",
        ),
        pytest.param(
            [CORE, LIST, LATER_CORE, FIGURES],
            at(3, 2, assigned=((1, "list"), (2, "core"))),
            *("later-core", FIRST_PIECE),
            id="but rather that than no core",
        ),
        pytest.param(
            [LIST, FIGURES, REFUSAL, assignment("twin"), assignment("third")],
            at(3, assigned=((1, "list"), (2, "twin")), pieces=(piece(skill="communication"),) * 2),
            *("refusal", "This can be your first piece on saying no."),
            id="no third week of a skill while another one is open",
        ),
        pytest.param(
            [assignment("third"), FIGURES, LIST, assignment("twin")],
            at(4, assigned=((1, "figures"), (2, "list"), (3, "twin"))),
            *("third", FIRST_PIECE),
            id="but rather that than what came up before",
        ),
        pytest.param(
            [LIST, FIGURES, assignment("page", skill="communication"), REFUSAL],
            at(4, assigned=((1, "list"), (2, "figures"), (3, "refusal"))),
            *("page", "This can be your first piece on communication."),
            id="no piece of any: the skill with the fewest weeks",
        ),
        pytest.param(
            [LIST, FIGURES, REFUSAL],
            at(pieces=(piece(), piece(skill="communication"))),
            *("refusal", "This can be your first piece on saying no."),
            id="a skill that hasn't come up",
        ),
        pytest.param(
            [LIST, FIGURES, REFUSAL],
            at(pieces=(piece(), piece(), *[piece(skill="communication")] * 2, piece(skill="no"))),
            *("refusal", FEWEST_PIECES),
            id="the least practised skill",
        ),
        pytest.param(
            [LIST, FIGURES, REFUSAL],
            at(pieces=(piece(), piece(), piece(skill="communication"), piece(skill="no"))),
            *("figures", "Your last piece was on saying no, and this one is on communication."),
            id="two skills alike: the author's order",
        ),
        pytest.param(
            [LIST, FIGURES],
            at(pieces=(piece(), piece(), piece(skill="communication"))),
            *("figures", "Your last piece on communication is from week 1."),
            id="nothing is open for the very least practised",
        ),
        pytest.param(
            [LIST, FIGURES, REFUSAL, assignment("refusal-2", skill="no")],
            at(3, assigned=((1, "refusal"), (2, "figures")), pieces=(piece(), piece(skill="communication"))),
            *("refusal-2", "This can be your first piece on saying no."),
            id="a skill that came up and brought no evidence",
        ),
        pytest.param(
            [LIST, FIGURES, REFUSAL, assignment("refusal-2", skill="no")],
            at(2, assigned=((1, "refusal"),), pieces=(piece(), piece(skill="communication"))),
            *("list", ADDS),
            id="but not the same skill as last week",
        ),
        pytest.param(
            [assignment("two-months", months=months(1, 2)), LIST, assignment("one", months=months(1, 1))],
            at(),
            *("one", FIRST_PIECE),
            id="of one skill's what closes first",
        ),
        pytest.param(
            [LIST, FIGURES],
            at(2, assigned=((1, "list"),)),
            *("figures", "This can be your first piece on communication."),
            id="a skill that hasn't, whatever else did",
        ),
        pytest.param(
            [LIST, assignment("twin")], at(), "list", FIRST_PIECE, id="all alike: the author's order"
        ),
        pytest.param(
            [LIST, assignment("twin")],
            at(2, assigned=((1, "list"),)),
            "twin",
            FIRST_PIECE,
            id="nothing comes twice",
        ),
        pytest.param(
            [LIST, assignment("twin")],
            at(2, pieces=(piece("list", 1, skill="no"),)),
            *("twin", FIRST_PIECE),
            id="nor what was handed in unasked",
        ),
        pytest.param(
            [assignment("habit", recurs=True), LIST],
            at(2, assigned=((1, "habit"),)),
            *("list", FIRST_PIECE),
            id="a recurring one without a rhythm rests a week",
        ),
        pytest.param(
            [assignment("habit", recurs=True)],
            at(3, assigned=((1, "habit"), (2, "x"))),
            *("habit", FIRST_PIECE),
            id="and then comes again",
        ),
        pytest.param(
            [assignment("habit", recurs=True), LIST],
            at(3, assigned=((1, "habit"), (2, "x"))),
            *("list", FIRST_PIECE),
            id="after what hasn't come up yet",
        ),
        pytest.param(
            [assignment("habit", recurs=True), assignment("other", recurs=True)],
            at(4, assigned=((1, "other"), (2, "habit"), (3, "x"))),
            *("other", FIRST_PIECE),
            id="and after what came up longer ago",
        ),
        pytest.param(
            [assignment("habit", recurs=True, core=True), CORE],
            at(3, assigned=((1, "habit"), (2, "x"))),
            *("core", FIRST_PIECE),
            id="a core that recurs is met by coming once",
        ),
    ],
)
def test_what_is_open_is_weighed(
    book: list[Assignment], situation: Situation, name: str, reason: str
) -> None:
    assert chosen(choose(playbook(*book), situation)) == (name, reason)


# What may come at all

INSIDE = assignment("inside", track="internal")
OUTSIDE = assignment("outside", track="external")


@pytest.mark.parametrize(
    ("first", "situation", "comes"),
    [
        pytest.param(assignment("a", months=months(2, 3)), at(month=1), False, id="before its months"),
        pytest.param(assignment("a", months=months(2, 3)), at(month=2), True, id="in its first month"),
        pytest.param(assignment("a", months=months(1, 2)), at(month=3), False, id="after its months"),
        pytest.param(assignment("a", months=months(1)), at(month=4), False, id="after its phase"),
        pytest.param(
            assignment("a", months=months(1), recurs=True), at(month=4), True, id="recurring after it"
        ),
        pytest.param(
            assignment("a", months=months(5), phase="build"), at(month=4), False, id="before the time after"
        ),
        pytest.param(
            assignment("a", months=months(4)), at(month=4), False, id="the last month isn't the time after"
        ),
        pytest.param(
            assignment("a", months=months(5), phase="build"), at(month=5), True, id="after the last phase"
        ),
        pytest.param(
            assignment("a", months=months(6, 7), phase="build"), at(month=7), True, id="later after it"
        ),
        pytest.param(
            assignment("a", months=months(6, 7), phase="build"), at(month=8), False, id="closed after it"
        ),
        pytest.param(
            assignment("a", months=months(5), phase="build", exposure=2),
            at(month=9),
            False,
            id="after it, more than its phase shows",
        ),
        pytest.param(INSIDE, at(track=None), False, id="undecided, for inside"),
        pytest.param(INSIDE, at(track="internal"), True, id="inside, for inside"),
        pytest.param(INSIDE, at(track="external"), False, id="outside, for inside"),
        pytest.param(INSIDE, at(track="both"), True, id="both, for inside"),
        pytest.param(OUTSIDE, at(track="both"), True, id="both, for outside"),
        pytest.param(LIST, at(track="internal"), True, id="inside, for everybody"),
        pytest.param(assignment("a", exposure=1), at(), True, id="as much as its phase shows"),
        pytest.param(assignment("a", exposure=2), at(), False, id="more than its phase shows"),
    ],
)
def test_what_comes_unasked(first: Assignment, situation: Situation, comes: bool) -> None:
    always = assignment("always", months=months(1), recurs=True)
    assert (choose(playbook(first, always), situation).assignment is first) is comes


# When nothing is left

ROOM = "You can add one more"


@pytest.mark.parametrize(
    ("book", "situation", "name", "reason"),
    [
        pytest.param(
            [FIRST, LIST, FIGURES],
            at(4, assigned=((1, "figures"), (2, "list"), (3, "first"))),
            *("list", "This was your assignment in week 2 too."),
            id="what was never handed in, in the author's order",
        ),
        pytest.param(
            [LIST, FIRST],
            at(3, assigned=((2, "first"),), pieces=(piece("list"),)),
            *("first", f"{ROOM} interview this week."),
            id="a recurring one out of its rhythm",
        ),
        pytest.param(
            [SECOND, FIRST],
            at(3, assigned=((2, "first"),)),
            *("second", f"{ROOM} interview this week."),
            id="with the next lens",
        ),
        pytest.param(
            [LIST, story("panel", recurs=False)],
            at(3, assigned=((2, "gone"),), pieces=(piece("list"), piece(None, 2, "interview"))),
            *("panel", f"{ROOM} interview this week."),
            id="or one that comes once",
        ),
        pytest.param(
            [assignment("a", recurs=True, months=months(1, 2)), LIST],
            at(30, month=9, assigned=((2, "list"),)),
            *("a", f"{ROOM} note this week."),
            id="nothing is open: a recurring one from an earlier month",
        ),
        pytest.param(
            [
                assignment("a", recurs=True, months=months(1, 2)),
                assignment("b", recurs=True, months=months(1)),
            ],
            at(30, month=9, assigned=((28, "a"), (29, "b"))),
            *("b", f"{ROOM} note this week."),
            id="an open one before it, even twice running",
        ),
    ],
)
def test_when_nothing_new_is_left(
    book: list[Assignment], situation: Situation, name: str, reason: str
) -> None:
    assert chosen(choose(playbook(*book, rhythms=(STORY,)), situation)) == (name, reason)


@pytest.mark.parametrize(
    "only",
    [
        pytest.param(INSIDE, id="for one track"),
        pytest.param(TREE, id="needs what wasn't handed in"),
        pytest.param(assignment("a", recurs=True, exposure=2), id="shows too much"),
        pytest.param(assignment("a", months=months(2, 3)), id="not open yet"),
    ],
)
def test_a_playbook_without_anything_to_assign_says_what_it_lacks(only: Assignment) -> None:
    with pytest.raises(
        LookupError, match=r"^playbook small has nothing for month 1, track None: it needs an"
    ):
        choose(playbook(only), at())


# Alternatives

BOLD = assignment("bold", skill="no", exposure=2)
MENU = playbook(
    LIST,
    assignment("tickets"),
    FIGURES,
    assignment("page", skill="communication"),
    assignment("leaving", skill="no", exposure=3),
    BOLD,
    FIRST,
    rhythms=(STORY,),
)


@pytest.mark.parametrize(
    ("to", "situation", "expected"),
    [
        pytest.param(
            "list", at(2, assigned=((1, "first"),)), ["figures", "bold"], id="each of another skill"
        ),
        pytest.param("first", at(), ["figures", "list"], id="for an interview also another way to its skill"),
        pytest.param(
            "first",
            at(3, assigned=((1, "list"), (2, "tickets"))),
            ["figures", "bold"],
            id="unless there is no new one",
        ),
        pytest.param(
            "list",
            at(3, assigned=((1, "page"), (2, "figures"))),
            ["bold", "first"],
            id="two weeks are enough",
        ),
        pytest.param("figures", at(), ["first", "bold"], id="the interview, while it is due"),
        pytest.param(
            "figures", at(2, assigned=((1, "first"),)), ["bold", "list"], id="not while it isn't due"
        ),
        pytest.param(
            "list",
            at(3, assigned=((1, "bold"), (2, "first"))),
            ["figures", "page"],
            id="then another one of a skill with fewer weeks, before what comes back",
        ),
        pytest.param(
            "list",
            at(5, assigned=((1, "bold"), (2, "figures"), (3, "page"), (4, "first"))),
            ["tickets", "figures"],
            id="what comes back when nothing new is left",
        ),
    ],
)
def test_alternatives_bring_other_skills_first(to: str, situation: Situation, expected: list[str]) -> None:
    assert names(alternatives(MENU, situation, MENU.assignment[to])) == expected


def test_alternatives_have_their_reasons() -> None:
    offered = alternatives(MENU, at(pieces=(piece(),)), LIST)
    assert [choice.reason for choice in offered] == [
        "This can be your first piece on communication.",
        "This can be your first piece on saying no.",
    ]


def test_there_may_be_fewer_than_two_alternatives() -> None:
    assert alternatives(playbook(LIST), at(), LIST) == ()
    assert names(alternatives(playbook(LIST, FIGURES), at(), LIST)) == ["figures"]


# What must hold in every situation

BOOK = playbook(
    *(LIST, FIGURES, REFUSAL, BIG, FIRST, SECOND, TREE, PRESENTED, CORE, LATER_CORE, INSIDE, OUTSIDE, BOLD),
    assignment("leaving", skill="no", exposure=3),
    assignment("always", months=months(1), recurs=True),
    rhythms=(STORY,),
)
ids = st.sampled_from([a.id for a in BOOK.assignments])
pieces = st.builds(
    piece, ids, st.integers(1, 20), st.sampled_from(list(BOOK.kind)), st.sampled_from(list(BOOK.skill))
)
situations = st.builds(
    Situation,
    month=st.integers(1, 6),
    week=st.just(21),
    track=st.sampled_from([None, "both", "internal", "external"]),
    pieces=st.lists(pieces, max_size=6).map(tuple),
    assigned=st.lists(st.tuples(st.integers(1, 20), ids), max_size=8).map(lambda past: tuple(sorted(past))),
    passed_over=st.lists(st.tuples(st.integers(1, 20), ids), max_size=4).map(tuple),
)


@given(situations)
def test_a_choice_is_sound_in_every_situation(situation: Situation) -> None:
    choice = choose(BOOK, situation)
    others = alternatives(BOOK, situation, choice.assignment)
    assert choice.assignment.exposure <= 1
    assert len({choice.assignment.id, *names(others)}) == 1 + len(others)
    for offer in (choice, *others):
        assert offer.assignment.exposure <= 2
        assert offer.assignment.track in (None, situation.track) or situation.track == "both"
        assert offer.reason.endswith(".")
        assert "!" not in offer.reason


@given(situations)
def test_asking_each_criterion_only_of_those_still_equal_comes_to_the_whole_comparison(
    situation: Situation,
) -> None:
    case = Case(BOOK, situation)
    assert first(case, BOOK.assignments) is min(
        BOOK.assignments, key=lambda a: [criterion(case, a) for criterion, _ in CRITERIA]
    )


def test_weeks_take_turns_between_interviews_and_the_rest() -> None:
    book = playbook(LIST, FIGURES, REFUSAL, FIRST, SECOND, TREE, CORE, rhythms=(STORY,))
    past: list[Assignment] = []
    for week in range(1, 8):
        done = tuple(piece(a.id, n, a.kind, a.skill) for n, a in enumerate(past, 1))
        assigned = tuple((n, a.id) for n, a in enumerate(past, 1))
        past.append(choose(book, at(week, pieces=done, assigned=assigned)).assignment)
    assert [a.id for a in past] == ["first", "core", "second", "tree", "first", "figures", "second"]
