"""The short-lived handles that Slack mints: trigger ids and response URLs. Both run on real time.

https://docs.slack.dev/interactivity/handling-user-interaction
"""

from __future__ import annotations

import itertools
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.errors import SlackError
from bot.sandbox.timings import Timings

RESPONSE_URL_USES = 5


@dataclass
class Trigger:
    """A person's action that a modal may answer; `view_id` if it came from a modal."""

    user: str
    view_id: str | None
    minted: float = field(default_factory=time.monotonic)
    spent: bool = False


class Triggers:
    """Trigger ids: three seconds of life, one use."""

    def __init__(self, timings: Timings) -> None:
        self._timings = timings
        self._minted: dict[str, Trigger] = {}
        self._count = itertools.count(1)

    def mint(self, user: str, view_id: str | None = None) -> str:
        """A fresh trigger id for what this person just did."""
        trigger_id = f"{next(self._count)}.{int(time.time())}.{secrets.token_hex(8)}"
        self._minted[trigger_id] = Trigger(user, view_id)
        return trigger_id

    def spend(self, trigger_id: str) -> Trigger:
        """Use it up; SlackError says why it can't be used."""
        trigger = self._minted.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.spent:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.minted > self._timings.trigger:
            raise SlackError("expired_trigger_id")
        trigger.spent = True
        return trigger


@dataclass
class ResponseUrl:
    """The conversation that an answer goes to. `source_ts` is the message acted on, None for a command."""

    channel: str
    user: str
    source_ts: str | None
    minted: float = field(default_factory=time.monotonic)
    uses: int = 0


class ResponseUrls:
    """response_url: five answers within half an hour, at the address that `server` gives."""

    def __init__(self, timings: Timings, server: Callable[[], str]) -> None:
        self._timings = timings
        self._server = server
        self._minted: dict[str, ResponseUrl] = {}
        self._lock = threading.Lock()

    def mint(self, channel: str, user: str, source_ts: str | None = None) -> str:
        """Return a fresh address for answers to what this person did there."""
        key = secrets.token_urlsafe(18)
        self._minted[key] = ResponseUrl(channel, user, source_ts)
        return f"{self._server()}/respond/{key}"

    def spend(self, key: str) -> ResponseUrl:
        """Count one answer; SlackError if there is no such address, it is too old, or used up."""
        with self._lock:
            url = self._minted.get(key)
            if url is None:
                raise SlackError("invalid_url")
            if time.monotonic() - url.minted > self._timings.response_url:
                raise SlackError("expired_url")
            if url.uses >= RESPONSE_URL_USES:
                raise SlackError("used_url")
            url.uses += 1
            return url

    def peek(self, url: str) -> ResponseUrl:
        """Return where this address leads, without counting an answer."""
        return self._minted[url.rpartition("/")[2]]


class Handles:
    """All that Slack mints for one app: trigger ids, and response URLs at the address that `server` gives."""

    def __init__(self, timings: Timings, server: Callable[[], str]) -> None:
        self.triggers = Triggers(timings)
        self.response_urls = ResponseUrls(timings, server)
