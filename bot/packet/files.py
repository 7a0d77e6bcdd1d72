"""A packet as files: Markdown, one page of HTML, and a PDF.

The same packet makes the same bytes in every process that has the same Typst and fonts, whatever its zone,
language, home or hash seed. `docs/packet.md` says what was tried.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.packet.packet import Packet

NOT_IN_A_FONT = (
    "There is no PDF: its fonts can't show every character, such as {}. The page for the browser shows "
    "all of them. To have a PDF, open that page, choose Print, and save it as PDF."
)


class Format(StrEnum):
    """The forms in which a packet comes."""

    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "md"


@dataclass(frozen=True)
class PacketFile:
    """A file: its name gives nothing away, `note` is what its reader should know of it ("" for nothing)."""

    name: str
    media_type: str
    content: bytes
    note: str = ""
    pages: int = 0
    """Of a PDF; 0 where it isn't known, and for what has none."""


def files(packet: Packet, formats: Collection[Format] = tuple(Format)) -> list[PacketFile]:
    """Return the packet in these formats, PDF first; where a font lacks a character, HTML in its place."""
    made = []
    stem, formats, note = stem_of(packet.name), set(formats), ""
    if Format.PDF in formats:
        from bot.packet.pdf import NotInAnyFont, page_count, pdf  # not before somebody wants one

        try:
            content = pdf(packet)
            made.append(PacketFile(f"{stem}.pdf", "application/pdf", content, pages=page_count(content)))
        except NotInAnyFont as missing:
            formats.add(Format.HTML)
            note = NOT_IN_A_FONT.format(missing.character)
    if Format.HTML in formats:
        from bot.packet.html import html

        made.append(PacketFile(f"{stem}.html", "text/html", html(packet), note))
    if Format.MARKDOWN in formats:
        from bot.packet.markdown import markdown

        made.append(PacketFile(f"{stem}.md", "text/markdown", markdown(packet)))
    return made


def stem_of(name: str) -> str:
    """Return a file's name without its ending: the member's first name in plain letters, or "pages"."""
    plain = unicodedata.normalize("NFKD", name.split(" ")[0]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]", "", plain)[:30] or "pages"
