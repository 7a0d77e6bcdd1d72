"""The mirror: which habit it finds, whether it moved, and what may counter it."""

from typing import Any

import pytest

from bot.domain.mirror import Asking, Check, Mirror, asking, finding, is_fresh, is_new
from bot.domain.playbook import Habit

HABITS = tuple(
    Habit.model_validate(
        {"id": id_, "kind": kind, "title": id_, "before": f"{id_} now", "after": f"{id_} later"}
    )
    for id_, kind in (("code", "stop"), ("how", "stop"), ("talks", "start"), ("pages", "start"))
)


def checks(*ticked: str) -> list[Check]:
    return [Check(4 + 2 * number, frozenset(each.split())) for number, each in enumerate(ticked)]


@pytest.mark.parametrize(
    ("ticked", "habit", "times", "of", "last"),
    [
        (["how talks pages"], "how", 1, 1, None),
        (["how", "code how"], "how", 2, 2, True),
        (["talks", "code talks pages"], "code", 1, 2, False),
        (["code", "code", "how code", "how", "how code"], "code", 3, 4, False),
        (["how", "code how", "code"], "code", 2, 3, True),
        (["code", ""], "talks", 0, 2, False),
        (["talks", "talks", ""], "pages", 0, 3, False),
        (["talks pages", "pages"], "talks", 1, 2, True),
        (["talks pages"], None, 0, 1, None),
        (["gone", "gone talks pages"], None, 0, 2, None),
    ],
    ids=str,
)
def test_the_commonest_habit_to_stop_is_found_else_the_rarest_to_start(
    ticked: list[str], habit: str | None, times: int, of: int, last: bool | None
) -> None:
    found = finding(HABITS, checks(*ticked), moved=False)
    assert (found.habit and found.habit.id, found.times, found.of, found.last) == (habit, times, of, last)
    assert found.to_try == (f"{habit} now" if habit else "")


def test_what_moved_since_the_time_before_is_named() -> None:
    found = finding(HABITS, checks("code how pages", "code talks pages"), moved=True)
    assert [habit.id for habit in found.gone] == ["how"]
    assert [habit.id for habit in found.begun] == ["talks"]
    assert found.to_try == "code later"
    alone = finding(HABITS, checks("talks"), moved=False)
    assert (alone.gone, alone.begun) == ((), ())


def test_nothing_is_found_in_nothing() -> None:
    with pytest.raises(ValueError, match="no answer"):
        finding(HABITS, [], moved=False)


@pytest.mark.parametrize(("week", "fresh"), [(12, True), (14, True), (15, True), (16, False), (44, False)])
def test_an_old_answer_is_not_named_after_a_silence(week: int, fresh: bool) -> None:
    assert is_fresh(_answers(8, 10), week) is fresh


@pytest.mark.parametrize(
    ("weeks", "new"), [((), True), ((8,), True), ((8, 10), False), ((4, 6, 8, 10), False)]
)
def test_what_a_mirror_is_is_said_the_first_times(weeks: tuple[int, ...], new: bool) -> None:
    assert is_new(_answers(*weeks) if weeks else None, 6) is new


@pytest.mark.parametrize(("week", "new"), [(4, True), (7, True), (8, False), (44, False)])
def test_whoever_does_not_answer_is_told_with_the_first_two_questions(week: int, new: bool) -> None:
    assert is_new(None, week) is new


def _answers(*weeks: int) -> Mirror:
    checks = tuple(Check(week, frozenset()) for week in weeks)
    return Mirror(1, checks, (), finding((), checks, moved=False))


@pytest.mark.parametrize(
    ("ticked", "rest", "true"),
    [
        pytest.param(None, {}, ["first", "piece"], id="no answer"),
        pytest.param(None, {"own": ()}, ["first"], id="nor anything of the week"),
        pytest.param(
            None, {"own": ("piece", "short", "plan")}, ["first", "piece", "short", "plan"], id="much of it"
        ),
        pytest.param([""], {"week": 18}, ["long_ago", "piece"], id="an old answer"),
        pytest.param([""], {}, ["to_start", "piece"], id="nothing ticked"),
        pytest.param(["talks pages"], {}, ["all_well", "piece"], id="all as it is wanted"),
        pytest.param(["how"], {}, ["took", "piece"], id="a habit to stop"),
        pytest.param(["talks", "how talks"], {}, ["took", "piece"], id="and not the time before"),
        pytest.param(["how", "how"], {}, ["again", "piece"], id="twice in a row"),
        pytest.param(["code how", "how"], {}, ["again", "gone", "piece"], id="another one took less"),
        pytest.param(["how", "how talks"], {}, ["again", "begun", "piece"], id="one is new"),
        pytest.param(["how"], {"when": "late"}, ["took", "own_words", "piece"], id="own words"),
        pytest.param(["how"], {"planned": True}, ["took", "planned", "piece"], id="a planned thing to try"),
        pytest.param(["how"], {"planned": False}, ["took", "piece"], id="one that wasn't wanted"),
        pytest.param(["talks pages"], {"planned": True}, ["all_well", "piece"], id="none was suggested"),
    ],
)
def test_the_question_reminds_of_all_that_is_true_in_turns(
    ticked: list[str] | None, rest: dict[str, Any], true: list[str]
) -> None:
    first, own = rest.pop("week", 12), [Asking(each) for each in rest.pop("own", ["piece"])]
    before = None if ticked is None else _answered(*ticked, **rest)
    weeks = range(first, first + 2 * len(true), 2)
    asked = [asking(before, week, own) for week in weeks]
    assert sorted(asked) == sorted(true)


def _answered(*ticked: str, when: str = "", planned: bool | None = None) -> Mirror:
    """A mirror whose newest answer is of week 11."""
    made = tuple(
        Check(13 - 2 * (len(ticked) - at), frozenset(each.split()), when) for at, each in enumerate(ticked)
    )
    return Mirror(1, made, HABITS, finding(HABITS, made, moved=False), planned)


def test_the_first_question_says_what_it_is_about() -> None:
    assert asking(None, 4, [Asking.PIECE]) is Asking.FIRST
