"""Bolt reads the environment by itself; what stands there must not make the coach deaf."""

import pytest

from tests.world import world as open_world


@pytest.mark.parametrize("value", ["", "1234.5678"])
def test_client_credentials_in_the_environment_leave_the_coach_listening(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, value: str
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", value)
    monkeypatch.setenv("SLACK_CLIENT_SECRET", value)
    with open_world(sqlite_url) as world:
        world.ana.types("/pm-progress")
        assert "one assignment a week" in world.ana.sees("#general")
