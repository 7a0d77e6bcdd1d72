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
_EMOJI = {"👍": "+1", "🎉": "tada", "✅": "white_check_mark", "🇵🇹": "flag-pt"}
"""Some of those that Slack's clients turn into their names, and by which rich text has their code points."""
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
"""Skin tones 2 to 6, in Slack's numbers."""
_DRAWN = re.compile(f"({'|'.join(_EMOJI)})([{_TONES}])?")
_NAMED = re.compile(rf":({'|'.join(map(re.escape, _EMOJI.values()))}):(?::skin-tone-([2-6]):)?")


def escape(text: str) -> str:
    """Return human text with the three characters escaped that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_entities(text: str, names: Mapping[str, str]) -> str:
    """Return typed text as Slack sends it: escaped, links, mentions and channels as entities, emoji by name.

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

    return _DRAWN.sub(_by_name, _TYPED.sub(entity, escape(text)))


def _by_name(drawn: re.Match[str]) -> str:
    tone = f":skin-tone-{_TONES.index(drawn[2]) + 2}:" if drawn[2] else ""
    return f":{_EMOJI[drawn[1]]}:{tone}"


def rich_text(text: str) -> Json:
    """Return the rich text block that a person's message carries beside its text."""
    section = {"type": "rich_text_section", "elements": list(_leaves(text))}
    return {"type": "rich_text", "block_id": "rt", "elements": [section]}


def _leaves(text: str) -> Iterator[Json]:
    end = 0
    for found in _ENTITY.finditer(text):
        yield from _words(text[end : found.start()])
        yield _leaf(found[1], found[2])
        end = found.end()
    yield from _words(text[end:])


def _words(text: str) -> Iterator[Json]:
    """Text, and the emoji in it: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""
    end = 0
    for found in _NAMED.finditer(text):
        yield from _text(text[end : found.start()])
        yield _emoji(found[1], found[2])
        end = found.end()
    yield from _text(text[end:])


def _text(text: str) -> Iterator[Json]:
    if text:
        yield {"type": "text", "text": unescape(text)}


def _emoji(name: str, tone: str | None) -> Json:
    drawn = next(drawn for drawn, known in _EMOJI.items() if known == name)
    characters = drawn + (_TONES[int(tone) - 2] if tone else "")
    points = "-".join(f"{ord(character):x}" for character in characters)
    shown: Json = {"type": "emoji", "name": name, "unicode": points}
    return shown | ({"skin_tone": int(tone)} if tone else {})


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
