"""Sets one document with Typst, in a process of its own: `python -I typeset.py`.

Typst keeps what it has computed, 10 MB a packet and 190 MB in the end, and its library has 84 MB. A coach
would hold both for months because of a few PDFs. The process reads a job from standard input as JSON, and
writes a line of JSON (which standard the document keeps, how long each part is) and then the parts.

It knows nothing of ours, so that it starts in a tenth of a second.
"""

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

import typst

NOT_IN_A_FONT = "could not be displayed"
"""In Typst's message where a character has no glyph: a standard then refuses the whole document."""
SERIF, SANS = "Libertinus Serif", "Noto Sans"
"""The first comes with Typst."""


def main() -> None:
    """Do the job on standard input."""
    if hasattr(os, "nice"):
        os.nice(10)  # a nudge goes first
    job = json.load(sys.stdin.buffer)
    standard, parts = typeset(job)
    said = json.dumps({"standard": standard, "sizes": [len(part) for part in parts]})
    sys.stdout.buffer.write(b"".join([said.encode(), b"\n", *parts]))


def typeset(job: dict[str, Any]) -> tuple[str, Sequence[bytes]]:
    """Return the standard that the document keeps ("" for none), and its file, or pictures of its pages."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=job["fonts"])
    source: dict[str, Any] = {
        "input": job["template"].encode(),
        "font_paths": fonts,
        "ignore_system_fonts": True,
        "sys_inputs": {"packet": json.dumps(job["packet"]), "fonts": json.dumps(_families(fonts))},
    }
    if job["format"] == "png":
        pages = typst.compile(format="png", ppi=job["ppi"], **source)
        return "", pages if isinstance(pages, list) else [pages]
    try:
        return "ua-1", [_pdf(["ua-1"], job, source)]
    except typst.TypstError as error:
        if NOT_IN_A_FONT not in error.message:
            raise
    return "", [_pdf([], job, source)]


def _pdf(standards: list[Any], job: dict[str, Any], source: dict[str, Any]) -> bytes:
    made: bytes = typst.compile(format="pdf", pdf_standards=standards, timestamp=job["timestamp"], **source)
    return made


def _families(fonts: typst.Fonts) -> dict[str, list[str]]:
    """Return the families in the order in which a character is looked for, the same on every machine."""
    found = {font.family for font in fonts.fonts() if font.path} - {SANS}
    return {"sans": [SANS, *sorted(found), SERIF], "serif": [SERIF, SANS, *sorted(found)]}


if __name__ == "__main__":
    main()
