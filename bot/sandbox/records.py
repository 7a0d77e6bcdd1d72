"""The records of a workspace: people, channels, messages and views.

Ids look like Slack's (U…, C…, D…, V…). `ts` is Slack's own stamp in real time; `shown_at` is the moment
that the demo's clock gave, an aware datetime, and is only ever shown to a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.sandbox import elements, plain_text

Json = dict[str, Any]
StateValues = dict[str, dict[str, Json]]
ChannelKind = Literal["public", "private", "im"]


@dataclass
class PersonRecord:
    """A member of the workspace. `tz` is an IANA zone; `deleted` means deactivated.

    A stranger is somebody of another company in a shared channel; `team_id` is then theirs. Of a forgotten
    person everything was erased on request.
    """

    id: str
    name: str
    real_name: str
    tz: str
    deleted: bool = False
    is_bot: bool = False
    is_guest: bool = False
    single_channel: bool = False
    is_stranger: bool = False
    is_forgotten: bool = False
    team_id: str | None = None
    locale: str = "en-US"
    updated: int = 0

    @property
    def handle(self) -> str:
        """The lower-case name that payloads carry as `user_name`."""
        return self.name.lower().replace(" ", ".")


@dataclass
class MessageRecord:
    """One post. `ephemeral_for` names its only reader; `typed` holds what readers entered, by user.

    `integration` marks a message that another app sent for the person; `replies` are the ones of its thread.
    """

    channel: str
    user: str
    ts: str
    text: str
    shown_at: datetime
    blocks: list[Json] = field(default_factory=list)
    by_app: bool = False
    from_slack: bool = False  # Slack's own words, such as "/x is not a valid command"
    ephemeral_for: str | None = None
    edited_ts: str | None = None
    edited_shown_at: datetime | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    integration: bool = False
    replies: list[MessageRecord] = field(default_factory=list)
    typed: dict[str, StateValues] = field(default_factory=dict)

    @property
    def visible(self) -> str:
        """Everything a reader sees of it, as plain text, buttons as [Label]."""
        shown = [plain_text.message_text(self.text, self.blocks)]
        shown += [str(each.get("text", "")) for each in self.attachments]
        shown += [str(each["name"]) for each in self.files]
        return "\n".join(part for part in shown if part)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in order."""
        return [
            plain_text.label(found.element)
            for found in elements.interactive(self.blocks)
            if found.element["type"] in elements.BUTTONS
        ]

    def state(self, user: str) -> StateValues:
        """`state.values` as Slack sends it for this reader."""
        return elements.state_values(self.blocks, self.typed.get(user, {}))


@dataclass
class UploadRecord:
    """A file of the app's on its way: `content` once its bytes came, `completed` once it was shared."""

    id: str
    name: str
    length: int
    key: str
    title: str = ""
    content: bytes | None = None
    completed: bool = False


@dataclass
class ChannelRecord:
    """A place to talk. `user` is the person of an app DM; `last_read` maps user ids to a ts.

    `refuses_posts` is the code that posting here answers, such as restricted_action; `ext_shared` says that
    another company shares the channel.
    """

    id: str
    name: str
    kind: ChannelKind
    created: int
    purpose: str = ""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    refuses_posts: str = ""
    ext_shared: bool = False
    user: str | None = None
    messages: list[MessageRecord] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Its name as people say it: "#wins", or "DM" for the app's direct messages."""
        return "DM" if self.kind == "im" else f"#{self.name}"


@dataclass
class ViewState:
    """A modal or Home as one person has it before them. `errors` maps block ids to Slack's red text."""

    id: str
    user: str
    view: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: StateValues = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The word modal or home."""
        return str(self.view["type"])

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks, ids filled in."""
        blocks: list[Json] = self.view["blocks"]
        return blocks

    @property
    def values(self) -> StateValues:
        """`view.state.values`: what was entered, else the initial value, else null."""
        return elements.state_values(self.blocks, self.typed)

    @property
    def title(self) -> str:
        """The modal's heading; empty for Home."""
        return plain_text.text_of(self.view.get("title"))

    @property
    def visible(self) -> str:
        """Title, blocks, errors and footer buttons as plain text."""
        return plain_text.view_text(self.view, self.typed, self.errors)


@dataclass(frozen=True)
class MessageRef:
    """Points at a message: the source of a press."""

    channel: str
    ts: str


@dataclass(frozen=True)
class ViewRef:
    """Points at a modal or Home: the source of a press."""

    id: str
