"""Accounts: who is switched off hears nothing, who comes back goes on; guests get a sentence."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import delete, select, update

from bot.domain.weeks import Outcome
from bot.operate import alarms
from bot.sandbox.person import Person
from bot.store.tables import Message, SlackLimit, SlackUser
from bot.views import ids
from tests.handlers.acts import acts_in, progress_of
from tests.world import World

OPERATOR = "U0OPERATOR"


def a_day_passes(world: World) -> None:
    """Slack is asked about everybody again, and what it says is followed."""
    with world.bot.database.write() as session:
        session.exec(update(SlackUser).values(refresh_at=0))
        session.exec(delete(SlackLimit))
    world.bot.directory.refresh_due()
    world.bot.work()


def told(world: World) -> list[str]:
    """What the operator was told."""
    alarms.tell_operators(world.bot.coach, world.bot.workspace, [OPERATOR])
    with world.bot.database.read() as session:
        return [row.text for row in session.exec(select(Message).where(Message.channel == OPERATOR))]


def test_who_is_switched_off_hears_nothing_until_the_account_is_on_again(world: World, ana: Person) -> None:
    world.hands_in(ana)
    start, heard = progress_of(world, ana).start, len(ana.messages("DM"))
    world.slack.user_actions.leave(ana.id)
    a_day_passes(world)
    for day in ("2027-01-13 12:00", "2027-02-15 12:00"):
        world.walk_to(day)
        assert sum(f"account of {ana.id} is switched off" in each for each in told(world)) == 1
    assert len(ana.messages("DM")) == heard
    world.slack.user_actions.come_back(ana.id)
    a_day_passes(world)
    a_day_passes(world)
    [nudge] = ana.messages("DM")[heard:]
    assert ids.ASSIGNMENT_DONE in acts_in(nudge)
    progress = progress_of(world, ana)
    assert progress.start - start == timedelta(days=35)
    assert Outcome.MISSED not in [outcome for _, outcome in progress.weeks]
    assert len(progress.weeks) == 2


def test_who_is_back_within_the_week_gets_one_message(world: World, ana: Person) -> None:
    heard = len(ana.messages("DM"))
    world.slack.user_actions.leave(ana.id)
    a_day_passes(world)
    world.slack.user_actions.come_back(ana.id)
    a_day_passes(world)
    a_day_passes(world)
    [message] = ana.messages("DM")[heard:]
    assert message.visible.startswith("Your Slack account is active again")


def test_who_acts_before_slack_is_asked_again_is_back_at_once(world: World, ana: Person) -> None:
    world.slack.user_actions.leave(ana.id)
    a_day_passes(world)
    world.slack.user_actions.come_back(ana.id)
    ana.types("/pm-progress")
    ana.clicks(ids.JOIN_AGAIN)
    world.bot.work()
    assert not progress_of(world, ana).left


def test_of_who_was_erased_by_slack_the_operator_is_pointed_to_erase(world: World, ana: Person) -> None:
    world.slack.workspace.forget_person(ana.record)
    a_day_passes(world)
    assert any(f"pm-coach member erase {ana.id} --yes" in each for each in told(world))


def test_a_colleague_of_the_same_organisation_is_no_stranger(world: World) -> None:
    world.bot.workspaces.add(replace(world.bot.workspace, enterprise_id="E0OURS"))
    world.ana.record.team_id = "T0SISTER"
    world.joined()
    assert not progress_of(world, world.ana).left
