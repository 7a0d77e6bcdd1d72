"""A person as tests drive one: by labels, and told what is there when a label isn't."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.sandbox.records import PersonRecord
from tests.sandbox.small_app import actions, button, field_of, home, modal, plain, section, text_field
from tests.slowness import LONG

Json = dict[str, Any]
NOBODY_ANSWERS = "This app is not responding. Try again, or contact the app's developer."


def option(words: str, value: str) -> Json:
    return {"text": plain(words), "value": value}


@pytest.fixture
def person(sandbox: Sandbox, ana: PersonRecord) -> Person:
    """Ana, before a workspace whose app isn't running: presses show Slack's own words."""
    return sandbox.person(ana.id)


@pytest.fixture
def dialog(sandbox: Sandbox, client: WebClient, person: Person) -> Person:
    """Ana with a modal of every kind of field before her."""
    two = [option("Short", "s"), option("Long", "l")]
    fields = [
        text_field(),
        field_of("Day", {"type": "datepicker", "action_id": "v"}, "day"),
        field_of("Hour", {"type": "timepicker", "action_id": "v"}, "hour"),
        field_of("Kind", {"type": "radio_buttons", "action_id": "v", "options": two}, "kind"),
        field_of("Days", {"type": "checkboxes", "action_id": "v", "options": two}, "days"),
        field_of("Buddy", {"type": "users_select", "action_id": "v"}, "buddy"),
        field_of("Where", {"type": "conversations_select", "action_id": "v"}, "where"),
        field_of("Rooms", {"type": "multi_channels_select", "action_id": "v"}, "rooms"),
    ]
    client.views_open(trigger_id=sandbox.trigger(person.id), view=modal(*fields, close=plain("Not now")))
    return person


def test_a_modal_is_filled_in_by_labels_and_words(sandbox: Sandbox, dialog: Person) -> None:
    dialog.fills("Name", "Ana")
    dialog.chooses("Day", "2027-01-14")
    dialog.chooses("Hour", "14:00")
    dialog.chooses("Kind", "Long")
    dialog.chooses("Days", ["Short", "Long"])
    dialog.chooses("Buddy", dialog.id)
    dialog.chooses("Where", "DM")
    dialog.chooses("Rooms", "#general")
    assert dialog.modal is not None
    values = {block: next(iter(held.values())) for block, held in dialog.modal.values.items()}
    assert values["name"]["value"] == "Ana"
    assert (values["day"]["selected_date"], values["hour"]["selected_time"]) == ("2027-01-14", "14:00")
    assert values["kind"]["selected_option"]["value"] == "l"
    assert [each["value"] for each in values["days"]["selected_options"]] == ["s", "l"]
    assert values["buddy"]["selected_user"] == dialog.id
    assert values["where"]["selected_conversation"] == sandbox.workspace.dm(dialog.id).id
    assert values["rooms"]["selected_channels"] == [sandbox.workspace.general.id]


def test_what_was_entered_is_seen(dialog: Person) -> None:
    dialog.fills("Name", "Ana")
    dialog.chooses("Kind", "Long")
    assert "Name\nAna\n" in dialog.sees()
    assert "( ) Short\n(x) Long" in dialog.sees()


def test_a_wrong_label_is_told_what_there_is(dialog: Person) -> None:
    with pytest.raises(AssertionError, match=r"no button 'Dance'"):
        dialog.clicks("Dance")
    with pytest.raises(AssertionError, match=r"no choice 'Dance'.*'Day'"):
        dialog.chooses("Dance", "x")
    with pytest.raises(AssertionError, match=r"no field 'Dance'.*'Name'"):
        dialog.fills("Dance", "x")
    with pytest.raises(AssertionError, match=r"no option 'Huge'.*'Short', 'Long'"):
        dialog.chooses("Kind", "Huge")
    with pytest.raises(LookupError, match="a date can't be"):
        dialog.chooses("Day", "tomorrow")


def test_the_modals_own_buttons_are_pressed_by_their_labels(dialog: Person) -> None:
    assert set(dialog.clicks("Send").errors) >= {"name", "day"}
    dialog.clicks("Not now")
    assert dialog.modal is None
    assert dialog.sees("modal") == ""
    with pytest.raises(AssertionError, match="no modal is open"):
        dialog.submits()


def test_a_press_goes_to_the_newest_button_with_that_label(
    client: WebClient, person: Person, sandbox: Sandbox
) -> None:
    for value in ("old", "new"):
        client.chat_postMessage(
            channel=person.id, text="x", blocks=[actions(button("Go", "go", value=value))]
        )
    seen: list[str] = []
    sandbox.observe(lambda event: seen.append(event.text) if event.user == person.id else None)
    assert person.clicks("Go", in_="DM").notice == NOBODY_ANSWERS
    assert seen == ["new"]
    assert person.last().buttons == ["Go"]


def test_menus_and_feedback_are_pressed_by_their_words(client: WebClient, person: Person) -> None:
    menu = {
        "type": "overflow",
        "action_id": "more",
        "options": [option("Leave", "leave"), option("Stay", "stay")],
    }
    feedback = {
        "type": "feedback_buttons",
        "action_id": "fb",
        "positive_button": option("Good", "up"),
        "negative_button": option("Bad", "down"),
    }
    blocks = [section("x", accessory=menu), {"type": "context_actions", "elements": [feedback]}]
    client.chat_postMessage(channel=person.id, text="x", blocks=blocks)
    for label in ("Stay", "Bad"):
        assert person.clicks(label, in_="DM").notice == NOBODY_ANSWERS
    with pytest.raises(AssertionError, match="no button 'Away'"):
        person.clicks("Away", in_="DM")


def test_a_choice_is_found_by_the_words_beside_it_or_what_it_shows(client: WebClient, person: Person) -> None:
    two = [option("Now", "0"), option("Later", "1")]
    select = {"type": "static_select", "action_id": "a", "options": two, "initial_option": two[0]}
    client.chat_postMessage(channel=person.id, text="x", blocks=[section("When?", accessory=select)])
    person.chooses("When?", "Later", in_="DM")
    person.chooses("Later", "Now", in_="DM")
    state = next(iter(person.last().state(person.id).values()))
    assert state["a"]["selected_option"] == two[0]


def test_home_is_read_and_used(client: WebClient, person: Person) -> None:
    assert person.sees("Home") == ""
    client.views_publish(user_id=person.id, view=home(section("*Your week*"), actions(button("Go", "go"))))
    person.opens("Home")
    assert person.sees() == "Your week\n[Go]"
    assert person.clicks("Go").notice == NOBODY_ANSWERS


def test_waiting_ends_when_the_text_is_there(client: WebClient, person: Person) -> None:
    later = threading.Timer(0.05, lambda: client.chat_postMessage(channel=person.id, text="Hello there"))
    later.start()
    assert "Hello there" in person.waits_for("Hello", in_="DM")
    later.join()


def test_waiting_in_vain_shows_what_is_there(client: WebClient, person: Person) -> None:
    client.chat_postMessage(channel=person.id, text="Something else")
    with pytest.raises(AssertionError, match="Something else"):
        person.waits_for("Hello", in_="DM", seconds=0.05)


def test_an_empty_place_has_no_last_message(person: Person) -> None:
    with pytest.raises(AssertionError, match="Ana sees no message in DM"):
        person.last()


def test_a_person_is_known_by_name_or_id_and_always_the_same(sandbox: Sandbox) -> None:
    noor = sandbox.workspace.add_person("Noor", "Noor Haddad")
    assert sandbox.person("Noor") is sandbox.person("Noor Haddad") is sandbox.person(noor.id)
    with pytest.raises(LookupError, match="nobody is called"):
        sandbox.person("Zed")


def test_an_older_post_carries_the_time_it_is_shown_with(
    sandbox: Sandbox, ana: PersonRecord, person: Person
) -> None:
    room = sandbox.workspace.add_channel("quiet", members=[ana])
    then = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    sandbox.workspace.add_history(room, ana, "Tom & Li", then)
    assert (person.last("#quiet").shown_at, person.last("#quiet").visible) == (then, "Tom & Li")


def test_the_demos_clock_stands_beside_messages_and_slacks_ts_stays_real() -> None:
    then = datetime(2031, 5, 1, 8, 0, tzinfo=UTC)
    slack = Sandbox({"display_information": {"name": "X"}}, clock=lambda: then)
    message = slack.workspace.post(slack.workspace.general.id, "U1", "x")
    assert message.shown_at == then
    assert abs(float(message.ts) - datetime.now(UTC).timestamp()) < 60


def test_who_leaves_is_out_of_every_channel(sandbox: Sandbox, ana: PersonRecord) -> None:
    room = sandbox.workspace.add_channel("left-room", members=[ana])
    sandbox.workspace.dm(ana.id)
    sandbox.workspace.deactivate(ana)
    assert room.members == []
    assert [channel.kind for channel in sandbox.workspace.channels_of(ana.id)] == ["im"]


def test_a_new_person_is_told_to_those_who_watch_the_workspace(sandbox: Sandbox) -> None:
    version = sandbox.workspace.version
    sandbox.workspace.add_person("Watched")
    assert sandbox.workspace.wait_for_change(version, LONG) > version
    assert sandbox.workspace.wait_for_change(10**9, 0.01) < 10**9
