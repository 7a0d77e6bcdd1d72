"""Who can read a win in its channel, and whether the offer that a member pressed on says what is so.

A button that posts or corrects carries a seal of what its member was shown. What was rewritten, renamed or
moved to another channel since then breaks it, and so does a channel that more people can read; fewer readers
don't.
"""

import json
import re
from dataclasses import replace
from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from bot.domain.progress import Channel, Win


class Reach(IntEnum):
    """Whom a channel is shared with, beyond its workspace. The later ones reach further."""

    WORKSPACE = 0
    ORGANISATION = 1
    """Other workspaces of the same Enterprise Grid."""
    COMPANIES = 2
    """People of another company (Slack Connect)."""


class Readers(NamedTuple):
    """All that bears on who can read a channel; `people` is None where Slack hasn't said."""

    everybody: bool
    reach: int
    people: int | None

    def more_than(self, shown: "Readers") -> bool:
        """Return whether somebody can read it now who was not among those that were shown."""
        if self.reach > shown.reach or self.everybody > shown.everybody:
            return True
        counted = self.people is not None and shown.people is not None
        return counted and not shown.everybody and (self.people or 0) > (shown.people or 0)


NOBODY = Readers(everybody=False, reach=Reach.WORKSPACE, people=0)
_SEAL = re.compile(r"([0-9a-f]{16})\.([ep])([0-2])(\d{0,9})")


def readers_of(channel: Channel | None) -> Readers:
    return Readers(not channel.private, channel.reach, channel.people) if channel else NOBODY


def seal(win: Win) -> str:
    """Return what a Post button carries: a digest of channel, text and name, and who can read it."""
    readers = readers_of(win.channel)
    counted = "" if readers.people is None else str(readers.people)
    return f"{_digest(win)}.{'e' if readers.everybody else 'p'}{int(readers.reach)}{counted}"


def corrected(win: Win) -> Win:
    """Return a win as its correction would have it, which a button to correct it is sealed with."""
    return replace(win, text=win.correction or win.text)


def still_holds(sealed: str, win: Win) -> bool:
    """Return whether a win can be posted as it was shown; a button of an older coach carries no seal."""
    found = _SEAL.fullmatch(sealed)
    if found is None or found[1] != _digest(win):
        return False
    shown = Readers(found[2] == "e", int(found[3]), int(found[4]) if found[4] else None)
    return not readers_of(win.channel).more_than(shown)


def _digest(win: Win) -> str:
    shown = [win.channel.id if win.channel else None, win.text, win.name]
    return sha256(json.dumps(shown).encode()).hexdigest()[:16]
