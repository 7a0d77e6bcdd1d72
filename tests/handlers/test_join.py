"""Joining: two presses, whatever Slack says of the person; and the way back in."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.coach.coach import Caller
from bot.sandbox.person import Person
from bot.slack import budget, directory
from bot.store.tables import SlackUser as KnownPerson
from bot.views import errors, ids
from tests.handlers.acts import acts_in
from tests.slowness import scaled
from tests.world import World


def test_a_stranger_is_told_what_this_is_with_a_sample_and_how_to_join(world: World) -> None:
    world.ana.types("/pm-progress")
    seen = world.ana.last("#general")
    assert "eight months" in seen.visible
    assert "Ask one person about the last time they used your work (45 min)" in seen.visible
    assert acts_in(seen) == [ids.JOIN_OPEN, ids.JOIN_ABOUT]


def test_a_stranger_can_read_what_it_is_before_joining(world: World) -> None:
    world.ana.types("/pm-progress")
    world.ana.clicks(ids.JOIN_ABOUT)
    assert "Start where you are" in world.ana.sees("modal")
    assert world.outbox() == []


def test_nobody_else_sees_the_command_or_its_answer(world: World) -> None:
    world.ana.types("/pm-progress")
    assert world.li.messages("#general") == []


def test_joining_takes_two_presses_and_brings_the_welcome_and_the_first_assignment(world: World) -> None:
    world.ana.types("/pm-progress")
    world.ana.clicks(ids.JOIN_OPEN)
    world.ana.submits()
    world.settle()
    welcome, nudge = world.ana.messages("DM")
    assert welcome.visible.startswith("Hello Ana, I'm PM Coach. I help you to do product work")
    assert nudge.visible.startswith("Ask one person about the last time they used your work (45 min)")
    assert "Week 1 ends Mon 18 Jan, 09:00, Lisbon time." in nudge.visible
    assert world.li.messages("DM") == []


def test_the_zone_comes_from_the_profile_and_only_its_hour_is_asked(world: World) -> None:
    world.li.types("/pm-progress join")
    seen = world.li.sees("modal")
    assert "Hour (Berlin time)" in seen
    assert "Time zone" not in seen


@pytest.mark.parametrize("tz", ["", "Mars/Olympus"])
def test_a_zone_that_slack_does_not_give_is_asked_for(world: World, tz: str) -> None:
    world.slack.workspace.set_zone(world.ana.record, tz)
    world.ana.types("/pm-progress join")
    world.ana.fills(ids.JOIN_ZONE, "Europe/Lisbn")
    refused = world.ana.submits()
    assert refused.errors[ids.JOIN_ZONE].startswith("I don't know the zone 'Europe/Lisbn'.")
    assert "Europe/Lisbn" in world.ana.sees("modal")
    world.ana.fills(ids.JOIN_ZONE, "America/Argentina/Buenos_Aires")
    world.ana.submits()
    world.settle()
    assert "Every Monday at 09:00, Buenos Aires time" in world.ana.sees("DM")


def test_a_look_up_that_fails_leaves_the_zone_to_be_asked(world: World) -> None:
    world.slack.faults.server_error("users.info")
    world.ana.types("/pm-progress join")
    assert "Time zone" in world.ana.sees("modal")


def test_a_look_up_that_hangs_is_given_up_for_the_form_to_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "BOUND", 0.2)
    world.slack.faults.hang("users.info")
    outcome = world.ana.types("/pm-progress join")
    assert not outcome.timed_out
    assert "Time zone" in world.ana.sees("modal")


@pytest.mark.parametrize("fails", ["server_error", "drop", "rate_limit"])
def test_a_guest_cant_join_while_slack_says_nothing_and_a_member_can_once_it_does(
    world: World, fails: str
) -> None:
    world.slack.workspace.person("Li").is_guest = True
    for person in (world.ana, world.li):
        getattr(world.slack.faults, fails)("users.info", times=2)
        person.types("/pm-progress join")
        person.fills(ids.JOIN_ZONE, "Europe/Lisbon")
        assert person.submits().errors[ids.JOIN_ZONE] == errors.who_unsaid()
        assert world.outbox() == []
    assert world.ana.submits().errors == {}
    assert "you are a guest here" in world.li.submits().errors[ids.JOIN_ZONE]
    world.settle()
    assert "Every Monday at 09:00, Lisbon time" in world.ana.sees("DM")
    assert world.li.messages("DM") == []


def test_someone_further_on_says_in_which_month_they_are(world: World) -> None:
    world.ana.types("/pm-progress join")
    world.ana.chooses(ids.JOIN_START, "3")
    world.ana.submits()
    world.ana.types("/pm-progress")
    assert world.ana.last("#general").visible.startswith("Month 3, week 1")


def test_a_track_and_another_day_are_kept(world: World) -> None:
    world.ana.types("/pm-progress join")
    world.ana.chooses(ids.JOIN_TRACK, "Elsewhere")
    world.ana.chooses(ids.JOIN_DAY, "3")
    world.ana.chooses(ids.JOIN_HOUR, "16:00")
    world.ana.submits()
    world.settle()
    progress = world.bot.coach.progress(Caller(world.bot.team, world.ana.id))
    assert progress.track == "external"
    assert "Every Thursday at 16:00, Lisbon time" in world.ana.sees("DM")


def test_a_channel_that_the_coach_cannot_see_is_refused_under_its_field(world: World) -> None:
    world.slack.workspace.add_channel("secret", private=True, members=[world.ana.record])
    world.ana.types("/pm-progress join")
    world.ana.chooses(ids.JOIN_CHANNEL, "#secret")
    refused = world.ana.submits()
    assert list(refused.errors) == [ids.JOIN_CHANNEL]
    assert refused.errors[ids.JOIN_CHANNEL].startswith("I can't see that channel. Invite me there first,")
    assert world.ana.messages("DM") == []
    world.ana.chooses(ids.JOIN_CHANNEL, "#wins")
    assert world.ana.submits().errors == {}


def test_a_channel_that_slack_says_nothing_of_holds_nobody_up(world: World) -> None:
    world.ana.types("/pm-progress join")
    world.slack.faults.server_error("conversations.info")
    assert world.ana.submits().errors == {}


def test_without_the_first_assignment_it_comes_when_asked_for_and_only_once(world: World) -> None:
    world.ana.types("/pm-progress join")
    world.ana.chooses(ids.JOIN_FIRST, ids.JOIN_WAIT)
    world.ana.submits()
    world.settle()
    [welcome] = world.ana.messages("DM")
    assert "Your first week has begun." in welcome.visible
    world.ana.opens("DM")
    world.ana.clicks(ids.WEEK_START)
    world.ana.clicks(ids.WEEK_START)
    world.settle()
    titles = [message.visible.splitlines()[0] for message in world.ana.messages("DM")]
    assert titles[1:] == ["Ask one person about the last time they used your work (45 min)"]


def test_joining_twice_at_once_joins_once(world: World) -> None:
    world.ana.types("/pm-progress join")
    modal = world.ana.modal
    assert modal is not None
    with ThreadPoolExecutor(2) as both:
        submit = world.slack.user_actions.submit
        outcomes = list(both.map(lambda _: _submitted(submit, world.ana, modal.id), range(2)))
    world.settle()
    assert True in outcomes
    assert len(world.ana.messages("DM")) == 2


def _submitted(submit: Any, person: Person, view: str) -> bool:
    try:
        return not submit(person.id, view).errors
    except LookupError:  # the other one was faster, and the modal is gone
        return False


def test_a_form_sent_from_a_second_device_changes_nothing_any_more(world: World) -> None:
    world.ana.types("/pm-progress join")
    modal = world.ana.modal
    assert modal is not None
    world.ana.submits()
    world.slack.workspace.modals[world.ana.id] = [modal]
    world.ana.chooses(ids.JOIN_DAY, "4")
    assert world.ana.submits().errors == {}
    assert world.bot.coach.progress(Caller(world.bot.team, world.ana.id)).schedule.weekday == 0


def test_who_is_in_already_gets_the_dashboard_instead_of_the_form(world: World, ana: Person) -> None:
    ana.types("/pm-progress join")
    assert ana.modal is None
    assert ana.last("#general").visible.startswith(
        "You are in month 1, week 1. To change your start date, open Settings."
    )


def test_the_name_is_learnt_when_joining_and_signs_the_post(world: World, ana: Person) -> None:
    with world.bot.database.read() as session:
        known = session.get(KnownPerson, (world.bot.team, ana.id))
    assert known is not None
    assert known.name == "Ana"


def test_a_slack_that_hangs_keeps_nobody_waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.presets(world.wins.id)
    monkeypatch.setattr(budget, "ACT", budget.KEPT + scaled(0.5))
    for method in ("users.info", "conversations.info", "views.open"):
        world.slack.faults.hang(method)
    assert world.ana.types("/pm-progress join").ok
    assert "[Open it]" in world.ana.last("#general").visible
