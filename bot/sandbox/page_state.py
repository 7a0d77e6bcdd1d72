"""The state that the browser page draws: the workspace as one person sees it, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.page_options import PageOptions
from bot.sandbox.records import ChannelRecord, MessageRecord, PersonRecord, ViewState
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
HOME, DM = "home", "dm"  # places of the app beside the ids of channels
TONES = 8  # how many colours the pictures of people have


class PageState:
    """One look at the workspace. Unknown viewers become the first person, unknown places #general."""

    def __init__(self, workspace: Workspace, options: PageOptions, viewer: str, place: str) -> None:
        self._workspace = workspace
        self._options = options
        self.viewer = self._person(viewer)
        self._zone = ZoneInfo(self.viewer.tz)
        self._now = workspace.clock().astimezone(self._zone)
        self.place = self._known_place(place)

    def as_json(self) -> Json:
        """Everything but the guided list and the controls."""
        app = self._workspace.app
        return {
            "version": self._workspace.version,
            "workspace": self._workspace.name,
            "viewer": self.viewer.id,
            "clock": self._clock(),
            "today": self._now.date().isoformat(),
            "app": self._app(),
            "people": [self._face(each) for each in self._workspace.people.values()] + [self._bot()],
            "known_channels": [_named(each) for each in self._known_channels()],
            "channels": [_named(each) | {"unread": self._unread(each)} for each in self._joined()],
            "dm": {"unread": self._unread(self._workspace.dm(self.viewer.id))},
            "commands": [
                {"command": each.name, "description": each.description, "usage_hint": each.usage_hint}
                for each in app.commands.values()
            ],
            "place": self._place(),
            "modals": [_view(each) for each in self._workspace.views(self.viewer.id)],
        }

    def visible(self) -> str:
        """All text in sight: the place and the open modals."""
        shown = [each.visible for each in self._workspace.views(self.viewer.id)]
        home = self._workspace.home(self.viewer.id)
        if self.place == HOME:
            return "\n".join([*shown, home.visible if home else ""])
        return "\n".join([*shown, *(each.visible for each in self._messages(self._channel()))])

    def _person(self, wanted: str) -> PersonRecord:
        people = [each for each in self._workspace.people.values() if not each.deleted and not each.is_bot]
        if not people:
            raise LookupError("the workspace has nobody to act as; call workspace.add_person first")
        return next((each for each in people if each.id == wanted), people[0])

    def _known_place(self, wanted: str) -> str:
        joined = [each.id for each in self._joined()]
        if wanted in (HOME, DM):
            return wanted if wanted in self._tabs() else joined[0]
        if wanted == self._workspace.dm(self.viewer.id).id:
            return DM
        general = self._workspace.general.id
        return wanted if wanted in joined else general if general in joined else joined[0]

    def _tabs(self) -> list[str]:
        on = {HOME: self._workspace.home_tab, DM: self._workspace.messages_tab}
        return [tab for tab, shown in on.items() if shown]

    def _joined(self) -> list[ChannelRecord]:
        return [each for each in self._workspace.channels_of(self.viewer.id) if each.kind != "im"]

    def _known_channels(self) -> list[ChannelRecord]:
        every = self._workspace.channels.values()
        return [each for each in every if each.kind == "public" or each in self._joined()]

    def _channel(self) -> ChannelRecord:
        return self._workspace.dm(self.viewer.id) if self.place == DM else self._workspace.channel(self.place)

    def _unread(self, channel: ChannelRecord) -> int:
        return self._workspace.unread(self.viewer.id, channel)

    def _messages(self, channel: ChannelRecord) -> list[MessageRecord]:
        return self._workspace.messages(channel, self.viewer.id)

    def _place(self) -> Json:
        if self.place == HOME:
            home = self._workspace.home(self.viewer.id)
            return {"kind": HOME, "id": HOME, "name": "Home", "view": _view(home) if home else None}
        channel = self._channel()
        kind = DM if self.place == DM else "channel"
        shown = [self._message(each) for each in self._messages(channel)]
        details = {"kind": kind, "id": self.place, "channel": channel.id, "closed": self._closed(channel)}
        if kind == DM:
            return details | {"name": self._workspace.app.name, "messages": shown}
        more = {"purpose": channel.purpose, "members": len(channel.members), "messages": shown}
        return _named(channel) | details | more

    def _closed(self, channel: ChannelRecord) -> str:
        if channel.archived:
            return "This channel is archived: it can be read, but nothing can be written."
        if channel.kind == "im" and self._workspace.app.read_only_dm:
            return "Sending messages to this app has been turned off."
        return ""

    def _message(self, message: MessageRecord) -> Json:
        at = message.shown_at.astimezone(self._zone)
        edited = message.edited_shown_at
        return {
            "ts": message.ts,
            "author": self._author(message),
            "text": message.text or message.visible,
            "blocks": message.blocks,
            "files": [{"id": each["id"], "name": each["name"]} for each in message.files],
            "values": message.state(self.viewer.id),
            "ephemeral": message.ephemeral_for is not None,
            "edited": f"Edited {self._moment(edited)}" if edited else None,
            "time": f"{at:%H:%M}",
            "at": at.isoformat(timespec="minutes"),
            "minute": int(at.timestamp() // 60),
            "day": self._day(at),
        }

    def _author(self, message: MessageRecord) -> Json:
        if message.from_slack:
            return {"id": "USLACKBOT", "name": "Slackbot", "kind": "slack", "initials": "S", "tone": 0}
        if message.by_app:
            return self._app() | {"kind": "app", "initials": _initials(self._workspace.app.name)}
        return self._face(self._workspace.people[message.user]) | {"kind": "person"}

    def _app(self) -> Json:
        app = self._workspace.app
        description = str(app.manifest.get("display_information", {}).get("description", ""))
        return {
            "id": app.bot_user_id,
            "name": app.name,
            "initials": _initials(app.name),
            "color": app.color,
            "description": description,
            "tabs": self._tabs(),
        }

    def _bot(self) -> Json:
        return {"id": self._workspace.app.bot_user_id, "name": self._workspace.app.name, "is_app": True}

    def _face(self, person: PersonRecord) -> Json:
        return {
            "id": person.id,
            "name": person.name,
            "real_name": person.real_name,
            "place": _city(person.tz),
            "deleted": person.deleted,
            "initials": _initials(person.real_name),
            "tone": list(self._workspace.people).index(person.id) % TONES,
        }

    def _clock(self) -> str:
        label = self._options.clock_label
        return label() if label else f"{self._moment(self._now)}, {_city(self.viewer.tz)} time"

    def _moment(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{self._day(local)}, {local:%H:%M}"

    def _day(self, local: datetime) -> str:
        year = "" if local.year == self._now.year else f" {local.year}"
        return f"{local:%A} {local.day} {local:%B}{year}"


def _named(channel: ChannelRecord) -> Json:
    return {"id": channel.id, "name": channel.name, "private": channel.kind == "private"}


def _view(state: ViewState) -> Json:
    return {"id": state.id, "view": state.view, "values": state.values, "errors": _plain(state.errors)}


def _plain(errors: Mapping[str, str]) -> dict[str, str]:
    return dict(errors)


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words[:2]).upper() if len(words) > 1 else name[:2].upper()


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")
