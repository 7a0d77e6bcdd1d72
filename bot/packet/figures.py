"""The figures of a packet as vector drawings, each with its finding in words and a text for who can't see it.

The colours stand in attributes, for the PDF; the page's style sheet overrides them by class, so that a figure
follows light and dark. Coordinates are in units of a drawing 720 wide.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.domain.packet.packet import Packet, PhaseSpan, SkillOverTime
from bot.packet.words import cardinal

WIDTH = 720
INK, SOFT, LINE, TINT, ACCENT = "#1d2125", "#5b6570", "#d9dee3", "#e3efef", "#0b6468"
SMALL, BODY = 12.1, 13.6
"""Sizes of type: 8 and 9 points on the page."""
DOT, PITCH = 4.5, 12.0
"""Radius of a piece's dot, and the distance between two."""


@dataclass(frozen=True)
class Figure:
    """A drawing (SVG), its title, what it shows in a sentence, and all of it in words."""

    id: str
    title: str
    svg: str
    finding: str
    text: str


def figures(packet: Packet) -> tuple[Figure, ...]:
    """Return the figures for which there is anything to draw."""
    drawn = []
    if packet.spans:
        drawn.append(_timeline(packet))
    if len(packet.over_time) > 1:
        drawn.append(_skills(packet))
    return tuple(drawn)


def _timeline(packet: Packet) -> Figure:
    body, top = [], 28.0
    cell = WIDTH / packet.months
    for span in packet.spans:
        lines = _lines(span, cell)
        height = max(lines * PITCH + 8, 24)
        body += [*_grid(packet.months, cell, top + 20, height), *_row(span, top, height, cell)]
        top += 20 + height + 14
    return Figure(
        "timeline",
        "The months, and what came of them",
        _svg(top, [*_heads(packet.months, cell), *body]),
        _timeline_finding(packet.spans),
        _timeline_text(packet),
    )


def _row(span: PhaseSpan, top: float, height: float, cell: float) -> list[str]:
    """Draw a phase: its title, its bar, and a dot for each piece in the month in which it came."""
    left, width = (span.first - 1) * cell, (span.last - span.first + 1) * cell
    room = WIDTH - left
    anchor, x = ("start", left + 2) if room > 170 else ("end", WIDTH - 2.0)
    bar = top + 20
    drawn = [
        _words(x, top + 13, span.title, "label", anchor=anchor, weight=600),
        f'<rect class="tint" x="{left + 2:.1f}" y="{bar:.1f}" width="{width - 4:.1f}" height="{height:.1f}" '
        f'rx="5" fill="{TINT}"/>',
    ]
    a_line = _a_line(cell)
    for month, number in sorted(Counter(span.pieces).items()):
        for place in range(number):
            down, along = divmod(place, a_line)
            x = (month - 1) * cell + 14 + along * PITCH
            y = bar + 4 + PITCH / 2 + down * PITCH + (height - 8 - _lines(span, cell) * PITCH) / 2
            drawn.append(f'<circle class="accent" cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{ACCENT}"/>')
    return drawn


def _a_line(cell: float) -> int:
    """Return how many dots stand beside each other in a month."""
    return max(int((cell - 20) / PITCH), 1)


def _lines(span: PhaseSpan, cell: float) -> int:
    most = max(Counter(span.pieces).values())
    return -(-most // _a_line(cell))


def _heads(months: int, cell: float) -> Iterator[str]:
    for month in range(1, months + 1):
        yield _words(
            (month - 1) * cell + 4, 15, f"Month {month}" if cell > 60 else str(month), "soft", size=SMALL
        )


def _grid(months: int, cell: float, top: float, height: float) -> Iterator[str]:
    """Draw where months meet, beside a bar; no line runs through the titles between the bars."""
    for month in range(2, months + 1):
        x = (month - 1) * cell
        yield (
            f'<line class="line" x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{top + height:.1f}" '
            f'stroke="{LINE}" stroke-width="1"/>'
        )


def _timeline_finding(spans: Sequence[PhaseSpan]) -> str:
    months = Counter(month for span in spans for month in span.pieces)
    best, most = max(months.items(), key=lambda each: (each[1], -each[0]))
    if len(months) == 1:
        return f"All of it came in month {best}."
    every = set(months) == set(range(1, max(months) + 1))
    when = f"in every month up to month {max(months)}" if every else f"in {cardinal(len(months))} months"
    if [*months.values()].count(most) > 1:
        return f"Evidence came {when}, {_pieces(most)} a month at the most."
    return f"Evidence came {when}, the most in month {best}: {_pieces(most)}."


def _timeline_text(packet: Packet) -> str:
    said = [f"{packet.months} months from left to right, a bar for each phase, a dot for each piece."]
    for span in packet.spans:
        where = ", ".join(f"{n} in month {month}" for month, n in sorted(Counter(span.pieces).items()))
        said.append(f"{span.title}, months {span.first} to {span.last}: {where}.")
    return " ".join(said)


SKILL_ROW, NAMES, NUMBERS = 56, 300, 44
"""Names are as wide as the PDF's first two columns, so that the lines begin where its answers do."""


def _skills(packet: Packet) -> Figure:
    cell = (WIDTH - NAMES - NUMBERS) / packet.months
    most = max(row.totals[-1] for row in packet.over_time)
    body: list[str] = []
    for month in range(1, packet.months + 1):
        x = NAMES + (month - 1) * cell
        body.append(_words(x + 2, 15, str(month), "soft", size=SMALL))
    body.append(_words(0, 15, "Month", "soft", size=SMALL))
    for number, row in enumerate(packet.over_time):
        body += _area(row, 26 + number * SKILL_ROW, cell, most)
    return Figure(
        "skills",
        "Skills over time",
        _svg(26 + len(packet.over_time) * SKILL_ROW + 4, body),
        _skills_finding(packet.over_time),
        _skills_text(packet),
    )


def _area(row: SkillOverTime, top: float, cell: float, most: int) -> Iterator[str]:
    """Draw how a skill's pieces have grown: a step for each month, all skills on one scale."""
    height, base = SKILL_ROW - 12, top + SKILL_ROW - 4
    steps = []
    for month, total in enumerate(row.totals):
        y = base - total / most * height
        steps.append(f"L{NAMES + month * cell:.1f} {y:.1f}L{NAMES + (month + 1) * cell:.1f} {y:.1f}")
    right = NAMES + len(row.totals) * cell
    line = "".join(steps)
    yield f'<path class="tint" d="M{NAMES} {base:.1f}{line}L{right:.1f} {base:.1f}Z" fill="{TINT}"/>'
    yield (
        f'<path class="stroke" d="M{NAMES} {base:.1f}{line}" fill="none" stroke="{ACCENT}" stroke-width="2" '
        'stroke-linejoin="round"/>'
    )
    yield (
        f'<line class="line" x1="0" y1="{base + 2:.1f}" x2="{WIDTH}" y2="{base + 2:.1f}" stroke="{LINE}" '
        'stroke-width="1"/>'
    )
    yield _words(0, base - 6, row.title, "label", weight=600)
    yield _words(WIDTH, base - 6, str(row.totals[-1]), "label", anchor="end", weight=600)


def _skills_finding(rows: Sequence[SkillOverTime]) -> str:
    """Say what there is most of: what there is least of would argue against the member."""
    most = max(row.totals[-1] for row in rows)
    first = [row for row in rows if row.totals[-1] == most]
    span = len(rows[0].totals)
    months = f"{cardinal(span)} months" if span > 1 else "a month"
    all_ = f"{cardinal(len(rows)).capitalize()} skills in {months}"
    if len(first) == len(rows):
        return f"{all_}, with {_pieces(most)} each."
    if len(first) > 1:
        return f"{all_}, {cardinal(len(first))} of them most often, with {_pieces(most)} each."
    return f"{all_}, most often {_inside(first[0].title)}: {_pieces(most)}."


def _inside(title: str) -> str:
    """Return a title for the middle of a sentence; one in capitals stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _skills_text(packet: Packet) -> str:
    grown = (f"{row.title}: {', '.join(_growth(row))}." for row in packet.over_time)
    return f"A rising line for each skill. {' '.join(grown)}"


def _growth(row: SkillOverTime) -> Iterator[str]:
    """Yield each month in which there were more than before."""
    before = 0
    for month, total in enumerate(row.totals, 1):
        if total > before:
            yield f"{total} by month {month}"
        before = total


def _pieces(number: int) -> str:
    return f"{number} pieces" if number > 1 else "1 piece"


def _svg(height: float, body: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'font-family="Noto Sans, system-ui, sans-serif">{"".join(body)}</svg>'
    )


def _words(
    x: float, y: float, text: str, role: str, *, anchor: str = "start", weight: int = 400, size: float = BODY
) -> str:
    fill = INK if role == "label" else SOFT
    return (
        f'<text class="{role}" x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )
