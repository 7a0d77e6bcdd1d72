"""Blocks that real Slack refuses, with its words and pointers, and blocks that it takes."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.blocks import message_problems, too_long_together, view_problems
from bot.sandbox.records import PersonRecord
from tests.sandbox.conftest import error, refused
from tests.sandbox.small_app import actions, button, field_of, home, modal, plain, section, text_field

Json = dict[str, Any]


def option(value: str, **more: Any) -> Json:
    return {"text": plain(value.title()), "value": value, **more}


def element(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": "a", **more}


def chart(**more: Any) -> Json:
    series = [{"name": "Ana", "data": [{"label": "W1", "value": 1}, {"label": "W2", "value": 2}]}]
    line = {"type": "line", "series": series, "axis_config": {"categories": ["W1", "W2"]}, **more}
    return {"type": "data_visualization", "title": "Weeks", "chart": line}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


TABLE = {
    "type": "table",
    "rows": [[cell("Day"), cell("Reps")], [cell("Mon"), {"type": "raw_number", "value": 4, "text": "4"}]],
}
DATA_TABLE = {"type": "data_table", "caption": "Log", "rows": TABLE["rows"], "page_size": 10}
PIE = {
    "type": "data_visualization",
    "title": "P",
    "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
}
CONFIRM = {"title": plain("Sure?"), "text": plain("Really."), "confirm": plain("Yes"), "deny": plain("No")}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}
CARD = {"type": "card", "title": plain("Plank"), "actions": [button("Done", "done")]}
FEEDBACK = element(
    "feedback_buttons",
    positive_button={"text": plain("Yes"), "value": "y"},
    negative_button={"text": plain("No"), "value": "n"},
)

TAKEN = [
    section("x", accessory=button("Go", "go", style="primary", confirm=CONFIRM, value="1")),
    {"type": "section", "fields": [plain("a"), plain("b")]},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {
        "type": "context",
        "elements": [plain("x"), {"type": "image", "image_url": "https://x", "alt_text": "x"}],
    },
    actions(
        element("static_select", options=[option("a")], initial_option=option("a"), placeholder=plain("P"))
    ),
    actions(element("datepicker", initial_date="2027-01-14"), {**element("timepicker"), "action_id": "b"}),
    actions(element("overflow", options=[option("a", url="https://x")])),
    actions(element("checkboxes", options=[option("a"), option("b")], initial_options=[option("b")])),
    actions(
        element("conversations_select", filter={"include": ["public"]}, default_to_current_conversation=True)
    ),
    actions(element("datetimepicker", initial_date_time=1795500000)),
    field_of(
        "Kinds",
        element("multi_static_select", option_groups=[{"label": plain("G"), "options": [option("a")]}]),
        "b",
        hint=plain("h"),
        optional=True,
    ),
    field_of("Reps", element("number_input", is_decimal_allowed=False, min_value="0", max_value="10"), "b"),
    field_of("Mail", element("email_text_input"), "b"),
    {"type": "image", "image_url": "https://x", "alt_text": "x", "title": plain("T")},
    {"type": "image", "slack_file": {"id": "F0CHART0001"}, "alt_text": "x"},
    {"type": "markdown", "text": "# x"},
    {"type": "context_actions", "elements": [FEEDBACK]},
    {"type": "plan", "title": "Today", "tasks": [{"task_id": "1", "title": "x", "status": "pending"}]},
    {"type": "task_card", "task_id": "1", "title": "x", "status": "complete"},
    {"type": "container", "title": plain("T"), "is_collapsible": True, "child_blocks": [section("x")]},
    {"type": "carousel", "elements": [CARD]},
    TABLE,
    DATA_TABLE,
    PIE,
    RICH,
    CARD,
    chart(),
]

REFUSED = [
    (section(""), "must be more than 0 characters", "/text/text"),
    (section("x" * 3001), "must be less than 3001 characters", "/text/text"),
    ({"type": "section"}, "must define either `text` or `fields`", ""),
    ({"type": "section", "text": "x"}, "must provide an object", "/text"),
    ({"type": "section", "text": {"text": "x"}}, "missing required field: type", "/text"),
    ({"type": "section", "text": {**plain("x"), "emoji": "yes"}}, "must provide a boolean", "/text/emoji"),
    ({"type": "section", "fields": [plain("x")] * 11}, "no more than 10 items allowed", "/fields"),
    ({"type": "section", "fields": "x"}, "must provide an array", "/fields"),
    (section("x", colour="red"), "invalid additional property: colour", ""),
    (section("x", block_id=7), "must provide a string", "/block_id"),
    (
        section("x", accessory=element("plain_text_input")),
        "unsupported type: plain_text_input",
        "/accessory/type",
    ),
    ({"type": "foo"}, "unsupported type: foo", "/type"),
    ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type: mrkdwn", "/text/type"),
    (actions(), "no fewer than 1 items allowed", "/elements"),
    (actions(*[button("x", f"a{n}") for n in range(26)]), "no more than 25 items allowed", "/elements"),
    (actions(button("x" * 76, "a")), "must be less than 76 characters", "/elements/0/text/text"),
    (actions(button("x", "a", style="red")), "must be a valid enum value", "/elements/0/style"),
    (
        actions(button("x", "a"), button("y", "a")),
        "`action_id` 'a' already exists for this block",
        "/elements",
    ),
    (
        actions(element("static_select")),
        "must define exactly one of `options`, `option_groups`",
        "/elements/0",
    ),
    (
        actions(element("static_select", options=[option("a")], initial_option=option("b"))),
        "initial option must be one of the options",
        "/elements/0",
    ),
    (
        actions(element("radio_buttons", options=[option("a"), option("a")])),
        "option values must be unique",
        "/elements/0",
    ),
    (
        actions(element("datepicker", initial_date="14.1.2027")),
        "must be a date of the form YYYY-MM-DD",
        "/elements/0/initial_date",
    ),
    (
        actions(element("datepicker", initial_date="2027-02-30")),
        "must be a date of the form YYYY-MM-DD",
        "/elements/0/initial_date",
    ),
    (
        actions(element("timepicker", initial_time="9:00")),
        "must be a time of the form HH:mm",
        "/elements/0/initial_time",
    ),
    (
        actions(element("conversations_select", filter={})),
        "must define at least one filter",
        "/elements/0/filter",
    ),
    (
        actions(element("datetimepicker", initial_date_time="soon")),
        "must provide an integer",
        "/elements/0/initial_date_time",
    ),
    (field_of("L", button("x", "a"), "b"), "unsupported type: button", "/element/type"),
    (
        field_of("L", element("plain_text_input", max_length=3001), "b"),
        "must be between 1 and 3000",
        "/element/max_length",
    ),
    (
        field_of("L", element("plain_text_input", min_length=5, max_length=4), "b"),
        "min_length can't exceed max_length",
        "/element",
    ),
    (field_of("L", element("number_input"), "b"), "missing required field: is_decimal_allowed", "/element"),
    (
        field_of("L", element("number_input", is_decimal_allowed=True, min_value=1), "b"),
        "must be a number in a string",
        "/element/min_value",
    ),
    ({"type": "image", "image_url": "https://x"}, "missing required field: alt_text", ""),
    ({"type": "image", "alt_text": "x"}, "must define exactly one of `image_url`, `slack_file`", ""),
    ({"type": "alert", "text": plain("x")}, "unsupported type: alert", "/type"),
    (
        {"type": "task_card", "task_id": "1", "title": "x", "status": "pending"},
        "only tasks of a plan can be pending",
        "",
    ),
    ({"type": "card"}, "card has no content", ""),
    (
        {
            "type": "container",
            "title": plain("T"),
            "child_blocks": [section("x")],
            "is_collapsible": True,
            "has_header_divider": True,
        },
        "has_header_divider can't be used with is_collapsible",
        "",
    ),
    (
        {**TABLE, "rows": [[cell("a")], [cell("a"), cell("b")]]},
        "all rows must have the same number of cells",
        "",
    ),
    (
        {**DATA_TABLE, "rows": [[cell("a")], [cell("x" * 3000)], *[[cell("y" * 3000)]] * 6]},
        "table content is too long",
        "",
    ),
    (chart(axis_config={"categories": ["W1"]}), "every series needs one point per category", "/chart"),
    (
        chart(series=[{"name": "A", "data": [{"label": "W1", "value": 1}]}] * 2),
        "series names must be unique",
        "/chart",
    ),
    (
        {**PIE, "chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]}},
        "must be more than 0",
        "/chart/segments/0/value",
    ),
    (
        {**PIE, "chart": {"type": "pie", "segments": [{"label": "a", "value": "1"}]}},
        "must provide a number",
        "/chart/segments/0/value",
    ),
    ("x", "must provide an object", ""),
]


@pytest.mark.parametrize("block", TAKEN, ids=lambda block: str(block)[:60])
def test_slack_takes_this_block_in_a_message(block: Json) -> None:
    assert [str(each) for each in message_problems([block])] == []


@pytest.mark.parametrize(("block", "message", "where"), REFUSED, ids=lambda case: str(case)[:60])
def test_slack_refuses_this_block_and_says_where(block: Any, message: str, where: str) -> None:
    problems = [str(each) for each in message_problems([block])]
    assert f"{message} [json-pointer:/blocks/0{where}]" in problems


def test_a_post_with_bad_blocks_is_answered_twice_over(client: WebClient, ana: PersonRecord) -> None:
    body = refused(client.chat_postMessage, channel=ana.id, text="x", blocks=[section("x" * 3001)])
    told = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert (body["error"], body["errors"]) == ("invalid_blocks", [told])
    assert body["response_metadata"]["messages"] == [f"[ERROR] {told}"]


@pytest.mark.parametrize("blocks", ["{", '{"type": "divider"}'])
def test_blocks_that_are_no_array_have_a_code_of_their_own(
    client: WebClient, ana: PersonRecord, blocks: str
) -> None:
    assert error(client.chat_postMessage, channel=ana.id, text="x", blocks=blocks) == "invalid_blocks_format"


def test_a_message_holds_50_blocks_one_table_and_two_charts() -> None:
    assert message_problems([section("x")] * 50) == []
    assert [each.message for each in message_problems([section("x")] * 51)] == [
        "no more than 50 items allowed"
    ]
    assert [each.message for each in message_problems([TABLE, TABLE])] == [
        "no more than 1 table blocks allowed"
    ]
    told = ["no more than 2 data_visualization blocks allowed"]
    assert [each.message for each in message_problems([PIE] * 3)] == told


def test_block_ids_are_unique_but_action_ids_only_within_a_block() -> None:
    twins = [actions(button("x", "a"), block_id="b"), actions(button("x", "a"), block_id="b")]
    assert [str(each) for each in message_problems(twins)] == [
        "`block_id` 'b' already exists [json-pointer:/blocks/1/block_id]"
    ]
    twins[1]["block_id"] = "c"
    assert message_problems(twins) == []


def test_all_blocks_of_a_message_share_one_cap(client: WebClient, ana: PersonRecord) -> None:
    long = [section("x" * 2836)] * 4
    assert error(client.chat_postMessage, channel=ana.id, text="x", blocks=long) == "msg_blocks_too_long"
    assert not too_long_together([section("x" * 2800)] * 4)
    assert too_long_together([{"type": "markdown", "text": "x" * 6001}] * 2)


@pytest.mark.parametrize(
    ("view", "message", "where"),
    [
        (modal(title="T" * 25), "must be less than 25 characters", "/title/text"),
        ({"type": "modal", "blocks": []}, "missing required field: title", ""),
        ({"type": "home"}, "missing required field: blocks", ""),
        ({"type": "pane", "blocks": []}, "unsupported type: pane", "/type"),
        (
            {**modal(text_field()), "submit": plain("S" * 25)},
            "must be less than 25 characters",
            "/submit/text",
        ),
        (modal(close=plain("C" * 25)), "must be less than 25 characters", "/close/text"),
        (modal(private_metadata="x" * 3001), "must be less than 3001 characters", "/private_metadata"),
        (modal(callback_id="x" * 256), "must be less than 256 characters", "/callback_id"),
        (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown", "/blocks/0/type"),
        (modal(chart()), "unsupported type: data_visualization", "/blocks/0/type"),
        (modal(*[section("x")] * 101), "no more than 100 items allowed", "/blocks"),
        (home(text_field(), submit=plain("Send")), "invalid additional property: submit", ""),
        (home({"type": "alert", "text": "x"}), "unsupported type: alert", "/blocks/0/type"),
    ],
)
def test_slack_refuses_this_view_and_says_where(view: Json, message: str, where: str) -> None:
    assert f"{message} [json-pointer:/view{where}]" in [str(each) for each in view_problems(view)]


def test_a_modal_with_an_input_needs_a_submit_button() -> None:
    view = modal(text_field())
    del view["submit"]
    assert [str(each) for each in view_problems(view)] == [
        "missing required field: submit [json-pointer:/view]"
    ]


def test_alerts_stand_in_modals_and_charts_in_home() -> None:
    assert view_problems(modal({"type": "alert", "level": "warning", "text": plain("Careful")})) == []
    assert view_problems(home(chart(), TABLE)) == []
    assert view_problems(modal({"type": "alert", "text": {"type": "mrkdwn", "text": "x" * 201}})) != []
