"""A packet as one page of HTML."""

from bot.domain.packet.packet import Packet


def html(packet: Packet) -> bytes:
    """Return the packet as one self-contained page."""
    raise NotImplementedError
