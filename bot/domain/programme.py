"""What a playbook says: phases, skills, kinds of evidence, milestones, assignments.

Pure data with the rules that one entry can be judged by alone. Rules that need the whole programme
(ids that must exist, weeks that would come up empty) are in `faults`. A ValueError here reads
"what is wrong; what would be right": the loader shows both halves to the playbook's author.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=3000, strip_whitespace=True)]
NOTIFICATION_LIMIT = 90
"""Characters of a nudge's first line: what a lock screen shows in full."""


class Entry(BaseModel):
    """Base of all entries: immutable, and a key that nobody knows is a fault rather than ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Months(Entry):
    """The playbook months in which something is open; `last` is None for "and ever after"."""

    first: int = Field(ge=1)
    last: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: object) -> object:
        if isinstance(value, list) and 1 <= len(value) <= 2:
            return {"first": value[0], "last": value[1] if len(value) == 2 else None}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> "Months":
        if self.last is not None and self.last < self.first:
            raise ValueError(f"{self.last} comes before {self.first}; write the first month first")
        return self

    def __contains__(self, month: int) -> bool:
        return self.first <= month and (self.last is None or month <= self.last)


class Phase(Entry):
    id: Id
    title: Line
    months: Months
    about: Prose
    exposure: int = Field(default=1, ge=0, le=2)
    """The highest exposure that this phase assigns unasked; anything above is the member's own choice."""


class Track(Entry):
    id: Id
    title: Line
    about: Prose


class Skill(Entry):
    id: Id
    title: Line
    gap: Prose
    how: Prose
    """How to build it."""


class Strength(Entry):
    id: Id
    title: Line
    about: Prose


class Habit(Entry):
    id: Id
    kind: Literal["stop", "start"]
    title: Line
    before: Prose
    """What it asks of somebody still employed as an engineer."""
    after: Prose
    """What it asks once they have moved."""


class Input(StrEnum):
    LONG = "long"
    LINE = "line"
    LINK = "link"
    DATE = "date"
    CHOICE = "choice"


class EvidenceField(Entry):
    id: Id
    label: Annotated[str, StringConstraints(min_length=1, max_length=75)]
    input: Input = Input.LINE
    hint: Annotated[str, StringConstraints(max_length=150)] = ""
    options: tuple[Annotated[str, StringConstraints(min_length=1, max_length=75)], ...] = ()
    compulsory: bool = False

    @model_validator(mode="after")
    def _options_belong_to_a_choice(self) -> "EvidenceField":
        if (self.input is Input.CHOICE) != bool(self.options):
            raise ValueError(
                'options and input don\'t match; give `options` to input = "choice", and only to it'
            )
        return self


class Kind(Entry):
    """A kind of evidence: its form has one compulsory field."""

    id: Id
    label: Line
    plural: Line
    fields: tuple[EvidenceField, ...] = Field(min_length=1, max_length=7)

    @model_validator(mode="after")
    def _one_compulsory_field(self) -> "Kind":
        compulsory = [f.id for f in self.fields if f.compulsory]
        if len(compulsory) != 1:
            raise ValueError(f"it has {len(compulsory)} compulsory fields; mark one with compulsory = true")
        ids = [f.id for f in self.fields]
        if len(set(ids)) != len(ids):
            raise ValueError("two of its fields share an id; give each its own")
        return self

    @property
    def compulsory(self) -> EvidenceField:
        return next(f for f in self.fields if f.compulsory)


class Proof(Entry):
    """`count` pieces of one kind, each with these fields filled in."""

    kind: Id
    count: int = Field(default=1, ge=1)
    filled: tuple[Id, ...] = ()


class Milestone(Entry):
    id: Id
    title: Line
    phase: Id
    proof: tuple[Proof, ...] = Field(min_length=1)
    why: Prose
    """Why one may be proud of it."""
    text: Prose
    """The post that is offered; `{count}` becomes the number of pieces, in words up to twelve."""
    private: bool = False
    """Never offered for a channel; `twin` is the one that may be shown."""
    twin: Id | None = None


class Rhythm(Entry):
    """How often a kind of evidence is the assignment itself, from one month to another."""

    kind: Id
    months: Months
    every: int = Field(ge=1)
    """Weeks."""


class ShowMe(Entry):
    """What stands behind "Show me how"."""

    aim: Prose
    people: tuple[Line, ...] = ()
    """The access ladder, nearest rung first, where people are needed."""
    say: tuple[Line, ...] = ()
    """Words one can say or write."""
    traps: tuple[Line, ...] = Field(min_length=1)
    example: Prose
    """One finished piece at its best, with invented people."""
    next: Prose


class Assignment(Entry):
    id: Id
    title: Annotated[str, StringConstraints(min_length=1, max_length=75)]
    line: Annotated[str, StringConstraints(min_length=1, max_length=NOTIFICATION_LIMIT)]
    """The first line of the nudge, and so of the notification."""
    phase: Id
    skill: Id
    months: Months
    track: Id | None = None
    """None suits every track."""
    core: bool = False
    weeks: int = Field(default=1, ge=1, le=4)
    why: Prose
    steps: tuple[Line, ...] = Field(min_length=1, max_length=6)
    minutes: int = Field(ge=10, le=120)
    short: Prose
    """The 15-minute version; it counts in full."""
    done_when: Line
    kind: Id
    needs: tuple[Id, ...] = ()
    """Kinds of evidence that must have been handed in before."""
    recurs: bool = False
    lens: int | None = Field(default=None, ge=1)
    """The place of a recurring assignment in its series; each raises one difficulty."""
    strength: Id | None = None
    exposure: int = Field(default=0, ge=0, le=3)
    """0 private, 1 an engineer's ordinary work, 2 visible interest in product, 3 shows a wish to leave."""
    show_me: ShowMe


class Programme(Entry):
    """A whole playbook. Ids are unique within their list; order is the author's and decides ties."""

    id: Id
    title: Line
    about: Prose
    trap: Prose
    phases: tuple[Phase, ...] = Field(min_length=1)
    tracks: tuple[Track, ...] = ()
    skills: tuple[Skill, ...] = Field(min_length=1)
    strengths: tuple[Strength, ...] = ()
    habits: tuple[Habit, ...] = ()
    kinds: tuple[Kind, ...] = Field(min_length=1)
    own: Id | None = None
    """The kind of what somebody did instead of the assignment; None hands it in as the assignment's kind."""
    rhythms: tuple[Rhythm, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    assignments: tuple[Assignment, ...] = Field(min_length=1)

    @property
    def months(self) -> int:
        """The number of the last month that a phase names."""
        return max(phase.months.last or phase.months.first for phase in self.phases)

    def phases_in(self, month: int) -> Iterator[Phase]:
        return (phase for phase in self.phases if month in phase.months)

    @cached_property
    def assignment(self) -> dict[str, Assignment]:
        return {a.id: a for a in self.assignments}

    @cached_property
    def kind(self) -> dict[str, Kind]:
        return {k.id: k for k in self.kinds}

    @property
    def own_kind(self) -> Kind | None:
        return self.kind.get(self.own or "")

    @cached_property
    def skill(self) -> dict[str, Skill]:
        return {s.id: s for s in self.skills}

    @cached_property
    def milestone(self) -> dict[str, Milestone]:
        return {m.id: m for m in self.milestones}

    @cached_property
    def phase(self) -> dict[str, Phase]:
        return {p.id: p for p in self.phases}
