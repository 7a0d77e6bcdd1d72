"""A packet as Markdown, to be pasted where somebody writes on. What members wrote shows as they wrote it."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.packet.difference import Difference, Fate
from bot.domain.packet.packet import Exhibit, Packet, Row
from bot.domain.scores import Scores
from bot.packet import words
from bot.packet.figures import figures

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&!^=@])")
_ADDRESS = re.compile(r"\b(www)(?=\.)|\b(https?|ftp)(?=:)", re.IGNORECASE)
"""What GitHub's Markdown would make a link of by itself."""
_AT_START = re.compile(r"^(\s*)([-+:>]|\d+(?=[.)]))", re.MULTILINE)


def markdown(packet: Packet) -> bytes:
    """Return the packet as Markdown, in UTF-8."""
    return ("\n\n".join(filter(None, _parts(packet))) + "\n").encode()


def _parts(packet: Packet) -> Iterator[str]:
    yield f"# {_line(packet.claim)}"
    yield ", ".join(filter(None, (packet.name and f"**{_line(packet.name)}**", words.month(packet.made_at))))
    if packet.counts:
        yield ", ".join(f"{count.number} {_line(count.of)}" for count in packet.counts)
    yield f"## {words.proofs(packet)}"
    for number, exhibit in enumerate(packet.proofs, 1):
        yield f"### {number}. {_line(words.title_elsewhere(exhibit))}"
        yield _block(words.proof_claim(exhibit))
        yield from _rows(words.proof_rows(exhibit))
    yield f"## {words.ASK}"
    yield _block(packet.ask)
    yield from _timeline(packet)
    for group in packet.skills:
        yield f"## {_line(group.title)}"
        for exhibit in group.exhibits:
            yield from _exhibit(exhibit)
    if packet.strengths:
        yield f"## {words.STRENGTHS}"
        yield from _rows(
            [Row(group.title, "; ".join(map(words.reference, group.exhibits))) for group in packet.strengths]
        )
    if packet.case_study:
        yield f"## {words.OWN_PRODUCT}"
        for exhibit in packet.case_study:
            yield from _exhibit(exhibit)
    if packet.decisions:
        yield f"## {words.DECISIONS}"
        cells = [
            [words.day(each.day), _line(each.decided), _line("; ".join(each.forgone))]
            for each in packet.decisions
        ]
        yield _table(words.DECIDED, cells)


def _timeline(packet: Packet) -> Iterator[str]:
    drawn = figures(packet)
    if drawn:
        yield f"## {words.TIMELINE}"
    for figure in drawn:
        yield f"{_line(figure.finding)} {_line(figure.text)}"
    if packet.milestones:
        yield f"## {words.MILESTONES}"
        yield "\n".join(
            f"- {words.day(mark.day)}: **{_line(words.milestone(mark))}.** {_line(mark.text)}"
            for mark in packet.milestones
        )


def _exhibit(exhibit: Exhibit) -> Iterator[str]:
    yield f"### {_line(exhibit.title)}"
    about = ", ".join(filter(None, (words.kind(exhibit), words.day(exhibit.day), *exhibit.proves)))
    yield f"*{_line(about)}*"
    if exhibit.claim:
        yield _block(exhibit.claim)
    if exhibit.quote:
        yield "\n".join(f"> {line}" for line in _block(exhibit.quote).split("\n"))
    if exhibit.scores:
        yield from _scored(exhibit.scores)
    if exhibit.difference:
        yield f"{words.DRAFT}: {_drafted(exhibit.difference)}"
    yield from _rows(words.evidence_rows(exhibit))
    if exhibit.link:
        yield _address(exhibit)


def _address(exhibit: Exhibit) -> str:
    """Return an address that opens; a long one is shown cut."""
    link, shown = exhibit.link.replace("<", "%3C").replace(">", "%3E"), words.address(exhibit)
    return f"<{link}>" if shown == exhibit.link else f"[{_escaped(shown)}](<{link}>)"


def _scored(scores: Scores) -> Iterator[str]:
    yield _line(words.flip(scores))
    cells = [[_line(text) for text, _ in words.score_cells(scores, row)] for row in scores.rows]
    yield _table(words.score_heads(scores), cells)
    if said := words.weights(scores):
        yield said


def _drafted(difference: Difference) -> str:
    marks = {Fate.KEPT: "", Fate.OUT: "~~", Fate.IN: "**"}
    return " ".join(f"{marks[run.fate]}{_line(run.words)}{marks[run.fate]}" for run in difference.runs)


def _rows(rows: Sequence[Row]) -> Iterator[str]:
    if rows:
        yield "\n".join(f"- **{_label(row)}** {_line(row.text, ' / ')}" for row in rows)


def _label(row: Row) -> str:
    label = _line(row.label)
    return label if label.endswith("?") else f"{label}:"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _line(text: str, between: str = " ") -> str:
    """Return a text on one line, with nothing in it that Markdown would read."""
    return _escaped(between.join(line.strip() for line in text.split("\n") if line.strip()))


def _block(text: str) -> str:
    """Return a text whose lines stay lines."""
    return "\\\n".join(_escaped(line.strip()) for line in text.split("\n") if line.strip())


def _escaped(text: str) -> str:
    return _AT_START.sub(_escape_start, _ADDRESS.sub(r"\g<0>\\", _MARKS.sub(r"\\\1", text)))


def _escape_start(found: re.Match[str]) -> str:
    """Escape what would open a list: the mark itself, or the full stop behind a number."""
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"
