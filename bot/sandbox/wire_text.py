"""The text of a message as Slack sends it to apps: what people type becomes entities, and entities rich text.

https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.plain_text import unescape

Json = dict[str, Any]

# Slack's clients take any word with a known ending for an address: "README.md" is one (.md is Moldova's).
_ENDINGS = "com|org|net|io|dev|md|ai|app|co|me|de|pt|sh|py|rs"
_TYPED = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)])"
    r"|@(?P<range>here|channel|everyone)\b"
    rf"|(?<![\w./@-])(?P<domain>[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS}))(?![\w-]|\.\w)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<name>[@#][^\W_][\w.-]*)"
)
_ENTITY = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    """Return human text with the three characters escaped that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_entities(text: str, names: Mapping[str, str]) -> str:
    """Return typed text as Slack sends it: escaped, with links, mentions and channels as entities.

    `names` maps what people type ("@Ana", "#wins") to the entity that it means.
    """

    def entity(found: re.Match[str]) -> str:
        if found["url"]:
            return f"<{found['url']}>"
        if found["email"]:
            return f"<mailto:{found['email']}|{found['email']}>"
        if found["range"]:
            return f"<!{found['range']}>"
        if found["domain"]:
            return f"<http://{found['domain']}|{found['domain']}>"
        return names.get(found["name"], found["name"])

    return _TYPED.sub(entity, escape(text))


def rich_text(text: str) -> Json:
    """Return the rich text block that a person's message carries beside its text."""
    section = {"type": "rich_text_section", "elements": list(_leaves(text))}
    return {"type": "rich_text", "block_id": "rt", "elements": [section]}


def _leaves(text: str) -> Iterator[Json]:
    end = 0
    for found in _ENTITY.finditer(text):
        if found.start() > end:
            yield _words(text[end : found.start()])
        yield _leaf(found[1], found[2])
        end = found.end()
    if end < len(text):
        yield _words(text[end:])


def _words(text: str) -> Json:
    return {"type": "text", "text": unescape(text)}


def _leaf(target: str, label: str | None) -> Json:
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target.startswith("!date^"):
        return {"type": "date", "timestamp": int(target.split("^")[1]), "format": target.split("^")[2]}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    link = {"type": "link", "url": unescape(target)}
    return link | ({"text": unescape(label)} if label else {})
