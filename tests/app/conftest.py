"""Settings for a bot that nobody has started yet."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.sandbox import Sandbox
from bot.settings import Settings
from tests.world import local_slack

MakeSettings = Callable[..., Settings]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with local_slack() as made:
        yield made


@pytest.fixture
def settings(slack: Sandbox, tmp_path: Path) -> MakeSettings:
    """Right settings, except for what a test says."""

    def make(**wrong: Any) -> Settings:
        right: dict[str, Any] = {
            "slack_bot_token": slack.bot_token,
            "slack_app_token": slack.app_token,
            "slack_api_url": slack.api_url,
            "database_url": f"sqlite:///{tmp_path / 'coach.db'}",
        }
        given = {**right, **wrong}
        secrets = {name: SecretStr(given[name]) for name in ("slack_bot_token", "slack_app_token")}
        return Settings(**{**given, **secrets})

    return make
