"""What turns with a week: a month, the programme, a piece of two weeks, what was swapped away."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.coach import absence, hand_in, leave, settings, swap
from bot.coach.coach import Caller
from bot.coach.finish import go_on_quieter
from bot.coach.settings import Preferences
from bot.coach.weeks import open_due_weeks
from bot.domain.criteria import WELCOME_BACK
from bot.domain.member_progress import reader_of, week_of
from bot.domain.playbook import Milestone, Playbook, Proof, Rhythm
from tests.domain.playbook import assignment, months, playbook
from tests.jobs.conftest import LISBON, Class

STORIES = [assignment(f"story-{n}", kind="interview", recurs=True, months=months(1), lens=n) for n in (1, 2)]
HABITS = [
    assignment(f"habit-{skill}", skill=skill, recurs=True, months=months(1)) for skill in ("no", "research")
]
BIG = playbook(assignment("big", weeks=2, core=True), *HABITS)
SERIES = playbook(*STORIES, *HABITS, rhythms=(Rhythm(kind="interview", months=months(1), every=2),))


def joins(group: Class, book: Playbook) -> Caller:
    finished = book.model_copy(update={"finish": "Four months: from a list to a habit."})
    group.coach = replace(group.coach, playbook=finished)
    caller = group.joins("U0ANA")
    group.sends()
    return caller


def walks(group: Class, weeks: int) -> None:
    for _ in range(weeks):
        group.clock.advance(timedelta(weeks=1))
        open_due_weeks(group.coach)
        group.sends()
        group.look_in()


def hands_in(
    group: Class, caller: Caller, week: int | None = None, assignment_id: str | None = "big"
) -> None:
    week_id = group.weeks(caller)[week - 1].id if week else None
    hand_in.hand_in(
        group.coach,
        caller,
        week_id=week_id,
        kind="note",
        fields={"learnt": "It holds."},
        assignment_id=assignment_id,
    )
    group.sends()


def outcomes(group: Class, caller: Caller) -> list[str]:
    return [outcome.value for _, outcome in group.coach.progress(caller).weeks]


def said(group: Class, caller: Caller, week: int) -> str:
    """What the message of a week says now."""
    with group.coach.reading(caller) as (_, member):
        shown = week_of(member, member.own_week(member.records.weeks[week - 1].id))
        return json.dumps(group.coach.renderers.nudge(shown, reader_of(member)).blocks)


# What takes two weeks


def test_an_assignment_of_two_weeks_goes_on_and_nothing_is_open_in_between(group: Class) -> None:
    ana = joins(group, BIG)
    walks(group, 1)
    assert [week.assignment_id for week in group.weeks(ana)] == ["big", "big"]
    assert outcomes(group, ana) == ["open", "open"]
    assert group.coach.progress(ana).late == ()
    assert "Week 1 is over, and this assignment goes on." in said(group, ana, 1)
    assert "The second of the two weeks ends" in said(group, ana, 2)


def test_an_assignment_of_two_weeks_says_which_of_them_ends(group: Class) -> None:
    ana = joins(group, BIG)
    assert "The first of the two weeks ends" in said(group, ana, 1)


@pytest.mark.parametrize("week", [1, 2])
def test_one_piece_keeps_both_of_its_weeks(group: Class, week: int) -> None:
    ana = joins(group, BIG)
    walks(group, 1)
    hands_in(group, ana, week)
    assert outcomes(group, ana) == ["done", "done"]
    assert all("is done" in said(group, ana, number) for number in (1, 2))
    walks(group, 1)
    assert group.weeks(ana)[2].assignment_id != "big"
    assert outcomes(group, ana) == ["done", "done", "open"]


def test_a_piece_of_the_first_week_leaves_the_second_to_something_else(group: Class) -> None:
    ana = joins(group, BIG)
    hands_in(group, ana)
    walks(group, 1)
    assert group.weeks(ana)[1].assignment_id != "big"
    assert outcomes(group, ana) == ["done", "open"]


def test_something_of_their_own_keeps_its_own_week_only(group: Class) -> None:
    ana = joins(group, BIG)
    walks(group, 1)
    hands_in(group, ana, assignment_id=None)
    assert outcomes(group, ana) == ["open", "done"]
    walks(group, 1)
    assert outcomes(group, ana) == ["missed", "done", "open"]


def test_who_swaps_the_second_week_has_the_first_closed(group: Class) -> None:
    ana = joins(group, BIG)
    walks(group, 1)
    swaps(group, ana)
    assert outcomes(group, ana) == ["missed", "open"]
    assert "Week 1 is over. Late is fine." in said(group, ana, 1)
    hands_in(group, ana, 1)
    assert outcomes(group, ana) == ["done", "open"]


# What was swapped away


def swaps(group: Class, caller: Caller) -> str:
    week, offered, _ = swap.alternatives(group.coach, caller)
    swap.swap(group.coach, caller, week.id, offered[0].assignment.id)
    return offered[0].assignment.id


def test_an_interview_that_was_swapped_away_does_not_come_back_on_monday(group: Class) -> None:
    ana = joins(group, SERIES)
    taken = swaps(group, ana)
    assert group.weeks(ana)[0].passed_over == ["story-1"]
    walks(group, 2)
    assert [week.assignment_id for week in group.weeks(ana)][::2] == [taken, "story-2"]
    assert not group.weeks(ana)[1].assignment_id.startswith("story")


def test_what_is_taken_back_was_not_passed_over(group: Class) -> None:
    ana = joins(group, SERIES)
    taken = swaps(group, ana)
    swap.swap(group.coach, ana, group.weeks(ana)[0].id, "story-1")
    assert group.weeks(ana)[0].passed_over == [taken]
    walks(group, 2)
    assert group.weeks(ana)[2].assignment_id == "story-2"


# Months

WAITS = "Month 2 has started, and you can choose its goal later."
"""Nobody hands anything in here, so the week opens with a comeback."""


def schedule(group: Class, caller: Caller, week: int) -> str:
    """Return what a week's message says of a month: that it starts, has started, or waits."""
    how = "starts|has started|has started, and you can choose its goal later"
    found = re.findall(rf"Month \d (?:{how})\.", said(group, caller, week))
    return " ".join(dict.fromkeys(found))


def test_a_month_opens_once_also_for_somebody_who_was_away(group: Class) -> None:
    ana = joins(group, SERIES)
    walks(group, 5)
    assert [schedule(group, ana, week) for week in (4, 5, 6)] == ["", "", WAITS]
    leave.leave(group.coach, ana)
    group.clock.advance(timedelta(weeks=6))
    leave.come_back(group.coach, ana)
    back = group.weeks(ana)[-1]
    assert (back.month, back.reason) == (2, WELCOME_BACK)
    assert schedule(group, ana, back.number) == "Month 2 has started."
    walks(group, 1)
    assert schedule(group, ana, back.number + 1) == ""


def test_a_week_from_before_months_were_kept_has_the_month_of_its_day(group: Class) -> None:
    ana = joins(group, SERIES)
    walks(group, 5)
    with group.database.write() as session:
        for week in group.weeks(ana):
            session.merge(week).month = None
    assert schedule(group, ana, 6) == WAITS


def test_the_programme_ends_with_what_it_came_to_and_says_so_once(group: Class) -> None:
    ana = joins(group, SERIES)
    hands_in(group, ana, assignment_id="story-1")
    walks(group, 18)
    months_of = [week.month for week in group.weeks(ana)]
    first_after = months_of.index(5) + 1
    finish = said(group, ana, first_after)
    assert "Four months: from a list to a habit." in finish
    assert "You did one week, and you saved one piece of evidence." in finish
    others = [said(group, ana, number) for number in range(1, 20) if number != first_after]
    assert "Four months" not in " ".join(others)


@pytest.mark.parametrize("back_after", [timedelta(days=6), timedelta(weeks=5)])
def test_the_finish_comes_once_to_who_was_away_when_the_months_ended(
    group: Class, back_after: timedelta
) -> None:
    ana = joins(group, SERIES)
    hands_in(group, ana, assignment_id="story-1")
    walks(group, 17)
    group.clock.advance(timedelta(days=2))  # month 5 began the day before
    absence.go_away(group.coach, ana, group.clock.now().date(), None)
    ends = group.clock.now() + back_after
    while group.clock.now() < ends:
        group.clock.advance(timedelta(days=1))
        open_due_weeks(group.coach)
        group.sends()
    absence.come_back(group.coach, ana)
    group.sends()
    group.look_in()
    walks(group, 3)
    told = [sent.text for sent in group.nudges(ana) if "Four months: from a list" in sent.text]
    assert len(told) == 1


MOVED = Milestone(
    id="moved",
    title="The move",
    phase="start",
    proof=(Proof(kind="note"),),
    why="It is done.",
    text="It stays with you.",
    private=True,
    moves=True,
)


def test_the_move_ends_the_programme_at_once_and_the_next_opening_says_so(group: Class) -> None:
    ana = joins(group, playbook(*STORIES, *HABITS, milestones=(MOVED,)))
    hands_in(group, ana, assignment_id="story-1")
    assert (finish := group.coach.progress(ana).finish)
    assert (finish.moved, finish.reached) == (True, ("The move",))
    assert go_on_quieter(group.coach, ana).changed
    walks(group, 6)
    assert [week.month for week in group.weeks(ana)] == [1, 5, 5, 5]
    told = ["You made the move" in sent.text for sent in group.nudges(ana)]
    assert told == [True, False, False]
    hands_in(group, ana, assignment_id="habit-no")  # a second time it ends nothing
    assert group.member(ana).moved_on == date(2027, 1, 11)


def test_somebody_who_names_another_month_goes_on_in_it(group: Class) -> None:
    ana = joins(group, playbook(*STORIES, *HABITS, milestones=(MOVED,)))
    hands_in(group, ana, assignment_id="story-1")
    prefers = Preferences(0, 9, LISBON, date(2027, 1, 11), None)
    assert settings.change(group.coach, ana, prefers).finish
    assert not settings.change(group.coach, ana, replace(prefers, start=date(2026, 12, 11))).finish
    assert group.coach.progress(ana).month == 2


def test_the_nudge_that_ends_the_programme_counts_the_milestones_that_were_reached(group: Class) -> None:
    noted = Milestone(
        id="noted",
        title="Noted",
        phase="start",
        proof=(Proof(kind="note"),),
        why="It is a start.",
        text="Took {count} notes.",
    )
    ana = joins(group, playbook(*STORIES, *HABITS, milestones=(noted,)))
    hands_in(group, ana, assignment_id="habit-no")
    walks(group, 18)
    [finish] = [sent.text for sent in group.nudges(ana) if "Four months" in sent.text]
    assert "You did one week, and you saved one piece of evidence. You reached one milestone" in finish
