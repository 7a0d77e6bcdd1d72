"""How a Web API call reaches the sandbox: tokens, scopes, formats."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from bot.sandbox.records import PersonRecord
from tests.sandbox.conftest import MakeSandbox, client_of, error, refused, without_scope


def get(url: str) -> Any:
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def post(url: str, body: bytes, kind: str, token: str = "") -> Any:
    request = urllib.request.Request(url, body, {"Content-Type": kind, "Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def test_auth_test_tells_both_ids_that_bolts_ignore_self_filter_needs(
    client: WebClient, sandbox: Sandbox
) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"]) == (sandbox.app.bot_user_id, sandbox.app.bot_id)


def test_answers_carry_the_granted_scopes_in_a_header(client: WebClient) -> None:
    assert "chat:write" in client.auth_test().headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(("token", "code"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
def test_a_call_without_a_good_token_is_refused(sandbox: Sandbox, token: str, code: str) -> None:
    assert error(client_of(sandbox, token).auth_test) == code


def test_tokens_are_not_interchangeable(sandbox: Sandbox, client: WebClient) -> None:
    assert error(client.apps_connections_open, app_token=sandbox.bot_token) == "not_allowed_token_type"
    assert error(client_of(sandbox, sandbox.app_token).auth_test) == "not_allowed_token_type"


def test_a_token_may_travel_as_an_argument(sandbox: Sandbox) -> None:
    assert get(f"{sandbox.api_url}auth.test?token={sandbox.bot_token}")["ok"]


def test_opening_a_connection_takes_post_and_socket_mode(sandbox: Sandbox, make_sandbox: MakeSandbox) -> None:
    assert (
        get(f"{sandbox.api_url}apps.connections.open?token={sandbox.app_token}")["error"]
        == "insecure_request"
    )
    other = make_sandbox(lambda manifest: manifest["settings"].update(socket_mode_enabled=False))
    assert error(client_of(other).apps_connections_open, app_token=other.app_token) == "access_denied"


def test_a_missing_scope_is_named_beside_those_provided(make_sandbox: MakeSandbox) -> None:
    slack = make_sandbox(without_scope("users:read"))
    body = refused(client_of(slack).users_info, user="U1")
    assert body["error"] == "missing_scope"
    assert body["needed"] == "users:read"
    assert "chat:write" in body["provided"].split(",")


def test_an_unknown_method_is_refused(client: WebClient) -> None:
    assert error(client.api_call, api_method="chat.shout") == "unknown_method"


def test_arguments_may_stand_in_the_query_as_the_async_client_sends_them(
    sandbox: Sandbox, ana: PersonRecord
) -> None:
    opened = post(
        f"{sandbox.api_url}conversations.open?users={ana.id}",
        b"",
        "application/x-www-form-urlencoded",
        sandbox.bot_token,
    )
    seen = get(f"{sandbox.api_url}users.info?user={ana.id}&include_locale=1&token={sandbox.bot_token}")
    assert (opened["channel"]["id"], seen["user"]["locale"]) == (sandbox.workspace.dm(ana.id).id, "en-US")


def test_json_strings_in_a_form_are_read_as_blocks(sandbox: Sandbox, ana: PersonRecord) -> None:
    form = f'channel={ana.id}&blocks=[{{"type":"divider"}}]&token={sandbox.bot_token}'.encode()
    answer = post(f"{sandbox.api_url}chat.postMessage", form, "application/x-www-form-urlencoded")
    assert answer["message"]["blocks"][0]["type"] == "divider"


@pytest.mark.parametrize("body", [b"", b"{", b"[]"])
def test_an_empty_or_broken_json_body_counts_as_no_arguments(sandbox: Sandbox, body: bytes) -> None:
    url = f"{sandbox.api_url}auth.test"
    assert post(url, body, "application/json; charset=utf-8", sandbox.bot_token)["ok"]


def test_every_call_is_kept_for_tests_without_its_token(sandbox: Sandbox, client: WebClient) -> None:
    client.api_call("auth.test", params={"note": "kept"})
    call = sandbox.calls[-1]
    assert (call.method, dict(call.arguments)) == ("auth.test", {"note": "kept"})
    assert call.answer is not None
    assert call.at.tzinfo is not None


def test_blocks_validate_needs_no_token_and_points_at_what_is_wrong(sandbox: Sandbox) -> None:
    client = client_of(sandbox, "")
    assert client.api_call("blocks.validate", json={"blocks": [{"type": "divider"}]})["ok"]
    body = refused(
        client.api_call, api_method="blocks.validate", json={"message": {"blocks": [{"type": "image"}]}}
    )
    assert body["error"] == "invalid_message"
    wrong = {"code": "missing_field", "message": "missing required field: alt_text", "pointer": "/0"}
    assert wrong in body["errors"]
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T" * 25}, "blocks": []}
    body = refused(client.api_call, api_method="blocks.validate", json={"view": view})
    assert body["errors"][0]["pointer"] == "/title/text"
    assert body["errors"][0]["code"] == "failed_constraint"


def test_blocks_validate_says_what_would_be_allowed(sandbox: Sandbox) -> None:
    block = {"type": "section", "text": {"type": "html", "text": "x"}}
    body = refused(client_of(sandbox, "").api_call, api_method="blocks.validate", json={"blocks": [block]})
    assert body["errors"] == [
        {
            "code": "failed_constraint",
            "message": "unsupported type: html",
            "pointer": "/0/text/type",
            "constraint": {"type": "enum", "expected": ["mrkdwn", "plain_text"]},
        }
    ]


@pytest.mark.parametrize("given", [{}, {"blocks": "[]", "view": "{}"}, {"blocks": "["}])
def test_blocks_validate_takes_exactly_one_thing(client: WebClient, given: dict[str, str]) -> None:
    assert error(client.api_call, api_method="blocks.validate", json=given) == "invalid_arguments"
