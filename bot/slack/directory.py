"""What Slack says of people and channels: asked when it is due, kept in the store, read from there.

The only caller of users.info; of conversations.info beside the doctor, who may have no database.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import inspect

from bot.domain.readers import Reach
from bot.domain.text import display_name
from bot.slack.budget import KEPT, Budget
from bot.slack.calls import asked_wait, publish_home
from bot.slack.errors import Code, Effect, effect
from bot.slack.methods import TIER_3, TIER_4
from bot.slack.storable import storable
from bot.slack.workspaces import Workspaces
from bot.store import directory, slack_limits, tables
from bot.store.database import DB_UNAVAILABLE, Database
from bot.store.real_time import milliseconds

DAY = 24 * 3600 * 1000
SOON = 5 * 60 * 1000
"""Milliseconds. A process that dies while it asks leaves those it has claimed due that late."""
AT_ONCE = 5
"""How many of a kind are asked about in a row."""
REFRESHED: dict[directory.Table, tuple[str, int]] = {
    tables.SlackUser: ("users.info", 2 * TIER_4),
    tables.SlackChannel: ("conversations.info", 2 * TIER_3),
}
"""Slack's method, and milliseconds between two calls: half of its tier, which leaves the other half to people
who join or choose a channel. https://docs.slack.dev/reference/methods/users.info"""
BOUND = 2
"""Seconds to wait for an answer: somebody's trigger_id may be running out, or the coach be stopping."""
UNANSWERED = "unanswered"
"""In the place of Slack's code where there was no answer."""

log = structlog.get_logger()

_Row = tables.SlackUser | tables.SlackChannel


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


Lose = Callable[[str, str, str], object]
"""Takes a private channel from a member: workspace, person, channel. It is called before anything new that
Slack says of the channel is kept, so that they read nothing of it."""


class Directory:
    """Asks each workspace through its client for that, with a time-out of the directory's own."""

    def __init__(self, database: Database, workspaces: Workspaces, lose: Lose = lambda *_: None) -> None:
        self._database, self._workspaces, self._lose = database, workspaces, lose
        self._budget: Budget | None = None

    def within(self, budget: Budget) -> "Directory":
        """Return the same directory for one act, all of whose look-ups together stay within its time."""
        bounded = copy(self)
        bounded._budget = budget
        return bounded

    def look_up(self, team_id: str, user_id: str) -> Person | None:
        """What Slack says of a person now, within two seconds, and keep it; None when it doesn't answer."""
        said = self._ask_about_person(team_id, user_id)[0]
        if said is None or not said.outsider:
            self._keep_person(team_id, user_id, said)
        return said

    def _ask_about_person(self, team_id: str, user_id: str) -> tuple[Person | None, "Refused | None"]:
        """Return what Slack says of a person, an outsider if it knows nobody of that id, and its refusal."""
        said: Person | None = None
        with _forgiving("users.info") as refusal:
            said = _person(self._client(team_id), user_id, team_id, self._enterprise_of(team_id))
        if refusal and refusal[0].code in (Code.USER_NOT_FOUND, Code.USER_NOT_VISIBLE):
            said = Person("", None, deleted=True, outsider=True)
        return said, refusal[0] if refusal else None

    def draw_home(self, team_id: str, user_id: str, view: dict[str, Any]) -> None:
        """Draw somebody's Home now, within two seconds, if Slack takes it; nothing is kept of that."""
        with _forgiving("views.publish"):
            publish_home(self._client(team_id), user_id, view)

    def known_name(self, team_id: str, slack_id: str) -> str | None:
        """Return what Slack said a person or a public channel is called; None if it wasn't asked, without
        asking now."""
        with self._database.read() as session:
            if slack_id.startswith("C"):
                channel = session.get(tables.SlackChannel, (team_id, slack_id))
                return channel.name or None if channel and not channel.private else None
            person = session.get(tables.SlackUser, (team_id, slack_id))
        return person.name or None if person else None

    def sees_channel(self, team_id: str, channel_id: str) -> bool:
        """Whether Slack shows the coach this channel, asked now, two seconds at most; True if it's silent."""
        refusal, _ = self._ask_about_channel(team_id, channel_id)
        return refusal is None or refusal.code != Code.CHANNEL_NOT_FOUND

    def access(self, team_id: str, user_id: str, channel_id: str) -> Access:
        """Return what a person may do with a channel, and keep it; asked now, two seconds at most."""
        refusal, inside = self._ask_about_channel(team_id, channel_id)
        if refusal is not None:
            return Access.HIDDEN if refusal.code == Code.CHANNEL_NOT_FOUND else Access.SILENT
        return Access.OPEN if inside is None or user_id in inside else Access.OUTSIDE

    def presets(self, team_id: str, user_id: str, channel_id: str) -> bool:
        """Return whether a channel may stand in somebody's form; of a public one as Slack last said."""
        with self._database.read() as session:
            known = session.get(tables.SlackChannel, (team_id, channel_id))
        if known and known.joined is not None and not known.private:
            return True
        return self.access(team_id, user_id, channel_id) is Access.OPEN

    def _people_inside(self, team_id: str, channel_id: str, until: float) -> set[str] | None:
        """Return who is in a private channel that the coach is in; None if Slack doesn't say.

        docs.slack.dev/reference/methods/conversations.members
        """
        people: set[str] = set()
        cursor: str | None = ""
        while cursor is not None:
            found: Any = None
            with _forgiving("conversations.members"):
                client = self._client(team_id, until - time.monotonic())
                found = client.conversations_members(channel=channel_id, limit=999, cursor=cursor or None)
                people.update(found["members"])
            if found is None:
                return None
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or None
        return people

    def refresh_due(self, *, stopping: Callable[[], bool] = lambda: False) -> int:
        """Ask Slack about people and channels that are due, at a pace that leaves room for presses. Returns
        how many were asked about.

        It ends early when Slack doesn't answer or has had enough; the rest is asked about later. Safe beside
        other replicas: what one asks about no other does, and Slack's pause holds for all.
        """
        return sum(
            self._refresh_due(team_id, table, method, interval_ms, stopping)
            for team_id in self._workspaces.ids()
            for table, (method, interval_ms) in REFRESHED.items()
        )

    def _refresh_due(
        self,
        team_id: str,
        table: directory.Table,
        method: str,
        interval_ms: int,
        stopping: Callable[[], bool],
    ) -> int:
        claimed = self._claim(team_id, table, method, interval_ms)
        for asked, row in enumerate(claimed):
            if stopping():
                self._give_back(claimed[asked:], method)
                return asked
            refusal = self._try(row)
            if refusal and refusal.ends_refresh:
                # Who isn't answered is asked about after others.
                unasked = asked if refusal.wait else asked + 1
                self._give_back(claimed[unasked:], method, refusal.wait)
                return asked
        return len(claimed)

    def _claim(
        self,
        team_id: str,
        table: directory.Table,
        method: str,
        interval_ms: int,
    ) -> Sequence[_Row]:
        """Take a few of those due, and have the next taken once so many calls fit into the pace."""
        with self._database.read() as session:
            if not directory.has_due(session, team_id, table):
                return []  # most beats end here
        with self._database.write() as session:
            limit = slack_limits.take(session, team_id, method, self._enterprise_of(team_id))
            if limit is None:
                return []
            claimed = directory.claim_due(session, team_id, table, AT_ONCE, SOON)
            slack_limits.pause(session, team_id, method, len(claimed) * interval_ms)
        return claimed

    def _give_back(
        self,
        rest: Sequence[_Row],
        method: str,
        wait: timedelta | None = None,
    ) -> None:
        """Make what wasn't asked about due again, after the pause that Slack wants."""
        with self._database.write() as session:
            for row in rest:
                known: Any = session.get(type(row), inspect(row).identity)
                if known:
                    directory.ask_again(known, 0)
            if wait:
                slack_limits.pause(session, rest[0].team_id, method, milliseconds(wait))

    def _try(self, row: _Row) -> "Refused | None":
        """Refresh one; what can't be kept of one is nobody else's trouble, and is asked about again later."""
        try:
            return self._refresh(row)
        except DB_UNAVAILABLE:
            raise
        except Exception:
            log.exception("what Slack says can't be kept", action="directory.unkept")
            return None

    def _refresh(self, row: _Row) -> "Refused | None":
        if isinstance(row, tables.SlackChannel):
            return self._ask_about_channel(row.team_id, row.channel_id)[0]
        said, refusal = self._ask_about_person(row.team_id, row.user_id)
        self._keep_person(row.team_id, row.user_id, said, new=False)
        return refusal

    def _client(self, team_id: str, seconds: float | None = None) -> WebClient:
        """The workspace's client, for a call that waits so long. LookupError without one or without time."""
        known = self._workspaces.get(team_id).asking
        if known is None:
            raise LookupError(f"the coach isn't installed in {team_id}")
        client, bound = copy(known), self._bound() if seconds is None else seconds
        if bound <= 0:
            raise LookupError("there is no time left to ask Slack")
        client.timeout = bound  # type: ignore[assignment] # urllib takes parts of a second too
        return client

    def _bound(self) -> float:
        return self._budget.time_out(BOUND, kept=KEPT) if self._budget else BOUND

    def _enterprise_of(self, team_id: str) -> str | None:
        return self._workspaces.get(team_id).enterprise_id

    def _keep_person(self, team_id: str, user_id: str, said: Person | None, *, new: bool = True) -> None:
        """Unless `new`, somebody who was erased meanwhile stays erased."""
        with self._database.write() as session:
            if not new and session.get(tables.SlackUser, (team_id, user_id)) is None:
                return
            kept = directory.note_person(session, team_id, user_id, self._enterprise_of(team_id))
            directory.ask_again(kept, DAY if said else SOON)
            if said:
                kept.name, kept.zone = said.name or kept.name, said.zone or kept.zone
                kept.deleted, kept.forgotten = said.deleted, said.forgotten

    def _ask_about_channel(self, team_id: str, channel_id: str) -> tuple["Refused | None", set[str] | None]:
        """Ask, and keep what Slack says. Return its refusal, and who is in a private channel.

        Nothing of a private channel is kept before those of whom Slack says that they aren't in it lost it.
        """
        said: dict[str, Any] | None = None
        inside: set[str] | None = None
        until = time.monotonic() + self._bound()
        with _forgiving("conversations.info") as refusal:
            client = self._client(team_id)
            answer = client.conversations_info(channel=channel_id, include_num_members=True)
            said = storable(answer["channel"])
        if said and said.get("is_private"):
            inside = self._people_inside(team_id, channel_id, until)
            if inside is None:
                said, refusal = None, [Refused(UNANSWERED)]
            else:
                self._lose_outsiders(team_id, channel_id, inside)
        with self._database.write() as session:
            kept = directory.note_channel(session, team_id, channel_id, self._enterprise_of(team_id))
            directory.ask_again(kept, DAY if said else SOON)
            if said:
                kept.name, kept.private = str(said.get("name", "")), bool(said.get("is_private"))
                kept.people, kept.joined = said.get("num_members"), bool(said.get("is_member"))
                kept.reach = _reach(said)
            elif refusal and refusal[0].code == Code.CHANNEL_NOT_FOUND:
                kept.private, kept.joined = True, False  # whoever sees it is in it, and the coach isn't
        return refusal[0] if refusal else None, inside

    def _lose_outsiders(self, team_id: str, channel_id: str, inside: set[str]) -> None:
        with self._database.read() as session:
            watching = directory.watchers(session, team_id, channel_id)
        for user_id in watching:
            if user_id not in inside:
                self._lose(team_id, user_id, channel_id)


@dataclass(frozen=True)
class Refused:
    """Slack's code, or `UNANSWERED`; and for how long it wants no such call, if it has had enough."""

    code: str
    wait: timedelta | None = None

    @property
    def ends_refresh(self) -> bool:
        """Return whether the rest has to wait: Slack is away, or wants a pause."""
        return self.code == UNANSWERED or self.wait is not None


def _reach(channel: dict[str, Any]) -> Reach:
    """Return whom a channel is shared with: https://docs.slack.dev/reference/objects/conversation-object."""
    if channel.get("is_ext_shared"):
        return Reach.COMPANIES
    return Reach.ORGANISATION if channel.get("is_org_shared") else Reach.WORKSPACE


def _person(client: WebClient, user_id: str, team_id: str, enterprise_id: str | None) -> Person:
    """Ask about a person: https://docs.slack.dev/reference/objects/user-object."""
    user = storable(client.users_info(user=user_id)["user"])
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
def _forgiving(method: str) -> Iterator[list[Refused]]:
    """Log what Slack refused (it is added to what is yielded) or didn't answer, and go on."""
    refusal: list[Refused] = []
    try:
        yield refusal
    except SlackApiError as error:
        refusal.append(_refused(error))
        log.warning(
            "Slack refused a look-up",
            action="directory.refused",
            method=method,
            error=refusal[0].code,
        )
    except (SlackClientError, HTTPException, OSError, ValueError, LookupError, AttributeError) as error:
        refusal.append(Refused(UNANSWERED))
        log.warning(
            "Slack didn't answer a look-up",
            action="directory.unanswered",
            method=method,
            error=repr(error),
        )


def _refused(error: SlackApiError) -> Refused:
    answer = error.response.data
    code = str(answer.get("error")) if isinstance(answer, dict) else UNANSWERED
    if effect(code) is Effect.WAIT or error.response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return Refused(code, asked_wait(error.response.headers))
    return Refused(code)
