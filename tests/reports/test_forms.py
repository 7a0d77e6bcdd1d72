"""Payloads, forms and presses as reports of other bots, and the tests of Slack's own libraries, have them."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.sandbox.person import Person
from bot.views import errors, ids
from tests.handlers.acts import first, form, progress_of
from tests.reports import wire
from tests.world import World


def view(**fields: Any) -> wire.Json:
    shown = {
        "id": "V1",
        "type": "modal",
        "blocks": [],
        "callback_id": "x",
        "state": {"values": {}},
        "hash": "1.a",
    }
    return {**shown, "private_metadata": "", "title": {"type": "plain_text", "text": "My App"}, **fields}


FIELD = {"type": "input", "block_id": "b", "element": {"type": "plain_text_input", "action_id": "a"}}
FILLED = {
    "view": view(
        private_metadata="For you!",
        blocks=[FIELD],
        state={"values": {"b": {"a": {"type": "plain_text_input", "value": "test"}}}},
    )
}
IN_VIEW = {"view": view(), "container": {"type": "view", "view_id": "V1"}}
IN_MESSAGE = {"container": {"type": "message", "message_ts": "1.0", "channel_id": "D1"}}
IN_ATTACHMENT = {"container": {"type": "message_attachment", "attachment_id": 1, "channel_id": "D1"}}
OF_FUNCTION = {"function_data": {"execution_id": "Fx1", "function": {"callback_id": "c"}, "inputs": {}}}
BUTTON = {"actions": [{"type": "button", "action_id": "act", "block_id": "b", "value": "1"}]}
DATE = {
    "actions": [{"type": "datepicker", "action_id": "act", "block_id": "b", "selected_date": "2027-01-14"}]
}
EMPTY = {"view": view(state={}), "response_urls": [{"block_id": "b", "channel_id": "C1"}]}
OF = "bolt-python test_"
INTERACTIONS: list[tuple[str, str, wire.Json]] = [
    (f"{OF}shortcut", "shortcut", {"callback_id": "c", "trigger_id": "1.2.x"}),
    ("errbotio/err-backend-slackv3#70", "message_action", {"callback_id": "c", "message": {"text": "x"}}),
    (f"{OF}attachment_actions", "interactive_message", {"callback_id": "p", **BUTTON}),
    (f"{OF}dialogs", "dialog_suggestion", {"name": "n", "value": "v", "callback_id": "c"}),
    (f"{OF}dialogs", "dialog_cancellation", {"callback_id": "c", "state": "Limo"}),
    (f"{OF}workflow_steps", "workflow_step_edit", {"callback_id": "c", "workflow_step": {}}),
    (f"{OF}block_suggestion", "block_suggestion", {"action_id": "a", "value": "x", **IN_VIEW}),
    (f"{OF}view_closed", "view_closed", {"view": view(private_metadata="For you!")}),
    (f"{OF}function_view_closed", "view_closed", {"view": view(), **OF_FUNCTION}),
    (f"{OF}view_submission", "view_submission", FILLED),
    (f"{OF}view_submission", "view_submission", EMPTY),
    (f"{OF}function_block_action", "block_actions", {**IN_MESSAGE, **BUTTON, **OF_FUNCTION}),
    ("slackapi/bolt-js#233", "block_actions", {**IN_ATTACHMENT, **BUTTON}),
    (f"{OF}block_actions", "block_actions", {**IN_MESSAGE, **DATE}),
    (f"{OF}block_actions", "block_actions", {**IN_VIEW, **BUTTON}),
]
EVENTS: list[tuple[str, wire.Json]] = [
    (f"{OF}events_org_apps", {"type": "team_access_granted", "team_ids": ["T111"]}),
    (f"{OF}events_token_revocations", {"type": "tokens_revoked", "tokens": {"bot": ["B1"]}}),
    (f"{OF}events_token_revocations", {"type": "app_uninstalled"}),
    (f"{OF}events", {"type": "reaction_added", "user": "U1", "item": {}, "reaction": "heart"}),
    (f"{OF}events", {"type": "app_mention", "text": "<@U1> hi", "user": "U1", "channel": "C1"}),
    (f"{OF}function", {"type": "function_executed", "function": {"callback_id": "c"}}),
    (f"{OF}events_assistant", {"type": "assistant_thread_started", "assistant_thread": {}}),
    ("java-slack-sdk FileSharedPayload", {"type": "file_shared", "file_id": "F1", "user_id": "U1"}),
    ("java-slack-sdk UserChangePayload", {"type": "user_change", "user": {"id": "U1"}}),
]
MESSAGES: list[tuple[str, wire.Json]] = [
    ("java-slack-sdk MessageRepliedPayload", {"subtype": "message_replied", "hidden": True, "message": {}}),
    (f"{OF}message_changed", {"subtype": "message_changed", "message": {"text": "x"}}),
    ("sgratzl/slack_cleaner2#21", {"subtype": "message_changed", "message": {"subtype": "tombstone"}}),
    (f"{OF}message_deleted", {"subtype": "message_deleted", "deleted_ts": "1.0"}),
    ("java-slack-sdk MessageEkmAccessDeniedPayload", {"subtype": "ekm_access_denied", "user": "UREVOKEDU"}),
    ("java-slack-sdk MessageChannelTopicPayload", {"subtype": "channel_topic", "topic": "t"}),
    (f"{OF}message_bot", {"subtype": "bot_message", "bot_id": "B1", "user": None}),
    (f"{OF}events_assistant", {"subtype": "assistant_app_thread", "assistant_app_thread": {}}),
]


@pytest.mark.usefixtures("ana")
def test_what_slacks_own_tests_send_is_acknowledged_without_a_traceback(world: World) -> None:
    ana = world.ana
    before = len(wire.answers(world, ana))
    with capture_logs() as logs:
        for source, kind, fields in INTERACTIONS:
            wire.interaction(world, ana, kind, **fields)
            assert [line for line in logs if "exc_info" in line] == [], (source, kind)
        for source, inner in EVENTS:
            wire.event(world, **inner)
            assert [line for line in logs if "exc_info" in line] == [], source
        for source, fields in MESSAGES:
            wire.message(world, ana, "next", **fields)
            assert [line for line in logs if "exc_info" in line] == [], source
    assert len(wire.answers(world, ana)) - before <= 1  # where a press opens nothing, the messages say so


def test_a_form_or_command_of_another_version_is_answered(world: World, ana: Person) -> None:
    """slackapi/deno-slack-sdk#325: what nobody answers reads "We had some trouble connecting"."""
    ana.types("/pm-progress settings")
    assert ana.modal
    ana.modal.view["callback_id"] = "settings.of.old"
    [sentence] = ana.submits().errors.values()
    assert sentence == errors.form_of_another_version()
    ana.closes()
    answer = wire.command(world, ana, "/progress", "next").answer
    assert answer
    assert answer["text"].startswith("I don't know '/progress'.")


REFUSALS = {
    "slackapi/bolt-python#886": ("expired_trigger_id", ()),
    "slackapi/bolt-js#2091": ("invalid_trigger_id", ()),
    "slackapi/node-slack-sdk#1131": (
        "invalid_arguments",
        ["`trigger_id` expired [json-pointer:/trigger_id]"],
    ),
    "slackapi/bolt-js#1108": (
        "invalid_arguments",
        ["[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]"],
    ),
    "slackapi/bolt-js#1662": ("trigger_expired", ()),
}


def test_a_form_that_slack_no_longer_opens_has_a_button_that_does(world: World, ana: Person) -> None:
    for report, (code, details) in REFUSALS.items():
        world.slack.faults.refuse("views.open", code, details=details)
        ana.types("/pm-progress settings")
        assert ana.last("#general").visible.startswith(first(errors.form_too_slow("Open it", "any"))), report
        ana.clicks(ids.WORD_RUN)
        assert form(ana) == ids.SETTINGS_FORM, report
        ana.closes()


GONE = {
    "slackapi/bolt-python#1026": "not_found",
    "slackapi/java-slack-sdk#1220": "view_not_found",
    "slackapi/bolt-js#787": "hash_conflict",
    "slackapi/bolt-js#1080": "internal_error",
    "dust-tt/dust#5701": "ratelimited",
    "slackapi/bolt-js#304": "fatal_error",
}


def test_what_is_saved_stays_saved_whatever_becomes_of_the_form_underneath(world: World, ana: Person) -> None:
    world.hands_in(ana)
    for number, (report, code) in enumerate(GONE.items()):
        ana.types("/pm-progress wins")
        ana.clicks(ids.WIN_OPEN)
        ana.clicks(ids.WIN_EDIT)
        ana.fills(ids.WIN_TEXT, f"In my words {number}.")
        world.slack.faults.refuse("views.update", code)
        outcome = ana.submits()
        assert (outcome.ok, outcome.errors) == (True, {}), report
        world.slack.workspace.modals[ana.id] = []
        assert progress_of(world, ana).wins[0].text == f"In my words {number}.", report
