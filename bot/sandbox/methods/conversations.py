"""conversations.* and users.conversations."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import (
    FAMILY,
    Arguments,
    conversation,
    is_member,
    method,
    page,
    require,
    somebody,
)
from bot.sandbox.records import ChannelKind, ChannelRecord, MessageRecord
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
MOST_USERS = 8
KINDS: dict[str, ChannelKind] = {"public_channel": "public", "private_channel": "private", "im": "im"}


class Conversations:
    """The conversations that the app may know of."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @method("conversations.open", scope="im:write")
    def open_dm(self, arguments: Arguments) -> Json:
        """Open a direct message: https://docs.slack.dev/reference/methods/conversations.open"""
        users = arguments.listed("users")
        known = self._workspace.channels.get(arguments.text("channel"))
        if known and known.user:
            users = [known.user]
        if not users:
            raise SlackError("channel_not_found" if arguments.get("channel") else "users_list_not_supplied")
        if len(users) > MOST_USERS:
            raise SlackError("too_many_users")
        if len(users) > 1:
            require(self._workspace.app, "mpim:write")
            raise SlackError("invalid_user_combination")
        if somebody(self._workspace, users[0]).deleted:
            raise SlackError("user_disabled")
        return self._opened(users[0], arguments.flag("return_im"))

    def _opened(self, user: str, in_full: bool) -> Json:
        already = {"no_op": True, "already_open": True} if self._workspace.has_dm(user) else {}
        dm = self._workspace.dm(user)
        shown = payloads.channel(dm, self._workspace.app) if in_full else {"id": dm.id}
        return {"channel": shown, **already}

    @method("conversations.info")
    def info(self, arguments: Arguments) -> Json:
        """Describe one: https://docs.slack.dev/reference/methods/conversations.info"""
        channel = conversation(self._workspace, arguments, "read")
        counted = arguments.flag("include_num_members")
        return {"channel": payloads.channel(channel, self._workspace.app, num_members=counted)}

    @method("conversations.members")
    def members(self, arguments: Arguments) -> Json:
        """List members: https://docs.slack.dev/reference/methods/conversations.members"""
        channel = conversation(self._workspace, arguments, "read")
        ids = [{"id": member} for member in channel.members]
        shown, cursor = page(ids, arguments.cursor(), arguments.limit(100, 1000))
        return {"members": [each["id"] for each in shown], "response_metadata": {"next_cursor": cursor}}

    @method("conversations.list")
    def list_all(self, arguments: Arguments) -> Json:
        """List those in sight: https://docs.slack.dev/reference/methods/conversations.list"""
        return self._listed(arguments, self._visible(), counted=True)

    def _visible(self) -> list[ChannelRecord]:
        return [
            channel
            for channel in self._workspace.channels.values()
            if channel.kind == "public" or is_member(self._workspace, channel)
        ]

    @method("users.conversations")
    def of_user(self, arguments: Arguments) -> Json:
        """List those of a person, without counts: https://docs.slack.dev/reference/methods/users.conversations"""
        user = arguments.text("user") or self._workspace.app.bot_user_id
        if user != self._workspace.app.bot_user_id:
            somebody(self._workspace, user)
        return self._listed(arguments, [channel for channel in self._visible() if user in channel.members])

    def _listed(self, arguments: Arguments, channels: list[ChannelRecord], *, counted: bool = False) -> Json:
        asked = arguments.listed("types") or ["public_channel"]
        if set(asked) - set(KINDS) - {"mpim"}:
            raise SlackError("invalid_types")
        kinds = [KINDS[each] for each in asked if each in KINDS]
        require(self._workspace.app, *(f"{FAMILY[kind]}:read" for kind in kinds))
        live_only = arguments.flag("exclude_archived")
        kept = [each for each in channels if each.kind in kinds and not (live_only and each.archived)]
        shown = [payloads.channel(each, self._workspace.app, num_members=counted) for each in kept]
        items, cursor = page(shown, arguments.cursor(), arguments.limit(100, 1000))
        return {"channels": items, "response_metadata": {"next_cursor": cursor}}

    @method("conversations.history")
    def history(self, arguments: Arguments) -> Json:
        """List messages, newest first: https://docs.slack.dev/reference/methods/conversations.history"""
        channel = conversation(self._workspace, arguments, "history")
        if not is_member(self._workspace, channel):
            raise SlackError("not_in_channel")
        found = _between(channel, arguments)
        shown = [
            payloads.message(each, self._workspace.app, metadata=arguments.flag("include_all_metadata"))
            for each in found
        ]
        return {**self._page(shown, arguments, most=999), "pin_count": 0}

    def _page(self, shown: list[Json], arguments: Arguments, most: int) -> Json:
        ration = self._workspace.history_page
        limit = arguments.limit(ration or 100, ration or most)
        items, cursor = page(shown, arguments.cursor(), limit)
        answer: Json = {"messages": items, "has_more": bool(cursor)}
        return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer

    @method("conversations.replies")
    def replies(self, arguments: Arguments) -> Json:
        """List a thread, oldest first: https://docs.slack.dev/reference/methods/conversations.replies"""
        channel = conversation(self._workspace, arguments, "history")
        if not is_member(self._workspace, channel):
            raise SlackError("not_in_channel")
        parent = self._workspace.message(channel.id, arguments.text("ts"))
        if parent is None or parent.ephemeral_for:
            raise SlackError("thread_not_found")
        bounds = _bounds(arguments)
        thread = [parent, *(each for each in parent.replies if _within(each, *bounds))]
        return self._page([self._reply(each, parent, arguments) for each in thread], arguments, most=1000)

    def _reply(self, message: MessageRecord, parent: MessageRecord, arguments: Arguments) -> Json:
        with_metadata = arguments.flag("include_all_metadata")
        shown = payloads.message(message, self._workspace.app, metadata=with_metadata)
        return shown if message is parent else {**shown, "parent_user_id": parent.user}


def _between(channel: ChannelRecord, arguments: Arguments) -> list[MessageRecord]:
    """Return the messages between two stamps, newest first; replies in threads aren't among them."""
    bounds = _bounds(arguments)
    return [
        each
        for each in reversed(channel.messages)
        if not each.ephemeral_for and each.thread_ts in (None, each.ts) and _within(each, *bounds)
    ]


def _bounds(arguments: Arguments) -> tuple[float, float, bool]:
    latest = _ts(arguments, "latest", "9999999999")
    return _ts(arguments, "oldest", "0"), latest, arguments.flag("inclusive")


def _within(message: MessageRecord, oldest: float, latest: float, inclusive: bool) -> bool:
    at = float(message.ts)
    return oldest < at < latest or (inclusive and at in (oldest, latest))


def _ts(arguments: Arguments, name: str, default: str) -> float:
    given = arguments.text(name) or default
    if not re.fullmatch(r"\d+(\.\d+)?", given):
        raise SlackError(f"invalid_ts_{name}")
    return float(given)
