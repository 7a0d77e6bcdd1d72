"""users.info and users.list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import payloads
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import Arguments, method, page
from bot.sandbox.records import PersonRecord

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

Json = dict[str, Any]


def _everybody(slack: Sandbox) -> list[PersonRecord]:
    return [payloads.slackbot(), payloads.bot_user(slack.app), *slack.workspace.people.values()]


@method("users.info", scope="users:read")
def info(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/users.info"""
    for person in _everybody(slack):
        if person.id == arguments.text("user"):
            return {"user": payloads.user(person, slack.app, locale=arguments.flag("include_locale"))}
    raise SlackError("user_not_found")


@method("users.list", scope="users:read")
def list_all(slack: Sandbox, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/users.list"""
    locale = arguments.flag("include_locale")
    shown = [payloads.user(person, slack.app, locale=locale) for person in _everybody(slack)]
    items, cursor = page(shown, arguments.cursor(), arguments.limit(1000, 1000))
    return {"members": items, "cache_ts": 0, "response_metadata": {"next_cursor": cursor}}
