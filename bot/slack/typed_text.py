"""Text as Slack sends it, turned into what the person saw: no codes, and nothing that rings a bell.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Callable

from bot.slack.storable import storable

_CODE = re.compile(r"<([^<>]{1,4000})>")
"""Slack escapes the angle brackets that people type, so whatever stands in a pair is Slack's."""
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def as_seen(text: str, name_of: Callable[[str], str | None] = lambda _user_id: None) -> str:
    """Return the text as the person saw it when they wrote it.

    `name_of` gives a person's name by their Slack id, or None; such a mention reads "@somebody" then. A link
    whose label isn't its address keeps both. Linear in the text's length.
    """
    seen = _CODE.sub(lambda code: _seen(code[1], name_of), storable(text))
    return seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _seen(code: str, name_of: Callable[[str], str | None]) -> str:
    what, _, label = code.partition("|")
    if what.startswith("@"):
        return f"@{label or name_of(what[1:]) or 'somebody'}"
    if what.startswith("#"):
        return f"#{label}" if label else "a private channel"
    if what.startswith("!"):
        return _special(what[1:], label)
    return _link(what, label)


def _special(what: str, label: str) -> str:
    """Return what stands for a mention of many, a group or a date."""
    if what.startswith("date^"):
        return label or "a date"
    if what.startswith("subteam^"):
        return label or "a group"
    return f"@{label or what}"


def _link(address: str, label: str) -> str:
    """Return an address as it was typed: Slack writes a scheme before a file's name, such as README.md."""
    bare = next((address.removeprefix(each) for each in _SCHEMES if address.startswith(each)), address)
    if address.startswith(("mailto:", "tel:")) or label in (bare, bare.rstrip("/")):
        return label or bare
    return f"{label} ({address})" if label and label != address else address
