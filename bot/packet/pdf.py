"""A packet as a PDF."""

from dataclasses import dataclass

from bot.domain.packet.packet import Packet


@dataclass(frozen=True)
class PdfResult:
    """A PDF, the standard that it keeps ("" for none), and what its reader should know of it."""

    content: bytes
    standard: str
    note: str


def pdf(packet: Packet) -> PdfResult:
    """Return the packet as a PDF."""
    raise NotImplementedError
