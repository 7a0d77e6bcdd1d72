"""What Slack says of people and channels: asked when it is due, kept in the store, read from there.

The only caller of users.info and conversations.info.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.store import directory, tables
from bot.store.database import Database

DAY = 24 * 3600 * 1000
SOON = 5 * 60 * 1000
BATCH = 50
BOUND = 2
"""Seconds that a look-up may take while somebody's trigger_id runs out."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Person:
    """`zone` is None when Slack doesn't say."""

    name: str
    zone: str | None
    deleted: bool = False


class Directory:
    def __init__(self, database: Database, client_for: Callable[[str], WebClient]) -> None:
        self._database, self._client_for = database, client_for

    def look_up(self, team_id: str, user_id: str) -> Person | None:
        """What Slack says of a person now, within two seconds, and keep it; None when it doesn't answer."""
        client, said = self._client_for(team_id), None
        client.timeout = BOUND
        with _forgiving("users.info", user_id):
            said = _person(client, user_id)
        self._keep_person(team_id, user_id, said)
        return said

    def refresh_due(self) -> int:
        """Ask Slack about everybody and every channel that is due. Returns how many were asked about."""
        with self._database.read() as session:
            people = directory.due_people(session, _now(), BATCH)
            channels = directory.due_channels(session, _now(), BATCH)
        for row in people:
            self._refresh_person(row)
        for channel in channels:
            client = self._client_for(channel.team_id)
            self._ask_about_channel(client, channel.team_id, channel.channel_id)
        return len(people) + len(channels)

    def _refresh_person(self, row: tables.Person) -> None:
        said = None
        with _forgiving("users.info", row.user_id):
            said = _person(self._client_for(row.team_id), row.user_id)
        self._keep_person(row.team_id, row.user_id, said)

    def _keep_person(self, team_id: str, user_id: str, said: Person | None) -> None:
        with self._database.write() as session:
            kept = directory.note_person(session, team_id, user_id)
            kept.refresh_at = _now() + (DAY if said else SOON)
            if said:
                kept.name, kept.zone, kept.deleted = said.name, said.zone, said.deleted

    def sees_channel(self, team_id: str, channel_id: str) -> bool:
        """Whether Slack shows the coach this channel, asked now, two seconds at most; True if it doesn't say."""
        client = self._client_for(team_id)
        client.timeout = BOUND
        return self._ask_about_channel(client, team_id, channel_id)

    def _ask_about_channel(self, client: WebClient, team_id: str, channel_id: str) -> bool:
        said: dict[str, Any] | None = None
        with _forgiving("conversations.info", channel_id) as refusal:
            said = client.conversations_info(channel=channel_id, include_num_members=True)["channel"]
        # A private channel that the coach isn't in looks like none.
        unseen = refusal == ["channel_not_found"]
        with self._database.write() as session:
            kept = directory.note_channel(session, team_id, channel_id)
            kept.refresh_at = _now() + (DAY if said else SOON)
            if said:
                kept.name, kept.private = said["name"], bool(said.get("is_private"))
                kept.people, kept.joined = said.get("num_members"), bool(said.get("is_member"))
            elif unseen:
                kept.joined = False
        return not unseen


def _now() -> int:
    """Real time in milliseconds: how long Slack's answer holds has nothing to do with programme time."""
    return time.time_ns() // 1_000_000


def _person(client: WebClient, user_id: str) -> Person:
    user = client.users_info(user=user_id)["user"]
    profile = user.get("profile", {})
    chosen = "" if user.get("is_bot") else profile.get("display_name")  # Slack shows bots by their app's name
    name = chosen or user.get("real_name") or user.get("name") or user_id
    return Person(name, user.get("tz"), bool(user.get("deleted")))


@contextmanager
def _forgiving(method: str, about: str) -> Iterator[list[str]]:
    """Log what Slack refused (its code is added to what is yielded) or didn't answer, and go on."""
    refusal: list[str] = []
    try:
        yield refusal
    except SlackApiError as error:
        refusal.append(str(error.response.get("error")))
        log.warning("Slack refused a look-up", action="directory.refused", method=method, about=about,
                    error=refusal[0])  # fmt: skip
    except (SlackClientError, HTTPException, OSError) as error:
        log.warning("Slack didn't answer a look-up", action="directory.unanswered", method=method,
                    about=about, error=repr(error))  # fmt: skip
