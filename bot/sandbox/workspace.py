"""The workspace in memory: who is there, where they talk, what they see. One lock, one change counter.

Every method that changes something takes the lock, bumps `version` and wakes who waits. Slack's own times
(`ts`, `hash`) are real; `shown_at` comes from the clock that the sandbox was given.
"""

from __future__ import annotations

import secrets
import string
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.elements import INTERACTIVE, CannotActError
from bot.sandbox.installation import Installation
from bot.sandbox.records import (
    ChannelKind,
    ChannelRecord,
    Json,
    MessageRecord,
    PersonRecord,
    UploadRecord,
    ViewState,
)
from bot.sandbox.wire_text import escape, with_entities

OTHER_TEAM = "T0OTHERCO01"
_ALPHANUMERIC = string.ascii_letters + string.digits


class Workspace:
    """People, channels, messages, modals and Homes of one workspace with one app installed."""

    def __init__(self, app: Installation, *, name: str, clock: Callable[[], datetime]) -> None:
        self.app = app
        self.name = name
        self.clock = clock
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self.version = 0
        self.people: dict[str, PersonRecord] = {}
        self.channels: dict[str, ChannelRecord] = {}
        self.modals: dict[str, list[ViewState]] = {}
        self.homes: dict[str, ViewState] = {}
        self.uploads: dict[str, UploadRecord] = {}
        self.formats_text = False
        """Whether what people type becomes links and mentions, as Slack's own clients make it."""
        self.history_page: int | None = None
        """The most messages that one page of a history holds, whatever was asked for."""
        self.messages_tab = app.messages_tab
        self.home_tab = app.home_tab
        self._last_ts = 0
        self._count = 0
        self.add_channel("general", purpose="Everyone")

    # -- change notification

    def changed(self) -> None:
        """Tell everybody who waits that something is different now."""
        with self._changed:
            self.version += 1
            self._changed.notify_all()

    def wait_for_change(self, version: int, timeout: float) -> int:
        """Wait until the workspace is newer than `version` (or `timeout` seconds pass); the version now."""
        with self._changed:
            self._changed.wait_for(lambda: self.version > version, timeout)
            return self.version

    # -- building

    def add_person(
        self,
        name: str,
        real_name: str = "",
        tz: str = "Europe/Lisbon",
        *,
        deleted: bool = False,
        guest: bool = False,
        stranger: bool = False,
        locale: str = "en-US",
    ) -> PersonRecord:
        """A new member, in #general as in Slack (guests and strangers of another company aren't)."""
        with self.lock:
            person = PersonRecord(
                self._id("U", name),
                name,
                real_name or name,
                tz,
                deleted,
                is_guest=guest,
                is_stranger=stranger,
                team_id=OTHER_TEAM if stranger else None,
                locale=locale,
                updated=int(time.time()),
            )
            self.people[person.id] = person
            if not (guest or deleted or stranger):
                self.general.members.append(person.id)
            self.changed()
            return person

    def add_channel(
        self,
        name: str,
        *,
        private: bool = False,
        purpose: str = "",
        members: Iterable[PersonRecord | str] = (),
        with_bot: bool = False,
    ) -> ChannelRecord:
        """A new channel; `with_bot` puts the app's bot among its members."""
        with self.lock:
            kind: ChannelKind = "private" if private else "public"
            joined = [member if isinstance(member, str) else member.id for member in members]
            joined += [self.app.bot_user_id] if with_bot else []
            channel = ChannelRecord(self._id("C", name), name, kind, int(time.time()), purpose, joined)
            self.channels[channel.id] = channel
            self.changed()
            return channel

    def add_history(
        self, channel: ChannelRecord, user: PersonRecord, text: str, shown_at: datetime
    ) -> MessageRecord:
        """An older post by a person, shown with that time (aware)."""
        message = self.post(channel.id, user.id, escape(text))
        message.shown_at = shown_at
        return message

    def set_zone(self, person: PersonRecord, tz: str) -> None:
        """The person's profile now has this IANA zone (user_actions.move tells the app)."""
        person.tz = tz
        self._touch(person)

    def deactivate(self, person: PersonRecord) -> None:
        """The person leaves the company, and with it every channel."""
        person.deleted = True
        for channel in self.channels.values():
            if channel.kind != "im" and person.id in channel.members:
                channel.members.remove(person.id)
        self._touch(person)

    def reactivate(self, person: PersonRecord) -> None:
        """The person is back, in #general and in no other channel."""
        person.deleted = False
        if person.id not in self.general.members:
            self.general.members.append(person.id)
        self._touch(person)

    def forget_person(self, person: PersonRecord) -> None:
        """The person was deactivated and erased; users.info says `is_forgotten`."""
        person.is_forgotten = True
        self.deactivate(person)

    def make_public(self, channel: ChannelRecord, members: Iterable[PersonRecord] = ()) -> None:
        """A private channel turns public, and these people join."""
        channel.kind = "public"
        channel.members += [each.id for each in members if each.id not in channel.members]
        self.changed()

    def share_with_another_company(
        self, channel: ChannelRecord, strangers: Iterable[PersonRecord] = ()
    ) -> None:
        """The channel is shared by Slack Connect (`is_ext_shared`), and these strangers are in it."""
        channel.ext_shared = True
        channel.members += [each.id for each in strangers]
        self.changed()

    def restrict_posting(self, channel: ChannelRecord, code: str = "restricted_action") -> None:
        """Posts of the app are refused with this code: restricted_action or one of its kin; "" lifts it."""
        channel.refuses_posts = code
        self.changed()

    def _touch(self, person: PersonRecord) -> None:
        person.updated = int(time.time())
        self.changed()

    def invite_bot(self, channel: ChannelRecord) -> None:
        """Make the bot a member, silently (user_actions.invite_bot tells the app)."""
        if self.app.bot_user_id not in channel.members:
            channel.members.append(self.app.bot_user_id)
        self.changed()

    def remove_bot(self, channel: ChannelRecord) -> None:
        """Take the bot out of the channel."""
        channel.members.remove(self.app.bot_user_id)
        self.changed()

    def archive(self, channel: ChannelRecord) -> None:
        """Close the channel for good."""
        channel.archived = True
        self.changed()

    def switch_messages_tab(self, on: bool) -> None:
        """Off: direct messages of the app fail with messages_tab_disabled."""
        self.messages_tab = on
        self.changed()

    # -- reading

    @property
    def general(self) -> ChannelRecord:
        """The channel everybody is in."""
        return next(channel for channel in self.channels.values() if channel.name == "general")

    def person(self, name_or_id: str) -> PersonRecord:
        """A person by id, name or real name; CannotActError if unknown."""
        for person in self.people.values():
            if name_or_id in (person.id, person.name, person.real_name):
                return person
        raise CannotActError(
            f"nobody is called {name_or_id!r}; there are {[p.name for p in self.people.values()]}"
        )

    def channel(self, name_or_id: str) -> ChannelRecord:
        """A channel by id, "#name" or name; CannotActError if unknown."""
        for channel in self.channels.values():
            if name_or_id == channel.id or name_or_id.removeprefix("#") == channel.name != "":
                return channel
        raise CannotActError(
            f"no channel {name_or_id!r}; there are {[c.title for c in self.channels.values()]}"
        )

    def channels_of(self, user: str) -> list[ChannelRecord]:
        """The channels of a person, by name, then the app's DM once it exists."""
        with self.lock:
            joined = [channel for channel in self.channels.values() if user in channel.members]
            return sorted(joined, key=lambda channel: (channel.kind == "im", channel.name))

    def dm(self, user: str) -> ChannelRecord:
        """The app's direct message channel with this person, made at first use."""
        with self.lock:
            for channel in self.channels.values():
                if channel.user == user:
                    return channel
            dm = ChannelRecord(
                self._id("D", self.people[user].name),
                "",
                "im",
                int(time.time()),
                members=[user, self.app.bot_user_id],
                user=user,
            )
            self.channels[dm.id] = dm
            self.changed()
            return dm

    def has_dm(self, user: str) -> bool:
        """Return whether the app's DM with this person was ever opened."""
        return any(channel.user == user for channel in list(self.channels.values()))

    def messages(self, channel: ChannelRecord | str, viewer: str) -> list[MessageRecord]:
        """Return what this person sees there, oldest first; other people's ephemeral messages left out."""
        with self.lock:
            held = channel if isinstance(channel, ChannelRecord) else self.channels[channel]
            return [message for message in held.messages if message.ephemeral_for in (None, viewer)]

    def message(self, channel: str, ts: str) -> MessageRecord | None:
        """The message with this ts, ephemeral ones too."""
        with self.lock:
            held = self.channels[channel].messages if channel in self.channels else []
            return next((message for message in held if message.ts == ts), None)

    def home(self, user: str) -> ViewState | None:
        """The published Home of this person, None before the first publish."""
        return self.homes.get(user)

    def views(self, user: str) -> list[ViewState]:
        """The person's open modals, the top one last."""
        with self.lock:
            return list(self.modals.get(user, []))

    def all_views(self) -> list[ViewState]:
        """Every open modal and every published Home."""
        with self.lock:
            return [*(view for stack in self.modals.values() for view in stack), *self.homes.values()]

    def find_view(self, view_id: str) -> ViewState | None:
        """An open modal or a published Home by its id."""
        return next((view for view in self.all_views() if view.id == view_id), None)

    def find_external(self, external_id: str) -> ViewState | None:
        """The same by the id that the app chose."""
        return next((view for view in self.all_views() if view.view.get("external_id") == external_id), None)

    def unread(self, user: str, channel: ChannelRecord) -> int:
        """Count the messages of others since the person last looked."""
        since = channel.last_read.get(user, "")
        return sum(1 for each in self.messages(channel, user) if each.ts > since and each.user != user)

    def mark_read(self, user: str, channel: ChannelRecord) -> None:
        """The person has this place before them now."""
        with self.lock:
            seen = self.messages(channel, user)
            if seen and channel.last_read.get(user, "") != seen[-1].ts:
                channel.last_read[user] = seen[-1].ts
                self.changed()

    # -- posting

    def post(self, channel: str, user: str, text: str, **details: Any) -> MessageRecord:
        """Put a message (fields of Message in `details`) at the end of a channel."""
        with self.lock:
            message = MessageRecord(channel, user, self.next_ts(), text, self.clock(), **details)
            parent = self.message(channel, message.thread_ts) if message.thread_ts else None
            if parent:
                parent.thread_ts = parent.ts
                parent.replies.append(message)
            self.channels[channel].messages.append(message)
            self.changed()
            return message

    def add_upload(self, name: str, length: int, key: str) -> UploadRecord:
        """A place for the bytes of a file."""
        with self.lock:
            upload = UploadRecord(self._id("F", "FILE"), name, length, key)
            self.uploads[upload.id] = upload
            return upload

    def typed(self, text: str) -> str:
        """Return what a person typed as the app gets it; see `formats_text`."""
        return with_entities(text, self._names()) if self.formats_text else escape(text)

    def _names(self) -> dict[str, str]:
        names = {f"@{each.name}": f"<@{each.id}>" for each in self.people.values()}
        return names | {f"#{each.name}": f"<#{each.id}|{each.name}>" for each in self.channels.values()}

    def forget(self, message: MessageRecord) -> None:
        """Take a message away."""
        with self.lock:
            self.channels[message.channel].messages.remove(message)
            for other in self.channels[message.channel].messages:
                if message in other.replies:
                    other.replies.remove(message)
            self.changed()

    def next_ts(self) -> str:
        """A fresh Slack timestamp: real seconds and microseconds, never the same twice."""
        with self.lock:
            self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # -- ids

    def new_hash(self) -> str:
        """A view hash; another one with every change."""
        return f"{int(time.time())}.{''.join(secrets.choice(_ALPHANUMERIC) for _ in range(8))}"

    def new_view_id(self) -> str:
        """An id for a view."""
        return self._id("V", "VIEW")

    def fill_ids(self, blocks: list[Json]) -> list[Json]:
        """Give blocks and elements the ids that Slack gives them when the app didn't."""
        for block in blocks:
            block.setdefault("block_id", self._short_id())
            for holder in (
                block.get("elements", []),
                block.get("actions", []),
                [block[key] for key in ("accessory", "element") if key in block],
            ):
                for element in holder:
                    if element.get("type") in INTERACTIVE:
                        element.setdefault("action_id", self._short_id())
            self.fill_ids(block.get("child_blocks", []))
            if block["type"] == "carousel":
                self.fill_ids(block["elements"])
        return blocks

    def _short_id(self) -> str:
        return "".join(secrets.choice(_ALPHANUMERIC) for _ in range(5))

    def _id(self, prefix: str, name: str) -> str:
        with self.lock:
            self._count += 1
            letters = "".join(c for c in name.upper() if c.isascii() and c.isalnum())[:5]
            return f"{prefix}0{letters}{self._count:0{9 - len(letters)}d}"


def utc_now() -> datetime:
    """The machine's time, the clock when none is given."""
    return datetime.now(UTC)
