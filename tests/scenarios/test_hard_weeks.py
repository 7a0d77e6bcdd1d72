"""Weeks that don't go as planned, through the front door: what is said, when, and what stands afterwards."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from bot.coach import absence, hand_in
from bot.coach.coach import Caller
from bot.sandbox.person import Person
from bot.store.tables import Absence, Member, Week
from bot.views import ids
from tests.handlers.acts import acts_in, hands_in_again
from tests.scenarios.test_a_first_month import local_time
from tests.world import World


def unasked(world: World) -> list[tuple[str, str]]:
    """The unasked messages that Ana got: local time, and kind."""
    dm = world.slack.workspace.dm(world.ana.id).id
    sent = [row for row in world.outbox() if row.slot and row.state == "sent"]
    return [(local_time(world, dm, str(row.ts)), row.kind) for row in sent]


def outcomes(world: World) -> list[str]:
    ana = Caller(world.bot.team, world.ana.id)
    return [outcome.value for _, outcome in world.bot.coach.progress(ana).weeks]


def keeps(world: World, ana: Person, weeks: int) -> None:
    """So many weeks from this Monday on are kept on their Tuesday, and the next one opens."""
    for number in range(weeks):
        day = date(2027, 1, 11).toordinal() + 7 * number
        world.walk_to(f"{date.fromordinal(day + 1)} 10:00")
        world.hands_in(ana, f"Story {number}.")
        world.walk_to(f"{date.fromordinal(day + 7)} 09:00")


def test_a_miss_is_covered_and_late_work_gives_the_freeze_back(world: World) -> None:
    ana = world.joined()
    keeps(world, ana, 4)
    world.walk_to("2027-02-15 09:00")
    assert unasked(world)[-2:] == [("Fri 12 Feb 14:30", "receipt"), ("Mon 15 Feb 09:00", "comeback")]
    said = ana.last("DM").visible
    assert "four weeks in a row" in said
    assert "You have one freeze left, and new ones come on Thu 1 Apr." in said
    progress = world.bot.coach.progress(Caller(world.bot.team, ana.id))
    assert (progress.record.run, progress.record.covered) == (4, frozenset({5}))
    world.walk_to("2027-02-19 15:00")
    assert unasked(world)[-1] == ("Mon 15 Feb 09:00", "comeback")  # its closing slot stays empty
    ana.types("/pm-progress evidence")
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, "Late, and true.")
    ana.submits()
    ana.closes(all_views=True)
    world.settle()
    progress = world.bot.coach.progress(Caller(world.bot.team, ana.id))
    assert (progress.record.run, progress.record.covered) == (5, frozenset())


def test_a_month_that_opens_with_a_comeback_turns_with_the_next_nudge(world: World) -> None:
    ana = world.joined()
    keeps(world, ana, 4)
    world.walk_to("2027-02-15 09:00")
    assert "Month 2 has started, and you can choose its goal later." in ana.last("DM").visible
    assert ids.GOAL_CHOOSE not in acts_in(ana.last("DM"))
    hands_in_again(world, ana, "Fifteen minutes.")
    assert "You came back." in ana.last("DM").visible
    world.walk_to("2027-02-22 09:00")
    nudge = ana.last("DM")
    assert "Month 2 has started. " in nudge.visible
    assert "Month 2" not in nudge.text.splitlines()[0]
    ana.chooses(ids.GOAL_CHOOSE, "2:milestone/", in_="DM")
    world.settle()
    assert "Your goal for month 2 is " in ana.last("DM").visible
    world.hands_in(ana)
    world.walk_to("2027-03-01 09:00")
    assert "Month 2" not in ana.last("DM").visible


def test_a_month_that_opens_while_muted_or_asleep_turns_with_the_next_nudge(world: World) -> None:
    ana = world.joined()
    keeps(world, ana, 4)
    ana.types("/pm-progress mute")
    hands_in_again(world, ana, "Muted, and done.")
    world.walk_to("2027-02-16 10:00")
    hands_in_again(world, ana, "Muted, and done.")
    ana.types("/pm-progress unmute")
    world.clock.move_to(datetime(2027, 3, 12, 15, tzinfo=UTC))  # nobody was there for three weeks
    world.walk_to("2027-03-12 15:30")
    hands_in_again(world, ana, "Done, and asked for by nobody.")
    world.walk_to("2027-03-15 09:00")
    assert "Month 3 has started. " in ana.last("DM").visible
    assert ids.GOAL_CHOOSE in acts_in(ana.last("DM"))


def test_after_three_silent_weeks_the_coach_goes_quiet_until_a_press(world: World) -> None:
    ana = world.joined()
    world.walk_to("2027-03-29 12:00")
    assert unasked(world) == [
        ("Mon 18 Jan 09:00", "comeback"),
        ("Mon 25 Jan 09:00", "comeback"),
        ("Mon 1 Feb 09:00", "comeback"),
        ("Mon 8 Feb 09:00", "gone_quiet"),
    ]
    with world.bot.database.read() as session:
        [shown] = session.exec(select(Week.assignment_id).where(Week.number == 4)).all()
        assert len(session.exec(select(Week)).all()) == 5
    ana.clicks(ids.WEEK_PICK_UP, in_="DM")
    world.settle()
    progress = world.bot.coach.progress(Caller(world.bot.team, ana.id))
    assert (progress.month, progress.week.number, progress.week.assignment.id) == (1, 12, shown)
    assert outcomes(world)[4:] == ["excused"] * 7 + ["open"]
    assert "Add evidence" in ana.last("DM").visible
    world.walk_to("2027-04-05 09:00")
    assert unasked(world)[4:] == [("Fri 2 Apr 14:30", "receipt"), ("Mon 5 Apr 09:00", "comeback")]


@pytest.mark.parametrize("word", ["plan", "swap", "later", "skip", "move it to thursday"])
def test_a_word_for_the_weeks_assignment_gets_the_way_back_from_a_silence(world: World, word: str) -> None:
    ana = world.joined()
    world.walk_to("2027-03-31 12:00")
    ana.types(f"/pm-progress {word}")
    assert acts_in(ana.last("#general")) == [ids.WEEK_PICK_UP]


@pytest.mark.parametrize("day", ["2027-03-29", "2027-03-31", "2027-04-03"])
@pytest.mark.parametrize("act", ["back", "settings", "mute"])
def test_any_act_ends_the_coachs_silence_with_the_assignment_shown_last(
    world: World, act: str, day: str
) -> None:
    ana = world.joined()
    world.walk_to(f"{day} 12:00")
    with world.bot.database.read() as session:
        [shown] = session.exec(select(Week.assignment_id).where(Week.number == 4)).all()
    before = len(ana.messages("DM"))
    ana.types(f"/pm-progress {act}")
    if act == "settings":
        ana.submits()
    else:
        assert "Feb" not in ana.last("#general").visible  # no moment that has passed
    world.settle()
    world.walk_to(f"{day} 12:05")
    week = world.bot.coach.progress(Caller(world.bot.team, ana.id)).week
    assert week.assignment.id == shown
    came = ana.messages("DM")[before:]
    assert len(came) == (act != "mute")
    assert all("Welcome back." in message.visible for message in came)
    assert unasked(world)[-1] == ("Mon 8 Feb 09:00", "gone_quiet")


def test_evidence_ends_the_coachs_silence_as_a_return_and_the_next_assignment_comes(world: World) -> None:
    ana = world.joined()
    world.walk_to("2027-03-31 12:00")
    coach, ana_calls = world.bot.coach, Caller(world.bot.team, ana.id)
    week = coach.progress(ana_calls).week
    before = len(ana.messages("DM"))
    kind = week.assignment.kind
    [compulsory] = [field for field in coach.playbook.kind[kind].fields if field.compulsory]
    hand_in.hand_in(coach, ana_calls, week_id=week.id, kind=kind, fields={compulsory.id: "She calls."})
    world.settle()
    world.walk_to("2027-03-31 12:05")
    reply, *others = ana.messages("DM")[before:]
    assert "You came back." in reply.visible
    assert "My next message comes in a moment." in reply.visible
    assert "Add evidence" in others[-1].visible
    assert unasked(world)[-1] == ("Mon 8 Feb 09:00", "gone_quiet")


@pytest.mark.parametrize("act", ["back", "settings"])
def test_the_last_message_becomes_the_assignment_when_its_week_isnt_over(world: World, act: str) -> None:
    ana = world.joined()
    world.walk_to("2027-02-10 12:00")
    ana.types(f"/pm-progress {act}")
    if act == "settings":
        ana.submits()
    world.settle()
    assert "I go quiet" not in ana.last("DM").visible
    assert "Add evidence" in ana.last("DM").visible


@pytest.mark.parametrize(
    ("button", "then"), [(ids.RECEIPT_PARTLY, "partly"), (ids.RECEIPT_NOT_YET, "missed")]
)
def test_the_receipt_is_answered_in_one_press_and_the_obstacle_comes_back(
    world: World, button: str, then: str
) -> None:
    ana = world.joined()
    keeps(world, ana, 1)
    world.walk_to("2027-01-22 15:00")
    ana.clicks(button, in_="DM")
    world.settle()
    assert "What got in the way?" in ana.last("DM").visible
    ana.chooses(ids.RECEIPT_OBSTACLE, "words", in_="DM")
    ana.fills(ids.RECEIPT_OBSTACLE, "The release")
    ana.submits()
    world.settle()
    assert "This got in the way: the release." in ana.last("DM").visible
    world.walk_to("2027-01-25 09:00")
    assert outcomes(world) == ["done", then, "open"]
    week = world.bot.coach.progress(Caller(world.bot.team, ana.id)).week
    assert week.last_obstacle == "The release"
    assert unasked(world)[-1][1] == ("nudge" if then == "partly" else "comeback")


def test_two_weeks_away_are_silent_and_move_the_month(world: World) -> None:
    ana = world.joined()
    caller = Caller(world.bot.team, ana.id)
    keeps(world, ana, 1)
    world.walk_to("2027-01-18 09:20")
    back = date(2027, 2, 1)
    shown = absence.plan(world.bot.coach, caller, date(2027, 1, 18), back)
    assert shown.follows
    assert (shown.follows.weeks, shown.follows.month) == ((2, 3), 2)
    assert (shown.follows.opens, shown.follows.moves_to) == (date(2027, 2, 11), date(2027, 2, 25))
    absence.go_away(world.bot.coach, caller, date(2027, 1, 18), back)
    world.settle()
    assert "You are away" in ana.last("DM").visible
    world.walk_to("2027-02-01 09:00")
    assert unasked(world) == [("Mon 18 Jan 09:00", "nudge"), ("Mon 1 Feb 09:00", "welcome_back")]
    assert "Your two weeks away cost you nothing" in ana.last("DM").visible
    assert outcomes(world) == ["done", "excused", "excused", "open"]
    world.walk_to("2027-02-07 12:00")
    assert unasked(world)[2:] == []
    with world.bot.database.read() as session:
        assert [(row.first, row.back) for row in session.exec(select(Absence))] == [(date(2027, 1, 18), back)]


def test_back_before_the_day_brings_this_weeks_assignment_at_once(world: World) -> None:
    ana = world.joined()
    caller = Caller(world.bot.team, ana.id)
    absence.go_away(world.bot.coach, caller, date(2027, 1, 12), None)
    world.walk_to("2027-01-20 10:00")
    absence.come_back(world.bot.coach, caller)
    world.settle()
    nudges = [row.purpose for row in world.outbox() if row.kind == "nudge" and row.method == "post"]
    assert nudges == ["asked", "asked"]
    world.walk_to("2027-01-25 09:00")
    # Three days were left of the week that they came back in, so it counts.
    assert unasked(world) == [("Mon 25 Jan 09:00", "comeback")]
    assert outcomes(world) == ["excused", "missed", "open"]


def test_without_an_end_one_question_comes_after_four_weeks(world: World) -> None:
    ana = world.joined()
    absence.go_away(world.bot.coach, Caller(world.bot.team, ana.id), date(2027, 1, 12), None)
    world.walk_to("2027-03-29 12:00")
    assert unasked(world) == [("Mon 15 Feb 09:00", "still_away")]
    ana.clicks(ids.AWAY_END, in_="DM")
    world.walk_to("2027-04-05 09:00")
    assert unasked(world)[1:] == [("Mon 5 Apr 09:00", "comeback")]  # the week of the return counts


def test_a_holiday_moves_the_opening_on_and_the_closing_back(
    world: World,
) -> None:
    world.clock.move_to(world.clock.now().replace(month=3, day=15))
    ana = world.joined()
    with world.bot.database.write() as session:  # Easter Monday isn't one in Portugal
        session.exec(select(Member)).one().country = "DE"
    world.walk_to("2027-03-16 10:00")
    world.hands_in(ana)
    world.walk_to("2027-04-05 09:00")
    assert unasked(world) == [
        ("Mon 22 Mar 09:00", "nudge"),
        ("Thu 25 Mar 14:30", "receipt"),
        ("Tue 30 Mar 09:00", "comeback"),
        ("Mon 5 Apr 09:00", "comeback"),
    ]
    with world.bot.database.read() as session:
        days = [week.day for week in session.exec(select(Week).order_by(col(Week.number)))]
    assert days[1:] == [date(2027, 3, 22), date(2027, 3, 29), date(2027, 4, 5)]


def test_three_misses_in_a_row_bring_three_different_comebacks(world: World) -> None:
    ana = world.joined()
    said = []
    for monday in ("2027-01-18", "2027-01-25", "2027-02-01", "2027-02-08"):
        world.walk_to(f"{monday} 09:00")
        said.append(ana.last("DM").visible)
        ana.types("/pm-progress")  # so the coach doesn't go quiet
    begins = ["In your first month", "Perhaps your last weeks were full.", *["Weeks like these happen."] * 2]
    assert [text[: len(start)] for text, start in zip(said, begins, strict=True)] == begins


def looks(world: World, ana: Person) -> tuple[str, str, str]:
    """What Home, the dashboard and the answer to "next" show and offer now."""
    ana.opens_home()
    world.settle()
    ana.opens("#general")
    ana.types("/pm-progress")
    shown = ana.last("#general").visible
    ana.types("/pm-progress next")
    following = ana.last("#general").visible
    ana.opens("DM")
    return ana.sees("Home"), shown, following


@pytest.mark.parametrize("at", ["02-08 09:01", "02-14 20:00", "02-16 10:00", "04-05 10:00"])
def test_home_and_the_command_lead_back_for_as_long_as_the_coach_is_quiet(world: World, at: str) -> None:
    ana = world.joined()
    world.walk_to(f"2027-{at}")
    for shown in looks(world, ana)[:2]:
        assert "I went quiet, and your programme waits for you. If you press the button, it goes on." in shown
        assert "This week ends" not in shown
        assert "Continue the programme" in shown
        assert "Add evidence" not in shown
    assert "Continue the programme" in looks(world, ana)[2]
    ana.clicks(ids.WEEK_PICK_UP, in_="Home")
    world.settle()
    assert "Add evidence" in ana.last("DM").visible
    for shown in looks(world, ana)[:2]:
        assert "I went quiet" not in shown
        assert "This week ends" in shown


@pytest.mark.parametrize("at", ["01-13 10:00", "01-19 10:00", "03-10 10:00"])
def test_home_and_the_command_lead_out_of_time_away_that_has_no_end(world: World, at: str) -> None:
    ana = world.joined()
    absence.go_away(world.bot.coach, Caller(world.bot.team, ana.id), date(2027, 1, 12), None)
    world.walk_to(f"2027-{at}")
    for shown in looks(world, ana):
        assert "End time away" in shown
        assert "This week ends" not in shown
    assert "You are away with no day back yet." in ana.sees("Home")
    ana.clicks(ids.AWAY_END, in_="Home")
    world.settle()
    assert "This week ends" in looks(world, ana)[1]


def test_to_who_has_finished_the_coach_goes_quiet_in_words_that_fit(world: World) -> None:
    ana = world.ana
    ana.types("/pm-progress join")
    ana.chooses(ids.JOIN_START, "8")
    ana.submits()
    world.settle()
    ana.opens("DM")
    for monday in ("02-01", "02-15"):
        world.walk_to(f"2027-{monday} 09:00")
        ana.types("/pm-progress")
    world.walk_to("2027-03-15 09:00")
    assert unasked(world)[-1][1] == "gone_quiet"
    for at in ("2027-03-15 09:01", "2027-05-10 10:00"):
        world.walk_to(at)
        for shown in (ana.last("DM").visible, *looks(world, ana)):
            assert "Send me assignments again" in shown
            assert "programme waits" not in shown
            assert "same month" not in shown
    assert "I went quiet. If you press the button, the assignments come again." in ana.sees("Home")
    ana.clicks(ids.WEEK_PICK_UP, in_="DM")
    world.settle()
    assert "Add evidence" in ana.last("DM").visible
