"""The week's message, word for word, in each of its states."""

import pytest

from bot.domain.progress import Finish, Week, WeekState
from bot.domain.weeks import Outcome
from bot.views import ids, later, show_how
from bot.views.assignment import steps
from bot.views.nudge import nudge
from tests.views import samples as a
from tests.views.reading import pressable, read
from tests.views.screens import CLOSED, LONG, MOVED, NOTED, QUIET, SKIPPED

LATER_CHOICES = [
    ("In 2 hours: Mon 11:00, Lisbon time", "hours:6"),
    ("Tomorrow: Tue 09:00, Lisbon time", "tomorrow/2027-02-16:6"),
    ("Wed 09:00, Lisbon time", "day/2027-02-17:6"),
    ("Skip this week", "skip:6"),
    ("Fewer messages", "fewer:6"),
]


def test_an_open_week_shows_what_to_do_and_why_now() -> None:
    assert read(nudge.nudge(a.week(), a.READER)) == [
        "# Read 15 closed tickets for what people did instead (45 min)",
        "*Why now* In month 2 you write a problem down; this shows which ones people live with. "
        "It builds on your first interview.",
        '1. Take fifteen tickets closed as "works as designed".\n'
        "2. One line each: what did that person do next?\n"
        "3. Count. Which detour is the commonest?  [Show me how]",
        "*Have 15 minutes? That counts in full.* Five tickets, one detour.\n"
        "*Done when* the count and one quote are in.",
        "[*Hand it in] [Swap] [Later v]",
        "- Week 6, open until Mon 22 Feb, 09:00, Lisbon time. Only you see this in Slack.",
    ]


def test_the_notification_is_the_assignments_own_line() -> None:
    assert nudge.nudge(a.week(), a.READER).text.splitlines()[0] == a.TICKETS.line


def test_the_buttons_carry_ids_and_nothing_else() -> None:
    message = nudge.nudge(a.week(), a.READER)
    assert pressable(message, ids.ASSIGNMENT_DONE)["value"] == "6"
    assert pressable(message, ids.ASSIGNMENT_SWAP)["value"] == "6"
    assert pressable(message, ids.ASSIGNMENT_HOW)["value"] == "tickets"


@pytest.mark.parametrize("draw", [nudge.nudge, later.ask])
def test_later_offers_moments_with_their_local_time(draw) -> None:  # type: ignore[no-untyped-def]
    options = pressable(draw(a.week(), a.READER), ids.ASSIGNMENT_LATER)["options"]
    assert [(option["text"]["text"], option["value"]) for option in options] == LATER_CHOICES


def test_at_the_end_of_a_week_only_leaving_it_out_is_offered() -> None:
    options = pressable(nudge.nudge(a.week(laters=()), a.READER), ids.ASSIGNMENT_LATER)["options"]
    assert [option["value"] for option in options] == ["skip:6", "fewer:6"]


def test_a_message_that_comes_late_says_so_in_its_last_line() -> None:
    last = read(nudge.nudge(a.week(late=a.NOW), a.READER))[-1]
    assert last == "- Due Mon 09:00, Lisbon time; I was down then, so it comes late."


def test_the_month_that_opens_goes_first_where_it_fits() -> None:
    message = nudge.nudge(a.week(month_opens=2), a.READER)
    assert message.text.startswith("Month 2 opens. This week: 15 closed tickets")
    assert " min)" not in message.text.splitlines()[0]
    assert read(message)[0] == "*Month 2 opens.*"


def test_a_line_too_long_for_the_month_stands_alone() -> None:
    line = "x" * 90
    message = nudge.nudge(a.week(month_opens=2, assignment=a.assignment(line=line)), a.READER)
    assert message.text.splitlines()[:2] == [line, "Month 2 opens."]


def test_the_end_of_the_programme_is_the_first_line_and_has_its_totals() -> None:
    message = nudge.nudge(a.week(finish=Finish("Four months: a list.", 31, 29, 9)), a.READER)
    assert message.text.splitlines()[0] == "Four months: a list."
    assert read(message)[0] == (
        "*Four months: a list.*\n31 weeks kept, 29 pieces of evidence and nine milestones; "
        "all of it stays yours. From here on, the weeks are for using what you have learnt."
    )
    bare = read(nudge.nudge(a.week(finish=Finish("Four months: a list.", 0, 0, 0)), a.READER))[0]
    assert bare == "*Four months: a list.*\nFrom here on, the weeks are for using what you have learnt."


def test_a_week_whose_piece_has_another_one_is_not_called_closed() -> None:
    week = a.week(state=WeekState.CLOSED, goes_on=True)
    assert read(nudge.nudge(week, a.READER))[1:] == [
        "Week 6 goes on: this piece has another week.",
        "[Hand it in] [Show me how]",
    ]


def test_a_long_assignment_shows_three_steps_and_says_where_the_others_are() -> None:
    shown = read(nudge.nudge(a.week(assignment=LONG), a.READER))[2]
    assert shown == (
        "1. Do a part of it.\n2. Do a part of it.\n3. Do a part of it.\n"
        "All of them are under Show me how.  [Show me how]"
    )


def test_four_steps_are_shown_as_they_are() -> None:
    four = a.assignment(steps=["One.", "Two.", "Three.", "Four."])
    assert steps(four) == "1. One.\n2. Two.\n3. Three.\n4. Four."


@pytest.mark.parametrize(
    ("week", "lines"),
    [
        (
            a.handed_in_week(),
            [
                "# Read 15 closed tickets for what people did instead",
                "Handed in Wed 17 Feb. Week 6 is kept.",
                "[See it] [Add to it]",
                "- Next from me: Mon 22 Feb, 09:00, Lisbon time.",
            ],
        ),
        (
            a.handed_in_week(version=2),
            [
                "# Read 15 closed tickets for what people did instead",
                "Handed in Wed 17 Feb, version 2. Week 6 is kept.",
                "[See it] [Add to it]",
                "- Next from me: Mon 22 Feb, 09:00, Lisbon time.",
            ],
        ),
        (
            MOVED,
            [
                "# Read 15 closed tickets for what people did instead (45 min)",
                "Back Tue 09:00, Lisbon time.  [Show me how]",
                "[*Hand it in] [Swap] [Later v]",
                "- Week 6, open until Mon 22 Feb, 09:00, Lisbon time. Only you see this in Slack.",
            ],
        ),
        (
            SKIPPED,
            [
                "# Read 15 closed tickets for what people did instead",
                "Week 6 is skipped. What got in the way? I ask once; leave it if you like.",
                "[What got in the way v] [Hand it in]",
                "- If you do it after all, hand it in and it counts. "
                "Next from me: Mon 22 Feb, 09:00, Lisbon time.",
            ],
        ),
        (
            NOTED,
            [
                "# Read 15 closed tickets for what people did instead",
                "Week 6 is skipped. Noted: too big.",
                "[Hand it in]",
                "- If you do it after all, hand it in and it counts. "
                "Next from me: Mon 22 Feb, 09:00, Lisbon time.",
            ],
        ),
        (
            CLOSED,
            [
                "# Read 15 closed tickets for what people did instead (45 min)",
                "Week 6 is closed; late work counts.",
                "[Hand it in] [Show me how]",
            ],
        ),
    ],
    ids=["handed in", "second version", "moved", "skipped", "skipped with a reason", "closed"],
)
def test_each_state_is_said_in_one_line_with_what_can_be_done(week: Week, lines: list[str]) -> None:
    assert read(nudge.nudge(week, a.READER)) == lines


def test_a_closed_week_that_was_handed_in_late_reads_as_kept() -> None:
    late = a.week(state=WeekState.CLOSED, outcome=Outcome.DONE, evidence=a.evidence())
    assert read(nudge.nudge(late, a.READER))[1] == "Handed in Wed 17 Feb. Week 6 is kept."


def test_a_move_without_a_moment_says_that_it_is_moved() -> None:
    assert nudge.nudge(a.week(state=WeekState.MOVED), a.READER).text.splitlines()[0] == "Moved."


def test_the_reason_for_a_skip_is_chosen_from_six_and_never_judged() -> None:
    options = pressable(nudge.nudge(SKIPPED, a.READER), ids.WEEK_SKIP_REASON)["options"]
    assert [option["value"] for option in options] == [
        "time:6",
        "big:6",
        "waiting:6",
        "nobody:6",
        "useless:6",
        "unsaid:6",
    ]


def test_who_would_rather_not_say_gets_no_echo_of_it() -> None:
    unsaid = a.week(state=WeekState.SKIPPED, skip_reason="unsaid")
    assert read(nudge.nudge(unsaid, a.READER))[1] == "Week 6 is skipped."


def test_to_a_muted_member_the_skipped_week_says_that_nothing_comes() -> None:
    assert "I'm muted; nothing comes until you unmute." in nudge.nudge(NOTED, QUIET).text


def test_what_is_handed_in_cannot_be_moved() -> None:
    assert read(later.ask(a.handed_in_week(), a.READER)) == [
        "Week 6 is handed in, so there is nothing to move.",
        "[See it] [Add to it]",
        "- Next from me: Mon 22 Feb, 09:00, Lisbon time.",
    ]


def test_everything_behind_show_me_how_is_in_its_modal() -> None:
    assert read(show_how.show_me(a.TICKETS)) == [
        "# Read 15 closed tickets for what people did instead",
        "After this you can name a problem that people live with.",
        "# Step by step",
        '1. Take fifteen tickets closed as "works as designed".\n'
        "2. One line each: what did that person do next?\n"
        "3. Count. Which detour is the commonest?",
        "# Whom to ask, nearest first",
        "1. The colleague who answers tickets\n2. Somebody in sales",
        "# Words you can use",
        "• What did you do next?",
        "# Easy to get wrong",
        "• Counting complaints.\n• Reading only last week's.",
        "# With 15 minutes",
        "Five tickets, one detour.",
        "# One that is finished",
        "Nine of fifteen nurses print the list.\nOne copies it by hand.",
        "# What comes next",
        "A page with the problem on it.",
    ]


def test_a_part_that_an_assignment_lacks_has_no_heading() -> None:
    show_me = a.TICKETS.show_me.model_copy(update={"people": (), "say": ()})
    lines = read(show_how.show_me(a.TICKETS.model_copy(update={"show_me": show_me})))
    assert "# Whom to ask, nearest first" not in lines
    assert "# Words you can use" not in lines
