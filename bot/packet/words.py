"""The words of a packet that aren't its member's: headings, dates, and what a table shows."""

import re
import unicodedata
from datetime import date, datetime

from bot.domain.numerals import in_words as cardinal
from bot.domain.packet.choice import UNTITLED
from bot.domain.packet.packet import Exhibit, Mark, Packet, Row
from bot.domain.scores import NAMES, ScoreRow, Scores
from bot.domain.text import cut, cut_at_sentence

PROOFS = "Three proofs"
ASK = "What I ask for"
STRENGTHS = "Where my engineering shows"
OWN_PRODUCT = "A product of my own"
TIMELINE = "The months"
MILESTONES = "Milestones"
DECISIONS = "Decisions, and what was given up"
CONTINUED = "continued"
"""Behind a section's title, on a page that goes on with it."""
DRAFT = "What the later draft changed"
SCORES = "Five scores, and the one that decides"
DECIDED = ("When", "Decided", "Given up")
PROOF, PROOF_ROW, TITLE = 300, 160, 110
"""Characters of a claim and of a row on the first page, which has to stay one; and of a reference."""
SHORT, LINE = 1500, 40
"""Characters of an exhibit that moves to the next page rather than part; a line's end counts as so many."""
ADDRESS = 300
"""Characters of an address that are shown."""
POSTED = "read by colleagues"

__all__ = ["cardinal"]


def title(packet: Packet) -> str:
    """Return the document's title: the member's name alone gives away the least."""
    return packet.name or "Evidence"


def proofs(packet: Packet) -> str:
    return {1: "One proof", 2: "Two proofs"}.get(len(packet.proofs), PROOFS)


def day(at: date | datetime) -> str:
    """Return a day as "3 Feb 2027"."""
    return f"{at.day} {at:%b %Y}"


def month(at: date | datetime) -> str:
    return f"{at:%B %Y}"


def kind(exhibit: Exhibit) -> str:
    """Return an exhibit's kind; "" where it has none to show, or where that is its title."""
    same = exhibit.kind.lower() == exhibit.title.lower()
    return "" if same else exhibit.kind[:1].upper() + exhibit.kind[1:]


def title_elsewhere(exhibit: Exhibit) -> str:
    """Return an exhibit's title where it stands alone: a part of the case study says of what it is one."""
    if exhibit.part and exhibit.title == exhibit.part:
        return f"{OWN_PRODUCT}: {exhibit.part[:1].lower()}{exhibit.part[1:]}"
    return exhibit.title


def reference(exhibit: Exhibit) -> str:
    """Return a line by which an exhibit is known elsewhere: its title, or what it says."""
    says_little = exhibit.title == UNTITLED or exhibit.title.lower() == exhibit.kind.lower()
    said = cut(" ".join(exhibit.claim.split()), TITLE) if says_little else ""
    return said or title_elsewhere(exhibit)


def address(exhibit: Exhibit) -> str:
    """Return an exhibit's address as it is shown: a long one is cut, and opens as a whole all the same."""
    return cut(exhibit.link, ADDRESS)


def evidence_rows(exhibit: Exhibit) -> tuple[Row, ...]:
    """Return what was given up, who saw an exhibit, what came of it, then the rest of what was written."""
    return (*exhibit.forgone, *exhibit.seen, *exhibit.result, *exhibit.details)


def proof_claim(exhibit: Exhibit) -> str:
    """Return what the first page has an exhibit say."""
    return cut_at_sentence(exhibit.claim or (flip(exhibit.scores) if exhibit.scores else ""), PROOF)


def proof_rows(exhibit: Exhibit) -> tuple[Row, ...]:
    """Return what the first page says of an exhibit, which is a line of each."""
    first = (*exhibit.forgone[:1], *exhibit.seen[:1], *exhibit.result[:1])
    return tuple(Row(row.label, cut_at_sentence(row.text, PROOF_ROW)) for row in first)


def is_short(exhibit: Exhibit) -> bool:
    """Return whether an exhibit can stay on one page as a whole."""
    texts = (exhibit.claim, exhibit.quote, *(row.text for row in evidence_rows(exhibit)))
    return sum(len(text) + LINE * text.count("\n") for text in texts) < SHORT


def number(value: float) -> str:
    return f"{value:g}"


def score_heads(scores: Scores) -> tuple[str, ...]:
    return ("Option", *NAMES, "sum")


def flip(scores: Scores) -> str:
    """Return in words what the table shows: who comes first, and what would change that."""
    if not scores.winner:
        return "First place is shared."
    if scores.flip is None:
        return f"{scores.winner} comes first. No single score changes that by moving one or two points."
    turn = scores.flip
    return (
        f"{scores.winner} comes first. With {NAMES[turn.dimension]} of {turn.option} at {number(turn.after)} "
        f"in place of {number(turn.before)}, {turn.winner} would."
    )


def weights(scores: Scores) -> str:
    """Return the weights, where they aren't all the same."""
    if len(set(scores.weights)) == 1:
        return ""
    pairs = zip(NAMES, scores.weights, strict=True)
    return "Weights: " + ", ".join(f"{name} {number(weight)}" for name, weight in pairs) + "."


def score_cells(scores: Scores, row: ScoreRow) -> tuple[tuple[str, bool], ...]:
    """Return what stands in a row of the table, and whether it is the score that decides."""
    turn = scores.flip
    here = turn.dimension if turn and turn.option == row.name else None
    values = ((number(value), place == here) for place, value in enumerate(row.scores))
    return ((row.name, False), *values, (number(row.total), False))


def milestone(mark: Mark) -> str:
    """Return a milestone's title, and whether colleagues could read of it."""
    title = mark.title[:1].upper() + mark.title[1:]
    return f"{title}, {POSTED}" if mark.posted else title


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter that has a direction is read from right to left."""
    strong = (unicodedata.bidirectional(c) for c in text)
    return next((way for way in strong if way in ("L", "R", "AL")), "L") != "L"


def east_asian_font(text: str) -> str:
    """Return the family that draws the characters shared by China, Japan and Korea as a text's readers do.

    Kana is Japanese and Hangul Korean; what has neither is taken for Chinese as it is written in China.
    """
    if re.search("[\u3041-\u30ff]", text):
        return "Noto Sans CJK JP"
    return "Noto Sans CJK KR" if re.search("[\uac00-\ud7a3]", text) else "Noto Sans CJK SC"
