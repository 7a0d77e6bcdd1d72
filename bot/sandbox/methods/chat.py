"""chat.*: posting, editing and deleting messages."""

from __future__ import annotations

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.drafts import EDIT_MOST, Draft, draft, metadata
from bot.sandbox.errors import SlackError
from bot.sandbox.events import Events
from bot.sandbox.methods.registry import Arguments, is_member, method, require
from bot.sandbox.records import ChannelRecord, MessageRecord
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


class Chat:
    """Posts, edits and deletions of the app, told back to it as events."""

    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace = workspace
        self._events = events

    @method("chat.postMessage", scope="chat:write")
    def post_message(self, arguments: Arguments) -> Json:
        """Post a message: https://docs.slack.dev/reference/methods/chat.postMessage"""
        channel = self._to_post_in(arguments.text("channel"))
        if {"username", "icon_url", "icon_emoji"} & arguments.keys():
            require(self._workspace.app, "chat:write.customize")
        said, kept = draft(arguments), metadata(arguments)
        thread_ts = arguments.text("thread_ts") or None
        message = self._post(channel, said, metadata=kept, thread_ts=thread_ts)
        self._events.posted(message)
        shown = payloads.message(message, self._workspace.app, metadata=True)
        return {"channel": channel.id, "ts": message.ts, "message": shown, **_warned(said)}

    def _post(self, channel: ChannelRecord, said: Draft, **details: Any) -> MessageRecord:
        blocks = self._workspace.fill_ids(said.blocks)
        return self._workspace.post(
            channel.id, self._workspace.app.bot_user_id, said.text, blocks=blocks, by_app=True, **details
        )

    def _to_post_in(self, where: str) -> ChannelRecord:
        """The channel a post goes to, and why it can't (the table "which code for which bad input")."""
        workspace = self._workspace
        if where in workspace.people:
            return self._open_for_posts(workspace.dm(where))
        channel = workspace.channels.get(where)
        if channel is None or (channel.kind == "private" and not is_member(self._workspace, channel)):
            raise SlackError("channel_not_found")
        return self._open_for_posts(channel)

    def _open_for_posts(self, channel: ChannelRecord) -> ChannelRecord:
        if channel.kind == "im" and not self._workspace.messages_tab:
            raise SlackError("messages_tab_disabled")
        if channel.archived:
            raise SlackError("is_archived")
        if channel.refuses_posts:
            raise SlackError(channel.refuses_posts)
        if not is_member(self._workspace, channel) and "chat:write.public" not in self._workspace.app.scopes:
            raise SlackError("not_in_channel")
        return channel

    @method("chat.postEphemeral", scope="chat:write")
    def post_ephemeral(self, arguments: Arguments) -> Json:
        """Post for one reader: https://docs.slack.dev/reference/methods/chat.postEphemeral"""
        channel = self._to_post_in(arguments.text("channel"))
        user = arguments.text("user")
        if user not in channel.members:
            raise SlackError("user_not_in_channel")
        message = self._post(channel, draft(arguments), ephemeral_for=user)
        return {"message_ts": message.ts}

    @method("chat.update", scope="chat:write")
    def update(self, arguments: Arguments) -> Json:
        """Edit a message: https://docs.slack.dev/reference/methods/chat.update"""
        channel, message = self._own_message(arguments, "cant_update_message")
        if channel.archived:
            raise SlackError("is_inactive")
        if len(arguments.text("text")) > EDIT_MOST:
            raise SlackError("msg_too_long")
        said, kept = draft(arguments), metadata(arguments)
        with self._workspace.lock:
            before = payloads.message(message, self._workspace.app)
            message.text, message.blocks = said.text, self._workspace.fill_ids(said.blocks)
            message.edited_ts, message.edited_shown_at = self._workspace.next_ts(), self._workspace.clock()
            if kept is not None:
                message.metadata = kept or None
            self._workspace.changed()
        self._events.changed(message, before)
        shown = payloads.message(message, self._workspace.app, metadata=True)
        return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}

    def _own_message(self, arguments: Arguments, refusal: str) -> tuple[ChannelRecord, MessageRecord]:
        """The app's message with this channel and ts; a person's id is no channel here."""
        channel = self._workspace.channels.get(arguments.text("channel"))
        if channel is None or (channel.kind == "private" and not is_member(self._workspace, channel)):
            raise SlackError("channel_not_found")
        message = self._workspace.message(channel.id, arguments.text("ts"))
        if message is None or message.ephemeral_for:
            raise SlackError("message_not_found")
        if not message.by_app:
            raise SlackError(refusal)
        return channel, message

    @method("chat.delete", scope="chat:write")
    def delete(self, arguments: Arguments) -> Json:
        """Delete a message: https://docs.slack.dev/reference/methods/chat.delete"""
        channel, message = self._own_message(arguments, "cant_delete_message")
        self._workspace.forget(message)
        self._events.deleted(message)
        return {"channel": channel.id, "ts": message.ts}


def _warned(said: Draft) -> Json:
    if not said.cut:
        return {}
    told = "[WARN] A message exceeding the recommended length was truncated"
    return {"response_metadata": {"warnings": ["message_truncated"], "messages": [told]}}
