"""manifest.yml is what Slack accepts, asks for no more than it says why, and is the one list of its kind."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from bot.slack import manifest

SCHEMA = Path(__file__).with_name("slack-manifest.schema.2.0.0.json")
"""From slackapi/manifest-schema, as published."""
FILE = Path(__file__).parents[2] / "manifest.yml"

EVENT_SCOPES = {"app_home_opened": None, "message.im": "im:history"}
"""The scope that each event needs (docs.slack.dev/reference/events)."""


def test_slack_accepts_it() -> None:
    schema = json.loads(SCHEMA.read_text())
    wrong = [
        f"{'.'.join(map(str, error.path))}: {error.message}"
        for error in jsonschema.Draft7Validator(schema).iter_errors(manifest.load())
    ]
    assert wrong == []


def test_it_asks_for_eight_scopes_and_no_more() -> None:
    assert len(manifest.bot_scopes()) == 8
    assert manifest.bot_scopes() == manifest.SCOPES
    assert set(manifest.load()["oauth_config"]["scopes"]) == {"bot"}


def test_every_scope_says_why() -> None:
    reasons = dict(re.findall(r"^      - (\S+)(?: # (\S.*))?$", FILE.read_text(), re.MULTILINE))
    assert [scope for scope in manifest.bot_scopes() if not reasons[scope]] == []


def test_every_event_has_its_scope() -> None:
    assert set(manifest.bot_events()) == set(EVENT_SCOPES)
    needed = {EVENT_SCOPES[event] for event in manifest.bot_events()} - {None}
    assert needed <= set(manifest.bot_scopes())


def test_the_command_has_the_scope_it_needs() -> None:
    assert manifest.commands() == (manifest.COMMAND,) == ("/pm-progress",)
    assert "commands" in manifest.bot_scopes()


def test_socket_mode_needs_no_public_address() -> None:
    assert manifest.load()["settings"]["socket_mode_enabled"] is True
    assert "http" not in re.sub(r"#.*", "", FILE.read_text())


def test_members_can_write_to_the_coach() -> None:
    # With the tab off every direct message fails; with it read-only nobody could answer.
    home = manifest.load()["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False


def test_a_wheel_carries_it_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "manifest.yml"
    inside.write_text("features: {slash_commands: [{command: /inside}]}")
    monkeypatch.setattr(manifest, "PLACES", (inside, FILE))
    manifest.load.cache_clear()
    assert manifest.commands() == ("/inside",)
    manifest.load.cache_clear()
