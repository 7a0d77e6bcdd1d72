"""The week's plan and its reminder: at its minute, in the member's own words, and only if asked for."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.domain.messages import Kind
from bot.domain.progress import WeekState
from bot.domain.weeks import Outcome
from bot.sandbox.person import Person
from bot.views import ids
from tests.handlers.acts import acts_in, change_ids, form, parsed_texts, progress_of
from tests.world import World

WORDS = "open <!channel> & *five* of the `tickets`"
SENTENCE = f"After the stand-up I will {WORDS}."


def plans(ana: Person, day: str, hour: str, *, remind: bool = True, act: str = WORDS) -> dict[str, str]:
    """Plan the week from the newest button; what is refused, by field."""
    ana.clicks(ids.PLAN_OPEN, in_="DM")
    return fills(ana, day, hour, remind=remind, act=act)


def fills(ana: Person, day: str, hour: str, *, remind: bool = True, act: str = WORDS) -> dict[str, str]:
    ana.chooses(ids.PLAN_DAY, day)
    ana.chooses(ids.PLAN_HOUR, hour)
    ana.fills(ids.PLAN_AFTER, "the stand-up")
    ana.fills(ids.PLAN_ACT, act)
    ana.chooses(ids.PLAN_REMIND, [ids.REMIND] if remind else [])
    refused = ana.submits().errors
    if not refused:
        ana.closes(all_views=True)
    return dict(refused)


def reminders(world: World) -> list[str]:
    return [row.state for row in world.outbox() if row.kind == Kind.REMINDER and row.target_id is None]


def test_two_presses_plan_the_week_and_its_message_says_so_in_place(world: World, ana: Person) -> None:
    before = len(ana.messages("DM"))
    ana.clicks(ids.PLAN_OPEN, in_="DM")
    assert not ana.submits().errors
    world.settle()
    assert len(ana.messages("DM")) == before
    assert "Wed 14:00, Lisbon time, with a reminder" in ana.last("DM").visible
    assert "I will " in ana.last("DM").visible
    ana.closes(all_views=True)
    ana.types("/pm-progress")
    assert "My next message comes Wed 14:00, Lisbon time" in ana.last("#general").visible
    assert ids.PLAN_OPEN in acts_in(ana.last("#general"))


def test_the_receipt_quotes_the_plan_whose_moment_has_passed(world: World, ana: Person) -> None:
    world.hands_in(ana)
    world.walk_to("2027-01-18 09:00")
    assert not plans(ana, "2027-01-20", "14:30", remind=False)
    world.walk_to("2027-01-22 14:30")
    receipt = ana.last("DM").visible
    assert "how far did you get?" in receipt
    assert f"You planned this for Wed 14:30, Lisbon time:\n{SENTENCE}" in receipt


def test_the_reminder_comes_at_its_minute_in_own_words_that_ring_no_bell(world: World, ana: Person) -> None:
    assert not plans(ana, "2027-01-14", "14:30")
    before = len(ana.messages("DM"))
    world.walk_to("2027-01-14 14:29")
    assert len(ana.messages("DM")) == before
    world.walk_to("2027-01-14 14:30")
    assert len(ana.messages("DM")) == before + 1
    came = ana.last("DM")
    assert came.text.startswith("Your plan: After the stand-up I will open &lt;!channel&gt; &amp;")
    assert SENTENCE in came.visible
    assert not [text for text in parsed_texts(world) if "<!channel>" in text]
    ana.clicks(ids.PLAN_SKIP, in_="DM")
    world.settle()
    assert "skipped" in ana.last("DM").visible
    world.walk_to("2027-01-15 09:00")
    assert reminders(world) == ["sent"]


def test_no_reminder_without_its_box_or_after_evidence_mute_or_leave(world: World, ana: Person) -> None:
    assert not plans(ana, "2027-01-13", "14:00", remind=False)
    world.walk_to("2027-01-13 15:00")
    assert reminders(world) == []
    assert "Wed 14:00" in ana.last("DM").visible
    assert not plans(ana, "2027-01-14", "14:00")
    ana.types("/pm-progress mute")
    assert not plans(ana, "2027-01-14", "15:00")
    world.hands_in(ana)
    ana.types("/pm-progress unmute")
    world.walk_to("2027-01-18 09:00")
    assert not plans(ana, "2027-01-20", "14:00")
    ana.types("/pm-progress leave")
    ana.clicks(ids.LEAVE_CONFIRM)
    world.walk_to("2027-01-21 09:00")
    assert reminders(world) == ["dead"] * 3


def test_one_whose_moment_was_missed_is_dropped(world: World, ana: Person) -> None:
    assert not plans(ana, "2027-01-13", "14:00")
    world.clock.move_to(world.clock.now() + timedelta(days=2, hours=6))
    world.settle()
    assert reminders(world) == ["dead"]


def test_it_moves_with_the_plan_and_the_third_time_the_short_version_is_offered(
    world: World, ana: Person
) -> None:
    assert not plans(ana, "2027-01-12", "14:00")
    assert not plans(ana, "2027-01-12", "10:00")
    world.walk_to("2027-01-12 10:00")
    ana.chooses(ids.PLAN_MOVE, "hours", in_="DM")
    world.settle()
    assert "Tue 12:00, Lisbon time" in ana.last("DM").visible
    world.walk_to("2027-01-12 12:00")
    ana.chooses(ids.PLAN_MOVE, "tomorrow", in_="DM")
    world.walk_to("2027-01-13 12:00")
    assert reminders(world) == ["dead", "sent", "sent", "sent"]
    ana.chooses(ids.PLAN_MOVE, ids.MOVE_PICK, in_="DM")
    assert WORDS in ana.sees("modal")
    assert not fills(ana, "2027-01-15", "08:00")
    world.settle()
    ana.clicks(ids.ASSIGNMENT_SHORT, in_="DM")
    world.fills_compulsory(ana, "One ticket.")
    ana.submits()
    assert progress_of(world, ana).evidence[0].short


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [
        ("2027-01-11", "09:00", "That hour has passed. The next free hour is Mon 10:30, Lisbon time."),
        ("2027-01-13", "21:00", "The next free hour is Thu 08:00, Lisbon time."),
        ("2027-01-18", "10:00", "The week ends Mon 18 Jan, 09:00, Lisbon time."),
    ],
)
def test_an_hour_that_cant_be_is_refused_under_its_field_and_the_text_stays(
    world: World, ana: Person, day: str, hour: str, sentence: str
) -> None:
    assert sentence in plans(ana, day, hour)[ids.PLAN_HOUR]
    assert WORDS in ana.sees("modal")
    assert not fills(ana, "2027-01-13", "21:00", remind=False)
    assert progress_of(world, ana).week.plan


def test_a_plan_changed_elsewhere_is_replaced_only_by_a_second_press(world: World, ana: Person) -> None:
    assert not plans(ana, "2027-01-13", "14:00", act="call her")
    ana.clicks(ids.PLAN_OPEN, in_="DM")
    change_ids(ana, seen=0)  # as it was when this form opened on another device
    ana.fills(ids.PLAN_ACT, WORDS)
    assert not ana.submits().errors
    assert form(ana) == ids.PLAN_FORM
    assert "You changed this plan Mon 10:12, Lisbon time, in another place." in ana.sees("modal")
    assert WORDS in ana.sees("modal")
    made = progress_of(world, ana).week.plan
    assert made
    assert made.act == "call her"
    ana.submits()
    made = progress_of(world, ana).week.plan
    assert made
    assert made.act == WORDS


def test_next_week_begins_with_this_one_and_the_form_says_what_got_in_the_way(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress plan")
    ana.fills(ids.PLAN_IF, "the queue is empty")
    assert not fills(ana, "2027-01-14", "15:30")
    world.settle()
    assert "What will you do when it happens?" in ana.last("DM").visible
    world.hands_in(ana)
    world.walk_to("2027-01-18 09:00")
    ana.clicks(ids.PLAN_OPEN, in_="DM")
    assert ana.modal
    held = ana.modal.values
    assert held[ids.PLAN_DAY][ids.PLAN_DAY]["selected_option"]["value"] == "2027-01-21"
    assert held[ids.PLAN_HOUR][ids.PLAN_HOUR]["selected_option"]["value"] == "15:30"
    assert held[ids.PLAN_IF][ids.PLAN_IF]["value"] == "the queue is empty"
    assert WORDS not in ana.sees("modal")


def test_a_swap_or_another_zone_leaves_no_reminder_that_isnt_true(world: World, ana: Person) -> None:
    assert not plans(ana, "2027-01-14", "14:00")
    world.slack.user_actions.move(ana.id, "America/New_York")
    world.bot.directory.look_up(world.bot.team, ana.id)
    ana.types("/pm-progress settings")
    ana.fills(ids.SETTINGS_ZONE, "America/New_York")
    ana.submits()
    ana.closes(all_views=True)
    world.settle()
    assert "Thu 14:00, New York time" in ana.last("DM").visible
    ana.types("/pm-progress swap")
    ana.clicks(ids.ASSIGNMENT_TAKE)
    ana.closes(all_views=True)
    world.walk_to("2027-01-15 12:00")
    assert reminders(world) == ["dead", "dead"]
    assert progress_of(world, ana).week.outcome is Outcome.OPEN
    ana.clicks(ids.PLAN_OPEN, in_="DM")
    assert "the stand-up" in ana.sees("modal")
    assert WORDS not in ana.sees("modal")


def test_somebody_who_asks_in_a_sentence_is_offered_the_form(world: World, ana: Person) -> None:
    ana.writes("can i move this?")
    world.settle()
    ana.clicks(ids.WORD_RUN, in_="DM", value="plan")
    assert form(ana) == ids.PLAN_FORM


def test_a_wish_to_move_moves_the_plan_with_its_words(world: World, ana: Person) -> None:
    plans(ana, "2027-01-13", "14:00")
    world.settle()
    ana.writes("can i move this to thursday 4pm?")
    world.settle()
    assert ana.last("DM").visible.startswith("Your plan is on Thu 16:00, Lisbon time now, with a reminder.")
    plan = progress_of(world, ana).week.plan
    assert plan
    assert (plan.day, plan.clock) == (date(2027, 1, 14), "16:00")
    ana.writes("friday instead")
    world.settle()
    assert "Your plan is on Fri 16:00, Lisbon time now, with a reminder." in ana.last("DM").visible
    assert reminders(world).count("planned") == 1


def test_without_a_plan_a_wish_moves_the_message(world: World, ana: Person) -> None:
    ana.writes("can i move this to thursday?")
    world.settle()
    assert ana.last("DM").visible.startswith("This week's assignment comes back Thu 09:00, Lisbon time.")
    assert progress_of(world, ana).week.state is WeekState.MOVED


def test_where_the_message_cannot_come_the_form_begins_with_that_day(world: World, ana: Person) -> None:
    ana.writes("move it to saturday at noon")
    world.settle()
    assert "I moved nothing, but you can plan this week for Sat 12:00, Lisbon time." in ana.last("DM").visible
    ana.clicks(ids.PLAN_OPEN, value=f"2027-01-16:{progress_of(world, ana).week.id}")
    assert "[Sat 16 Jan]" in ana.sees("modal")


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("move it to next week", "The week ends Mon 18 Jan, 09:00, Lisbon time."),
        ("move it to today at 9:00", "That hour has passed."),
        ("move it to thursday at 23:00", "No reminder comes in your quiet hours"),
    ],
)
def test_a_wish_that_cannot_be_says_why_and_changes_nothing(
    world: World, ana: Person, wish: str, why: str
) -> None:
    before = progress_of(world, ana).week
    ana.writes(wish)
    world.settle()
    assert f"I moved nothing. {why}" in ana.last("DM").visible
    assert progress_of(world, ana).week == before


def test_a_wish_after_the_command_is_the_same_and_one_without_a_day_is_not_understood(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress move to thursday")
    assert "This week's assignment comes back Thu 09:00" in ana.last("#general").visible
    ana.types("/pm-progress move it to 3 shelves")
    assert ana.last("#general").visible.startswith("I only understand a few words")


def test_a_wish_finds_a_week_that_is_done_as_it_is(world: World, ana: Person) -> None:
    world.hands_in(ana)
    ana.writes("thursday instead")
    world.settle()
    assert "so the week stays as it is" in ana.last("DM").visible


def saves(world: World, ana: Person) -> None:
    world.hands_in(ana)


def leaves_it_out(world: World, ana: Person) -> None:
    ana.clicks(ids.PLAN_SKIP, in_="DM")
    world.settle()


@pytest.mark.parametrize(("act", "said"), [(saves, "which is done."), (leaves_it_out, "which you skipped.")])
def test_a_reminder_of_a_settled_week_says_so_in_a_line(
    world: World, ana: Person, act: Callable[[World, Person], None], said: str
) -> None:
    plans(ana, "2027-01-13", "14:00")
    world.walk_to("2027-01-13 14:30")
    reminded = ana.last("DM").ts
    act(world, ana)
    [shown] = [message.visible for message in ana.messages("DM") if message.ts == reminded]
    assert shown.startswith(f"This was your reminder for week 1, {said}")
    if act is leaves_it_out:
        ana.chooses(ids.WEEK_SKIP_REASON, "No time left", in_="DM")
        world.settle()
        [shown] = [message.visible for message in ana.messages("DM") if message.ts == reminded]
        assert "What got in the way?" not in shown


def test_a_planned_week_that_is_over_has_no_two_messages_that_say_the_same(world: World, ana: Person) -> None:
    plans(ana, "2027-01-13", "14:00")
    world.walk_to("2027-01-18 10:00")
    said = [message.visible for message in ana.messages("DM")]
    assert len(set(said)) == len(said)
    assert any(each.startswith("This was your reminder for week 1, which is over.") for each in said)
