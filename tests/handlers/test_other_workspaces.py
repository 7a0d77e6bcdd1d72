"""What comes from a workspace in which the coach isn't installed changes nothing."""

from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse
from sqlmodel import col, select
from structlog.testing import capture_logs

from bot.coach import join
from bot.coach.coach import Caller
from bot.coach.join import Joining
from bot.store.tables import Member
from tests.world import World

ELSEWHERE = "T0ELSEWHERE"


def join_command(team: str | None, user: str) -> dict[str, Any]:
    return {
        "command": "/pm-progress",
        "text": "join",
        "team_id": team,
        "user_id": user,
        "trigger_id": f"1.{team}",
        "response_url": "http://localhost:1/",
    }


def home_opened(team: str, user: str) -> dict[str, Any]:
    event = {"type": "app_home_opened", "tab": "home", "user": user, "channel": "D1"}
    return {"type": "event_callback", "event_id": f"Ev{team}", "team_id": team, "event": event}


def button(team: str, user: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": team},
        "user": {"id": user, "team_id": team},
        "trigger_id": f"2.{team}",
        "container": {"type": "message", "is_ephemeral": False},
        "actions": [{"type": "button", "action_id": "leave", "block_id": "b", "value": "1"}],
    }


def comes(world: World, body: dict[str, Any]) -> BoltResponse:
    return world.bot.bolt().dispatch(BoltRequest(body=body, mode="socket_mode"))


@pytest.mark.parametrize("payload", [join_command, home_opened, button])
def test_it_is_acknowledged_and_logged_once(world: World, payload: Any) -> None:
    join.join(world.bot.coach, Caller(world.bot.team, world.ana.id), Joining("Europe/Lisbon", 0, 9))
    world.settle()
    before = len(world.outbox())
    with capture_logs() as logs:
        answer = comes(world, payload(ELSEWHERE, world.ana.id))
    assert (answer.status, answer.body) == (200, "")
    refused = [line for line in logs if line["action"] == "handler.other_workspace"]
    assert [line["workspace"] for line in refused] == [ELSEWHERE]
    assert len(world.outbox()) == before
    assert "views.open" not in [call.method for call in world.slack.calls]
    with world.bot.database.read() as session:
        assert session.exec(select(col(Member.team_id))).all() == [world.bot.team]


def test_the_same_payload_from_its_own_workspace_is_taken(world: World) -> None:
    with capture_logs() as logs:
        comes(world, home_opened(world.bot.team, world.ana.id))
    assert [line for line in logs if line["action"] == "handler.other_workspace"] == []
    assert [message.kind for message in world.outbox()] == ["home"]
