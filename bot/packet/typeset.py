"""Sets one document with Typst, in a process of its own: `python -I typeset.py`.

Typst keeps what it has computed, 10 MB a packet and 190 MB in the end, and its library has 84 MB. A coach
would hold both for months because of a few PDFs. The process reads a job from standard input as JSON, and
writes a line of JSON (a character that is in no font, how long each part is) and then the parts.

It knows nothing of ours, so that it starts in a tenth of a second.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typst

_NOT_IN_A_FONT = re.compile('the text `"(.+?)"` could not be displayed', re.DOTALL)
"""Typst's message where a character has no glyph: a standard then refuses the whole document, and without one
an empty box stands there."""
SERIF, SANS = "Libertinus Serif", "Noto Sans"
"""The first comes with Typst."""

OTHERWISE = ("0.85", "0.7", "1.15")
FEW, FULL_ENOUGH = 3, 0.35
"""Pages of which the last may be short; and the part of a last page that is enough."""


def main() -> None:
    """Do the job on standard input."""
    if hasattr(os, "nice"):
        os.nice(10)  # a nudge goes first
    job = json.load(sys.stdin.buffer)
    missing, parts = typeset(job)
    said = json.dumps({"missing": missing, "sizes": [len(part) for part in parts]})
    sys.stdout.buffer.write(b"".join([said.encode(), b"\n", *parts]))


def typeset(job: dict[str, Any]) -> tuple[str, Sequence[bytes]]:
    """Return the document's file, or pictures of its pages; or else a character that is in no font."""
    loose = _apart(lambda: _loose(_source(job, "1")))
    source = _source(job, loose)
    if job["format"] == "png":
        pages = typst.compile(format="png", ppi=job["ppi"], **source)
        return "", pages if isinstance(pages, list) else [pages]
    try:
        made: bytes = typst.compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=job["timestamp"], **source
        )
    except typst.TypstError as error:
        if found := _NOT_IN_A_FONT.search(error.message):
            return found[1], []
        raise
    return "", [made]


def _source(job: dict[str, Any], loose: str) -> dict[str, Any]:
    """Return what Typst takes, whatever it makes of it."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=job["fonts"])
    families = _families(fonts, job["first"])
    inputs = {"packet": json.dumps(job["packet"]), "fonts": json.dumps(families), "loose": loose}
    return {
        "input": job["template"].encode(),
        "font_paths": fonts,
        "ignore_system_fonts": True,
        "sys_inputs": inputs,
    }


def _apart(work: Callable[[], str]) -> str:
    """Return what `work` comes to in a process of its own, which takes along what Typst has computed for it.

    Two layouts in one process took 14 MB more. The process is parted before Typst has any thread. Work that
    fails comes to "1": whoever sets the document then meets the same error.
    """
    if not hasattr(os, "fork"):
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    answer = os.read(reading, 10).decode()
    os.close(reading)
    os.waitpid(child, 0)
    return answer or "1"


def _loose(source: dict[str, Any]) -> str:
    """Return how much white there is between things, so that the last page isn't all but empty.

    "1", the design's own, stays where nothing else helps.
    """
    for loose in ("1", *OTHERWISE):
        inputs = {**source["sys_inputs"], "loose": loose}
        end = json.loads(
            typst.query(**{**source, "sys_inputs": inputs}, selector="<end>", field="value", one=True)
        )
        if end["page"] < FEW or end["y"] > FULL_ENOUGH:
            return loose
    return "1"


def _families(fonts: typst.Fonts, first: str) -> dict[str, list[str]]:
    """Return the families in the order in which a character is looked for, whatever order a folder has.

    `first` is before the others that come after ours, where it is there.
    """
    found = {font.family for font in fonts.fonts() if font.path} - {SANS}
    others = sorted(found, key=lambda family: (family != first, family))
    return {"sans": [SANS, *others, SERIF], "serif": [SERIF, SANS, *others]}


if __name__ == "__main__":
    main()
