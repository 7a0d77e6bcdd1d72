"""Text as Slack sends it, turned into what the person saw: no codes, and nothing that rings a bell.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.slack.storable import storable

_CODE = re.compile(r"<([^<>]{1,4000})>")
"""Slack escapes the angle brackets that people type, so whatever stands in a pair is Slack's."""
_SCHEMES = ("https://", "http://", "mailto:", "tel:")
_EMOJI = re.compile(r":([\w+'’&.-]{1,100}):(?::skin-tone-([2-6]):)?")
_CODE_POINTS = re.compile(r"[0-9a-fA-F]{1,5}(?:-[0-9a-fA-F]{1,5}){0,15}")


def with_emoji(text: str, blocks: Iterable[Any]) -> str:
    """Return a message's text with emoji in place of their names, as far as its blocks say which they are.

    Slack's clients turn each into ":+1:", and put its code points into the message's rich text; what a
    workspace has made itself has none, and keeps its name. A form's field shows ":+1:" as it is typed, since
    it is plain text, so what is typed there isn't changed.
    """
    known = dict(_emoji_in(list(blocks)))
    return _EMOJI.sub(lambda found: known.get((found[1], found[2]), found[0]), text) if known else text


def _emoji_in(blocks: list[Any]) -> Iterator[tuple[tuple[str, str | None], str]]:
    """Yield each emoji of some rich text: its name with its skin tone, and its characters."""
    waiting = blocks
    while waiting:
        element = waiting.pop()
        if not isinstance(element, dict):
            continue
        waiting += element.get("elements") or []
        if element.get("type") == "emoji" and (
            points := _CODE_POINTS.fullmatch(element.get("unicode") or "")
        ):
            tone = element.get("skin_tone")
            characters = "".join(chr(int(point, 16)) for point in points[0].split("-"))
            yield (str(element.get("name")), str(tone) if tone else None), characters


def as_seen(text: str, name_of: Callable[[str], str | None] = lambda _id: None) -> str:
    """Return the text as the person saw it when they wrote it.

    `name_of` gives the name of a person or a public channel by its Slack id, or None; such a mention reads
    "@somebody" or "a channel" then. A link whose label isn't its address keeps both. Linear in the length.
    """
    seen = _CODE.sub(lambda code: _seen(code[1], name_of), storable(text))
    return seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _seen(code: str, name_of: Callable[[str], str | None]) -> str:
    what, _, label = code.partition("|")
    if what.startswith("@"):
        return f"@{label.removeprefix('@') or name_of(what[1:]) or 'somebody'}"
    if what.startswith("#"):
        # Slack leaves the label out, or leaves it empty, for apps of today; of public channels too.
        channel = label.removeprefix("#") or name_of(what[1:])
        return f"#{channel}" if channel else "a channel"
    if what.startswith("!"):
        return _special(what[1:], label)
    return _link(what, label)


def _special(what: str, label: str) -> str:
    """Return what stands for a mention of many, a group or a date."""
    if what.startswith("date^"):
        return label or "a date"
    if what.startswith("subteam^"):
        return label or "a group"
    return f"@{label.removeprefix('@') or what}"


def _link(address: str, label: str) -> str:
    """Return an address as it was typed: Slack writes a scheme before a file's name, such as README.md."""
    bare = next((address.removeprefix(each) for each in _SCHEMES if address.startswith(each)), address)
    if address.startswith(("mailto:", "tel:")) or label in (bare, bare.rstrip("/")):
        return label or bare
    return f"{label} ({address})" if label and label != address else address
