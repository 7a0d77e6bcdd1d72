"""conversations.* and users.conversations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

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
from bot.sandbox.records import Channel, ChannelKind, Message

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

Json = dict[str, Any]
MOST_USERS = 8
KINDS: dict[str, ChannelKind] = {"public_channel": "public", "private_channel": "private", "im": "im"}


@method("conversations.open", scope="im:write")
def open_dm(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.open"""
    users = arguments.listed("users")
    known = slack.workspace.channels.get(arguments.text("channel"))
    if known and known.user:
        users = [known.user]
    if not users:
        raise SlackError("channel_not_found" if arguments.get("channel") else "users_list_not_supplied")
    if len(users) > MOST_USERS:
        raise SlackError("too_many_users")
    if len(users) > 1:
        require(slack, "mpim:write")
        raise SlackError("invalid_user_combination")
    if somebody(slack, users[0]).deleted:
        raise SlackError("user_disabled")
    return _opened(slack, users[0], arguments.flag("return_im"))


def _opened(slack: Sandbox, user: str, in_full: bool) -> Json:
    already = {"no_op": True, "already_open": True} if slack.workspace.has_dm(user) else {}
    dm = slack.workspace.dm(user)
    shown = payloads.channel(dm, slack.app) if in_full else {"id": dm.id}
    return {"channel": shown, **already}


@method("conversations.info")
def info(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.info"""
    channel = conversation(slack, arguments, "read")
    counted = arguments.flag("include_num_members")
    return {"channel": payloads.channel(channel, slack.app, num_members=counted)}


@method("conversations.members")
def members(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.members"""
    channel = conversation(slack, arguments, "read")
    ids = [{"id": member} for member in channel.members]
    shown, cursor = page(ids, arguments.cursor(), arguments.limit(100, 1000))
    return {"members": [each["id"] for each in shown], "response_metadata": {"next_cursor": cursor}}


@method("conversations.list")
def list_all(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.list"""
    return _listed(slack, arguments, _visible(slack))


def _visible(slack: Sandbox) -> list[Channel]:
    return [channel for channel in slack.workspace.channels.values()
            if channel.kind == "public" or is_member(slack, channel)]  # fmt: skip


@method("users.conversations")
def of_user(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/users.conversations"""
    user = arguments.text("user") or slack.app.bot_user_id
    if user != slack.app.bot_user_id:
        somebody(slack, user)
    return _listed(slack, arguments, [channel for channel in _visible(slack) if user in channel.members])


def _listed(slack: Sandbox, arguments: Arguments, channels: list[Channel]) -> Json:
    asked = arguments.listed("types") or ["public_channel"]
    if set(asked) - set(KINDS) - {"mpim"}:
        raise SlackError("invalid_types")
    kinds = [KINDS[each] for each in asked if each in KINDS]
    require(slack, *(f"{FAMILY[kind]}:read" for kind in kinds))
    live_only = arguments.flag("exclude_archived")
    kept = [each for each in channels if each.kind in kinds and not (live_only and each.archived)]
    shown = [payloads.channel(each, slack.app, num_members=each.kind != "im") for each in kept]
    items, cursor = page(shown, arguments.cursor(), arguments.limit(100, 1000))
    return {"channels": items, "response_metadata": {"next_cursor": cursor}}


@method("conversations.history")
def history(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.history: newest first."""
    channel = conversation(slack, arguments, "history")
    if not is_member(slack, channel):
        raise SlackError("not_in_channel")
    found = _between(channel, arguments)
    shown = [
        payloads.message(each, slack.app, metadata=arguments.flag("include_all_metadata")) for each in found
    ]
    items, cursor = page(shown, arguments.cursor(), arguments.limit(100, 999))
    answer: Json = {"messages": items, "has_more": bool(cursor), "pin_count": 0}
    return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer


def _between(channel: Channel, arguments: Arguments) -> list[Message]:
    oldest, latest = _ts(arguments, "oldest", "0"), _ts(arguments, "latest", "9999999999")
    edges = {oldest, latest} if arguments.flag("inclusive") else set()
    return [each for each in reversed(channel.messages)
            if not each.ephemeral_for and (not each.thread_ts or each.thread_ts == each.ts)
            and (oldest < float(each.ts) < latest or float(each.ts) in edges)]  # fmt: skip


def _ts(arguments: Arguments, name: str, default: str) -> float:
    given = arguments.text(name) or default
    if not re.fullmatch(r"\d+(\.\d+)?", given):
        raise SlackError(f"invalid_ts_{name}")
    return float(given)
