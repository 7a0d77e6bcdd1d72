"""A small playbook to argue with: two overlapping phases, three skills, three kinds, two tracks."""

from typing import Any

from bot.domain.case import Piece
from bot.domain.entry import Months
from bot.domain.playbook import (
    Assignment,
    EvidenceField,
    Kind,
    Milestone,
    Must,
    Phase,
    Playbook,
    Rhythm,
    ShowMe,
    Skill,
    Track,
)

HOW = ShowMe(aim="Do it.", traps=("None.",), example="Done.", next="You do more.")


def months(first: int, last: int | None = None) -> Months:
    return Months(first=first, last=last)


def assignment(name: str, skill: str = "research", kind: str = "note", **rest: Any) -> Assignment:
    """An assignment of months 1 to 3 in the first phase, unless told otherwise."""
    prose = {"title": name, "line": name, "why": "w", "steps": ("s",), "short": "s", "done_when": "d"}
    schema_status = {"phase": "start", "months": months(1, 3), "minutes": 30, "show_me": HOW}
    return Assignment.model_validate(
        {"id": name, "skill": skill, "kind": kind, **prose, **schema_status, **rest}
    )


def kind(name: str, label: str) -> Kind:
    learnt = EvidenceField(id="learnt", label="What did you learn?", compulsory=True)
    return Kind(
        id=name, label=label, plural=label + "s", fields=(learnt, EvidenceField(id="quote", label="Q"))
    )


def phase(name: str, first: int, last: int, exposure: int = 1) -> Phase:
    return Phase(id=name, title=name, months=months(first, last), about="a", exposure=exposure)


def playbook(
    *assignments: Assignment,
    rhythms: tuple[Rhythm, ...] = (),
    milestones: tuple[Milestone, ...] = (),
    musts: tuple[Must, ...] = (),
) -> Playbook:
    """A playbook of four months that holds these."""
    skills = {"research": "User research", "communication": "Communication", "no": "Saying no"}
    return Playbook(
        id="small",
        title="Small",
        about="a",
        trap="t",
        phases=(phase("start", 1, 3), phase("build", 2, 4)),
        tracks=tuple(Track(id=t, title=t, about="a") for t in ("internal", "external")),
        skills=tuple(Skill(id=id_, title=title, gap="g", how="h") for id_, title in skills.items()),
        kinds=(kind("interview", "interview"), kind("page", "page for a VP"), kind("note", "note")),
        musts=musts,
        rhythms=rhythms,
        milestones=milestones,
        assignments=assignments,
    )


def piece(
    name: str | None = None, week: int = 1, kind: str = "note", skill: str = "research", filled: str = ""
) -> Piece:
    """Evidence for an assignment; `filled` lists fields, parted by spaces."""
    return Piece(kind, skill, week, name, frozenset(filled.split()))
