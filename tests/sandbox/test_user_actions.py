"""People and a real Bolt app over a real socket: commands, presses, submissions, events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.person import Person
from bot.sandbox.records import MessageRef
from tests.sandbox.conftest import MakeSandbox
from tests.sandbox.small_app import (
    Running,
    actions,
    button,
    field_of,
    home,
    modal,
    plain,
    run,
    section,
    text_field,
)

Json = dict[str, Any]
PICKED = {"text": plain("Tomorrow"), "value": "1"}
LATER = {"type": "static_select", "action_id": "act", "placeholder": plain("Later"), "options": [PICKED]}


@pytest.fixture
def person(running: Running) -> Person:
    return running.slack.person(running.slack.workspace.add_person("Ana", "Ana Sousa").id)


def replies(running: Running, person: Person, **message: Any) -> None:
    """The app answers this person's next command in its ack."""
    running.replies[person.id] = lambda ack, **_: ack(**message)
    assert person.types(f"/small {person.id}").ok


def opens(running: Running, person: Person, view: Json) -> None:
    """The app opens this modal on the person's command."""

    def answer(body: Json, ack: Callable[[], None], client: Any, **_: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    running.replies[person.id] = answer
    assert person.types(f"/small {person.id}").ok


def test_a_command_arrives_in_slacks_shape(running: Running, person: Person) -> None:
    assert person.types("/small a & <b>  ").delivered
    body = running.heard_of(person.id)[-1]
    assert (body["command"], body["text"]) == ("/small", "a &amp; &lt;b&gt;")
    assert (body["channel_name"], body["user_name"], body["is_enterprise_install"]) == (
        "general",
        "ana",
        "false",
    )
    assert body["response_url"].startswith(running.slack.url)
    person.types("/small", in_="DM")
    assert running.heard_of(person.id)[-1]["channel_name"] == "directmessage"


def test_the_answer_in_an_ack_is_seen_by_that_person_only(running: Running, person: Person) -> None:
    replies(running, person, text="Only for you")
    other = running.slack.person(running.slack.workspace.add_person("Li").id)
    assert person.last("#general").text == "Only for you"
    assert "Only for you" not in other.sees("#general")


def test_an_answer_in_channel_is_seen_by_all(running: Running, person: Person) -> None:
    replies(running, person, text=f"Hello from {person.id}", response_type="in_channel")
    other = running.slack.person(running.slack.workspace.add_person("Li").id)
    running.slack.workspace.post(running.slack.workspace.general.id, other.id, "x")
    assert f"Hello from {person.id}" in [message.text for message in person.messages("#general")]


def test_an_answer_that_is_no_message_shows_slacks_error(running: Running, person: Person) -> None:
    running.replies[person.id] = lambda ack, **_: ack(text="x", blocks=[section("")])
    result = person.types(f"/small {person.id}")
    assert result.notice == '/small failed with the error "invalid_command_response"'
    assert person.last("#general").text == result.notice


def test_a_command_the_manifest_does_not_know_never_reaches_the_app(running: Running, person: Person) -> None:
    result = person.types("/wrong words")
    assert not result.delivered
    assert result.notice is not None
    assert '"/wrong" is not a valid command' in result.notice
    assert running.heard_of(person.id) == []


def test_a_command_takes_somebody_who_is_there(running: Running, person: Person) -> None:
    running.slack.workspace.add_channel("closed-room")
    with pytest.raises(LookupError, match="isn't in"):
        person.types("/small", in_="#closed-room")


def test_a_press_on_a_message_carries_it_and_a_response_url(running: Running, person: Person) -> None:
    sent = running.client.chat_postMessage(
        channel=person.id,
        text="x",
        blocks=[actions(button("Go", "act", value="7", style="primary"), block_id="b")],
    )
    assert person.clicks("Go", in_="DM").ok
    [body] = running.heard_of(person.id, "block_actions")
    action = body["actions"][0]
    assert (action["type"], action["action_id"], action["block_id"], action["value"]) == (
        "button",
        "act",
        "b",
        "7",
    )
    assert body["message"]["ts"] == body["container"]["message_ts"] == sent["ts"]
    assert body["channel"] == {"id": sent["channel"], "name": "directmessage"}
    assert body["response_url"]


def test_a_press_on_an_ephemeral_message_carries_no_message(running: Running, person: Person) -> None:
    replies(running, person, text="x", blocks=[actions(button("Go", "act"))])
    person.clicks("Go")
    [body] = running.heard_of(person.id, "block_actions")
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body


def test_a_select_in_a_message_sends_the_option_and_shows_it(running: Running, person: Person) -> None:
    running.client.chat_postMessage(channel=person.id, text="x", blocks=[actions(LATER, block_id="b")])
    person.chooses("Later", "Tomorrow", in_="DM")
    [body] = running.heard_of(person.id, "block_actions")
    assert body["actions"][0]["selected_option"] == PICKED
    assert body["state"]["values"]["b"]["act"]["selected_option"] == PICKED


def test_a_press_that_nobody_acks_leaves_the_person_with_slacks_words(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox()
    small = run(slack)
    slack.timings.ack = 0.2
    bo = slack.person(slack.workspace.add_person("Bo").id)
    small.client.chat_postMessage(channel=bo.id, text="x", blocks=[actions(button("Go", "silent"))])
    result = bo.clicks("Go", in_="DM")
    small.close()
    assert result.timed_out
    assert result.notice is not None
    assert "not responding" in result.notice


def test_a_command_without_an_app_fails_at_once(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox()
    bo = slack.person(slack.workspace.add_person("Bo").id)
    result = bo.types("/small")
    assert result.notice == '/small failed with the error "dispatch_failed"'
    assert bo.writes("hello?").delivered is False
    assert bo.opens_home().ok


def test_without_interactivity_nothing_is_sent(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(lambda manifest: manifest["settings"].pop("interactivity"))
    bo = slack.person(slack.workspace.add_person("Bo").id)
    message = slack.workspace.post(
        slack.workspace.dm(bo.id).id,
        slack.app.bot_user_id,
        "x",
        by_app=True,
        blocks=slack.workspace.fill_ids([actions(button("Go", "go"), block_id="b")]),
    )
    result = slack.user_actions.press(bo.id, MessageRef(message.channel, message.ts), "b", "go")
    assert (result.delivered, bool(result.notice)) == (False, True)


def test_a_modal_is_filled_in_and_sent(running: Running, person: Person) -> None:
    opens(
        running, person, modal(text_field(), text_field("Note", "note", optional=True), private_metadata="m")
    )
    assert person.fills("Name", "A & B").delivered is False
    assert person.submits().ok
    [body] = running.heard_of(person.id, "view_submission")
    assert body["view"]["state"]["values"]["name"]["value"] == {"type": "plain_text_input", "value": "A & B"}
    assert body["view"]["state"]["values"]["note"]["value"] == {"type": "plain_text_input", "value": None}
    assert (body["view"]["private_metadata"], body["response_urls"]) == ("m", [])
    assert "channel" not in body
    assert person.modal is None


def test_slack_itself_stops_an_empty_required_field(running: Running, person: Person) -> None:
    opens(running, person, modal(text_field()))
    result = person.clicks("Send")
    assert result.errors == {"name": "Please complete this required field."}
    assert person.modal is not None
    assert "! Please complete this required field." in person.modal.visible
    assert running.heard_of(person.id, "view_submission") == []
    person.fills("Name", "Ana")
    assert person.modal.errors == {}


@pytest.mark.parametrize(
    ("element", "wrong", "right"),
    [
        ({"type": "plain_text_input", "min_length": 3, "max_length": 5}, ["ab", "abcdef"], "abc"),
        ({"type": "plain_text_input"}, ["x" * 3001], "x" * 3000),
        ({"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}, ["1.5", "ten", "10"], "9"),
        ({"type": "number_input", "is_decimal_allowed": True}, ["1,5"], "1.5"),
        ({"type": "email_text_input"}, ["ana"], "ana@example.org"),
        ({"type": "url_text_input"}, ["example"], "https://example.org"),
    ],
)
def test_slack_itself_stops_malformed_values(
    running: Running, person: Person, element: Json, wrong: list[str], right: str
) -> None:
    opens(running, person, modal(field_of("Value", {**element, "action_id": "v"}, "value")))
    for each in wrong:
        person.fills("Value", each)
        assert set(person.submits().errors) == {"value"}
    person.fills("Value", right)
    assert person.submits().ok


def test_the_apps_errors_keep_the_modal_open(running: Running, person: Person) -> None:
    opens(running, person, modal(text_field()))
    person.fills("Name", "Ana")
    running.replies[f"submit:{person.id}"] = {"response_action": "errors", "errors": {"name": "Not that one"}}
    assert person.submits().errors == {"name": "Not that one"}
    assert person.modal is not None
    assert person.modal.errors == {"name": "Not that one"}


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "dance"},
    ],
)
def test_an_answer_that_slack_does_not_understand_shows_trouble(
    running: Running, person: Person, answer: Json
) -> None:
    opens(running, person, modal(section("x")))
    running.replies[f"submit:{person.id}"] = answer
    assert person.submits().notice == "We had some trouble connecting. Try again?"
    assert person.modal is not None


def test_an_answer_may_update_push_or_clear(running: Running, person: Person) -> None:
    opens(running, person, modal(section("one")))
    key = f"submit:{person.id}"
    running.replies[key] = {"response_action": "update", "view": modal(section("two"), title="Second")}
    person.submits()
    assert person.modal is not None
    assert person.modal.title == "Second"
    running.replies[key] = {"response_action": "push", "view": modal(section("three"), title="Third")}
    person.submits()
    assert [view.title for view in running.slack.workspace.views(person.id)] == ["Second", "Third"]
    running.replies[key] = {}
    person.submits()
    assert [view.title for view in running.slack.workspace.views(person.id)] == ["Second"]
    running.replies[key] = {"response_action": "clear"}
    person.submits()
    assert person.modal is None


def test_closing_is_told_only_when_asked_for(running: Running, person: Person) -> None:
    opens(running, person, modal(section("x"), close=plain("Not now")))
    person.clicks("Not now")
    assert running.heard_of(person.id, "view_closed") == []
    opens(running, person, modal(section("x"), notify_on_close=True))
    person.closes()
    [body] = running.heard_of(person.id, "view_closed")
    assert body["is_cleared"] is False
    opens(running, person, modal(section("x"), notify_on_close=True, clear_on_close=True))
    person.closes()
    assert running.heard_of(person.id, "view_closed")[-1]["is_cleared"] is True


def test_a_press_in_a_modal_tells_the_app_and_may_push(running: Running, person: Person) -> None:
    opens(running, person, modal(section("x", accessory=button("More", "act"))))

    def push(body: Json, client: Any) -> None:
        client.views_push(trigger_id=body["trigger_id"], view=modal(section("y"), title="More"))

    running.replies["act"] = push
    person.clicks("More")
    del running.replies["act"]
    [body] = running.heard_of(person.id, "block_actions")
    assert body["container"]["type"] == "view"
    assert body["view"]["state"] == {"values": {}}
    assert {"response_url", "channel", "message"} & body.keys() == set()
    assert person.modal is not None
    assert person.modal.title == "More"


def test_an_input_tells_the_app_at_once_only_with_dispatch_action(running: Running, person: Person) -> None:
    opens(running, person, modal(field_of("When", LATER, "when", dispatch_action=True), text_field()))
    person.fills("Name", "x")
    assert running.heard_of(person.id, "block_actions") == []
    person.chooses("When", "Tomorrow")
    [body] = running.heard_of(person.id, "block_actions")
    assert body["view"]["state"]["values"]["when"]["act"]["selected_option"] == PICKED
    assert body["view"]["state"]["values"]["name"]["value"]["value"] == "x"


def test_a_typed_text_tells_the_app_only_if_it_asked_for_keys(running: Running, person: Person) -> None:
    keys = {"trigger_actions_on": ["on_character_entered"]}
    typed = {"type": "plain_text_input", "action_id": "value"}
    by_enter = field_of("By Enter", {**typed, "action_id": "enter"}, "enter", dispatch_action=True)
    by_key = {**typed, "action_id": "act", "dispatch_action_config": keys}
    opens(running, person, modal(by_enter, field_of("By key", by_key, "key", dispatch_action=True)))
    person.fills("By Enter", "x")
    assert running.heard_of(person.id, "block_actions") == []
    person.fills("By key", "y")
    [body] = running.heard_of(person.id, "block_actions")
    assert body["view"]["state"]["values"]["enter"]["enter"]["value"] == "x"
    assert body["view"]["state"]["values"]["key"]["act"]["value"] == "y"


def test_home_opens_with_its_view_after_the_first_publish(running: Running, person: Person) -> None:
    person.opens_home()
    running.client.views_publish(user_id=person.id, view=home(section("Hi"), actions(button("Go", "act"))))
    person.opens_home()
    first, second = running.heard_of(person.id, "app_home_opened")
    assert first["tab"] == "home"
    assert "view" not in first
    assert second["view"]["type"] == "home"
    person.clicks("Go")
    [body] = running.heard_of(person.id, "block_actions")
    assert body["view"]["type"] == "home"
    assert "response_url" not in body


def test_a_direct_message_is_an_escaped_event(running: Running, person: Person) -> None:
    assert person.writes("2 < 3 & <!channel>").delivered
    [event] = running.heard_of(person.id, "message")
    assert event["text"] == "2 &lt; 3 &amp; &lt;!channel&gt;"
    assert (event["channel_type"], event["channel"]) == ("im", running.slack.workspace.dm(person.id).id)
    assert event["blocks"][0]["elements"][0]["elements"][0]["text"] == "2 < 3 & <!channel>"
    assert person.last().visible == "2 < 3 & <!channel>"


def test_words_in_a_channel_are_not_sent_without_a_subscription(running: Running, person: Person) -> None:
    assert person.types("hello").delivered is False
    assert running.heard_of(person.id, "message") == []


def test_people_can_not_write_to_a_read_only_app(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(
        lambda manifest: manifest["features"]["app_home"].update(messages_tab_read_only_enabled=True)
    )
    bo = slack.person(slack.workspace.add_person("Bo").id)
    assert not bo.writes("hello").ok
    assert bo.sees("DM") == ""


def test_inviting_the_bot_and_moving_are_told(running: Running, person: Person) -> None:
    wins = running.slack.workspace.add_channel("wins", members=[person.record])
    assert running.slack.user_actions.invite_bot(person.id, wins.id).delivered
    assert running.slack.app.bot_user_id in wins.members
    assert running.slack.user_actions.move(person.id, "America/New_York").delivered
    [change] = [
        event
        for event in running.heard
        if event.get("type") == "user_change" and event["user"]["id"] == person.id
    ]
    assert change["user"]["tz"] == "America/New_York"


def test_looking_at_the_dm_tells_the_app_and_marks_it_read(running: Running, person: Person) -> None:
    running.client.chat_postMessage(channel=person.id, text="x")
    dm = running.slack.workspace.dm(person.id)
    assert running.slack.workspace.unread(person.id, dm) == 1
    person.opens("DM")
    assert running.slack.workspace.unread(person.id, dm) == 0
    assert running.heard_of(person.id, "app_home_opened")[-1]["tab"] == "messages"
    person.opens("#general")
    assert person.opens("Home").delivered


def test_observers_hear_of_every_act(running: Running, person: Person) -> None:
    seen: list[tuple[str, str]] = []
    running.slack.observe(
        lambda event: seen.append((event.kind, event.name)) if event.user == person.id else None
    )
    opens(running, person, modal(section("x")))
    person.submits()
    person.writes("hello")
    person.opens_home()
    assert seen == [("command", "/small"), ("submitted", "join"), ("said", "DM"), ("opened", "Home")]
