"""What a playbook says: phases, skills, kinds of evidence, milestones, assignments.

Pure data with the rules that one entry can be judged by alone. Rules that need the whole programme
(ids that must exist, weeks that would come up empty) are in `faults`. A ValueError here reads
"what is wrong; what would be right": the loader shows both halves to the playbook's author.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, StringConstraints, model_validator

from bot.domain.entry import Entry, Id, Line, Months, Prose
from bot.domain.feedback.prioritisation import DIMENSIONS

NOTIFICATION_LIMIT = 90
"""Characters of a nudge's first line: what a lock screen shows in full."""

DRILL_LIMIT = 3000
"""Characters of a drill's text: what a field of a form can be preset with."""

BOLDEST = 2
"""The highest exposure that comes, or is on offer, unasked; 3 shows a wish to leave."""


class Phase(Entry):
    """A stretch of the programme; phases may overlap, the first begins in month 1."""

    id: Id
    title: Line
    months: Months
    about: Prose = Field(description="Two or three sentences, shown to whoever looks at the whole programme.")
    exposure: int = Field(
        default=1,
        ge=0,
        le=2,
        description="The highest exposure that this phase assigns unasked; anything above is the "
        "member's own choice.",
    )


class Track(Entry):
    """A way through the programme that members choose between; "both" and "undecided" exist by themselves."""

    id: Id
    title: Line
    about: Prose = Field(description="When it is the right one, and what it runs through.")
    claim: Annotated[str, StringConstraints(max_length=300)] = Field(
        default="",
        description="The first sentence of a packet for this track, once there is enough evidence; in the "
        "member's voice.",
    )
    ask: Annotated[str, StringConstraints(max_length=300)] = Field(
        default="", description="What such a packet asks its reader for; in the member's voice."
    )


class Skill(Entry):
    """What is practised; the coach sees to it that none falls behind."""

    id: Id
    title: Line = Field(
        description='As it stands in the middle of a screen: "User research is your least practised skill".'
    )
    gap: Prose = Field(description="Why these people lack it.")
    how: Prose = Field(description="How to build it.")


class Strength(Entry):
    """What these people bring already, and may lean on."""

    id: Id
    title: Line
    about: Prose = Field(description="What it is good for.")


class Habit(Entry):
    """Something to stop or to start."""

    id: Id
    kind: Literal["stop", "start"] = Field(description="A habit to end, or one to begin.")
    title: Line
    before: Prose = Field(description="What it asks of somebody still employed as an engineer.")
    after: Prose = Field(description="What it asks once they have moved.")


class Input(StrEnum):
    """How a field is filled in: several lines, one line, a link, a date, or a choice among options."""

    LONG = "long"
    LINE = "line"
    LINK = "link"
    DATE = "date"
    CHOICE = "choice"


class Shows(StrEnum):
    """What a field's answer is in a packet: what is said, who saw it, what came of it, what was given up.

    `PART` says which part of a case study a piece is, `SCORES` and `WEIGHTS` are a prioritisation's, and
    `PRIVATE` never gets into a file; where the compulsory field is private, the whole piece is.
    """

    DETAIL = "detail"
    CLAIM = "claim"
    TITLE = "title"
    QUOTE = "quote"
    SEEN = "seen"
    RESULT = "result"
    FORGONE = "forgone"
    LINK = "link"
    PART = "part"
    SCORES = "scores"
    WEIGHTS = "weights"
    PRIVATE = "private"


class EvidenceField(Entry):
    """One question of the form with which evidence is handed in."""

    id: Id
    label: Annotated[str, StringConstraints(min_length=1, max_length=75)] = Field(
        description="The question, as the form asks it."
    )
    input: Input = Input.LINE
    hint: Annotated[str, StringConstraints(max_length=150)] = Field(
        default="", description="A line below the field; leave it out where the label says all."
    )
    options: tuple[Annotated[str, StringConstraints(min_length=1, max_length=75)], ...] = Field(
        default=(), description='What can be chosen where input = "choice".'
    )
    shows: Shows = Field(
        default=Shows.DETAIL,
        description="What a packet shows it as; the claim is the compulsory field's unless another is one.",
    )
    packet_label: Annotated[str, StringConstraints(max_length=75)] = Field(
        default="",
        description="What a packet writes beside the answer, for a label that speaks to the member.",
    )
    decision: Annotated[str, StringConstraints(max_length=30, pattern=r"^$|\{\}")] = Field(
        default="",
        description="Where the answer is a decision: how a packet's list of decisions has it, {} being its "
        "first sentence.",
    )
    compulsory: bool = Field(
        default=False, description="Exactly one field of a kind is: what the piece is worthless without."
    )

    @model_validator(mode="after")
    def _options_belong_to_a_choice(self) -> "EvidenceField":
        if (self.input is Input.CHOICE) != bool(self.options):
            raise ValueError(
                'options and input don\'t match; give `options` to input = "choice", and only to it'
            )
        return self


class Check(Entry):
    """One check of the author's own: what feedback says of an answer that doesn't have a declared shape."""

    id: Id
    field: Id = Field(description="The field that is checked; one that is left empty is told nothing.")
    number: bool = Field(default=False, description="It must name a number, in digits or in words.")
    most_words: int = Field(default=0, ge=0, description="It must have so many words at most.")
    part: Annotated[str, StringConstraints(max_length=75)] = Field(
        default="", description="A line of it must begin with this, and words must follow."
    )
    why: Line = Field(description='Why it matters, as a sentence to the member; "not yet", never "fail".')
    direction: Line = Field(description="What would be enough, as a sentence.")
    fixed: Line = Field(description="What a later version is told that passes, as a sentence.")

    @model_validator(mode="after")
    def _one_shape(self) -> "Check":
        if [self.number, bool(self.most_words), bool(self.part)].count(True) != 1:
            raise ValueError("it has no shape, or several; give one of number = true, most_words, part")
        return self


class Kind(Entry):
    """A kind of evidence: its form has one compulsory field."""

    id: Id
    label: Line = Field(
        description='In lower case, without an article, since it stands inside sentences: "your '
        'second user interview".'
    )
    plural: Line = Field(description='The same, of several: "user interviews".')
    packet_label: Annotated[str, StringConstraints(max_length=75)] = Field(
        default="", description="What a packet calls it, for a label that says something else to a reader."
    )
    packet_plural: Annotated[str, StringConstraints(max_length=75)] = Field(
        default="", description="The same, of several; give both or none."
    )
    fields: tuple[EvidenceField, ...] = Field(min_length=1, max_length=7)
    silent: tuple[str, ...] = Field(
        default=(), description="Codes of feedback and of questions that it never gets."
    )
    checks: tuple[Check, ...] = Field(default=(), description="Checks of your own, told before all others.")

    @model_validator(mode="after")
    def _one_compulsory_field(self) -> "Kind":
        if bool(self.packet_label) != bool(self.packet_plural):
            raise ValueError("it has one of packet_label and packet_plural; give both, or none")
        compulsory = [f.id for f in self.fields if f.compulsory]
        if len(compulsory) != 1:
            raise ValueError(f"it has {len(compulsory)} compulsory fields; mark one with compulsory = true")
        ids = [f.id for f in self.fields]
        if len(set(ids)) != len(ids):
            raise ValueError("two of its fields share an id; give each its own")
        if len({check.id for check in self.checks}) != len(self.checks):
            raise ValueError("two of its checks share an id; give each its own")
        return self

    @property
    def compulsory(self) -> EvidenceField:
        return next(f for f in self.fields if f.compulsory)


class Proof(Entry):
    """`count` pieces of one kind, each with these fields filled in."""

    kind: Id
    count: int = Field(default=1, ge=1, description="How many.")
    filled: tuple[Id, ...] = Field(
        default=(), description="Ids of the kind's fields; a piece counts only where none of them is empty."
    )
    days: int = Field(
        default=0,
        ge=0,
        description="Days from the first piece for the milestone until those fields can be true: 7 for what "
        "was so a week later. What is written earlier is kept, and counts once it is saved then.",
    )


class Milestone(Entry):
    """What evidence adds up to, offered for the wins channel word for word."""

    id: Id
    title: Line
    phase: Id
    proof: tuple[Proof, ...] = Field(min_length=1, description="All of these must be handed in.")
    why: Prose = Field(description="Why one may be proud of it.")
    when: Line | None = Field(
        default=None,
        description='When a piece gets the fields that it lacks, behind "When": "your reader has answered".',
    )
    asks: tuple[Id, ...] = Field(
        default=(),
        description="Musts. Only pieces for assignments with one of them are asked for fields that they "
        "lack; all are, if left out.",
    )
    text: Prose = Field(
        description="The post that is offered; `{count}` becomes the number of pieces, in words up to twelve."
    )
    private: bool = Field(
        default=False, description="Never offered for a channel; `twin` is the one that may be shown."
    )
    twin: Id | None = Field(default=None, description="The milestone that says the same and may be shown.")
    moves: bool = Field(
        default=False,
        description="Reaching it, a member has moved: the programme is over, and habits ask `after`.",
    )


class Must(Entry):
    """An act that everybody meets who hands everything in; assignments bring it by its id."""

    id: Id
    title: Line = Field(description='What they have done then, as a noun: "a no to a customer".')
    firm: bool = Field(
        default=True,
        description="Nobody who hands everything in goes without it; of those that aren't firm one in ten "
        "may be missing.",
    )
    times: int = Field(default=1, ge=1, description="How many pieces it takes.")


class Rhythm(Entry):
    """How often a kind of evidence is the assignment itself, from one month to another."""

    kind: Id
    months: Months
    every: int = Field(ge=1, description="Weeks.")


class ShowMe(Entry):
    """What stands behind "Show me how"."""

    aim: Prose = Field(description="What one can do afterwards, not what one will know.")
    people: tuple[Line, ...] = Field(
        default=(), description="The access ladder, nearest rung first, where people are needed."
    )
    say: tuple[Line, ...] = Field(default=(), description="Words one can say or write.")
    traps: tuple[Line, ...] = Field(
        min_length=1, description="What goes wrong for these people in particular."
    )
    example: Prose = Field(description="One finished piece at its best, with invented people.")
    next: Prose = Field(description="What this leads to.")


class Assignment(Entry):
    """One week's work."""

    id: Id = Field(
        description="Members' evidence refers to it, so keep it when you reword; a new one is "
        "another assignment."
    )
    title: Annotated[str, StringConstraints(min_length=1, max_length=75)] = Field(
        description="A verb and a thing."
    )
    line: Annotated[str, StringConstraints(min_length=1, max_length=NOTIFICATION_LIMIT)] = Field(
        description="The first line of the nudge, and so of the notification, which stands on a "
        "locked screen."
    )
    phase: Id
    skill: Id
    months: Months = Field(
        description="Within the phase's months; or, in a phase that is open to the end, a month "
        "after the programme: [9]."
    )
    track: Id | None = Field(default=None, description="Whom it is for; without it, everybody.")
    core: bool = Field(default=False, description="It comes before what is merely on offer.")
    weeks: int = Field(default=1, ge=1, le=4, description="How many weeks in a row it may take.")
    why: Prose = Field(description="Why now: one sentence.")
    steps: tuple[Line, ...] = Field(min_length=1, max_length=6, description="Three or four, each an act.")
    minutes: int = Field(
        ge=10, le=240, description="What it takes, honestly, in all its weeks together; 120 a week at most."
    )
    short: Prose = Field(description="The 15-minute version; it counts in full, and keeps the hard part.")
    done_when: Line = Field(description='Ends a sentence that begins "Done when".')
    kind: Id = Field(description="The kind of evidence that it asks for.")
    needs: tuple[Id, ...] = Field(
        default=(),
        description="Kinds of evidence (never single assignments) that must have been handed in before.",
    )
    recurs: bool = Field(default=False, description="It may come again; anything else comes once.")
    lens: int | None = Field(
        default=None,
        ge=1,
        description="The place of a recurring assignment in its series; each raises one difficulty.",
    )
    musts: tuple[Id, ...] = Field(
        default=(), description="The musts that whoever hands it in has met, or come nearer to."
    )
    strength: Id | None = Field(default=None, description="The strength that it leans on.")
    exposure: int = Field(
        default=0,
        ge=0,
        le=3,
        description="0 private, 1 an engineer's ordinary work, 2 visible interest in product, 3 "
        "shows a wish to leave.",
    )
    private: bool = Field(
        default=False,
        description="What is handed in for it never goes into a packet: practice, or about the move itself.",
    )
    show_me: ShowMe

    def opening_line(self, month: int) -> str:
        """Return the nudge's first line where a month opens with it; without the minutes, which its head has.

        It may be longer than NOTIFICATION_LIMIT.
        """
        return f"Month {month} starts. {self.line_alone}"

    @property
    def for_two_weeks(self) -> Self:
        """The same with a first line that is true where the member's week is one of two."""
        begins = "This week"
        if not self.line.startswith(begins):
            return self
        return self.model_copy(update={"line": f"These two weeks{self.line.removeprefix(begins)}"})

    @property
    def line_alone(self) -> str:
        """The first line without its minutes, for where other words go before it."""
        return self.line.replace(f" ({self.minutes} min)", "")


class Drill(Entry):
    """Five minutes on one skill, answered in a form and checked by the rules of feedback."""

    id: Id = Field(description="What is kept of a drill that was done; a new id is another drill.")
    skill: Id
    kind: Literal["rewrite", "cut", "score", "answer"] = Field(
        description='"rewrite" a question for an interview, "cut" a text to a page for a VP, "score" options '
        'on five dimensions, "answer" somebody who pushes.'
    )
    level: int = Field(ge=1, le=3, description="1 is easy, 3 hard.")
    setting: Line = Field(description="Who the member is in it, and the facts that an answer can use.")
    text: Annotated[str, StringConstraints(min_length=1, max_length=DRILL_LIMIT)] = Field(
        description="What to work on: the question, the long text, the message; for options a line each: "
        "a name, a colon, what is known."
    )
    weights: tuple[float, ...] = Field(
        default=(), description="What the five dimensions weigh; left out, all weigh the same."
    )
    sample: Annotated[str, StringConstraints(min_length=1, max_length=DRILL_LIMIT)] = Field(
        description="A good answer; for options a line each: the name and five scores, with semicolons."
    )
    why: str = Field(default="", description='The reason that goes with the sample, where kind = "score".')

    @model_validator(mode="after")
    def _options_have_scores(self) -> "Drill":
        if self.kind != "score":
            if self.weights or self.why:
                raise ValueError('only kind = "score" has weights and a why; leave them out')
            return self
        if not self.why:
            raise ValueError("the sample has scores and no reason for them; write it as why")
        if len(self.weights) not in (0, len(DIMENSIONS)):
            raise ValueError(
                f"it has {len(self.weights)} weights; write {len(DIMENSIONS)}, or leave them out"
            )
        names = self.options
        if len(names) < 2 or len(set(names)) < len(names) or not all(names):
            raise ValueError('its text has no options; write at least two lines such as "Export: 31 ask"')
        return self

    @property
    def options(self) -> list[str]:
        """The names of what is to be scored."""
        return [
            line.partition(":")[0].strip() if ":" in line else "" for line in self.text.strip().splitlines()
        ]


@dataclass(frozen=True)
class Retired:
    """What a playbook no longer has, while members' weeks, evidence or wins still name it."""

    assignments: tuple[Assignment, ...] = ()
    kinds: tuple[Kind, ...] = ()
    milestones: tuple[Milestone, ...] = ()


class Playbook(Entry):
    """A whole playbook. Ids are unique within their list; order is the author's and decides ties."""

    id: Id
    title: Line
    about: Prose = Field(description="What it is, to somebody who hasn't joined.")
    trap: Prose = Field(description="The mistake that these people are most likely to make.")
    finish: Annotated[str, StringConstraints(max_length=NOTIFICATION_LIMIT)] = Field(
        default="",
        description="The programme in a sentence, said once, with the first week after its last month.",
    )
    phases: tuple[Phase, ...] = Field(min_length=1)
    tracks: tuple[Track, ...] = ()
    skills: tuple[Skill, ...] = Field(min_length=1)
    strengths: tuple[Strength, ...] = ()
    habits: tuple[Habit, ...] = ()
    kinds: tuple[Kind, ...] = Field(min_length=1)
    own: Id | None = Field(
        default=None,
        description="The kind of what somebody did instead of the assignment; left out, it is the "
        "assignment's kind.",
    )
    musts: tuple[Must, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    assignments: tuple[Assignment, ...] = Field(min_length=1)
    drills: tuple[Drill, ...] = ()
    _retired: Retired = PrivateAttr(default=Retired())

    def with_retired(self, retired: Retired) -> "Playbook":
        """The same programme, whose look-ups by id also know what it no longer has."""
        same = Playbook.model_construct(**{name: getattr(self, name) for name in Playbook.model_fields})
        same._retired = retired
        return same

    @cached_property
    def version(self) -> str:
        """A digest of all that it says; comments and layout of its file are no part of it."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @cached_property
    def months(self) -> int:
        """The number of the last month that a phase names."""
        return max(phase.months.last or phase.months.first for phase in self.phases)

    def phases_in(self, month: int) -> Iterator[Phase]:
        return (phase for phase in self.phases if month in phase.months)

    @cached_property
    def open_to(self) -> "OpenTo":
        """By month, track and whether it is a swap, what is open to whoever has its needs."""
        return OpenTo(self)

    def suits(self, a: Assignment, track: str | None, swapping: bool) -> bool:
        """Whether it suits a track, and shows no more than comes unasked; by a swap more may be shown."""
        boldest = BOLDEST if swapping else self.phase[a.phase].exposure
        return a.exposure <= boldest and (a.track in (None, track) or track == "both")

    @cached_property
    def assignment(self) -> dict[str, Assignment]:
        """By id; after those of the playbook the retired ones, which nobody is newly given."""
        return {a.id: a for a in (*self.assignments, *self._retired.assignments)}

    @cached_property
    def long(self) -> frozenset[str]:
        """The ids of the assignments that take more than one week, retired ones among them."""
        return frozenset(a.id for a in self.assignment.values() if a.weeks > 1)

    @cached_property
    def boldest(self) -> tuple["Assignment", ...]:
        """The assignments that show a wish to leave: nobody has one without a press."""
        return tuple(a for a in self.assignments if a.exposure > BOLDEST)

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each assignment stands in the author's order."""
        return {a.id: place for place, a in enumerate(self.assignments)}

    def is_retired(self, assignment: Assignment) -> bool:
        return assignment.id not in self.place

    @cached_property
    def kind(self) -> dict[str, Kind]:
        return {k.id: k for k in (*self.kinds, *self._retired.kinds)}

    @cached_property
    def tracks_part(self) -> int:
        """The first month in which something is for one track alone; 0 where nothing is."""
        return min((a.months.first for a in self.assignments if a.track), default=0)

    @property
    def own_kind(self) -> Kind | None:
        return self.kind.get(self.own or "")

    @cached_property
    def skill(self) -> dict[str, Skill]:
        return {s.id: s for s in self.skills}

    @cached_property
    def skill_opens(self) -> dict[str, int]:
        """By a skill's id, the first month in which one of its assignments is open."""
        opens = {s.id: [a.months.first for a in self.assignments if a.skill == s.id] for s in self.skills}
        return {id_: min(months, default=1) for id_, months in opens.items()}

    @cached_property
    def drill(self) -> dict[str, Drill]:
        return {d.id: d for d in self.drills}

    @cached_property
    def milestone(self) -> dict[str, Milestone]:
        return {m.id: m for m in (*self.milestones, *self._retired.milestones)}

    @cached_property
    def phase(self) -> dict[str, Phase]:
        return {p.id: p for p in self.phases}


class OpenTo(dict[tuple[int, str | None, bool], tuple[Assignment, ...]]):
    """What is open in each month that somebody asked for: in its own months, and those of its phase.

    What recurs, or begins after the programme, needs no phase.
    """

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook

    def __missing__(self, asked: tuple[int, str | None, bool]) -> tuple[Assignment, ...]:
        month, track, swapping = asked
        playbook, within, phase = self._playbook, self._playbook.months, self._playbook.phase
        self[asked] = tuple(
            a
            for a in playbook.assignments
            if month in a.months
            and (a.recurs or a.months.first > within or month in phase[a.phase].months)
            and playbook.suits(a, track, swapping)
        )
        return self[asked]
