"""users.info and users.list."""

from __future__ import annotations

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import Arguments, method, page
from bot.sandbox.records import PersonRecord
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


class Users:
    """The people that the app may know of."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def _everybody(self) -> list[PersonRecord]:
        return [payloads.slackbot(), payloads.bot_user(self._workspace.app), *self._workspace.people.values()]

    @method("users.info", scope="users:read")
    def info(self, arguments: Arguments) -> Json:
        """Describe a person: https://docs.slack.dev/reference/methods/users.info"""
        for person in self._everybody():
            if person.id == arguments.text("user"):
                return {
                    "user": payloads.user(
                        person, self._workspace.app, locale=arguments.flag("include_locale")
                    )
                }
        raise SlackError("user_not_found")

    @method("users.list", scope="users:read")
    def list_all(self, arguments: Arguments) -> Json:
        """List people: https://docs.slack.dev/reference/methods/users.list"""
        locale = arguments.flag("include_locale")
        shown = [payloads.user(person, self._workspace.app, locale=locale) for person in self._everybody()]
        items, cursor = page(shown, arguments.cursor(), arguments.limit(1000, 1000))
        return {"members": items, "cache_ts": 0, "response_metadata": {"next_cursor": cursor}}
