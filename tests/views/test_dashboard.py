"""The dashboard, Home and what strangers see, word for word."""

from dataclasses import replace

import pytest

from bot.domain.playbook import Phase
from bot.domain.progress import Sharing
from bot.domain.weeks import Record
from bot.views import dashboard, errors, playbook
from bot.views.home import home, weeks
from bot.views.vocabulary import weeks_kept
from tests.views import samples as a
from tests.views.reading import read
from tests.views.screens import AFTER_A_MISS, FIRST_WEEK, LEFT, MEMBERS, MUTED


def test_the_dashboard_is_this_week_the_record_and_what_comes_next() -> None:
    assert read(dashboard.dashboard(a.progress())) == [
        "# Month 2, week 6",
        "This week: read 15 closed tickets for what people did instead (45 min). "
        "Open until Mon 22 Feb, 09:00, Lisbon time.",
        "[*Hand it in] [Swap] [Later v]",
        "Kept 5 of 5 weeks. Next milestone: five stories, two to go.",
        "- Next from me: Mon 22 Feb, 09:00, Lisbon time. All of this stands on Home too.",
        "[Settings] [All I can do]",
    ]


@pytest.mark.parametrize(
    ("name", "state", "record"),
    [
        ("first week", "Open until Mon 22 Feb, 09:00, Lisbon time.", "Your first week is open."),
        ("after a miss", "Open until Mon 22 Feb, 09:00, Lisbon time.", "Kept 2 weeks, best run 2."),
        ("handed in", "Handed in Wed 17 Feb; the week is kept.", "Kept 5 of 5 weeks."),
        ("moved", "Back Tue 09:00, Lisbon time.", "Kept 5 of 5 weeks."),
        ("skipped", "Skipped; if you do it after all, it counts.", "Kept 5 of 5 weeks."),
    ],
)
def test_the_week_and_the_record_are_said_in_each_state(name: str, state: str, record: str) -> None:
    lines = read(dashboard.dashboard(MEMBERS[name]))
    assert lines[1].endswith(state)
    assert lines[3].startswith(record)


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (Record(0, 0, 0, 0), ""),
        (Record(0, 3, 0, 0), ""),
        (Record(1, 1, 1, 1), "Your first week is kept."),
        (Record(7, 7, 7, 7), "Kept 7 of 7 weeks."),
        (Record(1, 2, 0, 1), "Kept 1 week."),
        (Record(5, 7, 2, 3), "Kept 5 weeks, a run of 2, best run 3."),
        (Record(5, 7, 5, 5), "Kept 5 weeks, a run of 5."),
        (Record(5, 7, 0, 3), "Kept 5 weeks, best run 3."),
    ],
)
def test_weeks_add_up_without_ever_counting_a_miss(record: Record, text: str) -> None:
    assert weeks_kept(record) == text


def test_a_week_without_anything_kept_so_far_says_nothing_of_it() -> None:
    third = replace(FIRST_WEEK, week=a.week(number=3), record=Record(0, 2, 0, 0), next_milestone=None)
    assert dashboard.so_far(third) == ""
    assert len(read(dashboard.dashboard(third))) == 5


def test_who_joins_twice_reads_where_they_are_first() -> None:
    message = dashboard.dashboard(a.progress(), errors.already_in(a.progress()))
    assert (
        message.text.splitlines()[0]
        == "You're in: month 2, week 6. Another start date goes through Settings."
    )
    assert read(message)[:2] == [message.text.splitlines()[0], "# Month 2, week 6"]


def test_after_the_last_month_the_weeks_go_on() -> None:
    assert dashboard.where(a.progress(month=5)) == "After month 4, week 6"


def test_a_stranger_reads_what_it_is_and_a_week_as_it_looks() -> None:
    assert read(dashboard.stranger(a.PROGRAMME, a.TICKETS)) == [
        "# From engineer to AI product manager",
        "One assignment a week, about an hour, for four months. "
        "You hand in what came of it, and only you decide who else sees it.",
        "# A week looks like this: Read 15 closed tickets for what people did instead (45 min)",
        '1. Take fifteen tickets closed as "works as designed".\n'
        "2. One line each: what did that person do next?\n"
        "3. Count. Which detour is the commonest?\n"
        "Done when the count and one quote are in.",
        "[*Join] [What is it?]",
        "- Nobody is told that you asked, and joining takes two presses.",
    ]


def test_who_left_reads_what_is_kept_and_the_way_back() -> None:
    assert read(dashboard.left(LEFT)) == [
        "You have left. Your five kept weeks and two pieces of evidence stay as they are. "
        "Picking up goes on in month 2, with your record.",
        "[*Pick up where I was] [All I can do]",
        "- I send nothing until you do.",
    ]


@pytest.mark.parametrize(
    ("record", "pieces", "text"),
    [
        (Record(0, 0, 0, 0), 0, "Your place in the programme stays as it is."),
        (Record(1, 1, 1, 1), 0, "Your one kept week stays as it is."),
        (Record(2, 2, 2, 2), 0, "Your two kept weeks stay as they are."),
        (Record(1, 1, 1, 1), 1, "Your one kept week and one piece of evidence stay as they are."),
        (Record(0, 1, 0, 0), 13, "Your 13 pieces of evidence stay as they are."),
    ],
)
def test_what_stays_is_counted_in_words(record: Record, pieces: int, text: str) -> None:
    assert dashboard.keeps(a.progress(record=record, evidence=(a.evidence(),) * pieces)) == text


@pytest.mark.parametrize(
    ("months", "text"),
    [([1, 3], "months 1 to 3"), ([4, 4], "month 4"), ([7], "from month 7")],
)
def test_the_months_of_a_phase_are_said(months: list[int], text: str) -> None:
    phase = Phase.model_validate({"id": "p", "title": "P", "months": months, "about": "x"})
    assert dashboard.months_of(phase) == text


def test_home_holds_everything_most_relevant_first() -> None:
    assert read(home.home(a.progress())) == [
        "# This week: read 15 closed tickets for what people did instead (45 min)",
        "Open until Mon 22 Feb, 09:00, Lisbon time.  [Show me how]",
        "[*Hand it in] [Swap] [Later v]",
        "Month 2, week 6. Open: Start where you are (months 1 to 3) and Build a product (months 2 to 4).",
        "Kept 5 of 5 weeks. Week by week: 1 to 5 kept, 6 open.  [All weeks]",
        "Skills practised: user research 4, stakeholder communication 1. "
        "Skills to come: saying no in month 3.",
        "Next milestone: five stories, two to go. Reached: first story.  [All milestones]",
        "Evidence: Third story (17 Feb); Page for a VP, version 2 (17 Feb).  [All evidence]",
        "[The four months] [Settings] [Help]",
        "- Next from me: Mon 22 Feb, 09:00, Lisbon time.",
        "- Only you see this in Slack.",
    ]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Next milestone: five stories, two to go."),
        (3, "Next milestone: five stories, two to go. Reached: five stories, five stories and five stories."),
        (
            11,
            "Next milestone: five stories, two to go. "
            "Reached: five stories, five stories, five stories and eight more.",
        ),
    ],
)
def test_home_names_the_newest_milestones_and_counts_the_rest(count: int, said: str) -> None:
    reached = a.progress(wins=tuple(a.win(Sharing.PRIVATE, id=number) for number in range(count)))
    [line] = [line for line in read(home.home(reached)) if line.startswith("Next milestone")]
    assert line.removesuffix("  [All milestones]") == said


def test_home_in_the_first_week_says_what_will_stand_there() -> None:
    assert read(home.home(FIRST_WEEK))[3:8] == [
        "Month 1, week 1. Open: Start where you are (months 1 to 3) and Build a product (months 2 to 4).",
        "Your first week is open. Week by week: 1 open.  [All weeks]",
        "Skills to come: user research, stakeholder communication and saying no in month 3.",
        "Next milestone: five stories, two to go.",
        "Evidence: your first piece stands here. One line and a link will do.",
    ]


def test_home_after_a_miss_reads_open_where_late_work_counts() -> None:
    assert read(home.home(AFTER_A_MISS))[4] == (
        "Kept 2 weeks, best run 2. Week by week: 1 kept, 2 open, 3 away, 4 partly, 5 kept.  [All weeks]"
    )


def test_home_offers_what_waits_and_the_way_back_from_mute() -> None:
    waiting = read(home.home(a.progress(wins=(a.win(),))))
    assert "Five stories: waiting for your choice.  [Look at it]" in waiting
    assert read(home.home(MUTED))[-3:] == [
        "- I'm muted; nothing comes until you unmute.",
        "[Unmute]",
        "- Only you see this in Slack.",
    ]


def test_home_leaves_out_what_there_is_not() -> None:
    bare = replace(FIRST_WEEK, skills=(), next_milestone=None, weeks=(), record=Record(0, 0, 0, 0))
    lines = read(home.home(replace(bare, week=a.week(number=2), phases=())))
    assert lines[3:6] == [
        "Month 1, week 2.",
        "Every week stands here once it has begun.  [All weeks]",
        "Evidence: your first piece stands here. One line and a link will do.",
    ]


def test_a_change_of_one_part_leaves_the_other_blocks_of_home_as_they_were() -> None:
    before = home.home(a.progress())["blocks"]
    after = home.home(a.progress(evidence=(a.evidence(title="Fourth story"),)))["blocks"]
    changed = [new["block_id"] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["home.evidence"]


def test_all_weeks_begin_with_how_this_one_was_chosen() -> None:
    assert read(weeks.weeks(AFTER_A_MISS)) == [
        "*How this week was chosen* Read 15 closed tickets for what people did instead. "
        "It builds on your first interview. "
        "In month 2 you write a problem down; this shows which ones people live with.",
        "Kept 2 weeks, best run 2.",
        "Week 5: kept\nWeek 4: partly\nWeek 3: away\nWeek 2: open\nWeek 1: kept",
        "- An open week takes late work: hand it in, and it is kept.",
    ]


def test_the_months_show_what_is_open_now_and_a_line_for_all_the_rest() -> None:
    first, *_ = a.PROGRAMME.phases
    assert read(playbook.months(a.PROGRAMME, a.progress(phases=(first,)))) == [
        "*Start where you are*, months 1 to 3, open now. Look again.",
        "*Build a product*: months 2 to 4.  [Read more]",
        "*What you add*: User research, stakeholder communication and saying no.  [Read more]",
        "*The ways on*: Inside my company and elsewhere.  [Read more]",
        "*The trap*: what to do less of, and more of.  [Read more]",
    ]


def test_a_phase_and_a_part_are_read_by_themselves() -> None:
    assert read(playbook.part(a.PROGRAMME, "phase/build")) == ["# Build a product", "Decide."]
    assert read(playbook.part(a.PROGRAMME, "tracks")) == ["*Inside my company* x", "*Elsewhere* y"]
