"""The modals that ask for something: join, hand in, settings, swap; and their ids, which handlers read."""

import json
from typing import Any

import pytest

from bot.domain.playbook import EvidenceField, Input, Kind
from bot.domain.slots import WeeklySchedule
from bot.domain.weeks import Outcome
from bot.views import errors, ids, join, settings, swap
from bot.views.hand_in import form as hand_in
from tests.views import samples as a
from tests.views.reading import Surface, actions_of, blocks_of, pressable, read
from tests.views.screens import MUTED


def _input(form: Surface, block_id: str) -> dict[str, Any]:
    block = next(block for block in blocks_of(form) if block.get("block_id") == block_id)
    element: dict[str, Any] = block["element"]
    assert element["action_id"] == block_id
    return element


def _inputs(form: Surface) -> list[str]:
    """The block_ids of the inputs in order, a compulsory one's with a star."""
    blocks = [block for block in blocks_of(form) if block["type"] == "input"]
    return [f"{block['block_id']}{'' if block.get('optional') else '*'}" for block in blocks]


def _form(kind: Kind = a.INTERVIEW, **fields: str) -> dict[str, Any]:
    return hand_in.form(kind, a.TICKETS, 6, 6, fields, 2, True, 31)


def test_joining_takes_two_presses_because_everything_is_preset() -> None:
    form = join.join_form(a.OPENING, 8, a.TRACKS, a.WINS, True)
    assert "eight months" in read(form)[0]
    assert _inputs(form) == [
        "join.start*",
        "join.day*",
        "join.hour*",
        "join.track*",
        "join.channel",
        "join.first*",
    ]
    assert "Lisbon time" in "\n".join(read(form))
    presets = {
        ids.JOIN_START: "1",
        ids.JOIN_DAY: "0",
        ids.JOIN_HOUR: "09:00",
        ids.JOIN_TRACK: "undecided",
        ids.JOIN_FIRST: "send",
    }
    assert {block: _input(form, block)["initial_option"]["value"] for block in presets} == presets
    assert _input(form, ids.JOIN_CHANNEL)["initial_conversation"] == "C0WINS"
    assert json.loads(form["private_metadata"]) == {"zone": "Europe/Lisbon"}


def test_a_zone_that_slack_does_not_know_is_asked_for() -> None:
    form = join.join_form(WeeklySchedule(0, 9, "UTC"), 8, a.TRACKS, None, False)
    assert "UTC" not in "\n".join(read(form))
    assert _input(form, ids.JOIN_ZONE)["initial_value"] == "UTC"
    assert "private_metadata" not in form


def test_a_programme_of_one_month_without_tracks_asks_for_neither() -> None:
    form = join.join_form(a.OPENING, 1, (), None, True)
    assert "one month" in read(form)[0]
    assert _inputs(form) == ["join.day*", "join.hour*", "join.channel", "join.first*"]


def test_both_tracks_are_a_choice_only_where_there_are_two() -> None:
    both = join.join_form(a.OPENING, 8, a.TRACKS, None, True)
    single = join.join_form(a.OPENING, 8, a.TRACKS[:1], None, True)
    assert [o["value"] for o in _input(both, ids.JOIN_TRACK)["options"]] == [
        "undecided",
        "internal",
        "external",
        "both",
    ]
    assert [o["value"] for o in _input(single, ids.JOIN_TRACK)["options"]] == ["undecided", "internal"]


@pytest.mark.parametrize(
    ("schedule", "number"),
    [(a.OPENING, 14), (WeeklySchedule(1, 9, "UTC", 30), 15), (WeeklySchedule(1, 5, "UTC"), 15)],
)
def test_an_hour_that_is_not_on_the_list_is_offered_as_it_is(schedule: WeeklySchedule, number: int) -> None:
    hours = _input(join.join_form(schedule, 8, (), None, True), ids.JOIN_HOUR)
    values = [option["value"] for option in hours["options"]]
    assert len(values) == number
    assert values == sorted(values)
    assert hours["initial_option"]["value"] == f"{schedule.hour:02d}:{schedule.minute:02d}"


def test_a_form_has_one_compulsory_field_and_says_when_the_work_is_done() -> None:
    form = hand_in.form(a.INTERVIEW, a.TICKETS, 6, 6, {}, 1, False, None)
    assert all(part in read(form)[0] for part in (a.TICKETS.title, "45 min", a.TICKETS.done_when))
    assert _inputs(form) == [
        *("field.learnt*", "field.role", "field.when", "field.rung", "field.more"),
        ids.HAND_IN_OPTIONS,
    ]
    assert json.loads(form["private_metadata"]) == {
        "assignment": "tickets",
        "evidence": None,
        "kind": "interview",
        "week": 6,
    }
    options = _input(form, ids.HAND_IN_OPTIONS)
    assert [option["value"] for option in options["options"]] == [ids.HAND_IN_SHORT]
    assert "initial_options" not in options


def test_only_a_new_piece_for_a_closed_week_may_count_for_the_open_one_instead() -> None:
    late = hand_in.form(a.INTERVIEW, a.TICKETS, 6, 6, {}, 1, False, None, closed=True)
    boxes = _input(late, ids.HAND_IN_OPTIONS)
    assert "week 6" in boxes["options"][0]["text"]["text"]
    assert [option["value"] for option in boxes["initial_options"]] == [ids.HAND_IN_COUNTS]
    revised = hand_in.form(a.INTERVIEW, a.TICKETS, 6, 6, {}, 2, False, 31, closed=True)
    assert [option["value"] for option in _input(revised, ids.HAND_IN_OPTIONS)["options"]] == [
        ids.HAND_IN_SHORT
    ]


def test_a_further_version_comes_filled_in_and_the_first_one_stays() -> None:
    form = _form(learnt="She calls.", when="2027-01-12", rung="customer", more="https://example.org")
    assert all(version in read(form)[1] for version in ("version 2", "Version 1"))
    assert _input(form, "field.learnt")["initial_value"] == "She calls."
    assert _input(form, "field.when")["initial_date"] == "2027-01-12"
    assert _input(form, "field.rung")["initial_option"]["value"] == "customer"
    assert _input(form, "field.more")["initial_value"] == "https://example.org"
    assert [o["value"] for o in _input(form, ids.HAND_IN_OPTIONS)["initial_options"]] == ["short"]


@pytest.mark.parametrize("date", ["", "yesterday", "20270112", "2027-02-30"])
def test_what_is_no_date_any_more_leaves_the_picker_empty(date: str) -> None:
    assert "initial_date" not in _input(_form(when=date), "field.when")


def test_a_choice_that_the_playbook_no_longer_offers_is_left_open() -> None:
    assert "initial_option" not in _input(_form(rung="a stranger"), "field.rung")


def test_a_text_longer_than_a_field_is_never_cut_but_stays_beside_the_form() -> None:
    form = _form(learnt="x" * 3001)
    learnt = next(block for block in blocks_of(form) if block.get("block_id") == "field.learnt")
    assert "initial_value" not in learnt["element"]
    assert learnt["optional"] is True
    assert "3,001" in learnt["hint"]["text"]
    assert json.loads(form["private_metadata"])["unshown"] == ["learnt"]


def test_a_sentence_about_what_went_wrong_stands_first() -> None:
    fault = errors.cant_save("7F3K")
    form = hand_in.form(a.INTERVIEW, None, 6, 6, {}, 1, False, None, {"learnt": fault})
    assert read(form)[0] == fault


def test_a_long_field_takes_several_lines_and_a_short_one_doesnt() -> None:
    form = _form()
    assert _input(form, "field.learnt")["multiline"] is True
    assert "multiline" not in _input(form, "field.role")


def test_a_choice_can_be_the_compulsory_field() -> None:
    part = EvidenceField(
        id="part", label="Which part?", input=Input.CHOICE, options=("One", "Two"), compulsory=True
    )
    assert "field.part*" in _inputs(_form(a.INTERVIEW.model_copy(update={"fields": (part,)})))


def test_the_last_view_says_what_was_kept() -> None:
    done, still_open = (
        hand_in.handed_in(a.evidence(version=2), a.week(outcome=outcome))
        for outcome in (Outcome.DONE, Outcome.OPEN)
    )
    assert all(fact in read(done)[0] for fact in ("version 2", "Week 6"))
    assert read(done)[0] != read(still_open)[0]
    assert "submit" not in done
    assert done["clear_on_close"] is True


def test_settings_are_shown_as_they_are_with_the_next_messages() -> None:
    form = settings.settings_form(a.progress())
    assert _inputs(form) == [
        *("settings.day*", "settings.hour*", "settings.zone*", "settings.channel", "settings.start*"),
        *("settings.pace*", "settings.level*", "settings.quiet_from*", "settings.quiet_until*"),
        *("settings.country", "settings.region", "settings.weekend"),
    ]
    assert "Mon 22 Feb 09:00, Mon 1 Mar 09:00, Mon 8 Mar 09:00, all Lisbon time" in read(form)[-1]
    assert actions_of(form) == [ids.MUTE_ON]
    assert _input(form, ids.SETTINGS_ZONE)["initial_value"] == "Europe/Lisbon"
    assert _input(form, ids.SETTINGS_START)["initial_date"] == "2027-01-11"


def test_settings_say_when_they_were_saved_and_how_to_unmute() -> None:
    saved = settings.saved(a.progress())
    assert "Mon 22 Feb, 09:00, Lisbon time" in read(saved)[0]
    assert actions_of(saved) == [ids.SETTINGS_OPEN]
    muted = settings.settings_form(MUTED)
    assert actions_of(muted) == [ids.MUTE_OFF]
    assert "Feb" not in read(muted)[-1]


def test_mute_and_unmute_say_what_follows() -> None:
    assert actions_of(settings.muted(MUTED)) == [ids.MUTE_OFF]
    assert "Feb" not in settings.muted(MUTED).text
    assert "Mon 22 Feb, 09:00, Lisbon time" in settings.unmuted(a.progress()).text


def test_a_swap_shows_each_alternative_with_its_reason() -> None:
    form = swap.swap_form(a.week(), [a.CHOICE])
    now, other, *_ = read(form)
    assert "Read 15 closed tickets for what people did instead (45 min)" in now
    assert "Write one page for a VP (60 min)" in other
    assert a.CHOICE.reason in other
    assert actions_of(form) == [ids.ASSIGNMENT_TAKE, ids.ASSIGNMENT_OWN]
    assert pressable(form, ids.ASSIGNMENT_TAKE)["value"] == "6:vp-page"
    assert "Write one page for a VP" in pressable(form, ids.ASSIGNMENT_TAKE)["accessibility_label"]
    assert pressable(form, ids.ASSIGNMENT_OWN)["value"] == "6"


def test_where_nothing_else_fits_ones_own_does() -> None:
    assert actions_of(swap.swap_form(a.week(), [])) == [ids.ASSIGNMENT_OWN]


def test_after_a_swap_the_new_assignment_is_named() -> None:
    assert "Write one page for a VP (60 min)" in read(swap.taken(a.week(assignment=a.PAGE)))[0]
