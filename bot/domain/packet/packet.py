"""The packet: a document that argues a member's case, as a value. `bot.packet` makes files of it.

Everything in it was handed in; the newest version counts; what isn't there isn't mentioned. The order is a
reader's: one page (claim, three proofs, ask), then the timeline, each piece by skill, the parts of the case
study, and the decisions with what was given up. Inside a section the oldest comes first.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from bot.domain.packet.difference import Difference
from bot.domain.packet.material import Variant
from bot.domain.scores import Scores


@dataclass(frozen=True)
class Row:
    """A labelled answer, such as who saw the piece or what came of it."""

    label: str
    text: str


@dataclass(frozen=True)
class Exhibit:
    """A piece as the packet shows it; each "" or empty row wasn't written, and isn't shown."""

    id: int
    title: str
    kind: str
    """"" for a member's own kind: its word says nothing to a reader."""
    skill: str
    """Its title, as the strength's; "" where the assignment names none."""
    strength: str
    day: date
    month: int
    version: int
    claim: str
    quote: str = ""
    seen: tuple[Row, ...] = ()
    result: tuple[Row, ...] = ()
    forgone: tuple[Row, ...] = ()
    details: tuple[Row, ...] = ()
    link: str = ""
    part: str = ""
    """Which part of the case study it is."""
    scores: Scores | None = None
    difference: Difference | None = None
    """What a later version has changed in the claim."""
    proves: tuple[str, ...] = ()
    """Titles of the milestones that were reached with it."""


@dataclass(frozen=True)
class Group:
    """Exhibits under a title: a skill or a strength; oldest first."""

    title: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True)
class Count:
    """How many pieces of a kind there are, with the word for so many."""

    number: int
    of: str


@dataclass(frozen=True)
class PhaseSpan:
    """A phase of the programme, its first and last month, and in which month each piece of it came."""

    title: str
    first: int
    last: int
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class SkillOverTime:
    """How many pieces of a skill there were at the end of each month, up to the last with evidence."""

    title: str
    totals: tuple[int, ...]


@dataclass(frozen=True)
class Mark:
    """A milestone that may be shown, and when it was reached."""

    title: str
    text: str
    day: date
    posted: bool
    """Colleagues could read it in a channel; only an internal packet says so."""


@dataclass(frozen=True)
class Decision:
    """What was decided in a piece, and what was given up for it."""

    day: date
    decided: str
    forgone: tuple[str, ...]


@dataclass(frozen=True)
class Packet:
    """A packet in the order in which it is read. Texts are members' own and safe to show, never markup."""

    variant: Variant
    name: str
    author: str
    """The name where the member chose it, as for a file's metadata; "" where it is Slack's."""
    made_at: datetime
    """The day on which the newest evidence in it was handed in, from its beginning in UTC: it depends on no
    clock, and the hour at which somebody works is nobody's business."""
    claim: str
    own_claim: bool
    """Whether the claim is the member's, and so the ask; they are the playbook's otherwise."""
    ask: str
    own_ask: bool
    months: int
    """Of the programme, or up to the last piece."""
    counts: tuple[Count, ...]
    proofs: tuple[Exhibit, ...]
    skills: tuple[Group, ...]
    strengths: tuple[Group, ...]
    case_study: tuple[Exhibit, ...]
    """Its parts, oldest first."""
    spans: tuple[PhaseSpan, ...]
    over_time: tuple[SkillOverTime, ...]
    milestones: tuple[Mark, ...]
    decisions: tuple[Decision, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """All pieces, each once, in the order in which they stand."""
        return (*chain.from_iterable(group.exhibits for group in self.skills), *self.case_study)
