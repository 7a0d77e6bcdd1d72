"""Workspaces for tests without a connected coach."""

from collections.abc import Callable
from dataclasses import replace

from slack_sdk import WebClient

from bot.slack.workspaces import Workspace, Workspaces


class Everywhere(Workspaces):
    """The coach is installed in every workspace that anybody names; `client_for` gives the client there."""

    def __init__(self, client_for: Callable[[str], WebClient]) -> None:
        super().__init__()
        self._client_for = client_for

    def get(self, team_id: str) -> Workspace:
        client = self._client_for(team_id)
        return replace(super().get(team_id), sending=client, asking=client)

    def __contains__(self, team_id: object) -> bool:
        return True
