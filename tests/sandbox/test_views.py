"""Modals and Home through the real SDK: triggers, the stack, hashes, state."""

from __future__ import annotations

import time
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from bot.sandbox.records import PersonRecord, ViewRef
from bot.sandbox.timings import Timings
from tests.sandbox.conftest import MakeSandbox, client_of, error, refused
from tests.sandbox.small_app import actions, field_of, home, modal, plain, section, text_field

Json = dict[str, Any]


@pytest.fixture
def view(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> Json:
    """A modal that is open before Ana."""
    opened = client.views_open(
        trigger_id=sandbox.trigger(ana.id), view=modal(text_field(), private_metadata="m")
    )
    shown: Json = opened["view"]
    return shown


def test_an_opened_view_comes_back_in_slacks_shape(view: Json, sandbox: Sandbox) -> None:
    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert (view["private_metadata"], view["callback_id"], view["external_id"]) == ("m", "join", "")
    assert (view["bot_id"], view["app_installed_team_id"]) == (sandbox.app.bot_id, sandbox.app.team_id)


def test_a_trigger_works_once(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> None:
    trigger = sandbox.trigger(ana.id)
    client.views_open(trigger_id=trigger, view=modal(section("x")))
    assert error(client.views_open, trigger_id=trigger, view=modal(section("x"))) == "exchanged_trigger_id"


def test_a_trigger_dies_after_its_three_seconds(make_sandbox: MakeSandbox) -> None:
    assert Timings().trigger == 3.0
    slack = make_sandbox(timings=Timings(trigger=0.02))
    trigger = slack.trigger(slack.workspace.add_person("Bo").id)
    time.sleep(0.03)
    assert (
        error(client_of(slack).views_open, trigger_id=trigger, view=modal(section("x")))
        == "expired_trigger_id"
    )


def test_a_made_up_or_missing_trigger_is_refused(client: WebClient) -> None:
    assert error(client.views_open, trigger_id="1.2.abc", view=modal(section("x"))) == "invalid_trigger_id"
    body = refused(client.views_open, trigger_id="", view=modal(section("x")))
    assert body["response_metadata"]["messages"] == ["[ERROR] missing required field: trigger_id"]


def test_a_bad_view_is_named_and_leaves_the_trigger_alive(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord
) -> None:
    trigger = sandbox.trigger(ana.id)
    body = refused(client.views_open, trigger_id=trigger, view=modal(section("")))
    assert body["error"] == "invalid_arguments"
    pointer = "[json-pointer:/view/blocks/0/text/text]"
    assert body["response_metadata"]["messages"] == [f"[ERROR] must be more than 0 characters {pointer}"]
    assert client.views_open(trigger_id=trigger, view=modal(section("x")))["ok"]


@pytest.mark.parametrize("view", ["{", "[]", home(section("x"))])
def test_what_is_no_modal_is_not_opened(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord, view: Any
) -> None:
    call = {"trigger_id": sandbox.trigger(ana.id), "view": view}
    assert error(client.api_call, api_method="views.open", json=call) == "invalid_arguments"


def test_a_huge_view_is_too_large(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> None:
    huge = modal(*[section("x" * 2900)] * 90)
    assert error(client.views_open, trigger_id=sandbox.trigger(ana.id), view=huge) == "view_too_large"


def test_the_stack_is_three_deep(client: WebClient, sandbox: Sandbox, ana: PersonRecord, view: Json) -> None:
    for _ in range(2):
        top = sandbox.workspace.views(ana.id)[-1]
        trigger = sandbox.trigger(ana.id, top.id)
        pushed = client.views_push(trigger_id=trigger, view=modal(section("x")))["view"]
        assert (pushed["previous_view_id"], pushed["root_view_id"]) == (top.id, view["id"])
    trigger = sandbox.trigger(ana.id, pushed["id"])
    assert error(client.views_push, trigger_id=trigger, view=modal(section("x"))) == "push_limit_reached"


def test_a_push_needs_a_modal_below(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> None:
    trigger = sandbox.trigger(ana.id)
    assert error(client.views_push, trigger_id=trigger, view=modal(section("x"))) == "not_found"


def test_an_update_keeps_the_id_and_changes_the_hash(client: WebClient, view: Json) -> None:
    updated = client.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("x")))["view"]
    assert updated["id"] == view["id"]
    assert updated["hash"] != view["hash"]
    stale = {"view_id": view["id"], "hash": view["hash"], "view": modal(section("y"))}
    assert error(client.views_update, **stale) == "hash_conflict"
    assert client.views_update(view_id=view["id"], view=modal(section("y")))["ok"]
    assert error(client.views_update, view_id="V0GONE", view=modal(section("y"))) == "not_found"


def test_typed_text_survives_an_update_with_the_same_ids(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord, view: Json
) -> None:
    sandbox.user_actions.fill(ana.id, view["id"], "name", "value", "Ana")
    kept = client.views_update(view_id=view["id"], view=modal(text_field(), section("more")))["view"]
    assert kept["state"]["values"]["name"]["value"]["value"] == "Ana"
    moved = client.views_update(view_id=view["id"], view=modal(text_field(block_id="other")))["view"]
    assert moved["state"]["values"]["other"]["value"]["value"] is None
    back = client.views_update(view_id=view["id"], view=modal(text_field()))["view"]
    assert back["state"]["values"]["name"]["value"]["value"] is None


def test_untouched_elements_are_in_the_state_with_null_or_their_initial_value(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord
) -> None:
    choice = {"text": plain("A"), "value": "a"}
    view = modal(
        text_field(optional=True),
        field_of("Day", {"type": "datepicker", "action_id": "v", "initial_date": "2027-01-14"}, "day"),
        field_of(
            "Many", {"type": "checkboxes", "action_id": "v", "options": [choice]}, "many", optional=True
        ),
        actions({"type": "static_select", "action_id": "v", "options": [choice]}, block_id="one"),
    )
    opened = client.views_open(trigger_id=sandbox.trigger(ana.id), view=view)["view"]
    assert opened["state"]["values"] == {
        "name": {"value": {"type": "plain_text_input", "value": None}},
        "day": {"v": {"type": "datepicker", "selected_date": "2027-01-14"}},
        "many": {"v": {"type": "checkboxes", "selected_options": []}},
        "one": {"v": {"type": "static_select", "selected_option": None}},
    }


def test_an_external_id_is_unique_and_finds_its_view(
    client: WebClient, sandbox: Sandbox, ana: PersonRecord
) -> None:
    def opening(external_id: str) -> Json:
        view = modal(section("x"), external_id=external_id)
        return {"trigger_id": sandbox.trigger(ana.id), "view": view}

    name = f"wizard-{ana.id}"
    client.views_open(**opening(name))
    assert error(client.views_open, **opening(name)) == "duplicate_external_id"
    again = client.views_update(external_id=name, view=modal(section("y"), external_id=name))
    assert again["view"]["external_id"] == name


def test_home_is_published_under_one_id(client: WebClient, sandbox: Sandbox, ana: PersonRecord) -> None:
    first = client.views_publish(user_id=ana.id, view=home(section("one")))["view"]
    second = client.views_publish(user_id=ana.id, hash=first["hash"], view=home(section("two")))["view"]
    assert first["id"] == second["id"]
    stale = {"user_id": ana.id, "hash": first["hash"], "view": home(section("three"))}
    assert error(client.views_publish, **stale) == "hash_conflict"
    shown = sandbox.workspace.home(ana.id)
    assert shown is not None
    assert (shown.visible, shown.title) == ("two", "")


def test_home_is_refused_for_nobody_and_while_it_is_off(client: WebClient, make_sandbox: MakeSandbox) -> None:
    body = refused(client.views_publish, user_id="U0NOBODY", view=home(section("x")))
    assert body["error"] == "invalid_arguments"
    assert "user_id" in body["response_metadata"]["messages"][0]
    slack = make_sandbox(lambda manifest: manifest["features"]["app_home"].update(home_tab_enabled=False))
    bo = slack.workspace.add_person("Bo")
    assert error(client_of(slack).views_publish, user_id=bo.id, view=home(section("x"))) == "not_enabled"


def test_a_view_of_somebody_else_can_not_be_used(sandbox: Sandbox, view: Json) -> None:
    li = sandbox.workspace.add_person("Li")
    with pytest.raises(LookupError, match="no view"):
        sandbox.user_actions.press(li.id, ViewRef(view["id"]), "name", "value", "x")
    with pytest.raises(LookupError, match="isn't the modal on top"):
        sandbox.user_actions.submit(li.id, view["id"])
