"""A line that a member can send to a person of their choice, offered after two weeks without evidence."""

from dataclasses import replace
from datetime import timedelta

from bot.sandbox.person import Person
from bot.views import ids, line_to_send
from tests.faults.journey import presses, week
from tests.handlers.acts import acts_in, caller, hands_in_again
from tests.views import samples as a
from tests.world import World


def test_after_a_second_miss_a_line_can_be_changed_and_copied_and_is_sent_to_nobody(
    world: World, ana: Person
) -> None:
    world.walk_to("2027-01-18 09:00")
    assert ids.LINE_OPEN not in acts_in(ana.last("DM"))
    world.walk_to("2027-01-25 09:00")
    before = len(world.outbox())
    ana.clicks(ids.LINE_OPEN, in_="DM")
    title = world.bot.coach.progress(caller(world, ana)).week.assignment.title
    assert f'"{title}". Could you ask me on Friday how it went?' in ana.sees("modal")
    ana.fills(ids.LINE_TEXT, "Ask me on Thursday, <!channel>.")
    ana.submits()
    assert "Ask me on Thursday, <!channel>." in ana.sees("modal")
    ana.closes(all_views=True)
    world.settle()
    assert len(world.outbox()) == before


def test_the_button_of_a_week_that_is_handed_in_says_so(world: World, ana: Person) -> None:
    hands_in_again(world, ana, "Fifteen minutes.")
    presses(ids.LINE_OPEN, week)(world, ana)
    assert ana.last("DM").visible.startswith("You saved evidence for week 1, so the week stays as it is.")


def test_the_line_names_the_day_and_no_assignment_that_shows_a_wish_to_leave() -> None:
    week = a.week()
    sunday = replace(a.READER, now=week.ends_at - timedelta(days=1))
    private = a.week(assignment=a.assignment(exposure=3))
    title = week.assignment.title
    cases = [
        (a.progress(), f'"{title}". Could you ask me on Friday how it went?'),
        (a.progress(reader=sunday), f'"{title}". Could you ask me in a few days how it went?'),
        (a.progress(week=private), "get one small thing done. Could you ask me on Friday how it went?"),
    ]
    for progress, ends in cases:
        assert line_to_send.line(progress).endswith(ends)
    assert title not in line_to_send.line(cases[2][0])
