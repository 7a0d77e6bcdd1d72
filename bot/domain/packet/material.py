"""All that a packet can be made of: a member's evidence in its versions, and what it has proved.

What is private never gets in: pieces whose assignment or whose claim is the member's own, fields that their
kind keeps back, milestones that are never shown, and what is about the other way out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.member import MemberState, evidence_in_full
from bot.domain.playbook import BOLDEST, Assignment, Kind, Milestone, Playbook, Shows
from bot.domain.progress import Sharing
from bot.domain.records import EvidenceRecord, WinRecord


class Variant(StrEnum):
    """For whom a packet is: the lead of the product managers here, or somebody elsewhere."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Written(Protocol):
    """What was written in one version of a piece, by field id."""

    @property
    def handed_in_at(self) -> datetime: ...
    @property
    def fields(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Piece:
    """A piece of evidence; `day` is the local date of its first version, the newest version counts."""

    id: int
    kind: Kind
    assignment: Assignment | None
    week: int
    month: int
    day: date
    versions: tuple[Written, ...]
    """Oldest first, never empty."""

    @property
    def title(self) -> str:
        return self.assignment.title if self.assignment else self.kind.label.capitalize()

    @property
    def fields(self) -> Mapping[str, str]:
        return self.versions[-1].fields

    @property
    def first(self) -> "Piece":
        """The piece as it was handed in at first."""
        return replace(self, versions=self.versions[:1])

    @property
    def filled(self) -> frozenset[str]:
        return frozenset(id_ for id_, text in self.fields.items() if text)

    @property
    def skill(self) -> str | None:
        return self.assignment.skill if self.assignment else None


@dataclass(frozen=True)
class Reached:
    """A milestone, the local day on which it was reached, and whether its post stands in a channel.

    `text` is the post in the member's own words; "" where they left the playbook's.
    """

    milestone: Milestone
    day: date
    posted: bool = False
    text: str = ""


@dataclass(frozen=True)
class PacketOpening:
    """What the member says of themselves; each "" leaves the playbook's words, or the name in Slack."""

    name: str = ""
    claim: str = ""
    ask: str = ""


@dataclass(frozen=True)
class Material:
    """What there is of a member; pieces in the order in which they were handed in."""

    playbook: Playbook
    name: str
    pieces: Sequence[Piece]
    milestones: Sequence[Reached]
    openings: Mapping[str, PacketOpening] = field(default_factory=dict)
    """The member's own, by variant."""

    def opening(self, variant: Variant) -> PacketOpening:
        """Return the member's own words of a variant; a name chosen for the other one only is theirs too."""
        name = next((each.name for each in self.openings.values() if each.name), "")
        return self.openings.get(variant, PacketOpening(name))


def may_go_in(piece: Piece, variant: Variant) -> bool:
    """Return whether a piece may be chosen for a packet at all; the others are private and stay out."""
    assignment = piece.assignment
    if piece.kind.compulsory.shows is Shows.PRIVATE:
        return False
    if assignment is None:
        return True
    other_way = assignment.track is not None and assignment.track != variant
    return not (assignment.private or assignment.exposure > BOLDEST or other_way)


def material_of(state: MemberState, versions: Mapping[int, Sequence[Written]]) -> Material:
    """Return what there is of a member, whose wins are loaded; `versions` are those of each piece, by id."""
    pieces = [
        _piece(state, evidence_in_full(piece), tuple(versions[piece.id])) for piece in state.records.evidence
    ]
    return Material(
        state.playbook,
        state.records.name,
        sorted(pieces, key=lambda piece: (piece.versions[0].handed_in_at, piece.id)),
        [_reached(state, win) for win in state.records.wins],
        {variant: PacketOpening(**said) for variant, said in (state.member.openings or {}).items()},
    )


def _piece(state: MemberState, piece: EvidenceRecord, versions: tuple[Written, ...]) -> Piece:
    first = versions[0].handed_in_at
    return Piece(
        id=piece.id,
        kind=state.playbook.kind[piece.kind],
        assignment=state.playbook.assignment.get(piece.assignment_id or ""),
        week=state.week_number(piece.week_id),
        month=state.month_at(first),
        day=state.local_day(first),
        versions=versions,
    )


def _reached(state: MemberState, win: WinRecord) -> Reached:
    posted = win.state == Sharing.POSTED
    return Reached(
        state.playbook.milestone[win.milestone_id],
        state.local_day(win.reached_at),
        posted=posted,
        text=win.text if posted and win.text != win.template else "",
    )
