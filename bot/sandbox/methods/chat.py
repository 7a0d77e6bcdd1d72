"""chat.*: posting, editing and deleting messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import payloads
from bot.sandbox.drafts import EDIT_MOST, Draft, draft, metadata
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import Arguments, is_member, method, require
from bot.sandbox.records import Channel, Message

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

Json = dict[str, Any]


@method("chat.postMessage", scope="chat:write")
def post_message(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/chat.postMessage"""
    channel = _to_post_in(slack, arguments.text("channel"))
    if {"username", "icon_url", "icon_emoji"} & arguments.keys():
        require(slack, "chat:write.customize")
    said, kept = draft(arguments), metadata(arguments)
    thread_ts = arguments.text("thread_ts") or None
    message = _post(slack, channel, said, metadata=kept, thread_ts=thread_ts)
    slack.events.posted(message)
    shown = payloads.message(message, slack.app, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown, **_warned(said)}


def _post(slack: Sandbox, channel: Channel, said: Draft, **details: Any) -> Message:
    blocks = slack.workspace.fill_ids(said.blocks)
    return slack.workspace.post(
        channel.id, slack.app.bot_user_id, said.text, blocks=blocks, by_app=True, **details
    )


def _warned(said: Draft) -> Json:
    if not said.cut:
        return {}
    told = "[WARN] A message exceeding the recommended length was truncated"
    return {"response_metadata": {"warnings": ["message_truncated"], "messages": [told]}}


def _to_post_in(slack: Sandbox, where: str) -> Channel:
    """The channel a post goes to, and why it can't (the table "which code for which bad input")."""
    workspace = slack.workspace
    if where in workspace.people:
        return _open_for_posts(slack, workspace.dm(where))
    channel = workspace.channels.get(where)
    if channel is None or (channel.kind == "private" and not is_member(slack, channel)):
        raise SlackError("channel_not_found")
    return _open_for_posts(slack, channel)


def _open_for_posts(slack: Sandbox, channel: Channel) -> Channel:
    if channel.kind == "im" and not slack.workspace.messages_tab:
        raise SlackError("messages_tab_disabled")
    if channel.archived:
        raise SlackError("is_archived")
    if not is_member(slack, channel) and "chat:write.public" not in slack.app.scopes:
        raise SlackError("not_in_channel")
    return channel


@method("chat.postEphemeral", scope="chat:write")
def post_ephemeral(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/chat.postEphemeral"""
    channel = _to_post_in(slack, arguments.text("channel"))
    user = arguments.text("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _post(slack, channel, draft(arguments), ephemeral_for=user)
    return {"message_ts": message.ts}


@method("chat.update", scope="chat:write")
def update(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/chat.update"""
    channel, message = _own_message(slack, arguments, "cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    if len(arguments.text("text")) > EDIT_MOST:
        raise SlackError("msg_too_long")
    said, kept = draft(arguments), metadata(arguments)
    with slack.workspace.lock:
        before = payloads.message(message, slack.app)
        message.text, message.blocks = said.text, slack.workspace.fill_ids(said.blocks)
        message.edited_ts, message.edited_shown_at = slack.workspace.next_ts(), slack.clock()
        if kept is not None:
            message.metadata = kept or None
        slack.workspace.changed()
    slack.events.changed(message, before)
    shown = payloads.message(message, slack.app, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def _own_message(slack: Sandbox, arguments: Arguments, refusal: str) -> tuple[Channel, Message]:
    """The app's message with this channel and ts; a person's id is no channel here."""
    channel = slack.workspace.channels.get(arguments.text("channel"))
    if channel is None or (channel.kind == "private" and not is_member(slack, channel)):
        raise SlackError("channel_not_found")
    message = slack.workspace.message(channel.id, arguments.text("ts"))
    if message is None or message.ephemeral_for:
        raise SlackError("message_not_found")
    if not message.by_app:
        raise SlackError(refusal)
    return channel, message


@method("chat.delete", scope="chat:write")
def delete(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/chat.delete"""
    channel, message = _own_message(slack, arguments, "cant_delete_message")
    slack.workspace.forget(message)
    slack.events.deleted(message)
    return {"channel": channel.id, "ts": message.ts}
