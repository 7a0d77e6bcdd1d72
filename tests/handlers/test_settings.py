"""Settings: what they change, what they refuse, and what comes next."""

from datetime import UTC, datetime

import pytest

from bot.domain.closing import Level
from bot.domain.days_off import NO_COUNTRY, DaysOff
from bot.domain.slots import QuietHours
from bot.operate import members
from bot.sandbox.person import Person
from bot.views import errors, ids
from tests.handlers.acts import progress_of
from tests.world import World


@pytest.mark.parametrize(
    ("day", "hour", "end"),
    [
        ("Wednesday", "09:00", "Wed 20 Jan, 09:00, Lisbon time"),
        ("Friday", "16:00", "Fri 16:00, Lisbon time"),
        ("Thursday", "14:00", "Thu 21 Jan, 14:00, Lisbon time"),
        ("Monday", "14:00", "Mon 18 Jan, 14:00, Lisbon time"),
    ],
)
def test_another_day_or_hour_moves_the_end_of_the_open_week(
    world: World, ana: Person, day: str, hour: str, end: str
) -> None:
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_DAY, day)
    ana.chooses(ids.SETTINGS_HOUR, hour)
    ana.submits()
    world.settle()
    assert f"Your settings are saved. My next message comes {end}." in ana.sees("modal")
    assert f"Week 1 ends {end}." in ana.last("DM").visible
    assert f"This week ends {end}." in (ana.home.visible if ana.home else "")


def test_another_zone_keeps_the_hour_and_moves_the_instant(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    ana.fills(ids.SETTINGS_ZONE, "America/Toronto")
    ana.submits()
    assert "My next message comes Mon 18 Jan, 09:00, Toronto time." in ana.sees("modal")
    assert f"{progress_of(world, ana).week.ends_at:%H:%M}" == "14:00"
    world.walk_to("2027-01-18 13:59")
    assert len(ana.messages("DM")) == 2
    world.walk_to("2027-01-18 14:00")
    assert len(ana.messages("DM")) == 3


def test_the_week_after_a_change_opens_at_the_new_slot_only(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_DAY, "2")
    ana.submits()
    ana.closes()
    world.walk_to("2027-01-19 12:00")
    assert len(ana.messages("DM")) == 2
    world.walk_to("2027-01-20 09:00")
    assert len(ana.messages("DM")) == 3


def opens_on(ana: Person, day: str, hour: str) -> None:
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_DAY, day)
    ana.chooses(ids.SETTINGS_HOUR, hour)
    ana.submits()


def test_a_message_moved_past_the_new_end_comes_back_to_its_place(world: World, ana: Person) -> None:
    opens_on(ana, "0", "14:00")
    ana.closes()
    world.walk_to("2027-01-14 12:00")
    ana.types("/pm-progress later")
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    opens_on(ana, "4", "12:00")
    assert "My next message comes Fri 12:00, Lisbon time." in ana.sees("modal")
    ana.closes()
    world.settle()
    assert "Week 1 ends Fri 12:00, Lisbon time." in ana.last("DM").visible
    world.walk_to("2027-01-15 17:00")
    assert len(ana.messages("DM")) == 3


@pytest.mark.parametrize(
    ("start", "sentence"),
    [("2027-01-12", "Tue 12 Jan 2027 is in the future."), ("2020-01-01", "Wed 1 Jan 2020 is too long ago")],
)
def test_a_start_date_that_cannot_be_is_refused_under_its_field(
    world: World, ana: Person, start: str, sentence: str
) -> None:
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_DAY, "4")
    ana.chooses(ids.SETTINGS_START, start)
    refused = ana.submits()
    assert list(refused.errors) == [ids.SETTINGS_START]
    assert refused.errors[ids.SETTINGS_START].startswith(sentence)
    assert "[Friday]" in ana.sees("modal")
    assert progress_of(world, ana).schedule.weekday == 0


def test_an_earlier_start_date_moves_the_month(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_START, "2026-11-11")
    ana.submits()
    assert progress_of(world, ana).month == 3


def test_an_unknown_zone_is_refused_with_its_text_kept(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    ana.fills(ids.SETTINGS_ZONE, "Lissabon")
    refused = ana.submits()
    assert refused.errors[ids.SETTINGS_ZONE].startswith("I don't know the zone 'Lissabon'.")
    assert "\nLissabon\n" in ana.sees("modal")
    assert progress_of(world, ana).schedule.zone == "Europe/Lisbon"


def test_a_channel_out_of_sight_is_refused_and_the_old_choice_stays(world: World, ana: Person) -> None:
    world.slack.workspace.add_channel("secret", private=True, members=[ana.record])
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_CHANNEL, "#secret")
    assert "The old choice stays" in ana.submits().errors[ids.SETTINGS_CHANNEL]
    channel = progress_of(world, ana).wins_channel
    assert channel
    assert channel.name == "wins"


@pytest.mark.parametrize(("word", "field"), [("settings", ids.SETTINGS_CHANNEL), ("join", ids.JOIN_CHANNEL)])
def test_a_private_channel_of_others_is_refused_without_its_name(world: World, word: str, field: str) -> None:
    """Slack's menu shows none; whoever was taken out while the form was open still has it chosen."""
    li = world.li
    secret = world.slack.workspace.add_channel("secret", private=True, members=[li.record], with_bot=True)
    if word == "settings":
        world.joined(li)
    li.types(f"/pm-progress {word}")
    li.chooses(field, "#secret")
    secret.members.remove(li.id)
    assert li.submits().errors == {field: errors.channel_outside()}
    assert "secret" not in errors.channel_outside()


def test_another_channel_is_shown_in_the_next_offer_with_its_readers(world: World, ana: Person) -> None:
    world.slack.workspace.add_channel("small", private=True, members=[ana.record], with_bot=True)
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_CHANNEL, "#small")
    ana.submits()
    ana.closes()
    world.hands_in(ana)
    assert "[Post to #small]" in ana.last("DM").visible
    assert "2 people can read #small." in ana.last("DM").visible


def test_saving_without_a_change_changes_nothing(world: World, ana: Person) -> None:
    before = progress_of(world, ana).week
    ana.types("/pm-progress settings")
    ana.submits()
    assert "Your settings are saved." in ana.sees("modal")
    assert progress_of(world, ana).week == before


def test_the_settings_say_what_comes_by_itself(ana: Person) -> None:
    ana.types("/pm-progress settings")
    assert "Mon 18 Jan 09:00, Mon 25 Jan 09:00, Mon 1 Feb 09:00, all Lisbon time" in ana.sees("modal")


def test_the_next_messages_are_those_that_come(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow")
    ana.types("/pm-progress next")
    assert "Tue 09:00, Lisbon time" in ana.last("#general").visible
    world.walk_to("2027-01-12 09:00")
    assert len(ana.messages("DM")) == 3


def test_an_older_form_overwrites_nothing_that_another_device_saved(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    first = ana.modal
    assert first
    world.slack.workspace.modals[ana.id] = []
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_DAY, "Tuesday")
    ana.submits()
    world.slack.workspace.modals[ana.id] = [first]
    ana.chooses(ids.SETTINGS_HOUR, "10:00")
    assert ana.submits().errors[ids.SETTINGS_DAY].startswith("You changed your settings in another place")
    schedule = progress_of(world, ana).schedule
    assert (schedule.weekday, schedule.hour) == (1, 9)
    ana.closes()
    ana.types("/pm-progress settings")
    for hour in ("10:00", "11:00"):  # what says "Saved" leads into the form again
        ana.chooses(ids.SETTINGS_HOUR, hour)
        ana.submits()
        ana.clicks(ids.SETTINGS_OPEN)
    assert progress_of(world, ana).schedule.hour == 11


def test_a_form_of_somebody_erased_meanwhile_says_so(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    members.erase(world.settings, ana.id, None)
    [sentence] = ana.submits().errors.values()
    assert sentence.startswith("You aren't in the programme now, so nothing is saved.")


def test_two_a_week_opens_on_two_days_and_asks_no_closing_question(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_PACE, "two_a_week")
    ana.submits()
    ana.closes()
    world.walk_to("2027-01-24 23:00")
    sent = [(row.kind, f"{row.run_at}") for row in world.outbox() if row.kind in ("nudge", "receipt")]
    assert [kind for kind, _ in sent].count("receipt") == 0
    # Both weeks that begin in one of the calendar have its number, and the first four of those cost nothing.
    assert [number for number, _ in progress_of(world, ana).weeks] == [1, 1, 2, 2]
    world.walk_to("2027-02-08 12:00")
    progress = progress_of(world, ana)
    assert (progress.week.number, progress.record.covered) == (5, frozenset())
    assert "Week 5 ends Thu 09:00" in ana.last("DM").visible


def test_level_quiet_hours_and_days_off_are_set_and_what_cannot_be_is_refused(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress settings")
    shown = ana.sees("modal")
    assert "[Portugal]" in shown
    assert "I took the country from your time zone." in shown
    ana.chooses(ids.SETTINGS_LEVEL, "quiet")
    ana.chooses(ids.SETTINGS_QUIET_FROM, "17:00")
    ana.chooses(ids.SETTINGS_COUNTRY, "Saudi Arabia")
    ana.chooses(ids.SETTINGS_WEEKEND, [*"0123456"])
    assert list(ana.submits().errors) == [ids.SETTINGS_WEEKEND]
    assert progress_of(world, ana).days_off == DaysOff("PT")
    ana.chooses(ids.SETTINGS_WEEKEND, ["4"])
    ana.submits()
    assert "Your settings are saved." in ana.sees("modal")
    progress = progress_of(world, ana)
    assert (progress.level, progress.schedule.quiet) == (Level.QUIET, QuietHours(17, 8))
    assert progress.days_off == DaysOff("SA", "SA", "4")
    # From what was saved another field can change, and "No country" is an answer.
    ana.clicks(ids.SETTINGS_OPEN)
    ana.chooses(ids.SETTINGS_COUNTRY, "No country")
    ana.chooses(ids.SETTINGS_WEEKEND, ["5", "6"])
    ana.submits()
    assert progress_of(world, ana).days_off == DaysOff(None, NO_COUNTRY)
    ana.closes()
    world.walk_to("2027-01-30 12:00")
    assert [row.slot for row in world.outbox() if row.slot] == ["opening"] * 2


def test_quiet_hours_over_a_planned_reminder_are_refused(world: World, ana: Person) -> None:
    ana.types("/pm-progress plan")
    ana.chooses(ids.PLAN_HOUR, "14:00")
    ana.submits()
    ana.closes()
    ana.types("/pm-progress settings")
    ana.chooses(ids.SETTINGS_QUIET_FROM, "14:00")
    assert "Wed 14:00, Lisbon time" in ana.submits().errors[ids.SETTINGS_QUIET_FROM]
    ana.chooses(ids.SETTINGS_QUIET_FROM, "15:00")
    ana.submits()
    assert progress_of(world, ana).schedule.quiet == QuietHours(15, 8)


def test_a_holiday_that_moves_a_message_is_named_there_and_another_country_moves_it_back(
    world: World, ana: Person
) -> None:
    world.walk_to("2027-01-26 12:00")
    for country, ends in (("Ireland", 2), ("Portugal", 1), ("No country", 1), ("Ireland", 2)):
        ana.types("/pm-progress settings")
        ana.chooses(ids.SETTINGS_COUNTRY, country)
        ana.submits()
        ana.closes()
        assert progress_of(world, ana).week.ends_at == datetime(2027, 2, ends, 9, tzinfo=UTC)
    world.settle()
    coming = "Week 3 ends Tue 2 Feb, 09:00, Lisbon time. Mon 1 Feb is a public holiday (Ireland)."
    assert coming in ana.last("DM").visible
    world.walk_to("2027-02-02 09:00")
    assert "Mon 1 Feb was a public holiday (Ireland), so this week began later." in ana.last("DM").visible


def test_a_region_is_asked_for_where_it_has_holidays_of_its_own_and_its_holiday_is_named(
    world: World, ana: Person
) -> None:
    world.walk_to("2027-05-25 12:00")
    for country, region in (("Germany", None), (None, "Bayern")):
        ana.types("/pm-progress settings")
        if country:
            ana.chooses(ids.SETTINGS_COUNTRY, country)
        if region:
            ana.chooses(ids.SETTINGS_REGION, region)
        ana.submits()
        ana.closes()
    assert progress_of(world, ana).days_off == DaysOff("DE-BY", "DE-BY")
    ana.types("/pm-progress settings")
    assert "[Bayern]" in ana.sees("modal")
    ana.chooses(ids.SETTINGS_COUNTRY, "Austria")
    ana.submits()
    assert progress_of(world, ana).days_off == DaysOff("AT", "AT")
    assert "Region" not in ana.sees("modal")
