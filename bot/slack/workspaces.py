"""The workspaces in which the coach is installed, each with everything that is told of it and asked in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slack_sdk import WebClient


@dataclass(frozen=True)
class Workspace:
    """One workspace; without clients, one in which the coach isn't installed: only its id is known then.

    https://docs.slack.dev/reference/methods/auth.test answers all but `sender` and `wins_channel`.
    """

    team_id: str
    enterprise_id: str | None = None
    """The organisation's, where the workspace is one of an Enterprise Grid."""
    name: str = ""
    url: str = ""
    """With a slash at its end; links to posts begin with it. "" while it isn't known."""
    sender: str = "PM Coach"
    """The name that Slack shows above the coach's posts."""
    wins_channel: str | None = None
    """Preset of the join form; harmless, since every post asks."""
    sending: "WebClient | None" = None
    """Sends messages, from any number of threads; it must repeat no call by itself."""
    asking: "WebClient | None" = None
    """Asks about people and channels; its time-out is set by who asks."""


class Workspaces:
    """Finds a workspace by its id. Safe to use from any thread: a workspace is replaced as a whole."""

    def __init__(self, *known: Workspace) -> None:
        self._known = {workspace.team_id: workspace for workspace in known}

    def get(self, team_id: str) -> Workspace:
        """Return the workspace; for an id that isn't installed here, one without clients."""
        return self._known.get(team_id) or Workspace(team_id)

    def add(self, workspace: Workspace) -> None:
        """Take what was learnt of a workspace, in the place of what was known of it."""
        self._known[workspace.team_id] = workspace

    def ids(self) -> list[str]:
        """Return the ids of those in which the coach is installed."""
        return list(self._known)

    def __contains__(self, team_id: object) -> bool:
        return team_id in self._known
