"""A packet as a PDF, set by Typst. The member's words go in as data and are never read as markup.

The PDF keeps PDF/UA-1, so that a screen reader can read it, unless a character is in none of the fonts: Typst
then refuses the whole document. Such a packet becomes a plain PDF, and its note says which page has all.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.domain.packet.packet import Exhibit, Group, Packet, Row
from bot.domain.packet.scores import Scores
from bot.packet import words
from bot.packet.figures import figures

if TYPE_CHECKING:
    from typst import Fonts

ACCESSIBLE = "PDF/UA-1"
SOME_MISSING = "Some characters are in none of the PDF's fonts; the HTML page shows them."
LONG, UNBROKEN = 16, 12
"""Characters of a word that may break, and between its breaks: Typst lets a long one run off the page."""
_LONG_WORD = re.compile(rf"\S{{{LONG + 1},}}")
FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Folders of Noto fonts; the second one, for Chinese, Japanese and Korean, is used where it is installed."""
SERIF = "Libertinus Serif"
"""It comes with Typst."""


@dataclass(frozen=True)
class PdfResult:
    """A PDF, the standard that it keeps ("" for none), and what its reader should know of it."""

    content: bytes
    standard: str
    note: str


def pdf(packet: Packet) -> PdfResult:
    """Return the packet as a PDF; the same bytes on every machine with the same fonts and the same Typst."""
    from typst import TypstError  # 80 MB of library: a coach that makes no packet never loads it

    try:
        return PdfResult(_compiled(packet, ["ua-1"]), ACCESSIBLE, "")
    except TypstError as error:
        if "could not be displayed" not in error.message:
            raise
    return PdfResult(_compiled(packet, []), "", SOME_MISSING)


def pages(packet: Packet, ppi: float = 90) -> list[bytes]:
    """Return the PDF's pages as PNG, to be looked at."""
    import typst

    made = typst.compile(format="png", ppi=ppi, **_source(packet))
    return made if isinstance(made, list) else [made]


def _compiled(packet: Packet, standards: list[Any]) -> bytes:
    import typst

    made: bytes = typst.compile(
        format="pdf", pdf_standards=standards, timestamp=int(packet.made_at.timestamp()), **_source(packet)
    )
    return made


def _source(packet: Packet) -> dict[str, Any]:
    return {
        "input": resources.files("bot.packet").joinpath("packet.typ").read_bytes(),
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"packet": json.dumps(_data(packet))},
    }


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    found = [find_spec(name) for name in FONT_PACKAGES]
    folders = [Path(spec.origin).parent for spec in found if spec and spec.origin]
    return Fonts(include_system_fonts=False, font_paths=sorted(map(str, folders)))


@cache
def _families() -> list[str]:
    """The families of the fonts in the order in which a character is looked for, the same everywhere."""
    known = {font.family for font in _fonts().fonts() if font.path}
    return ["Noto Sans", *sorted(known - {"Noto Sans"})]


# The packet as the template reads it.


def _data(packet: Packet) -> dict[str, Any]:
    return {
        "sans": [*_families(), SERIF],
        "serif": [SERIF, *_families()],
        "title": words.title(packet),
        "author": packet.name,
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
        "parts": _groups(packet.case_study),
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
            "case": words.CASE_STUDY,
            "timeline": words.TIMELINE,
            "milestones": words.MILESTONES,
            "decisions": words.DECISIONS,
            "decided": words.DECIDED,
            "draft": words.DRAFT,
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
        "link": exhibit.link,
        "shown": _breakable(exhibit.link),
    }


def _proof(exhibit: Exhibit) -> dict[str, Any]:
    return {
        "kind": words.kind(exhibit),
        "day": words.day(exhibit.day),
        "title": _text(exhibit.title),
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
