"""A packet as a PDF, set by Typst. The member's words go in as data and are never read as markup.

The PDF keeps PDF/UA-1, so that a screen reader can read it. A packet with a character that is in none of the
fonts isn't made into one: an empty box would stand for the character, and its reader would see nothing else.
"""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.domain.packet.packet import Exhibit, Group, Packet, Row
from bot.domain.scores import Scores
from bot.packet import words
from bot.packet.figures import figures

LONG, UNBROKEN = 16, 12
"""Characters of a word that may break, and between its breaks: Typst lets a long one run off the page."""
_LONG_WORD = re.compile(rf"\S{{{LONG + 1},}}")
_PAGES = re.compile(rb"\n<</Type/Pages/Count (\d{1,5})/Kids\[")
OPENED = 8000
"""Characters of an address that a PDF opens; Typst fails at 30,000, and servers refuse this many."""
FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Folders of Noto fonts; the second one, for Chinese, Japanese and Korean, is used where it is installed."""
TIMEOUT = 120
"""Seconds for a document that takes a tenth of one; a machine may be very busy."""


class TypesettingError(Exception):
    """Typst, or the process that it ran in, failed."""


class NotInAnyFont(Exception):  # noqa: N818 - it is a situation, not a fault
    """A character of the packet is in none of the fonts; `character` is the first that was met."""

    def __init__(self, character: str) -> None:
        super().__init__("a character is in none of the fonts")  # which one may be a member's word
        self.character = character


def pdf(packet: Packet) -> bytes:
    """Return the packet as a PDF; the same bytes wherever the fonts and Typst are the same.

    Raises TypesettingError and NotInAnyFont.
    """
    missing, parts = _typeset(packet, "pdf")
    if missing:
        raise NotInAnyFont(missing)
    return parts[0]


def page_count(content: bytes) -> int:
    """Return how many pages a PDF of ours has, read from its root of pages; 0 where there is none.

    No word of a member can pass for it: a name has no line breaks, and all else is compressed.
    """
    root = _PAGES.search(content)
    return int(root[1]) if root else 0


def pages(packet: Packet, ppi: float = 90) -> list[bytes]:
    """Return the PDF's pages as PNG, to be looked at. Raises TypesettingError."""
    return _typeset(packet, "png", ppi)[1]


def _typeset(packet: Packet, form: str, ppi: float = 0) -> tuple[str, list[bytes]]:
    """Have a process of its own set the packet; `bot.packet.typeset` says why.

    Return a character that is in no font, or "", and what was made.
    """
    data = _data(packet)
    job = {
        "template": resources.files("bot.packet").joinpath("packet.typ").read_text(encoding="utf-8"),
        "packet": data,
        "fonts": _font_folders(),
        "first": words.east_asian_font(json.dumps(data, ensure_ascii=False)),
        "format": form,
        "ppi": ppi,
        "timestamp": int(packet.made_at.timestamp()),
    }
    command = [sys.executable, "-I", str(Path(__file__).with_name("typeset.py"))]
    try:
        done = subprocess.run(
            command, input=json.dumps(job).encode(), capture_output=True, timeout=TIMEOUT, check=True
        )
    except subprocess.CalledProcessError as error:
        # Of its last words only the kind of error: Typst's message may quote what a member wrote.
        last = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise TypesettingError(f"exit code {error.returncode}, {last.partition(':')[0]}") from None
    except subprocess.TimeoutExpired:
        raise TypesettingError(f"no answer within {TIMEOUT} s") from None
    said, _, content = done.stdout.partition(b"\n")
    about = json.loads(said)
    return about["missing"], list(_parts(content, about["sizes"]))


def _parts(content: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    start = 0
    for size in sizes:
        yield content[start : start + size]
        start += size


def _font_folders() -> list[str]:
    found = [find_spec(name) for name in FONT_PACKAGES]
    return [str(Path(spec.origin).parent) for spec in found if spec and spec.origin]


# The packet as the template reads it.


def _data(packet: Packet) -> dict[str, Any]:
    return {
        "title": words.title(packet),
        "author": packet.author,
        "name": _text(packet.name),
        "month": words.month(packet.made_at),
        "claim": _text(packet.claim),
        "ask": _text(packet.ask),
        "counts": [{"number": str(count.number), "of": count.of} for count in packet.counts],
        "proofs": [_proof(exhibit) for exhibit in packet.proofs],
        "skills": _groups(packet.skills),
        "strengths": [
            {"title": group.title, "pieces": [_text(words.reference(e)) for e in group.exhibits]}
            for group in packet.strengths
        ],
        "parts": [_exhibit(exhibit) for exhibit in packet.case_study],
        "figures": [
            {"finding": figure.finding, "svg": figure.svg, "text": figure.text} for figure in figures(packet)
        ],
        "milestones": [
            {"day": words.day(mark.day), "title": words.milestone(mark), "text": _text(mark.text)}
            for mark in packet.milestones
        ],
        "decisions": [
            {
                "day": words.day(decision.day),
                "decided": _text(decision.decided),
                "given": [_text(text) for text in decision.forgone],
            }
            for decision in packet.decisions
        ],
        "words": {
            "proofs": words.proofs(packet),
            "ask": words.ASK,
            "strengths": words.STRENGTHS,
            "case": words.OWN_PRODUCT,
            "timeline": words.TIMELINE,
            "milestones": words.MILESTONES,
            "decisions": words.DECISIONS,
            "decided": words.DECIDED,
            "draft": words.DRAFT,
            "continued": words.CONTINUED,
        },
    }


def _groups(groups: tuple[Group, ...]) -> list[dict[str, Any]]:
    return [{"title": g.title, "exhibits": [_exhibit(e) for e in g.exhibits]} for g in groups]


def _exhibit(exhibit: Exhibit) -> dict[str, Any]:
    runs = exhibit.difference.runs if exhibit.difference else ()
    return {
        "kind": words.kind(exhibit),
        "day": words.day(exhibit.day),
        "marks": list(exhibit.proves),
        "whole": words.is_short(exhibit),
        "title": _text(exhibit.title),
        "claim": _text(exhibit.claim),
        "quote": _text(exhibit.quote),
        "scores": _scores(exhibit.scores) if exhibit.scores else None,
        "runs": [{"fate": run.fate.value, "words": _text(run.words)} for run in runs],
        "rows": [_row(row) for row in words.evidence_rows(exhibit)],
        "link": exhibit.link if len(exhibit.link) <= OPENED else "",
        "shown": _breakable(words.address(exhibit)),
    }


def _proof(exhibit: Exhibit) -> dict[str, Any]:
    return {
        "kind": words.kind(exhibit),
        "day": words.day(exhibit.day),
        "title": _text(words.title_elsewhere(exhibit)),
        "claim": _text(words.proof_claim(exhibit)),
        "rows": [_row(row) for row in words.proof_rows(exhibit)],
    }


def _row(row: Row) -> dict[str, Any]:
    return {"label": row.label, "text": _text(row.text)}


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "finding": _breakable(words.flip(scores)),
        "weights": words.weights(scores),
        "heads": words.score_heads(scores),
        "rows": [
            [
                {"text": _text(text), "strong": row.name == scores.winner, "mark": mark}
                for text, mark in words.score_cells(scores, row)
            ]
            for row in scores.rows
        ],
    }


def _text(text: str) -> dict[str, Any]:
    return {"t": _breakable(text), "rtl": words.is_right_to_left(text)}


def _breakable(text: str) -> str:
    """Return a text whose long words have places to break, which nobody sees."""
    return _LONG_WORD.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    parts, start = [], 0
    while start < len(word):
        end = start + UNBROKEN
        while end < len(word) and (unicodedata.combining(word[end]) or word[end] in "\u200c\u200d\ufe0f"):
            end += 1
        parts.append(word[start:end])
        start = end
    return "\u200b".join(parts)
