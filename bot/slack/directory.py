"""What Slack says of people and channels: asked when it is due, kept in the store, read from there.

The only caller of users.info; of conversations.info beside the doctor, who may have no database.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.readers import Reach
from bot.domain.text import display_name
from bot.slack.errors import Code, Effect, effect
from bot.slack.workspaces import Workspaces
from bot.store import directory, tables
from bot.store.database import Database

DAY = 24 * 3600 * 1000
SOON = 5 * 60 * 1000
BATCH = 50
BOUND = 2
"""Seconds to wait for an answer: somebody's trigger_id may be running out, or the coach be stopping."""
UNANSWERED = "unanswered"
"""In the place of Slack's code where there was no answer."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Person:
    """`zone` is None when Slack doesn't say."""

    name: str
    zone: str | None
    deleted: bool = False
    """The account is switched off, or belongs to no member of this workspace (any more)."""
    forgotten: bool = False
    """Slack has erased the person on request."""
    outsider: bool = False
    """A guest, or somebody of another workspace or company: the programme is for the workspace's members."""


class Access(StrEnum):
    """What a person may do with a channel for their wins."""

    OPEN = "open"
    HIDDEN = "hidden"
    """Slack doesn't show it to the coach."""
    OUTSIDE = "outside"
    """It is private and the person isn't in it, so that they learn nothing of it."""
    SILENT = "silent"
    """Slack didn't say."""


class Directory:
    """Asks each workspace through its client for that, with a time-out of the directory's own."""

    def __init__(self, database: Database, workspaces: Workspaces) -> None:
        self._database, self._workspaces = database, workspaces

    def look_up(self, team_id: str, user_id: str) -> Person | None:
        """What Slack says of a person now, within two seconds, and keep it; None when it doesn't answer."""
        said = self._ask_about_person(team_id, user_id)[0]
        if said is None or not said.outsider:
            self._keep_person(team_id, user_id, said)
        return said

    def _ask_about_person(self, team_id: str, user_id: str) -> tuple[Person | None, str | None]:
        """Return what Slack says of a person, an outsider if it knows nobody of that id, and its refusal."""
        said: Person | None = None
        with _forgiving("users.info", user_id) as refusal:
            said = _person(self._client(team_id), user_id, team_id, self._enterprise_of(team_id))
        if refusal == [Code.USER_NOT_FOUND]:
            said = Person("", None, deleted=True, outsider=True)
        return said, refusal[0] if refusal else None

    def known_name(self, team_id: str, user_id: str) -> str | None:
        """Return what Slack said a person is called; None if it wasn't asked, without asking now."""
        with self._database.read() as session:
            known = session.get(tables.SlackUser, (team_id, user_id))
        return known.name or None if known else None

    def sees_channel(self, team_id: str, channel_id: str) -> bool:
        """Whether Slack shows the coach this channel, asked now, two seconds at most; True if it's silent."""
        return self._ask_about_channel(team_id, channel_id) != Code.CHANNEL_NOT_FOUND

    def access(self, team_id: str, user_id: str, channel_id: str) -> Access:
        """Return what a person may do with a channel, and keep it; asked now, two seconds at most."""
        until = time.monotonic() + BOUND
        refusal = self._ask_about_channel(team_id, channel_id)
        if refusal == Code.CHANNEL_NOT_FOUND:
            return Access.HIDDEN
        if refusal is not None:
            return Access.SILENT
        with self._database.read() as session:
            private = session.get_one(tables.SlackChannel, (team_id, channel_id)).private
        inside = self._is_inside(team_id, user_id, channel_id, until) if private else True
        if inside is None:
            return Access.SILENT
        return Access.OPEN if inside else Access.OUTSIDE

    def presets(self, team_id: str, user_id: str, channel_id: str) -> bool:
        """Return whether a channel may stand in somebody's form; of a public one as Slack last said."""
        with self._database.read() as session:
            known = session.get(tables.SlackChannel, (team_id, channel_id))
        if known and known.joined is not None and not known.private:
            return True
        return self.access(team_id, user_id, channel_id) is Access.OPEN

    def _is_inside(self, team_id: str, user_id: str, channel_id: str, until: float) -> bool | None:
        """Return whether a person is in a private channel that the coach is in; None if Slack doesn't say.

        Slack lists those that both are in (docs.slack.dev/reference/methods/users.conversations).
        """
        cursor: str | None = ""
        while cursor is not None:
            found: Any = None
            with _forgiving("users.conversations", user_id):
                client = self._client(team_id, until - time.monotonic())
                found = client.users_conversations(
                    user=user_id, types="private_channel", limit=999, cursor=cursor or None
                )
                if any(channel["id"] == channel_id for channel in found["channels"]):
                    return True
            if found is None:
                return None
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or None
        return False

    def refresh_due(self, *, stopping: Callable[[], bool] = lambda: False) -> int:
        """Ask Slack about everybody and every channel that is due. Returns how many were asked about.

        It ends early when Slack doesn't answer or has had enough; the rest is asked about next time.
        """
        with self._database.read() as session:
            people = directory.due_people(session, _now(), BATCH)
            channels = directory.due_channels(session, _now(), BATCH)
        asked = 0
        rows: list[tables.SlackUser | tables.SlackChannel] = [*people, *channels]
        for row in rows:
            if stopping() or _ends_refresh(self._refresh(row)):
                break
            asked += 1
        return asked

    def _refresh(self, row: tables.SlackUser | tables.SlackChannel) -> str | None:
        if isinstance(row, tables.SlackChannel):
            return self._ask_about_channel(row.team_id, row.channel_id)
        said, refusal = self._ask_about_person(row.team_id, row.user_id)
        self._keep_person(row.team_id, row.user_id, said, new=False)
        return refusal

    def _client(self, team_id: str, seconds: float | None = None) -> WebClient:
        """The workspace's client, for a call that waits so long. LookupError without one or without time."""
        known = self._workspaces.get(team_id).asking
        if known is None:
            raise LookupError(f"the coach isn't installed in {team_id}")
        client, bound = copy(known), BOUND if seconds is None else seconds
        if bound <= 0:
            raise LookupError("there is no time left to ask Slack")
        client.timeout = bound  # type: ignore[assignment] # urllib takes parts of a second too
        return client

    def _enterprise_of(self, team_id: str) -> str | None:
        return self._workspaces.get(team_id).enterprise_id

    def _keep_person(self, team_id: str, user_id: str, said: Person | None, *, new: bool = True) -> None:
        """Unless `new`, somebody who was erased meanwhile stays erased."""
        with self._database.write() as session:
            if not new and session.get(tables.SlackUser, (team_id, user_id)) is None:
                return
            kept = directory.note_person(session, team_id, user_id, self._enterprise_of(team_id))
            kept.refresh_at = _now() + (DAY if said else SOON)
            if said:
                kept.name, kept.zone = said.name or kept.name, said.zone or kept.zone
                kept.deleted, kept.forgotten = said.deleted, said.forgotten

    def _ask_about_channel(self, team_id: str, channel_id: str) -> str | None:
        """Ask, keep what Slack says, and return its refusal if there was one."""
        said: dict[str, Any] | None = None
        with _forgiving("conversations.info", channel_id) as refusal:
            client = self._client(team_id)
            said = client.conversations_info(channel=channel_id, include_num_members=True)["channel"]
        with self._database.write() as session:
            kept = directory.note_channel(session, team_id, channel_id, self._enterprise_of(team_id))
            kept.refresh_at = _now() + (DAY if said else SOON)
            if said:
                kept.name, kept.private = str(said.get("name", "")), bool(said.get("is_private"))
                kept.people, kept.joined = said.get("num_members"), bool(said.get("is_member"))
                kept.reach = _reach(said)
            elif refusal == [Code.CHANNEL_NOT_FOUND]:  # whoever sees it is in it, and the coach isn't
                kept.private, kept.joined = True, False
        return refusal[0] if refusal else None


def _ends_refresh(refusal: str | None) -> bool:
    """Whether the rest has to wait for the next beat: Slack is away, or wants a pause."""
    return refusal == UNANSWERED or (refusal is not None and effect(refusal) is Effect.WAIT)


def _now() -> int:
    """Real time in milliseconds: how long Slack's answer holds has nothing to do with programme time."""
    return time.time_ns() // 1_000_000


def _reach(channel: dict[str, Any]) -> Reach:
    """Return whom a channel is shared with: https://docs.slack.dev/reference/objects/conversation-object."""
    if channel.get("is_ext_shared"):
        return Reach.COMPANIES
    return Reach.ORGANISATION if channel.get("is_org_shared") else Reach.WORKSPACE


def _person(client: WebClient, user_id: str, team_id: str, enterprise_id: str | None) -> Person:
    """Ask about a person: https://docs.slack.dev/reference/objects/user-object."""
    user = client.users_info(user=user_id)["user"]
    profile = user.get("profile", {})
    chosen = "" if user.get("is_bot") else profile.get("display_name")  # Slack shows bots by their app's name
    names = map(display_name, (chosen or "", user.get("real_name") or "", user.get("name") or ""))
    stranger = bool(user.get("is_stranger")) or _elsewhere(user, team_id, enterprise_id)
    return Person(
        next(filter(None, names), user_id),
        user.get("tz"),
        deleted=bool(user.get("deleted")) or stranger,
        forgotten=bool(user.get("is_forgotten")),
        outsider=stranger or bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
    )


def _elsewhere(user: dict[str, Any], team_id: str, enterprise_id: str | None) -> bool:
    """Whether somebody is of another workspace, and of no organisation that ours is one of."""
    if user.get("team_id") in (None, "", team_id):
        return False
    organisation = (user.get("enterprise_user") or {}).get("enterprise_id")
    return enterprise_id is None or organisation not in (None, enterprise_id)


@contextmanager
def _forgiving(method: str, about: str) -> Iterator[list[str]]:
    """Log what Slack refused (its code is added to what is yielded) or didn't answer, and go on."""
    refusal: list[str] = []
    try:
        yield refusal
    except SlackApiError as error:
        answer = error.response.data
        refusal.append(str(answer.get("error")) if isinstance(answer, dict) else UNANSWERED)
        log.warning(
            "Slack refused a look-up",
            action="directory.refused",
            method=method,
            about=about,
            error=refusal[0],
        )
    except (SlackClientError, HTTPException, OSError, ValueError, LookupError, AttributeError) as error:
        refusal.append(UNANSWERED)
        log.warning(
            "Slack didn't answer a look-up",
            action="directory.unanswered",
            method=method,
            about=about,
            error=repr(error),
        )
