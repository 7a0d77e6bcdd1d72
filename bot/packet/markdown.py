"""A packet as Markdown."""

from bot.domain.packet.packet import Packet


def markdown(packet: Packet) -> bytes:
    """Return the packet as Markdown."""
    raise NotImplementedError
