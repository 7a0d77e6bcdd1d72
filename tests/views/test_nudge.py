"""The week's message in each of its states: what its buttons do, and what its first line says."""

from dataclasses import replace

import pytest

from bot.domain.opening import Opening
from bot.domain.playbook import NOTIFICATION_LIMIT
from bot.domain.progress import Finish, Week, WeekState
from bot.domain.weeks import Outcome
from bot.playbook import loader
from bot.screen import Screen
from bot.views import ids, later, mirror, receipt, show_how
from bot.views.assignment import steps
from bot.views.nudge import nudge, reminder
from tests.views import samples as a
from tests.views.reading import actions_of, pressable, read
from tests.views.screens import CLOSED, COVERED, LONG, MOVED, NOTED, QUIET, SCREENS, SKIPPED, Surface

LATER_CHOICES = [
    ("Mon 11:00, Lisbon time", "hours:6"),
    ("Tue 09:00, Lisbon time", "tomorrow/2027-02-16:6"),
    ("Wed 09:00, Lisbon time", "day/2027-02-17:6"),
    ("", "skip:6"),
    ("", "away:6"),
    ("", "fewer/every_week/normal:6"),
]
OPEN = [ids.ASSIGNMENT_HOW, ids.PLAN_OPEN, ids.ASSIGNMENT_DONE, ids.ASSIGNMENT_SWAP, ids.ASSIGNMENT_LATER]


def test_an_open_week_shows_the_whole_assignment_why_now_and_until_when() -> None:
    message = nudge.nudge(a.week(), a.READER)
    whole = (a.TICKETS.title, a.TICKETS.why, a.week().reason, *a.TICKETS.steps, a.TICKETS.short)
    for part in (*whole, a.TICKETS.done_when, "45 min", "Mon 22 Feb, 09:00, Lisbon time"):
        assert part in message.text
    assert actions_of(message) == OPEN


def test_every_message_that_comes_unasked_can_be_switched_off_from_itself() -> None:
    silent_anyway = {"gone quiet": ids.WORD_LEAVE, "still away": ids.AWAY_STAY}
    openings = {opening.replace("_", " ") for opening in Opening} - {"nothing", "finish", "nudge"}
    asked: list[Surface] = [nudge.nudge(a.week(), a.READER), receipt.receipt(a.week(), a.READER)]
    asked += [mirror.invitation(a.week(), None, a.READER)]
    asked += [SCREENS[f"nudge: {name}"]() for name in openings - silent_anyway.keys()]
    for screen in asked:
        assert isinstance(screen, Screen)
        assert "Fewer messages" in screen.text
    for name, act in silent_anyway.items():
        assert act in actions_of(SCREENS[f"nudge: {name}"]())


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
    assert [option["value"] for option in options] == [value for _, value in LATER_CHOICES]
    for option, (moment, _) in zip(options, LATER_CHOICES, strict=True):
        assert option["text"]["text"].endswith(moment)


def test_at_the_end_of_a_week_only_leaving_it_out_is_offered() -> None:
    options = pressable(nudge.nudge(a.week(laters=()), a.READER), ids.ASSIGNMENT_LATER)["options"]
    assert [option["value"] for option in options] == ["skip:6", "away:6", "fewer/every_week/normal:6"]


def test_a_message_that_comes_late_says_when_it_was_due() -> None:
    assert "Mon 09:00, Lisbon time" not in nudge.nudge(a.week(), a.READER).text
    assert "Mon 09:00, Lisbon time" in read(nudge.nudge(a.week(late=a.NOW), a.READER))[-1]


def test_the_month_that_opens_goes_first_where_it_fits() -> None:
    message = nudge.nudge(a.week(month_opens=2), a.READER)
    first, *_ = message.text.splitlines()
    assert "onth 2" in first
    assert "15 closed tickets" in first
    assert " min)" not in first
    assert "onth 2" in read(message)[0]


def test_a_line_too_long_for_the_month_stands_alone() -> None:
    line = "x" * 90
    message = nudge.nudge(a.week(month_opens=2, assignment=a.assignment(line=line)), a.READER)
    first, second, *_ = message.text.splitlines()
    assert first == line
    assert "onth 2" in second


def test_the_end_of_the_programme_is_the_first_line_and_has_its_totals() -> None:
    message = nudge.nudge(a.week(finish=replace(a.FINISH, words="Four months: a list.")), a.READER)
    assert message.text.splitlines()[0].startswith("You finished")
    told = read(message)
    assert told[0] == "# Four months: a list."
    assert all(total in told[1] for total in ("31 weeks", "29 pieces", "two milestones", "20 interviews"))
    assert [line for line in told if line.startswith("> ")] == [
        "> She calls the bank before she retries.",
        "> We go on, for nurses only.",
    ]
    bare = read(nudge.nudge(a.week(finish=Finish("Four months: a list.", 0, 0, 0)), a.READER))[0]
    assert not any(total in bare for total in ("weeks kept", "pieces", "milestones"))


def test_a_long_assignment_shows_three_steps() -> None:
    shown = read(nudge.nudge(a.week(assignment=LONG), a.READER))[2]
    assert [line[:2] for line in shown.splitlines()[:3]] == ["1.", "2.", "3."]
    assert "4." not in shown


def test_four_steps_are_shown_as_they_are() -> None:
    four = a.assignment(steps=["One.", "Two.", "Three.", "Four."])
    assert steps(four) == "1. One.\n2. Two.\n3. Three.\n4. Four."


@pytest.mark.parametrize(
    ("week", "facts", "actions"),
    [
        (a.handed_in_week(), ["Wed 17 Feb", "Week 6"], [ids.EVIDENCE_SEE, ids.EVIDENCE_REVISE]),
        (a.handed_in_week(version=2), ["version 2", "Week 6"], [ids.EVIDENCE_SEE, ids.EVIDENCE_REVISE]),
        (MOVED, ["Tue 09:00, Lisbon time", "Mon 22 Feb, 09:00, Lisbon time"], OPEN),
        (SKIPPED, ["week 6", "Mon 22 Feb, 09:00"], [ids.WEEK_SKIP_REASON, ids.ASSIGNMENT_DONE]),
        (NOTED, ["week 6", "too big", "Mon 22 Feb, 09:00"], [ids.ASSIGNMENT_DONE]),
        (CLOSED, ["Week 6"], [ids.ASSIGNMENT_DONE, ids.ASSIGNMENT_HOW]),
    ],
    ids=["handed in", "second version", "moved", "skipped", "skipped with a reason", "closed"],
)
def test_each_state_is_said_with_what_can_be_done(week: Week, facts: list[str], actions: list[str]) -> None:
    message = nudge.nudge(week, a.READER)
    assert all(fact in message.text for fact in facts)
    assert actions_of(message) == actions


def test_a_week_whose_piece_has_another_one_is_not_called_closed() -> None:
    goes_on = nudge.nudge(a.week(state=WeekState.CLOSED, goes_on=True), a.READER)
    assert goes_on.text != nudge.nudge(CLOSED, a.READER).text
    assert "closed" not in goes_on.text.splitlines()[0]


def test_a_closed_week_that_was_handed_in_late_reads_as_handed_in() -> None:
    late = a.week(state=WeekState.CLOSED, outcome=Outcome.DONE, evidence=a.evidence())
    assert nudge.nudge(late, a.READER) == nudge.nudge(a.handed_in_week(), a.READER)


def test_the_reason_for_a_skip_is_chosen_from_six_and_never_judged() -> None:
    options = pressable(nudge.nudge(SKIPPED, a.READER), ids.WEEK_SKIP_REASON)["options"]
    reasons = ["time", "big", "waiting", "nobody", "useless", "unsaid"]
    assert [option["value"] for option in options] == [f"{reason}:6" for reason in reasons]


def test_who_would_rather_not_say_gets_no_echo_of_it() -> None:
    options = pressable(nudge.nudge(SKIPPED, a.READER), ids.WEEK_SKIP_REASON)["options"]
    [label] = [option["text"]["text"] for option in options if option["value"] == "unsaid:6"]
    unsaid = a.week(state=WeekState.SKIPPED, skip_reason="unsaid")
    assert label.lower() not in nudge.nudge(unsaid, a.READER).text.lower()


def test_to_a_muted_member_the_skipped_week_names_no_next_message() -> None:
    assert "Mon 22 Feb" not in nudge.nudge(NOTED, QUIET).text


def test_what_is_handed_in_cannot_be_moved() -> None:
    assert actions_of(later.ask(a.handed_in_week(), a.READER)) == [ids.EVIDENCE_SEE, ids.EVIDENCE_REVISE]


def test_everything_behind_show_me_how_is_in_its_modal() -> None:
    shown, whole = a.TICKETS.show_me, "\n".join(read(show_how.show_me(a.TICKETS)))
    ordered = [
        shown.example,
        shown.aim,
        *a.TICKETS.steps,
        *shown.people,
        *shown.say,
        *shown.traps,
        a.TICKETS.short,
    ]
    places = [whole.index(part) for part in (*ordered, shown.next)]
    assert places == sorted(places)


def test_a_part_that_an_assignment_lacks_has_no_heading() -> None:
    less = a.TICKETS.show_me.model_copy(update={"people": (), "say": ()})
    headings = [line for line in read(show_how.show_me(a.TICKETS)) if line.startswith("#")]
    left = read(show_how.show_me(a.TICKETS.model_copy(update={"show_me": less})))
    assert len([line for line in left if line.startswith("#")]) == len(headings) - 2


def test_a_comeback_begins_with_the_assignment_and_its_15_minutes() -> None:
    week = a.week(assignment=a.TICKETS, opens_with=Opening.COMEBACK, comeback=COVERED)
    message = nudge.nudge(week, a.READER)
    first = message.text.splitlines()[0]
    assert first == a.TICKETS.line.replace("(45 min)", "(15 min will do)")
    shown = "\n".join(read(message))
    assert shown.index(a.TICKETS.short) < shown.index(a.TICKETS.title)
    acts = actions_of(message)
    assert acts.index(ids.ASSIGNMENT_SHORT) < acts.index(ids.DRILL_OPEN)
    without = nudge.nudge(replace(week, comeback=replace(COVERED, drills=False)), a.READER)
    assert ids.DRILL_OPEN not in actions_of(without)


def test_a_lock_screen_shows_all_of_a_comebacks_first_line() -> None:
    long = a.TICKETS.model_copy(update={"line": f"This week: {'ask ' * 17}one person (45 min)."})
    firsts = [
        nudge.nudge(a.week(assignment=each, opens_with=Opening.COMEBACK, comeback=COVERED), a.READER).text
        for each in (*loader.load().assignments, long)
    ]
    assert max(len(first.splitlines()[0]) for first in firsts) <= NOTIFICATION_LIMIT
    assert [first.splitlines()[0] for first in firsts if "15 min will do" not in first] == [
        "This week, 15 minutes are enough."
    ]


def test_a_second_comeback_begins_with_help_and_a_third_says_something_else() -> None:
    said = []
    for in_a_row in (1, 2, 3):
        opens = Opening.COMEBACK if in_a_row == 1 else Opening.SECOND_COMEBACK
        back = replace(COVERED, second=in_a_row > 1, third=in_a_row > 2)
        message = nudge.nudge(a.week(opens_with=opens, comeback=back), a.READER)
        said.append(read(message))
    stands = [next(at for at, text in enumerate(each) if "freeze" in text) for each in said]
    assert stands[0] < min(stands[1:])
    assert len({"\n".join(each[:at]) for each, at in zip(said, stands, strict=True)}) == len(said)


@pytest.mark.parametrize(("month", "explained"), [(5, True), (None, False)])
def test_a_private_assignment_is_explained_with_a_months_first_week(
    month: int | None, explained: bool
) -> None:
    shown = nudge.nudge(a.week(private=True, month_opens=month), a.READER)
    assert ids.ASSIGNMENT_PRIVATE in actions_of(shown)
    assert "There is also a private assignment that you can take instead." in shown.text
    assert ("I show it only if you ask" in shown.text) is explained


def test_the_finish_stands_alone_on_a_lock_screen() -> None:
    first = nudge.nudge(a.week(finish=a.FINISH), a.READER).text.splitlines()[0]
    assert "This week" not in first


@pytest.mark.parametrize("stop", ["", "."])
def test_a_reminder_does_not_say_the_title_again_where_it_is_the_plan(stop: str) -> None:
    made = a.PLAN._replace(act=f"{a.TICKETS.title}{stop}")
    text = reminder.reminder(a.week(plan=made), replace(a.READER, now=made.at)).text
    assert text.lower().count(a.TICKETS.title[1:].lower()) == 1
    assert f"{a.TICKETS.minutes} minutes" in text


def test_a_reminder_that_reads_as_the_nudge_says_no_finish_again() -> None:
    anew = a.week(finish=a.FINISH, plan=a.PLAN)  # planned for a later moment than the reminder came at
    assert a.FINISH.words in nudge.nudge(anew, a.READER).text
    assert a.FINISH.words not in reminder.reminder(anew, a.READER).text


@pytest.mark.parametrize("act", ["open five tickets", f"open {'five ' * 30}tickets"], ids=["short", "long"])
def test_a_reminder_says_the_plan_once(act: str) -> None:
    made = a.PLAN._replace(act=act)
    reminded = reminder.reminder(a.week(plan=made), replace(a.READER, now=made.at))
    assert reminded.text.count("I will open") == 1
    assert reminded.text.replace("…\n…", " ").count(act) == 1
    assert len(reminded.text.splitlines()[0]) <= NOTIFICATION_LIMIT


@pytest.mark.parametrize(("response", "answered"), [("", True), ("ask support", False)])
def test_a_reminder_answers_an_obstacle_that_the_plan_only_names(response: str, answered: bool) -> None:
    made = a.PLAN._replace(response=response)
    reminded = reminder.reminder(a.week(plan=made), replace(a.READER, now=made.at))
    assert (a.TICKETS.short in reminded.text) is answered
    assert ("then ask support" in reminded.text) is not answered


def test_a_receipt_shows_what_the_plan_does_about_an_obstacle() -> None:
    asked = receipt.receipt(a.week(plan=a.PLAN), replace(a.READER, now=a.PLAN.at))
    assert "If the queue is empty, then ask support." in asked.text
