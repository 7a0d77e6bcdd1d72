"""The packet that a rehearsed programme amounts to, for its author."""

from bot.domain.packet.choice import NothingToShow, choose
from bot.domain.packet.gaps import gaps
from bot.domain.packet.material import Variant
from bot.packet.files import PacketFile, files
from bot.rehearsal.play import Rehearsal
from bot.views.packet import lack


def packet_files(played: Rehearsal) -> tuple[list[PacketFile], tuple[str, ...]]:
    """Return the files of the member's packet, and what it lacks, in sentences.

    LookupError where there is nothing to show. It is for the track that was played; for no track or
    both, for their own company.
    """
    assert played.material is not None
    variant = Variant.EXTERNAL if played.plan.track == Variant.EXTERNAL else Variant.INTERNAL
    try:
        packet = choose(played.material, variant)
    except NothingToShow:
        raise LookupError("Nothing that was handed in can go into a packet.") from None
    return files(packet), tuple(lack(gap) for gap in gaps(played.material, variant))
