"""Where the sandbox judged otherwise than Slack's pages: what it crashed on, refused, or let through."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.blocks import message_problems, view_problems
from bot.sandbox.records import PersonRecord
from tests.sandbox.conftest import error
from tests.sandbox.small_app import actions, button, field_of, modal, plain, section
from tests.sandbox.test_blocks import CARD, DATA_TABLE, RICH, TABLE, cell, element, option

Json = dict[str, Any]


def container(**more: Any) -> Json:
    return {"type": "container", "title": plain("T"), "child_blocks": [section("x")], **more}


def untitled(**more: Any) -> Json:
    return {"type": "container", "child_blocks": [section("x")], **more}


def task(task_id: str = "1", **more: Any) -> Json:
    return {"task_id": task_id, "title": "x", "status": "complete", **more}


def rich(*leaves: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://x", "alt_text": "x", **more}


ICON = {"type": "icon", "name": "rocket"}
MRKDWN = {"type": "mrkdwn", "text": "x"}

MENDED = [
    field_of("L", element("external_select"), "b"),
    field_of("L", element("multi_external_select", min_query_length=0, max_selected_items=2), "b"),
    actions(element("external_select", initial_option=option("a"), placeholder=plain("P"))),
    section("x", accessory=element("external_select")),
    actions(element("multi_users_select")),
    actions(element("rich_text_input")),
    untitled(rich_text_title=RICH),
    container(subtitle=MRKDWN, icon=image()),
    container(rich_text_title=RICH),
    {"type": "plan", "title": "P", "tasks": [task("1", type="task_card", block_id="b"), task("2")]},
    {"type": "task_card", **task(details=RICH, sources=[{"type": "url", "url": "https://x", "text": "x"}])},
    {**CARD, "slack_icon": ICON},
    {**CARD, "icon": image(), "subtext": MRKDWN},
    {"type": "card", "hero_image": image()},
    {**DATA_TABLE, "rows": [[cell("Day")], [RICH]]},
    rich(
        {"type": "user", "user_id": "U1"},
        {"type": "link", "url": "https://x", "style": {"bold": True}},
        {"type": "broadcast", "range": "here"},
        {"type": "date", "timestamp": 1720710212, "format": "{date_num}"},
    ),
]
"""Blocks that Slack takes."""

REFUSED_NOW = [
    (
        {**DATA_TABLE, "rows": [[RICH, cell("b")], [cell("x"), cell("y")]]},
        "unsupported type: rich_text",
        "/rows/0/0/type",
    ),
    (
        {**DATA_TABLE, "rows": [[cell("a")], *[[rich({"type": "text", "text": "x" * 5001})]] * 4]},
        "table content is too long",
        "",
    ),
    ({**DATA_TABLE, "rows": [[cell("a")], [cell("")]]}, "must be more than 0 characters", "/rows/1/0/text"),
    (
        {**DATA_TABLE, "row_header_column_index": 2},
        "row_header_column_index must be between 0 and 1",
        "",
    ),
    (
        {**TABLE, "rows": [[{"type": "raw_number", "value": 4}]]},
        "missing required field: text",
        "/rows/0/0",
    ),
    (container(child_blocks=[CARD]), "unsupported type: card", "/child_blocks/0/type"),
    (container(child_blocks=[container()]), "unsupported type: container", "/child_blocks/0/type"),
    (untitled(), "must define either `title` or `rich_text_title`", ""),
    (container(default_collapsed=True), "default_collapsed can't be used without is_collapsible", ""),
    (
        container(default_collapsed=True, is_collapsible=False),
        "default_collapsed can't be used without is_collapsible",
        "",
    ),
    ({"type": "task_card", "task_id": "1", "title": "x"}, "missing required field: status", ""),
    (
        {"type": "task_card", **task(details="words")},
        "must provide an object",
        "/details",
    ),
    (
        {"type": "plan", "title": "P", "tasks": [task(), task()]},
        "task ids must be unique within a plan",
        "",
    ),
    (
        {"type": "plan", "title": "P", "tasks": [{"task_id": "1"}]},
        "missing required field: status",
        "/tasks/0",
    ),
    (
        {**CARD, "icon": image(), "slack_icon": ICON},
        "must define at most one of `icon`, `slack_icon`",
        "",
    ),
    (
        {**CARD, "slack_icon": {"type": "icon", "name": "cat"}},
        "must be a valid enum value",
        "/slack_icon/name",
    ),
    ({**CARD, "icon": {"type": "image"}}, "missing required field: alt_text", "/icon"),
    (
        {**CARD, "actions": [element("icon_button", icon="trash", text=plain("x"))]},
        "unsupported type: icon_button",
        "/actions/0/type",
    ),
    (
        {"type": "image", "alt_text": "x", "slack_file": {}},
        "must define exactly one of `id`, `url`",
        "/slack_file",
    ),
    (rich({"type": "text", "text": ""}), "must be more than 0 characters", "/elements/0/elements/0/text"),
    (rich({"type": "mention"}), "unsupported type: mention", "/elements/0/elements/0/type"),
    (
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": []}]},
        "missing required field: style",
        "/elements/0",
    ),
    ({"type": "file", "external_id": "1"}, "missing required field: source", ""),
    (
        actions({"type": "workflow_button", "text": plain("x")}),
        "missing required field: workflow",
        "/elements/0",
    ),
    (
        field_of("L", element("external_select", options=[option("a")]), "b"),
        "invalid additional property: options",
        "/element",
    ),
    ({"type": ["section"]}, "unsupported type: ['section']", "/type"),
]
"""Blocks that Slack refuses."""


@pytest.mark.parametrize("block", MENDED, ids=lambda block: str(block)[:60])
def test_the_sandbox_takes_what_slack_takes(block: Json) -> None:
    assert [str(each) for each in message_problems([block])] == []


@pytest.mark.parametrize(("block", "message", "where"), REFUSED_NOW, ids=lambda case: str(case)[:60])
def test_the_sandbox_refuses_what_slack_refuses(block: Json, message: str, where: str) -> None:
    problems = [str(each) for each in message_problems([block])]
    assert f"{message} [json-pointer:/blocks/0{where}]" in problems


def test_a_card_with_two_icons_does_not_get_posted(client: WebClient, ana: PersonRecord) -> None:
    card = {**CARD, "icon": image(), "slack_icon": ICON}
    assert error(client.chat_postMessage, channel=ana.id, text="x", blocks=[card]) == "invalid_blocks"


def test_a_message_with_a_select_from_outside_is_posted(client: WebClient, ana: PersonRecord) -> None:
    assert client.chat_postMessage(channel=ana.id, text="x", blocks=[actions(element("external_select"))])[
        "ok"
    ]


def test_two_data_tables_share_the_characters_of_a_message() -> None:
    half: list[Any] = [[cell("a")], *[[cell("x" * 2600)]] * 4]
    table = {**DATA_TABLE, "rows": half}
    assert message_problems([table]) == []
    assert [str(each) for each in message_problems([table, table])] == [
        "table content is too long [json-pointer:/blocks]"
    ]


def test_ids_and_tables_in_containers_count_too() -> None:
    held = container(child_blocks=[section("x", block_id="b"), TABLE], block_id="c")
    problems = [str(each) for each in message_problems([section("x", block_id="b"), held, TABLE])]
    assert problems == [
        "`block_id` 'b' already exists [json-pointer:/blocks/1/child_blocks/0/block_id]",
        "no more than 1 table blocks allowed [json-pointer:/blocks]",
    ]


def test_one_bad_block_does_not_hide_what_the_rules_say_of_another() -> None:
    bad = [section(""), actions(element("radio_buttons", options=[option("a"), option("a")]))]
    assert [str(each) for each in message_problems(bad)] == [
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "option values must be unique [json-pointer:/blocks/1/elements/0]",
    ]


@pytest.mark.parametrize("kind", ["message", "carousel"])
def test_action_ids_are_told_apart_in_each_card(kind: str) -> None:
    twice = {"type": "card", "title": plain("x"), "actions": [button("a", "same"), button("b", "same")]}
    block = twice if kind == "message" else {"type": "carousel", "elements": [twice]}
    where = "" if kind == "message" else "/elements/0"
    assert [str(each) for each in message_problems([block])] == [
        f"`action_id` 'same' already exists for this block [json-pointer:/blocks/0{where}/elements]"
    ]


@pytest.mark.parametrize("value", [None, "x", 7, [], {"blocks": []}, {"type": "modal", "blocks": "x"}])
def test_no_view_is_so_odd_that_the_judge_fails(value: Any) -> None:
    assert view_problems(value)


def test_a_modal_says_all_that_is_wrong_at_once() -> None:
    problems = [str(each) for each in view_problems(modal(section(""), title="T" * 25))]
    assert problems == [
        "must be less than 25 characters [json-pointer:/view/title/text]",
        "must be more than 0 characters [json-pointer:/view/blocks/0/text/text]",
    ]
