"""The renderers that use cases need for what they queue; `bot.app` fills them in from `bot.views`.

What was queued is what is sent, so a use case renders inside its transaction. It knows the values a
screen is drawn from, never its blocks (docs/adr/0002).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.mirror import Mirror
from bot.domain.packet.gaps import Gap
from bot.domain.packet.material import Variant
from bot.domain.packet.packet import Packet
from bot.domain.playbook import Playbook
from bot.domain.progress import Evidence, Progress, Reader, Week, Win
from bot.domain.second_reading import Reading
from bot.screen import Screen
from bot.store.files import Attachment


@dataclass(frozen=True)
class Renderers:
    welcome: Callable[[Progress, bool], Screen]
    """Second argument: the first assignment goes out right behind it."""
    welcome_back: Callable[[Progress], Screen]
    """For a member whose Slack account was switched off, in the week in which they left off."""
    nudge: Callable[[Week, Reader], Screen]
    """The week's message in whatever state the week is in now."""
    receipt: Callable[[Week, Reader], Screen]
    """The question at the week's closing slot, or what was answered."""
    mirror: Callable[[Week, Mirror | None, Reader], Screen]
    """The question of a closing slot, with the answer before it."""
    reminder: Callable[[Week, Reader], Screen]
    """A plan's reminder, and from its act on whatever state the week is in."""
    kept: Callable[[Evidence, Week, Reader, Win | None], Screen]
    """The reply to handing in; the win, if given, is one whose post no longer tells the truth."""
    offer: Callable[[Win, Reader], Screen]
    """The milestone message in whatever state its win is in now."""
    win: Callable[[Win, Reader], Screen]
    """The post itself."""
    second_reading: Callable[[int, Reading], Screen]
    """What came of a model's reading of a piece, by the piece's id."""
    home: Callable[[Progress], dict[str, Any]]
    home_stranger: Callable[[Playbook], dict[str, Any]]
    home_left: Callable[[Progress], dict[str, Any]]
    operator_hello: Callable[[], Screen]
    packet_file: Callable[[Packet, str], tuple[Attachment, str, int]]
    """A packet in one format, and what its reader should know of the file, "" for nothing, and its
    pages, 0 where nobody counts them."""
    packet_note: Callable[[Variant, int, Sequence[Gap], Sequence[str], dict[str, Any] | None, int], Screen]
    """The private note beside a packet: its number of pieces, what it lacks, what to know of its files, and
    what didn't come out (`bot.coach.packet.Wanted.details`), None where all did,
    and how many pages the PDF has."""
    files_unsent: Callable[..., Screen]
    """Files that didn't come: `mendable` by the operator; `unknown` where they may be there all the same."""
    not_built: Callable[[str], Screen]
    """The kind of work that came to nothing (`bot.domain.background.Work`)."""
