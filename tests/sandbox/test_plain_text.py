"""Blocks as a person reads them, and elements as a person uses them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import elements, plain_text
from bot.sandbox.installation import Installation
from bot.sandbox.workspace import Workspace, utc_now
from tests.sandbox.small_app import actions, button, plain, section

Json = dict[str, Any]
SHORT, LONG = ({"text": plain(each), "value": each.lower()} for each in ("Short", "Long"))


@pytest.mark.parametrize(
    ("mrkdwn", "seen"),
    [
        ("*bold* and _soft_ and ~gone~ and `code`", "bold and soft and gone and code"),
        ("*_both_*", "both"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("<https://example.org|the page> or <https://example.org>", "the page or https://example.org"),
        ("<@U123> &amp; &lt;you&gt;", "@U123 & <you>"),
        ("<!date^1795500000^{date}|24 Nov>", "24 Nov"),
        ("```\nx\n```", "\nx\n"),
    ],
)
def test_mrkdwn_is_read_without_its_marks(mrkdwn: str, seen: str) -> None:
    assert plain_text.plain(mrkdwn) == seen


def rich(kind: str, *leaves: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(leaves)}]}


@pytest.mark.parametrize(
    ("block", "seen"),
    [
        ({"type": "header", "text": plain("Week 3")}, "Week 3"),
        ({"type": "section", "fields": [plain("a"), plain("b")]}, "a\nb"),
        ({"type": "image", "image_url": "x", "alt_text": "A cat", "title": plain("Cat")}, "Cat\nA cat"),
        ({"type": "context", "elements": [{"type": "image", "alt_text": "Li"}, plain("said")]}, "Li\nsaid"),
        ({"type": "markdown", "text": "## Plan\n**now**"}, "Plan\nnow"),
        (
            rich("rich_text_section", {"type": "text", "text": "hi "}, {"type": "user", "user_id": "U1"}),
            "hi @U1",
        ),
        (
            rich(
                "rich_text_list", {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
            ),
            "• a",
        ),
        (rich("rich_text_section", {"type": "broadcast", "range": "here"}), ""),
        (
            {
                "type": "table",
                "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_number", "value": 4}]],
            },
            "a | 4",
        ),
        (
            {"type": "table", "rows": [[rich("rich_text_section", {"type": "text", "text": "a"})]]},
            "a",
        ),
        (
            {"type": "data_visualization", "title": "P", "chart": {"segments": [{"label": "a", "value": 1}]}},
            "P\na: 1",
        ),
        (
            {
                "type": "data_visualization",
                "title": "P",
                "chart": {"series": [{"name": "Ana", "data": [{"label": "W1", "value": 2}]}]},
            },
            "P\nAna W1: 2",
        ),
        ({"type": "carousel", "elements": [{"type": "card", "title": plain("Plank")}]}, "Plank"),
        ({"type": "card", "title": plain("Plank"), "actions": [button("Do", "do")]}, "Plank\n[Do]"),
        ({"type": "container", "title": plain("Old"), "child_blocks": [section("x")]}, "Old\nx"),
        ({"type": "plan", "title": "Today", "tasks": [{"title": "Warm up"}]}, "Today\nWarm up"),
        (
            actions({"type": "feedback_buttons", "positive_button": SHORT, "negative_button": LONG}),
            "[Short] [Long]",
        ),
        (actions({"type": "static_select", "options": [SHORT], "initial_option": SHORT}), "[Short]"),
        (
            actions({"type": "checkboxes", "options": [SHORT, LONG], "initial_options": [LONG]}),
            "( ) Short\n(x) Long",
        ),
        (actions({"type": "overflow", "options": [SHORT]}), ""),
    ],
    ids=lambda case: str(case)[:40],
)
def test_a_block_is_read_from_top_to_bottom(block: Json, seen: str) -> None:
    assert plain_text.message_text("fallback", [block]) == seen


def test_a_message_without_blocks_is_its_text() -> None:
    assert plain_text.message_text("*hi*", []) == "hi"


def element(kind: str, **more: Any) -> elements.Found:
    held = {"type": kind, "action_id": "a", **more}
    return elements.Found({"type": "actions", "block_id": "b", "elements": [held]}, held)


@pytest.mark.parametrize(
    ("found", "value", "sent"),
    [
        (
            element("button", text=plain("Go"), value="7", url="https://x"),
            None,
            {"value": "7", "url": "https://x"},
        ),
        (
            element("static_select", option_groups=[{"options": [SHORT, LONG]}]),
            "long",
            {"selected_option": LONG},
        ),
        (element("static_select", options=[SHORT]), None, {"selected_option": None}),
        (element("multi_static_select", options=[SHORT, LONG]), ["short"], {"selected_options": [SHORT]}),
        (element("checkboxes", options=[SHORT, LONG]), [], {"selected_options": []}),
        (element("radio_buttons", options=[SHORT]), "short", {"selected_option": SHORT}),
        (element("overflow", options=[SHORT]), "short", {"selected_option": SHORT}),
        (element("datepicker", initial_date="2027-01-01"), "2027-01-14", {"selected_date": "2027-01-14"}),
        (element("timepicker"), "07:30", {"selected_time": "07:30"}),
        (element("datetimepicker"), 1795500000, {"selected_date_time": 1795500000}),
        (element("users_select"), "U1", {"selected_user": "U1"}),
        (element("conversations_select"), "C1", {"selected_conversation": "C1"}),
        (element("channels_select"), "C1", {"selected_channel": "C1"}),
        (element("plain_text_input"), "", {"value": None}),
        (element("number_input"), "4", {"value": "4"}),
        (
            element("feedback_buttons", positive_button=SHORT, negative_button=LONG),
            "long",
            {"text": plain("Long"), "value": "long"},
        ),
    ],
    ids=lambda case: str(case)[:40],
)
def test_using_an_element_sends_its_value(found: elements.Found, value: Any, sent: Json) -> None:
    action = elements.action(found, value, "1.5")
    assert action.items() >= sent.items()
    assert (action["type"], action["action_id"], action["block_id"]) == (found.element["type"], "a", "b")
    assert action.get("initial_date") == found.element.get("initial_date")


@pytest.mark.parametrize(
    ("found", "value"),
    [
        (element("static_select", options=[SHORT]), "huge"),
        (element("datepicker"), "14.1.2027"),
        (element("timepicker"), "25:00"),
        (element("users_select"), "Ana"),
        (element("feedback_buttons", positive_button=SHORT, negative_button=LONG), "huge"),
    ],
)
def test_what_the_client_does_not_offer_can_not_be_sent(found: elements.Found, value: Any) -> None:
    with pytest.raises(elements.CannotActError):
        elements.action(found, value, "1.5")


def test_elements_are_found_however_deep_they_stand() -> None:
    blocks = [
        {"type": "container", "child_blocks": [actions(button("In", "in"), block_id="c")]},
        {
            "type": "carousel",
            "elements": [{"type": "card", "block_id": "k", "actions": [button("Card", "card")]}],
        },
        section("x", block_id="s", accessory=button("Side", "side")),
    ]
    assert [found.element["action_id"] for found in elements.interactive(blocks)] == ["in", "card", "side"]
    with pytest.raises(elements.CannotActError, match="nothing here"):
        elements.find(blocks, "c", "side")


def test_slack_fills_in_ids_however_deep_they_are_missing() -> None:
    workspace = Workspace(Installation({"display_information": {"name": "X"}}), name="X", clock=utc_now)
    bare = {"type": "button", "text": plain("x")}
    blocks = workspace.fill_ids(
        [
            {"type": "container", "child_blocks": [actions(dict(bare))]},
            {"type": "carousel", "elements": [{"type": "card", "actions": [dict(bare)]}]},
            {"type": "context", "elements": [plain("x")]},
        ]
    )
    assert all(block["block_id"] for block in blocks)
    assert all(
        found.element["action_id"] and found.block["block_id"] for found in elements.interactive(blocks)
    )
    assert "action_id" not in blocks[2]["elements"][0]


def test_a_value_of_another_kind_of_element_counts_as_untouched() -> None:
    select = actions({"type": "static_select", "action_id": "a", "options": [SHORT]}, block_id="b")
    typed = {"b": {"a": {"type": "plain_text_input", "value": "x"}}}
    assert elements.state_values([select], typed) == {
        "b": {"a": {"type": "static_select", "selected_option": None}}
    }
