"""The mirror: which habit it finds, whether it moved, and what may counter it."""

import pytest

from bot.domain.mirror import Check, Mirror, finding, is_fresh, is_new
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
    assert found.counter_move == (f"{habit} now" if habit else "")


def test_what_moved_since_the_time_before_is_named() -> None:
    found = finding(HABITS, checks("code how pages", "code talks pages"), moved=True)
    assert [habit.id for habit in found.gone] == ["how"]
    assert [habit.id for habit in found.begun] == ["talks"]
    assert found.counter_move == "code later"
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
    assert is_new(_answers(*weeks) if weeks else None) is new


def _answers(*weeks: int) -> Mirror:
    checks = tuple(Check(week, frozenset()) for week in weeks)
    return Mirror(1, checks, (), finding((), checks, moved=False))
