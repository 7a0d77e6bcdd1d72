"""The shapes that Slack sends and answers, as recorded by its own SDKs.

https://github.com/slackapi/java-slack-sdk (json-logs) for responses and events,
https://docs.slack.dev/interactivity/handling-user-interaction for interactions.
"""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox import wire_text
from bot.sandbox.installation import Installation
from bot.sandbox.records import ChannelRecord, MessageRecord, PersonRecord, UploadRecord, ViewState

Json = dict[str, Any]
OTHER_BOT, OTHER_APP = "B0OTHERAPP1", "A0OTHERAPP1"  # of another app, installed in the same workspace
_events = itertools.count(1)


def user(person: PersonRecord, app: Installation, *, locale: bool = False) -> Json:
    """users.info's user. Deactivated people lose their zone and rights."""
    shown: Json = {
        "id": person.id,
        "team_id": person.team_id or app.team_id,
        "name": person.handle,
        "deleted": person.deleted,
        "color": "4bbe2e",
        "real_name": person.real_name,
        "profile": _profile(person, app),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if not person.deleted:
        shown |= _zone(person.tz) | _rights(person)
    shown |= {"is_stranger": True} if person.is_stranger else {}
    shown |= {"is_forgotten": True} if person.is_forgotten else {}
    if locale and not person.deleted:
        shown["locale"] = person.locale
    return shown


def _profile(person: PersonRecord, app: Installation) -> Json:
    first, _, last = person.real_name.partition(" ")
    name = person.name if person.name != person.real_name else ""
    return {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": name,
        "display_name_normalized": name,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "g1",
        "first_name": first,
        "last_name": last,
        "team": app.team_id,
    }


def _zone(tz: str) -> Json:
    """Return nothing of somebody without a zone; UTC's offset where this machine doesn't know the zone."""
    if not tz:
        return {}
    try:
        now = datetime.now(ZoneInfo(tz))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones, such as America
        now = datetime.now(UTC)
    offset = now.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    return {"tz": tz, "tz_label": now.tzname(), "tz_offset": seconds}


def _rights(person: PersonRecord) -> Json:
    return {
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest or person.single_channel,
        "is_ultra_restricted": person.single_channel,
    }


def bot_user(app: Installation) -> PersonRecord:
    """The bot as a member of the workspace."""
    return PersonRecord(app.bot_user_id, app.bot_name, app.name, "America/Los_Angeles", is_bot=True)


def slackbot() -> PersonRecord:
    """Slackbot, whose is_bot is false."""
    return PersonRecord("USLACKBOT", "slackbot", "Slackbot", "America/Los_Angeles")


def channel(held: ChannelRecord, app: Installation, *, num_members: bool = False) -> Json:
    """conversations.info's channel."""
    shown = _direct_messages(held) if held.kind == "im" else _named_channel(held, app)
    return shown | ({"num_members": len(held.members)} if num_members and held.kind != "im" else {})


def _direct_messages(held: ChannelRecord) -> Json:
    shown = {"id": held.id, "created": held.created, "is_im": True, "user": held.user}
    return shown | {"is_org_shared": False, "is_archived": held.archived, "priority": 0}


def _named_channel(held: ChannelRecord, app: Installation) -> Json:
    return {
        "id": held.id,
        "name": held.name,
        "name_normalized": held.name,
        "created": held.created,
        "creator": "USLACKBOT",
        "context_team_id": app.team_id,
        **{"is_channel": True, "is_group": False, "is_im": False, "is_mpim": False},
        **{"is_shared": held.ext_shared, "is_org_shared": False, "is_ext_shared": held.ext_shared},
        "is_private": held.kind == "private",
        "is_archived": held.archived,
        "is_general": held.name == "general",
        "is_member": app.bot_user_id in held.members,
        "unlinked": 0,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": held.purpose, "creator": "", "last_set": 0},
    }


def message(held: MessageRecord, app: Installation, *, metadata: bool = False) -> Json:
    """A message as the API answers it and events carry it."""
    shown: Json = {
        "type": "message",
        "user": held.user,
        "text": held.text,
        "ts": held.ts,
        "team": app.team_id,
    }
    if held.by_app:
        shown |= {"bot_id": app.bot_id, "app_id": app.app_id, "bot_profile": _bot_profile(app)}
    if held.blocks:
        shown["blocks"] = held.blocks
    elif held.text and not (held.by_app or held.integration or held.from_slack):
        shown["blocks"] = [wire_text.rich_text(held.text)]
    if held.thread_ts:
        shown["thread_ts"] = held.thread_ts
    if held.replies:
        shown |= _thread(held)
    shown |= {"files": held.files} if held.files else {}
    if held.files and held.by_app:
        shown |= {"subtype": "file_share", "upload": True}
    shown |= {"attachments": held.attachments} if held.attachments else {}
    if held.edited_ts:
        shown["edited"] = {"user": held.user, "ts": held.edited_ts}
    if metadata and held.metadata:
        shown["metadata"] = held.metadata
    return shown


def _thread(held: MessageRecord) -> Json:
    """The fields by which a message tells of its replies."""
    users = list(dict.fromkeys(each.user for each in held.replies))
    return {
        "reply_count": len(held.replies),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": held.replies[-1].ts,
        "is_locked": False,
        "subscribed": True,
    }


def file(name: str, user: str, file_id: str, subtype: str = "") -> Json:
    """A file object of a message: https://docs.slack.dev/reference/objects/file-object"""
    kind = name.rpartition(".")[2].lower()
    address = f"https://files.slack.com/files-pri/T0SANDBOX01-{file_id}/{name}"
    shown = {
        "id": file_id,
        "name": name,
        "title": name,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": user,
        "mode": "hosted",
        "url_private": address,
        "permalink": address,
        "file_access": "visible",
    }
    return shown | ({"subtype": subtype, "media_display_type": "audio"} if subtype else {})


def uploaded(upload: UploadRecord, app: Installation) -> Json:
    """The file object of an upload of the app's, before Slack has looked into it."""
    shown = file(upload.name, app.bot_user_id, upload.id)
    return {**shown, "title": upload.title, "size": upload.length}


def forwarded(held: MessageRecord, author: PersonRecord) -> Json:
    """The attachment that a forwarded message comes as; its words stand here and not in `text`."""
    address = f"https://sandbox.slack.com/archives/{held.channel}/p{held.ts.replace('.', '')}"
    return {
        "is_msg_unfurl": True,
        "is_share": True,
        "ts": held.ts,
        "channel_id": held.channel,
        "author_id": author.id,
        "author_name": author.real_name,
        "text": held.text,
        "from_url": address,
        "original_url": address,
        "fallback": f"{author.handle}: {held.text}",
        "mrkdwn_in": ["text"],
    }


def _bot_profile(app: Installation) -> Json:
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": 1,
        "app_id": app.app_id,
        "icons": {},
        "team_id": app.team_id,
    }


def view(state: ViewState, app: Installation) -> Json:
    """A view as Slack hands it out: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""
    given = state.view
    return {
        "id": state.id,
        "team_id": app.team_id,
        "type": state.kind,
        "blocks": state.blocks,
        "private_metadata": given.get("private_metadata", ""),
        "callback_id": given.get("callback_id", ""),
        "state": {"values": state.values},
        "hash": state.hash,
        "title": given.get("title"),
        "submit": given.get("submit"),
        "close": given.get("close"),
        "clear_on_close": given.get("clear_on_close", False),
        "notify_on_close": given.get("notify_on_close", False),
        "previous_view_id": state.previous_id,
        "root_view_id": state.root_id,
        "app_id": app.app_id,
        "external_id": given.get("external_id", ""),
        "app_installed_team_id": app.team_id,
        "bot_id": app.bot_id,
    }


def event(app: Installation, inner: Json) -> Json:
    """The wrapper around an event."""
    return {
        "token": "x",
        "team_id": app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": f"Ev{next(_events):010d}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": app.team_id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-sandbox",
    }


def command(app: Installation, person: PersonRecord, where: ChannelRecord, name: str, words: str) -> Json:
    """A slash command, without its trigger_id and response_url."""
    names = {"im": "directmessage", "private": "privategroup", "public": where.name}
    return {
        "token": "x",
        "team_id": app.team_id,
        "team_domain": app.team_domain,
        "channel_id": where.id,
        "channel_name": names[where.kind],
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": words,
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
    }


def interaction(app: Installation, person: PersonRecord, kind: str) -> Json:
    """The fields that block_actions, view_submission and view_closed have in common."""
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.handle, "name": person.handle, "team_id": app.team_id},
        "api_app_id": app.app_id,
        "token": "x",
        "team": {"id": app.team_id, "domain": app.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def human_message(app: Installation, held: MessageRecord, parent: MessageRecord | None = None) -> Json:
    """message.im for what a person wrote: files as subtype file_share."""
    shown = message(held, app) | {"channel": held.channel, "event_ts": held.ts, "channel_type": "im"}
    if held.integration:
        profile = _bot_profile(app) | {"id": OTHER_BOT, "app_id": OTHER_APP, "name": "another app"}
        return shown | {"bot_id": OTHER_BOT, "app_id": OTHER_APP, "bot_profile": profile}
    shown["client_msg_id"] = f"m-{held.ts}"
    shown |= {"subtype": "file_share", "upload": False} if held.files else {}
    return shown | ({"parent_user_id": parent.user} if parent else {})


def timestamp() -> str:
    """Now as event_ts and action_ts carry it."""
    return f"{datetime.now(UTC).timestamp():.6f}"
